"""The last changes of all bookings, for who looks for one to take back: also of what no calendar shows any more."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlmodel import Session, col, select

from copapp.audit import AuditEntry
from copapp.bookings import history, queries
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.undo import undoable

ENTRIES = 200
"""Of the trail that are looked through."""
MOST = 15


@dataclass(frozen=True)
class Recent:
    """What somebody did to bookings in one go; `undoable` of them would be taken back (0: none can be)."""

    unit: str
    at: datetime
    author: str
    title: str
    bookings: tuple[BookingInfo, ...]
    undoable: int


def recent(session: Session) -> list[Recent]:
    """The last changes, the newest first; the number of queries is always the same."""
    query = select(AuditEntry).where(AuditEntry.subject == "booking").order_by(col(AuditEntry.id).desc()).limit(ENTRIES)
    entries = list(session.exec(query))[::-1]
    units = [list(of_unit) for _, of_unit in groupby(entries, key=lambda entry: entry.unit)][-MOST:]
    known = queries.bookings_by_ids(session, {entry.subject_id for unit in units for entry in unit})
    takes_back = undoable(session, {unit[0].unit for unit in units})
    found = []
    for unit in reversed(units):
        ids = dict.fromkeys(entry.subject_id for entry in unit)
        step = history.tell([entry for entry in unit if entry.subject_id == unit[0].subject_id], {}, {})[0]
        touched = tuple(known[booking_id] for booking_id in ids)
        found.append(Recent(step.unit, step.at, step.author, step.title, touched, takes_back.get(step.unit, 0)))
    return found
