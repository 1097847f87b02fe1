"""Days that are only told of, where another sentence asks for a day with its hours.

"Festyn jest 13 czerwca. Na spotkanie potrzebujemy sali 20 marca o 17": the first sentence tells, the second asks.
"""

from dataclasses import replace

from mail_ingest.reading.when.clauses import cues_among
from mail_ingest.reading.when.scan import Scan
from mail_ingest.reading.when.values import Bound, Days, Hours, Mark, Mention, Span
from mail_ingest.reading.words.morphology import analyses, words

_FINITE = ("fin", "bedzie", "impt", "praet")
_SHORTEST = 3
"""Words of a sentence that tells of something."""
_ASKING = frozenset(("asked", "booked", "change", "pickup", "return"))
_NEAR = 9
_FEW = 4
"""Mentions among which the next day is looked for."""
_FAR = 40
"""Tokens from a day to the next that may tell of its feast."""


def with_events_weak(scan: Scan, mentions: list[Mention]) -> list[Mention]:
    """The mentions, days of telling sentences marked weak if an asking sentence has a day and hours."""
    mentions = _with_feasts_weak(scan, mentions)
    days = [mention for mention in mentions if mention.wanted and isinstance(mention.value, (Days, Span))]
    if len({mention.sentence for mention in days}) < 2:
        return mentions
    timed = {mention.sentence for mention in mentions if mention.wanted and isinstance(mention.value, Hours)}
    asking = {mention.sentence for mention in days if mention.sentence in timed and _asks(scan, mention)}
    if not asking:
        return mentions
    telling = {mention.sentence for mention in days if mention.sentence not in timed | asking and _tells(scan, mention)}
    return [
        replace(mention, weak=True, why="event") if mention.sentence in telling and _is_day(mention) else mention
        for mention in mentions
    ]


def _with_feasts_weak(scan: Scan, mentions: list[Mention]) -> list[Mention]:
    """The mentions; a day told with its feast, or ruled out by it, weak where the next that is told is another day.

    "1 czerwca obchodzimy Dzień Dziecka. Prosimy o salę 30 maja", "1 maja, ale że to święto, robimy je 4 maja".
    """
    timed = [mention for mention in mentions if not isinstance(mention.value, Mark)]
    told = {
        one
        for place, one in enumerate(timed)
        if isinstance(one.value, (Days, Span)) and _is_feast(scan, one, _next_day(timed[place : place + _FEW]))
    }
    return [replace(one, weak=True, why="event") if one in told and _is_day(one) else one for one in mentions]


def _next_day(mentions: list[Mention]) -> Mention | None:
    """The day that is told next, past names of the same day ("to niedziela")."""
    first, *others = mentions
    other = next((m for m in others if m.value != first.value), None)
    return other if other and isinstance(other.value, (Days, Span)) and other.wanted and not other.excluded else None


def _is_feast(scan: Scan, mention: Mention, following: Mention | None) -> bool:
    if following is None:
        return False
    first, last = scan.text.token_at(mention.start), scan.text.token_at(mention.end - 1)
    begin = min(scan.text.token_at(following.start), last + _FAR)
    behind = [n for n in range(first + 1, begin) if scan.tokens[n].sentence == mention.sentence]
    if any(scan.word(n) in _IS and _begins_free(scan, n + 1) for n in behind if n <= last + _NEAR):
        return True
    sunday = any(scan.word(n) in _IS and scan.word(n + 1).startswith("niedziel") for n in behind)
    between = {scan.word(n) for n in behind}
    if sunday and between & _SO and not between & _AS_WELL:
        return True
    sentence = [scan.tokens[n].folded for n in _sentence(scan, mention) if n < begin]
    if any(word.startswith(_CELEBRATING) for word in sentence):
        return True
    opens = first == 0 or scan.tokens[first - 1].sentence != mention.sentence
    named = any(word.startswith(_FESTIVE) for word in sentence)
    return opens and named and any(word in _IS or word.startswith(("przypada", "wypada")) for word in sentence)


def _begins_free(scan: Scan, index: int) -> bool:
    return scan.word(index + (scan.word(index) == "dzien")).startswith(_FREE)


_IS = frozenset(words("to jest akurat wypada przypada bedzie byloby"))
_FREE = ("swiet", "woln", "feri")
_AS_WELL = frozenset(words("tez rowniez takze albo lub ewentualnie moze moga mozna"))
_SO = frozenset(words("wiec dlatego zatem ale lecz wobec"))
_CELEBRATING = ("obchodz", "swietuj", "swietowa")
_FESTIVE = (
    "swiato",
    "miedzynarod",
    "ogolnopolsk",
    "swiet",
    "rocznic",
    "jubileusz",
    "urodzin",
    "imienin",
    "palmow",
    "wielkan",
)


def with_their_day(mentions: list[Mention]) -> list[Mention]:
    """The mentions; hours right behind a day that is not wanted, or is weak, are made so."""
    told: list[Mention] = []
    for mention in mentions:
        before = told[-1] if told else None
        day = before is not None and isinstance(before.value, (Days, Span)) and not before.excluded
        if before and day and isinstance(mention.value, Hours) and 0 <= mention.start - before.end <= _NEAR:
            mention = replace(
                mention, wanted=mention.wanted and before.wanted, weak=mention.weak or before.weak, why=before.why
            )
        told.append(mention)
    return told


def _is_day(mention: Mention) -> bool:
    return isinstance(mention.value, (Days, Span, Bound)) and mention.wanted and not mention.excluded


def _sentence(scan: Scan, mention: Mention) -> list[int]:
    at = scan.text.token_at(mention.start)
    first = last = at
    while first > 0 and scan.tokens[first - 1].sentence == mention.sentence and at - first < 40:
        first -= 1
    while last + 1 < scan.size and scan.tokens[last + 1].sentence == mention.sentence and last - at < 40:
        last += 1
    return [n for n in range(first, last + 1) if scan.tokens[n].is_word]


def _asks(scan: Scan, mention: Mention) -> bool:
    return not {"asked", "booked"}.isdisjoint(cues_among(scan, _sentence(scan, mention)))


def _tells(scan: Scan, mention: Mention) -> bool:
    """Whether the sentence has a verb and asks for nothing; a line of a list has none."""
    said = _sentence(scan, mention)
    if len(said) < _SHORTEST or not _ASKING.isdisjoint(cues_among(scan, said)):
        return False
    return any(tag.startswith(_FINITE) for n in said for _, tag in analyses(scan.tokens[n].raw)[:2])
