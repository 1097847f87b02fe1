"""Wall-clock time in Kalisz and instants in UTC, on ordinary days and on the two days when the clock changes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copapp import clock


def test_winter_and_summer_offsets() -> None:
    assert clock.from_local(datetime(2026, 1, 15, 17)) == datetime(2026, 1, 15, 16, tzinfo=UTC)
    assert clock.from_local(datetime(2026, 7, 15, 17)) == datetime(2026, 7, 15, 15, tzinfo=UTC)


@pytest.mark.parametrize("minute", [0, 30, 59])
def test_the_skipped_hour_in_march_is_refused(minute: int) -> None:
    with pytest.raises(clock.HourSkipped):
        clock.from_local(datetime(2026, 3, 29, 2, minute))


def test_the_hours_around_the_skipped_one_stand() -> None:
    before, after = clock.from_local(datetime(2026, 3, 29, 1, 59)), clock.from_local(datetime(2026, 3, 29, 3))
    assert after - before == timedelta(minutes=1)


def test_of_the_hour_that_comes_twice_the_first_is_meant() -> None:
    first, second = (clock.from_local(datetime(2026, 10, 25, 2, 30, fold=fold)) for fold in (0, 1))
    assert second - first == timedelta(hours=1)
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 29), 23), ((2026, 10, 25), 25), ((2026, 6, 1), 24)])
def test_days_have_as_many_hours_as_the_clock_shows(day: tuple[int, int, int], hours: int) -> None:
    start, end = clock.day_bounds(date(*day))
    assert end - start == timedelta(hours=hours)


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1)))
def test_an_instant_survives_the_way_to_the_wall_clock_and_back(naive: datetime) -> None:
    instant = naive.replace(tzinfo=UTC)
    assert clock.from_local(clock.to_local(instant).replace(tzinfo=None)) == instant


def test_a_stopped_clock_stands() -> None:
    at = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    with clock.stopped_at(at):
        assert clock.now() == at
        assert clock.today() == date(2026, 11, 25)
    assert clock.now() > at - timedelta(days=1) and clock.now() != at
