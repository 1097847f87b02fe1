"""What the reading of a message makes of it: a new ticket, or more of an old one."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, func, select

from copapp import clock
from copapp.audit import insert_audited, insert_rows
from copapp.correspondence.models import Message
from copapp.organisations import matching
from copapp.tickets import offers, queries
from copapp.tickets.models import Draft, DraftState, Ticket, TicketMessage
from copapp.tickets.rules import ASKED, OFFERED, PICKED_IN, SENDER_FIELDS, state_after_message

LONGEST_PURPOSE = 300
_MARKS = re.compile(r"^(?:(?:re|odp|fwd?|pd|aw|wg)\s*(?:\[\d+\])?\.?\s*:\s*)+", re.IGNORECASE)


Read = tuple[Message, Mapping[str, Any]]
"""A stored message and its reading in the form of mail_ingest.reading: `sender`, `requests`, `evidence`, `confidence`,
`problems`."""


def open_ticket(session: Session, message: Message, reading: Mapping[str, Any]) -> Ticket:
    """A new ticket for one message, as `open_tickets` makes them."""
    return open_tickets(session, [(message, reading)])[0]


def open_tickets(session: Session, read: Sequence[Read]) -> list[Ticket]:
    """A new ticket for each of some messages: one draft for each request read, one of kind "other" where none was.

    The organisation is matched with a known one where identifiers or the address prove it; else its read name
    is kept, and staff choose. The number of statements does not grow with that of the messages.
    """
    tickets = new_tickets(session, read)
    places, drafts = [], []
    for ticket, (message, reading) in zip(tickets, read, strict=True):
        assert ticket.id is not None
        places.append({"message_id": message.id, "ticket_id": ticket.id})
        drafts += _drafts(ticket.id, message, reading)
    insert_rows(session, TicketMessage, places)
    insert_audited(session, Draft, drafts)
    return tickets


def new_tickets(session: Session, read: Sequence[Read]) -> list[Ticket]:
    """Tickets that know who wrote the messages, with nothing on them yet."""
    tickets = []
    for message, reading in read:
        ticket = Ticket(
            subject=message.subject,
            sender_address=sender_address(message),
            contact_name=message.from_name,
            last_message_at=message.sent_at or clock.now(),
        )
        _take_sender(ticket, reading)
        tickets.append(ticket)
    _match_organisations(session, tickets)
    session.add_all(tickets)
    session.flush()
    return tickets


def continue_ticket(session: Session, ticket_id: int, message: Message, reading: Mapping[str, Any]) -> Ticket:
    """Put a later message on a ticket, with drafts as `open_ticket` makes them.

    A ticket that waited, or was closed, comes back among those in progress (or among the new, when nobody has it), so
    that nobody overlooks the message. What staff know of the sender stays; only blanks are filled in. Where it picks
    one of the times that we proposed, the draft that they were proposed for has that time now.
    """
    ticket = session.exec(select(Ticket).where(Ticket.id == ticket_id).with_for_update()).one()
    _attach(session, ticket_id, message)
    _take_sender(ticket, reading)
    _match_organisations(session, [ticket])
    ticket.state = state_after_message(ticket.state, taken=ticket.assignee_id is not None)
    ticket.closed_at = None
    ticket.last_message_at = max(ticket.last_message_at, message.sent_at or clock.now())
    ticket.version += 1
    reading, is_pick = _pick_offer(session, ticket_id, message.id, reading)
    if reading.get("requests") or not is_pick:
        drafts = _drafts(ticket_id, message, reading, first=last_position(session, ticket_id) + 1)
        insert_audited(session, Draft, drafts)
    session.flush()
    return ticket


def _pick_offer(
    session: Session, ticket_id: int, message_id: int | None, reading: Mapping[str, Any]
) -> tuple[Mapping[str, Any], bool]:
    """Carry over to its draft the time that an answer picks; what else the answer says, and whether it picks one."""
    query = select(Draft).where(Draft.ticket_id == ticket_id, Draft.state == DraftState.OPEN)
    for draft in session.exec(query.order_by(col(Draft.position).desc())):
        offer = offers.picked(draft.offers, reading)
        if offer is not None:
            draft.rooms, draft.slots = offer["rooms"], [{"start": offer["start"], "end": offer["end"]}]
            draft.choice, draft.recurrence, draft.offers = "all", None, []
            said = (reading.get("evidence") or {}).get("picked")
            draft.evidence = _but_picked(draft.evidence) | ({"slots/0": said} if said else {})
            draft.confidence = _but_picked(draft.confidence)
            _add_what_picks_say(draft, reading, offer)
            asked = {name: draft.read.get(name) for name in OFFERED}
            now_read = {name: getattr(draft, name) for name in (*OFFERED, "equipment", "attendees")}
            draft.read = {ASKED: asked, **draft.read, **now_read, PICKED_IN: message_id}
            draft.version += 1
            return offers.rest_of(reading, offer), True
    return reading, False


def _add_what_picks_say(draft: Draft, reading: Mapping[str, Any], offer: offers.Offer) -> None:
    """More equipment, another number of people: what an answer adds to the time that it picks."""
    words = reading.get("evidence") or {}
    for number in offers.picks(reading, offer):
        request, mine = reading["requests"][number], f"requests/{number}"
        if request.get("attendees"):
            draft.attendees = request["attendees"]
            draft.evidence = {**draft.evidence, "attendees": words.get(f"{mine}/attendees", "")}
        for place, key in enumerate(request.get("equipment") or ()):
            if key not in draft.equipment:
                draft.evidence = {
                    **draft.evidence,
                    f"equipment/{len(draft.equipment)}": words.get(f"{mine}/equipment/{place}", ""),
                }
                draft.equipment = [*draft.equipment, key]


def _but_picked(values: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in values.items() if key.partition("/")[0] not in OFFERED}


def last_position(session: Session, ticket_id: int) -> int:
    """The place of a ticket's last draft; -1 where it has none."""
    last = session.exec(select(func.max(Draft.position)).where(Draft.ticket_id == ticket_id)).one()
    return -1 if last is None else last


def unread_draft(ticket_id: int, message_id: int, position: int) -> Draft:
    """A draft for a message of which nothing was read, so that it can be answered."""
    return Draft(ticket_id=ticket_id, message_id=message_id, position=position, read=_unread({}))


def sender_address(message: Message) -> str:
    """Where an answer goes: Reply-To where the sender gave one (RFC 5322, 3.6.2), else From."""
    return (message.reply_to or message.from_address).strip()


def plain_subject(subject: str) -> str:
    """A subject without the marks of replies and forwards."""
    return _MARKS.sub("", " ".join(subject.split()))


def _attach(session: Session, ticket_id: int, message: Message) -> None:
    assert message.id is not None
    if session.get(TicketMessage, message.id) is None:
        session.add(TicketMessage(message_id=message.id, ticket_id=ticket_id))


def _take_sender(ticket: Ticket, reading: Mapping[str, Any]) -> None:
    """Fill in what is not known yet of the sender, with the words that say it."""
    read = reading.get("sender") or {}
    quoted = dict(ticket.evidence)
    for name, key in SENDER_FIELDS.items():
        value = read.get(key)
        unknown = not getattr(ticket, name) or (name == "contact_name" and ticket.id is None)
        if value and unknown:
            setattr(ticket, name, str(value))
            if words := reading.get("evidence", {}).get(f"sender/{key}"):
                quoted[name] = words
    ticket.evidence = quoted


def _match_organisations(session: Session, tickets: Sequence[Ticket]) -> None:
    unknown = [ticket for ticket in tickets if ticket.organisation_id is None]
    found = matching.find_senders(session, [queries.claim(ticket) for ticket in unknown])
    for ticket, organisation in zip(unknown, found, strict=True):
        if organisation is not None:
            ticket.organisation_id = organisation.id
            ticket.organisation_name = ticket.organisation_name or organisation.name


def _drafts(ticket_id: int, message: Message, reading: Mapping[str, Any], first: int = 0) -> list[dict[str, Any]]:
    """The rows of a message's drafts."""
    count = len(reading.get("requests") or ())
    if not count:
        return [{"ticket_id": ticket_id, "message_id": message.id, "position": first, "read": _unread(reading)}]
    return [_draft(ticket_id, message, reading, number, first + number) for number in range(count)]


def _unread(reading: Mapping[str, Any]) -> dict[str, Any]:
    return {"kind": "other", "intent": "new", "problems": list(reading.get("problems") or ())}


def _draft(ticket_id: int, message: Message, reading: Mapping[str, Any], number: int, position: int) -> dict[str, Any]:
    request: dict[str, Any] = reading["requests"][number]
    mine = f"requests/{number}/"
    return {
        "ticket_id": ticket_id,
        "message_id": message.id,
        "position": position,
        "kind": request["kind"],
        "intent": request["intent"],
        "rooms": list(request.get("rooms") or ()),
        "slots": list(request.get("slots") or ()),
        "choice": request.get("choice") or "all",
        "recurrence": request.get("recurrence"),
        "previous": list(request.get("previous") or ()),
        "attendees": request.get("attendees"),
        "equipment": list(request.get("equipment") or ()),
        "topic": request.get("topic"),
        "purpose": plain_subject(message.subject)[:LONGEST_PURPOSE] if request["intent"] == "new" else "",
        "evidence": _under(mine, reading.get("evidence")),
        "confidence": _under(mine, reading.get("confidence")),
        "read": {**request, "problems": list(reading.get("problems") or ())},
    }


def _under(prefix: str, values: Mapping[str, Any] | None) -> dict[str, str]:
    """The entries under a prefix, by the rest of their key."""
    return {key.removeprefix(prefix): str(value) for key, value in (values or {}).items() if key.startswith(prefix)}
