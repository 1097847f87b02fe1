"""A guest's calendar follows ours: the same event, updated and cancelled, as programs that keep events by UID do it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy

import pytest
from icalendar import Calendar
from sqlmodel import col, select

from copapp import clock
from copapp.audit import SYSTEM
from copapp.bookings import actions, invitation, queries, telling
from copapp.bookings.invitation import Party
from copapp.bookings.models import BookingState
from copapp.config import Settings, load
from copapp.correspondence import actions as correspondence
from copapp.correspondence.models import Letter
from copapp.db import Database
from copapp.problems import Refused
from tests.bookings.conftest import Make, local
from tests.bookings.desk import HTMX, Desk

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SETTINGS = load({"COP_DATA": "/nonexistent", "COP_SECRET_KEY": "x" * 64}, dotenv=None)
GUEST = Party("Jan Wójcik", "jan@ngo.example")


@dataclass
class Program:
    """A calendar program as RFC 5546, 2.1.4 and 2.1.5 have it: by UID, an older or equal SEQUENCE with an older DTSTAMP
    changes nothing; a CANCEL takes the event away; another organiser's word does not count."""

    events: dict[str, tuple[int, datetime, str, datetime]] = field(default_factory=dict)

    def take(self, raw: bytes) -> None:
        mail = message_from_bytes(raw, policy=policy.default)
        (part,) = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
        calendar = Calendar.from_ical(part.get_content())
        assert part.get_content_type() == "text/calendar" and part.get_param("method") == calendar["METHOD"]
        (event,) = calendar.walk("VEVENT")
        uid, version = str(event["UID"]), (int(event["SEQUENCE"]), event["DTSTAMP"].dt)
        organiser = str(event["ORGANIZER"])
        known = self.events.get(uid)
        assert organiser == f"mailto:{mail['From'].addresses[0].addr_spec}"
        if known and (version <= known[:2] or organiser != known[2]):
            return
        if calendar["METHOD"] == "CANCEL":
            assert event["STATUS"] == "CANCELLED" and known, "a cancellation of what is not there"
            del self.events[uid]
        else:
            self.events[uid] = (*version, organiser, event["DTSTART"].dt)


@pytest.fixture
def invited(centre: Database, details: Make) -> Iterator[Database]:
    """Booking 1, of which the guest has an invitation."""
    with clock.stopped_at(local("2026-11-20T10:00")), centre.unit_of_work(SYSTEM) as session:
        wanted = details("2026-11-24T17:00", "2026-11-24T19:00", state=BookingState.CONFIRMED, contact_name=GUEST.name)
        actions.create_booking(session, wanted)
        booking = queries.booking(session, 1)
        assert booking is not None
        host = Party(SETTINGS.centre_name, SETTINGS.mail_address)
        text = invitation.request(booking, host, [GUEST])
        correspondence.queue_letter(
            session, SETTINGS, to_address=GUEST.email, subject="Potwierdzenie", body="…", calendar=text
        )
    with clock.stopped_at(local("2026-11-20T11:00")):
        yield centre


def letters(centre: Database) -> list[Letter]:
    with centre.reading() as session:
        return list(session.exec(select(Letter).order_by(col(Letter.id))))


def tell(centre: Database, version: int, settings: Settings = SETTINGS) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        telling.tell(session, settings, 1, version)


def test_a_program_moves_and_removes_the_same_event(invited: Database) -> None:
    program = Program()
    with invited.unit_of_work(SYSTEM) as session:
        actions.move_booking(session, 1, 1, [2], local("2026-11-25T17:00"), local("2026-11-25T19:00"))
    tell(invited, 2)
    with clock.stopped_at(local("2026-11-20T12:00")):
        with invited.unit_of_work(SYSTEM) as session:
            actions.cancel_booking(session, 1, 2)
        tell(invited, 3)
    first, moved, cancelled = letters(invited)
    program.take(first.raw)
    program.take(moved.raw)
    ((_, _, _, starts),) = program.events.values()
    assert starts == local("2026-11-25T17:00")
    program.take(first.raw)
    assert [event[3] for event in program.events.values()] == [local("2026-11-25T17:00")], "an older word came late"
    program.take(cancelled.raw)
    assert program.events == {}
    assert first.message_id.encode() in moved.raw and "Sala warsztatowa nr 1" in moved.body
    assert "odwołaliśmy Państwa rezerwację: 25 listopada 2026 r. (środa), 17:00–19:00" in cancelled.body


def test_one_that_was_cancelled_and_is_on_again_comes_back(invited: Database) -> None:
    program = Program()
    with invited.unit_of_work(SYSTEM) as session:
        actions.cancel_booking(session, 1, 1)
    tell(invited, 2)
    with clock.stopped_at(local("2026-11-20T12:00")):
        with invited.unit_of_work(SYSTEM) as session:
            actions.confirm_booking(session, 1, 2)
        tell(invited, 3)
    for letter in letters(invited):
        program.take(letter.raw)
    assert len(program.events) == 1


def test_nobody_is_told_what_they_know(invited: Database) -> None:
    with pytest.raises(Refused, match="nie ma o czym pisać"):
        tell(invited, 1)
    with invited.unit_of_work(SYSTEM) as session:
        actions.cancel_booking(session, 1, 1)
    tell(invited, 2)
    with pytest.raises(Refused, match="nie ma o czym pisać"):
        tell(invited, 2)
    assert len(letters(invited)) == 2


def test_what_is_over_needs_no_letter(invited: Database) -> None:
    with invited.unit_of_work(SYSTEM) as session:
        actions.cancel_booking(session, 1, 1)
    with clock.stopped_at(local("2026-11-24T20:00")), pytest.raises(Refused):
        tell(invited, 2)


def test_the_panel_says_what_the_guest_does_not_know_and_one_click_tells(desk: Desk, invited: Database) -> None:
    assert "wie o tej rezerwacji co innego" not in desk.client.get("/bookings/1", headers=HTMX).text
    moved = desk.client.post("/bookings/1/cancel", data={"version": 1}, headers=HTMX)
    assert "jan@ngo.example wie o tej rezerwacji co innego" in moved.text and "Wyślij odwołanie" in moved.text
    told = desk.client.post("/bookings/1/tell", data={"version": 2}, headers=HTMX)
    assert "List do jan@ngo.example wyjdzie za chwilę." in told.text and "co innego" not in told.text
    assert desk.client.post("/bookings/1/tell", data={"version": 2}, headers=HTMX).status_code == 409
    assert desk.client.post("/bookings/9/tell", data={"version": 2}).status_code == 404
