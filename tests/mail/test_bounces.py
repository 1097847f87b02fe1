"""What a report says of a letter that did not arrive."""

from pathlib import Path

import pytest
from sqlmodel import select

from copapp.audit import SYSTEM
from copapp.correspondence.bounces import bounces
from copapp.correspondence.models import Fault, LetterBounce
from copapp.db import Database
from copapp.tickets.models import Ticket, TicketState
from mail_ingest.bounces import failures, fault_of, returned_ids
from mail_ingest.intake import read_again
from mail_ingest.message import parse_message
from mail_ingest.reader import read_raw
from mail_ingest.sorting import sort
from tests.mail.bounce_letters import (
    EXCHANGE,
    EXIM,
    EXIM_WAITS,
    GMAIL,
    GMAIL_WAITS,
    POSTFIX,
    TO,
    plain_report,
    status_report,
)
from tests.mail.make import look, mail
from tests.mail.test_threading import Post

CENTRE = "cop@um.kalisz.pl"
ID = "<nasz@um.kalisz.pl>"


@pytest.mark.parametrize(
    ("raw", "status", "fault", "hard", "given_up"),
    [
        (status_report(ID), "5.1.1", Fault.NO_ADDRESS, True, True),
        (status_report(ID, headers_only=True), "5.1.1", Fault.NO_ADDRESS, True, True),
        (status_report(ID, status="4.2.2", diagnosis="smtp; 452 4.2.2 mailbox full"), "4.2.2", Fault.FULL, False, True),
        (status_report(ID, status="4.4.1", action="delayed", diagnosis="x"), "4.4.1", Fault.OTHER, False, False),
        (status_report(ID, status="5.4.6", diagnosis="smtp; 554 mail loop"), "5.4.6", Fault.LOOP, True, True),
        (status_report(ID, status="5.7.1", diagnosis="smtp; 550 no such user"), "5.7.1", Fault.NO_ADDRESS, True, True),
        (status_report(ID, status="5.7.1", diagnosis="smtp; 550 spam"), "5.7.1", Fault.REJECTED, True, True),
        (status_report(ID, status="", diagnosis="smtp; 550 unknown user"), "550", Fault.NO_ADDRESS, True, True),
        (plain_report(POSTFIX, ID), "5.1.1", Fault.NO_ADDRESS, True, True),
        (plain_report(EXIM, ID, X_Failed_Recipients=TO), "552", Fault.FULL, True, True),
        (plain_report(EXIM_WAITS, ID, subject="Warning: message delayed 24 hours"), "", Fault.NO_ANSWER, False, False),
        (plain_report(EXCHANGE, ID, subject="Niedostarczalne: Re: Sala"), "5.1.10", Fault.NO_ADDRESS, True, True),
        (plain_report(GMAIL, ID, X_Failed_Recipients=TO), "5.4.4", Fault.NO_DOMAIN, True, True),
        (plain_report(GMAIL_WAITS, ID, subject="Delivery Status Notification (Delay)"), "", Fault.OTHER, False, False),
    ],
)
def test_reports_of_the_common_servers(raw: bytes, status: str, fault: Fault, hard: bool, given_up: bool) -> None:
    message = parse_message(raw)
    (failure,) = failures(message, CENTRE)

    assert (failure.address, failure.status, failure.fault) == (TO, status, fault)
    assert (failure.hard, failure.given_up) == (hard, given_up)
    assert returned_ids(message) == [ID]
    assert sort(message).disposition == "automatic"


def test_of_several_recipients_those_that_failed_are_told() -> None:
    raw = status_report(ID).replace(
        b"Final-Recipient: rfc822; jadwiga@lokietek.example",
        b"Final-Recipient: rfc822; dobry@b.example\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\n"
        b"Original-Recipient: rfc822; lista@b.example\r\nFinal-Recipient: rfc822; zly@b.example",
    )

    assert [failure.address for failure in failures(parse_message(raw), CENTRE)] == ["lista@b.example"]


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_report_that_a_letter_arrived_is_no_failure(action: str) -> None:
    assert failures(parse_message(status_report(ID, action=action, status="2.1.5")), CENTRE) == []


def test_a_person_who_writes_of_an_undelivered_letter_reports_nothing() -> None:
    told = mail(f"Państwa list nie został dostarczony, proszę wysłać na {TO}. Kod 5.1.1", subject="Undelivered Mail")

    assert failures(parse_message(told), CENTRE) == []


def test_endless_reports_are_read_in_a_moment() -> None:
    for text in ("Message-ID: " + "<" * 150_000, "user " * 40_000, "\n" * 150_000, "4.4." * 40_000, "a@" * 75_000):
        message = parse_message(plain_report("could not be delivered " + text, ID, X_Failed_Recipients=TO))
        assert failures(message, CENTRE)[0].address == TO
        returned_ids(message)


@pytest.mark.parametrize("status", ["", "5", "5.", "x.y.z", "5.1.1.1", "9" * 50])
def test_a_broken_code_says_nothing(status: str) -> None:
    assert fault_of(status, "") is Fault.OTHER


@pytest.fixture
def post(database: Database, tmp_path: Path) -> Post:
    """A ticket that waits for an answer to our letter."""
    post = Post(database, tmp_path)
    with database.unit_of_work(SYSTEM) as session:
        session.get_one(Ticket, 1).state = TicketState.WAITING
    return post


def state(post: Post) -> tuple[TicketState, list[tuple[str, bool]]]:
    with post.database.reading() as session:
        told = [(each.address, each.hard) for each in bounces(session, [1])]
        return session.get_one(Ticket, 1).state, told


def test_a_hard_bounce_shows_on_the_ticket_and_brings_it_back(post: Post) -> None:
    assert post.receive(status_report(post.our_id)) is None
    read_again(post.database, read_raw, 2)

    assert state(post) == (TicketState.IN_PROGRESS, [(TO, True)])
    assert len(look(post.database).tickets) == 1
    with post.database.reading() as session:
        assert len(session.exec(select(LetterBounce)).all()) == 1


def test_a_delay_is_shown_and_changes_nothing_until_the_server_gives_up(post: Post) -> None:
    post.receive(status_report(post.our_id, status="4.4.1", action="delayed"))
    assert state(post) == (TicketState.WAITING, [(TO, False)])

    post.receive(status_report(post.our_id, status="5.4.1"))
    assert state(post) == (TicketState.IN_PROGRESS, [(TO, True)])


@pytest.mark.parametrize("forged", [ID, "<cop.aaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaa@um.kalisz.pl>", ""])
def test_a_bounce_of_a_letter_that_we_never_sent_changes_nothing(post: Post, forged: str) -> None:
    for raw in (status_report(forged), plain_report(POSTFIX, forged)):
        assert post.receive(raw) is None

    assert state(post) == (TicketState.WAITING, [])
