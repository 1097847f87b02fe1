"""A ticket out of a message that opened none: unreadable, a machine's, or come twice."""

from sqlmodel import Session, select

from copapp.correspondence import actions as correspondence
from copapp.correspondence.models import Disposition, Message
from copapp.problems import Refused
from copapp.tickets import queries
from copapp.tickets.actions.desk import take_if_free
from copapp.tickets.actions.opening import open_ticket
from copapp.tickets.models import Ticket


class NoTicketToMake(Refused):
    """The message waits to be read, or has its ticket already."""


def open_by_hand(session: Session, message_id: int) -> Ticket:
    """Open a ticket with as much as was read of the message; who opens it works on it, and the message leaves its pile.

    Raises:
        NoTicketToMake: see there.
    """
    message = session.exec(select(Message).where(Message.id == message_id).with_for_update()).one()
    if queries.ticket_of_message(session, message_id) is not None:
        raise NoTicketToMake("Ta wiadomość ma już zgłoszenie.")
    if not correspondence.needs_decision(message):
        raise NoTicketToMake("Ta wiadomość czeka na odczyt; zgłoszenie powstanie samo.")
    if message.disposition is None:
        # Never read; now a person said what it is, and a later reading finds its ticket.
        message.disposition = Disposition.REQUEST
    ticket = open_ticket(session, message, message.reading)
    take_if_free(session, ticket)
    correspondence.dismiss(session, message_id)
    session.flush()
    return ticket
