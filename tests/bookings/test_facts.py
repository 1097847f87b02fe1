"""What really happened of a booking: what can be noted when, what it does to the room, and that it is taken back."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from copapp import audit, clock
from copapp.audit import SYSTEM
from copapp.bookings import actions, noting
from copapp.bookings.actions import RoomTaken
from copapp.bookings.facts import Fact, Facts, fact_told, held_until, instant_of, offered, used
from copapp.bookings.models import Booking, BookingState
from copapp.bookings.noting import FactsForm, WrongFacts
from copapp.bookings.undo import undo
from copapp.db import Database
from copapp.problems import Stale
from tests.bookings.conftest import Make, local
from tests.bookings.desk import HTMX, Desk

PLAN = (local("2026-11-24T17:00"), local("2026-11-24T19:00"))


@pytest.fixture
def booked(centre: Database, details: Make) -> Iterator[Database]:
    """Booking 1, 17:00 to 19:00 in the lecture hall, an hour after its start."""
    with clock.stopped_at(local("2026-11-20T10:00")), centre.unit_of_work(SYSTEM) as session:
        who = {"contact_name": "Jan Wójcik", "state": BookingState.CONFIRMED, "purpose": "Próba"}
        actions.create_booking(session, details("2026-11-24T17:00", "2026-11-24T19:00", **who))
    with clock.stopped_at(local("2026-11-24T18:00")):
        yield centre


def row(database: Database) -> Booking:
    with database.reading() as session:
        return session.get_one(Booking, 1)


def noted(database: Database, fact: Fact, at: str = "2026-11-24T18:00") -> str:
    """Note it at that time; gives the unit of work."""
    with clock.stopped_at(local(at)), database.unit_of_work(SYSTEM) as session:
        noting.note(session, 1, row(database).version, fact)
        return audit.unit_of(session)


def taken_back(database: Database, unit: str) -> str:
    with database.unit_of_work(SYSTEM) as session:
        undo(session, unit)
        return audit.unit_of(session)


@pytest.mark.parametrize(
    ("at", "names"),
    [
        ("2026-11-20T16:00", []),
        ("2026-11-23T10:00", ["keys_given_at"]),
        ("2026-11-24T16:30", ["keys_given_at", "began_at"]),
        ("2026-11-24T17:20", ["keys_given_at", "began_at", "over_at", "no_show"]),
    ],
)
def test_what_can_be_noted_goes_by_the_hour(at: str, names: list[str]) -> None:
    booking = Booking(starts_at=PLAN[0], ends_at=PLAN[1], uid="x")
    assert [fact.value for fact in offered(booking, local(at))] == names


def test_a_click_long_afterwards_notes_the_plan() -> None:
    next_day = local("2026-11-25T09:10")
    assert instant_of(Fact.OVER, PLAN, next_day) == PLAN[1]
    assert instant_of(Fact.BEGAN, PLAN, next_day) == PLAN[0]
    assert instant_of(Fact.KEYS_RETURNED, PLAN, next_day) == next_day
    assert instant_of(Fact.OVER, PLAN, local("2026-11-24T19:40")) == local("2026-11-24T19:40")


def test_ended_early_frees_the_rest_for_others_at_once(booked: Database, details: Make) -> None:
    noted(booked, Fact.OVER)
    now = row(booked)
    assert (now.ends_at, now.planned_ends_at) == (local("2026-11-24T18:00"), PLAN[1])
    with booked.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2026-11-24T18:00", "2026-11-24T19:00"))
    later = clock.stopped_at(local("2026-11-24T19:30"))
    with later, pytest.raises(RoomTaken), booked.unit_of_work(SYSTEM) as session:
        noting.correct(session, 1, now.version, FactsForm(over_at="18:30"))
    assert row(booked).ends_at == local("2026-11-24T18:00")


def test_an_early_end_is_taken_back_and_done_again(booked: Database) -> None:
    again = taken_back(booked, noted(booked, Fact.OVER))
    assert (row(booked).ends_at, row(booked).over_at, row(booked).planned_ends_at) == (PLAN[1], None, None)
    taken_back(booked, again)
    early = local("2026-11-24T18:00")
    assert (row(booked).ends_at, row(booked).over_at, row(booked).planned_ends_at) == (early, early, PLAN[1])


def test_taking_it_back_names_who_has_the_rest_by_now(booked: Database, details: Make) -> None:
    unit = noted(booked, Fact.OVER)
    with booked.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2026-11-24T18:00", "2026-11-24T19:00", purpose="Zebranie"))
    with pytest.raises(RoomTaken, match="Zebranie"):
        taken_back(booked, unit)


def test_nobody_came_frees_the_room_and_uses_nothing(booked: Database) -> None:
    noted(booked, Fact.NO_SHOW, "2026-11-24T17:30")
    assert row(booked).ends_at == local("2026-11-24T17:30")
    with booked.unit_of_work(SYSTEM) as session:
        noting.correct(session, 1, row(booked).version, FactsForm())
    assert (row(booked).ends_at, row(booked).no_show, row(booked).planned_ends_at) == (PLAN[1], False, None)


def test_overtime_takes_nobody_elses_room(booked: Database) -> None:
    noted(booked, Fact.OVER, "2026-11-24T20:10")
    assert (row(booked).over_at, row(booked).ends_at) == (local("2026-11-24T20:10"), PLAN[1])


def test_keys_go_to_the_contact_and_come_back(booked: Database) -> None:
    noted(booked, Fact.KEYS_GIVEN)
    noted(booked, Fact.KEYS_RETURNED, "2026-11-25T09:00")
    assert (row(booked).keys_given_to, row(booked).keys_returned_by) == ("Jan Wójcik", "Jan Wójcik")
    assert row(booked).keys_returned_at == local("2026-11-25T09:00")
    with pytest.raises(Stale):
        noted(booked, Fact.KEYS_GIVEN)


def test_a_booking_moved_away_forgets_what_did_not_happen_then(booked: Database) -> None:
    noted(booked, Fact.BEGAN)
    with booked.unit_of_work(SYSTEM) as session:
        week = timedelta(days=7)
        actions.move_booking(session, 1, row(booked).version, [1], PLAN[0] + week, PLAN[1] + week)
    assert row(booked).began_at is None


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (FactsForm(began_at="17.30", over_at="17:10"), "over_at"),
        (FactsForm(began_at="25:00"), "began_at"),
        (FactsForm(over_at="24.12.2026 10:00"), "over_at"),
        (FactsForm(keys_returned_at="17:30"), "keys_given_at"),
        (FactsForm(keys_given_at="17:30", keys_returned_at="17:00"), "keys_returned_at"),
        (FactsForm(began_at="17:00", no_show="1"), "no_show"),
        (FactsForm(keys_given_to="x" * 201), "keys_given_to"),
    ],
)
def test_what_can_not_be_is_said_beside_its_field(form: FactsForm, field: str) -> None:
    booking = Booking(starts_at=PLAN[0], ends_at=PLAN[1], uid="x")
    with clock.stopped_at(local("2026-11-24T20:00")), pytest.raises(WrongFacts) as refused:
        noting.read(form, booking)
    assert field in refused.value.problems


def test_a_form_reads_back_what_it_shows() -> None:
    days = (local("2026-11-23T12:00"), local("2026-11-24T17:05"), local("2026-11-25T09:00"))
    booking = Booking(starts_at=PLAN[0], ends_at=PLAN[1], uid="x", keys_given_to="Jan", began_at=days[1])
    booking.keys_given_at, booking.keys_returned_at = days[0], days[2]
    with clock.stopped_at(local("2026-11-26T10:00")):
        assert noting.read(noting.written(booking), booking) == Facts(days[0], "Jan", days[2], "", days[1])


@given(some.integers(-600, 600), some.integers(-600, 600), some.booleans())
def test_use_is_never_negative_and_a_room_is_never_held_longer_than_planned(
    began: int, over: int, no_show: bool
) -> None:
    facts = Facts(
        began_at=PLAN[0] + timedelta(minutes=began), over_at=PLAN[0] + timedelta(minutes=over), no_show=no_show
    )
    span = used(PLAN, facts)
    assert span is None or span[0] < span[1]
    assert PLAN[0] < held_until(PLAN, facts.over_at) <= PLAN[1]


def test_across_the_end_of_summer_time_the_hours_are_real() -> None:
    night = (local("2026-10-24T22:00"), local("2026-10-25T06:00"))
    span = used(night, Facts())
    assert span is not None and span[1] - span[0] == timedelta(hours=9)


def test_changes_of_facts_have_names_of_their_own() -> None:
    assert fact_told({"over_at", "ends_at", "planned_ends_at"}) == "Zakończenie przed czasem"
    assert fact_told({"keys_given_at", "keys_given_to"}) == "Wydanie kluczy"
    assert fact_told({"ends_at"}) == "" and fact_told({"purpose", "over_at"}) == ""


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestPanel:
    """The clicks over HTTP."""

    def click(self, desk: Desk, path: str, **data: object) -> str:
        answer = desk.client.post(
            f"/bookings/1/{path}", data={"version": row(desk.database).version} | data, headers=HTMX
        )
        return answer.text

    def test_a_click_notes_and_the_bar_takes_it_back(self, desk: Desk, booked: Database) -> None:
        html = self.click(desk, "facts/over_at")
        assert "Koniec 18:00" in html and "Plan był do 19:00; reszta jest wolna" in html
        assert "Zakończenie przed czasem: Jan Wójcik" in html
        unit = re.findall(r'/bookings/undo/([0-9a-f]{32})"', html[html.index('id="undo"') :])[0]
        desk.client.post(f"/bookings/undo/{unit}", headers=HTMX)
        assert row(booked).ends_at == PLAN[1]

    def test_the_history_tells_it_in_words(self, desk: Desk, booked: Database) -> None:
        html = self.click(desk, "facts/keys_given_at")
        assert "klucze wydane: <del>—</del> → <ins>24.11.2026, 18:00</ins>" in html

    def test_what_was_typed_wrongly_stays_with_its_reason(self, desk: Desk, booked: Database) -> None:
        html = self.click(desk, "facts", began_at="17:3o", keys_given_to="Ewa Kos")
        assert 'value="17:3o"' in html and 'value="Ewa Kos"' in html and "Nie rozumiem" not in html
        assert 'id="about-began_at"' in html

    def test_an_unknown_fact_is_no_address(self, desk: Desk, booked: Database) -> None:
        assert desk.client.post("/bookings/1/facts/purpose", data={"version": 1}).status_code == 404
        assert desk.client.post("/bookings/9/facts/over_at", data={"version": 1}).status_code == 404

    def test_a_stale_click_changes_nothing(self, desk: Desk, booked: Database) -> None:
        assert desk.client.post("/bookings/1/facts/over_at", data={"version": 9}, headers=HTMX).status_code == 409
        assert row(booked).over_at is None
