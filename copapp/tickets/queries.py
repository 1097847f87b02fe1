"""What pages and the intake read of tickets."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from copapp.correspondence import queries as correspondence
from copapp.organisations.matching import Claim
from copapp.tickets.models import MessageMove, Ticket, TicketLetter, TicketMessage, TicketState

MOST_MOVES = 20
"""So many tickets are followed from one to the next; moves in a circle end here."""


def claim(ticket: Ticket) -> Claim:
    """What a ticket says of who writes."""
    return Claim(ticket.organisation_name, ticket.nip, ticket.krs, ticket.regon, ticket.sender_address)


def ticket_of_letter(session: Session, message_ids: Sequence[str]) -> int | None:
    """The ticket that a letter of ours with one of these Message-IDs answers, the newest letter first; None: none.
    Where all of its messages were moved to another ticket, that one."""
    if not message_ids:
        return None
    letters = [letter.id for letter in correspondence.letters_by_message_id(session, message_ids)]
    rows = session.exec(select(TicketLetter).where(col(TicketLetter.letter_id).in_(letters)))
    tickets = {row.letter_id: row.ticket_id for row in rows}
    ticket_id = next((tickets[number] for number in letters if number in tickets), None)
    return None if ticket_id is None else where_now(session, ticket_id)


def where_now(session: Session, ticket_id: int) -> int:
    """The ticket on which the work of a ticket goes on: itself, unless every message of it was moved to another."""
    for _ in range(MOST_MOVES):
        if has_messages(session, ticket_id):
            break
        away = (MessageMove.from_ticket_id == ticket_id, col(MessageMove.undone).is_(False))
        query = select(MessageMove.to_ticket_id).where(*away).order_by(col(MessageMove.id).desc())
        further = session.exec(query.limit(1)).first()
        if further is None:
            break
        ticket_id = further
    return ticket_id


def has_messages(session: Session, ticket_id: int) -> bool:
    query = select(TicketMessage.message_id).where(TicketMessage.ticket_id == ticket_id)
    return session.exec(query.limit(1)).first() is not None


def existing(session: Session, ticket_id: int | None) -> int | None:
    """The ticket with that number, or the one on which its work goes on; None where there is none."""
    if ticket_id is None or session.get(Ticket, ticket_id) is None:
        return None
    return where_now(session, ticket_id)


def ticket_of_message_id(session: Session, message_ids: Sequence[str]) -> int | None:
    """The ticket on which a message with one of these Message-IDs stands, the newest message first; None: none."""
    if not message_ids:
        return None
    numbers = correspondence.message_ids_to_numbers(session, message_ids)
    rows = session.exec(select(TicketMessage).where(col(TicketMessage.message_id).in_(numbers)))
    tickets = {row.message_id: row.ticket_id for row in rows}
    return next((tickets[number] for number in numbers if number in tickets), None)


def next_new(session: Session, but: int) -> int | None:
    """The new ticket that has waited longest, besides this one; None: there is none."""
    query = select(Ticket.id).where(Ticket.state == TicketState.NEW, Ticket.id != but)
    return session.exec(query.order_by(col(Ticket.last_message_at), col(Ticket.id)).limit(1)).first()


def correspondents(session: Session, ticket_id: int) -> set[str]:
    """Addresses, in lower case, from which messages of a ticket came and to which its answers go."""
    rows = session.exec(select(TicketMessage.message_id).where(TicketMessage.ticket_id == ticket_id)).all()
    came = correspondence.messages(session, rows).values()
    written = {address for message in came for address in (message.from_address, message.reply_to)}
    ticket = session.get(Ticket, ticket_id)
    return {address.strip().lower() for address in (*written, ticket.sender_address if ticket else "") if address}


def tickets_of_messages(session: Session, message_ids: Sequence[int]) -> dict[int, int]:
    """The tickets that these messages stand on, by the messages' ids."""
    rows = session.exec(select(TicketMessage).where(col(TicketMessage.message_id).in_(message_ids)))
    return {row.message_id: row.ticket_id for row in rows}


def ticket_of_message(session: Session, message_id: int) -> int | None:
    """The ticket that a message stands on."""
    row = session.get(TicketMessage, message_id)
    return row.ticket_id if row else None
