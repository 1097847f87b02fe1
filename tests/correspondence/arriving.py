"""Messages in the database, for the tests of pages."""

import hashlib

from copapp.audit import SYSTEM
from copapp.correspondence import incoming
from copapp.correspondence.incoming import Arrival, Place
from copapp.correspondence.models import Attachment, Message
from copapp.db import Database
from mail_ingest.intake import Step, read_one
from mail_ingest.reader import read_raw


def arrive(database: Database, raw: bytes = b"Subject: Sala\r\n\r\nProsimy o sale.\r\n", **fields: object) -> int:
    """Store a message, and give its row these values."""
    with database.unit_of_work(SYSTEM) as session:
        (message_id,) = incoming.keep(
            session, "x", [Arrival(raw, len(raw), source_key=hashlib.sha256(raw).hexdigest())], Place()
        ).new
        message = session.get_one(Message, message_id)
        for name, value in fields.items():
            setattr(message, name, value)
    return message_id


def read(database: Database, raw: bytes) -> tuple[int, Step]:
    """Store a message and read it, as the worker does; its id and what became of it."""
    message_id = arrive(database, raw)
    return message_id, read_one(database, read_raw, message_id)


def attach(database: Database, message_id: int, filename: str, content: bytes, content_type: str = "text/html") -> int:
    """A file on a message, of a type that a sender might lie about; gives its id."""
    with database.unit_of_work(SYSTEM) as session:
        file = Attachment(
            message_id=message_id, filename=filename, content_type=content_type, size=len(content), content=content
        )
        session.add(file)
    assert file.id is not None
    return file.id
