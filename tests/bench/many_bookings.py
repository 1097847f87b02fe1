"""A Centre after many years: so many bookings in its database, of which one week shows the same number always."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, SQLModel

from copapp import clock
from copapp.accounts.actions import add_staff
from copapp.audit import SYSTEM, AuditEntry
from copapp.bookings.models import Booking, BookingRoom, BookingState, OpeningHours, Room
from copapp.db import Database
from copapp.organisations.models import Organisation

MONDAY = date(2027, 1, 18)
"""Of the week in the middle, which is looked at."""
ROOMS, DAYS, FIRST_HOUR, EACH_DAY = 4, 7, 8, 10
A_WEEK = ROOMS * DAYS * EACH_DAY
"""280 bookings: each room ten times a day."""
ORGANISATIONS = 40
PASSWORD = "tajne-haslo-1"
AT_ONCE = 5_000


def fill(database: Database, number: int) -> None:
    """Put a furnished Centre, a member of staff and so many bookings into an empty database: those of the week in the
    middle, then of the weeks around it by turns. Far below what staff do, for its time."""
    with database.unit_of_work(SYSTEM) as session:
        add_staff(session, "anna", "Anna Nowak", PASSWORD)
        _furnish(session)
    rows = _rows(number)
    while some := [row for _, row in zip(range(AT_ONCE), rows, strict=False)]:
        with database.unit_of_work(SYSTEM) as session:
            for table in some[0]:
                session.connection().execute(insert(table), [row[table] for row in some])


def _furnish(session: Session) -> None:
    for number in range(1, ROOMS + 1):
        session.add(Room(key=f"room_{number}", name=f"Sala warsztatowa nr {number}", capacity=30, position=number))
    for weekday in range(DAYS):
        session.add(OpeningHours(weekday=weekday, opens=time(FIRST_HOUR), closes=time(20)))
    for number in range(ORGANISATIONS):
        session.add(Organisation(name=f"Stowarzyszenie Przyjaciół Ulicy nr {number}"))


def _rows(number: int) -> Iterator[dict[type[SQLModel], dict[str, Any]]]:
    for each in range(number):
        week, place = divmod(each, A_WEEK)
        day, hour, room = place // (ROOMS * EACH_DAY), place // ROOMS % EACH_DAY, place % ROOMS
        by_turns = (week + 1) // 2 * (1 if week % 2 else -1)
        wall = datetime.combine(MONDAY + timedelta(weeks=by_turns, days=day), time(FIRST_HOUR + hour))
        yield _row(each + 1, room + 1, clock.from_local(wall))


def _row(number: int, room_id: int, starts: datetime) -> dict[type[SQLModel], dict[str, Any]]:
    span = {"starts_at": starts, "ends_at": starts + timedelta(hours=1), "holds": True}
    trail = {"unit": f"{number:032x}", "author": "Anna Nowak", "staff_id": 1, "subject": "booking", "action": "created"}
    return {
        Booking: {
            **span,
            "id": number,
            "state": BookingState.TENTATIVE if number % 10 == 0 else BookingState.CONFIRMED,
            "purpose": f"Spotkanie koła nr {number % 300}",
            "organisation_id": number % ORGANISATIONS + 1,
            "contact_name": f"Maria Kowalska {number % 100}",
            "contact_email": f"kolo{number % 100}@example.org",
            "attendees": number % 28 + 2,
            "uid": f"{number}@bench.example",
        },
        BookingRoom: {**span, "id": number, "booking_id": number, "room_id": room_id},
        AuditEntry: {
            **trail,
            "subject_id": number,
            "entity": "booking",
            "entity_id": number,
            "after": {"state": "confirmed", "starts_at": starts.isoformat()},
        },
    }
