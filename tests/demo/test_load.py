"""The demo centre: what is loaded, on both databases, on any day of the year."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select
from stdnum.pl import nip, regon

from copapp import clock, config
from copapp.accounts.actions import sign_in
from copapp.accounts.models import Role, Staff
from copapp.audit import SYSTEM
from copapp.bookings.cautions import too_many_people
from copapp.bookings.models import Booking, BookingRoom, BookingState, OpeningHours, Room
from copapp.bookings.opening import Opening, closed_at
from copapp.bookings.rooms import RoomInfo
from copapp.config import Settings
from copapp.db import Database
from copapp.demo.centre import found_centre, read_toml
from copapp.demo.load import AUTHOR, NotEmpty, booking_rows, instants, load_demo
from copapp.demo.logins import FILE, valid_logins
from copapp.organisations.models import Organisation, Person


@pytest.fixture
def demo_settings(database: Database, tmp_path: Path) -> Settings:
    return config.load({"COP_DATA": str(tmp_path), "COP_DATABASE_URL": database.url}, dotenv=None)


def test_demo_fills_an_empty_database(database: Database, demo_settings: Settings) -> None:
    with database.unit_of_work(AUTHOR) as session:
        logins = load_demo(session, demo_settings)

    with database.reading() as session:
        rooms = session.exec(select(Room).order_by(Room.position)).all()
        assert [(room.key, room.capacity) for room in rooms] == [
            ("lecture_hall", 30),
            ("workshop_1", 16),
            ("workshop_2", 14),
            ("open_space", 60),
        ]
        assert len(session.exec(select(OpeningHours)).all()) == 6
        assert len(session.exec(select(Organisation)).all()) >= 30
        assert {*session.exec(select(Person.organisation_id))} == {*session.exec(select(Organisation.id))}
        states = Counter(booking.state for booking in session.exec(select(Booking)))
        assert states[BookingState.CONFIRMED] > 15
        assert states[BookingState.TENTATIVE] and states[BookingState.CANCELLED]
        assert [staff.role for staff in session.exec(select(Staff))].count(Role.ADMINISTRATOR) == 1
    assert len(logins) == 3
    assert len(list((demo_settings.mailbox / "new").iterdir())) > 20


def test_the_printed_logins_open_the_door(database: Database, demo_settings: Settings) -> None:
    with database.unit_of_work(AUTHOR) as session:
        logins = load_demo(session, demo_settings)

    with database.unit_of_work(SYSTEM) as session:
        assert all(sign_in(session, login.login, login.password, "127.0.0.1") for login in logins)
    assert (demo_settings.data / FILE).stat().st_mode & 0o077 == 0


def test_a_login_is_shown_until_its_password_changes(database: Database, demo_settings: Settings) -> None:
    with database.unit_of_work(AUTHOR) as session:
        joanna, *_ = load_demo(session, demo_settings)
    with database.unit_of_work(SYSTEM) as session:
        people = {staff.login: staff for staff in session.exec(select(Staff))}
        people["marek"].password_hash = people["zofia"].password_hash
        people["zofia"].active = False

    with database.reading() as session:
        assert valid_logins(session, demo_settings.data) == [joanna]


def test_demo_keeps_out_of_a_database_in_use(database: Database, demo_settings: Settings) -> None:
    with database.unit_of_work(SYSTEM) as session:
        session.add(Organisation(name="Prawdziwa organizacja"))

    with pytest.raises(NotEmpty), database.unit_of_work(AUTHOR) as session:
        load_demo(session, demo_settings)

    with database.reading() as session:
        assert session.exec(select(Staff)).all() == []
    assert not demo_settings.mailbox.exists()


def test_demo_leaves_a_real_mailbox_alone(database: Database, tmp_path: Path) -> None:
    settings = config.load({"COP_DATA": str(tmp_path), "COP_IMAP_HOST": "poczta.example"}, dotenv=None)

    with database.unit_of_work(AUTHOR) as session:
        load_demo(session, settings)

    assert not settings.mailbox.exists()


def test_an_empty_centre_has_rooms_and_hours_once(database: Database) -> None:
    with database.unit_of_work(SYSTEM) as session:
        assert found_centre(session)
    with database.unit_of_work(SYSTEM) as session:
        assert not found_centre(session)
        assert len(session.exec(select(Room)).all()) == 4
        assert session.exec(select(Booking)).all() == []


@pytest.mark.parametrize("kind", [("nip", nip), ("regon", regon)], ids=["nip", "regon"])
def test_numbers_have_right_check_digits(kind: tuple[str, object]) -> None:
    name, rules = kind
    numbers = [entry[name] for entry in read_toml("organisations.toml")["organisations"] if name in entry]

    assert len(numbers) > 5
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert rules.validate(number) == number  # type: ignore[attr-defined]  # both modules of stdnum have it


def test_nobody_of_the_demo_has_a_real_address() -> None:
    people = [person for entry in read_toml("organisations.toml")["organisations"] for person in entry["people"]]

    assert [person["email"] for person in people if not person["email"].endswith(".example")] == []


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2025, 1, 1), date(2032, 12, 31)))
def test_bookings_fit_rooms_and_hours_on_any_day(today: date) -> None:
    centre = read_toml("centre.toml")
    sizes = {room["key"]: room for room in centre["rooms"]}
    opening = Opening(
        {
            day: (time.fromisoformat(str(hours["opens"])), time.fromisoformat(str(hours["closes"])))
            for hours in centre["opening_hours"]
            for day in hours["weekdays"]
        }
    )
    with clock.stopped_at(clock.from_local(datetime.combine(today, time(12)))):
        rows = [(row, instants(row)) for row in booking_rows()]

    for row, span in rows:
        rooms = [RoomInfo(1, key, key, sizes[key]["capacity"]) for key in row["rooms"].split()]
        assert closed_at(span, opening) is None, row
        assert too_many_people(int(row["attendees"]), rooms) is None, row
    for (one, (starts, ends)), (other, (begins, stops)) in combinations(rows, 2):
        together = {*one["rooms"].split()} & {*other["rooms"].split()}
        cancelled = "cancelled" in (one["state"], other["state"])
        assert cancelled or not together or ends <= begins or stops <= starts, (one, other)
    days = {clock.to_local(starts).date() - today for _, (starts, _) in rows}
    assert min(days) <= timedelta(0) and max(days) >= timedelta(days=7)


def test_bookings_of_the_demo_hold_their_rooms(database: Database, demo_settings: Settings) -> None:
    with database.unit_of_work(AUTHOR) as session:
        load_demo(session, demo_settings)

    with database.reading() as session:
        held = session.exec(select(BookingRoom.holds, Booking.state).join(Booking)).all()
    assert held
    assert all(holds == (state is not BookingState.CANCELLED) for holds, state in held)
