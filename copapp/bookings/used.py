"""How long rooms were in use, counted from what really happened; where nothing was noted, from the plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, select

from copapp import clock
from copapp.bookings import facts
from copapp.bookings.facts import Facts
from copapp.bookings.models import Booking, BookingRoom, BookingState, Room
from copapp.bookings.rules import Span
from copapp.bookings.schedule import BookingInfo
from copapp.organisations.models import Organisation


@dataclass(frozen=True)
class RoomUse:
    """One room of one booking that is over: how long it was planned to be in use, and was. `organisation` is "" where
    none was named; `no_show`: nobody came."""

    booking_id: int
    room: str
    organisation: str
    planned: timedelta
    used: timedelta
    attendees: int
    no_show: bool


def room_uses(session: Session, span: Span) -> list[RoomUse]:
    """All that began within a span and is over by now; one query. A tentative booking counts only when something was
    noted of it: nobody had agreed to it."""
    query = (
        select(Booking, Room.name, Organisation.name)
        .join(BookingRoom, col(BookingRoom.booking_id) == Booking.id)
        .join(Room, col(Room.id) == BookingRoom.room_id)
        .join(Organisation, col(Organisation.id) == Booking.organisation_id, isouter=True)
        .where(col(Booking.holds), col(BookingRoom.whole_id).is_(None))
        .where(col(Booking.starts_at) >= span[0], col(Booking.starts_at) < span[1])
        .where(col(Booking.ends_at) <= clock.now())
        .order_by(col(Room.position), col(Room.id), col(Booking.starts_at))
    )
    return [_use(*row) for row in session.exec(query) if _counts(row[0])]


def noted(session: Session, bookings: Iterable[BookingInfo]) -> dict[int, Facts]:
    """What was noted of some bookings, by id; one query."""
    query = select(Booking).where(col(Booking.id).in_([each.id for each in bookings]))
    return {row.id: facts.facts_of(row) for row in session.exec(query) if row.id is not None}


def _counts(booking: Booking) -> bool:
    return booking.state is BookingState.CONFIRMED or facts.facts_of(booking) != Facts()


def _use(booking: Booking, room: str, organisation: str | None) -> RoomUse:
    plan = facts.planned(booking)
    span = facts.used(plan, facts.facts_of(booking))
    return RoomUse(
        booking.id or 0,
        room,
        organisation or "",
        plan[1] - plan[0],
        span[1] - span[0] if span else timedelta(),
        booking.attendees or 0,
        booking.no_show,
    )
