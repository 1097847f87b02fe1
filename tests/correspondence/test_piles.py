"""Messages that opened no ticket: a person reads them again, makes a ticket, or says that they are not for us."""

import re

import pytest
from flask.testing import FlaskClient

from copapp.audit import history
from copapp.correspondence.models import Disposition, Message, MessageState
from copapp.db import Database
from copapp.tickets.models import Draft, Ticket, TicketState
from copapp.tickets.queries import ticket_of_message
from mail_ingest.intake import Step, read_again, read_one
from mail_ingest.reader import read_raw
from tests.correspondence.arriving import arrive, read
from tests.mail.make import mail

ROOM = "/machine-room/messages"
QUARANTINED = {"state": MessageState.QUARANTINED, "quarantine_reason": "Odczyt się załamał.", "subject": "Zepsuta"}
PILES = {
    "quarantine": QUARANTINED,
    "machine": {"state": MessageState.READ, "disposition": Disposition.BULK, "subject": "Biuletyn"},
    "duplicates": {"state": MessageState.DUPLICATE, "duplicate_of": 1, "subject": "Jeszcze raz"},
}


def message(database: Database, message_id: int) -> Message:
    with database.reading() as session:
        return session.get_one(Message, message_id)


def badges(client: FlaskClient) -> list[str]:
    """The titles of the counts in the navigation of some page."""
    navigation = re.search(r'<nav class="main-nav".*?</nav>', client.get("/bookings/day/2026-03-09").text, re.DOTALL)
    assert navigation is not None
    return re.findall(r'title="([^"]*)"', navigation[0])


@pytest.mark.parametrize("pile", PILES)
def test_a_message_that_is_not_for_us_leaves_its_pile_and_comes_back(
    client: FlaskClient, database: Database, pile: str
) -> None:
    arrive(database, b"1", state=MessageState.READ, disposition=Disposition.REQUEST)
    message_id = arrive(database, b"2", **PILES[pile])
    subject = str(PILES[pile]["subject"])

    client.post(f"{ROOM}/{message_id}/dismiss")

    assert subject not in client.get(f"{ROOM}/{pile}").text
    assert subject in client.get(f"{ROOM}/{pile}?dismissed=1").text
    assert re.search(r"(Nie dla nas|Przejrzane): Anna Nowak, ", client.get(f"{ROOM}/{message_id}").text)
    with database.reading() as session:
        told = [entry for entry in history(session, "message", message_id) if "dismissed_at" in entry.after]
        assert [(entry.author, bool(entry.after["dismissed_at"])) for entry in told] == [("Anna Nowak", True)]

    client.post(f"{ROOM}/{message_id}/reinstate")

    assert subject in client.get(f"{ROOM}/{pile}").text
    assert "Anna Nowak, " not in client.get(f"{ROOM}/{message_id}").text


def test_what_waits_for_a_person_is_counted_on_every_page(client: FlaskClient, database: Database) -> None:
    assert badges(client) == []
    arrive(database, b"1", state=MessageState.READ, disposition=Disposition.REQUEST)
    for number, fields in enumerate(PILES.values()):
        arrive(database, b"2%d" % number, **fields)
    arrive(database, b"3", **PILES["machine"])

    assert badges(client) == ["w kwarantannie: 1", "poczta maszynowa: 2, powtórzenia: 1"]

    for message_id in (2, 3, 4, 5):
        client.post(f"{ROOM}/{message_id}/dismiss")
    assert badges(client) == []


def test_a_whole_pile_is_dismissed_as_it_was_seen(client: FlaskClient, database: Database) -> None:
    seen = [arrive(database, b"%d" % number, **PILES["machine"]) for number in range(3)]
    page = client.get(f"{ROOM}/machine").text
    (newest,) = re.findall(r'name="newest" value="(\d+)"', page)
    unseen = arrive(database, b"9", **PILES["machine"])

    client.post(f"{ROOM}/machine/dismiss", data={"newest": newest})

    assert [message(database, number).dismissed_at is not None for number in (*seen, unseen)] == [True] * 3 + [False]


def test_a_request_and_a_message_that_waits_are_not_dismissed(client: FlaskClient, database: Database) -> None:
    waiting = arrive(database, b"1")
    request, _ = read(database, mail())

    for message_id in (waiting, request):
        assert client.post(f"{ROOM}/{message_id}/dismiss").status_code == 303
        assert message(database, message_id).dismissed_at is None


def test_htmx_gets_the_row_back_with_the_way_back(client: FlaskClient, database: Database) -> None:
    message_id = arrive(database, **QUARANTINED)

    row = client.post(f"{ROOM}/{message_id}/dismiss", headers={"HX-Request": "true"}).text

    assert row.lstrip().startswith("<li")
    assert "nie dla nas" in row
    assert f"{ROOM}/{message_id}/reinstate" in row


def test_a_ticket_is_made_by_hand_of_a_message_that_could_not_be_read(client: FlaskClient, database: Database) -> None:
    raw = mail(subject="Zepsuta")
    message_id = arrive(database, raw, from_address="jadwiga@lokietek.example", **QUARANTINED)

    answer = client.post(f"/tickets/from-message/{message_id}")

    assert answer.location == "/tickets/1"
    assert "Zepsuta" in client.get("/tickets/1").text
    with database.reading() as session:
        ticket = session.get_one(Ticket, 1)
        assert (ticket.state, ticket.sender_address) == (TicketState.IN_PROGRESS, "jadwiga@lokietek.example")
        assert ticket.assignee_id is not None
        assert session.get_one(Draft, 1).kind == "other"
        assert history(session, "ticket", 1)[0].author == "Anna Nowak"
    assert "Zgłoszenie nr 1" in client.get(f"{ROOM}/{message_id}").text
    assert "Zepsuta" not in client.get(f"{ROOM}/quarantine").text


def test_a_message_gets_one_ticket_however_often_it_is_asked_for_or_read(
    client: FlaskClient, database: Database
) -> None:
    message_id = arrive(database, mail(), **QUARANTINED)
    client.post(f"/tickets/from-message/{message_id}")

    again = client.post(f"/tickets/from-message/{message_id}")
    read_again(database, read_raw, message_id)

    assert again.location == f"{ROOM}/{message_id}"
    with database.reading() as session:
        assert ticket_of_message(session, message_id) == 1
        assert session.get(Ticket, 2) is None
    assert "prosimy o salę warsztatową" in client.get("/tickets/1").text


def test_a_ticket_of_a_machines_mail_has_what_was_read(client: FlaskClient, database: Database) -> None:
    message_id, step = read(database, mail(Auto_Submitted="auto-generated"))
    assert step is Step.NO_TICKET

    client.post(f"/tickets/from-message/{message_id}")

    with database.reading() as session:
        assert ticket_of_message(session, message_id) == 1


def test_no_ticket_is_made_of_a_message_that_will_make_its_own(client: FlaskClient, database: Database) -> None:
    message_id = arrive(database, mail())

    assert client.post(f"/tickets/from-message/{message_id}").location == f"{ROOM}/{message_id}"
    assert client.post("/tickets/from-message/77").status_code == 404

    assert read_one(database, read_raw, message_id) is Step.OPENED


def test_headers_are_shown_decoded_and_as_text(client: FlaskClient, database: Database) -> None:
    raw = (
        b"Received: from <script>alert(1)</script>\r\n by x\r\nSubject: =?utf-8?q?Sala_na_pr=C3=B3b=C4=99?=\r\n"
        b"X-Zly: =?utf-8?q?a=0D=0ASet-Cookie:_b?= =?nieznany?q?x?=\r\nX-8bit: \xc5\x82\xff\r\n\r\nX-Body: nie\r\n"
    )
    message_id = arrive(database, raw, **QUARANTINED)

    page = client.get(f"{ROOM}/{message_id}").text

    assert "<dt>Subject</dt><dd>Sala na próbę</dd>" in page
    assert "<dt>Received</dt><dd>from &lt;script&gt;alert(1)&lt;/script&gt; by x</dd>" in page
    assert "<dt>X-8bit</dt>" in page
    assert "<dt>X-Body</dt>" not in page
    assert "<script>alert" not in page


def test_the_place_in_the_mailbox_is_told(client: FlaskClient, database: Database) -> None:
    message_id = arrive(database, **QUARANTINED)

    assert "<dt>Gdzie leży</dt><dd>x</dd>" in client.get(f"{ROOM}/{message_id}").text
