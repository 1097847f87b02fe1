"""Other open drafts that want the same time: a draft holds nothing, so several may, until one of them is accepted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import Span, overlaps
from copapp.tickets import cards, rules, times, words
from copapp.tickets.models import Draft, DraftState, Ticket


@dataclass(frozen=True)
class Rival:
    """An open draft whose wish a booking of these rooms at these times rules out."""

    ticket_id: int
    draft_id: int
    who: str
    when: str


def rivals(
    session: Session, spans: Sequence[Span], held: Iterable[RoomInfo], rooms: Sequence[RoomInfo], but: int | None
) -> list[Rival]:
    """Who else wants one of the `held` rooms within the spans, the first to write first; `rooms`: all that there are,
    `but`: the draft that they are rivals of. One query; a wish that other rooms can fulfil is no rival's."""
    taken = list(held)
    if not spans or not taken:
        return []
    query = (
        select(Draft, Ticket)
        .join(Ticket, col(Ticket.id) == Draft.ticket_id)
        .where(Draft.state == DraftState.OPEN, Draft.kind == "booking", Draft.intent == "new", Draft.id != but)
        .where(col(Ticket.state).in_(rules.OPEN_STATES))
        .order_by(col(Ticket.opened_at), col(Draft.id))
    )
    return [_rival(draft, ticket) for draft, ticket in session.exec(query) if _is_ruled_out(draft, spans, taken, rooms)]


def _is_ruled_out(draft: Draft, spans: Sequence[Span], taken: Sequence[RoomInfo], rooms: Sequence[RoomInfo]) -> bool:
    """Whether its wish can't be fulfilled any more: of times of which one serves, all must be gone."""
    mine = [span for slot in draft.slots if (span := times.span_of(slot))]
    gone = [any(_rules_out(draft, span, other, taken, rooms) for other in spans) for span in mine]
    return bool(gone) and (all(gone) if draft.choice == "any" else any(gone))


def _rules_out(draft: Draft, mine: Span, other: Span, taken: Sequence[RoomInfo], rooms: Sequence[RoomInfo]) -> bool:
    def is_taken(room: RoomInfo) -> bool:
        return any(room.ids & one.ids and overlaps(room.held(mine), one.held(other)) for one in taken)

    named = [room for room in rooms if room.key in draft.rooms]
    workshops = [room for room in rooms if room.key in words.WORKSHOPS and words.EITHER_WORKSHOP in draft.rooms]
    return any(map(is_taken, named)) or bool(workshops and all(map(is_taken, workshops)))


def _rival(draft: Draft, ticket: Ticket) -> Rival:
    assert ticket.id is not None and draft.id is not None
    who = ticket.organisation_name or ticket.contact_name or ticket.sender_address
    return Rival(ticket.id, draft.id, who, cards.short(draft))
