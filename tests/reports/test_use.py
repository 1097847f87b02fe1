"""Hours for which rooms were in use: counted from what happened, by room and by organisation."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from copapp import clock
from copapp.audit import SYSTEM
from copapp.bookings import actions, noting
from copapp.bookings.models import BookingState
from copapp.bookings.noting import FactsForm
from copapp.bookings.rules import BookingDetails
from copapp.db import Database
from copapp.reports.use import Period, hours, read_use
from tests.bookings.conftest import furnish, local
from tests.statements import counted

CONFIRMED = BookingState.CONFIRMED


@pytest.fixture
def month(database: Database) -> Iterator[Database]:
    """November: two hours planned of which one and a half were used, two rooms for an hour, nobody came, and a
    tentative one of which nothing was noted; all in the past but the last."""
    with clock.stopped_at(local("2026-11-30T20:00")), database.unit_of_work(SYSTEM) as session:
        furnish(session)
        for day, rooms, state, organisation in (
            (3, (1,), CONFIRMED, 1),
            (4, (1, 2), CONFIRMED, 2),
            (5, (2,), CONFIRMED, 1),
            (6, (3,), BookingState.TENTATIVE, 2),
            (31, (1,), CONFIRMED, 1),
        ):
            first = local("2026-10-31T17:00") + timedelta(days=day) + timedelta(hours=1)
            length = timedelta(hours=1 if len(rooms) > 1 else 2)
            wanted = BookingDetails(rooms, first, first + length, state, organisation_id=organisation, attendees=10)
            actions.create_booking(session, wanted)
        noting.correct(session, 1, 1, FactsForm(began_at="18:15", over_at="19:45"))
        noting.correct(session, 3, 1, FactsForm(no_show="1"))
    with clock.stopped_at(local("2026-11-30T20:00")):
        yield database


def test_hours_are_counted_from_what_happened(month: Database) -> None:
    with month.reading() as session:
        report = read_use(session, Period(2026, 11))
    assert {name: (hours(each.used), hours(each.planned)) for name, each in report.rooms.items()} == {
        "Sala wykładowa": ("2,5", "3"),
        "Sala warsztatowa nr 1": ("1", "3"),
    }
    assert {name: hours(each.used) for name, each in report.organisations.items()} == {
        "Fundacja Dobry Start": "2",
        "Stowarzyszenie Zielony Prosna": "1,5",
    }
    assert (len(report.whole.bookings), len(report.whole.no_shows), report.whole.people) == (3, 1, 20)


def test_the_page_and_its_table_say_the_same_in_one_query(client: FlaskClient, month: Database) -> None:
    with counted(month) as statements:
        page = client.get("/reports/use?period=2026-11").text
    assert "Razem 3,5 godz. (z planu 6)" in page
    assert sum("FROM booking" in each for each in statements) == 1
    table = client.get("/reports/use.csv?period=2026-11")
    rows = list(csv.reader(table.data.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[1] == ["sala", "Sala wykładowa", "2", "0", "20", "3", "2,5"]
    assert rows[-1] == ["razem", "", "3", "1", "20", "6", "3,5"]


def test_a_month_without_any_says_so(client: FlaskClient, month: Database) -> None:
    assert "Nie ma czego liczyć" in client.get("/reports/use?period=2026-01").text


@pytest.mark.parametrize("text", ["", "2026-13", "1999", "x", "2026-11-01", "²026"])
def test_what_is_no_period_is_this_month(text: str) -> None:
    assert Period.read(text, date(2026, 11, 24)) == Period(2026, 11)


def test_periods_step_over_the_year_and_follow_the_clock() -> None:
    assert Period(2026, 12).stepped(1) == Period(2027, 1) and Period(2026, 1).stepped(-1) == Period(2025, 12)
    starts, ends = Period(2026, 10).span
    assert ends - starts == timedelta(days=31, hours=1)
