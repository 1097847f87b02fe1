"""Reminding of a booking before its day. One booking is one transaction: a program that dies between two begins with
the second, and the letter leaves through the outbox, once."""

from sqlalchemy import String, cast
from sqlmodel import Session, col, select

from copapp.bookings import reminders
from copapp.bookings.actions import wait_for_turn
from copapp.config import Settings
from copapp.correspondence import actions as correspondence
from copapp.correspondence.compose import WrongAddress
from copapp.tickets import letters, queries
from copapp.tickets.models import Draft, TicketLetter


def remind_next(session: Session, settings: Settings) -> bool:
    """Write the reminder that is due next; whether there was one. It stands on the ticket that made the booking, so
    that an answer comes there. COP_REMIND_DAYS=0 writes none.

    While it is written no booking changes: one that moves or is cancelled afterwards takes its reminder back.
    """
    if not settings.remind_days:
        return False
    wait_for_turn(session)
    booking = reminders.next_due(session, settings.remind_days)
    if booking is None:
        return False
    text = letters.reminder(booking, settings)
    try:
        letter = correspondence.queue_letter(
            session,
            settings,
            to_address=text.to_address,
            to_name=booking.contact_name,
            subject=text.subject,
            body=text.body,
            automatic=True,
        )
    except WrongAddress:
        reminders.note(session, booking, None)
        return True
    reminders.note(session, booking, letter.id)
    ticket_id = _ticket_of(session, booking.id)
    if ticket_id is not None:
        session.add(TicketLetter(letter_id=letter.id or 0, ticket_id=ticket_id, action=letters.REMIND))
    session.flush()
    return True


def _ticket_of(session: Session, booking_id: int) -> int | None:
    """The ticket whose newest draft made or moved the booking."""
    said = cast(col(Draft.booking_ids), String).contains(str(booking_id))
    query = select(Draft.ticket_id, Draft.booking_ids).where(said).order_by(col(Draft.id).desc())
    found = next((ticket_id for ticket_id, ids in session.exec(query) if booking_id in ids), None)
    return None if found is None else queries.where_now(session, found)
