"""Periods and what they bound: "w przyszłym tygodniu", "cały marzec", "w drugiej połowie maja", "do końca czerwca"."""

from datetime import date, timedelta

from mail_ingest.reading.when import calendar
from mail_ingest.reading.when.beginnings import BEFORE_WEEKS, WHICH, Beginning
from mail_ingest.reading.when.dates import run_at
from mail_ingest.reading.when.feasts import long_weekend_at
from mail_ingest.reading.when.months import month_at, named_month, part_of_month
from mail_ingest.reading.when.scan import DASHES, ORS, UNTIL, Found, Scan
from mail_ingest.reading.when.values import Bound, Span
from mail_ingest.reading.when.weekdays import week_at
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Numeral

_SINCE = frozenset(words("od from since від з poczawszy"))


def period_at(scan: Scan, index: int) -> Found | None:
    """The period, or the bound by a period, that begins at this token."""
    return (
        _month_adjective(scan, index)
        or _either_week(scan, index)
        or _bound(scan, index)
        or long_weekend_at(scan, index)
        or _weekend(scan, index)
        or _week(scan, index)
        or part_of_month(scan, index)
        or month_at(scan, index)
    )


def _month_adjective(scan: Scan, index: int) -> Found | None:
    """ "(w) majowe wtorki"."""
    number = scan.numbered(index, "monthly:")
    if number < 0 or scan.numbered(index + 1, "day:") < 0:
        return None
    return Found(index, index, Span(*calendar.month(calendar.year_of_month(number, scan.today), number), True))


def _either_week(scan: Scan, index: int) -> Found | None:
    """The first week of "w tym albo przyszłym tygodniu"; the second is read by itself."""
    shift = next((weeks for tag, weeks in (("this", 0), ("next", 1), ("nearest", 1)) if scan.has(index, tag)), None)
    if shift is None or scan.word(index + 1) not in ORS or week_at(scan, index + 2) is None:
        return None
    return Found(index, index, Span(*calendar.week(shift, scan.today), True))


def _week(scan: Scan, index: int) -> Found | None:
    week = week_at(scan, index)
    if week and not week.counted:
        scan.week = (week.weeks, scan.tokens[index].sentence)
        return Found(
            week.first,
            week.last,
            Span(*calendar.week(week.weeks, scan.today), True),
            (),
            "past" if week.weeks < 0 else "",
        )
    return _week_of_month(scan, index) or _coming_weeks(scan, index)


def _coming_weeks(scan: Scan, index: int) -> Found | None:
    """ "w ciągu najbliższych dwóch tygodni": from today on."""
    if not scan.has(index, "nearest"):
        return None
    number = scan.number(index + 1)
    if number is None or not 1 < number.value < 27 or not scan.has(number.last + 1, "week"):
        return None
    return Found(index, number.last + 1, Span(scan.today, scan.today + timedelta(days=7 * number.value), True))


def _week_of_month(scan: Scan, index: int) -> Found | None:
    """ "w pierwszym tygodniu marca": the weeks whose Thursday lies in the month, counted."""
    number = scan.number(index)
    nth = (
        number.value
        if number and number.kind is Numeral.ORDINAL and 1 <= number.value <= 5
        else -1
        if scan.has(index, "final")
        else 0
    )
    at = number.last + 1 if number else index + 1
    if not nth or not scan.has(at, "week"):
        return None
    named = named_month(scan, at + 1)
    if named is None:
        return None
    thursday = calendar.nth_weekday(3, nth, *named[0])
    return (
        Found(index, named[1], Span(thursday - timedelta(days=3), thursday + timedelta(days=3), True))
        if thursday
        else None
    )


def _weekend_of_month(scan: Scan, index: int) -> Found | None:
    """ "w pierwszy weekend kwietnia": the Saturdays are counted."""
    number = scan.number(index)
    ordinal = number is not None and number.kind is Numeral.ORDINAL and 1 <= number.value <= 5
    nth = -1 if scan.has(index, "final") else number.value if number and ordinal else 0
    at = number.last + 1 if number else index + 1
    if not nth or not scan.has(at, "weekend"):
        return None
    named = named_month(scan, at + 1 + (scan.word(at + 1) == "w"))
    saturday = calendar.nth_weekday(5, nth, *named[0]) if named else None
    if named is None or saturday is None:
        return None
    return Found(index, named[1], Span(saturday, saturday + calendar.DAY, True))


def _weekend(scan: Scan, index: int) -> Found | None:
    counted = _weekend_of_month(scan, index)
    if counted:
        return counted
    weeks, at = 0, index
    for tag, shift in (("next", 1), ("another", 1), ("nearest", 0), ("this", 0), ("past", -1), ("final", -1)):
        if scan.has(index, tag):
            weeks, at = shift, index + 1
            break
    week = week_at(scan, index)
    if week:
        weeks, at = week.weeks, week.last + 1
        at += scan.word(at) in ("w", "na")
    if not scan.has(at, "weekend") or scan.word(at + 1) in ("po", "przed"):
        return None
    if at == index and scan.word(index - 1) not in ("w", "we", "na", "weekend", "", "przez", "the", "a"):
        return None
    if (
        scan.digits(at + 1)
        or (scan.word(at + 1) in ("(", "w") and scan.digits(at + 2))
        or (scan.word(at + 1) == "," and run_at(scan, at + 2))
        or scan.numbered(at + 1, "day:") >= 0
    ):
        return None
    saturday = calendar.weekday_of_week(5, weeks, scan.today)
    return Found(index, at, Span(saturday, saturday + calendar.DAY, True), (), "past" if weeks < 0 else "")


def _bound(scan: Scan, index: int) -> Found | None:
    """ "do końca czerwca", "od stycznia do czerwca 2027", "od początku maja", "do czerwca"."""
    opener = scan.word(index)
    if opener not in _SINCE and opener not in UNTIL:
        return None
    end = _month_or_end(scan, index + 1) or _whole_week(scan, index + 1)
    if end is None:
        return None
    (first, last), at = end
    if opener in ("to", "until", "till") and scan.digits(at + 1) and not _has_year(scan, at + 1):
        return None  # "to October 15th": a day
    if opener in UNTIL:
        return Found(index, at, Bound(until=last, period=True))
    joint = at + 1
    if scan.word(joint) == "az":
        joint += 1
    if scan.word(joint) in UNTIL or scan.word(joint) in DASHES:
        other = _month_or_end(scan, joint + 1)
        if other:
            return Found(index, other[1], _from_to(first, other[0][1], _has_year(scan, at)))
    return Found(index, at, Bound(since=max(first, scan.today), period=True), (), "past" if last < scan.today else "")


def _whole_week(scan: Scan, at: int) -> tuple[tuple[date, date], int] | None:
    """ "(od) przyszłego tygodnia"."""
    week = week_at(scan, at)
    return (calendar.week(week.weeks, scan.today), week.last) if week and not week.counted else None


def _has_year(scan: Scan, at: int) -> bool:
    return len(scan.digits(at)) == 4


def _from_to(first: date, last: date, fixed: bool) -> Span:
    if (last - first).days > 366 and not fixed:
        first = date(last.year - (first.month > last.month), first.month, 1)
    if last < first:
        last = calendar.month(first.year + (last.month < first.month), last.month)[1]
    return Span(first, last, True)


def _month_or_end(scan: Scan, at: int) -> tuple[tuple[date, date], int] | None:
    """First and last day of what "do …" or "od …" names as a month, a year or their end, and the last token."""
    at += scan.word(at) == "the"
    ended = scan.has(at, "end") or scan.has(at, "start") or scan.has(at, "middle")
    middle = scan.has(at, "middle")
    starts = scan.has(at, "start")
    if ended:
        at += 1
        at += scan.word(at) == "of"
        at += scan.word(at) == "the"
    named = named_month(scan, at)
    if named:
        first, last = calendar.month(*named[0])
        if middle:
            return (date(first.year, first.month, 15),) * 2, named[1]
        return ((first, first) if starts else (first, last)), named[1]
    return _year_or_week_end(scan, at, ended)


def _year_or_week_end(scan: Scan, at: int, ended: bool) -> tuple[tuple[date, date], int] | None:
    today = scan.today
    if not ended:
        return None
    if scan.word(at) == "wakacji":
        return (date(today.year, 7, 1), date(today.year + (today > date(today.year, 8, 31)), 8, 31)), at
    which = next((tag for tag in ("this", "next", "another") if scan.has(at, tag)), "")
    at += bool(which)
    shift = 1 if which in ("next", "another") else 0
    if scan.has(at, "year"):
        if scan.word(at + 1) == "szkolnego":
            return _school_year(today, at + 1)
        if scan.word(at + 1) in ("akademickiego", "liturgicznego"):
            return None
        year, last = today.year + shift, at
        if len(scan.digits(at + 1)) == 4:
            year, last = int(scan.digits(at + 1)), at + 1
        return ((date(year, 1, 1), date(year, 12, 31)), last) if 1900 < year < 2100 else None
    if len(scan.digits(at)) == 4 and 2000 < int(scan.digits(at)) < 2100:
        year = int(scan.digits(at))
        return (date(year, 1, 1), date(year, 12, 31)), at + scan.has(at + 1, "year")
    if scan.has(at, "week"):
        return calendar.week(shift, today), at
    if scan.has(at, "month"):
        return calendar.month(*calendar.later_month(today.year, today.month, shift)), at
    return None


def _school_year(today: date, last: int) -> tuple[tuple[date, date], int]:
    """The school year ends on the first Friday after 20 June (Dz.U. 2017 poz. 1603, § 2)."""
    year = today.year + (today > date(today.year, 6, 30))
    return (date(year - 1, 9, 1), calendar.next_weekday(4, date(year, 6, 20))), last


PERIODS = Beginning(
    words=_SINCE | UNTIL | BEFORE_WEEKS | {"miesiaca", "miesiacu", "of"},
    tags=WHICH | {"majowka", "long", "weekend", "start", "middle", "end", "first", "monthly:", "month:"},
    numerals=True,
)
