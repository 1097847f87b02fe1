"""The clock in figures: "17.00", "17-tej", "1700", "17 h"."""

from mail_ingest.reading.when.clock import Clock
from mail_ingest.reading.when.scan import DASHES, Scan
from mail_ingest.reading.words.numerals import Numeral

_QUARTERS = frozenset(("00", "15", "30", "45"))
_MINUTES = _QUARTERS | {"oo"}
_FEMININE = (
    "a",
    "ej",
    "ta",
    "tej",
    "sta",
    "stej",
    "ma",
    "mej",
    "sma",
    "smej",
    "sza",
    "szej",
    "ga",
    "giej",
    "cia",
    "ciej",
    "та",
    "ої",
    "ій",
)


def in_digits(scan: Scan, index: int, cued: bool) -> Clock | None:
    digits, value = scan.digits(index), int(scan.digits(index)[:6])
    if _is_without_mark(digits) and (cued or _fits_its_pair(scan, index, value)):
        return Clock(value // 100 * 60 + value % 100, index, sure=not cued, exact=True)
    if len(digits) > 2:
        return None
    if scan.word(index + 1) == "," and scan.glued(index + 1) and scan.glued(index + 2) and scan.digits(index + 2):
        return None
    minutes = _minutes_after(scan, index, cued)
    if minutes:
        if minutes[0] < 0:
            return None
        if minutes[0] > 59:
            return Clock(99 * 60, minutes[1], sure=True, exact=True)
        last = minutes[1]
        dotted = scan.word(index + 1) == "." and not (cued or minutes[0] % 100 > 12 or minutes[0] == 0)
        clock = Clock(
            value * 60 + minutes[0],
            last,
            sure=not dotted and value <= 24,
            exact=value >= 7 or digits[0] == "0" or scan.word(index + 1) == ":",
        )
        return _with_unit(scan, clock)
    number = scan.number(index)
    if number and number.kind is Numeral.ORDINAL:
        ending = scan.word(number.last)
        return Clock(value * 60, number.last, sure=True) if ending in _FEMININE else None
    if value <= 24 and scan.word(index + 1) in ("st",):
        return None
    return _with_unit(scan, Clock(value * 60, index, sure=False))


def _is_without_mark(digits: str) -> bool:
    """Whether four figures can be an hour ("1730")."""
    return len(digits) == 4 and int(digits[:2]) <= 24 and digits[2:] in _QUARTERS


def _fits_its_pair(scan: Scan, index: int, value: int) -> bool:
    """Whether a dash joins the figures to others, and the two are hours rather than years ("1700-1900")."""
    step = 1 if scan.word(index + 1) in DASHES else -1
    if scan.word(index + step) not in DASHES:
        return False
    if not _like_year(value):
        return True
    other = scan.digits(index + 2 * step)
    if not _is_without_mark(other):
        return False
    return not _like_year(int(other)) or 0 < min(index, index + 2 * step) - scan.dated < 3


def _like_year(value: int) -> bool:
    return 1900 <= value <= 2100


def _minutes_after(scan: Scan, index: int, cued: bool) -> tuple[int, int] | None:
    """Minutes and their last token after an hour in digits; (-1, …) where the figures are a date or a sum instead."""
    mark, digits = scan.word(index + 1), scan.digits(index + 2)
    if (
        mark in (":", ".", ";")
        and len(digits) == 2
        and (scan.glued(index + 2) or (mark == ":" and (not scan.glued(index + 1) or digits in _MINUTES)))
        and (scan.glued(index + 1) or mark == ":")
        and not (scan.numbered(index + 3, "month:") > 0 and not scan.glued(index + 2))
    ):
        if (
            scan.word(index + 3) in (".", "/")
            and scan.glued(index + 3)
            and scan.glued(index + 4)
            and scan.digits(index + 4)
        ):
            return -1, index
        if int(digits) > 59:
            return (-1, index) if mark != ":" else (int(digits), index + 2)
        return int(digits), index + 2
    if mark in (".", ":") and scan.word(index + 2) in ("oo", "o0") and scan.glued(index + 2):
        return 0, index + 2
    if mark in _MINUTES and scan.glued(index + 1) and not scan.digits(index + 1):
        return int(mark.replace("o", "0")), index + 1
    if cued and scan.digits(index + 1) in _MINUTES and scan.tokens[index + 1].newlines == 0:
        after = index + 2
        dated = scan.word(after) in (".", "/", "-") and scan.glued(after + 1) and bool(scan.digits(after + 1))
        if (
            scan.numbered(after, "month:") < 0
            and not scan.has(after, "people")
            and not scan.digits(after)
            and not dated
        ):
            return int(mark), index + 1
    return None


def _with_unit(scan: Scan, clock: Clock) -> Clock:
    """With the "h" or "godz." after the figures ("17h", "17.00 h", "17 год")."""
    after = clock.last + 1
    if scan.has(after, "clock") or (scan.has(after, "hour") and scan.word(after) in ("год", "годині", "години")):
        return Clock(clock.minutes, after, sure=clock.minutes >= 7 * 60, exact=clock.exact)
    if scan.has(after, "hour") and scan.word(after) == "godz":
        return Clock(clock.minutes, after, sure=False, exact=clock.exact)
    return clock
