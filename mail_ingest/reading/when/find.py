"""Mentions of time in a text, left to right."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache

from mail_ingest.reading.when.corrections import without_corrected
from mail_ingest.reading.when.days import begins_days, days_at
from mail_ingest.reading.when.events import with_events_weak, with_their_day
from mail_ingest.reading.when.hours import HOURS, hours_at
from mail_ingest.reading.when.lengths import LENGTHS, TIMES, length_at, times_at
from mail_ingest.reading.when.marks import mark_at, may_be_mark
from mail_ingest.reading.when.numbers import masked
from mail_ingest.reading.when.opening import Opening, opening, opening_at
from mail_ingest.reading.when.periods import PERIODS, period_at
from mail_ingest.reading.when.repeats import REPEATS, repeat_at
from mail_ingest.reading.when.scan import ANDS, ORS, PREPOSITIONS, Found, Scan
from mail_ingest.reading.when.values import Bound, Days, Hours, Mark, Mention
from mail_ingest.reading.when.wanted import judge
from mail_ingest.reading.words.morphology import CACHED_WORDS, fold, words
from mail_ingest.reading.words.text import NUMBER, WORD, Text

Reader = Callable[[Scan, int], Found | None]
READERS: tuple[tuple[Reader, Callable[[str], bool]], ...] = (
    (repeat_at, REPEATS.fits),
    (days_at, begins_days),
    (period_at, PERIODS.fits),
    (mark_at, may_be_mark),
    (hours_at, HOURS.fits),
    (length_at, LENGTHS.fits),
    (times_at, TIMES.fits),
)
"""The readers in the order in which they are asked, each with the words with which it may begin."""
_OF_FIGURES: tuple[Reader, ...] = (repeat_at, days_at, hours_at, length_at, times_at)
_OF_WORD: dict[str, tuple[Reader, ...]] = {
    **dict.fromkeys(words("w we o у в"), (mark_at, hours_at)),
    **dict.fromkeys(words("na ok okolo kolo po przed"), (mark_at, hours_at, length_at)),
    **dict.fromkeys(words("od do"), (days_at, period_at, mark_at, hours_at)),
}
"""Of the commonest words only the readers that may find anything which another, a word on, would not find as well."""


def find_mentions(text: Text, at: datetime) -> list[Mention]:
    """All that the text says of time, in its order, each with its offsets, value, and whether it is wanted.

    `at` is the reference, local time of Europe/Warsaw. Mentions never overlap.
    """
    scan = Scan(text, at.date())
    hidden = masked(scan)
    found: list[Found] = []
    after = 0
    for index in _places(scan):
        one = _read(scan, index) if index >= after and index not in hidden else None
        if one is None:
            continue
        found.append(one)
        if isinstance(one.value, Days):
            scan.dated = one.last
            scan.week = _week_of(scan, one) or scan.week
        elif isinstance(one.value, Hours) and one.value.end is None:
            scan.timed = one.last
        after = one.last + 1
    return _judged(
        scan, [one for n, one in enumerate(found) if not isinstance(one.value, Mark) or _joins(scan, found, n)]
    )


def _places(scan: Scan) -> list[int]:
    """The tokens at which a mention may begin: numbers, and the words that are a beginning."""
    return [
        index
        for index, token in enumerate(scan.tokens)
        if (token.kind is WORD and opening(token.raw)) or token.kind is NUMBER or token.raw == "/"
    ]


def _week_of(scan: Scan, found: Found) -> tuple[int, int] | None:
    """The later week of a date, in which a weekday told next to it lies ("14 kwietnia, ewentualnie w czwartek")."""
    assert isinstance(found.value, Days)
    this = scan.today - timedelta(days=scan.today.weekday())
    weeks = {(day - this).days // 7 for day in found.value.days}
    if found.loose or len(weeks) > 1 or min(weeks) < 1:
        return None
    return weeks.pop(), scan.tokens[found.last].sentence


def _read(scan: Scan, index: int) -> Found | None:
    if scan.word(index) == "/" and scan.dated == index - 1:
        return Found(index, index, Mark("or"))
    opening = opening_at(scan, index)
    if opening is Opening.NEVER:
        return None
    if opening is Opening.MARK:
        return mark_at(scan, index)
    token = scan.tokens[index]
    for reader in _OF_FIGURES if token.kind is NUMBER else _readers_of(token.raw):
        found = reader(scan, index)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=CACHED_WORDS)
def _readers_of(raw: str) -> tuple[Reader, ...]:
    """The readers that may find something which begins with this word."""
    return _OF_WORD.get(fold(raw)) or tuple(reader for reader, fits in READERS if fits(raw))


def _joins(scan: Scan, found: list[Found], n: int) -> bool:
    """Whether "lub" or "czy" joins mentions: one stands close behind it, or close on both sides for "czy"."""
    mark = found[n]
    assert isinstance(mark.value, Mark)
    if mark.value.name != "or" or mark.last > mark.first or scan.word(mark.first) not in ORS | {"/"}:
        return True
    following = next((one for one in found[n + 1 : n + 5] if not isinstance(one.value, Mark)), None)
    earlier = next((one for one in reversed(found[max(0, n - 4) : n]) if not isinstance(one.value, Mark)), None)
    if scan.word(mark.first) == "/" and not (following and isinstance(following.value, Days)):
        return False
    near = following is not None and following.first - mark.last <= 7 and _same_breath(scan, mark, following)
    if scan.word(mark.first) in ("czy", "чи"):
        return (
            near
            and earlier is not None
            and mark.first - earlier.last <= 2
            and following is not None
            and following.first - mark.last <= 3
        )
    return near and earlier is not None


def _same_breath(scan: Scan, mark: Found, following: Found) -> bool:
    return scan.tokens[mark.first].sentence == scan.tokens[following.first].sentence


def _judged(scan: Scan, found: list[Found]) -> list[Mention]:
    mentions: list[Mention] = []
    for n, one in enumerate(found):
        before = found[n - 1] if n else None
        chained = bool(mentions) and mentions[-1].excluded and before is not None and _listed(scan, before, one)
        chained = chained and not isinstance(one.value, (Hours, Mark, Bound))
        said = judge(scan, one, chained, before.last if before else -1)
        token, last = scan.tokens[one.first], scan.tokens[one.last]
        mentions.append(
            Mention(
                token.start,
                last.end,
                scan.text.source[token.start : last.end],
                one.value,
                token.sentence,
                token.line,
                token.paragraph,
                said.wanted,
                said.why,
                said.excluded,
                said.weak,
                one.loose,
                said.role,
                one.problems,
            )
        )
    return with_events_weak(scan, without_corrected(scan, with_their_day(mentions)))


def _listed(scan: Scan, before: Found, one: Found) -> bool:
    """Whether only "i", "oraz", a comma and prepositions stand between two mentions."""
    between = [scan.word(n) for n in range(before.last + 1, one.first)]
    if between[:2] == [",", "a"] and scan.word(before.first - 1) == "nie":  # "nie 16 marca, a 17 marca"
        return False
    return 0 < len(between) <= 3 and all(word in ANDS or word in PREPOSITIONS or word == "," for word in between)
