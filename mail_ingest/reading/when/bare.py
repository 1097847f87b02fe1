"""Days of the month without their month: "dnia 12", "w dniach 3, 10 i 17", "12-go", "26 bm.", "z 16 na 17 marca"."""

from mail_ingest.reading.when import calendar
from mail_ingest.reading.when.dates import run_at
from mail_ingest.reading.when.items import Item, after_glue, next_such
from mail_ingest.reading.when.runs import resolve
from mail_ingest.reading.when.scan import ANDS, ORS, Scan
from mail_ingest.reading.words.numerals import Numeral


def bare_at(scan: Scan, index: int) -> Item | None:
    """Days without a month: "dnia 12", "w dniach 3, 10 i 17", "12-go", "26 bm."."""
    moved = _moved(scan, index)
    if moved:
        return moved
    run = _bare_run(scan, index)
    if scan.has(index, "day") and run_at(scan, scan.dot(index + 1)):
        return None
    if run is None:
        return None
    shift, last = _month_shift(scan, run[1] + 1)
    spans = []
    for number in run[0]:
        day = next_such(scan, number)
        if shift is not None:
            day = calendar.on(*calendar.later_month(scan.today.year, scan.today.month, shift), number)
        if day:
            spans.append((day, day))
    return Item(index, last or run[1], tuple(spans), run[2]) if spans else None


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
    if (
        number is None
        or not 1 <= number.value <= 31
        or scan.parted(at)
        or (not number.words and len(scan.digits(at)) > 2)
    ):
        return None
    ending = scan.word(number.last)
    ordinal = (
        number.kind is Numeral.ORDINAL
        and ending.endswith(("go", "ego", "th", "nd", "rd", "st"))
        and not scan.numbered(number.last + 1, "month:") > 0
    )
    if number.words and (number.kind is Numeral.CARDINAL or not ending.endswith("ego")):
        return None
    if number.words and (scan.has(number.last + 1, "day") or scan.word(index - 1) == ","):
        return None
    shifted = _month_shift(scan, number.last + 1)[0] is not None
    lead = scan.word(index - 1)
    left_out = scan.has(index - 1, "except") and scan.month is not None
    if (
        not cued
        and not left_out
        and not shifted
        and not (ordinal and lead in ("na", "w", "od", "do", "dnia", "i", "lub", "albo", "the", ",", "z", "we", ""))
    ):
        return None
    if (number.words and scan.has(number.last + 1, "year")) or scan.word(number.last + 1) in (":",):
        return None
    numbers, last, any_serves = [number.value], number.last, False
    while (
        cued
        and scan.word(last + 1) in ANDS | ORS | {","}
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
