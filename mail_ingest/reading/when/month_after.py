"""The month behind a day's number: by its name, shortened or with a slip of the pen, in Roman figures, in digits."""

from mail_ingest.reading.when.scan import DASHES, Scan
from mail_ingest.reading.when.vocabulary import misspelt_month, shortened_month
from mail_ingest.reading.when.years import full_year
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Numeral

_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
NOT_BEFORE = frozenset(
    words("nr numer pkt art ust par § ul ulica ulicy al os pl lok pok pokoj v ver poz lit tel fax no + #")
)


def day_number(scan: Scan, index: int) -> tuple[int, int] | None:
    """A day's number and the index after it (and after the full stop of "3., 10. i 17.")."""
    number = scan.number(index)
    if number is None or not 1 <= number.value <= 31:
        if number and number.value <= 99 and not number.words and scan.numbered(number.last + 1, "month:") > 0:
            return number.value, number.last + 1
        return None
    if number.words and (number.kind is Numeral.CARDINAL or scan.word(number.last).endswith(("a", "ej", "ym"))):
        return None
    if not number.words and len(scan.digits(index)) > 2:
        return None
    return number.value, number.last + 1


def month_after(scan: Scan, at: int, count: int) -> tuple[int, int, int] | None:
    """(month, its last token, year or 0) where a month's name or number follows a day's number."""
    if at >= scan.size:
        return None
    named = scan.dot(at) if scan.word(at) == "." else at
    named += scan.word(named) == "of"
    named += scan.word(named) in DASHES and scan.glued(named) and scan.glued(named + 1)
    month, dot = scan.numbered(named, "month:"), False
    if month < 0 and named < scan.size and scan.tokens[named].is_word:
        dot = scan.word(named + 1) == "." and shortened_month(scan.tokens[named].raw) > 0
        month = shortened_month(scan.tokens[named].raw) if dot else misspelt_month(scan.tokens[named].raw)
    if month > 0 and scan.tokens[named].newlines and scan.word(named + 1) in DASHES | {":"}:
        return None
    if month > 0 and not scan.parted(named):
        last = scan.dot(named + 1) - 1 if dot or "short" in scan.tags[named] else named
        return month, last, 0
    roman = _roman(scan, named)
    if roman and not scan.parted(named) and not _is_and(scan, named):
        last, year = named, 0
        if scan.word(named + 1) in (".", "/", "-") and len(scan.digits(named + 2)) in (2, 4) and scan.glued(named + 2):
            last, year = named + 2, full_year(scan.digits(named + 2))
        return roman, last, year
    return _month_in_digits(scan, at, count)


def _is_and(scan: Scan, at: int) -> bool:
    """Whether "I" is the conjunction of a text in capitals ("12 I 13 MAJA", "12 I W ŚRODĘ 13 MAJA")."""
    if scan.word(at) != "i":
        return False
    following = scan.word(at + 1) in ("w", "we", "na", "dnia") or scan.numbered(at + 1, "day:") >= 0
    following = following or (scan.word(at + 1) in ("od", "do", "po") and scan.tokens[at + 1].raw.isupper())
    return following or day_number(scan, at + 1) is not None


def _roman(scan: Scan, at: int) -> int:
    """The month in Roman figures; in small letters ("10 iii 2026") only where a year follows or it can be no word."""
    if at >= scan.size:
        return 0
    raw = scan.tokens[at].raw
    if raw.islower() and (len(raw) == 1 or raw == "xi") and len(scan.digits(at + 1)) != 4:
        return 0
    return _ROMAN.get(raw.upper(), 0)


def _month_in_digits(scan: Scan, at: int, count: int) -> tuple[int, int, int] | None:
    if count == 1 and (spaced := _spaced(scan, at)):
        return spaced
    mark = scan.word(at)
    digits = scan.digits(at + 1)
    loose = mark == scan.word(at + 2) == "." and len(scan.digits(at + 3)) == 4
    if mark not in (".", "/", "-") or not (loose or (scan.glued(at) and scan.glued(at + 1))):
        return None
    if not 1 <= len(digits) <= 2 or not 1 <= int(digits) <= 12:
        return None
    if (
        scan.word(at + 2) == mark
        and len(scan.digits(at + 3)) in (2, 4)
        and ((scan.glued(at + 2) and scan.glued(at + 3)) or loose)
    ):
        year = full_year(scan.digits(at + 3))
        return (int(digits), at + 3, year) if 1900 < year < 2100 else None
    if mark == "-" or (mark == "/" and not _slash_fits(scan, at)):
        return None
    if mark == scan.word(at + 2) and scan.glued(at + 2) and scan.glued(at + 3) and len(scan.digits(at + 3)) in (1, 3):
        return None  # a version or the like ("7.6.4")
    if scan.has(at + 2, "clock") or (scan.has(at + 2, "hour") and not scan.digits(scan.dot(at + 3))):
        return None
    if mark == "." and scan.word(at + 2) == ":" and scan.glued(at + 3):
        return None
    return int(digits), at + 1, 0


def _spaced(scan: Scan, at: int) -> tuple[int, int, int] | None:
    """The rest of "12 03 2026"."""
    month, year = scan.digits(at), scan.digits(at + 1)
    if len(month) != 2 or len(year) != 4 or len(scan.digits(at - 1)) != 2 or scan.digits(at + 2):
        return None
    if scan.tokens[at].newlines or scan.tokens[at + 1].newlines or not 2000 < int(year) < 2100:
        return None
    return (int(month), at + 1, int(year)) if 1 <= int(month) <= 12 else None


def _slash_fits(scan: Scan, at: int) -> bool:
    """Whether "12/03" stands where a day stands: not a house number, not a case number."""
    before = at - 2
    if scan.digits(at + 1).startswith("0") and not (scan.tokens[before].raw.istitle() and before > 0):
        return scan.word(before) not in NOT_BEFORE and scan.word(before - 1) not in NOT_BEFORE
    if before < 0 or scan.word(before) in ("w", "we", "na", "dnia", "od", "do", ",", "i", "lub", ".", ":", "(", "on"):
        return scan.word(before - 1) not in ("ul", "nr", "al")
    return scan.numbered(before, "day:") >= 0 or scan.tokens[before + 1].newlines > 0
