"""Days of the month: "12 marca", "12.03.26", "12 III", "dwunastego marca", "3, 10 i 17 kwietnia", "3-5 kwietnia".

A run of days shares its month and year. No year: the next such day on or after the reference; of a range, the one
that is not over yet. A weekday beside its day is checked: the day of the month wins, and the problem says so.
"""

from dataclasses import replace

from mail_ingest.reading.when.month_after import NOT_BEFORE, day_number, month_after
from mail_ingest.reading.when.not_dates import in_reference
from mail_ingest.reading.when.runs import Piece, Run
from mail_ingest.reading.when.scan import ANDS, ANDS_AND_COMMA, DASHES, JOINTS, ORS, Scan
from mail_ingest.reading.when.years import past_year_word, year_after
from mail_ingest.reading.words.morphology import fold, words
from mail_ingest.reading.words.numerals import Numeral

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
    marked = scan.word(index + 1) in DASHES | {":"}
    if month < 0 or not (marked or scan.tokens[index].folded in _MONTHS_ALONE):
        return None
    if scan.digits(index - 1) and not scan.tokens[index].newlines:
        return None
    pieces: list[Piece] = []
    at = index + 1 + marked
    while (number := scan.number(at)) and not number.words and 1 <= number.value <= 31 and len(pieces) < 31:
        if scan.word(number.last + 1) in (":", ".") and scan.digits(number.last + 2):
            break
        if scan.has(number.last + 1, "people"):
            break
        pieces.append(Piece(number.value, joint="and"))
        at = number.last + 1
        if scan.word(at) not in ANDS_AND_COMMA:
            break
        at += 1
    if len(pieces) < 1 + (scan.word(index + 1) != ":"):
        return None
    return Run(index, number.last if number else at - 1, tuple(pieces), month)


_MONTHS_ALONE = frozenset(
    fold(word)
    for word in words(
        "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień"
    )
)
_ENGLISH_MONTHS = frozenset(
    words(
        "january february march april may june july august september october november december jan feb mar apr jun"
        " jul aug sep sept oct nov dec"
    )
)


def _run(scan: Scan, index: int) -> Run | None:
    number = day_number(scan, index) if index >= scan.monthless else None
    if number is None or _numbers_a_thing(scan, index, number[1]):
        return None
    if (
        scan.glued(index)
        and scan.word(index - 1) in (":", ".", "/", "+")
        and scan.digits(index - 2)
        and scan.glued(index - 1)
        and not (scan.word(index - 1) == "/" and scan.dated == index - 2)
    ):
        return None
    if in_reference(scan, index):
        return None
    pieces = [Piece(number[0])]
    at = number[1]
    for _ in range(40):
        month = month_after(scan, at, len(pieces))
        if month:
            return _with_year(scan, index, pieces, *month)
        further = _further(scan, at, pieces)
        if further is None:
            break
        at = further
    if len(pieces) > 3:
        scan.monthless = at - 3
    return None


def _numbers_a_thing(scan: Scan, index: int, after: int) -> bool:
    """Whether the number belongs to the word before it ("nr 2, 10 kwietnia", "sala 1, 10 kwietnia")."""
    before = scan.word(index - 1)
    if before in _ROOMS and len(scan.digits(index)) == 1:
        second = day_number(scan, after + 1) if scan.word(after) == "," else None
        return second is not None and month_after(scan, second[1], 1) is not None
    return before in NOT_BEFORE and not month_after(scan, after, 1)


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


def _further(scan: Scan, at: int, pieces: list[Piece]) -> int | None:
    """Adds the next day of the run to `pieces`; the index after it, or None when no day follows."""
    at += scan.word(at) == "." and scan.word(at + 1) in ANDS | ORS | DASHES | {",", "do"}
    mark = scan.word(at)
    if mark in DASHES or mark in ("do", "to", "по", "до"):
        until = day_number(scan, at + 1)
        if until is None or pieces[-1].until or until[0] <= pieces[-1].day:
            return None
        pieces[-1] = replace(pieces[-1], until=until[0])
        return until[1]
    joint = "or" if mark in ORS or mark == "/" else "and" if mark in ANDS or mark in (",", "a") else ""
    if not joint:
        return None
    at += 1
    at += mark in ANDS and scan.word(at) == "/"
    if scan.word(at) in JOINTS:
        joint, at = ("or" if scan.word(at) in ORS else joint), at + 1
    at += scan.word(at) in ("w", "we", "na", "dnia", "od", "the", "on")
    weekday = scan.numbered(at, "day:")
    if weekday >= 0:
        at = scan.dot(at + 1)
        at += scan.word(at) in (",", "dnia")
    number = day_number(scan, at)
    if number is None or (pieces[-1].until and mark == "," and scan.word(number[1]) not in DASHES):
        return None
    if mark == "/" and number[0] <= 12 and scan.word(number[1]) != "/" and not month_after(scan, number[1], 2):
        return None
    pieces.append(Piece(number[0], weekday=weekday, joint=joint))
    return number[1]
