"""Tickets that are there already when mail comes in: a Centre after many years."""

from datetime import timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import SQLModel

from copapp import clock
from copapp.audit import SYSTEM, AuditEntry
from copapp.correspondence.models import Disposition, Message, MessageSource, MessageState
from copapp.db import Database
from copapp.tickets.models import Draft, Ticket, TicketMessage, TicketState

AT_ONCE = 5_000


def fill(database: Database, number: int) -> None:
    """Put so many closed tickets of a message each into an empty database; far below how the intake would do it."""
    for start in range(1, number + 1, AT_ONCE):
        with database.unit_of_work(SYSTEM) as session:
            rows = [_rows(each) for each in range(start, min(start + AT_ONCE, number + 1))]
            for table in rows[0]:
                session.connection().execute(insert(table), [row[table] for row in rows])


def _rows(number: int) -> dict[type[SQLModel], dict[str, Any]]:
    at = clock.now() - timedelta(minutes=number)
    sender, subject = f"ktos{number % 5000}@dawna{number % 400}.example", f"Prośba sprzed lat nr {number}"
    return {
        Message: {
            "id": number,
            "state": MessageState.READ,
            "sha256": f"{number:064x}",
            "size": 1_000,
            "content_key": f"{number:064x}",
            "disposition": Disposition.REQUEST,
            "message_id": f"<dawna-{number}@dawna.example>",
            "from_address": sender,
            "subject": subject,
            "new_text": "Prosimy o salę.",
            "sent_at": at,
        },
        MessageSource: {
            "message_id": number,
            "folder": "dawny",
            "uidvalidity": 1,
            "uid": number,
            "mailbox_done": True,
        },
        Ticket: {
            "id": number,
            "state": TicketState.DONE,
            "subject": subject,
            "sender_address": sender,
            "last_message_at": at,
        },
        TicketMessage: {"message_id": number, "ticket_id": number},
        Draft: {"ticket_id": number, "message_id": number, "kind": "booking"},
        AuditEntry: {
            "unit": f"{number:032x}",
            "author": "Odczyt poczty",
            "subject": "ticket",
            "subject_id": number,
            "entity": "ticket",
            "entity_id": number,
            "action": "created",
        },
    }
