"""The year of a date: "2026 r.", "'26", "dwa tysiące dwudziestego szóstego", "br.", "przyszłego roku"."""

import re

from mail_ingest.reading.when.scan import DASHES, Scan

_WORD_YEARS = re.compile(r"(?:dwa|dwoch|dwutysieczn)")


def full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def year_after(scan: Scan, last: int) -> tuple[int, int]:
    """The year that follows a date, and its last token; (0, last) when there is none."""
    at = last + 1
    at += scan.word(at) == "," or (scan.word(at) == "." and len(scan.digits(at + 1)) == 4)
    at += scan.word(at) == "w" and scan.has(at + 1, "year")
    digits = scan.digits(at)
    if len(digits) == 4 and 1900 < int(digits) < 2100 and not scan.parted(at):
        if scan.word(at + 1) in DASHES and scan.glued(at + 1) and scan.digits(at + 2) and len(scan.digits(at + 2)) == 4:
            return 0, last
        return int(digits), past_year_word(scan, at)
    if scan.word(at) in ("'", "’") and len(scan.digits(at + 1)) == 2:
        return 2000 + int(scan.digits(at + 1)), at + 1
    spoken = scan.number(at) if _WORD_YEARS.match(scan.word(at)) else None
    if spoken and 2000 <= spoken.value < 2100:
        return spoken.value, past_year_word(scan, spoken.last)
    return _relative_year(scan, at, last)


def _relative_year(scan: Scan, at: int, last: int) -> tuple[int, int]:
    """ "br.", "bieżącego roku", "przyszłego roku", "ub. r."."""
    today = scan.today.year
    if scan.word(at) in ("br", "бр"):
        return today, scan.dot(at + 1) - 1
    if scan.word(at) in ("b", "ub") and scan.word(scan.dot(at + 1)) == "r":
        return today - (scan.word(at) == "ub"), scan.dot(scan.dot(at + 1) + 1) - 1
    if scan.word(at) == "ubr":
        return today - 1, scan.dot(at + 1) - 1
    at += scan.word(at) == "w"
    if scan.has(at + 1, "year"):
        for tag, shift in (("this", 0), ("next", 1), ("past", -1)):
            if scan.has(at, tag):
                return today + shift, at + 1
    return 0, last


def past_year_word(scan: Scan, last: int) -> int:
    """The last token of "r.", "roku" or "year" after a year, or that of the year."""
    if not scan.has(last + 1, "year") or scan.parted(last + 1):
        return last
    return scan.dot(last + 2) - 1 if scan.word(last + 1) == "r" else last + 1
