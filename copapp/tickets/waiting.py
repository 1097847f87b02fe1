"""Who waits for a time that is taken, and whose has become free: by a cancelling, a move, a lapse or an early end."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from copapp import clock
from copapp.tickets import inbox, times
from copapp.tickets.models import Draft, DraftState, Ticket


@dataclass(frozen=True)
class Waiting:
    """A draft on the waiting list since an instant; `place` counts from 1 among those who wait, by who came first."""

    ticket: Ticket
    draft: Draft
    wish: inbox.Wish
    since: datetime
    place: int

    @property
    def who(self) -> str:
        return self.ticket.organisation_name or self.ticket.contact_name or self.ticket.sender_address

    @property
    def is_free(self) -> bool:
        return self.wish.calendar == inbox.FREE


def waiting(session: Session) -> list[Waiting]:
    """Everybody on the list whose time is still to come, the first to come first; the queries don't grow with them."""
    query = (
        select(Draft, Ticket)
        .join(Ticket, col(Ticket.id) == Draft.ticket_id)
        .where(col(Draft.waiting_since).is_not(None), Draft.state == DraftState.OPEN)
        .order_by(col(Draft.waiting_since), col(Draft.id))
    )
    found = [(draft, ticket) for draft, ticket in session.exec(query) if _is_to_come(draft)]
    wishes = inbox.wishes(session, [draft for draft, _ in found]) if found else {}
    return [
        Waiting(ticket, draft, wishes[draft.id], draft.waiting_since or ticket.opened_at, place)
        for place, (draft, ticket) in enumerate(found, 1)
    ]


def freed(session: Session) -> list[Waiting]:
    """Those of them whose time can be had now."""
    return [each for each in waiting(session) if each.is_free]


def _is_to_come(draft: Draft) -> bool:
    spans = [span for slot in draft.slots if (span := times.span_of(slot))]
    return any(span[0] > clock.now() for span in spans)
