"""What the tests of mail need: messages of our own writing, settings of a mailbox, and a look into the database."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from sqlmodel import col, select

from copapp import config
from copapp.config import Settings
from copapp.correspondence.models import Message, MessageSource, MessageState, RawMessage
from copapp.db import Database
from copapp.tickets.models import Ticket
from mail_ingest.intake import Tally, read_waiting, take_in, tell_mailbox
from mail_ingest.reader import Outcome, Read, read_raw
from mail_ingest.sources import Source
from mail_ingest.worker import Worker
from tests.servers.dovecot import Mailbox

_numbers = itertools.count(1)

REQUEST = "Dzień dobry,\n\nprosimy o salę warsztatową 19 marca 2026 w godz. 17-19 dla 12 osób.\n\nJadwiga Wrona\n"


def mail(
    body: str = REQUEST,
    *,
    subject: str = "Sala na zebranie",
    sender: str = "Jadwiga Wrona <jadwiga@lokietek.example>",
    message_id: str | None = None,
    date: str = "Mon, 9 Mar 2026 10:00:00 +0100",
    **headers: str,
) -> bytes:
    """A message as a person's program would send it; each has its own Message-ID unless one is given."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"], message["Date"] = sender, "cop@um.kalisz.pl", subject, date
    message["Message-ID"] = message_id or f"<m{next(_numbers)}@lokietek.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message.as_bytes()


def settings_of(mailbox: Mailbox, data: Path, **more: str) -> Settings:
    """Settings that point at a mailbox of the tests' Dovecot, without TLS."""
    environ = {
        "COP_DATA": str(data),
        "COP_IMAP_HOST": mailbox.server.host,
        "COP_IMAP_PORT": str(mailbox.server.port),
        "COP_IMAP_USER": mailbox.user,
        "COP_IMAP_PASSWORD": mailbox.password,
        "COP_IMAP_TLS": "off",
        "COP_MAIL_TIMEOUT_SECONDS": "5",
        **more,
    }
    return config.load(environ, dotenv=None)


def check(database: Database, source: Source, read: Read = read_raw) -> Tally:
    """One whole check of a mailbox, as the worker does it."""
    tally = Tally()
    take_in(database, source, read, tally)
    read_waiting(database, read, tally)
    tell_mailbox(database, source)
    source.close()
    return tally


def turn(worker: Worker) -> None:
    """A turn of the worker in which all is due, however often it failed before."""
    for rhythm in (worker.leading, worker.mailbox, worker.whole_folder, worker.reading, worker.outbox, worker.copies):
        rhythm.next_at = 0.0
    worker.turn()


def breaking_on(word: bytes) -> Callable[[bytes, datetime], Outcome]:
    """A reading that breaks on messages with a word in them."""

    def read(raw: bytes, received_at: datetime) -> Outcome:
        if word in raw:
            raise ValueError(f"niezrozumiałe słowo {word.decode()}")
        return read_raw(raw, received_at)

    return read


@dataclass(frozen=True)
class Seen:
    """What the database holds: messages, tickets, places, and the raw bytes in the order of their ids."""

    messages: list[Message]
    tickets: list[Ticket]
    places: list[MessageSource]
    raws: list[bytes]

    def states(self) -> list[MessageState]:
        return [message.state for message in self.messages]


def look(database: Database) -> Seen:
    with database.reading() as session:
        return Seen(
            list(session.exec(select(Message).order_by(col(Message.id)))),
            list(session.exec(select(Ticket).order_by(col(Ticket.id)))),
            list(session.exec(select(MessageSource).order_by(col(MessageSource.id)))),
            list(session.exec(select(RawMessage.content).order_by(col(RawMessage.message_id)))),
        )
