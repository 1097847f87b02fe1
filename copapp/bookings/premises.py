"""What administrators change of the premises: rooms, opening hours, days off, reasons. Each function flushes, none
commits."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from copapp import clock
from copapp.bookings import queries
from copapp.bookings.models import BookingRoom, CancelReason, Closure, OpeningHours, Room, RoomHours, RoomPart
from copapp.bookings.opening import DaysOff, Hours, WeeklyHours
from copapp.bookings.premises_forms import RoomDetails
from copapp.bookings.rules import overlaps
from copapp.polish import day_without_year, hours
from copapp.problems import Refused

Row = TypeVar("Row", OpeningHours, RoomHours)
_NO_LETTER = re.compile(r"[^a-z0-9]+")


class NoSuchRoom(Refused):
    """There is no room with that number."""

    def __init__(self) -> None:
        super().__init__("Nie ma takiej sali.")


def save_room(session: Session, room_id: int | None, details: RoomDetails) -> Room:
    """A new room, or a known one as its form says. Bookings made before keep the gaps that they were made with; those
    to come hold the parts that the room has from now on.

    Raises:
        NoSuchRoom: unknown id.
        Refused: another room has that name, the parts can't be joined, or a part is held by another booking.
    """
    room = (
        session.get(Room, room_id)
        if room_id is not None
        else Room(key="", name="", capacity=0, position=_last(session))
    )
    if room is None:
        raise NoSuchRoom
    names = {other.name.casefold(): other.id for other in session.exec(select(Room))}
    if names.get(details.name.casefold(), room.id) != room.id:
        raise Refused("Jest już sala o tej nazwie.", "name")
    room.key = room.key or _free_key(session, details.name)
    room.name, room.capacity, room.active = details.name, details.capacity, details.active
    room.setup_minutes, room.clearing_minutes = details.setup_minutes, details.clearing_minutes
    room.aliases, room.layouts = list(details.aliases), dict(details.layouts)
    session.add(room)
    session.flush()
    assert room.id is not None
    _save_parts(session, room.id, details.parts)
    _save_hours(session, RoomHours, details.hours, room_id=room.id)
    session.flush()
    return room


def save_hours(session: Session, weekly: WeeklyHours) -> None:
    """The Centre's opening hours."""
    _save_hours(session, OpeningHours, weekly)
    session.flush()


def add_days_off(session: Session, off: DaysOff) -> Closure:
    """Days on which the Centre, or a room, is closed. What is booked on them stays booked."""
    closure = Closure(first_day=off.first, last_day=off.last, room_id=off.room_id, reason=off.reason)
    session.add(closure)
    session.flush()
    return closure


def remove_days_off(session: Session, closure_id: int) -> None:
    """Open again on those days; removing what is gone already does nothing."""
    closure = session.get(Closure, closure_id)
    if closure is not None:
        session.delete(closure)
        session.flush()


def save_reasons(session: Session, texts: Sequence[str]) -> None:
    """The reasons for cancelling that staff may choose, in this order; others stay only where they were given."""
    known = {reason.text: reason for reason in session.exec(select(CancelReason))}
    for reason in known.values():
        reason.active = reason.text in texts
    for position, text in enumerate(texts):
        reason = known.get(text) or CancelReason(text=text)
        reason.position = position
        session.add(reason)
    session.flush()


def _last(session: Session) -> int:
    return max((room.position for room in session.exec(select(Room))), default=-1) + 1


def _free_key(session: Session, name: str) -> str:
    """A key of ASCII letters that no room has."""
    plain = name.lower().translate(str.maketrans("ąćęłńóśźż", "acelnoszz"))
    base = _NO_LETTER.sub("_", plain).strip("_")[:30] or "room"
    taken = set(session.exec(select(Room.key)))
    return next(key for key in (base, *(f"{base}_{number}" for number in range(2, len(taken) + 3))) if key not in taken)


def _save_parts(session: Session, room_id: int, parts: Iterable[int]) -> None:
    rows = list(session.exec(select(RoomPart)))
    mine, wanted = {row.part_id for row in rows if row.whole_id == room_id}, set(parts)
    if mine == wanted:
        return
    wholes = {row.whole_id for row in rows}
    known = set(session.exec(select(Room.id).where(col(Room.id).in_(wanted))))
    if wanted - known or room_id in wanted:
        raise Refused("Wybierz inne sale, z których ta się składa.", "parts")
    if wanted & wholes or (wanted and any(row.part_id == room_id for row in rows)):
        raise Refused("Sala połączona z innych nie może być częścią kolejnej.", "parts")
    session.exec(delete(RoomPart).where(col(RoomPart.whole_id) == room_id))
    session.add_all(RoomPart(whole_id=room_id, part_id=part) for part in sorted(wanted))
    session.flush()
    _hold_anew(session, room_id)


def _hold_anew(session: Session, room_id: int) -> None:
    """Have the bookings of a room that end in the future hold its parts as they are now."""
    query = select(BookingRoom).where(BookingRoom.room_id == room_id, col(BookingRoom.whole_id).is_(None))
    for row in session.exec(query.where(BookingRoom.ends_at > clock.now())).all():
        kept = {name: getattr(row, name) for name in BookingRoom.model_fields if name not in ("id", "whole_id")}
        session.delete(row)
        session.flush()
        try:
            with session.begin_nested():
                session.add(BookingRoom(**kept))
        except IntegrityError as error:
            when = f"{day_without_year(kept['starts_at'])}, {hours(kept['starts_at'], kept['ends_at'])}"
            raise Refused(f"Tych sal nie da się połączyć: {when} jedna z nich jest zajęta.", "parts") from error


def _save_hours(session: Session, table: type[Row], weekly: Mapping[int, Hours], **of: int) -> None:
    """Rows changed, added and deleted one by one, so that the audit trail says what changed."""
    rows = {row.weekday: row for row in session.exec(select(table).filter_by(**of))}
    for weekday, row in rows.items():
        if weekday not in weekly:
            session.delete(row)
    for weekday, (opens, closes) in weekly.items():
        row = rows.get(weekday) or table(weekday=weekday, opens=opens, closes=closes, **of)
        row.opens, row.closes = opens, closes
        session.add(row)


def booked_on(session: Session, days_off: Sequence[DaysOff]) -> list[list[str]]:
    """What is booked on each of the days off, as people name it; one query for all."""
    if not days_off:
        return []
    spans = [(clock.day_bounds(off.first)[0], clock.day_bounds(off.last)[1]) for off in days_off]
    found = queries.holding(session, (min(span[0] for span in spans), max(span[1] for span in spans)))
    return [
        [
            f"{each.who}, {day_without_year(each.starts_at)}, {hours(*each.span)} ({each.room_names})"
            for each in found
            if any(off.room_id in (None, hold.room_id) and overlaps(hold.span, span) for hold in each.holds)
        ]
        for off, span in zip(days_off, spans, strict=True)
    ]
