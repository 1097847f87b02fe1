"""What a phrase names as days, and the date that a weekday leads to."""

from dataclasses import dataclass
from datetime import date

from mail_ingest.reading.when import calendar
from mail_ingest.reading.when.dates import run_at
from mail_ingest.reading.when.runs import Run
from mail_ingest.reading.when.scan import Scan
from mail_ingest.reading.words.morphology import words

_GLUE = frozenset(words(", dnia dn . tj czyli ( dniu w the - – to jest on : a termin data godz |"))


@dataclass(frozen=True, slots=True)
class Item:
    """Days that one phrase names: tokens, ranges of days (single days have equal ends), and whether any serves."""

    first: int
    last: int
    spans: tuple[tuple[date, date], ...]
    any: bool = False
    problems: tuple[str, ...] = ()
    past: bool = False
    run: Run | None = None
    loose: bool = False


def after_glue(scan: Scan, at: int) -> Run | None:
    """The date that follows a weekday, past "dnia", "tj.", a comma or a parenthesis."""
    for _ in range(4):
        if at >= scan.size or scan.tokens[at].newlines > 1:
            return None
        run = run_at(scan, at)
        if run:
            return run
        if scan.word(at) not in _GLUE:
            return None
        at += 1
    return None


def next_such(scan: Scan, number: int) -> date | None:
    if scan.month:
        return calendar.on(scan.month[0], scan.month[1], number)
    return calendar.next_monthday(number, scan.today)
