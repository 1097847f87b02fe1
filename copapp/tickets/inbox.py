"""The list of tickets: who, what, when wanted, whether that is free, how old. The queries don't grow with its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, and_, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from copapp.accounts.queries import active_staff
from copapp.bookings import queries as bookings
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import Span
from copapp.bookings.schedule import BookingInfo
from copapp.organisations.queries import names_by_ids
from copapp.tickets import cards, recurrence, rules, threads, times, words
from copapp.tickets.models import Draft, DraftState, Ticket, TicketState

PAGE = 50
MOST_TIMES = 3
"""So many times of each draft are looked up in the calendar for the list."""

TABS = {
    "new": "Nowe",
    "mine": "Moje",
    "in_progress": "W toku",
    "waiting": "Czekają na nadawcę",
    "closed": "Zamknięte",
}
FREE, TAKEN, TO_CHOOSE, BOOKED = "free", "taken", "to_choose", "booked"
Held = tuple[Span, list[BookingInfo]]
"""A wanted time and the bookings in its way."""


@dataclass(frozen=True)
class Wish:
    """One draft in the list. `calendar` is "free", "taken", "to_choose" (no room was named), "booked" or ""."""

    what: str
    when: str
    rooms: str
    repeats: str
    calendar: str
    in_the_way: str = ""


@dataclass(frozen=True)
class Row:
    ticket: Ticket
    organisation: str
    assignee: str
    wishes: tuple[Wish, ...]
    may_belong_to: int | None = None
    """The number of the ticket that one of its messages may answer; a person is asked."""
    has_undelivered: bool = False
    """Its last letter did not reach an address."""

    @property
    def person(self) -> str:
        return self.ticket.contact_name or self.ticket.sender_address

    @property
    def since(self) -> datetime:
        return self.ticket.last_message_at


def tab_counts(session: Session, staff_id: int | None) -> dict[str, int]:
    """How many tickets stand behind each tab; two queries."""
    query = select(Ticket.state, func.count()).group_by(col(Ticket.state))
    states = {TicketState(state): number for state, number in session.exec(query)}
    mine = session.exec(select(func.count()).select_from(Ticket).where(_behind("mine", staff_id))).one()
    closed = sum(states.get(state, 0) for state in rules.CLOSED_STATES)
    return {
        "new": states.get(TicketState.NEW, 0),
        "mine": mine,
        "in_progress": states.get(TicketState.IN_PROGRESS, 0),
        "waiting": states.get(TicketState.WAITING, 0),
        "closed": closed,
    }


def rows(session: Session, tab: str, staff_id: int | None, page: int = 0) -> tuple[list[Row], bool]:
    """A page of the tickets behind a tab, and whether there are more. Open ones wait longest first; closed ones are the
    newest first."""
    at = col(Ticket.last_message_at)
    order = (at.desc(), col(Ticket.id).desc()) if tab == "closed" else (at, col(Ticket.id))
    query: SelectOfScalar[Ticket] = select(Ticket).where(_behind(tab, staff_id)).order_by(*order)
    found = list(session.exec(query.offset(page * PAGE).limit(PAGE + 1)))
    return _rows(session, found[:PAGE]), len(found) > PAGE


def _behind(tab: str, staff_id: int | None) -> bool:
    clause = {
        "new": col(Ticket.state) == TicketState.NEW,
        "mine": and_(col(Ticket.assignee_id) == staff_id, col(Ticket.state).in_(rules.OPEN_STATES)),
        "in_progress": col(Ticket.state) == TicketState.IN_PROGRESS,
        "waiting": col(Ticket.state) == TicketState.WAITING,
        "closed": or_(*(col(Ticket.state) == state for state in rules.CLOSED_STATES)),
    }[tab]
    return clause  # type: ignore[return-value]  # SQLModel's stub names clauses bool


def _rows(session: Session, tickets: Sequence[Ticket]) -> list[Row]:
    ids = [ticket.id for ticket in tickets if ticket.id is not None]
    drafts = session.exec(select(Draft).where(col(Draft.ticket_id).in_(ids)).order_by(col(Draft.position))).all()
    names = names_by_ids(session, [ticket.organisation_id for ticket in tickets if ticket.organisation_id])
    people = {staff.id: staff.name for staff in active_staff(session)}
    found = wishes(session, drafts)
    asked, undelivered = threads.asked_about(session, ids), threads.undelivered(session, ids)
    return [
        Row(
            ticket,
            names.get(ticket.organisation_id or 0) or ticket.organisation_name,
            people.get(ticket.assignee_id, ""),
            tuple(found[draft.id] for draft in drafts if draft.ticket_id == ticket.id),
            asked.get(ticket.id or 0),
            ticket.id in undelivered,
        )
        for ticket in tickets
    ]


def wishes(session: Session, drafts: Sequence[Draft]) -> dict[int | None, Wish]:
    """What drafts want, each with what the calendar says of it, by draft; three queries."""
    rooms = bookings.rooms(session)
    asked = [(draft, spans) for draft in drafts if _is_looked_up(draft) and (spans := _spans(draft))]
    everywhere = [room.id for room in rooms]
    found = iter(bookings.busy(session, [(everywhere, *span) for _, spans in asked for span in spans]))
    held = {draft.id: [(span, next(found)) for span in spans] for draft, spans in asked}
    names = {room.key: room.name for room in rooms}
    return {draft.id: _wish(draft, rooms, names, held.get(draft.id)) for draft in drafts}


def _is_looked_up(draft: Draft) -> bool:
    return draft.state is DraftState.OPEN and draft.kind == "booking" and draft.intent in ("new", "question")


def _spans(draft: Draft) -> list[Span]:
    return [span for slot in draft.slots[:MOST_TIMES] if (span := times.span_of(slot))]


def _wish(draft: Draft, rooms: list[RoomInfo], names: dict[str, str], held: list[Held] | None) -> Wish:
    calendar, in_the_way = _calendar(draft, rooms, held)
    return Wish(
        words.what(draft.kind, draft.intent, draft.topic).removesuffix(" sali" if draft.rooms else ""),
        cards.short(draft),
        words.rooms(draft.rooms, names),
        recurrence.words(draft.recurrence) if draft.recurrence else "",
        calendar,
        in_the_way,
    )


def _calendar(draft: Draft, rooms: list[RoomInfo], held: list[Held] | None) -> tuple[str, str]:
    if draft.state is DraftState.ACCEPTED and draft.booking_ids:
        return BOOKED, ""
    if held is None:
        return "", ""
    if not draft.rooms:
        some = all(any(not _holding(room, found) for room in rooms) for found in held)
        return (TO_CHOOSE, "") if some else (TAKEN, "wszystkie sale")
    obstacles = [_obstacle(draft, rooms, found) for found in held]
    taken = [found for found in obstacles if found]
    if not taken or (draft.choice == "any" and len(taken) < len(obstacles)):
        return FREE, ""
    return TAKEN, taken[0].who


def _obstacle(draft: Draft, rooms: list[RoomInfo], found: Held) -> BookingInfo | None:
    """What stands in the way of the wanted rooms; either workshop will do where the draft says so."""
    for room in rooms:
        if room.key in draft.rooms and (holding := _holding(room, found)):
            return holding[0]
    if words.EITHER_WORKSHOP not in draft.rooms:
        return None
    both = [_holding(room, found) for room in rooms if room.key in words.WORKSHOPS]
    return both[0][0] if both and all(both) else None


def _holding(room: RoomInfo, found: Held) -> list[BookingInfo]:
    span, bookings = found
    return [each for each in bookings if each.is_in_the_way(room, span)]
