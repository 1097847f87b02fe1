"""Bookings as iCalendar (RFC 5545): one as an invitation (iTIP, RFC 5546) that Outlook, Google and Thunderbird take,
many as a feed that they subscribe to.

Times are written in UTC: a single event needs no VTIMEZONE, and every program shows it in the reader's own zone.
One booking makes one text: a REQUEST or CANCEL may speak of one UID only (RFC 5546, 3.2.2 and 3.2.5).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from icalendar import Calendar, Event, vCalAddress, vText

from copapp import clock
from copapp.bookings.models import BookingState
from copapp.bookings.publishing import PublicEvent
from copapp.bookings.schedule import BookingInfo

FRESH_FOR = timedelta(hours=1)
"""After which a program asks a feed for news."""
PRODUCT = "-//Centrum Organizacji Pozarzadowych w Kaliszu//COP//PL"


@dataclass(frozen=True)
class Party:
    """Who invites, or who is invited: a name and an e-mail address."""

    name: str
    email: str


def request(
    booking: BookingInfo, organiser: Party, attendees: Iterable[Party], *, place: str = "", description: str = ""
) -> str:
    """METHOD:REQUEST: the event is on, as the booking has it now. `place` is the Centre's address, after the rooms.

    A tentative booking makes a tentative event. Lines end in CRLF, as RFC 5545 has it.
    """
    return _written("REQUEST", booking, organiser, attendees, place, description)


def cancel(
    booking: BookingInfo, organiser: Party, attendees: Iterable[Party], *, place: str = "", description: str = ""
) -> str:
    """METHOD:CANCEL: the event of that UID is off; for a booking that was cancelled already, whose `sequence` grew."""
    return _written("CANCEL", booking, organiser, attendees, place, description)


def feed(bookings: Iterable[BookingInfo], name: str, *, place: str = "") -> str:
    """Bookings to read: a calendar without METHOD, asked for anew each hour (RFC 7986, 5.7). `name` is what programs
    call it."""
    return _subscribed((_event(booking, "PUBLISH", place) for booking in bookings), name)


def public_feed(events: Iterable[PublicEvent], name: str, *, place: str = "") -> str:
    """Public events to read, as `feed`: title, time and place of each."""
    return _subscribed((_public_event(event, place) for event in events), name)


def _subscribed(events: Iterable[Event], name: str) -> str:
    calendar = _calendar()
    for key in ("name", "x-wr-calname"):
        calendar.add(key, name)
    calendar.add("refresh-interval", FRESH_FOR, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", FRESH_FOR)
    for event in events:
        calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text.decode()


def _public_event(public: PublicEvent, place: str) -> Event:
    event = Event()
    event.add("uid", public.uid)
    event.add("sequence", public.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", public.starts_at)
    event.add("dtend", public.ends_at)
    event.add("summary", public.title)
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("location", ", ".join(part for part in (public.room_names, place) if part))
    return event


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _written(
    method: str, booking: BookingInfo, organiser: Party, attendees: Iterable[Party], place: str, description: str
) -> str:
    calendar = _calendar()
    calendar.add("method", method)
    event = _event(booking, method, place)
    if description:
        event.add("description", description)
    event.add("organizer", _address(organiser))
    for attendee in attendees:
        event.add("attendee", _invited(attendee), encode=False)
    calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text.decode()


def _event(booking: BookingInfo, method: str, place: str) -> Event:
    event = Event()
    event.add("uid", booking.uid)
    event.add("sequence", booking.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", booking.starts_at)
    event.add("dtend", booking.ends_at)
    event.add("summary", f"{booking.purpose or booking.who} ({booking.room_names})")
    event.add("status", _status(booking, method))
    event.add("transp", "TRANSPARENT" if method == "CANCEL" else "OPAQUE")
    event.add("location", ", ".join(part for part in (booking.room_names, place) if part))
    return event


def _status(booking: BookingInfo, method: str) -> str:
    if method == "CANCEL":
        return "CANCELLED"
    return "CONFIRMED" if booking.state is BookingState.CONFIRMED else "TENTATIVE"


def _address(party: Party) -> vCalAddress:
    """Without quotation marks and line ends, which mail programs read each in their own way."""
    address = vCalAddress(f"mailto:{''.join(party.email.split())}")
    name = " ".join(party.name.replace('"', "").split())
    if name:
        address.params["CN"] = vText(name)
    return address


def _invited(party: Party) -> vCalAddress:
    address = _address(party)
    for name, value in (
        ("CUTYPE", "INDIVIDUAL"),
        ("ROLE", "REQ-PARTICIPANT"),
        ("PARTSTAT", "NEEDS-ACTION"),
        ("RSVP", "TRUE"),
    ):
        address.params[name] = vText(value)
    return address
