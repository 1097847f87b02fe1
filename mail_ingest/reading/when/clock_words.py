"""The clock in words: "siedemnastej", "wpół do szóstej", "kwadrans po piątej", "w południe", "half past five"."""

from mail_ingest.reading.when.clock import Clock
from mail_ingest.reading.when.scan import Scan
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Numeral

_ENGLISH_HOURS = frozenset(words("one two three four five six seven eight nine ten eleven twelve"))


def in_words(scan: Scan, index: int) -> Clock | None:
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
    late = number.value > 12
    return Clock(number.value * 60, number.last, sure=late, exact=late, face=not late)


def _feminine(folded: str) -> bool:
    return folded.endswith(("a", "ej", "оі", "іи", "ту", "а", "у", "ою")) and not folded.endswith(("nia",))


def spoken(scan: Scan, index: int) -> Clock | None:
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
    return Clock(number.value * 60 + minutes, number.last, sure=True, face=number.value <= 12)
