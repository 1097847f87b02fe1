"""Eight processes fight for the same rooms, on both databases: one wins each time, the others learn who and when."""

import multiprocessing
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import select

from copapp.audit import SYSTEM, AuditEntry, Author, unit_of
from copapp.bookings import actions, queries
from copapp.bookings.actions import RoomTaken
from copapp.bookings.models import Booking, BookingRoom
from copapp.bookings.rules import BookingDetails, overlaps
from copapp.bookings.undo import CannotUndo, undo
from copapp.db import Database
from copapp.problems import Refused, Stale
from tests.bookings.conftest import BOTH, local

FIGHTERS = 8
ROUNDS = 6
MOVES = 25
SLOT = (local("2026-11-24T17:00"), local("2026-11-24T19:00"))

Outcome = tuple[str, str]


def fight(work: Callable[..., list[Outcome]], url: str) -> list[list[Outcome]]:
    """Run `work(url, number, barrier)` in each fighter's own process and gather what each says."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with context.Manager() as manager, context.Pool(FIGHTERS) as pool:
        barrier = manager.Barrier(FIGHTERS)
        waiting = [pool.apply_async(work, (url, number, barrier)) for number in range(FIGHTERS)]
        return [each.get(timeout=120) for each in waiting]


def ask_for_one_slot(url: str, number: int, barrier: Any) -> list[Outcome]:
    """In each round ask for the same hours, each fighter for other rooms beside the one that all want."""
    database = Database(url)
    said: list[Outcome] = []
    for day in range(ROUNDS):
        rooms = (1, 2 + number % 3) if number % 2 else (2 + number % 3, 1)
        starts, ends = (instant + timedelta(days=day) for instant in SLOT)
        barrier.wait()
        try:
            with database.unit_of_work(Author(f"Zawodnik {number}")) as session:
                actions.create_booking(session, BookingDetails(rooms, starts, ends, contact_name=f"Zawodnik {number}"))
            said.append(("won", f"Zawodnik {number}"))
        except RoomTaken as taken:
            said.append(("taken", taken.message))
    database.dispose()
    return said


def test_of_eight_that_ask_at_once_exactly_one_wins(centre: Database) -> None:
    outcomes = fight(ask_for_one_slot, centre.url)
    for day, of_round in enumerate(zip(*outcomes, strict=True)):
        winners = [words for what, words in of_round if what == "won"]
        assert len(winners) == 1, of_round
        named = f"zajęte: {winners[0]}, "
        refused = [words for what, words in of_round if what == "taken"]
        assert len(refused) == FIGHTERS - 1
        assert all(words.startswith(named) and f"{24 + day} listopada, 17:00–19:00" in words for words in refused)


def book_and_move(url: str, number: int, barrier: Any) -> list[Outcome]:
    """Random creates, moves, cancellations and undos, a few of them in one unit of work."""
    database = Database(url)
    chance = random.Random(number)
    said: list[Outcome] = []
    barrier.wait()
    for _ in range(MOVES):
        try:
            with database.unit_of_work(Author(f"Zawodnik {number}")) as session:
                for _ in range(chance.choice((1, 1, 2))):
                    _one_move(session, chance)
            said.append(("done", ""))
        except (RoomTaken, Stale, CannotUndo) as refused:
            said.append((type(refused).__name__, refused.message))
    database.dispose()
    return said


def _one_move(session: Any, chance: random.Random) -> None:
    rooms = tuple(chance.sample((1, 2, 3, 4, BOTH), chance.choice((1, 1, 2, 3))))
    starts, ends = _some_time(chance)
    known = session.exec(select(Booking.id, Booking.version)).all()
    kind = chance.choice(("create", "create", "move", "move", "cancel", "undo"))
    if kind == "create" or not known:
        actions.create_booking(session, BookingDetails(rooms, starts, ends))
    elif kind == "move":
        booking_id, version = chance.choice(known)
        actions.move_booking(session, booking_id, version, rooms, starts, ends)
    elif kind == "undo":
        others = select(AuditEntry.unit).where(AuditEntry.subject == "booking", AuditEntry.unit != unit_of(session))
        undo(session, chance.choice(sorted(session.exec(others.distinct()))))
    else:
        actions.cancel_booking(session, *chance.choice(known))


def _some_time(chance: random.Random) -> tuple[datetime, datetime]:
    starts = SLOT[0] + timedelta(minutes=15 * chance.randrange(40))
    return starts, starts + timedelta(minutes=15 * chance.randrange(1, 9))


def test_whatever_eight_do_at_random_nothing_overlaps(joined: Database) -> None:
    """Gaps and joined rooms included."""
    said = [outcome for of_fighter in fight(book_and_move, joined.url) for outcome in of_fighter]
    assert len(said) == FIGHTERS * MOVES
    assert {what for what, _ in said} >= {"done", "RoomTaken", "CannotUndo"}
    assert all(words.startswith("zajęte: ") for what, words in said if what == "RoomTaken")
    assert all("ktoś zmienił tę rezerwację później (Zawodnik" in words for what, words in said if what == "CannotUndo")
    with joined.reading() as session:
        bookings = {booking.id: booking for booking in session.exec(select(Booking))}
        rows = list(session.exec(select(BookingRoom)))
        held = [
            (booking.id, hold)
            for booking in queries.bookings_by_ids(session, [*bookings]).values()
            for hold in booking.holds
        ]
    for row in rows:
        booking = bookings[row.booking_id]
        assert (row.starts_at, row.ends_at, row.holds) == (booking.starts_at, booking.ends_at, booking.holds)
    assert len(held) == len(rows)
    holding = [(booking_id, hold) for booking_id, hold in held if bookings[booking_id].holds]
    for booking_id, one in holding:
        for other_id, other in holding:
            same_room = booking_id != other_id and one.room_id == other.room_id
            assert not (same_room and overlaps(one.span, other.span))
    whole = {(row.booking_id, part) for row in rows if row.room_id == BOTH for part in (2, 3)}
    assert whole == {(row.booking_id, row.room_id) for row in rows if row.whole_id == BOTH}


def test_two_units_that_take_rooms_in_opposite_order_do_not_stall(centre: Database) -> None:
    outcomes = fight(take_rooms_in_own_order, centre.url)
    assert [what for of_fighter in outcomes for what, _ in of_fighter] == ["done"] * FIGHTERS * ROUNDS


def take_rooms_in_own_order(url: str, number: int, barrier: Any) -> list[Outcome]:
    """Two bookings in one unit of work, in an order that differs between fighters; nobody is in another's way."""
    database = Database(url)
    said: list[Outcome] = []
    for day in range(ROUNDS):
        starts = SLOT[0] + timedelta(days=day, hours=2 * number)
        rooms = (1, 2, 3, 4) if number % 2 else (4, 3, 2, 1)
        barrier.wait()
        try:
            with database.unit_of_work(SYSTEM) as session:
                for room in rooms:
                    actions.create_booking(session, BookingDetails((room,), starts, starts + timedelta(hours=2)))
            said.append(("done", ""))
        except Refused as refused:
            said.append(("refused", refused.message))
    database.dispose()
    return said
