"""Changes told by how far they go: "o tydzień", "o godzinę później", "wydłużyć o pół godziny"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from mail_ingest.reading.passage import Passage
from mail_ingest.reading.requests.changing import MOVING
from mail_ingest.reading.source import DAY_KINDS
from mail_ingest.reading.when import Mention
from mail_ingest.reading.when.values import Days, Hours, Span
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import number_at

_DAY = 24 * 60
_UNITS = {
    **dict.fromkeys(words("tydzien tygodnie tygodni week weeks"), 7 * _DAY),
    **dict.fromkeys(words("dzien dni day days"), _DAY),
    **dict.fromkeys(words("godzine godzinke godziny godzin hour hours"), 60),
    **dict.fromkeys(words("minut minuty minutes"), 1),
    "kwadrans": 15,
}
_PARTS = {"pol": 0.5, "poltorej": 1.5, "half": 0.5}
_EARLIER = frozenset(words("wczesniej earlier"))
_NEAR = 14
"""Tokens between the word of moving and how far."""


def shifted(passage: Passage, old: Sequence[Mention], new: list[Mention]) -> list[Mention]:
    """The new mentions; where they tell no other day or hours than the old ones, those moved by what the text says."""
    told = [mention for mention in new if mention.kind in DAY_KINDS or mention.kind == "hours"]
    if not old or any(mention not in old for mention in told):
        return new
    for match in passage.find(MOVING):
        if match.concept not in ("move", "alter", "extend"):
            continue
        minutes = _distance(passage, match)
        if minutes:
            only_end = match.concept == "extend"
            moved = [_moved(mention, minutes, only_end=only_end) for mention in old]
            return moved if any(one != other for one, other in zip(moved, old, strict=True)) else new
    return new


def _distance(passage: Passage, match: Match) -> int:
    """Minutes, negative for an earlier time or a shorter one; 0 where none are told."""
    tokens = passage.letter.tokens
    last = min(passage.sentence(match.first).last, match.last + _NEAR)
    for index in range(match.last + 1, last):
        if tokens[index].folded not in ("o", "by"):
            continue
        count, at = 1.0, index + 1
        if tokens[at].folded in _PARTS:
            count, at = _PARTS[tokens[at].folded], at + 1
        elif (number := number_at(passage.letter.text, at)) is not None:
            count, at = number.value, number.last + 1
        unit = _UNITS.get(tokens[at].folded) if at <= passage.last else None
        if unit is None:
            continue
        behind = {token.folded for token in tokens[at + 1 : at + 3]}
        back = bool(behind & _EARLIER) or tokens[match.first].folded.startswith(("skroc", "shorten"))
        return -round(count * unit) if back else round(count * unit)
    return 0


def _moved(mention: Mention, minutes: int, *, only_end: bool) -> Mention:
    value = mention.value
    days = timedelta(days=minutes // _DAY if minutes % _DAY == 0 else 0)
    if isinstance(value, Days):
        return replace(mention, value=replace(value, days=tuple(day + days for day in value.days), stretches=()))
    if isinstance(value, Span):
        return replace(mention, value=replace(value, first=value.first + days, last=value.last + days))
    if not isinstance(value, Hours) or days:
        return mention
    start = value.start if only_end or value.start is None else value.start + minutes
    return replace(mention, value=Hours(start, None if value.end is None else value.end + minutes))
