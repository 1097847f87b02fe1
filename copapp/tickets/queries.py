"""What pages and the intake read of tickets."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from copapp.correspondence import queries as correspondence
from copapp.tickets.models import TicketLetter


def ticket_of_letter(session: Session, message_ids: Sequence[str]) -> int | None:
    """The ticket that a letter of ours with one of these Message-IDs answers, the newest letter first; None: none."""
    letters = [letter.id for letter in correspondence.letters_by_message_id(session, message_ids)]
    rows = session.exec(select(TicketLetter).where(col(TicketLetter.letter_id).in_(letters)))
    tickets = {row.letter_id: row.ticket_id for row in rows}
    return next((tickets[number] for number in letters if number in tickets), None)
