"""How often something comes back: "co dwa tygodnie", "raz w miesiącu", "every other week", "dwa razy w tygodniu"."""

from mail_ingest.reading.when.nth import nth_at
from mail_ingest.reading.when.scan import ANDS_AND_COMMA, Scan
from mail_ingest.reading.when.weekdays import chain_at
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Numeral

PREPOSITIONS = frozenset(words("w we na on у в по the z"))


def interval_at(scan: Scan, index: int) -> tuple[int, str, int]:
    """(interval, "week", "month", "day" or "weekday", index after it); unit "" where nothing comes back."""
    word = scan.word(index)
    at = index + 1
    if scan.has(index, "weekly"):
        return 1, "week", at
    if scan.has(index, "fortnightly"):
        return 2, "week", at
    if scan.has(index, "monthly"):
        return 1, "month", at
    if word in ("raz", "once") and scan.word(at) in ("w", "na", "a", "per"):
        return _once(scan, at + 1)
    if scan.number(index) and scan.word(scan.number(index).last + 1) == "razy":  # type: ignore[union-attr]  # just asked
        return _often(scan, index)
    if word not in ("co", "every", "raz", "кожні", "кожен", "кожного", "кожну", "кожна"):
        return 0, "", index
    at += word == "raz" and scan.word(at) == "na"
    interval = 1
    number = scan.number(at)
    if scan.word(at) == "other":
        interval, at = 2, at + 1
    elif number and 2 <= number.value <= 31:
        interval, at = number.value, number.last + 1
        if scan.has(at, "day") and interval % 7 == 0:
            return interval // 7, "week", at + 1
    months = _quarters(scan, at)
    if months:
        return months[0] * interval, "month", months[1]
    if scan.has(at, "weekend") and word in ("co", "every"):
        return interval, "weekend", at + 1
    for unit in ("week", "month", "day"):
        if scan.has(at, unit):
            return interval, unit, scan.dot(at + 1) if scan.word(at) in ("tyg", "mies") else at + 1
    if scan.numbered(at, "day:") >= 0 and (word in ("co", "every") or interval > 1):
        return interval, "weekday", at
    return 0, "", index


def _quarters(scan: Scan, at: int) -> tuple[int, int] | None:
    """Months, and the index after them, of "kwartał" and "pół roku"."""
    if scan.word(at) in ("kwartal", "kwartale", "kwartaly"):
        return 3, at + 1
    return (6, at + 2) if scan.word(at) == "pol" and scan.has(at + 1, "year") else None


def _once(scan: Scan, at: int) -> tuple[int, str, int]:
    if quarters := _quarters(scan, at):
        return quarters[0], "month", quarters[1]
    number = scan.number(at)
    interval = number.value if number and number.value <= 12 else 1
    at = number.last + 1 if number else at
    for unit in ("week", "month"):
        if scan.has(at, unit):
            return interval, unit, at + 1
    return 0, "", at


def _often(scan: Scan, index: int) -> tuple[int, str, int]:
    """ "dwa razy w tygodniu", "dwa razy w miesiącu" (followed by their days)."""
    number = scan.number(index)
    at = number.last + 2 if number else index
    if scan.word(at) in ("w", "na") and scan.has(at + 1, "week"):
        after = at + 2
        after += scan.word(after) in (",", ":", "-", "–", "(")
        after += scan.word(after) in PREPOSITIONS
        chain, _ = chain_at(scan, after)
        return (1, "week", after) if chain else (0, "", index)
    if scan.word(at) in ("w", "na") and scan.has(at + 1, "month"):
        after = at + 2 + (scan.word(at + 2) in (",", ":", "-", "–", "("))
        nth = nth_at(scan, after + (scan.word(after) in PREPOSITIONS))
        return (1, "month", at + 2) if nth or days_of_month(scan, after)[0] else (0, "", index)
    return 0, "", index


def days_of_month(scan: Scan, at: int) -> tuple[tuple[int, ...], int]:
    """The days in "(co miesiąc) 1-go i 15-go", "dnia 10", and their last token."""
    cued = scan.has(at, "day")
    days: list[int] = []
    at, last = at + cued, at
    while (number := scan.number(at)) and 1 <= number.value <= 31 and (number.kind is Numeral.ORDINAL or cued):
        if number.words and not scan.word(number.last).endswith("ego"):
            break
        days.append(number.value)
        last = number.last
        if scan.word(last + 1) not in ANDS_AND_COMMA:
            break
        at = last + 2
    return tuple(days), last
