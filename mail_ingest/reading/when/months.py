"""Months and their parts as periods: "w maju", "marzec i kwiecień 2027", "pod koniec miesiąca", "w II połowie maja"."""

from mail_ingest.reading.when import calendar
from mail_ingest.reading.when.scan import ANDS, DASHES, ORS, UNTIL, Found, Scan
from mail_ingest.reading.when.values import Span
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Numeral

_LEADS = frozenset(
    words(
        "w we na przez caly cala o in during throughout for у в на i oraz lub albo miesiac miesiacu miesiaca koniec"
        " whole entire весь upon przelomie"
    )
)
_JOINTS = DASHES | ANDS | ORS | UNTIL


def named_month(scan: Scan, at: int) -> tuple[tuple[int, int], int] | None:
    """((year, month), last token) of "marca", "marca 2027 r.", "przyszłego miesiąca"."""
    at += scan.word(at) in ("miesiaca", "miesiacu", "of")
    month = scan.numbered(at, "month:")
    if month > 0 and "short" not in scan.tags[at]:
        if scan.tokens[at].raw.istitle() and scan.word(at) == "maja" and scan.word(at + 1) == "":
            return None
        year, last = calendar.year_of_month(month, scan.today), at
        digits = scan.digits(at + 1)
        if len(digits) == 4 and 1900 < int(digits) < 2100:
            year, last = int(digits), at + 1
            last += scan.has(last + 1, "year")
        elif scan.has(at + 2, "year") and (
            scan.has(at + 1, "next") or scan.has(at + 1, "this") or scan.has(at + 1, "past")
        ):
            year = scan.today.year + (1 if scan.has(at + 1, "next") else -1 if scan.has(at + 1, "past") else 0)
            last = at + 2
        elif scan.word(at + 1) == "br":
            year, last = scan.today.year, at + 1
        elif (shared := _shared_year(scan, at)) and shared:
            year = shared
        return (year, month), last
    for tag, shift in (("next", 1), ("another", 1), ("nearest", 1), ("this", 0), ("past", -1)):
        if (
            scan.has(at, tag)
            and scan.has(at + 1, "month")
            and scan.word(at + 1) not in ("miesiace", "miesiecy", "months")
        ):
            return calendar.later_month(scan.today.year, scan.today.month, shift), at + 1
    return None


def _shared_year(scan: Scan, at: int) -> int:
    """The year that stands only after the last of several months ("od stycznia do czerwca 2027")."""
    joint = at + 1
    if scan.word(joint) in _JOINTS and scan.numbered(joint + 1, "month:") > scan.numbered(at, "month:"):
        digits = scan.digits(joint + 2)
        if len(digits) == 4 and 1900 < int(digits) < 2100:
            return int(digits)
    return 0


DAYS_LONG = frozenset(words("dni dniach"))
"""Some days at the edge of a month, and not one ("w ostatnich dniach kwietnia")."""


def part_of_month(scan: Scan, index: int) -> Found | None:
    """ "pod koniec miesiąca", "w połowie maja", "na początku czerwca", "w drugiej połowie marca"."""
    number = scan.number(index)
    nth = number.value if number and number.kind is Numeral.ORDINAL and number.value <= 3 else 0
    at = number.last + 1 if number and nth else index
    before = index - 1 - (scan.word(index - 1) == ".")
    if not nth and scan.has(index, "middle") and before >= 0:
        nth = {"I": 1, "II": 2, "1": 1, "2": 2}.get(scan.tokens[before].raw, 0)
    part = next((tag for tag in ("start", "middle", "end") if scan.has(at, tag)), "")
    if scan.word(index + 1) in DAYS_LONG and scan.tags_at(index) & {"first", "final"}:
        part, at, nth = ("end" if scan.has(index, "final") else "start"), index + 1, 0
    decade = scan.word(at) in ("dekada", "dekadzie", "dekady", "dekade")
    if not part and not (decade and nth):
        return None
    after = at + 1
    after += scan.word(after) == "of"
    after += scan.word(after) == "the"
    named = named_month(scan, after)
    if named is None and scan.has(after, "month"):
        named = (scan.today.year, scan.today.month), after
    if named is None:
        return None
    first, last = calendar.month(*named[0])
    if decade:
        start, end = ((1, 10), (11, 20), (21, last.day))[nth - 1]
    elif nth and part == "middle":
        start, end = (1, 15) if nth == 1 else (16, last.day)
    else:
        start, end = {"start": (1, 10), "middle": (11, 20), "end": (21, last.day)}[part]
    return Found(index, named[1], Span(first.replace(day=start), first.replace(day=end), True))


def month_at(scan: Scan, index: int) -> Found | None:
    """A month as a period, where the words around show that one is meant."""
    at = index
    named = named_month(scan, at)
    if named is None or scan.digits(index - 1) or (scan.word(index - 1) in (".", "-") and scan.digits(index - 2)):
        return None
    lead = scan.word(index - 1)
    joint = named[1] + 1
    joined = scan.word(joint) in DASHES | ANDS and scan.numbered(joint + 1, "month:") > 0
    after_day = scan.has(index - 1, "weekend") or (
        scan.numbered(index - 1, "day:") >= 0 and "short" not in scan.tags[index - 1]
    )
    if (
        lead not in _LEADS
        and not (joined and (scan.word(joint) in DASHES or lead in (",", ":", "(")))
        and not after_day
        and not (index == 0 and (named[1] == scan.size - 1 or scan.word(named[1] + 1) in ORS | {",", "."}))
        and not scan.tags_at(index - 1) & {"whole", "except"}
    ):
        return None
    first, last = calendar.month(*named[0])
    if joined and (other := named_month(scan, joint + 1)):
        end = calendar.month(*other[0])[1]
        if end > first and (end - first).days < 370:
            scan.month = None
            return Found(index, other[1], Span(first, end, True))
    if lead not in ("o", "do"):
        scan.month = named[0]
    return Found(index, named[1], Span(first, last, True), (), "past" if last < scan.today else "")
