"""A message is taken to another ticket, or to one of its own, and back."""

from typing import Any

import pytest
from sqlmodel import select
from werkzeug.datastructures import MultiDict

from copapp.audit import WORKER
from copapp.config import Settings
from copapp.db import Database
from copapp.problems import Refused, Stale
from copapp.tickets import actions, queries
from copapp.tickets.letters import LetterText
from copapp.tickets.models import Draft, DraftState, MessageMove, Ticket, TicketState
from tests.tickets.conftest import ANNA, Arrive, reading, receive, request

LETTER = LetterText("anna@bursztyn.example", "Re: Sala", "Dzień dobry, potwierdzamy.")


def state(database: Database, *numbers: int) -> Any:
    """Where messages and drafts stand, and how the tickets are."""
    with database.reading() as session:
        return (
            {number: queries.ticket_of_message(session, number) for number in (1, 2)},
            [(d.id, d.ticket_id, d.position, d.state) for d in session.exec(select(Draft).order_by(Draft.id))],
            [(t.id, t.state, t.closed_at, t.last_message_at) for t in session.exec(select(Ticket).order_by(Ticket.id))],
        )


def later(database: Database, ticket_id: int, *requests: dict[str, Any]) -> int:
    """One more message on a ticket."""
    with database.unit_of_work(WORKER) as session:
        message = receive(session, sha256="1" * 64, message_id="<dalej@bursztyn.example>", subject="A druga sprawa")
        found = reading(*(requests or (request(kind="advice"),)))
        message.reading = found
        actions.continue_ticket(session, ticket_id, message, found)
        return message.id or 0


def answer(database: Database, settings: Settings, draft_id: int) -> None:
    with database.unit_of_work(ANNA) as session:
        draft = session.get_one(Draft, draft_id)
        actions.confirm_and_send(session, settings, draft.ticket_id, {draft_id: draft.version}, LETTER)


def split(database: Database, ticket_id: int, message_id: int) -> MessageMove:
    with database.unit_of_work(ANNA) as session:
        return actions.split_message(session, ticket_id, message_id)


def move(database: Database, ticket_id: int, message_id: int, to: int) -> MessageMove:
    with database.unit_of_work(ANNA) as session:
        return actions.move_message(session, ticket_id, message_id, to)


def undo(database: Database, move_id: int | None) -> None:
    with database.unit_of_work(ANNA) as session:
        actions.undo_move(session, move_id or 0)


def test_a_new_topic_gets_a_ticket_of_its_own_with_its_draft(centre: Database, arrive: Arrive) -> None:
    arrive(request())
    second = later(centre, 1)

    moved = split(centre, 1, second)

    where, drafts, _ = state(centre)
    assert where == {1: 1, 2: 2}
    assert drafts == [(1, 1, 0, DraftState.OPEN), (2, 2, 0, DraftState.OPEN)]
    with centre.reading() as session:
        new = session.get_one(Ticket, moved.to_ticket_id)
    assert (new.subject, new.contact_name, new.state) == ("A druga sprawa", "Anna Kowalska", TicketState.NEW)
    assert new.organisation_id == 1


def test_splitting_is_undone_and_leaves_an_empty_closed_ticket(centre: Database, arrive: Arrive) -> None:
    arrive(request())
    second = later(centre, 1)
    before = state(centre)

    undo(centre, split(centre, 1, second).id)

    where, drafts, tickets = state(centre)
    assert (where, drafts, tickets[0]) == (before[0], before[1], before[2][0])
    assert tickets[1][1] is TicketState.DONE


def test_an_only_message_is_not_split_off(centre: Database, arrive: Arrive) -> None:
    arrive(request())

    with pytest.raises(Refused, match="jedyna wiadomość"):
        split(centre, 1, 1)
    with centre.reading() as session:
        assert session.get(Ticket, 2) is None


def test_a_moved_message_brings_the_other_ticket_back_and_closes_an_empty_one(centre: Database, arrive: Arrive) -> None:
    first = arrive(request())
    arrive(request(kind="advice"), sha256="2" * 64, message_id="<inna@bursztyn.example>")
    with centre.unit_of_work(ANNA) as session:
        actions.put_into_state(session, 1, first.version, TicketState.DONE)

    move(centre, 2, 2, 1)

    where, drafts, tickets = state(centre)
    assert where == {1: 1, 2: 1}
    assert drafts[1] == (2, 1, 1, DraftState.OPEN)
    assert [each[1] for each in tickets] == [TicketState.NEW, TicketState.DONE]
    assert tickets[0][2] is None


def test_moving_is_undone_to_the_last_detail(centre: Database, arrive: Arrive) -> None:
    first = arrive(request())
    arrive(request(kind="advice"), sha256="2" * 64, message_id="<inna@bursztyn.example>")
    with centre.unit_of_work(ANNA) as session:
        actions.put_into_state(session, 1, first.version, TicketState.DONE)
    before = state(centre)

    undo(centre, move(centre, 2, 2, 1).id)

    assert state(centre) == before


def test_an_answered_draft_stays_with_its_letter_and_its_booking(
    centre: Database, settings: Settings, arrive: Arrive
) -> None:
    arrive(request())
    arrive(request(kind="advice"), sha256="2" * 64, message_id="<inna@bursztyn.example>")
    answer(centre, settings, 1)
    before = state(centre)

    moved = move(centre, 1, 1, 2)

    _, drafts, _ = state(centre)
    assert drafts[0] == (1, 1, 0, DraftState.ACCEPTED)
    assert drafts[2][1:] == (2, 1, DraftState.OPEN), "the message has a draft of its own, so that it can be answered"
    undo(centre, moved.id)
    assert state(centre) == before


def test_a_ticket_whose_rest_was_answered_is_closed_again_when_the_new_topic_leaves(
    centre: Database, settings: Settings, arrive: Arrive
) -> None:
    arrive(request())
    answer(centre, settings, 1)
    second = later(centre, 1)
    assert state(centre)[2][0][1] is TicketState.NEW

    split(centre, 1, second)

    assert state(centre)[2][0][1] is TicketState.DONE


def test_what_somebody_worked_on_since_is_not_undone(centre: Database, arrive: Arrive) -> None:
    arrive(request())
    second = later(centre, 1)
    moved = split(centre, 1, second)
    with centre.unit_of_work(ANNA) as session:
        draft = session.get_one(Draft, 2)
        actions.mend(session, 2, 2, draft.version, "attendees", MultiDict({"attendees": "7"}))
    before = state(centre)

    with pytest.raises(Stale, match="pracował"):
        undo(centre, moved.id)
    assert state(centre) == before


def test_nothing_is_undone_twice_or_after_another_move(centre: Database, arrive: Arrive) -> None:
    arrive(request())
    second = later(centre, 1)
    first = split(centre, 1, second)
    arrive(sha256="3" * 64, message_id="<trzecia@bursztyn.example>")
    again = move(centre, 2, second, 3)

    with pytest.raises(Stale):
        undo(centre, first.id)
    undo(centre, again.id)
    with pytest.raises(Stale):
        undo(centre, again.id)
    assert state(centre)[0] == {1: 1, 2: 2}


@pytest.mark.parametrize("answered", [False, True])
def test_of_two_moves_of_a_message_the_later_is_undone_and_then_the_earlier(
    centre: Database, settings: Settings, arrive: Arrive, answered: bool
) -> None:
    arrive(request())
    second = later(centre, 1)
    arrive(sha256="3" * 64, message_id="<trzecia@bursztyn.example>")
    if answered:
        answer(centre, settings, 2)
    before = state(centre)
    first = move(centre, 1, second, 2)
    again = move(centre, 2, second, 1)

    undo(centre, again.id)
    undo(centre, first.id)

    assert state(centre)[:2] == before[:2]


def test_what_somebody_worked_on_between_two_moves_is_not_undone(centre: Database, arrive: Arrive) -> None:
    arrive(request())
    second = later(centre, 1)
    first = split(centre, 1, second)
    with centre.unit_of_work(ANNA) as session:
        draft = session.get_one(Draft, 2)
        actions.mend(session, 2, 2, draft.version, "attendees", MultiDict({"attendees": "7"}))
    undo(centre, move(centre, 2, second, 1).id)

    with pytest.raises(Stale, match="pracował"):
        undo(centre, first.id)


@pytest.mark.parametrize("to", [1, 99])
def test_a_message_goes_nowhere_but_to_another_ticket(centre: Database, arrive: Arrive, to: int) -> None:
    arrive(request())

    with pytest.raises(Refused):
        move(centre, 1, 1, to)


def test_a_message_that_somebody_moved_is_not_moved_from_where_it_was(centre: Database, arrive: Arrive) -> None:
    arrive(request())
    second = later(centre, 1)
    split(centre, 1, second)

    with pytest.raises(Stale):
        move(centre, 1, second, 2)


def test_work_on_an_emptied_ticket_goes_on_where_its_messages_went(centre: Database, arrive: Arrive) -> None:
    arrive(request())
    arrive(request(), sha256="2" * 64, message_id="<inna@bursztyn.example>")
    moved = move(centre, 1, 1, 2)

    with centre.reading() as session:
        assert queries.where_now(session, 1) == 2
    undo(centre, moved.id)
    with centre.reading() as session:
        assert queries.where_now(session, 1) == 1
