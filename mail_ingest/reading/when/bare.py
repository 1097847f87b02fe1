"""Days of the month without their month: "dnia 12", "w dniach 3, 10 i 17", "12-go", "26 bm.", "z 16 na 17 marca"."""

from datetime import date

from mail_ingest.reading.when import calendar
from mail_ingest.reading.when.dates import run_at
from mail_ingest.reading.when.items import Item, after_glue, next_such
from mail_ingest.reading.when.runs import resolve
from mail_ingest.reading.when.scan import JOINTS_AND_COMMA, ORS, Scan
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Number, Numeral


def bare_at(scan: Scan, index: int) -> Item | None:
    """Days without a month: "dnia 12", "w dniach 3, 10 i 17", "12-go", "26 bm."."""
    moved = _moved(scan, index)
    if moved:
        return moved
    listed = _of_named_month(scan, index)
    if listed:
        return listed
    run = _bare_run(scan, index)
    if scan.has(index, "day") and run_at(scan, scan.dot(index + 1)):
        return None
    if run is None:
        return None
    shift, last = _month_shift(scan, run[1] + 1)
    days = _in_row(scan, run[0]) if shift is None else _in_month(scan, run[0], shift)
    return Item(index, last or run[1], tuple((day, day) for day in days), run[2]) if days else None


def _in_month(scan: Scan, numbers: list[int], shift: int) -> list[date]:
    year, month = calendar.later_month(scan.today.year, scan.today.month, shift)
    found = (calendar.on(year, month, number) for number in numbers)
    return [day for day in found if day is not None]


def _in_row(scan: Scan, numbers: list[int]) -> list[date]:
    """The first of the days that is not over yet, and the others as they follow on it ("w dniach 28, 4 i 11")."""
    first = next_such(scan, numbers[0])
    days = [first] if first else []
    for number in numbers[1:] if first else ():
        year, month = days[-1].year, days[-1].month
        if number <= days[-1].day and not scan.month:
            year, month = calendar.later_month(year, month, 1)
        if day := calendar.on(year, month, number):
            days.append(day)
    return days


def _of_named_month(scan: Scan, index: int) -> Item | None:
    """The days of a list in a month that was named before it ("w kwietniu w czwartki: 9, 16 i 23", "(9., 16.)")."""
    if scan.month is None or scan.word(index - 1) not in _BEFORE_LISTS:
        return None
    numbers: list[int] = []
    at, last, any_serves = index, index, False
    while len(numbers) < _MOST and 0 < len(scan.digits(at)) <= 2:
        numbers.append(int(scan.digits(at)))
        last, at = at, scan.dot(at + 1)
        if scan.word(at) not in JOINTS_AND_COMMA:
            break
        any_serves |= scan.word(at) in ORS
        at += 1 + (scan.word(at) == "," and scan.word(at + 1) in JOINTS_AND_COMMA)
    else:
        return None
    ends = at >= scan.size or scan.tokens[at].newlines > 0 or scan.word(last + 1) in _AFTER_LISTS
    days = [day for number in numbers if (day := calendar.on(*scan.month, number))]
    if len(numbers) < 2 or not ends or len(days) < len(numbers) or sorted(set(numbers)) != numbers:
        return None
    return Item(index, last, tuple((day, day) for day in days), any_serves)


_BEFORE_LISTS = frozenset((":", "(", "-", "–", "—"))
_AFTER_LISTS = frozenset((".", ")", ";", ",", *words("w od o zawsze godz")))


def _moved(scan: Scan, index: int) -> Item | None:
    """The day that shares its month with the one it is moved to ("z 16 na 17 marca")."""
    number = scan.number(index)
    if number is None or not 1 <= number.value <= 31 or scan.word(index - 1) not in ("z", "ze", "zamiast", "from"):
        return None
    if scan.word(number.last + 1) not in ("na", "to"):
        return None
    target = after_glue(scan, number.last + 2)
    spans = resolve(target, scan.today)[0] if target else []
    day = calendar.on(spans[0][0].year, spans[0][0].month, number.value) if spans else None
    if day is None or target is None:
        return None
    return Item(index, number.last, ((day, day),))


def _bare_run(scan: Scan, index: int) -> tuple[list[int], int, bool] | None:
    """Numbers, last token, and whether any serves."""
    cued = scan.has(index, "day") and scan.word(index) in ("dnia", "dniu", "dniach", "dn")
    cued = cued and not ((before := scan.number(index - 1)) and before.kind is Numeral.ORDINAL)
    at = index + 1 if cued else index
    at = scan.dot(at) if cued else at
    number = scan.number(at)
    if number is None or not 1 <= number.value <= 31 or scan.parted(at):
        return None
    if not number.words and len(scan.digits(at)) > 2:
        return None
    if not _may_be_day(scan, index, number):
        return None
    listed = _listed(scan, number, _MOST if cued else _FEW)
    if cued or _month_shift(scan, listed[1] + 1)[0] is not None:
        return listed
    return ([number.value], number.last, False) if _stands_as_day(scan, index, number) else None


def _may_be_day(scan: Scan, index: int, number: Number) -> bool:
    """Whether the form of the number, and what stands around it, allow a day of the month."""
    if scan.word(number.last + 1) == ":":
        return False
    if not number.words:
        return True
    if number.kind is Numeral.CARDINAL or not scan.word(number.last).endswith("ego"):
        return False
    return not (scan.tags_at(number.last + 1) & {"day", "year"} or scan.word(index - 1) == ",")


def _stands_as_day(scan: Scan, index: int, number: Number) -> bool:
    """Whether an ordinal stands where days stand ("na 12-go"), or "oprócz" before the number."""
    if scan.has(index - 1, "except") and scan.month is not None:
        return True
    ordinal = number.kind is Numeral.ORDINAL and scan.word(number.last).endswith(("go", "th", "st", "nd", "rd"))
    if not ordinal or scan.numbered(number.last + 1, "month:") > 0:
        return False
    after = scan.word(number.last + 1)
    alone = not number.words and scan.word(number.last).endswith("go") and (len(after) < 3 or not after.isalpha())
    return alone or scan.word(index - 1) in _BEFORE_DAYS


_BEFORE_DAYS = frozenset(("", *words("na w od do dnia i lub albo the , z we")))


_MOST, _FEW = 16, 3
"""Days of one list with "dnia" before it and without, so that a text of nothing but numbers is read in bounded time."""


def _listed(scan: Scan, number: Number, most: int) -> tuple[list[int], int, bool]:
    """The numbers of "(w dniach) 3, 10 i 17", their last token, and whether any serves."""
    numbers, last, any_serves = [number.value], number.last, False
    while (
        len(numbers) < most
        and scan.word(last + 1) in JOINTS_AND_COMMA
        and (more := scan.number(last + 2))
        and not more.words
        and more.value <= 31
        and not scan.has(more.last + 1, "people")
    ):
        any_serves |= scan.word(last + 1) in ORS
        numbers.append(more.value)
        last = more.last
    return numbers, last, any_serves


def _month_shift(scan: Scan, at: int) -> tuple[int | None, int]:
    """(months from now, last token) of "bm.", "tego miesiąca", "przyszłego miesiąca"; (None, 0) without."""
    if scan.word(at) == "bm" or (scan.word(at) == "b" and scan.word(scan.dot(at + 1)) == "m"):
        return 0, at if scan.word(at) == "bm" else scan.dot(at + 1)
    if scan.has(at + 1, "month"):
        for tag, shift in (("this", 0), ("next", 1), ("another", 1)):
            if scan.has(at, tag):
                return shift, at + 1
    return None, 0
