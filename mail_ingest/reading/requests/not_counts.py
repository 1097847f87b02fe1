"""Numbers that count no people who come: an age, a price, a year, a number of things."""

from collections.abc import Sequence

from mail_ingest.reading.passage import Passage
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.text import Token

_UNITS = frozenset(
    words(
        """lat lata latek roku letni letnich zl zlotych pln euro godz godzin godziny minut min dni tygodni
        miesiecy sztuk szt metrow m cm km h am pm years year hours minutes klasa klasy r років хвилин годин
        godzinna"""
    )
)


def is_other(passage: Passage, first: int, last: int, noun: int | None) -> bool:
    """Whether the number is an age, a price, a number of things, a part of a group, or told with "zamiast"."""
    tokens = passage.letter.tokens
    before = [token.folded for token in _just_before(tokens[max(passage.first, first - 3) : first])]
    if noun is None and _measures(passage, last):
        return True
    if before[-1:] in (["w"], ["in"]) and _is_year(tokens[first].raw):
        return True
    if not _ELSE.isdisjoint(before) or before[-2:] == ["w", "tym"] or before[-3:-1] == ["w", "tym"]:
        return True
    at_once = any(token.folded in _AT_ONCE for token in tokens[last + 1 : last + 4])
    at_once = at_once or any(token.folded in AT_EACH for token in passage.clause(first).tokens)
    return before[-1:] in (["po"], ["including"]) and not at_once


def _is_year(raw: str) -> bool:
    return len(raw) == 4 and raw.isdigit() and 1900 <= int(raw) < 2100


def _just_before(tokens: Sequence[Token]) -> Sequence[Token]:
    """What stands before a number since the number before it: the "nr" of "sala nr 2, 10 osób" is not the ten's."""
    numbers = [place for place, token in enumerate(tokens) if token.is_number]
    return tokens[numbers[-1] + 1 :] if numbers else tokens


_ELSE = frozenset(words("wieku zamiast instead nr numer godz art zamist замість"))
_AT_ONCE = frozenset(words("naraz jednoczesnie rownoczesnie jednorazowo"))
AT_EACH = frozenset(words("kazdych kazdym kazdej kazde"))
""" "po 12 na każdych zajęciach": as many come to each of several meetings."""


def _measures(passage: Passage, last: int) -> bool:
    """Whether a unit or a mark follows that no head count has: "12 lat", "40 zł", "20%", "17:00"."""
    tokens = passage.letter.tokens
    if last + 1 >= len(tokens):
        return False
    after = tokens[last + 1]
    if after.folded in _UNITS or after.raw in ("%", "zł", "/", "°") or (after.raw == "+" and after.glued):
        return True
    followed = last + 2 < len(tokens) and tokens[last + 2].glued
    if followed and after.glued and after.raw in "-–" and tokens[last + 2].folded.startswith(("letn", "latk", "lat")):
        return True
    return after.glued and followed and after.raw in (":", ".") and tokens[last + 2].is_number
