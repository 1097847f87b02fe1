"""What is proposed instead of a time that can't be had."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copapp import clock
from copapp.bookings.models import BookingState
from copapp.bookings.opening import Opening, closed_at
from copapp.bookings.proposals import Proposal, Wish, propose
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import Span
from copapp.bookings.schedule import BookingInfo, Hold
from copapp.polish import hours
from tests.bookings.conftest import local

HALL = RoomInfo(1, "lecture_hall", "Sala wykładowa", 30)
ONE = RoomInfo(2, "workshop_1", "Sala warsztatowa nr 1", 12, 1)
TWO = RoomInfo(3, "workshop_2", "Sala warsztatowa nr 2", 16, 2)
SPACE = RoomInfo(4, "open_space", "Przestrzeń wspólna", 60, 3)
BOTH = RoomInfo(5, "workshops", "Obie warsztatowe", 28, 4, parts=(2, 3))
ROOMS = [HALL, ONE, TWO, SPACE, BOTH]
OPENING = Opening({day: (time(8), time(20)) for day in range(5)})
NOW = local("2026-11-20T12:00")
TUESDAY = (local("2026-11-24T17:00"), local("2026-11-24T19:00"))


def held(room: RoomInfo, starts: datetime, ends: datetime) -> BookingInfo:
    holds = tuple(Hold(room_id, starts, ends) for room_id in sorted(room.ids))
    return BookingInfo(1, 1, BookingState.CONFIRMED, starts, ends, (room,), holds=holds)


def told(found: list[Proposal]) -> list[tuple[str, str, str]]:
    return [
        (each.room_names, f"{clock.to_local(each.span[0]):%d.%m} {hours(*each.span)}", each.reason) for each in found
    ]


def test_another_room_a_near_hour_and_a_near_day_are_proposed() -> None:
    found = propose(Wish((TWO,), TUESDAY, 14), ROOMS, OPENING, [held(TWO, *TUESDAY)], NOW)
    assert told(found) == [
        ("Sala wykładowa", "24.11 17:00–19:00", "ta sama pora, inna sala"),
        ("Sala warsztatowa nr 2", "24.11 15:00–17:00", "ten sam dzień, 2 godz. wcześniej"),
        ("Sala warsztatowa nr 2", "25.11 17:00–19:00", "ta sama godzina, 1 dzień później"),
    ]


def test_joined_rooms_are_proposed_where_they_fit_best() -> None:
    found = propose(Wish((TWO,), TUESDAY, 25), ROOMS, OPENING, [held(HALL, *TUESDAY)], NOW)
    assert told(found)[0] == ("Obie warsztatowe", "24.11 17:00–19:00", "ta sama pora, połączone sale")
    found = propose(Wish((TWO,), TUESDAY, 25), ROOMS, OPENING, [held(ONE, *TUESDAY)], NOW)
    assert told(found)[0][0] == "Sala wykładowa"


def test_of_several_rooms_only_the_taken_one_is_replaced() -> None:
    found = propose(Wish((HALL, ONE), TUESDAY, 35), ROOMS, OPENING, [held(ONE, *TUESDAY)], NOW)
    assert told(found)[0] == ("Sala wykładowa, Sala warsztatowa nr 2", "24.11 17:00–19:00", "ta sama pora, inna sala")


def test_no_room_named_and_none_free_means_another_time_in_any_room_that_fits() -> None:
    taken = [held(room, *TUESDAY) for room in (HALL, SPACE)]
    found = propose(Wish((), TUESDAY, 29), ROOMS, OPENING, taken, NOW)
    assert told(found)[0] == ("Sala wykładowa", "24.11 15:00–17:00", "ten sam dzień, 2 godz. wcześniej")


def test_what_has_passed_or_is_closed_is_not_proposed() -> None:
    friday = (local("2026-11-20T17:00"), local("2026-11-20T19:00"))
    found = propose(Wish((SPACE,), friday, 50), ROOMS, OPENING, [held(SPACE, *friday)], local("2026-11-20T16:30"))
    assert [when for _, when, _ in told(found)] == ["23.11 17:00–19:00", "24.11 17:00–19:00", "25.11 17:00–19:00"]


def test_where_nothing_is_free_nothing_is_proposed() -> None:
    wish = Wish((HALL,), TUESDAY, 30)
    assert propose(wish, ROOMS, OPENING, [held(room, *wish.looked_at) for room in ROOMS], NOW) == []


@pytest.mark.parametrize("day", ["2026-03-27", "2026-10-23"])
def test_a_proposal_past_the_clocks_change_keeps_the_local_hour(day: str) -> None:
    span = (local(f"{day}T17:00"), local(f"{day}T19:00"))
    weekend = [held(SPACE, span[0] + timedelta(days=n), span[1] + timedelta(days=n)) for n in range(0, 1)]
    found = propose(Wish((SPACE,), span, 60), ROOMS, OPENING, weekend, span[0] - timedelta(days=1))
    assert [hours(*each.span) for each in found if "ta sama godzina" in each.reason] == ["17:00–19:00"] * 2


starts = st.integers(0, 30 * 48).map(lambda half: local("2026-11-16T00:00") + timedelta(minutes=30 * half))
spans: st.SearchStrategy[Span] = st.builds(
    lambda start, halves: (start, start + timedelta(minutes=30 * halves)), starts, st.integers(1, 10)
)


@given(
    st.lists(st.tuples(st.sampled_from(ROOMS), spans), max_size=30),
    st.lists(st.sampled_from(ROOMS[:4]), unique=True, max_size=2),
    spans,
    st.one_of(st.none(), st.integers(1, 60)),
)
def test_whatever_is_proposed_can_be_had(
    taken: list[tuple[RoomInfo, Span]], rooms: list[RoomInfo], span: Span, people: int | None
) -> None:
    bookings = [held(room, *when) for room, when in taken]
    found = propose(Wish(tuple(rooms), span, people), ROOMS, OPENING, bookings, NOW)
    assert len(found) <= 3 and len({(each.rooms, each.span) for each in found}) == len(found)
    for each in found:
        assert each.span[0] > NOW and closed_at(each.span, OPENING, each.rooms) is None
        assert not any(booking.is_in_the_way(room, each.span) for booking in bookings for room in each.rooms)
        assert sum(room.capacity for room in each.rooms) >= (people or 0)
        assert (set(each.rooms), each.span) != (set(rooms), span)
