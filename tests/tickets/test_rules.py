"""Decisions about drafts and tickets."""

import pytest

from copapp.tickets import rules
from copapp.tickets.models import Draft, DraftState, Ticket, TicketState
from tests.tickets.conftest import request

OPEN, ACCEPTED, REFUSED = DraftState.OPEN, DraftState.ACCEPTED, DraftState.REFUSED


def draft(**values: object) -> Draft:
    return Draft(ticket_id=1, **{**request(), **values})


def lacking(**values: object) -> list[str]:
    return [lack.name for lack in rules.lacks(draft(**values))]


@pytest.mark.parametrize(
    ("drafts", "state"),
    [
        ([OPEN, ACCEPTED], TicketState.IN_PROGRESS),
        ([ACCEPTED, REFUSED], TicketState.DONE),
        ([REFUSED, REFUSED], TicketState.REFUSED),
        ([], TicketState.DONE),
    ],
)
def test_state_after_an_answer(drafts: list[DraftState], state: TicketState) -> None:
    assert rules.state_after_answer(drafts) is state


@pytest.mark.parametrize("state", list(TicketState))
def test_no_message_lies_unseen_among_what_waits_or_is_closed(state: TicketState) -> None:
    assert rules.state_after_message(state, taken=True) in (TicketState.NEW, TicketState.IN_PROGRESS)
    assert rules.state_after_message(TicketState.DONE, taken=False) is TicketState.NEW


def test_a_whole_request_lacks_nothing() -> None:
    assert lacking() == []


def test_what_is_missing_is_named() -> None:
    assert lacking(slots=[], rooms=[], attendees=None) == ["termin", "sala", "liczba osób"]
    assert lacking(slots=[{"start": "2026-03-19", "end": None}]) == ["godziny"]
    assert lacking(slots=[{"start": "2026-03-19T17:00", "end": None}]) == ["godzina zakończenia"]


def test_one_question_asks_for_the_hours_of_several_days() -> None:
    days = [{"start": "2026-03-19", "end": None}, {"start": "2026-03-20", "end": None}]

    (lack,) = rules.lacks(draft(slots=days))

    assert lack.question == (
        "W jakich godzinach ma się odbyć spotkanie (czwartek, 19 marca 2026; piątek, 20 marca 2026)?"
    )


def test_the_number_of_people_is_asked_for_but_not_waited_for() -> None:
    assert [lack.needed for lack in rules.lacks(draft(attendees=None))] == [False]


def test_what_is_unsure_is_asked() -> None:
    (lack,) = rules.lacks(draft(confidence={"attendees": "unsure", "slots/0": "certain"}))

    assert lack.question == "Czy dobrze rozumiemy: liczba osób – 25?"


def test_what_is_not_booked_is_asked_about_too() -> None:
    assert lacking(kind="equipment", slots=[], equipment=[], attendees=None) == ["sprzęt", "termin"]
    assert lacking(kind="advice", slots=[], topic=None) == ["temat", "termin"]
    assert lacking(kind="advice", slots=[], topic="legal") == ["termin"]
    assert lacking(kind="equipment", intent="question", slots=[], equipment=[]) == []


def test_a_sender_without_an_organisation_is_asked_whom_they_write_for() -> None:
    assert [lack.needed for lack in rules.lacks_of_sender(Ticket(), draft())] == [False]
    assert rules.lacks_of_sender(Ticket(organisation_name="Klub Kolejarz"), draft()) == []
    assert rules.lacks_of_sender(Ticket(), draft(kind="advice")) == []
    assert rules.lacks_of_sender(Ticket(), draft(intent="cancel")) == []


def test_a_change_takes_what_it_lacks_from_the_earlier_booking() -> None:
    assert lacking(intent="change", rooms=[], attendees=None, slots=[{"start": "2026-03-19", "end": None}]) == []


def test_a_mended_field_is_told_from_a_read_one() -> None:
    mended = draft(read=request(attendees=20))

    assert rules.is_mended(mended, "attendees")
    assert not rules.is_mended(mended, "rooms")
