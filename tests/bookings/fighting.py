"""Processes that fight for the same rooms, each with a connection of its own, and what each says of how it went."""

import multiprocessing
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from copapp.audit import AuditEntry, Author, unit_of
from copapp.bookings import actions, queries, series
from copapp.bookings.actions import RoomTaken
from copapp.bookings.models import Booking
from copapp.bookings.recurrence import Recurrence
from copapp.bookings.rules import BookingDetails
from copapp.bookings.series_pattern import details_in
from copapp.bookings.series_plan import Scope, plan_edit, plan_new
from copapp.bookings.undo import undo
from copapp.db import Database
from copapp.problems import Refused
from tests.bookings.conftest import BOTH, local

EVENING = (local("2027-01-19T17:00"), local("2027-01-19T19:00"))
"""A Tuesday to come."""
WEEKS = 3
KINDS = ("create", "create", "move", "move", "stretch", "cancel", "undo", "undo", "series", "series edit", "series end")

Place = tuple[datetime, datetime, frozenset[int], str]
"""From when to when, in which rooms (as chosen), and the state."""


@dataclass(frozen=True)
class Said:
    """What one unit of work came to: `what` is "done" or the name of the refusal, `words` are the refusal's. `left` is
    each booking that it changed, by id, with its version and place at the commit."""

    what: str
    words: str = ""
    unit: str = ""
    left: tuple[tuple[int, int, Place], ...] = ()


@dataclass(frozen=True)
class Bout:
    """How many fight, and how long: so many units of work each at least, and until the seconds are over."""

    fighters: int = 8
    rounds: int = 25
    seconds: float = 0.0


def fight(work: Callable[..., list[Said]], url: str, bout: Bout) -> list[list[Said]]:
    """Run `work(url, number, barrier, bout)` in each fighter's own process and gather what each says."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with context.Manager() as manager, context.Pool(bout.fighters) as pool:
        barrier = manager.Barrier(bout.fighters)
        waiting = [pool.apply_async(work, (url, number, barrier, bout)) for number in range(bout.fighters)]
        return [each.get(timeout=120 + 3 * bout.seconds) for each in waiting]


def ask_for_one_slot(url: str, number: int, barrier: Any, bout: Bout) -> list[Said]:
    """In each round ask for the same hours, each fighter for other rooms beside the one that all want."""
    database, said = Database(url), []
    for day in range(bout.rounds):
        rooms = (1, 2 + number % 3) if number % 2 else (2 + number % 3, 1)
        starts, ends = (instant + timedelta(days=day) for instant in EVENING)
        barrier.wait()
        wanted = [BookingDetails(rooms, starts, ends, contact_name=_name(number))]
        said.append(_carried_out(database, number, partial(_create_all, wanted)))
    database.dispose()
    return said


def at_random(url: str, number: int, barrier: Any, bout: Bout) -> list[Said]:
    """Random creates, moves, stretches, cancellations, undos and edits of series, a few of them in one unit of work."""
    database, said, chance = Database(url), [], random.Random(number)
    barrier.wait()
    until = time.monotonic() + bout.seconds
    while len(said) < bout.rounds or time.monotonic() < until:
        kinds = [chance.choice(KINDS) for _ in range(chance.choice((1, 1, 2)))]
        said.append(_carried_out(database, number, partial(_all, chance, kinds)))
    database.dispose()
    return said


def in_own_order(url: str, number: int, barrier: Any, bout: Bout) -> list[Said]:
    """Four bookings in one unit of work, in an order that differs between fighters; nobody is in another's way."""
    database, said = Database(url), []
    for day in range(bout.rounds):
        starts = EVENING[0] + timedelta(days=day, hours=2 * number)
        span = (starts, starts + timedelta(hours=2))
        rooms = (1, 2, 3, 4) if number % 2 else (4, 3, 2, 1)
        barrier.wait()
        wanted = [BookingDetails((room,), *span) for room in rooms]
        said.append(_carried_out(database, number, partial(_create_all, wanted)))
    database.dispose()
    return said


def _carried_out(database: Database, number: int, work: Callable[[Session], object]) -> Said:
    try:
        with database.unit_of_work(Author(_name(number))) as session:
            work(session)
            unit, left = unit_of(session), tuple(_left(session))
        return Said("done", unit=unit, left=left)
    except RoomTaken as taken:
        return Said("RoomTaken", taken.message if taken.conflicts else "")
    except OperationalError as error:
        if str(error.orig) != "database is locked":
            raise
        return Said("Busy", "database is locked")  # SQLite serves nobody in turn: of 32 one may wait all its patience
    except Refused as refused:
        return Said(type(refused).__name__, refused.message)


def _name(number: int) -> str:
    return f"Zawodnik {number}"


def _left(session: Session) -> Iterable[tuple[int, int, Place]]:
    session.flush()
    of_unit = select(AuditEntry.subject_id).where(AuditEntry.unit == unit_of(session), AuditEntry.subject == "booking")
    for booking in queries.bookings_by_ids(session, set(session.exec(of_unit))).values():
        rooms = frozenset(room.id for room in booking.rooms)
        yield booking.id, booking.version, (booking.starts_at, booking.ends_at, rooms, booking.state.value)


def _create_all(wanted: Iterable[BookingDetails], session: Session) -> None:
    for details in wanted:
        actions.create_booking(session, details)


def _all(chance: random.Random, kinds: Iterable[str], session: Session) -> None:
    for kind in kinds:
        _one(session, chance, kind)


def _one(session: Session, chance: random.Random, kind: str) -> None:
    rooms = tuple(chance.sample((1, 2, 3, 4, BOTH), chance.choice((1, 1, 2, 3))))
    starts, ends = _some_time(chance)
    known = session.exec(select(Booking.id, Booking.version).order_by(col(Booking.id))).all()
    if kind == "create" or not known:
        actions.create_booking(session, BookingDetails(rooms, starts, ends))
    elif kind == "move":
        actions.move_booking(session, *chance.choice(known), rooms, starts, ends)
    elif kind == "stretch":
        _stretch(session, chance, *chance.choice(known))
    elif kind == "cancel":
        actions.cancel_booking(session, *chance.choice(known))
    elif kind == "undo":
        others = select(AuditEntry.unit).where(AuditEntry.subject == "booking", AuditEntry.unit != unit_of(session))
        undo(session, chance.choice(sorted(session.exec(others.distinct())) or ["none"]))
    else:
        _of_series(session, chance, kind, BookingDetails(rooms, starts, ends))


def _stretch(session: Session, chance: random.Random, booking_id: int, version: int) -> None:
    now = actions.details_of(session, booking_id)
    by = timedelta(minutes=15 * chance.choice((-2, -1, 1, 2, 4)))
    ends = max(now.ends_at + by, now.starts_at + timedelta(minutes=15))
    actions.move_booking(session, booking_id, version, now.room_ids, now.starts_at, ends)


def _of_series(session: Session, chance: random.Random, kind: str, details: BookingDetails) -> None:
    members = session.exec(select(Booking.id).where(col(Booking.series_id).is_not(None), col(Booking.holds))).all()
    if kind == "series" or not members:
        weekly = Recurrence(f"FREQ=WEEKLY;BYDAY=TU;COUNT={WEEKS}")
        starts, ends = (instant.replace(day=EVENING[0].day) for instant in (details.starts_at, details.ends_at))
        series.save(session, plan_new(session, replace(details, starts_at=starts, ends_at=ends), weekly, {}))
        return
    anchor, scope = queries.booking(session, chance.choice(members)), chance.choice(list(Scope)[1:])
    assert anchor is not None
    if kind == "series end":
        series.cancel(session, anchor, anchor.version, scope)
        return
    by = timedelta(minutes=15 * chance.randrange(-4, 5))
    moved = replace(details_in(anchor), starts_at=anchor.starts_at + by, ends_at=anchor.ends_at + by)
    series.save(session, plan_edit(session, anchor, scope, moved, None, {}))


def _some_time(chance: random.Random) -> tuple[datetime, datetime]:
    """Within one evening of one of three Tuesdays."""
    starts = EVENING[0] + timedelta(weeks=chance.randrange(WEEKS), minutes=15 * chance.randrange(-24, 8))
    return starts, starts + timedelta(minutes=15 * chance.randrange(1, 9))
