"""Puts the demo centre into an empty database and its messages into the embedded mailbox."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import holidays
from sqlmodel import Session, select

from copapp import clock
from copapp.accounts.actions import add_staff
from copapp.accounts.models import Role, Staff
from copapp.audit import Author
from copapp.bookings.actions import cancel_booking, create_booking
from copapp.bookings.models import Booking, BookingState, Room
from copapp.bookings.rules import BookingDetails
from copapp.config import Settings
from copapp.demo.centre import DATA, found_centre, read_toml
from copapp.demo.letters import deliver
from copapp.demo.logins import Login, keep, new_password
from copapp.organisations.actions import remember_sender
from copapp.organisations.models import Organisation
from copapp.problems import Refused
from copapp.tickets.models import Ticket

AUTHOR = Author("Dane przykładowe")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Contact:
    """An organisation and who books rooms for it."""

    organisation: Organisation
    name: str
    email: str
    phone: str = ""


class NotEmpty(Refused):
    """The demo centre would mix with somebody's work."""

    def __init__(self) -> None:
        super().__init__(
            "Baza nie jest pusta: przykładowe Centrum wczytuje się tylko do pustej. "
            "Inny folder na dane wskazuje COP_DATA, na przykład: COP_DATA=var-demo ./cop demo"
        )


def load_demo(session: Session, settings: Settings) -> list[Login]:
    """Fill an empty database, deliver the sample messages, and give the logins of the staff.

    The messages go only to the embedded mailbox: a real one stays as it is.

    Raises:
        NotEmpty: there is staff, an organisation, a booking or a ticket already.
    """
    if any(session.exec(select(table).limit(1)).first() for table in (Staff, Organisation, Booking, Ticket)):
        raise NotEmpty
    found_centre(session)
    logins = _add_staff(session)
    _add_bookings(session, _add_organisations(session))
    keep(settings.data, logins)
    if not settings.imap_host:
        deliver(settings.mailbox)
    return logins


def _add_staff(session: Session) -> list[Login]:
    logins = []
    for person in read_toml("staff.toml")["staff"]:
        role, password = Role(person["role"]), new_password()
        add_staff(session, person["login"], person["name"], password, role)
        logins.append(Login(person["login"], password, person["name"], role is Role.ADMINISTRATOR))
    return logins


def _add_organisations(session: Session) -> dict[str, Contact]:
    """All organisations, by the key that bookings.csv uses."""
    added = {}
    for entry in read_toml("organisations.toml")["organisations"]:
        numbers = {name: entry.get(name, "") for name in ("nip", "krs", "regon")}
        for person in entry["people"]:
            organisation = remember_sender(
                session,
                entry["name"],
                **numbers,
                person=person["name"],
                email=person["email"],
                phone=person.get("phone", ""),
            )
        organisation.note = entry.get("note", "")
        added[entry["key"]] = Contact(organisation, **entry["people"][0])
    return added


def _add_bookings(session: Session, contacts: dict[str, Contact]) -> None:
    rooms = {room.key: room.id for room in session.exec(select(Room)) if room.id is not None}
    for row in booking_rows():
        contact = contacts[row["organisation"]]
        starts_at, ends_at = instants(row)
        state = BookingState(row["state"])
        details = BookingDetails(
            room_ids=tuple(rooms[key] for key in row["rooms"].split()),
            starts_at=starts_at,
            ends_at=ends_at,
            state=BookingState.TENTATIVE if state is BookingState.TENTATIVE else BookingState.CONFIRMED,
            purpose=row["purpose"],
            organisation_id=contact.organisation.id,
            contact_name=contact.name,
            contact_email=contact.email,
            contact_phone=contact.phone,
            attendees=int(row["attendees"]),
            equipment=tuple(row["equipment"].split()),
            note=row["note"],
        )
        booking = create_booking(session, details)
        if state is BookingState.CANCELLED:
            assert booking.id is not None
            cancel_booking(session, booking.id, booking.version)


def booking_rows() -> Iterator[dict[str, Any]]:
    """The lines of bookings.csv whose day is no public holiday."""
    free_days = holidays.country_holidays("PL")
    with (DATA / "bookings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if _day(row) not in free_days:
                yield row


def instants(row: dict[str, Any]) -> tuple[datetime, datetime]:
    """When a line of bookings.csv begins and ends: aware, UTC. Its week 0 is the one in which today lies."""
    day = _day(row)
    starts, ends = (
        clock.from_local(datetime.combine(day, time.fromisoformat(row[name].zfill(5)))) for name in ("start", "end")
    )
    return starts, ends


def _day(row: dict[str, Any]) -> date:
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(weeks=int(row["week"]), days=WEEKDAYS.index(row["day"]))
