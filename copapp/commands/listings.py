"""`./cop tickets` and `./cop messages`: for scripts a JSON object a line, for people a table."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import click
from sqlmodel import Session, col, func, select

from copapp import config
from copapp.clock import to_local
from copapp.commands.opening import opened
from copapp.commands.tables import show
from copapp.correspondence.labels import MESSAGE_STATES
from copapp.correspondence.models import Message
from copapp.tickets.models import Draft, Ticket, TicketMessage
from copapp.tickets.words import STATES, what

DRAFT_VALUES = (
    "kind",
    "intent",
    "state",
    "rooms",
    "slots",
    "choice",
    "recurrence",
    "previous",
    "attendees",
    "equipment",
    "topic",
)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Obiekt JSON w każdym wierszu.")
def tickets(as_json: bool) -> None:
    """Wypisuje zgłoszenia: numer, stan, temat, nadawca, sprawy, odczytane wartości, liczba wiadomości."""
    with opened(config.load()) as database, database.reading() as session:
        rows = list(ticket_rows(session))
    if as_json:
        _print_lines(rows)
        return
    show(
        ("Nr", "Stan", "Temat", "Nadawca", "Sprawy", "Wiadomości"),
        [
            (row["id"], STATES[row["state"]], row["subject"], row["sender"], _asked(row), row["messages"])
            for row in rows
        ],
    )


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Obiekt JSON w każdym wierszu.")
def messages(as_json: bool) -> None:
    """Wypisuje wiadomości: numer, Message-ID, skrót SHA-256 bajtów, stan, numer zgłoszenia."""
    with opened(config.load()) as database, database.reading() as session:
        rows = list(message_rows(session))
    if as_json:
        _print_lines(rows)
        return
    show(
        ("Nr", "Nadeszła", "Stan", "Zgłoszenie", "Nadawca", "Temat"),
        [
            (
                row["id"],
                row["stored"],
                MESSAGE_STATES[row["state"]][0],
                row["ticket"] or "-",
                row["sender"],
                row["subject"],
            )
            for row in rows
        ],
    )


def ticket_rows(session: Session) -> Iterator[dict[str, Any]]:
    """All tickets, the oldest first."""
    drafts: dict[int, list[Draft]] = defaultdict(list)
    for draft in session.exec(select(Draft).order_by(col(Draft.position), col(Draft.id))):
        drafts[draft.ticket_id].append(draft)
    counted = dict(
        session.exec(
            select(TicketMessage.ticket_id, func.count(col(TicketMessage.message_id))).group_by(
                col(TicketMessage.ticket_id)
            )
        ).all()
    )
    for ticket in session.exec(select(Ticket).order_by(col(Ticket.id))):
        assert ticket.id is not None
        requests = drafts[ticket.id]
        yield {
            "id": ticket.id,
            "state": ticket.state.value,
            "subject": ticket.subject,
            "sender": ticket.sender_address,
            "contact_name": ticket.contact_name,
            "organisation": ticket.organisation_name,
            "kinds": list(dict.fromkeys(draft.kind for draft in requests)),
            "drafts": [{name: getattr(draft, name) for name in DRAFT_VALUES} for draft in requests],
            "messages": counted.get(ticket.id, 0),
        }


def message_rows(session: Session) -> Iterator[dict[str, Any]]:
    """All messages that came, the oldest first; `sha256` is of the bytes as they came."""
    query = (
        select(Message, TicketMessage.ticket_id)
        .join(TicketMessage, col(TicketMessage.message_id) == col(Message.id), isouter=True)
        .order_by(col(Message.id))
    )
    for message, ticket_id in session.exec(query):
        yield {
            "id": message.id,
            "message_id": message.message_id,
            "sha256": message.sha256,
            "state": message.state.value,
            "ticket": ticket_id,
            "stored": f"{to_local(message.stored_at):%Y-%m-%d %H:%M}",
            "sender": message.from_address,
            "subject": message.subject,
        }


def _asked(row: dict[str, Any]) -> str:
    return ", ".join(what(draft["kind"], draft["intent"], draft["topic"]) for draft in row["drafts"])


def _print_lines(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))
