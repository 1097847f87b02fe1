"""Four rooms, opening hours and two organisations for the tests of bookings."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from copapp import clock
from copapp.accounts.models import Role, Staff
from copapp.audit import SYSTEM
from copapp.bookings.models import OpeningHours, Room, RoomPart
from copapp.bookings.rules import BookingDetails
from copapp.db import Database
from copapp.organisations.models import Organisation
from tests.bookings.desk import Desk

Make = Callable[..., BookingDetails]
BOTH = 5
"""The room that joins the two workshop rooms, 2 and 3."""


def local(text: str) -> datetime:
    """The instant of a wall-clock time in Kalisz, written 2026-11-24T17:00."""
    return clock.from_local(datetime.fromisoformat(text))


def furnish(session: Session) -> None:
    """Rooms 1 to 4, open 8-20 on weekdays and 9-14 on Saturdays, organisations 1 and 2."""
    names = (("lecture_hall", "Sala wykładowa", 30), ("workshop_1", "Sala warsztatowa nr 1", 12))
    more = (("workshop_2", "Sala warsztatowa nr 2", 16), ("open_space", "Przestrzeń wspólna", 60))
    for position, (key, name, capacity) in enumerate((*names, *more)):
        session.add(Room(key=key, name=name, capacity=capacity, position=position))
        session.flush()
    for weekday in range(5):
        session.add(OpeningHours(weekday=weekday, opens=time(8), closes=time(20)))
    session.add(OpeningHours(weekday=5, opens=time(9), closes=time(14)))
    session.add(Organisation(name="Stowarzyszenie Zielony Prosna"))
    session.flush()
    session.add(Organisation(name="Fundacja Dobry Start"))
    session.flush()


@pytest.fixture
def centre(database: Database) -> Database:
    """A migrated database, on SQLite and on PostgreSQL, with the rooms of the Centre."""
    with database.unit_of_work(SYSTEM) as session:
        furnish(session)
    return database


@pytest.fixture
def joined(centre: Database) -> Database:
    """The centre with a lecture hall that takes 15 minutes to set up and 30 to clear, and both workshops as one."""
    with centre.unit_of_work(SYSTEM) as session:
        hall = session.get_one(Room, 1)
        hall.setup_minutes, hall.clearing_minutes = 15, 30
        session.add(Room(id=BOTH, key="workshops", name="Obie sale warsztatowe", capacity=28, position=9))
        session.flush()
        session.add(RoomPart(whole_id=BOTH, part_id=2))
        session.add(RoomPart(whole_id=BOTH, part_id=3))
    return centre


@pytest.fixture
def details() -> Make:
    """Makes details: details("2026-11-24T17:00", "2026-11-24T19:00", rooms=(1, 2), purpose="…")."""

    def make(starts: str, ends: str, rooms: tuple[int, ...] = (1,), **rest: object) -> BookingDetails:
        return BookingDetails(rooms, local(starts), local(ends), **rest)  # type: ignore[arg-type]  # as the test gives

    return make


@pytest.fixture
def desk(client: FlaskClient, centre: Database) -> Desk:
    return Desk(client, centre)


@pytest.fixture
def administrator(client: FlaskClient, centre: Database, staff: Staff) -> FlaskClient:
    with centre.unit_of_work(SYSTEM) as session:
        session.get_one(Staff, staff.id).role = Role.ADMINISTRATOR
    return client
