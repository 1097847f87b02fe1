"""A letter of a ticket that came back."""

from collections.abc import Sequence

from sqlmodel import Session, select

from copapp.correspondence.bounces import Failure, note_bounce
from copapp.tickets.actions.desk import locked_ticket
from copapp.tickets.models import Ticket, TicketLetter, TicketState


def letter_came_back(session: Session, letter_id: int, message_id: int, failures: Sequence[Failure]) -> Ticket | None:
    """Keep what a report says of a letter, and bring its ticket back among those in progress where the letter will not
    arrive; while servers still try, the ticket stays as it is. Gives the ticket that came back, else None.
    """
    for failure in failures:
        note_bounce(session, letter_id, message_id, failure)
    row = session.exec(select(TicketLetter).where(TicketLetter.letter_id == letter_id)).first()
    if row is None or not any(failure.hard or failure.given_up for failure in failures):
        return None
    ticket = locked_ticket(session, row.ticket_id)
    if ticket.state in (TicketState.NEW, TicketState.IN_PROGRESS):
        return None
    ticket.state, ticket.closed_at = TicketState.IN_PROGRESS, None
    ticket.version += 1
    session.flush()
    return ticket
