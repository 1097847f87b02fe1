"""Taking an answer back while its letter has not left."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from copapp import audit
from copapp.bookings.undo import take_back
from copapp.correspondence import actions as correspondence
from copapp.problems import Refused, Stale
from copapp.tickets.actions.desk import locked_ticket
from copapp.tickets.models import Draft, DraftState, Ticket, TicketLetter, TicketState


class NothingToUndo(Refused):
    """The letter is not this ticket's, or was withdrawn already."""


def withdraw(session: Session, ticket_id: int, letter_id: int) -> Ticket:
    """Withdraw a letter that has not left, and put bookings, drafts and ticket back as they stood before it.

    Raises:
        LetterLeft: the letter is being sent, or was.
        Stale: somebody changed a booking or a draft after the answer; nothing is put back.
        NothingToUndo: see there.
        RoomTaken: a room that was let go is held by others by now.
    """
    ticket = locked_ticket(session, ticket_id)
    kept = session.get(TicketLetter, letter_id)
    if kept is None or kept.ticket_id != ticket_id or not kept.undo:
        raise NothingToUndo("Nie ma czego cofać.")
    correspondence.withdraw_letter(session, letter_id)
    take_back(session, audit.unit_that_made(session, "letter", letter_id))
    for each in kept.undo["drafts"]:
        _put_draft_back(session, each)
    before = kept.undo["ticket"]
    ticket.state = TicketState(before["state"])
    ticket.closed_at = datetime.fromisoformat(before["closed_at"]) if before["closed_at"] else None
    ticket.version += 1
    kept.undo = {}
    session.flush()
    return ticket


def _put_draft_back(session: Session, kept: dict[str, Any]) -> None:
    draft = session.get(Draft, kept["id"], populate_existing=True)
    if draft is None or draft.version != kept["version"]:
        raise Stale("Ktoś zmienił już ten szkic, więc odpowiedzi nie da się cofnąć.")
    draft.state, draft.booking_ids = DraftState(kept["state"]), kept["booking_ids"]
    draft.offers = kept.get("offers", [])
    draft.waiting_since = datetime.fromisoformat(kept["waiting_since"]) if kept.get("waiting_since") else None
    draft.version += 1
