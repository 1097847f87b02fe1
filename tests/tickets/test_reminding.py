"""Reminders before the day of a booking: once, in time, never of what was moved or cancelled; and the answer to one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy

import pytest
from sqlmodel import select

from copapp import clock
from copapp.audit import SYSTEM, WORKER
from copapp.bookings import actions as bookings
from copapp.bookings.models import Booking, BookingReminder, BookingState
from copapp.bookings.reminders import is_due
from copapp.config import Settings
from copapp.correspondence import outbox
from copapp.correspondence.models import Letter, LetterState
from copapp.db import Database
from copapp.tickets import actions, planning
from copapp.tickets.letters import LetterText
from copapp.tickets.models import Draft, Ticket, TicketLetter
from tests.bookings.conftest import local
from tests.tickets.conftest import ANNA, NOW, Arrive, Booked, reading, receive, request

CONFIRMED = {"state": BookingState.CONFIRMED, "contact_email": "jan@ngo.example", "contact_name": "Jan Wójcik"}
TIME = ("2026-03-19T17:00", "2026-03-19T19:00")
MORNING = local("2026-03-17T09:00")
"""Two days before; the bookings were made a day earlier than that."""


@pytest.fixture
def two_days(settings: Settings) -> Settings:
    return replace(settings, remind_days=2)


@pytest.fixture(autouse=True)
def _booked(centre: Database, booked: Booked) -> Iterator[None]:
    """Booking 1, made on the 16th for the 19th."""
    booked(*TIME, **CONFIRMED, purpose="Zebranie")
    with clock.stopped_at(MORNING):
        yield


def remind(centre: Database, settings: Settings) -> int:
    """All that are due; how many were written."""
    for number in range(9):
        with centre.unit_of_work(SYSTEM) as session:
            if not actions.remind_next(session, settings):
                return number
    raise AssertionError("no end of reminders")


def letters(centre: Database) -> list[Letter]:
    with centre.reading() as session:
        return list(session.exec(select(Letter).order_by("id")))


def test_it_says_when_and_where_and_how_to_cancel(centre: Database, two_days: Settings) -> None:
    assert remind(centre, two_days) == 1
    (letter,) = letters(centre)
    assert letter.to_address == "jan@ngo.example"
    assert "czwartek, 19 marca 2026, 17:00–19:00" in letter.body and "Odwołuję rezerwację" in letter.body
    assert "Sala wykładowa, ul. Babina 1" in letter.body and "Cel: Zebranie" in letter.body
    raw = message_from_bytes(letter.raw, policy=policy.default)
    assert raw["Auto-Submitted"] == "auto-generated"


def test_it_is_off_until_somebody_switches_it_on(centre: Database, settings: Settings) -> None:
    assert remind(centre, settings) == 0


def test_it_is_written_once_however_often_the_worker_looks(centre: Database, two_days: Settings) -> None:
    assert [remind(centre, two_days), remind(centre, two_days)] == [1, 0]
    with clock.stopped_at(MORNING + timedelta(days=1)):
        assert remind(centre, two_days) == 0


def test_one_that_dies_before_the_commit_has_written_nothing(centre: Database, two_days: Settings) -> None:
    with pytest.raises(KeyboardInterrupt), centre.unit_of_work(SYSTEM) as session:
        actions.remind_next(session, two_days)
        raise KeyboardInterrupt
    assert letters(centre) == []
    assert remind(centre, two_days) == 1


@pytest.mark.parametrize(
    "values", [{"state": BookingState.TENTATIVE}, {"contact_email": ""}], ids=["tentative", "no address"]
)
def test_not_everybody_is_reminded(
    centre: Database, two_days: Settings, booked: Booked, values: dict[str, object]
) -> None:
    with clock.stopped_at(NOW):
        booked("2026-03-19T10:00", "2026-03-19T11:00", **{**CONFIRMED, **values})
    assert remind(centre, two_days) == 1


def test_an_address_that_is_none_does_not_stop_the_next(centre: Database, two_days: Settings, booked: Booked) -> None:
    with clock.stopped_at(NOW):
        booked("2026-03-19T10:00", "2026-03-19T11:00", **{**CONFIRMED, "contact_email": "żółw bez małpy"})
    assert remind(centre, two_days) == 2 and len(letters(centre)) == 1


@pytest.mark.parametrize("how", ["cancelled", "moved"])
def test_a_reminder_that_has_not_left_goes_with_its_booking(centre: Database, two_days: Settings, how: str) -> None:
    remind(centre, two_days)
    with centre.unit_of_work(ANNA) as session:
        if how == "cancelled":
            bookings.cancel_booking(session, 1, 1)
        else:
            week = timedelta(days=7)
            bookings.move_booking(session, 1, 1, [1], local(TIME[0]) + week, local(TIME[1]) + week)
    assert [letter.state for letter in letters(centre)] == [LetterState.WITHDRAWN]
    assert remind(centre, two_days) == 0
    with clock.stopped_at(MORNING + timedelta(days=7)):
        assert remind(centre, two_days) == (how == "moved")


def test_a_cancelled_one_is_never_written(centre: Database, two_days: Settings) -> None:
    with centre.unit_of_work(ANNA) as session:
        bookings.cancel_booking(session, 1, 1)
    assert remind(centre, two_days) == 0


def test_one_that_is_leaving_stays_as_it_is(centre: Database, two_days: Settings) -> None:
    remind(centre, two_days)
    with clock.stopped_at(MORNING + timedelta(minutes=1)), centre.unit_of_work(SYSTEM) as session:
        assert outbox.lease_next(session)
    with centre.unit_of_work(ANNA) as session:
        bookings.cancel_booking(session, 1, 1)
    assert [letter.state for letter in letters(centre)] == [LetterState.SENDING]
    with centre.reading() as session:
        assert len(session.exec(select(BookingReminder)).all()) == 1


@pytest.mark.parametrize(
    ("made", "now", "due"),
    [
        ("2026-03-16T10:00", "2026-03-17T07:59", False),
        ("2026-03-16T10:00", "2026-03-17T08:00", True),
        ("2026-03-16T10:00", "2026-03-18T19:59", True),
        ("2026-03-16T10:00", "2026-03-19T08:00", False),
        ("2026-03-16T10:00", "2026-03-16T12:00", False),
        ("2026-03-17T00:10", "2026-03-18T12:00", False),
    ],
)
def test_it_comes_by_day_and_not_to_those_who_just_booked(made: str, now: str, due: bool) -> None:
    assert is_due(local(TIME[0]), local(made), 2, local(now)) is due


def test_days_are_those_of_the_wall_clock_when_summer_time_begins() -> None:
    starts = local("2026-03-29T00:30")
    assert is_due(starts, local("2026-03-01T10:00"), 1, local("2026-03-28T19:00"))
    assert not is_due(starts, local("2026-03-01T10:00"), 1, local("2026-03-29T08:00"))


def confirm(centre: Database, settings: Settings, ticket: Ticket) -> None:
    with centre.unit_of_work(ANNA) as session:
        draft = session.exec(select(Draft).where(Draft.ticket_id == ticket.id)).one()
        text = LetterText("marta@ngo.example", "Sala", "Potwierdzamy")
        actions.confirm_and_send(session, settings, ticket.id or 0, {draft.id or 0: draft.version}, text)


def test_a_reply_that_cancels_is_a_draft_of_the_ticket_that_knows_its_booking(
    centre: Database, two_days: Settings, arrive: Arrive
) -> None:
    with clock.stopped_at(NOW):
        slots = [[{"start": f"2026-03-{day}T10:00", "end": f"2026-03-{day}T12:00"}] for day in (19, 26)]
        first, second = (arrive(request(slots=each)) for each in slots)
        for ticket in (first, second):
            confirm(centre, two_days, ticket)
    assert remind(centre, two_days) == 2
    with centre.reading() as session:
        row = session.exec(select(TicketLetter).where(TicketLetter.action == "remind")).one()
        reminder = session.get_one(Letter, row.letter_id)
    assert row.ticket_id == first.id
    with centre.unit_of_work(WORKER) as session:
        message = receive(session, sha256="c" * 64, new_text="Odwołuję.", in_reply_to=[reminder.message_id])
        actions.continue_ticket(session, first.id or 0, message, reading(request(intent="cancel", slots=[], rooms=[])))
    with centre.reading() as session:
        cancel = session.exec(select(Draft).where(Draft.intent == "cancel")).one()
        plan = planning.plan(session, session.get_one(Ticket, first.id), cancel)
        assert len(plan.candidates) == 2
        starts = [clock.to_local(each.starts_at).replace(tzinfo=None) for each in plan.targets]
        assert starts == [datetime.fromisoformat("2026-03-19T10:00")] and plan.can_confirm


def test_the_booking_of_no_ticket_is_reminded_all_the_same(centre: Database, two_days: Settings) -> None:
    remind(centre, two_days)
    with centre.reading() as session:
        assert session.exec(select(TicketLetter)).all() == []
        assert session.get_one(Booking, 1).version == 1
