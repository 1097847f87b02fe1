"""Days of the month: "12 marca", "12.03.26", "12 III", "dwunastego marca", "3, 10 i 17 kwietnia", "3-5 kwietnia".

A run of days shares its month and year. No year: the next such day on or after the reference; of a range, the one
that is not over yet. A weekday beside its day is checked: the day of the month wins, and the problem says so.
"""

from dataclasses import replace

from mail_ingest.reading.when.runs import Piece, Run
from mail_ingest.reading.when.scan import ANDS, DASHES, ORS, Scan
from mail_ingest.reading.when.vocabulary import misspelt_month, shortened_month
from mail_ingest.reading.when.years import full_year, past_year_word, year_after
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
_NOT_BEFORE = frozenset(
    words("nr numer pkt art ust par § ul ulica ulicy al os pl lok pok pokoj v ver poz lit tel fax no + #")
)
_ROOMS = frozenset(words("sala sali sale sal warsztatowa warsztatowej room"))
_NOT_AFTER = frozenset(words("zl pln % km kg m cm mln tys eur € usd gb mb"))


def run_at(scan: Scan, index: int) -> Run | None:
    """The run of days that begins at this token."""
    return _iso(scan, index) or _month_first(scan, index) or _month_with_list(scan, index) or _run(scan, index)


def _iso(scan: Scan, index: int) -> Run | None:
    """2026-03-12, 2026.03.12."""
    year = scan.digits(index)
    mark = scan.word(index + 1)
    if len(year) != 4 or mark not in ("-", ".", "/") or scan.word(index + 3) != mark:
        return None
    month, day = scan.digits(index + 2), scan.digits(index + 4)
    if not (1 <= len(month) <= 2 and 1 <= len(day) <= 2) or not all(scan.glued(index + step) for step in (1, 2, 3, 4)):
        return None
    if not 1 <= int(month) <= 12 or not 1900 < int(year) < 2100:
        return None
    return Run(index, index + 4, (Piece(int(day)),), int(month), int(year))


def _month_first(scan: Scan, index: int) -> Run | None:
    """English: March 12(th), May 3 and 10."""
    month = scan.numbered(index, "month:")
    if month < 0 or scan.word(index) not in _ENGLISH_MONTHS:
        return None
    at = scan.dot(index + 1)
    at += scan.word(at) == "the"
    number = scan.number(at)
    if number is None or not 1 <= number.value <= 31 or scan.parted(at):
        return None
    if (number.words and number.kind is Numeral.CARDINAL) or scan.word(number.last + 1) == ":":
        return None
    pieces = [Piece(number.value)]
    last = number.last
    while (
        scan.word(last + 1) in ("and", "or", "&")
        and (more := scan.number(last + 2))
        and more.value <= 31
        and not more.words
    ):
        if scan.has(more.last + 1, "clock") or scan.word(more.last + 1) in ("am", "pm", ":", "people"):
            break
        pieces.append(Piece(more.value, joint="or" if scan.word(last + 1) == "or" else "and"))
        last = more.last
    if (
        scan.word(last + 1) in DASHES
        and (more := scan.number(last + 2))
        and number.value < more.value <= 31
        and len(pieces) == 1
    ):
        pieces, last = [Piece(number.value, more.value)], more.last
    year, last = year_after(scan, last)
    return Run(index, last, tuple(pieces), month, year)


def _month_with_list(scan: Scan, index: int) -> Run | None:
    """A month that heads its days: "marzec: 17, 24, 31", "kwiecień - 14 i 21"."""
    month = scan.numbered(index, "month:")
    if month < 0 or scan.word(index + 1) not in DASHES | {":"}:
        return None
    if scan.digits(index - 1) and not scan.tokens[index].newlines:
        return None
    pieces: list[Piece] = []
    at = index + 2
    while (number := scan.number(at)) and not number.words and 1 <= number.value <= 31 and len(pieces) < 31:
        if scan.word(number.last + 1) in (":", ".") and scan.digits(number.last + 2):
            break
        if scan.has(number.last + 1, "people"):
            break
        pieces.append(Piece(number.value, joint="and"))
        at = number.last + 1
        if scan.word(at) not in ANDS | {","}:
            break
        at += 1
    if len(pieces) < 1 + (scan.word(index + 1) != ":"):
        return None
    return Run(index, number.last if number else at - 1, tuple(pieces), month)


_ENGLISH_MONTHS = frozenset(
    words(
        "january february march april may june july august september october november december jan feb mar apr jun"
        " jul aug sep sept oct nov dec"
    )
)


def _run(scan: Scan, index: int) -> Run | None:
    number = _day_number(scan, index) if index >= scan.monthless else None
    if number is None or _numbers_a_thing(scan, index, number[1]):
        return None
    if (
        scan.glued(index)
        and scan.word(index - 1) in (":", ".", "/", "+")
        and scan.digits(index - 2)
        and scan.glued(index - 1)
    ):
        return None
    if _in_reference(scan, index):
        return None
    pieces = [Piece(number[0])]
    at = number[1]
    for _ in range(40):
        month = _month_here(scan, at, len(pieces))
        if month:
            return _with_year(scan, index, pieces, *month)
        further = _further(scan, at, pieces)
        if further is None:
            break
        at = further
    if len(pieces) > 3:
        scan.monthless = at - 3
    return None


def impossible_at(scan: Scan, index: int) -> tuple[int, str] | None:
    """The last token of figures that are written as a date but can be none ("12.13.2026"), and what to tell of them."""
    mark, month, year = scan.word(index + 1), scan.digits(index + 2), scan.digits(index + 4)
    if not 0 < len(scan.digits(index)) < 3 or mark not in (".", "-") or not 0 < len(month) < 3:
        return None
    if scan.word(index + 3) != mark or len(year) != 4 or not 2000 < int(year) < 2100:
        return None
    if not all(scan.glued(index + step) for step in (1, 2, 3, 4)) or _in_reference(scan, index):
        return None
    if scan.word(index - 1) in _NOT_BEFORE or (scan.glued(index) and scan.word(index - 1) in (".", "/", "-")):
        return None
    return index + 4, f"Nie ma takiego dnia: {scan.text.quote(index, index + 4)}."


def _in_reference(scan: Scan, index: int) -> bool:
    """Whether letters of a case number stand right before ("AB.12.3.2026")."""
    if scan.word(index - 1) not in (".", "/", "-") or not scan.glued(index) or not scan.glued(index - 1) or index < 2:
        return False
    before = scan.tokens[index - 2]
    return before.is_word and before.raw.isupper() and not scan.tags[index - 2]


def _numbers_a_thing(scan: Scan, index: int, after: int) -> bool:
    """Whether the number belongs to the word before it ("nr 2, 10 kwietnia", "sala 1, 10 kwietnia")."""
    before = scan.word(index - 1)
    if before in _ROOMS:
        second = _day_number(scan, after + 1) if scan.word(after) == "," else None
        return second is not None and _month_here(scan, second[1], 1) is not None
    return before in _NOT_BEFORE and not _month_here(scan, after, 1)


def _with_year(scan: Scan, index: int, pieces: list[Piece], month: int, last: int, year: int) -> Run | None:
    if year == 0:
        year, last = year_after(scan, last)
    else:
        last = past_year_word(scan, last)
    if len(pieces) > 1 and pieces[0].until and scan.dated == index - 1:
        return None
    if scan.word(last + 1) in _NOT_AFTER:
        return None
    return Run(index, last, tuple(pieces), month, year)


def _day_number(scan: Scan, index: int) -> tuple[int, int] | None:
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


def _further(scan: Scan, at: int, pieces: list[Piece]) -> int | None:
    """Adds the next day of the run to `pieces`; the index after it, or None when no day follows."""
    at += scan.word(at) == "." and scan.word(at + 1) in ANDS | ORS | DASHES | {",", "do"}
    mark = scan.word(at)
    if mark in DASHES or mark in ("do", "to", "по", "до"):
        until = _day_number(scan, at + 1)
        if until is None or pieces[-1].until or until[0] <= pieces[-1].day:
            return None
        pieces[-1] = replace(pieces[-1], until=until[0])
        return until[1]
    joint = "or" if mark in ORS or mark == "/" else "and" if mark in ANDS or mark in (",", "a") else ""
    if not joint:
        return None
    at += 1
    at += mark in ANDS and scan.word(at) == "/"
    if scan.word(at) in ORS | ANDS:
        joint, at = ("or" if scan.word(at) in ORS else joint), at + 1
    at += scan.word(at) in ("w", "we", "na", "dnia", "od", "the", "on")
    weekday = scan.numbered(at, "day:")
    if weekday >= 0:
        at = scan.dot(at + 1)
        at += scan.word(at) in (",", "dnia")
    number = _day_number(scan, at)
    if number is None or (pieces[-1].until and mark == "," and scan.word(number[1]) not in DASHES):
        return None
    if mark == "/" and number[0] <= 12 and scan.word(number[1]) != "/" and not _month_here(scan, number[1], 2):
        return None
    pieces.append(Piece(number[0], weekday=weekday, joint=joint))
    return number[1]


def _month_here(scan: Scan, at: int, count: int) -> tuple[int, int, int] | None:
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
    return following or _day_number(scan, at + 1) is not None


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
        return scan.word(before) not in _NOT_BEFORE and scan.word(before - 1) not in _NOT_BEFORE
    if before < 0 or scan.word(before) in ("w", "we", "na", "dnia", "od", "do", ",", "i", "lub", ".", ":", "(", "on"):
        return scan.word(before - 1) not in ("ul", "nr", "al")
    return scan.numbered(before, "day:") >= 0 or scan.tokens[before + 1].newlines > 0
