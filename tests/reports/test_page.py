"""The page „Odczyt poczty: jak trafny”."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from copapp import clock
from copapp.audit import WORKER
from copapp.correspondence.models import Message
from copapp.db import Database
from copapp.reports.page import PAGE, read_report
from copapp.reports.rules import Tally
from copapp.tickets import actions
from copapp.tickets.models import Draft, Ticket, TicketState
from tests.reports.conftest import Came, Settle
from tests.statements import counted
from tests.tickets.conftest import ANNA, reading, receive, request


def draft_of(session: Session, ticket: Ticket) -> Draft:
    return session.exec(select(Draft).where(Draft.ticket_id == ticket.id)).one()


def test_what_was_answered_counts_by_the_day_its_message_came(centre: Database, came: Came, settle: Settle) -> None:
    settle(came())
    settle(came(stored_at=clock.now() - timedelta(days=40)), attendees=30)
    settle(came(stored_at=clock.now() - timedelta(days=100)), attendees=30)
    came()

    with centre.reading() as session:
        report = read_report(session)

    assert (report.figures[30].drafts, report.figures[90].drafts) == (1, 2)
    assert report.figures[30].fields["attendees"] == Tally(right=1, read=1)
    assert report.figures[90].fields["attendees"] == Tally(right=1, read=2)
    assert report.found == 1


def test_a_ticket_closed_unanswered_counts_only_where_somebody_mended_its_draft(centre: Database, came: Came) -> None:
    for mended in (False, True):
        ticket = came()
        with centre.unit_of_work(ANNA) as session:
            if mended:
                draft_of(session, ticket).attendees = 30
            session.get_one(Ticket, ticket.id).state = TicketState.DONE

    with centre.reading() as session:
        assert read_report(session).figures[30].drafts == 1


def test_confidence_is_that_of_the_reading_even_after_staff_made_the_value_sure(
    centre: Database, came: Came, settle: Settle
) -> None:
    ticket = came(confidence={"requests/0/attendees": "unsure", "requests/0/rooms/0": "certain"})
    with centre.unit_of_work(ANNA) as session:
        draft_of(session, ticket).confidence = {"attendees": "certain", "rooms/0": "certain"}
    settle(ticket, attendees=30)

    with centre.reading() as session:
        steps = read_report(session).figures[30].steps

    assert steps == {"certain": Tally(1, 1), "likely": Tally(), "unsure": Tally(0, 1)}


def test_each_request_of_a_message_is_compared_with_its_own_confidence(
    centre: Database, came: Came, settle: Settle
) -> None:
    ticket = came(request(), request(attendees=8), confidence={"requests/1/attendees": "likely"})
    settle(ticket, number=1, attendees=9)

    with centre.reading() as session:
        report = read_report(session)

    assert report.figures[30].fields["attendees"] == Tally(1, 2)
    assert report.figures[30].steps["likely"] == Tally(0, 1)
    assert [each.judgement.read for each in report.listed] == [8]


def test_a_sender_is_judged_once_by_the_message_that_opened_the_ticket(
    centre: Database, came: Came, settle: Settle
) -> None:
    ticket = came()
    assert ticket.id is not None
    with centre.unit_of_work(WORKER) as session:
        later = reading(request(), sender={"contact_name": "Ewa Lis"})
        actions.continue_ticket(session, ticket.id, receive(session, reading=later, message_id="<2@x>"), later)
    with centre.unit_of_work(ANNA) as session:
        session.get_one(Ticket, ticket.id).contact_name = "Anna Kowal"
    settle(ticket)

    with centre.reading() as session:
        report = read_report(session)

    assert report.figures[30].fields["sender/contact_name"] == Tally(0, 1)
    assert [each.judgement.settled for each in report.listed] == ["Anna Kowal"]


def test_messages_read_before_readings_were_kept_count_by_their_drafts(
    centre: Database, came: Came, settle: Settle
) -> None:
    ticket = came()
    with centre.unit_of_work(WORKER) as session:
        session.get_one(Message, 1).reading = {}
    settle(ticket, attendees=30)

    with centre.reading() as session:
        figures = read_report(session).figures[30]

    assert figures.fields["attendees"] == Tally(0, 1)
    assert figures.fields["sender/contact_name"] == Tally()


def test_a_misreading_says_where_what_from_which_words_and_what_it_became(
    client: FlaskClient, came: Came, settle: Settle
) -> None:
    settle(came(subject="Sala <dla> nas"), attendees=30)

    page = client.get("/reports/reading").text

    assert 'href="/tickets/1"' in page
    assert "Sala &lt;dla&gt; nas" in page
    assert '<q class="evidence">25 osób</q>' in page
    assert "<strong>30</strong>" in page


def test_misreadings_are_filtered_and_paged(client: FlaskClient, centre: Database, came: Came, settle: Settle) -> None:
    for number in range(PAGE + 1):
        settle(came(subject=f"List {number}"), attendees=30, rooms=["open_space"])

    of_rooms = client.get("/reports/reading?field=rooms").text
    last = client.get("/reports/reading?field=rooms&page=1").text

    assert of_rooms.count('class="misread ') == PAGE
    assert f"List {PAGE}<" in of_rooms and "List 0<" not in of_rooms
    assert last.count('class="misread ') == 1
    assert "List 0<" in last
    assert "field=rooms" in last and "Nowsze" in last


def test_the_page_asks_as_much_for_many_drafts_as_for_one(
    client: FlaskClient, centre: Database, came: Came, settle: Settle
) -> None:
    settle(came(), attendees=30)
    with counted(centre) as one:
        client.get("/reports/reading")
    for _ in range(5):
        settle(came(), attendees=30)
    with counted(centre) as many:
        client.get("/reports/reading")

    assert len(many) == len(one)


@pytest.mark.parametrize("address", ["/reports/reading", "/reports/reading?field=nonsense&page=-3&page=x"])
def test_an_empty_page_helps(client: FlaskClient, centre: Database, address: str) -> None:
    assert "Jeszcze nie ma czego liczyć" in client.get(address).text


def test_nothing_misread_says_so(client: FlaskClient, came: Came, settle: Settle) -> None:
    settle(came())

    assert "Niczego nie poprawiono" in client.get("/reports/reading").text


def test_it_is_for_signed_in_staff_and_found_from_stan(app: Any, client: FlaskClient, centre: Database) -> None:
    stranger = app.test_client().get("/reports/reading")

    assert stranger.status_code == 303 and "/sign-in" in stranger.location
    assert 'href="/reports/reading"' in client.get("/machine-room/").text
