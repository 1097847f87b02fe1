"""An .ics attachment as a person says it: what, when, where."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Component

from copapp import clock, polish

MAX_BYTES = 200_000
MOST_EVENTS = 3
LONGEST = 200


@dataclass(frozen=True)
class Appointment:
    """One event of a calendar file, in words: `when` such as „czwartek, 19 marca 2026, 17:00–19:00”."""

    title: str
    when: str
    place: str
    repeats: bool
    cancelled: bool


def is_calendar(filename: str, content_type: str) -> bool:
    return filename.lower().endswith(".ics") or content_type.lower() in ("text/calendar", "application/ics")


def appointments(content: bytes) -> list[Appointment]:
    """The first three events of an iCalendar file (RFC 5545); none where it can't be read."""
    if len(content) > MAX_BYTES:
        return []
    try:
        calendar = Calendar.from_ical(content)
        cancels = str(calendar.get("METHOD", "")).upper() == "CANCEL"
        return [_told(event, cancels) for event in calendar.walk("VEVENT")[:MOST_EVENTS] if "DTSTART" in event]
    except Exception:
        # Broken files raise whatever the library stumbled over; then the file is one like any other, to be saved.
        return []


def _told(event: Component, cancels: bool) -> Appointment:
    start = event.decoded("DTSTART")
    end = event.decoded("DTEND") if "DTEND" in event else None
    if end is None and "DURATION" in event:
        end = start + event.decoded("DURATION")
    return Appointment(
        title=_line(event.get("SUMMARY")),
        when=_when(start, end),
        place=_line(event.get("LOCATION")),
        repeats="RRULE" in event,
        cancelled=cancels or str(event.get("STATUS", "")).upper() == "CANCELLED",
    )


def _when(start: date, end: date | None) -> str:
    if not isinstance(start, datetime):
        return _whole_days(start, end)
    first = _instant(start)
    words = f"{polish.day(first)}, "
    if not isinstance(end, datetime) or _instant(end) <= first:
        return words + polish.hour(first)
    last = _instant(end)
    if last - first < timedelta(days=1):
        return words + polish.hours(first, last)
    return f"{words}{polish.hour(first)} – {polish.day(last)}, {polish.hour(last)}"


def _whole_days(start: date, end: date | None) -> str:
    """RFC 5545, 3.6.1: the end of whole days is the day after."""
    last = end - timedelta(days=1) if end is not None and not isinstance(end, datetime) else start
    return f"{polish.day(start)}, cały dzień" if last <= start else f"{polish.day(start)} – {polish.day(last)}"


def _instant(value: datetime) -> datetime:
    """A time without a zone is meant where it is read (RFC 5545, 3.3.5): in Kalisz."""
    return value if value.tzinfo else clock.from_local(value)


def _line(value: object) -> str:
    return " ".join(str(value or "").split())[:LONGEST]
