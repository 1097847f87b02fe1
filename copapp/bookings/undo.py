"""Taking back what one unit of work did to bookings: all of it or nothing, as a change with its own author.

The audit trail is the whole memory. A booking can be taken back as long as it stands as that unit of work left it: what
others did since must have been taken back before, so that a chain of changes unwinds one by one, and an undo likewise.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from copapp import audit
from copapp.audit import AuditEntry
from copapp.bookings import actions, queries
from copapp.bookings.models import Booking, BookingState, Series
from copapp.bookings.rules import BookingDetails
from copapp.correspondence.models import Letter
from copapp.correspondence.queries import letter_inviting
from copapp.polish import day_short, hours, moment
from copapp.problems import Stale

FOLLOWING = frozenset({"holds", "sequence"})
"""Columns that follow from the others or only count."""
DETAILS = frozenset(each.name for each in fields(BookingDetails))


class CannotUndo(Stale):
    """There is nothing to take back, or somebody has changed it since."""


@dataclass
class Effect:
    """What entries of the trail, taken together, did to one booking: its columns before and after, and its rooms. What
    came and went again is not there."""

    is_new: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    rooms_left: set[int] = field(default_factory=set)
    rooms_taken: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.is_new or self.before or self.after or self.rooms_left or self.rooms_taken)


def effect(entries: Iterable[AuditEntry]) -> Effect:
    """What the entries of one booking, the oldest first, come to."""
    found = Effect()
    for entry in entries:
        if entry.entity in ("booking", "series"):
            found.is_new = found.is_new or entry.action == "created"
            for name, value in entry.before.items():
                found.before.setdefault(name, value)
            found.after.update(entry.after)
        elif entry.entity == "booking_room" and entry.action != "changed":
            room_id = (entry.before or entry.after)["room_id"]
            gone, come = found.rooms_left, found.rooms_taken
            here, there = (gone, come) if entry.action == "created" else (come, gone)
            (here.remove if room_id in here else there.add)(room_id)
    same = {name for name in found.after if name in FOLLOWING or found.before.get(name) == found.after[name]}
    found.before = {name: value for name, value in found.before.items() if name not in same}
    found.after = {name: value for name, value in found.after.items() if name not in same}
    return found


def undo(session: Session, unit: str) -> list[Booking]:
    """Put every booking that the unit of work changed back as it was before; those that it made are cancelled.

    Raises:
        CannotUndo: nothing to take back, a booking was changed since, or more than the calendar belongs to it.
        RoomTaken: another booking holds a room by now; it is named.
    """
    entries = audit.of_unit(session, unit)
    if any(entry.subject == "ticket" for entry in entries):
        raise CannotUndo("To część odpowiedzi na zgłoszenie. Cofnij odpowiedź na stronie tego zgłoszenia.")
    if not any(entry.subject == "booking" for entry in entries):
        raise CannotUndo("Nie ma czego cofać.")
    return take_back(session, unit)


def take_back(session: Session, unit: str) -> list[Booking]:
    """`undo` of the bookings alone, if there are any, for whoever puts all else back; raises the same."""
    actions.wait_for_turn(session)
    changed = _by_booking(audit.of_unit(session, unit))
    done = []
    for booking_id, entries in sorted(changed.items(), key=lambda each: -(each[1][-1].id or 0)):
        since = _after(entries, audit.history(session, "booking", booking_id))
        if effect(since):
            by = f"{since[-1].author}, {moment(since[-1].at)}"
            raise CannotUndo(f"{_name(session, booking_id)}: ktoś zmienił tę rezerwację później ({by}).")
        done.append(_put_back(session, booking_id, effect(entries)))
    _put_series_back(session, unit, changed)
    return done


def _put_series_back(session: Session, unit: str, booking_ids: Iterable[int]) -> None:
    """The rules of series as they were before the unit of work; one that it made gets no more bookings."""
    for series_id, entries in _by_subject(audit.of_unit(session, unit), "series").items():
        done = effect(entries)
        if not done:
            continue
        series = session.get_one(Series, series_id, populate_existing=True)
        since = _after(entries, audit.history(session, "series", series_id))
        if effect(since) or _was_extended(session, series_id, entries[-1].at, booking_ids):
            by = f" ({since[-1].author}, {moment(since[-1].at)})" if effect(since) else ""
            raise CannotUndo(f"Cykl zmienił się od tego czasu{by}. Zmień go przez jedną z jego rezerwacji.")
        if done.is_new:
            series.active = False
        kept = Series.model_validate(series.model_dump() | done.before)
        for name in done.before:
            setattr(series, name, getattr(kept, name))
        series.version += 1
    session.flush()


def _was_extended(session: Session, series_id: int, since: datetime, booking_ids: Iterable[int]) -> bool:
    """Whether other bookings were added to a series after an aware instant."""
    query = select(Booking.id).where(Booking.series_id == series_id, col(Booking.created_at) > since)
    return session.exec(query.where(col(Booking.id).not_in(list(booking_ids))).limit(1)).first() is not None


def undoable(session: Session, units: Iterable[str]) -> dict[str, int]:
    """Those of the units of work, done by people, that `undo` takes back, each with its number of bookings. A room that
    is taken by now shows only when it is tried. Two queries, however many units."""
    query = select(AuditEntry).where(col(AuditEntry.unit).in_(set(units)), col(AuditEntry.staff_id).is_not(None))
    by_unit: dict[str, list[AuditEntry]] = defaultdict(list)
    for entry in session.exec(query.order_by(col(AuditEntry.id))):
        by_unit[entry.unit].append(entry)
    alone = {
        unit: entries for unit, entries in by_unit.items() if not any(each.subject == "ticket" for each in entries)
    }
    done = {unit: _by_booking(entries) for unit, entries in alone.items()}
    first = min((entries[0].id or 0 for entries in alone.values()), default=0)
    later = select(AuditEntry).where(
        AuditEntry.subject == "booking",
        col(AuditEntry.subject_id).in_({booking_id for of_unit in done.values() for booking_id in of_unit}),
        col(AuditEntry.id) > first,
    )
    since = _by_booking(session.exec(later.order_by(col(AuditEntry.id))))
    return {
        unit: len(of_unit)
        for unit, of_unit in done.items()
        if any(map(effect, of_unit.values()))
        and not any(effect(_after(entries, since.get(booking_id, ()))) for booking_id, entries in of_unit.items())
    }


def _by_booking(entries: Iterable[AuditEntry]) -> dict[int, list[AuditEntry]]:
    return _by_subject(entries, "booking")


def _by_subject(entries: Iterable[AuditEntry], subject: str) -> dict[int, list[AuditEntry]]:
    found: dict[int, list[AuditEntry]] = defaultdict(list)
    for entry in entries:
        if entry.subject == subject:
            found[entry.subject_id].append(entry)
    return found


def _after(entries: Sequence[AuditEntry], others: Iterable[AuditEntry]) -> list[AuditEntry]:
    """What happened to a booking after these entries of its own."""
    return [each for each in others if (each.id or 0) > (entries[-1].id or 0)]


def letters_told(session: Session, unit: str) -> list[Letter]:
    """The newest letter of each booking that told somebody of it after the unit of work."""
    entries = audit.of_unit(session, unit)
    touched = queries.bookings_by_ids(session, {each.subject_id for each in entries if each.subject == "booking"})
    since = min(entry.at for entry in entries)
    return [letter for booking in touched.values() if (letter := letter_inviting(session, booking.uid, since))]


def _put_back(session: Session, booking_id: int, done: Effect) -> Booking:
    """The booking as it was before the effect; what made it is taken back by cancelling it."""
    booking, details = session.get_one(Booking, booking_id), actions.details_of(session, booking_id)
    version = booking.version
    if done.is_new:
        return actions.change_booking(session, booking_id, replace(details, state=BookingState.CANCELLED), version)
    before = _values(booking, done.before)
    details = replace(details, **{name: before[name] for name in before.keys() & DETAILS})
    rooms = (set(details.room_ids) - done.rooms_taken) | done.rooms_left
    booking = actions.change_booking(session, booking_id, replace(details, room_ids=tuple(sorted(rooms))), version)
    for name in before.keys() - DETAILS:
        setattr(booking, name, before[name])
    booking.version = max(booking.version, version + 1)
    session.flush()
    return booking


def _values(booking: Booking, kept: Mapping[str, Any]) -> dict[str, Any]:
    """The trail's values as the columns have them: instants, states, tuples for lists."""
    read = Booking.model_validate(booking.model_dump() | dict(kept))
    values = {name: getattr(read, name) for name in kept}
    return {
        name: tuple(value) if name in DETAILS and isinstance(value, list) else value for name, value in values.items()
    }


def _name(session: Session, booking_id: int) -> str:
    booking = queries.booking(session, booking_id)
    assert booking is not None
    return f"{booking.who}, {day_short(booking.starts_at)}, {hours(*booking.span)}"
