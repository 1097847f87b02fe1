"""A centre with rooms, and messages with their readings, for the tests of tickets."""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from copapp import clock, config
from copapp.audit import SYSTEM, WORKER, Author
from copapp.bookings.actions import create_booking
from copapp.bookings.models import OpeningHours, Room
from copapp.bookings.rules import BookingDetails
from copapp.config import Settings
from copapp.correspondence.models import Disposition, Message, MessageState
from copapp.db import Database
from copapp.organisations.models import Organisation, Person
from copapp.tickets import actions
from copapp.tickets.models import Ticket

NOW = datetime.fromisoformat("2026-03-16T09:30+01:00")
ANNA = Author("Anna Nowak", None)
TEXT = """Dzień dobry,
prosimy o salę wykładową w czwartek 19 marca w godz. 17-19, będzie 25 osób. Potrzebny rzutnik.
Anna Kowalska"""

Arrive = Callable[..., Ticket]
Booked = Callable[..., int]


@pytest.fixture(autouse=True)
def stopped_clock() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return config.load({"COP_DATA": str(tmp_path)}, dotenv=None)


def furnish(session: Session) -> None:
    """Four rooms, opening hours, and one known organisation."""
    names = (("lecture_hall", "Sala wykładowa", 30), ("workshop_1", "Sala warsztatowa nr 1", 16))
    more = (("workshop_2", "Sala warsztatowa nr 2", 14), ("open_space", "Przestrzeń wspólna", 60))
    for position, (key, name, capacity) in enumerate((*names, *more)):
        session.add(Room(key=key, name=name, capacity=capacity, position=position))
        session.flush()
    for weekday in range(6):
        session.add(OpeningHours(weekday=weekday, opens=time(8), closes=time(20)))
    known = Organisation(name="Stowarzyszenie Bursztynowy Szlak", krs="0000123456")
    session.add(known)
    session.flush()
    assert known.id is not None
    session.add(Person(organisation_id=known.id, name="Anna Kowalska", email="anna@bursztyn.example"))


@pytest.fixture
def centre(database: Database) -> Database:
    """A migrated database, on SQLite and on PostgreSQL, with rooms and one organisation."""
    with database.unit_of_work(SYSTEM) as session:
        furnish(session)
    return database


def request(**values: Any) -> dict[str, Any]:
    """A request as the reading gives it: the lecture hall, Thursday 19 March, 17 to 19, 25 people, a projector."""
    usual = {
        "kind": "booking",
        "intent": "new",
        "rooms": ["lecture_hall"],
        "slots": [{"start": "2026-03-19T17:00", "end": "2026-03-19T19:00"}],
        "choice": "all",
        "recurrence": None,
        "previous": [],
        "attendees": 25,
        "equipment": ["projector"],
        "topic": None,
    }
    return {**usual, **values}


EVIDENCE = {
    "requests/0/rooms/0": "salę wykładową",
    "requests/0/slots/0": "w czwartek 19 marca w godz. 17-19",
    "requests/0/attendees": "25 osób",
    "requests/0/equipment/0": "rzutnik",
    "sender/contact_name": "Anna Kowalska",
}


def reading(*requests: dict[str, Any], **values: Any) -> dict[str, Any]:
    """A reading of these requests."""
    sender = {"organisation": None, "contact_name": "Anna Kowalska", "phone": "+48601234567"}
    return {
        "disposition": "request",
        "language": "pl",
        "sender": {**sender, "nip": None, "krs": None, "regon": None},
        "requests": list(requests),
        "evidence": EVIDENCE,
        "confidence": {},
        "problems": [],
        **values,
    }


def receive(session: Session, **values: Any) -> Message:
    """A stored message from Anna Kowalska, or as `values` say."""
    usual = {
        "state": MessageState.READ,
        "sha256": "0" * 64,
        "size": 100,
        "disposition": Disposition.REQUEST,
        "message_id": "<pytanie@bursztyn.example>",
        "references": ["<dawne@bursztyn.example>"],
        "from_name": "Anna Kowalska",
        "from_address": "anna@bursztyn.example",
        "subject": "Sala na zebranie",
        "sent_at": NOW,
        "new_text": TEXT,
    }
    message = Message(**{**usual, **values})
    session.add(message)
    session.flush()
    return message


@pytest.fixture
def arrive(centre: Database) -> Arrive:
    """Opens a ticket: arrive(request(rooms=[]), request(kind="advice"))."""

    def open_one(*requests: dict[str, Any], **values: Any) -> Ticket:
        message = {key: values.pop(key) for key in list(values) if key in Message.model_fields and key != "problems"}
        with centre.unit_of_work(WORKER) as session:
            return actions.open_ticket(session, receive(session, **message), reading(*requests, **values))

    return open_one


@pytest.fixture
def booked(centre: Database) -> Booked:
    """Books a room for somebody else (or as the details say) and gives the booking's id."""

    def book(starts: str, ends: str, rooms: tuple[int, ...] = (1,), **values: Any) -> int:
        span = (clock.from_local(datetime.fromisoformat(text)) for text in (starts, ends))
        usual = {"purpose": "Zebranie Rady Seniorów", "contact_name": "Jan Wójcik"}
        with centre.unit_of_work(SYSTEM) as session:
            booking = create_booking(session, BookingDetails(rooms, *span, **{**usual, **values}))
            assert booking.id is not None
            return booking.id

    return book
