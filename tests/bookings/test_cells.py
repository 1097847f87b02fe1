"""The kept cells of a week say at once what changed in them: the booking, its room, its organisation, the day."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from copapp.audit import SYSTEM
from copapp.bookings import actions
from copapp.bookings.models import Closure, Room
from copapp.db import Database
from copapp.organisations.models import Organisation
from tests.bookings.conftest import Make, local

WEEK = "/bookings/week/2027-01-18"
TUESDAY = date(2027, 1, 19)


def moved(session: Session) -> None:
    actions.move_booking(session, 1, 1, (1,), local("2027-01-19T11:00"), local("2027-01-19T12:00"))


def renamed(session: Session) -> None:
    session.get_one(Organisation, 1).name = "Koło Szachowe"


def room_renamed(session: Session) -> None:
    session.get_one(Room, 1).name = "Aula"


def closed(session: Session) -> None:
    session.add(Closure(first_day=TUESDAY, last_day=TUESDAY, room_id=1, reason="malowanie"))


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (moved, "17:00–19:00", "11:00–12:00"),
        (renamed, "Stowarzyszenie Zielony Prosna", "Koło Szachowe"),
        (room_renamed, "Zarezerwuj: Sala wykładowa,", "Zarezerwuj: Aula,"),
        (closed, "19 stycznia", "malowanie"),
    ],
)
def test_a_cell_says_what_is_so_now(
    client: FlaskClient, centre: Database, details: Make, change: Callable[[Session], None], before: str, after: str
) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2027-01-19T17:00", "2027-01-19T19:00", organisation_id=1))
    first = client.get(WEEK).text
    assert before in first and after not in first
    assert client.get(WEEK).text.count("data-booking") == first.count("data-booking") == 1

    with centre.unit_of_work(SYSTEM) as session:
        change(session)

    assert after in client.get(WEEK).text
