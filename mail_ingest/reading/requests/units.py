"""The sentences of a letter, and the items of its lists, with what each speaks of."""

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from mail_ingest.reading.passage import Passage
from mail_ingest.reading.requests.attendees import read_attendees
from mail_ingest.reading.requests.cancelling import calls_off
from mail_ingest.reading.requests.changing import moves
from mail_ingest.reading.requests.kinds import PLAIN, Clue, score_kinds
from mail_ingest.reading.requests.rooms import read_rooms
from mail_ingest.reading.requests.tables import row_begins
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.text import NUMBER, WORD, Token
from mail_ingest.reading.words.vocabulary import ASKING, LENDING, Vocabulary, phrases


class Marker(Enum):
    """How a sentence is set off from what stands before it."""

    NONE = 0
    ADDED = 1
    """ "poza tym", "natomiast", "przy okazji"."""
    LISTED = 2
    """ "1.", "b)", "po drugie", "druga sprawa"."""


BULLETS = "-–•*·"


@dataclass(frozen=True)
class Unit:
    """A sentence or an item of a list, with what it speaks of."""

    passage: Passage
    marker: Marker
    kinds: dict[str, Clue]
    days: frozenset[int]
    """Token indexes at which a wanted day is mentioned."""

    @cached_property
    def off(self) -> bool:
        """Whether something is called off."""
        return calls_off(self.passage)

    @property
    def bulleted(self) -> bool:
        """Whether it is a table's row or an item behind a dash, which alone tells nothing of another request."""
        tokens = self.passage.letter.tokens
        return tokens[self.passage.first].raw in BULLETS or row_begins(tokens, self.passage.first)

    @cached_property
    def moving(self) -> bool:
        """Whether something is moved."""
        return moves(self.passage)

    @cached_property
    def complete(self) -> bool:
        """Whether it names a day, a room and how many people: all that a booking needs."""
        return bool(self.days and self.rooms) and read_attendees(self.passage, self.days) is not None

    @cached_property
    def rooms(self) -> tuple[str, ...]:
        """The rooms that are asked for."""
        return tuple(found.value for found in read_rooms(self.passage))


_LISTING = Vocabulary(
    {
        "listed": phrases("""=po pierwsze, =po drugie, =po trzecie, =po czwarte, =pierwsza sprawa, =druga
            sprawa, =trzecia sprawa, =pierwsze to, =drugie to, =trzecie to, =pierwszy to,
            =drugi to, =pierwsza to, =druga to, =druga rzecz, =druga prośba, =druga kwestia,
            =sprawa pierwsza, =sprawa druga,
            =sprawa trzecia, =inna sprawa, =osobna sprawa, =kolejna sprawa, =firstly, =secondly, =thirdly,
            =first, =second, =по-перше, =по-друге, =по перше, =по друге, =po pierwsze primo"""),
        "added": phrases("""=poza tym, =ponadto, =oprócz tego, =prócz tego, =dodatkowo, =przy okazji, =przy
            tej okazji, =jednocześnie, =natomiast, =za to, =w zamian, =z kolei, =jeszcze
            jedno, =jeszcze jedna, =niezależnie od, =osobno, =a druga, =mam też, =mamy też,
            =także, =również, =też, =równocześnie, =zarazem, =z innej beczki, =i jeszcze,
            =also, =in addition, =besides, =moreover, =another, =furthermore, =крім того,
            =також, =ще одне, =окрім того"""),
    },
    typos=False,
)
_ORDINALS = frozenset(words("pierwsza pierwsze pierwszy druga drugie drugi trzecia trzecie trzeci czwarta ostatnia"))
_HEADWORDS = 4
"""A connective counts as setting off a sentence when it stands among its first words."""


def units_of(body: Passage, day_tokens: frozenset[int]) -> list[Unit]:
    """The units of a letter in their order. `day_tokens`: where wanted days are mentioned."""
    units: list[Unit] = []
    asked = False
    told: Clue | None = None
    for passage in _passages(body):
        tokens = body.letter.tokens
        listed = _item_begins(tokens, passage.first) or _after_semicolon(tokens, passage.first)
        again = _second_object(tokens, passage.first)
        kinds = score_kinds(passage, asked=again or (listed and asked))
        if told is not None and _lends_what_was_told(passage, kinds):
            kinds["equipment"] = Clue(PLAIN, *kinds["equipment"][1:])
        aside = told is not None and passage.letter.tokens[passage.first].folded in _JOINING
        told = kinds.get("equipment") or (told if aside else None)
        days = day_tokens.intersection(range(passage.first, passage.last + 1))
        units.append(Unit(passage, _marker(passage), kinds, days))
        asked = passage.has(ASKING) or (asked and listed)
    return units


def _lends_what_was_told(passage: Passage, kinds: dict[str, Clue]) -> bool:
    """Whether things of the sentence before are to be borrowed: "Nie mamy rzutnika. Czy moglibyśmy pożyczyć Wasz?"."""
    lending = kinds.get("equipment")
    return lending is not None and lending.weight < PLAIN and passage.has(LENDING, "lend") and passage.has(ASKING)


def _passages(body: Passage) -> list[Passage]:
    """Sentences, items of lists, and the parts of "prosimy o … oraz o …"; marks alone go with what follows."""
    tokens = body.letter.tokens
    if body.first > body.last:
        return []
    starts = [body.first, *(index for index in _likely_starts(body) if _begins(tokens, index))]
    passages = [Passage(body.letter, a, b - 1) for a, b in zip(starts, [*starts[1:], body.last + 1], strict=True)]
    joined: list[Passage] = []
    says = True
    for passage in passages:
        if says:
            joined.append(passage)
        else:
            joined[-1] = joined[-1]._replace(last=passage.last)
        says = any(token.kind is WORD and token.raw[1:] for token in passage.tokens)
    return joined


def _likely_starts(body: Passage) -> list[int]:
    """All tokens but the plain words within a line, which most are and which begin nothing."""
    tokens = body.letter.tokens
    return [
        index
        for index in range(body.first + 1, body.last + 1)
        if (token := tokens[index]).kind is not WORD
        or token.newlines
        or token.folded in _JOINING
        or token.sentence != tokens[index - 1].sentence
        or tokens[index - 1].raw == ";"
    ]


def _begins(tokens: tuple[Token, ...], index: int) -> bool:
    token = tokens[index]
    return (
        token.sentence != tokens[index - 1].sentence
        or (token.newlines > 0 and (_item_begins(tokens, index) or row_begins(tokens, index)))
        or (token.kind is NUMBER and _item_begins(tokens, index) and _inline(tokens, index))
        or (token.folded in _JOINING and _second_object(tokens, index))
        or _after_semicolon(tokens, index)
    )


def _after_semicolon(tokens: tuple[Token, ...], index: int) -> bool:
    return index > 0 and tokens[index - 1].raw == ";" and not tokens[index - 1].newlines


def _inline(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether "2)" stands in the line as an item of a list: after a mark, and not glued to a word."""
    return tokens[index + 1].raw == ")" and not tokens[index].glued and tokens[index - 1].raw in ":;,."


def _item_begins(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether an item of a list begins here: "2.", "2)", "b)", "-", "•"."""
    token = tokens[index]
    if token.raw[1:] or index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    if token.raw in BULLETS:
        return following.kind is not NUMBER or (token.newlines > 0 and not following.glued)
    if not following.glued or following.raw not in ".)/":
        return False
    if following.raw == "/" and not (token.is_number and token.newlines):
        return False
    after = tokens[index + 2] if index + 2 < len(tokens) else None
    return after is not None and not (after.glued and after.is_number)


_JOINING = frozenset(("oraz", "i", "a", "jak", "and"))


def _second_object(tokens: tuple[Token, ...], index: int) -> bool:
    """ "… oraz o zamieszczenie", "… i o poradę", "…, a na walne …": a second object of the asking verb."""
    word = tokens[index].folded
    if word not in _JOINING or index + 1 >= len(tokens):
        return False
    following = [token.folded for token in tokens[index + 1 : index + 3]]
    if word in ("oraz", "i") and _is_infinitive(tokens[index + 1]):
        return True
    if word == "a" and tokens[index - 1].raw == ",":
        return True
    return (
        following[:1] == ["o"]
        or following in (["takze", "o"], ["rowniez", "o"])
        or (following[:1] == ["rowniez"] and word == "jak")
    )


def _is_infinitive(token: Token) -> bool:
    return token.is_word and any(tag.startswith("inf:") for _, tag in loose_analyses(token.raw))


def _heads(tokens: tuple[Token, ...], index: int) -> bool:
    """ "Druga: …", "Trzecie – …"."""
    return tokens[index + 1].raw in (":", "-", "–", "—")


def _marker(passage: Passage) -> Marker:
    tokens = passage.letter.tokens
    if _item_begins(tokens, passage.first):
        return Marker.ADDED if tokens[passage.first].raw in BULLETS else Marker.LISTED
    if tokens[passage.first].folded in _ORDINALS and passage.first < passage.last and _heads(tokens, passage.first):
        return Marker.LISTED
    found = [match for match in passage.find(_LISTING) if match.first <= passage.first + _HEADWORDS]
    if any(match.concept == "listed" for match in found):
        return Marker.LISTED
    if _after_semicolon(tokens, passage.first) or row_begins(tokens, passage.first):
        return Marker.ADDED
    second = _second_object(tokens, passage.first) and not _is_infinitive(tokens[passage.first + 1])
    return Marker.ADDED if found or second else Marker.NONE
