"""What pages read of rooms and bookings; the number of queries never grows with the number of bookings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, inspect, or_, true
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from copapp import clock
from copapp.bookings.models import Booking, BookingRoom, CancelReason, Closure, OpeningHours, Room, RoomHours, RoomPart
from copapp.bookings.opening import DaysOff, Hours, Opening
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import LONGEST, Span, overlaps
from copapp.bookings.schedule import BookingInfo, DaySchedule, Hold, lay_out
from copapp.organisations.models import Organisation

Wanted = tuple[Iterable[int], datetime, datetime]
"""Rooms (their ids) wanted between two aware instants."""
WIDEST_GAPS = timedelta(days=2)
"""More than the clearing of one booking and the set-up of the next together."""
_UNREAD = frozenset({"holds", "created_at"})
_COLUMNS = (
    *(column for column in inspect(Booking).columns if column.name not in _UNREAD),
    *(inspect(BookingRoom).columns[name] for name in ("room_id", "whole_id", "setup_minutes", "clearing_minutes")),
    inspect(Organisation).columns["name"].label("organisation"),
)
"""Of a row for each room that a booking holds."""


def rooms(session: Session) -> list[RoomInfo]:
    """The rooms that can be booked, joined ones too, in the order of the calendar."""
    return _rooms(session, col(Room.active))


def rooms_by_ids(session: Session, ids: Iterable[int]) -> list[RoomInfo]:
    """Rooms in use or out of it; unknown ids are left out."""
    return _rooms(session, col(Room.id).in_(list(ids)))


def _rooms(session: Session, condition: object) -> list[RoomInfo]:
    query = (
        select_columns(*inspect(Room).columns, col(RoomPart.part_id))
        .join(RoomPart, col(RoomPart.whole_id) == Room.id, isouter=True)
        .where(condition)  # type: ignore[arg-type]  # SQLAlchemy's clause, which SQLModel's stub names bool
        .order_by(col(Room.position), col(Room.id), col(RoomPart.part_id))
    )
    session.flush()  # which the session does before a query of objects only
    found: dict[int, tuple[Row[Any], list[int]]] = {}
    for row in session.execute(query):
        found.setdefault(row.id, (row, []))[1].extend([row.part_id] if row.part_id else [])
    return [_room_info(*each) for each in found.values()]


def days_off_to_come(session: Session) -> dict[int, DaysOff]:
    """The Centre's and its rooms' days off that are not over, by id, the earliest first."""
    query = select(Closure).where(Closure.last_day >= clock.today()).order_by(col(Closure.first_day), col(Closure.id))
    return {row.id: _days_off(row) for row in session.exec(query) if row.id is not None}


def cancel_reasons(session: Session) -> list[str]:
    """The reasons for cancelling that staff may choose, in their order."""
    query = select(CancelReason.text).where(col(CancelReason.active)).order_by(col(CancelReason.position))
    return list(session.exec(query))


def _days_off(row: Closure) -> DaysOff:
    return DaysOff(row.first_day, row.last_day, row.reason, row.room_id)


def opening(session: Session) -> Opening:
    """When the Centre and its rooms are open."""
    weekly = {row.weekday: (row.opens, row.closes) for row in session.exec(select(OpeningHours))}
    by_room: dict[int, dict[int, Hours]] = defaultdict(dict)
    for row in session.exec(select(RoomHours)):
        by_room[row.room_id][row.weekday] = row.opens, row.closes
    off = session.exec(select(Closure).order_by(col(Closure.first_day), col(Closure.id)))
    return Opening(weekly, by_room, tuple(map(_days_off, off)))


def booking(session: Session, booking_id: int) -> BookingInfo | None:
    """One booking, cancelled or not; None: there is no such."""
    found = _bookings(session, col(Booking.id) == booking_id)
    return found[0] if found else None


def bookings_by_ids(session: Session, ids: Iterable[int]) -> dict[int, BookingInfo]:
    """Several bookings, cancelled or not, by id; unknown ids are left out."""
    return {found.id: found for found in _bookings(session, col(Booking.id).in_(list(ids)))}


def bookings_of_series(session: Session, series_id: int) -> list[BookingInfo]:
    """All bookings of a series, cancelled ones too, the earliest first."""
    return _bookings(session, col(Booking.series_id) == series_id)


def coming_of(session: Session, organisation_id: int | None, email: str) -> list[BookingInfo]:
    """What an organisation, or whoever writes from that address, has booked and that has not ended yet."""
    mine = []
    if organisation_id is not None:
        mine.append(col(Booking.organisation_id) == organisation_id)
    if email:
        mine.append(func.lower(Booking.contact_email) == email.lower())
    if not mine:
        return []
    return _bookings(session, col(Booking.holds), col(Booking.ends_at) > clock.now(), or_(*mine))


def day_schedule(session: Session, day: date) -> DaySchedule:
    """One local day in all rooms."""
    known, hours, span = rooms(session), opening(session), clock.day_bounds(day)
    shown = [room for room in known if not room.parts]
    found = _bookings(session, col(Booking.holds), _holding_within(*span), known=known)
    return lay_out(day, hours, shown, by_room(found, span), clock.now())


def conflicts(
    session: Session, room_ids: Iterable[int], starts_at: datetime, ends_at: datetime, besides: int | None = None
) -> list[BookingInfo]:
    """The bookings that hold any of the rooms within [starts_at, ends_at), the earliest first, without `besides`."""
    return busy(session, [(room_ids, starts_at, ends_at)], besides)[0]


def holding(session: Session, span: Span, known: Iterable[RoomInfo] = ()) -> list[BookingInfo]:
    """All bookings that hold any room within a span, set-up and clearing included; one query where the rooms that they
    hold are `known`."""
    found = _bookings(session, col(Booking.holds), _holding_within(*span), known=known)
    return [each for each in found if overlaps(each.held, span)]


def holds(session: Session, span: Span) -> list[Hold]:
    """When rooms are kept within a span, set-up and clearing included, without by whom; one query."""
    columns = inspect(BookingRoom).columns
    names = ("room_id", "starts_at", "ends_at", "setup_minutes", "clearing_minutes")
    query = select_columns(*(columns[name] for name in names)).where(
        col(BookingRoom.holds), _within(BookingRoom, span[0] - WIDEST_GAPS, span[1] + WIDEST_GAPS)
    )
    return [_hold(row) for row in session.execute(query)]


def cancelled(session: Session, span: Span, known: Iterable[RoomInfo] = ()) -> list[BookingInfo]:
    """All bookings that were cancelled and would lie within a span; queries as for `holding`."""
    return _bookings(session, col(Booking.holds).is_(False), _within(Booking, *span), known=known)


def busy(session: Session, wanted: Sequence[Wanted], besides: int | None = None) -> list[list[BookingInfo]]:
    """For each wanted time the bookings in its way, the earliest first; two queries for all."""
    asked = [(frozenset(room_ids), (starts, ends)) for room_ids, starts, ends in wanted]
    known = {room.id: room for room in _rooms(session, true())}
    wishes = [([known[room_id] for room_id in ids if room_id in known], span) for ids, span in asked]
    clauses = [
        and_(
            col(BookingRoom.room_id).in_({room_id for room in rooms for room_id in room.ids}),
            _within(BookingRoom, span[0] - WIDEST_GAPS, span[1] + WIDEST_GAPS),
        )
        for rooms, span in wishes
        if rooms
    ]
    if not clauses:
        return [[] for _ in asked]
    holding = select(BookingRoom.booking_id).where(col(BookingRoom.holds), or_(*clauses))
    found = _bookings(
        session, col(Booking.id).in_(holding), col(Booking.id) != besides if besides else True, known=known.values()
    )
    return [[each for each in found if any(each.is_in_the_way(room, span) for room in rooms)] for rooms, span in wishes]


def _within(table: type[Booking] | type[BookingRoom], starts: datetime, ends: datetime) -> ColumnElement[bool]:
    """Rows that share an instant with [starts, ends). As none lasts longer than `LONGEST`, the index on the start
    finds them without a look at all that is past."""
    begins = col(table.starts_at)
    return and_(starts - LONGEST < begins, begins < ends, starts < col(table.ends_at))


def _holding_within(starts: datetime, ends: datetime) -> ColumnElement[bool]:
    """Bookings that may hold a room within [starts, ends): those that lie there, and near ones that have gaps."""
    gaps = select(BookingRoom.id).where(
        BookingRoom.booking_id == Booking.id,
        or_(col(BookingRoom.setup_minutes) > 0, col(BookingRoom.clearing_minutes) > 0),
    )
    near = _within(Booking, starts - WIDEST_GAPS, ends + WIDEST_GAPS)
    return and_(near, or_(_within(Booking, starts, ends), gaps.correlate(Booking).exists()))


def by_room(found: Iterable[BookingInfo], span: Span) -> dict[int, list[BookingInfo]]:
    """Bookings by each room (id) that they hold within a span."""
    held = defaultdict(list)
    starts, ends = span
    for each in found:
        for hold in each.holds:
            if hold.starts_at < ends and starts < hold.ends_at:
                held[hold.room_id].append(each)
    return held


def _bookings(session: Session, *conditions: object, known: Iterable[RoomInfo] = ()) -> list[BookingInfo]:
    """One query of a row for each room that each booking holds, gathered by booking, the earliest first, and one of
    those of the rooms that are not `known`.

    Columns, not objects of the session: a week of bookings is made several times as fast.
    """
    query = (
        select_columns(*_COLUMNS)
        .join(BookingRoom, col(BookingRoom.booking_id) == Booking.id)
        .join(Organisation, col(Organisation.id) == Booking.organisation_id, isouter=True)
        .where(*conditions)  # type: ignore[arg-type]  # SQLAlchemy's clauses, which SQLModel's stub names bool
        .order_by(col(Booking.starts_at), col(Booking.id))
    )
    gathered: dict[int, list[Row[Any]]] = defaultdict(list)
    session.flush()  # which the session does before a query of objects only
    for row in session.execute(query):
        gathered[row.id].append(row)
    by_id = {room.id: room for room in known}
    missing = {row.room_id for rows in gathered.values() for row in rows} - by_id.keys()
    if missing:
        by_id.update((room.id, room) for room in rooms_by_ids(session, missing))
    return [_booking_info(rows, by_id) for rows in gathered.values()]


def _room_info(room: Row[Any], parts: Iterable[int] = ()) -> RoomInfo:
    return RoomInfo(
        room.id,
        room.key,
        room.name,
        room.capacity,
        room.position,
        timedelta(minutes=room.setup_minutes),
        timedelta(minutes=room.clearing_minutes),
        tuple(parts),
        room.layouts,
    )


def _hold(row: Row[Any]) -> Hold:
    if not row.setup_minutes and not row.clearing_minutes:
        return Hold(row.room_id, row.starts_at, row.ends_at)
    setup, clearing = timedelta(minutes=row.setup_minutes), timedelta(minutes=row.clearing_minutes)
    return Hold(row.room_id, row.starts_at - setup, row.ends_at + clearing)


def _booking_info(rows: Sequence[Row[Any]], known: Mapping[int, RoomInfo]) -> BookingInfo:
    """Of the rows of one booking, one for each room that it holds."""
    row = rows[0]
    in_order = sorted(rows, key=lambda each: (known[each.room_id].position, each.room_id)) if len(rows) > 1 else rows
    return BookingInfo(
        id=row.id,
        version=row.version,
        state=row.state,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        rooms=tuple(_as_held(known[each.room_id], rows) for each in in_order if each.whole_id is None),
        purpose=row.purpose,
        organisation_id=row.organisation_id,
        organisation=row.organisation or "",
        contact_name=row.contact_name,
        contact_email=row.contact_email,
        contact_phone=row.contact_phone,
        attendees=row.attendees,
        equipment=tuple(row.equipment),
        layout=row.layout,
        note=row.note,
        override_note=row.override_note,
        uid=row.uid,
        sequence=row.sequence,
        series_id=row.series_id,
        series_day=row.series_day,
        cancel_reason=row.cancel_reason,
        holds=tuple(map(_hold, in_order)),
    )


def _as_held(room: RoomInfo, rows: Sequence[Row[Any]]) -> RoomInfo:
    """A room with the parts that the booking holds with it, which may be others than it would hold now."""
    if len(rows) == 1 and not room.parts:
        return room
    parts = tuple(sorted(each.room_id for each in rows if each.whole_id == room.id))
    return room if parts == room.parts else replace(room, parts=parts)
