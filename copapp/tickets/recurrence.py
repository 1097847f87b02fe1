"""Wanted times that come again: a slot and its rule, and the choices of the draft's form. Pure."""

from datetime import date, timedelta

from copapp import clock, polish
from copapp.bookings import recurrence
from copapp.bookings.recurrence import DAYS, Recurrence, parts_of, words
from copapp.bookings.rules import Span
from copapp.tickets.times import Slot, has_hour, moment

__all__ = ["horizon_words", "occurrences", "rhythm_of", "until_of", "words", "written"]


def occurrences(slot: Slot, rule: str, months: int) -> list[Span] | None:
    """The instants of each time that a rule gives, the slot's own first; None where it can't be carried out.

    Each keeps the slot's local hours on both sides of the clock's change. A rule without an end is carried out for so
    many months; none makes more than `recurrence.MOST`.
    """
    if not (has_hour(slot.get("start")) and has_hour(slot.get("end"))):
        return None
    first, last = moment(slot["start"]), moment(slot["end"])
    try:
        days = recurrence.days(Recurrence(rule), first.date(), recurrence.ahead(first.date(), months))
    except recurrence.NoRule:
        return None
    if first.date() not in days:
        days = [first.date(), *days]
    starts = [first + (day - first.date()) for day in days[: recurrence.MOST]]
    try:
        return [(clock.from_local(start), clock.from_local(start + (last - first))) for start in starts]
    except clock.HourSkipped:
        return None


def horizon_words(first: date, months: int) -> str:
    """What is said of a rule without an end: up to when it is carried out at first."""
    span = "pół roku" if months == 6 else polish.counted(months, "miesiąc", "miesiące", "miesięcy")
    until = polish.day(recurrence.ahead(first, months)).partition(", ")[2]
    return f"bez podanego końca: na {span}, do {until}; kolejne terminy program dopisuje sam"


def written(slot: Slot, rhythm: str, until: str) -> str | None:
    """The rule that staff choose in the form: `rhythm` is "", "weekly", "fortnightly" or "monthly" (the same weekday of
    the month as the first time), `until` an ISO day or ""."""
    if not rhythm:
        return None
    first = moment(slot["start"])
    day = DAYS[first.weekday()]
    nth = (first.day - 1) // 7 + 1
    last = (first + timedelta(days=7)).month != first.month
    rule = {
        "weekly": f"FREQ=WEEKLY;BYDAY={day}",
        "fortnightly": f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
        "monthly": f"FREQ=MONTHLY;BYDAY={-1 if last else nth}{day}",
    }[rhythm]
    return f"{rule};UNTIL={until.replace('-', '')}" if until else rule


def until_of(rule: str) -> str:
    """The last day of a rule, ISO; "" for none."""
    until = parts_of(rule).get("UNTIL", "")[:8]
    return f"{until[:4]}-{until[4:6]}-{until[6:]}" if len(until) == 8 and until.isdecimal() else ""


def rhythm_of(rule: str | None) -> str:
    """Which choice of the form a rule is; "other" for one that the form can't make."""
    if not rule:
        return ""
    parts = parts_of(rule)
    interval, frequency = parts.get("INTERVAL", "1"), parts.get("FREQ")
    if "COUNT" in parts or "BYMONTHDAY" in parts or "," in parts.get("BYDAY", ""):
        return "other"
    if frequency == "WEEKLY" and interval in ("1", "2"):
        return "weekly" if interval == "1" else "fortnightly"
    return "monthly" if frequency == "MONTHLY" and interval == "1" else "other"
