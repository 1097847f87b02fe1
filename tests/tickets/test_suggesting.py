"""A message that may belong to another ticket: a person decides, and may think again."""

import pytest

from copapp.audit import WORKER
from copapp.db import Database
from copapp.problems import Stale
from copapp.tickets import actions, queries
from copapp.tickets.models import Suggestion, SuggestionState, Why
from tests.tickets.conftest import ANNA, Arrive, request


@pytest.fixture
def centre_with_two(centre: Database, arrive: Arrive) -> Database:
    """Two tickets; the message of the second may belong to the first."""
    arrive(request())
    arrive(request(kind="advice"), sha256="2" * 64, message_id="<b@x>", from_address="obcy@inny.example")
    with centre.unit_of_work(WORKER) as session:
        actions.suggest(session, 2, 1, Why.STRANGER)
    return centre


def found(database: Database) -> tuple[SuggestionState, int | None]:
    with database.reading() as session:
        return session.get_one(Suggestion, 1).state, queries.ticket_of_message(session, 2)


def test_until_a_person_decides_the_message_stays_out(centre_with_two: Database) -> None:
    assert found(centre_with_two) == (SuggestionState.OPEN, 2)
    with centre_with_two.reading() as session:
        assert "obcy@inny.example" not in queries.correspondents(session, 1)


def test_accepted_it_joins_and_undone_it_is_asked_again(centre_with_two: Database) -> None:
    with centre_with_two.unit_of_work(ANNA) as session:
        move = actions.accept(session, 2, 2)
    assert found(centre_with_two) == (SuggestionState.ACCEPTED, 1)

    with centre_with_two.unit_of_work(ANNA) as session:
        actions.undo_move(session, move.id or 0)
    assert found(centre_with_two) == (SuggestionState.OPEN, 2)


def test_moved_there_by_hand_it_is_accepted_too(centre_with_two: Database) -> None:
    with centre_with_two.unit_of_work(ANNA) as session:
        actions.move_message(session, 2, 2, 1)

    assert found(centre_with_two) == (SuggestionState.ACCEPTED, 1)


def test_declined_it_stays_and_can_be_thought_over(centre_with_two: Database) -> None:
    with centre_with_two.unit_of_work(ANNA) as session:
        actions.decline(session, 2)
    assert found(centre_with_two) == (SuggestionState.DECLINED, 2)

    with centre_with_two.unit_of_work(ANNA) as session:
        actions.reconsider(session, 2)
    assert found(centre_with_two) == (SuggestionState.OPEN, 2)


def test_of_two_who_decide_the_second_is_told(centre_with_two: Database) -> None:
    with centre_with_two.unit_of_work(ANNA) as session:
        actions.decline(session, 2)

    with pytest.raises(Stale), centre_with_two.unit_of_work(ANNA) as session:
        actions.accept(session, 2, 2)
    assert found(centre_with_two) == (SuggestionState.DECLINED, 2)
