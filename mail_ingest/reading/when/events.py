"""Days that are only told of, where another sentence asks for a day with its hours.

"Festyn jest 13 czerwca. Na spotkanie potrzebujemy sali 20 marca o 17": the first sentence tells, the second asks.
"""

from dataclasses import replace

from mail_ingest.reading.when.cues import cues_of
from mail_ingest.reading.when.scan import Scan
from mail_ingest.reading.when.values import Bound, Days, Hours, Mention, Span
from mail_ingest.reading.words.morphology import analyses

_FINITE = ("fin", "bedzie", "impt", "praet")
_SHORTEST = 4
_NEAR = 9


def with_events_weak(scan: Scan, mentions: list[Mention]) -> list[Mention]:
    """The mentions, days of telling sentences marked weak if an asking sentence has a day and hours."""
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
    return any({"asked", "booked"} & cues_of(scan.tokens[n].raw) for n in _sentence(scan, mention))


def _tells(scan: Scan, mention: Mention) -> bool:
    """Whether the sentence has a verb and asks for nothing; a line of a list has none."""
    words = _sentence(scan, mention)
    if len(words) < _SHORTEST - 1 or any(
        {"asked", "booked", "change", "pickup", "return"} & cues_of(scan.tokens[n].raw) for n in words
    ):
        return False
    return any(tag.startswith(_FINITE) for n in words for _, tag in analyses(scan.tokens[n].raw)[:2])
