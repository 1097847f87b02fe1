"""Decisions about bookings: pure, without database and web.

Instants are aware; spans are half-open, [start, end): a booking may begin the minute that another one ends.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from copapp.bookings.models import BookingState
from copapp.problems import Refused

Span = tuple[datetime, datetime]

USUAL_LENGTH = timedelta(hours=2)
LONGEST = timedelta(days=31)


@dataclass(frozen=True)
class BookingDetails:
    """What a booking says, whole: which rooms, from when to when (aware instants), for whom and for what.

    `equipment` holds the keys that the reading of mail uses (projector, flipchart, …).
    """

    room_ids: tuple[int, ...]
    starts_at: datetime
    ends_at: datetime
    state: BookingState = BookingState.TENTATIVE
    purpose: str = ""
    organisation_id: int | None = None
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    attendees: int | None = None
    equipment: tuple[str, ...] = ()
    layout: str = ""
    note: str = ""
    override_note: str = ""
    """Why it may be though it breaks the Centre's rules."""


def overlaps(one: Span, other: Span) -> bool:
    """Whether two half-open spans share any instant."""
    return one[0] < other[1] and other[0] < one[1]


def check(details: BookingDetails) -> None:
    """Refuse what can never be a booking.

    Raises:
        Refused: no room, an end not after the start, longer than a month, a negative number of people.
    """
    if not details.room_ids:
        raise Refused("Wybierz salę.", "rooms")
    if details.starts_at >= details.ends_at:
        raise Refused("Koniec ma być później niż początek.", "ends")
    if details.ends_at - details.starts_at > LONGEST:
        raise Refused("Rezerwacja może trwać najwyżej 31 dni.", "ends")
    if details.attendees is not None and details.attendees < 0:
        raise Refused("Liczba osób nie może być ujemna.", "attendees")
