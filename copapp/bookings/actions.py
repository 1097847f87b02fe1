"""What staff do with bookings. Each function flushes, so that a taken room is refused at once; none commits."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from copapp.bookings import facts, queries, reminders, rules
from copapp.bookings.models import Booking, BookingRoom, BookingState
from copapp.bookings.rooms import RoomInfo, without_parts
from copapp.bookings.rules import BookingDetails
from copapp.bookings.schedule import BookingInfo
from copapp.polish import day_without_year, hours
from copapp.problems import Refused, Stale

UID_DOMAIN = "cop.kalisz"
MINUTE = timedelta(minutes=1)
LOCK = 0x436F5001
"""Key of the PostgreSQL advisory lock under which bookings change."""

COPIED = (
    "purpose",
    "organisation_id",
    "contact_name",
    "contact_email",
    "contact_phone",
    "attendees",
    "layout",
    "note",
    "override_note",
)


@dataclass(frozen=True)
class Conflict:
    """A booking in the way, as people name it."""

    booking: BookingInfo

    def __str__(self) -> str:
        one = self.booking
        said = f"{one.who}, {day_without_year(one.starts_at)}, {hours(one.starts_at, one.ends_at)} ({one.room_names}"
        return f"{said}; z przygotowaniem i sprzątaniem {hours(*one.held)})" if one.held != one.span else f"{said})"


class RoomTaken(Refused):
    """Another booking holds a room at that time. `conflicts` names all that stand in the way, the earliest first."""

    def __init__(self, conflicts: Iterable[BookingInfo]) -> None:
        self.conflicts = tuple(conflicts)
        named = "; ".join(str(Conflict(each)) for each in self.conflicts)
        super().__init__(f"zajęte: {named}" if named else "zajęte: ktoś właśnie to zarezerwował", "starts")


class NoSuchBooking(Refused):
    """There is no booking with that number."""

    def __init__(self) -> None:
        super().__init__("Nie ma takiej rezerwacji.")


def create_booking(session: Session, details: BookingDetails) -> Booking:
    """A new booking in all its rooms, or in none.

    The refusals leave the caller's transaction usable, as it was before.

    Raises:
        RoomTaken: a room is held by another booking at that time.
        Refused: the details can't be a booking (see `rules.check`), or name a room that doesn't exist.
    """
    details, rooms = _checked(session, details)
    wait_for_turn(session)
    booking = Booking(
        starts_at=details.starts_at, ends_at=details.ends_at, uid=f"{uuid.uuid4()}@{UID_DOMAIN}", equipment=[]
    )
    with _taking_rooms(session, details):
        _copy(details, booking)
        session.add(booking)
        session.flush()
        _hold_rooms(session, booking, rooms)
    return booking


def change_booking(session: Session, booking_id: int, details: BookingDetails, version: int) -> Booking:
    """The booking as `details` have it now; also revives a cancelled one. `version` is the one that the form shows.

    Raises:
        Stale: somebody changed the booking since that version.
        RoomTaken, Refused: as for `create_booking`; the booking stays as it was.
        NoSuchBooking: unknown id.
    """
    details, rooms = _checked(session, details)
    booking = turn(session, booking_id, version)
    held = {room.room_id: room for room in session.exec(_rooms_of(booking_id))}
    moved = _invitation_part(booking, held) != _invitation_part(details, details.room_ids)
    if not moved and not _differs(details, booking):
        return booking
    with _taking_rooms(session, details, booking_id):
        _let_rooms_go(session, held, details.room_ids)
        facts.follow(booking, (details.starts_at, details.ends_at))
        if moved:
            reminders.take_back(session, booking_id)
        _copy(details, booking)
        booking.version += 1
        booking.sequence += moved
        session.flush()
        for room in held.values():
            session.expire(room)  # the database carried the booking's times over
        _hold_rooms(session, booking, [room for room in rooms if room.id not in held])
    return booking


def move_booking(
    session: Session, booking_id: int, version: int, room_ids: Iterable[int], starts_at: datetime, ends_at: datetime
) -> Booking:
    """The booking in other rooms or at another time, all else as it was; raises what `change_booking` does."""
    now = details_of(session, booking_id)
    moved = replace(now, room_ids=tuple(room_ids), starts_at=starts_at, ends_at=ends_at)
    return change_booking(session, booking_id, moved, version)


def confirm_booking(session: Session, booking_id: int, version: int) -> Booking:
    """The booking, confirmed; raises what `change_booking` does."""
    return _into_state(session, booking_id, version, BookingState.CONFIRMED)


def cancel_booking(session: Session, booking_id: int, version: int, reason: str = "") -> Booking:
    """The booking, cancelled: kept with all its details and the reason, but in nobody's way. Raises what
    `change_booking` does."""
    booking = _into_state(session, booking_id, version, BookingState.CANCELLED)
    booking.cancel_reason = reason
    session.flush()
    return booking


def details_of(session: Session, booking_id: int) -> BookingDetails:
    """What a booking says now.

    Raises:
        NoSuchBooking: unknown id.
    """
    booking = session.get(Booking, booking_id)
    if booking is None:
        raise NoSuchBooking
    room_ids = tuple(room.room_id for room in session.exec(_rooms_of(booking_id)))
    copied = {name: getattr(booking, name) for name in COPIED}
    return BookingDetails(
        room_ids, booking.starts_at, booking.ends_at, booking.state, equipment=tuple(booking.equipment), **copied
    )


def wait_for_turn(session: Session) -> None:
    """One unit of work at a time changes bookings, until it ends.

    The exclusion constraint alone keeps rooms from being taken twice, but of two that wait for each other PostgreSQL
    kills one; and locks per room would meet in any order when a unit of work makes several bookings. SQLite's write
    lock does the same for the whole database.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def turn(session: Session, booking_id: int, version: int) -> Booking:
    """The booking as it is in the database now, which nobody else changes until the unit of work ends.

    Raises:
        Stale: it is not at `version` any more.
        NoSuchBooking: unknown id.
    """
    wait_for_turn(session)
    session.flush()
    booking = session.get(Booking, booking_id, populate_existing=True)
    if booking is None:
        raise NoSuchBooking
    if booking.version != version:
        raise Stale
    return booking


def _into_state(session: Session, booking_id: int, version: int, state: BookingState) -> Booking:
    return change_booking(session, booking_id, replace(details_of(session, booking_id), state=state), version)


def _checked(session: Session, details: BookingDetails) -> tuple[BookingDetails, list[RoomInfo]]:
    """The details, when they can be a booking, with the rooms that they mean: without those that a joined one holds."""
    rules.check(details)
    known = queries.rooms_by_ids(session, details.room_ids)
    if set(details.room_ids) - {room.id for room in known}:
        raise Refused("Nie ma takiej sali.", "rooms")
    rooms = without_parts(known)
    return replace(details, room_ids=tuple(room.id for room in rooms)), rooms


@contextmanager
def _taking_rooms(session: Session, details: BookingDetails, besides: int | None = None) -> Iterator[None]:
    """A savepoint; the database's refusal undoes what was done in it and becomes `RoomTaken`."""
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        if not _says_taken(error):
            raise
        conflicts = queries.conflicts(session, details.room_ids, details.starts_at, details.ends_at, besides)
        raise RoomTaken(conflicts) from error


def _says_taken(error: IntegrityError) -> bool:
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return bool(diagnosis.constraint_name == "room_taken")
    return str(error.orig) == "room_taken"


def _copy(details: BookingDetails, booking: Booking) -> None:
    for name in COPIED:
        setattr(booking, name, getattr(details, name))
    booking.equipment = list(details.equipment)
    booking.state, booking.holds = details.state, details.state is not BookingState.CANCELLED
    booking.starts_at, booking.ends_at = details.starts_at, details.ends_at
    if booking.holds:
        booking.cancel_reason = ""


def _differs(details: BookingDetails, booking: Booking) -> bool:
    return list(details.equipment) != booking.equipment or any(
        getattr(details, name) != getattr(booking, name) for name in COPIED
    )


def _invitation_part(one: Booking | BookingDetails, room_ids: Iterable[int]) -> tuple[object, ...]:
    """What an invitation tells: a change of it is a new SEQUENCE (RFC 5546, 2.1.4)."""
    return one.starts_at, one.ends_at, one.state, frozenset(room_ids)


def _rooms_of(booking_id: int) -> SelectOfScalar[BookingRoom]:
    """The rooms as chosen; the rows of their parts are the database's own."""
    query = select(BookingRoom).where(BookingRoom.booking_id == booking_id, col(BookingRoom.whole_id).is_(None))
    return query.order_by(col(BookingRoom.room_id))


def _let_rooms_go(session: Session, held: dict[int, BookingRoom], wanted: Iterable[int]) -> None:
    for room_id in set(held) - set(wanted):
        session.delete(held.pop(room_id))
    session.flush()


def _hold_rooms(session: Session, booking: Booking, rooms: Iterable[RoomInfo]) -> None:
    assert booking.id is not None
    for room in sorted(rooms, key=lambda room: room.id):
        session.add(
            BookingRoom(
                booking_id=booking.id,
                room_id=room.id,
                starts_at=booking.starts_at,
                ends_at=booking.ends_at,
                holds=booking.holds,
                setup_minutes=room.setup // MINUTE,
                clearing_minutes=room.clearing // MINUTE,
            )
        )
    session.flush()
