"""Set-up and clearing time, and rooms that join others: the database refuses what they would have taken twice."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from copapp.audit import SYSTEM
from copapp.bookings import actions, queries
from copapp.bookings.actions import RoomTaken
from copapp.bookings.models import BookingRoom, Room, RoomPart
from copapp.bookings.rules import BookingDetails
from copapp.db import Database
from copapp.problems import Refused
from tests.bookings.conftest import BOTH, Make, local
from tests.bookings.test_actions import made
from tests.bookings.test_guard import insert

DAY = date(2026, 11, 24)


def held_rooms(session: Session, booking_id: int) -> set[tuple[int, int | None]]:
    found = session.exec(select(BookingRoom).where(BookingRoom.booking_id == booking_id, col(BookingRoom.holds)))
    return {(row.room_id, row.whole_id) for row in found}


@pytest.mark.parametrize(
    ("starts", "ends", "taken"),
    [
        ("15:00", "16:15", False),
        ("15:00", "16:16", True),
        ("19:45", "20:00", False),
        ("19:44", "20:00", True),
        ("19:15", "20:00", True),
    ],
)
def test_setting_up_and_clearing_keep_the_room(
    joined: Database, details: Make, starts: str, ends: str, taken: bool
) -> None:
    made(joined, details("2026-11-24T17:00", "2026-11-24T19:00", contact_name="Anna Nowak"))
    asked = details(f"2026-11-24T{starts}", f"2026-11-24T{ends}")
    with joined.reading() as session:
        assert bool(queries.conflicts(session, [1], asked.starts_at, asked.ends_at)) is taken
    if taken:
        with pytest.raises(RoomTaken, match="z przygotowaniem i sprzątaniem 16:45–19:30"):
            made(joined, asked)
    else:
        made(joined, asked)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_gaps_hold_on_the_days_of_the_clocks_change(joined: Database, details: Make, day: date) -> None:
    made(joined, details(f"{day}T01:00", f"{day}T04:00"))
    with pytest.raises(RoomTaken):
        made(joined, details(f"{day}T04:44", f"{day}T06:00"))
    made(joined, details(f"{day}T04:45", f"{day}T06:00"))


def test_gaps_of_rows_that_meet_to_the_minute_do_not_overlap(joined: Database) -> None:
    start = local("2026-11-24T00:00")
    spans = [(start + timedelta(minutes=50 * n), start + timedelta(minutes=50 * n + 5)) for n in range(20)]
    for span in spans:
        with joined.unit_of_work(SYSTEM) as session:
            actions.create_booking(session, BookingDetails((1,), *span))
    with joined.reading() as session:
        held = [booking.held for booking in queries.holding(session, (start, start + timedelta(days=1)))]
    assert [ends for _, ends in held[:-1]] == [starts for starts, _ in held[1:]]
    assert len(held) == len(spans)


def test_a_booking_keeps_the_gaps_that_it_was_made_with(joined: Database, details: Make) -> None:
    booking_id = made(joined, details("2026-11-24T17:00", "2026-11-24T19:00"))
    with joined.unit_of_work(SYSTEM) as session:
        session.get_one(Room, 1).clearing_minutes = 0
    with joined.unit_of_work(SYSTEM) as session:
        actions.move_booking(session, booking_id, 1, (1,), local("2026-11-24T10:00"), local("2026-11-24T12:00"))
    with joined.reading() as session:
        assert queries.booking(session, booking_id).held[1] == local("2026-11-24T12:30")  # type: ignore[union-attr]  # it is there


def test_a_joined_room_holds_its_parts(joined: Database, details: Make) -> None:
    booking_id = made(joined, details("2026-11-24T17:00", "2026-11-24T19:00", rooms=(BOTH, 2)))
    with joined.reading() as session:
        assert held_rooms(session, booking_id) == {(BOTH, None), (2, BOTH), (3, BOTH)}
        found = queries.booking(session, booking_id)
        assert found is not None and found.room_names == "Obie sale warsztatowe"
        columns = {column.room.id: column.bookings for column in queries.day_schedule(session, DAY).rooms}
        assert {room_id: [each.id for each in held] for room_id, held in columns.items()} == {
            1: [], 2: [booking_id], 3: [booking_id], 4: []
        }  # fmt: skip
    with pytest.raises(RoomTaken, match="Obie sale warsztatowe"):
        made(joined, details("2026-11-24T18:00", "2026-11-24T20:00", rooms=(3,)))


def test_a_booked_part_keeps_the_whole_from_being_booked(joined: Database, details: Make) -> None:
    made(joined, details("2026-11-24T17:00", "2026-11-24T19:00", rooms=(3,), contact_name="Anna Nowak"))
    with pytest.raises(RoomTaken, match="Anna Nowak"):
        made(joined, details("2026-11-24T18:00", "2026-11-24T20:00", rooms=(BOTH,)))


def test_parts_go_with_their_booking(joined: Database, details: Make) -> None:
    booking_id = made(joined, details("2026-11-24T17:00", "2026-11-24T19:00", rooms=(BOTH,)))
    with joined.unit_of_work(SYSTEM) as session:
        actions.move_booking(session, booking_id, 1, (BOTH,), local("2026-11-25T10:00"), local("2026-11-25T12:00"))
    with pytest.raises(RoomTaken):
        made(joined, details("2026-11-25T11:00", "2026-11-25T13:00", rooms=(2,)))
    with joined.unit_of_work(SYSTEM) as session:
        actions.move_booking(session, booking_id, 2, (2,), local("2026-11-25T10:00"), local("2026-11-25T12:00"))
        assert held_rooms(session, booking_id) == {(2, None)}
    made(joined, details("2026-11-25T10:00", "2026-11-25T12:00", rooms=(3,)))
    with joined.unit_of_work(SYSTEM) as session:
        actions.move_booking(session, booking_id, 3, (BOTH,), local("2026-11-26T10:00"), local("2026-11-26T12:00"))
        actions.cancel_booking(session, booking_id, 4)
    with joined.reading() as session:
        assert held_rooms(session, booking_id) == set()
    made(joined, details("2026-11-26T10:00", "2026-11-26T12:00", rooms=(2, 3)))


def test_a_refused_whole_leaves_no_part_behind(joined: Database, details: Make) -> None:
    made(joined, details("2026-11-24T17:00", "2026-11-24T19:00", rooms=(3,)))
    with joined.unit_of_work(SYSTEM) as session:
        with pytest.raises(RoomTaken):
            actions.create_booking(session, details("2026-11-24T17:00", "2026-11-24T19:00", rooms=(BOTH,)))
        actions.create_booking(session, details("2026-11-24T17:00", "2026-11-24T19:00", rooms=(2,)))


def test_wholes_that_share_a_part_are_not_booked_together(joined: Database, details: Make) -> None:
    with joined.unit_of_work(SYSTEM) as session:
        session.add(Room(id=6, key="first_floor", name="Całe piętro", capacity=60, position=10))
        session.flush()
        session.add(RoomPart(whole_id=6, part_id=3))
        session.add(RoomPart(whole_id=6, part_id=4))
    with pytest.raises(Refused, match="Obie sale warsztatowe i Całe piętro mają wspólną część"):
        made(joined, details("2026-11-24T17:00", "2026-11-24T19:00", rooms=(BOTH, 6)))


def test_the_database_itself_holds_the_parts_whoever_asks(joined: Database) -> None:
    with joined.unit_of_work(SYSTEM) as session:
        insert(session, 1, "2026-11-24T17:00", "2026-11-24T19:00", room=BOTH)
        with pytest.raises(IntegrityError, match="room_taken"), session.begin_nested():
            insert(session, 2, "2026-11-24T18:00", "2026-11-24T20:00", room=2)
        session.connection().execute(text("DELETE FROM booking_room WHERE booking_id = 1 AND whole_id IS NULL"))
        insert(session, 3, "2026-11-24T18:00", "2026-11-24T20:00", room=2)


def test_a_gap_of_more_than_a_day_is_refused(joined: Database) -> None:
    with joined.unit_of_work(SYSTEM) as session:
        insert(session, 1, "2026-11-24T17:00", "2026-11-24T19:00", room=4)
        with pytest.raises(IntegrityError, match="gap"), session.begin_nested():
            session.connection().execute(text("UPDATE booking_room SET clearing_minutes = 1441"))
