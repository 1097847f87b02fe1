"""How a day and a week are laid out: quarter hours, free time, opening hours, this moment."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copapp import clock
from copapp.bookings.models import BookingState
from copapp.bookings.opening import DaysOff, Opening
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import overlaps
from copapp.bookings.schedule import BookingInfo, DaySchedule, Gap, Hold, Place, free_time, lay_out
from tests.bookings.conftest import local

HALL = RoomInfo(1, "lecture_hall", "Sala wykładowa", 30)
DAY = date(2026, 11, 24)
OPENING = Opening({1: (time(8), time(20))})
OPEN = (local("2026-11-24T08:00"), local("2026-11-24T20:00"))


def booked(starts: str, ends: str, **rest: object) -> BookingInfo:
    state = BookingState.CONFIRMED
    return BookingInfo(1, 1, state, local(starts), local(ends), (HALL,), **rest)  # type: ignore[arg-type]  # by the test


def laid(
    *bookings: BookingInfo, day: date = DAY, opening: Opening = OPENING, now: str = "2026-11-23T12:00"
) -> DaySchedule:
    return lay_out(day, opening, [HALL], {1: list(bookings)}, local(now))


def test_a_day_is_drawn_over_its_opening_hours() -> None:
    schedule = laid()
    assert (schedule.starts_at, schedule.ends_at, schedule.rows) == (*OPEN, 48)
    assert schedule.closed(schedule.rooms[0]) == []
    assert [hour.astimezone(clock.WARSAW).hour for _, hour in schedule.hours] == list(range(8, 20))


def test_a_booking_outside_stretches_the_day_to_full_hours() -> None:
    schedule = laid(booked("2026-11-24T06:30", "2026-11-24T07:30"), booked("2026-11-24T20:00", "2026-11-24T21:10"))
    assert (schedule.starts_at, schedule.ends_at) == (local("2026-11-24T06:00"), local("2026-11-24T22:00"))
    assert schedule.closed(schedule.rooms[0]) == [Place(1, 8), Place(57, 8)]


def test_a_booking_over_midnight_is_cut_to_the_day() -> None:
    night = booked("2026-11-24T22:00", "2026-11-25T02:00")
    schedule = laid(night)
    assert schedule.ends_at == local("2026-11-25T00:00")
    assert schedule.place(night.starts_at, night.ends_at) == Place(57, 8)


def test_a_room_that_opens_earlier_stretches_the_day() -> None:
    opening = Opening({1: (time(8), time(20))}, {2: {1: (time(7), time(12))}})
    schedule = lay_out(DAY, opening, [HALL, replace(HALL, id=2)], {}, local("2026-11-23T12:00"))
    assert schedule.starts_at == local("2026-11-24T07:00")
    assert [schedule.closed(column) for column in schedule.rooms] == [[Place(1, 4)], [Place(21, 32)]]


def test_a_day_off_says_why_and_closes_all_its_hours() -> None:
    schedule = laid(opening=Opening({1: (time(8), time(20))}, days_off=(DaysOff(DAY, DAY, "inwentaryzacja"),)))
    assert (schedule.opening, schedule.day_off) == (None, "inwentaryzacja")
    assert schedule.closed(schedule.rooms[0]) == [Place(1, 48)]


def test_a_closed_day_shows_usual_hours_all_closed() -> None:
    schedule = laid(day=date(2026, 11, 29))
    assert schedule.rows == 48
    assert schedule.closed(schedule.rooms[0]) == [Place(1, 48)]


@pytest.mark.parametrize(
    ("starts", "ends", "place"),
    [
        ("08:00", "09:00", Place(1, 4)),
        ("10:50", "12:00", Place(12, 5)),
        ("10:00", "10:50", Place(9, 3)),
        ("10:00", "10:05", Place(9, 1)),
        ("19:55", "20:00", Place(48, 1)),
        ("06:00", "09:00", Place(1, 4)),
        ("06:00", "08:00", None),
        ("20:00", "21:00", None),
    ],
)
def test_spans_lie_on_quarter_hours(starts: str, ends: str, place: Place | None) -> None:
    assert laid().place(local(f"2026-11-24T{starts}"), local(f"2026-11-24T{ends}")) == place


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_whole_day_of_the_change_has_its_own_length(day: date, hours: int) -> None:
    schedule = lay_out(day, Opening({6: (time(0), time(0))}), [HALL], {}, local("2026-11-23T12:00"))
    assert schedule.rows == hours * 4
    assert len(schedule.hours) == hours


def test_this_moment_is_marked_on_its_own_day_only() -> None:
    assert laid(now="2026-11-24T10:07").now_place == Place(9, 1)
    assert laid(now="2026-11-23T10:07").now_place is None
    assert laid(now="2026-11-24T23:00").now_place is None


def test_free_time_stands_between_bookings() -> None:
    schedule = laid(booked("2026-11-24T09:00", "2026-11-24T10:00"), booked("2026-11-24T10:00", "2026-11-24T12:45"))
    gaps = [(gap.starts_at, gap.ends_at) for gap in schedule.rooms[0].gaps]
    assert gaps == [(OPEN[0], local("2026-11-24T09:00")), (local("2026-11-24T12:45"), OPEN[1])]
    kinds = [item.is_free for item in schedule.rooms[0].in_order]
    assert kinds == [True, False, False, True]


def test_a_gap_offers_places_that_end_on_half_hours() -> None:
    gap = Gap(local("2026-11-24T12:45"), local("2026-11-24T14:10"))
    starts = [f"{clock.to_local(start):%H:%M}" for start, _ in gap.slots()]
    assert starts == ["12:45", "13:00", "13:30", "14:00"]
    assert list(gap.slots())[-1][1] == gap.ends_at


lengths = st.lists(st.tuples(st.integers(0, 24 * 12), st.integers(1, 60)), max_size=8)


@given(lengths)
def test_free_time_and_bookings_fill_the_day_exactly(pieces: list[tuple[int, int]]) -> None:
    start = clock.day_bounds(DAY)[0]
    held = [Hold(1, start + timedelta(minutes=5 * at), start + timedelta(minutes=5 * (at + n))) for at, n in pieces]
    gaps = list(free_time(OPEN, HALL, held))
    minutes = [OPEN[0] + timedelta(minutes=5 * number) for number in range(12 * 12)]
    for minute in minutes:
        taken = any(each.starts_at <= minute < each.ends_at for each in held)
        assert taken != any(gap.starts_at <= minute < gap.ends_at for gap in gaps)
    assert all(overlaps((gap.starts_at, gap.ends_at), OPEN) for gap in gaps)


def test_free_time_leaves_room_for_setting_up_and_clearing() -> None:
    hall = replace(HALL, setup=timedelta(minutes=15), clearing=timedelta(minutes=30))
    held = Hold(1, local("2026-11-24T11:45"), local("2026-11-24T14:30"))
    told = [
        (f"{clock.to_local(gap.starts_at):%H:%M}", f"{clock.to_local(gap.ends_at):%H:%M}")
        for gap in free_time(OPEN, hall, [held])
    ]
    assert told == [("08:00", "11:15"), ("14:45", "20:00")]


@pytest.mark.parametrize(
    ("start", "now", "wanted"),
    [
        ("14:00", "12:00", ("14:00", "16:00")),
        ("16:00", "12:00", ("16:00", "17:00")),
        ("19:30", "12:00", ("19:30", "20:00")),
        (None, "12:20", ("13:00", "15:00")),
        (None, "07:00", ("08:00", "10:00")),
        ("17:30", "12:00", None),
        (None, "21:00", None),
    ],
)
def test_a_new_booking_is_proposed_within_free_time(
    start: str | None, now: str, wanted: tuple[str, str] | None
) -> None:
    schedule = laid(booked("2026-11-24T17:00", "2026-11-24T19:00"))
    at: datetime | None = local(f"2026-11-24T{start}") if start else None
    found = schedule.suggest(1, at, local(f"2026-11-24T{now}"))
    assert (found and tuple(f"{clock.to_local(each):%H:%M}" for each in found)) == wanted


def test_ghosts_stretch_the_drawn_hours() -> None:
    schedule = laid().covering([(local("2026-11-24T19:00"), local("2026-11-24T21:30")), (OPEN[0], OPEN[1])])
    assert schedule.ends_at == local("2026-11-24T22:00")
    assert schedule.rooms[0].gaps[0].ends_at == schedule.ends_at
    assert laid().covering([(local("2026-11-25T19:00"), local("2026-11-25T21:30"))]) == laid()


def test_a_booking_is_named_by_whom_it_is_for() -> None:
    times = ("2026-11-24T17:00", "2026-11-24T19:00")
    assert booked(*times, organisation="Fundacja", contact_name="Jan", purpose="Próba").who == "Fundacja"
    assert booked(*times, contact_name="Jan", purpose="Próba").what == "Próba"
    assert (booked(*times, purpose="Próba").who, booked(*times, purpose="Próba").what) == ("Próba", "")
    assert booked(*times).who == "bez nazwy"
