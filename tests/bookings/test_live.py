"""What changed since a page was drawn, and the streams that say so."""

import threading
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from copapp import clock
from copapp.audit import SYSTEM
from copapp.bookings import actions, live, watching
from copapp.bookings.watching import MOST_STREAMS, TooManyStreams, Watch
from copapp.db import Database
from tests.bookings.conftest import BOTH, Make, local

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)


def since(database: Database, number: int) -> set[live.Cell]:
    with database.reading() as session:
        entries = live.changes_since(session, number)
        assert entries is not None
        return live.touched(session, entries)


def newest(database: Database) -> int:
    with database.reading() as session:
        return live.newest_change(session)


def test_a_move_touches_where_the_booking_was_and_is(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2026-11-24T17:00", "2026-11-24T19:00", (1, 2)))
    assert since(centre, 0) == {(TUESDAY, 1), (TUESDAY, 2)}
    known = newest(centre)
    with centre.unit_of_work(SYSTEM) as session:
        actions.move_booking(session, 1, 1, (2, 3), local("2026-11-25T09:00"), local("2026-11-25T10:00"))
    assert since(centre, known) == {(day, room) for day in (TUESDAY, WEDNESDAY) for room in (1, 2, 3)}
    assert since(centre, newest(centre)) == set()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_gaps_and_parts_are_touched_too(joined: Database, details: Make) -> None:
    with joined.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2026-11-24T22:00", "2026-11-24T23:45"))
        actions.create_booking(session, details("2026-11-24T09:00", "2026-11-24T10:00", (BOTH,)))
    cells = since(joined, 0)
    assert {(TUESDAY, 1), (WEDNESDAY, 1)} <= cells  # the clearing ends after midnight
    assert {(TUESDAY, 2), (TUESDAY, 3)} <= cells


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_too_much_is_not_told_in_parts(centre: Database, details: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MOST", 3)
    with centre.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2026-11-24T17:00", "2026-11-24T19:00", (1, 2, 3)))
    with centre.reading() as session:
        assert live.changes_since(session, 0) is None


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(watching, "PULSE_SECONDS", 0.02)
    monkeypatch.setattr(watching, "SILENCE_SECONDS", 0.2)
    yield


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_stream_hears_of_a_change(centre: Database, details: Make, quick: None) -> None:
    watch = Watch(centre)
    streams = [watch.stream() for _ in range(3)]
    heard: list[str] = []
    ears = [threading.Thread(target=lambda each=each: heard.append(next(each))) for each in streams]
    for ear in ears:
        ear.start()
    with centre.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2026-11-24T17:00", "2026-11-24T19:00"))
    for ear in ears:
        ear.join(5)
    first = [text for text in heard if text.startswith("data")] or [next(streams[0])]
    assert set(first) == {f"data: {newest(centre)}\n\n"}
    assert next(streams[0]).startswith(":")  # it lives, and there is nothing new
    for each in streams:
        each.close()
    assert list(streams[0]) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_streams_are_bound_end_and_make_room(centre: Database, quick: None) -> None:
    watch = Watch(centre)
    streams = [watch.stream() for _ in range(MOST_STREAMS)]
    with pytest.raises(TooManyStreams):
        watch.stream()
    streams[0].close()
    streams[0].close()  # twice is once
    watch.stream().close()
    with clock.stopped_at(clock.now() + watching.LIFETIME + timedelta(seconds=1)):
        assert list(streams[1]) == []
    for each in streams[1:]:
        each.close()
