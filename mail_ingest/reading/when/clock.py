"""One reading of the clock: "17.00", "17-tej", "wpół do szóstej", "kwadrans po piątej", "5 pm".

An hour of the clock face (1 to 6) is one of the afternoon, unless "rano" or "w nocy" stand beside it.
"""

from dataclasses import dataclass

from mail_ingest.reading.when.scan import DASHES, Scan
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Numeral

MORNING, AFTERNOON, _NIGHT, _NOT = "morning", "afternoon", "night", ""


_MINUTES = frozenset(("00", "15", "30", "45", "oo"))


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


_ENGLISH_HOURS = frozenset(words("one two three four five six seven eight nine ten eleven twelve"))


@dataclass(frozen=True, slots=True)
class Clock:
    """A reading of the clock. `sure`: its form alone says that it is an hour; `exact`: no half of the day is open."""

    minutes: int
    last: int
    sure: bool
    part: str = _NOT
    exact: bool = False


def after_hour_word(scan: Scan, index: int) -> tuple[int, bool]:
    """Past "w godz.", "o godzinie", "godziny:"; and whether there was such a word."""
    at = (
        index + 1
        if scan.word(index) in ("w", "we", "o", "na", "at", "у", "в", "о", "ok") and scan.has(index + 1, "hour")
        else index
    )
    if not scan.has(at, "hour"):
        return index, False
    at = scan.dot(at + 1)
    if scan.word(at) == ":":
        at += 1
    return at, True


def clock_at(scan: Scan, index: int, cued: bool) -> Clock | None:
    """One reading of the clock; `cued`: a preposition or "godz." says that an hour comes."""
    if index >= scan.size or (
        scan.parted(index) and index > 0 and not scan.tokens[index].is_word and not scan.tokens[index].is_number
    ):
        return None
    if scan.digits(index):
        clock = _in_digits(scan, index, cued)
    elif scan.tokens[index].is_word:
        clock = _spoken(scan, index) or _in_words(scan, index)
    else:
        return None
    return clock and _with_part(scan, clock)


def _in_digits(scan: Scan, index: int, cued: bool) -> Clock | None:
    digits, value = scan.digits(index), int(scan.digits(index)[:6])
    if (
        len(digits) == 4
        and (cued or scan.word(index + 1) in DASHES or scan.word(index - 1) in DASHES)
        and value // 100 <= 24
        and value % 100 in (0, 15, 30, 45)
    ):
        if cued or not 1900 <= value <= 2100:
            return Clock(value // 100 * 60 + value % 100, index, sure=len(digits) == 4 and not cued, exact=True)
        return None
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
        if scan.numbered(after, "month:") < 0 and not scan.has(after, "people") and not scan.digits(after):
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


def _in_words(scan: Scan, index: int) -> Clock | None:
    """ "siedemnastej", "ósma trzydzieści", "five" (English)."""
    number = scan.number(index)
    if number is None:
        if scan.has(index, "noon") and scan.word(index) in (
            "poludnie",
            "poludnia",
            "noon",
            "midday",
            "полудень",
            "опівдні",
        ):
            return Clock(
                12 * 60,
                index,
                sure=scan.word(index - 1) in ("w", "o", "at", "od", "samo") or scan.word(index) != "poludnie",
                exact=True,
            )
        if scan.has(index, "midnight") and scan.word(index) in ("polnoc", "polnocy", "midnight", "опівночі"):
            return Clock(24 * 60, index, sure=True, exact=True)
        return None
    if number.kind is Numeral.CARDINAL:
        if scan.word(index) in _ENGLISH_HOURS and number.value <= 12:
            return Clock(number.value * 60, number.last, sure=False)
        return None
    if number.value > 24 or not _feminine(scan.word(number.last)):
        return None
    minutes = scan.number(number.last + 1)
    if (
        minutes
        and minutes.words
        and minutes.kind is Numeral.CARDINAL
        and 0 < minutes.value < 60
        and minutes.value % 5 == 0
    ):
        return Clock(number.value * 60 + minutes.value, minutes.last, sure=True, exact=number.value > 6)
    if scan.word(number.last + 1) == "zero" and scan.word(number.last + 2) == "zero":
        return Clock(number.value * 60, number.last + 2, sure=True)
    return Clock(number.value * 60, number.last, sure=number.value > 12, exact=number.value > 12)


def _feminine(folded: str) -> bool:
    return folded.endswith(("a", "ej", "оі", "іи", "ту", "а", "у", "ою")) and not folded.endswith(("nia",))


def _spoken(scan: Scan, index: int) -> Clock | None:
    """ "wpół do szóstej", "kwadrans po piątej", "za dziesięć siódma", "half past five", "пів на шосту"."""
    word = scan.word(index)
    if word in ("wpol", "polowa", "pol") or (word == "w" and scan.word(index + 1) == "pol"):
        at = index + (2 if word == "w" else 1)
        if scan.word(at) == "do":
            return _shifted(scan, at + 1, -30)
    if word == "пів" and scan.word(index + 1) == "на":
        return _shifted(scan, index + 2, -30)
    if word == "half" and scan.word(index + 1) == "past":
        return _shifted(scan, index + 2, 30)
    if scan.has(index, "quarter"):
        sign = {"po": 1, "past": 1, "przed": -1, "do": -1, "to": -1}.get(scan.word(index + 1))
        return _shifted(scan, index + 2, 15 * sign) if sign else None
    if word == "za":
        return _before_hour(scan, index + 1)
    number = scan.number(index)
    if number and number.kind is Numeral.CARDINAL and number.value in (5, 10, 15, 20, 25):
        at = number.last + 1
        at += scan.has(at, "minute")
        sign = {"po": 1, "past": 1, "przed": -1, "to": -1}.get(scan.word(at))
        if sign and (number.words or scan.has(at - 1, "minute")):
            return _shifted(scan, at + 1, number.value * sign)
    return None


def _before_hour(scan: Scan, index: int) -> Clock | None:
    """The rest of "za dziesięć siódma", "za kwadrans ósma"."""
    if scan.has(index, "quarter"):
        return _shifted(scan, index + 1, -15)
    number = scan.number(index)
    if number and number.words and number.kind is Numeral.ORDINAL and 20 < number.value < 30:
        return Clock((number.value - 20) * 60 - 20, number.last, sure=True)
    if number and number.kind is Numeral.CARDINAL and 0 < number.value < 30:
        at = number.last + 1
        at += scan.has(at, "minute")
        return _shifted(scan, at, -number.value)
    return None


def _shifted(scan: Scan, index: int, minutes: int) -> Clock | None:
    """An hour in words or figures, so many minutes later."""
    number = scan.number(index)
    if number is None or number.value > 24 or number.value < 1:
        return None
    if number.words and number.kind is Numeral.CARDINAL and scan.word(index) not in _ENGLISH_HOURS:
        return None
    if number.words and number.kind is Numeral.ORDINAL and not _feminine(scan.word(number.last)):
        return None
    return Clock(number.value * 60 + minutes, number.last, sure=True)


def _with_part(scan: Scan, clock: Clock) -> Clock:
    """With the part of the day said after the hour ("po południu", "rano", "w nocy", "pm")."""
    at = clock.last + 1
    if scan.word(at) in ("w", "we", "z", "nad", "in", "the", "у", "по", "at") and not scan.parted(at):
        at += 1
        at += scan.word(at) == "the"
    if scan.parted(at):
        return clock
    part, last = _part(scan, at, clock)
    if part == _NOT:
        return clock
    return Clock(clock.minutes, last, True, part, clock.exact)


def _part(scan: Scan, at: int, clock: Clock) -> tuple[str, int]:
    word = scan.word(at)
    if word in ("po", "przed") and scan.has(at + 1, "noon"):
        return (AFTERNOON if word == "po" else MORNING), at + 1
    if word in ("am", "pm"):
        return (AFTERNOON if word == "pm" else MORNING), at
    if word in ("a", "p") and scan.word(at + 1) == "." and scan.word(at + 2) == "m":
        return (AFTERNOON if word == "p" else MORNING), at + 2 + (scan.word(at + 3) == ".")
    if scan.has(at, "morning"):
        return MORNING, at
    if (scan.has(at, "afternoon") and word != "popoludnie") or (
        scan.has(at, "evening") and not word.startswith("wieczorn")
    ):
        return AFTERNOON, at
    if word in ("дня", "вечора") and clock.minutes <= 12 * 60:
        return AFTERNOON, at
    if scan.has(at, "night") and word in ("nocy", "noca", "night", "ночі"):
        return _NIGHT, at
    return _NOT, at


def of_day(clock: Clock) -> int:
    """Minutes after midnight, with the open half of the day chosen."""
    minutes = clock.minutes
    if clock.part == AFTERNOON:
        return minutes + 12 * 60 if minutes < 12 * 60 else minutes
    if clock.part == MORNING:
        return minutes % (12 * 60) if minutes >= 12 * 60 and minutes < 13 * 60 and not clock.exact else minutes
    if clock.part == _NIGHT:
        if 12 * 60 <= minutes < 13 * 60:
            return minutes + 12 * 60
        if minutes < 6 * 60:
            return minutes + 24 * 60
        return minutes + 12 * 60 if minutes < 12 * 60 else minutes
    return minutes + 12 * 60 if minutes < 7 * 60 and not clock.exact else minutes
