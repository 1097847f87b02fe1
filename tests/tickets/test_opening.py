"""From a reading to a ticket."""

from sqlmodel import Session, select

from copapp.audit import WORKER, history
from copapp.clock import now
from copapp.config import Settings
from copapp.db import Database
from copapp.tickets import actions, queries
from copapp.tickets.letters import LetterText
from copapp.tickets.models import Draft, Ticket, TicketState
from tests.tickets.conftest import ANNA, Arrive, reading, receive, request


def drafts(session: Session, ticket: Ticket) -> list[Draft]:
    return list(session.exec(select(Draft).where(Draft.ticket_id == ticket.id).order_by(Draft.position)))


def test_each_request_is_a_draft_with_its_words(centre: Database, arrive: Arrive) -> None:
    ticket = arrive(request(), request(kind="advice"), confidence={"requests/1/kind": "unsure"})

    with centre.reading() as session:
        first, second = drafts(session, ticket)
    assert (first.attendees, first.evidence["attendees"], first.read["attendees"]) == (25, "25 osób", 25)
    assert (second.kind, second.evidence, second.confidence) == ("advice", {}, {"kind": "unsure"})


def test_a_message_that_could_not_be_read_still_has_a_draft(centre: Database, arrive: Arrive) -> None:
    ticket = arrive(problems=["Nie udało się."])

    with centre.reading() as session:
        (draft,) = drafts(session, ticket)
    assert (draft.kind, draft.read["problems"]) == ("other", ["Nie udało się."])


def test_the_sender_is_known_by_a_register_number(arrive: Arrive) -> None:
    sender = {"organisation": "Bursztynowy Szlak", "krs": "0000123456"}

    assert arrive(request(), sender=sender, from_address="inny@x.example").organisation_id == 1


def test_the_sender_is_known_by_address(arrive: Arrive) -> None:
    ticket = arrive(request(), from_address="Anna@Bursztyn.example")

    assert (ticket.organisation_id, ticket.organisation_name) == (1, "Stowarzyszenie Bursztynowy Szlak")


def test_a_name_alone_makes_nobody_known(arrive: Arrive) -> None:
    sender = {"organisation": "Stowarzyszenie Bursztynowy Szlak"}
    ticket = arrive(request(), sender=sender, from_address="obcy@x.example")

    assert (ticket.organisation_id, ticket.organisation_name) == (None, "Stowarzyszenie Bursztynowy Szlak")


def test_the_answer_goes_where_the_sender_wants_it(arrive: Arrive) -> None:
    assert arrive(request(), reply_to="biuro@bursztyn.example").sender_address == "biuro@bursztyn.example"


def test_a_later_message_brings_the_ticket_back(centre: Database, settings: Settings, arrive: Arrive) -> None:
    ticket = arrive(request(rooms=[]))
    assert ticket.id is not None
    with centre.unit_of_work(ANNA) as session:
        (draft,) = drafts(session, ticket)
        letter = LetterText("anna@bursztyn.example", "Re", "Która sala?")
        sent = actions.ask_for_details(session, settings, ticket.id, {draft.id or 0: draft.version}, letter)

    with centre.unit_of_work(WORKER) as session:
        found = queries.ticket_of_letter(session, ["<obcy@x>", sent.message_id])
        later = receive(session, sha256="1" * 64, message_id="<druga@bursztyn.example>", sent_at=now())
        again = actions.continue_ticket(session, found or 0, later, reading(request(attendees=30)))

    assert found == ticket.id
    assert again.state is TicketState.NEW
    with centre.reading() as session:
        assert [draft.position for draft in drafts(session, ticket)] == [0, 1]
        assert history(session, "ticket", ticket.id)


def test_what_staff_know_of_the_sender_is_not_read_over(centre: Database, arrive: Arrive) -> None:
    ticket = arrive(request())
    assert ticket.id is not None
    with centre.unit_of_work(ANNA) as session:
        actions.mend_sender(session, ticket.id, ticket.version, "contact_name", "Anna Kowalska-Nowak")

    with centre.unit_of_work(WORKER) as session:
        later = receive(session, sha256="1" * 64)
        again = actions.continue_ticket(session, ticket.id, later, reading(request()))

    assert again.contact_name == "Anna Kowalska-Nowak"


def test_the_purpose_is_the_subject_without_marks_of_replies(centre: Database, arrive: Arrive) -> None:
    ticket = arrive(request(), subject="PD: Re: Odp.: Walne zebranie")

    with centre.reading() as session:
        assert drafts(session, ticket)[0].purpose == "Walne zebranie"
