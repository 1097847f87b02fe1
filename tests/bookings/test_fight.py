"""Processes fight for the same rooms, on both databases: one wins each time, the others learn who and when.

`COP_FIGHT_SECONDS=60` makes the random fight as long, with 32 processes.
"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from sqlmodel import select

from copapp.audit import AuditEntry
from copapp.bookings import queries
from copapp.bookings.models import Booking, BookingRoom
from copapp.bookings.rules import overlaps
from copapp.bookings.schedule import BookingInfo
from copapp.clock import to_local
from copapp.db import Database
from tests.bookings.conftest import BOTH
from tests.bookings.fighting import EVENING, Bout, Said, ask_for_one_slot, at_random, fight, in_own_order

SECONDS = float(os.environ.get("COP_FIGHT_SECONDS", "0"))
ROUNDS = Bout(rounds=6)
AT_RANDOM = Bout(32, seconds=SECONDS) if SECONDS else Bout(rounds=20)


def test_of_eight_that_ask_at_once_exactly_one_wins(centre: Database) -> None:
    outcomes = fight(ask_for_one_slot, centre.url, ROUNDS)
    for day, of_round in enumerate(zip(*outcomes, strict=True)):
        winners = [number for number, said in enumerate(of_round) if said.what == "done"]
        assert len(winners) == 1, of_round
        when = f"{to_local(EVENING[0]).day + day} stycznia, 17:00–19:00"
        refused = [said for said in of_round if said.what == "RoomTaken"]
        assert len(refused) == ROUNDS.fighters - 1
        assert all(said.words.startswith(f"zajęte: Zawodnik {winners[0]}, ") and when in said.words for said in refused)


def test_two_units_that_take_rooms_in_opposite_order_do_not_stall(centre: Database) -> None:
    outcomes = fight(in_own_order, centre.url, ROUNDS)
    assert [said.what for of_fighter in outcomes for said in of_fighter] == ["done"] * ROUNDS.fighters * ROUNDS.rounds


def test_whatever_many_do_at_random_nothing_is_booked_twice_or_lost(joined: Database) -> None:
    """Gaps, joined rooms and series included."""
    said = [each for of_fighter in fight(at_random, joined.url, AT_RANDOM) for each in of_fighter]
    assert len(said) >= AT_RANDOM.fighters * AT_RANDOM.rounds
    print(Counter(each.what for each in said))
    assert {each.what for each in said} >= {"done", "RoomTaken", "CannotUndo"}
    with joined.reading() as session:
        ids = [number for number in session.exec(select(Booking.id)) if number is not None]
        bookings = queries.bookings_by_ids(session, ids)
        rows, trail = list(session.exec(select(BookingRoom))), list(session.exec(select(AuditEntry)))
    _no_overlap(bookings.values())
    _rows_are_their_bookings(rows, bookings)
    _each_success_is_there([each for each in said if each.what == "done"], bookings, trail)
    _each_refusal_says_why([each for each in said if each.what != "done"])


def _no_overlap(bookings: Iterable[BookingInfo]) -> None:
    """Of set-ups and clearings neither, nor of the parts of a joined room."""
    held = sorted(
        (hold.room_id, hold.starts_at, hold.ends_at, booking.id)
        for booking in bookings
        if not booking.is_cancelled
        for hold in booking.holds
    )
    assert held
    for one, other in pairwise(held):
        assert one[0] != other[0] or not overlaps((one[1], one[2]), (other[1], other[2])), (one, other)


def _rows_are_their_bookings(rows: Iterable[BookingRoom], bookings: Mapping[int, BookingInfo]) -> None:
    for row in rows:
        booking = bookings[row.booking_id]
        assert (row.starts_at, row.ends_at, row.holds) == (*booking.span, not booking.is_cancelled)
    whole = {(row.booking_id, part) for row in rows if row.room_id == BOTH for part in (2, 3)}
    assert whole == {(row.booking_id, row.room_id) for row in rows if row.whole_id == BOTH}


def _each_success_is_there(done: Iterable[Said], bookings: Mapping[int, BookingInfo], trail: list[AuditEntry]) -> None:
    """Each unit of work that was said to be done is in the trail, no other is; and each booking stands as the one that
    changed it last left it."""
    units = {entry.unit for entry in trail if entry.author.startswith("Zawodnik")}
    assert {said.unit for said in done if said.left} <= units <= {said.unit for said in done}  # a series' row alone
    left = sorted({each for said in done for each in said.left}, key=lambda each: each[:2])
    assert len({each[:2] for each in left}) == len(left), "two left the same version otherwise"
    last = {booking_id: (version, place) for booking_id, version, place in left}
    assert last == {
        each.id: (each.version, (*each.span, frozenset(room.id for room in each.rooms), each.state.value))
        for each in bookings.values()
    }


def _each_refusal_says_why(refused: Iterable[Said]) -> None:
    for said in refused:
        assert said.words, said
        if said.what == "RoomTaken":
            assert said.words.startswith("zajęte: ") and "ktoś właśnie" not in said.words
        if said.what == "CannotUndo":
            assert any(name in said.words for name in ("(Zawodnik", "Nie ma czego cofać", "Cykl zmienił się")), said
