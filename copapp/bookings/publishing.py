"""Public events: bookings that staff show to everybody under a public title, and nothing else of them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from copapp import clock
from copapp.bookings import actions
from copapp.bookings.models import Booking, BookingRoom, BookingState, Room
from copapp.bookings.rules import LONGEST, Span
from copapp.problems import Refused

LONGEST_TITLE = 200
AHEAD = timedelta(days=180)
"""How far ahead public events are shown."""


@dataclass(frozen=True)
class PublicEvent:
    """All that everybody may know of a booking: a title written for it, when (UTC instants), and where. `uid` tells it
    from others without being the one that its invitation has: who knows that could cancel it in a guest's calendar."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    room_names: str

    @property
    def span(self) -> Span:
        return self.starts_at, self.ends_at


def publish(session: Session, booking_id: int, version: int, title: str) -> Booking:
    """Show a booking to everybody under a title; "" hides it again.

    Raises:
        Refused: the title is too long.
        Stale, NoSuchBooking: as for `actions.turn`.
    """
    title = " ".join("".join(sign if sign.isprintable() else " " for sign in title).split())
    if len(title) > LONGEST_TITLE:
        raise Refused(f"Najwyżej {LONGEST_TITLE} znaków, a jest {len(title)}.", "public_title")
    booking = actions.turn(session, booking_id, version)
    if booking.public_title != title:
        booking.public_title = title
        booking.version += 1
        session.flush()
    return booking


def public_events(session: Session) -> list[PublicEvent]:
    """The confirmed ones that are not over, the earliest first; one query."""
    now = clock.now()
    query = (
        select(Booking, Room.name)
        .join(BookingRoom, col(BookingRoom.booking_id) == Booking.id)
        .join(Room, col(Room.id) == BookingRoom.room_id)
        .where(Booking.public_title != "", Booking.state == BookingState.CONFIRMED)
        .where(col(BookingRoom.whole_id).is_(None))
        .where(col(Booking.starts_at) > now - LONGEST, col(Booking.starts_at) < now + AHEAD)
        .where(col(Booking.ends_at) > now)
        .order_by(col(Booking.starts_at), col(Booking.id), col(Room.position))
    )
    names: dict[int, list[str]] = {}
    rows: dict[int, Booking] = {}
    for booking, name in session.exec(query):
        assert booking.id is not None
        rows[booking.id] = booking
        names.setdefault(booking.id, []).append(name)
    return [_event(booking, ", ".join(names[number])) for number, booking in rows.items()]


def _event(booking: Booking, room_names: str) -> PublicEvent:
    uid = f"{hashlib.sha256(f'public {booking.uid}'.encode()).hexdigest()[:32]}@{actions.UID_DOMAIN}"
    return PublicEvent(uid, booking.sequence, booking.public_title, booking.starts_at, booking.ends_at, room_names)
