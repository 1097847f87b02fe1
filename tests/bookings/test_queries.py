"""What pages read, on both databases; the number of queries doesn't grow with the bookings."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from copapp import clock
from copapp.audit import SYSTEM
from copapp.bookings import actions, queries
from copapp.bookings.models import BookingState, Room
from copapp.db import Database
from tests.bookings.conftest import Make, local
from tests.statements import counted

DAY = date(2026, 11, 24)


def book(centre: Database, details: Make, number: int) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        for n in range(number):
            start, room = f"2026-11-{23 + n % 6}T{8 + n // 12:02}:00", 1 + n // 6 % 2
            ends = start.replace(":00", ":45")
            actions.create_booking(session, details(start, ends, rooms=(room, room + 2), organisation_id=1 + n % 2))


READS: dict[str, Callable[[Session], object]] = {
    "day": lambda session: queries.day_schedule(session, DAY),
    "conflicts": lambda session: queries.conflicts(session, [1, 2, 3, 4], *clock.day_bounds(DAY)),
    "busy": lambda session: queries.busy(session, [([1, 2], *clock.day_bounds(DAY))] * 30),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_the_number_of_queries_does_not_grow(
    centre: Database, details: Make, read: Callable[[Session], object]
) -> None:
    counts = []
    for more in (0, 120):
        book(centre, details, more)
        with centre.reading() as session, counted(centre) as statements:
            read(session)
        counts.append(sum(statement.startswith("SELECT") for statement in statements))
    assert counts[0] == counts[1] <= 5


def test_a_day_shows_its_rooms_in_order_with_what_holds_them(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        actions.create_booking(
            session, details("2026-11-24T17:00", "2026-11-24T19:00", rooms=(2, 1), organisation_id=2)
        )
        gone = actions.create_booking(session, details("2026-11-24T10:00", "2026-11-24T12:00"))
        actions.cancel_booking(session, gone.id or 0, 1)
        actions.create_booking(session, details("2026-11-25T00:00", "2026-11-25T02:00"))
        actions.create_booking(session, details("2026-11-23T22:00", "2026-11-24T01:00", rooms=(4,), contact_name="Ewa"))
    with centre.reading() as session:
        schedule = queries.day_schedule(session, DAY)
    held = {column.room.key: [each.who for each in column.bookings] for column in schedule.rooms}
    assert held == {
        "lecture_hall": ["Fundacja Dobry Start"],
        "workshop_1": ["Fundacja Dobry Start"],
        "workshop_2": [],
        "open_space": ["Ewa"],
    }
    assert schedule.rooms[0].bookings[0].room_names == "Sala wykładowa, Sala warsztatowa nr 1"


def test_conflicts_are_half_open_and_leave_oneself_out(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        one = actions.create_booking(session, details("2026-11-24T10:00", "2026-11-24T12:00", rooms=(1, 2)))
    assert one.id is not None

    def found(starts: str, ends: str, rooms: tuple[int, ...], besides: int | None = None) -> list[int]:
        with centre.reading() as session:
            return [each.id for each in queries.conflicts(session, rooms, local(starts), local(ends), besides)]

    assert found("2026-11-24T11:59", "2026-11-24T13:00", (2, 3)) == [one.id]
    assert found("2026-11-24T12:00", "2026-11-24T13:00", (1, 2)) == []
    assert found("2026-11-24T09:00", "2026-11-24T10:00", (1, 2)) == []
    assert found("2026-11-24T10:00", "2026-11-24T12:00", (3, 4)) == []
    assert found("2026-11-24T10:00", "2026-11-24T12:00", (1,), besides=one.id) == []
    assert found("2026-11-24T10:00", "2026-11-24T12:00", ()) == []


def test_even_the_longest_booking_is_found_on_its_last_day(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2026-11-01T10:00", "2026-12-02T10:00"))
    with centre.reading() as session:
        assert queries.conflicts(session, [1], local("2026-12-02T09:45"), local("2026-12-02T10:30"))
        assert queries.day_schedule(session, date(2026, 12, 2)).rooms[0].bookings


def test_many_wanted_times_are_answered_each_for_itself(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2026-11-24T10:00", "2026-11-24T12:00", rooms=(1, 2), purpose="A"))
        actions.create_booking(session, details("2026-11-24T14:00", "2026-11-24T15:00", rooms=(2,), purpose="B"))
    with centre.reading() as session:
        answers = queries.busy(
            session,
            [
                ([1], local("2026-11-24T08:00"), local("2026-11-24T20:00")),
                ([2], local("2026-11-24T08:00"), local("2026-11-24T20:00")),
                ([3], local("2026-11-24T08:00"), local("2026-11-24T20:00")),
                ([], local("2026-11-24T08:00"), local("2026-11-24T20:00")),
                ([2], local("2026-11-24T12:00"), local("2026-11-24T14:00")),
            ],
        )
        assert queries.busy(session, []) == []
    assert [[each.purpose for each in answer] for answer in answers] == [["A"], ["A", "B"], [], [], []]


def test_a_room_out_of_use_is_not_drawn(centre: Database) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        session.get_one(Room, 2).active = False
    with centre.reading() as session:
        assert [room.id for room in queries.rooms(session)] == [1, 3, 4]


def test_bookings_are_found_by_id_whatever_their_state(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        one = actions.create_booking(session, details("2026-11-24T10:00", "2026-11-24T12:00"))
        actions.cancel_booking(session, one.id or 0, 1)
    with centre.reading() as session:
        found = queries.bookings_by_ids(session, [one.id or 0, 99])
        assert [each.state for each in found.values()] == [BookingState.CANCELLED]
        assert queries.booking(session, 99) is None
