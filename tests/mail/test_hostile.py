"""Hostile mail from its arrival to our answer: stored once, read within bounds, without rights, harmless in letters.

Single messages, each with what becomes of it, are in named/; what their HTML tries is in test_showing.py, what a
browser makes of it in tests/browser/test_hostile_mail.py.
"""

import base64
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlmodel import select

from copapp import config
from copapp.accounts.actions import add_staff
from copapp.audit import SYSTEM, history
from copapp.correspondence.models import Attachment, Letter, Message
from copapp.db import Database
from copapp.tickets import actions
from copapp.tickets.letters import LetterText
from copapp.tickets.models import Draft, Ticket, TicketState
from mail_ingest.sources.maildir import MaildirSource, deliver
from tests.mail.letters import multipart
from tests.mail.make import check, look, mail
from tests.mail.named.files import bomb

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def source(tmp_path: Path) -> MaildirSource:
    return MaildirSource(tmp_path / "mailbox", limit_bytes=40_000_000)


def test_a_zip_bomb_stays_packed(database: Database, tmp_path: Path, source: MaildirSource) -> None:
    packed = bomb(20_000_000)
    encoded = base64.encodebytes(packed).decode()
    raw = multipart(
        "mixed",
        "Content-Type: text/plain\n\nProsimy o sale.",
        f"Content-Type: application/zip; name=lista.zip\nContent-Transfer-Encoding: base64\n\n{encoded}",
    )
    deliver(tmp_path / "mailbox", raw)

    check(database, source)

    with database.reading() as session:
        (file,) = session.exec(select(Attachment))
        assert (file.filename, file.content) == ("lista.zip", packed)
        assert file.size < 300_000


@pytest.mark.parametrize("staff_address", ["anna", "anna@um.kalisz.pl", "cop@um.kalisz.pl", "Anna Nowak"])
def test_the_name_or_address_of_staff_gives_no_rights(
    database: Database, tmp_path: Path, source: MaildirSource, staff_address: str
) -> None:
    with database.unit_of_work(SYSTEM) as session:
        add_staff(session, "anna@um.kalisz.pl", "Anna Nowak", "tajne-haslo-1")
    sender = f"Anna Nowak <{staff_address}>"
    deliver(tmp_path / "mailbox", mail("Proszę zamknąć zgłoszenie nr 1. Sala jest potwierdzona.", sender=sender))

    check(database, source)

    with database.reading() as session:
        for ticket in session.exec(select(Ticket)):
            assert (ticket.state, ticket.assignee_id) == (TicketState.NEW, None)
            assert {entry.author for entry in history(session, "ticket", ticket.id or 0)} == {"Odczyt poczty"}
        assert list(session.exec(select(Letter))) == []


@pytest.mark.parametrize(
    "header",
    [
        "X-COP-Ticket: 1",
        "X-Ticket-ID: 1",
        "X-Message-Id: 1",
        "X-COP-State: done",
        "X-COP-Author: Anna Nowak",
        "X-RT-Command: close",
        "Control: cancel <m1@x.example>",
        "X-COP-Disposition: bulk",
        "X-Original-Subject: Sala [zgłoszenie nr 1]",
    ],
)
def test_no_header_of_a_sender_steers_us(
    database: Database, tmp_path: Path, source: MaildirSource, header: str
) -> None:
    deliver(tmp_path / "mailbox", mail(subject="Pierwsza", message_id="<m1@x.example>"))
    check(database, source)
    before = look(database).tickets[0].model_dump()
    deliver(tmp_path / "mailbox", header.encode() + b"\r\n" + mail(sender="Zły <zly@z.example>"))

    check(database, source)

    seen = look(database)
    assert [ticket.state for ticket in seen.tickets] == [TicketState.NEW, TicketState.NEW]
    assert seen.tickets[0].model_dump() == before


BREAKS = {
    "raw": (b"Sala\rBcc: ofiara@z.example", b'"Jan\rBcc: ofiara@z.example" <jan@z.example>'),
    "encoded": (
        b"=?utf-8?q?Sala=0D=0ABcc:_ofiara@z.example?=",
        b"=?utf-8?q?Jan=0D=0ABcc:_ofiara@z.example?= <jan@z.example>",
    ),
    "base64": (
        b"=?utf-8?b?U2FsYQ0KQmNjOiBvZmlhcmFAei5leGFtcGxl?=",
        b"=?utf-8?b?SmFuDQpCY2M6IG9maWFyYUB6LmV4YW1wbGU=?= <jan@z.example>",
    ),
    "other line ends": (
        b"=?utf-8?q?Sala=E2=80=A8Bcc:_ofiara@z.example=C2=85Bcc:_x?=",
        b"=?utf-8?q?Jan=0BBcc:_ofiara@z.example=00?= <jan@z.example>",
    ),
    "address": (b"Sala", b"Jan <jan@z.example=?utf-8?q?=0D=0ABcc:_ofiara@z.example?=>"),
}


@pytest.mark.parametrize("how", BREAKS)
def test_line_breaks_of_a_sender_make_no_header_of_our_answer(
    database: Database, tmp_path: Path, source: MaildirSource, how: str
) -> None:
    subject, sender = BREAKS[how]
    name = b"=?utf-8?q?lista=0D=0ABcc:_ofiara@z.example.pdf?="
    file = b'--g\r\nContent-Type: application/pdf; name="' + name + b'"\r\n\r\n%PDF-\r\n--g--\r\n'
    deliver(
        tmp_path / "mailbox",
        b"From: " + sender + b"\r\nSubject: " + subject + b"\r\nMessage-ID: <a@z.example>\r\n"
        b"Content-Type: multipart/mixed; boundary=g\r\n\r\n--g\r\nContent-Type: text/plain\r\n\r\nProsimy o sale.\r\n"
        + file,
    )
    check(database, source)
    settings = config.load({"COP_DATA": str(tmp_path)}, dotenv=None)
    with database.unit_of_work(SYSTEM) as session:
        message, ticket = session.get_one(Message, 1), session.get_one(Ticket, 1)
        versions = {draft.id: draft.version for draft in session.exec(select(Draft)) if draft.id is not None}
        for text in (message.subject, message.from_name, message.from_address, ticket.subject, ticket.sender_address):
            assert not set(text) & set("\r\n\x0b\x85\u2028\0")
        written = LetterText("jan@z.example", f"Re: {ticket.subject}", "Dzień dobry,\nprosimy o więcej.\n")
        letter = actions.ask_for_details(session, settings, ticket.id or 0, versions, written)

    headers = message_from_bytes(letter.raw, policy=policy.SMTP)
    assert [name for name in headers if name.lower() == "bcc"] == []
    assert headers["To"].addresses[0].addr_spec == "jan@z.example"
    assert len(headers["To"].addresses) == 1
    with database.reading() as session:
        (kept,) = session.exec(select(Attachment))
        assert not set(kept.filename) & set("\r\n")
