"""Counted weekdays of a month: "pierwszy poniedziałek marca", "w drugi i czwarty wtorek każdego miesiąca"."""

from dataclasses import dataclass
from datetime import date

from mail_ingest.reading.when import calendar
from mail_ingest.reading.when.scan import ANDS_AND_COMMA, Scan
from mail_ingest.reading.words.numerals import Numeral

LAST_BUT_ONE = frozenset(("przedostatni", "przedostatnia", "przedostatniego", "przedostatniej"))


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth weekdays of a month (`nths`, -1 the last).

    `month` is 0 where it is "the month", then `shift` months from now; `each`: of every month; `said`: one is named.
    """

    first: int
    last: int
    weekday: int
    nths: tuple[int, ...]
    month: int = 0
    year: int = 0
    shift: int = 0
    each: bool = False
    said: bool = True


def nth_at(scan: Scan, index: int) -> Nth | None:
    """The counted weekday that begins at this token."""
    nths: list[int] = []
    at, figures = index, False
    while (one := _count(scan, at) or _in_figures(scan, at)) and len(nths) < 5:
        figures = figures or bool(scan.digits(at)) or scan.tokens[at].raw.upper() in _ROMAN
        nths.append(one[0])
        at = one[1]
        if scan.numbered(at, "day:") >= 0 or scan.word(at) not in ANDS_AND_COMMA:
            break
        at += 1
        at += scan.word(at) in ("w", "we")
    if not nths or scan.numbered(at, "day:") < 0:
        return None
    short = "short" in scan.tags[at]
    after = scan.dot(at + 1) if short else at + 1
    if short and not scan.has(after, "month"):
        return None
    weekday = scan.numbered(at, "day:")
    tail = _month_after(scan, after)
    if tail is None:
        if figures:
            return None
        return Nth(index, at, weekday, tuple(nths), said=False)
    return Nth(index, tail[0], weekday, tuple(nths), *tail[1:])


def _count(scan: Scan, at: int) -> tuple[int, int] | None:
    """Which of the weekdays, and the index after the word that says so."""
    number = scan.number(at)
    if number and number.kind is Numeral.ORDINAL and 1 <= number.value <= 5:
        return number.value, number.last + 1
    if scan.has(at, "final"):
        return -1, at + 1
    return (-2, at + 1) if scan.word(at) in LAST_BUT_ONE else None


_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
ROMAN = frozenset(map(str.lower, _ROMAN))
"""The figures as `Scan.word` has them."""


def _in_figures(scan: Scan, at: int) -> tuple[int, int] | None:
    """ "1. poniedziałek", "II i IV środa"."""
    if at >= scan.size:
        return None
    digits, after = scan.digits(at), at + 1
    nth = 0 if scan.tokens[at].raw == "i" else _ROMAN.get(scan.tokens[at].raw.upper(), 0)
    if len(digits) == 1 and "1" <= digits <= "5" and scan.word(after) == ".":
        nth, after = int(digits), after + 1
    if not nth or not (scan.numbered(after, "day:") >= 0 or scan.word(after) in ANDS_AND_COMMA):
        return None
    return nth, after


def _month_after(scan: Scan, at: int) -> tuple[int, int, int, int, bool] | None:
    """(last token, month, year, months from now, every month) of "marca (2027)", "w kwietniu", "każdego miesiąca"."""
    at += scan.word(at) in ("w", "we", "of", "in", "the", "у", "в")
    at += scan.word(at) == "the"
    month = scan.numbered(at, "month:")
    if month > 0:
        digits = scan.digits(at + 1)
        year = int(digits) if len(digits) == 4 and 1900 < int(digits) < 2100 else 0
        return at + bool(year), month, year, 0, False
    if scan.has(at, "month"):
        return at, 0, 0, 0, False
    if scan.has(at + 1, "month"):
        if scan.has(at, "every") or scan.word(at) == "danego":
            return at + 1, 0, 0, 0, True
        if scan.has(at, "next") or scan.has(at, "this") or scan.has(at, "nearest") or scan.has(at, "another"):
            return at + 1, 0, 0, 0 if scan.has(at, "this") else 1, False
    return None


def resolve_nth(nth: Nth, today: date) -> list[date]:
    """The days meant, on or after today where no year is said."""
    found = (_resolve_one(nth, one, today) for one in nth.nths)
    return [day for day in found if day is not None]


def _resolve_one(nth: Nth, which: int, today: date) -> date | None:
    if nth.month:
        year = nth.year or calendar.year_of_month(nth.month, today)
        found = calendar.nth_weekday(nth.weekday, which, year, nth.month)
        if found and found < today and not nth.year:
            found = calendar.nth_weekday(nth.weekday, which, year + 1, nth.month)
        return found
    for months in range(nth.shift, nth.shift + 3):
        found = calendar.nth_weekday(nth.weekday, which, *calendar.later_month(today.year, today.month, months))
        if found and found >= today:
            return found
    return None
