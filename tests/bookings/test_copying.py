"""Copies on other days: the same hours and rooms, each day's conflict named first, all or what is free."""

from datetime import date

import pytest

from copapp.audit import SYSTEM
from copapp.bookings import actions, copying, queries
from copapp.bookings.copying import CopyDay, copy_booking, preview
from copapp.bookings.desk import NotSaved
from copapp.bookings.models import BookingState
from copapp.bookings.schedule import BookingInfo
from copapp.db import Database
from tests.bookings.conftest import Make, local

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

TUESDAY, WEDNESDAY, SUNDAY = date(2099, 11, 24), date(2099, 11, 25), date(2099, 11, 29)


@pytest.fixture
def made(centre: Database, details: Make) -> Database:
    """Booking 1 on Tuesday from 17 to 19 in two rooms; booking 2 in the way on Wednesday."""
    with centre.unit_of_work(SYSTEM) as session:
        first = details("2099-11-24T17:00", "2099-11-24T19:00", (1, 2), purpose="Kurs", equipment=("projector",))
        actions.create_booking(session, first)
        actions.create_booking(session, details("2099-11-25T18:00", "2099-11-25T20:00", (2,), contact_name="Ewa Lis"))
    return centre


def copied(database: Database, days: list[date], only_free: bool = False) -> list[BookingInfo]:
    with database.unit_of_work(SYSTEM) as session:
        ids = [each.id or 0 for each in copy_booking(session, 1, days, only_free)]
        return list(queries.bookings_by_ids(session, ids).values())


def previewed(database: Database, *days: date) -> list[CopyDay]:
    with database.reading() as session:
        booking = queries.booking(session, 1)
        assert booking is not None
        return preview(session, booking, days)


def test_a_copy_is_the_same_but_for_its_day(made: Database) -> None:
    thursday, friday = copied(made, [date(2099, 11, 27), date(2099, 11, 26)])
    assert thursday.span == (local("2099-11-26T17:00"), local("2099-11-26T19:00"))
    assert friday.span == (local("2099-11-27T17:00"), local("2099-11-27T19:00"))
    assert (thursday.purpose, thursday.equipment, thursday.room_names) == (
        "Kurs",
        ("projector",),
        "Sala wykładowa, Sala warsztatowa nr 1",
    )
    assert len({thursday.uid, friday.uid}) == 2


def test_each_day_names_what_is_in_its_way(made: Database) -> None:
    own, taken, closed = previewed(made, TUESDAY, WEDNESDAY, SUNDAY)
    assert own.problem.startswith("zajęte: Kurs, wtorek, 24 listopada, 17:00–19:00")
    assert taken.problem == "zajęte: Ewa Lis, środa, 25 listopada, 18:00–20:00 (Sala warsztatowa nr 1)"
    assert (closed.is_free, closed.warning) == (True, "W niedzielę (29 listopada) nieczynne.")


def test_an_hour_that_the_clock_skips_is_named(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2027-03-27T02:30", "2027-03-27T04:00"))
    skipped, fine = previewed(centre, date(2027, 3, 28), date(2027, 3, 29))
    assert (skipped.span, skipped.problem) == (
        None,
        "Tej godziny nie ma: 28 marca o 2:00 zegary przestawia się na 3:00.",
    )
    assert fine.span == (local("2027-03-29T02:30"), local("2027-03-29T04:00"))


def test_all_days_or_none_unless_the_taken_ones_are_left_out(made: Database) -> None:
    with pytest.raises(NotSaved, match="Nie zapisano") as refused:
        copied(made, [WEDNESDAY, date(2099, 11, 26)])
    assert refused.value.problems == {"days": "Nie wszystkie wybrane dni są wolne."}
    with made.reading() as session:
        assert queries.booking(session, 3) is None
    assert [each.starts_at for each in copied(made, [WEDNESDAY, date(2099, 11, 26)], only_free=True)] == [
        local("2099-11-26T17:00")
    ]


@pytest.mark.parametrize("days", [[], [WEDNESDAY]])
def test_no_free_day_is_no_copy(made: Database, days: list[date]) -> None:
    with pytest.raises(NotSaved) as refused:
        copied(made, days, only_free=True)
    assert refused.value.problems == {"days": "Wybierz przynajmniej jeden wolny dzień."}


def test_too_many_days_are_refused(made: Database) -> None:
    with pytest.raises(NotSaved) as refused:
        copied(made, [date.fromordinal(TUESDAY.toordinal() - 100 - each) for each in range(copying.MOST + 1)])
    assert refused.value.problems == {"days": "Najwyżej 60 dni naraz."}


def test_a_cancelled_booking_is_copied_as_tentative(made: Database) -> None:
    with made.unit_of_work(SYSTEM) as session:
        actions.confirm_booking(session, 1, 1)
        actions.cancel_booking(session, 1, 2)
    assert copied(made, [date(2099, 11, 26)])[0].state is BookingState.TENTATIVE
