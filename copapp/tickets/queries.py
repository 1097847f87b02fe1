"""What pages and the intake read of tickets."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from copapp.correspondence import queries as correspondence
from copapp.organisations.matching import Claim
from copapp.tickets.models import Ticket, TicketLetter, TicketMessage, TicketState


def claim(ticket: Ticket) -> Claim:
    """What a ticket says of who writes."""
    return Claim(ticket.organisation_name, ticket.nip, ticket.krs, ticket.regon, ticket.sender_address)


def ticket_of_letter(session: Session, message_ids: Sequence[str]) -> int | None:
    """The ticket that a letter of ours with one of these Message-IDs answers, the newest letter first; None: none."""
    letters = [letter.id for letter in correspondence.letters_by_message_id(session, message_ids)]
    rows = session.exec(select(TicketLetter).where(col(TicketLetter.letter_id).in_(letters)))
    tickets = {row.letter_id: row.ticket_id for row in rows}
    return next((tickets[number] for number in letters if number in tickets), None)


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


def ticket_of_message(session: Session, message_id: int) -> int | None:
    """The ticket that a message stands on."""
    row = session.get(TicketMessage, message_id)
    return row.ticket_id if row else None
