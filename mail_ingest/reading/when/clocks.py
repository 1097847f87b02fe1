"""One reading of the clock with the part of the day beside it: "17.00", "8 rano", "o piątej po południu", "5 pm"."""

from dataclasses import replace

from mail_ingest.reading.when.clock import AFTERNOON, MORNING, NIGHT, UNSAID, Clock
from mail_ingest.reading.when.clock_digits import in_digits
from mail_ingest.reading.when.clock_words import in_words, spoken
from mail_ingest.reading.when.scan import Scan


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
        clock = in_digits(scan, index, cued)
    elif scan.tokens[index].is_word:
        clock = spoken(scan, index) or in_words(scan, index)
    else:
        return None
    return clock and _with_part(scan, clock)


def _with_part(scan: Scan, clock: Clock) -> Clock:
    """With the part of the day said after the hour ("po południu", "rano", "w nocy", "pm")."""
    at = clock.last + 1
    if scan.word(at) in ("w", "we", "z", "nad", "in", "the", "у", "по", "at") and not scan.parted(at):
        at += 1
        at += scan.word(at) == "the"
    if scan.parted(at):
        return clock
    part, last = _part(scan, at, clock)
    if part == UNSAID:
        return clock
    return replace(clock, last=last, sure=True, part=part)


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
        return NIGHT, at
    return UNSAID, at
