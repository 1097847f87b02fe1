"""What changed on the calendar since a page was drawn, by the audit trail: so that a page swaps just that.

A page knows the number of the newest change that it shows. As bookings change one unit of work at a time, a change with
a smaller number was committed before it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from copapp.audit import AuditEntry
from copapp.bookings import queries
from copapp.bookings.opening import by_days
from copapp.bookings.undo import Effect, effect

MOST = 300
"""Entries of the trail beyond which a page is better drawn whole."""

Cell = tuple[date, int]
"""A local day in a room (its id)."""


def newest_change(session: Session) -> int:
    """The number of the newest change of any booking; 0: there was none. Cheap: asked twice a second."""
    query = select(AuditEntry.id).where(AuditEntry.subject == "booking").order_by(col(AuditEntry.id).desc())
    return session.exec(query.limit(1)).first() or 0


def changes_since(session: Session, number: int) -> list[AuditEntry] | None:
    """What happened to bookings after that change, the oldest first; None: too much to tell."""
    query = select(AuditEntry).where(AuditEntry.subject == "booking", col(AuditEntry.id) > number)
    found = list(session.exec(query.order_by(col(AuditEntry.id)).limit(MOST + 1)))
    return found if len(found) <= MOST else None


def touched(session: Session, entries: Iterable[AuditEntry]) -> set[Cell]:
    """Where the changed bookings are or were."""
    by_booking: dict[int, list[AuditEntry]] = defaultdict(list)
    for entry in entries:
        by_booking[entry.subject_id].append(entry)
    now = queries.bookings_by_ids(session, by_booking)
    effects = {booking_id: effect(by_booking[booking_id]) for booking_id in now}
    left = {room_id for each in effects.values() for room_id in each.rooms_left}
    parts = {room.id: room.ids for room in queries.rooms_by_ids(session, left)}
    cells: set[Cell] = set()
    for booking in now.values():
        was = effects[booking.id]
        early, late = booking.starts_at - booking.held[0], booking.held[1] - booking.ends_at
        rooms = {hold.room_id for hold in booking.holds} | {part for room in was.rooms_left for part in parts[room]}
        for starts, ends in {booking.span, _before(was, *booking.span)}:
            cells |= {(day, room) for day, _ in by_days((starts - early, ends + late)) for room in rooms}
    return cells


def _before(was: Effect, starts: datetime, ends: datetime) -> tuple[datetime, datetime]:
    kept: Sequence[str | None] = [was.before.get(name) for name in ("starts_at", "ends_at")]
    first, last = (
        datetime.fromisoformat(text) if text else now for text, now in zip(kept, (starts, ends), strict=True)
    )
    return first, last
