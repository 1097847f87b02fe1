"""The calendar that goes with an answer: an invitation for one booking, a calendar file for several."""

from collections.abc import Sequence

from icalendar import Calendar

from copapp.bookings import invitation
from copapp.bookings.invitation import Party
from copapp.bookings.schedule import BookingInfo
from copapp.config import Settings


def invite(bookings: Sequence[BookingInfo], settings: Settings, guest: Party) -> tuple[str, str] | None:
    """The calendar text and its method (RFC 5546) for what was booked, moved or cancelled; None for nothing.

    An invitation speaks of one booking only (RFC 5546, 3.2.2), so several are published in one file instead, which
    Outlook, Google and Thunderbird import whole.
    """
    if not bookings:
        return None
    host = Party(settings.centre_name, settings.mail_address)
    texts = [_one(each, host, guest, settings.centre_address) for each in bookings]
    if len(texts) == 1:
        return texts[0], "CANCEL" if bookings[0].is_cancelled else "REQUEST"
    return _published(texts), "PUBLISH"


def _one(booking: BookingInfo, host: Party, guest: Party, place: str) -> str:
    write = invitation.cancel if booking.is_cancelled else invitation.request
    return write(booking, host, [guest], place=place)


def _published(texts: Sequence[str]) -> str:
    """All events in one calendar; without attendees, for nobody answers what is only published (RFC 5546, 3.2.1)."""
    calendar = Calendar()
    for name, value in (("prodid", invitation.PRODUCT), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(name, value)
    for text in texts:
        for event in Calendar.from_ical(text).walk("VEVENT"):
            event.pop("attendee", None)
            calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()
