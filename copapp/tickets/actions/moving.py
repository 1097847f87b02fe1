"""Taking a message to another ticket, or to one of its own; and back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from copapp import clock
from copapp.audit import author_of
from copapp.correspondence import queries as correspondence
from copapp.correspondence.models import Message
from copapp.problems import Refused, Stale
from copapp.tickets import queries, rules
from copapp.tickets.actions.desk import locked_ticket
from copapp.tickets.actions.opening import last_position, new_tickets, unread_draft
from copapp.tickets.models import (
    Draft,
    DraftState,
    MessageMove,
    MoveKind,
    Suggestion,
    SuggestionState,
    Ticket,
    TicketMessage,
    TicketState,
)

WORKED_ON = "Ktoś pracował już nad tą wiadomością, więc przeniesienia nie da się cofnąć. Można ją przenieść z powrotem."


def move_message(
    session: Session, ticket_id: int, message_id: int, to_ticket_id: int, kind: MoveKind = MoveKind.MOVED
) -> MessageMove:
    """Take a message to another ticket. Its drafts go with it, unless they were answered: those stay with their letters
    and bookings. The other ticket comes back among those in progress; one that has no message left is closed.

    Raises:
        NoSuchTicket: there is no ticket with one of the numbers.
        Stale: the message does not stand on the ticket (any more).
        Refused: it is there already.
    """
    if to_ticket_id == ticket_id:
        raise Refused("Ta wiadomość już jest w tym zgłoszeniu.", "to")
    tickets = {number: locked_ticket(session, number) for number in sorted((ticket_id, to_ticket_id))}
    return _move(session, tickets[ticket_id], tickets[to_ticket_id], message_id, kind)


def split_message(session: Session, ticket_id: int, message_id: int) -> MessageMove:
    """Take a message to a new ticket of its own, with its drafts as for `move_message`.

    Raises:
        NoSuchTicket, Stale: as for `move_message`.
        Refused: it is the only message of the ticket.
    """
    old = locked_ticket(session, ticket_id)
    others = select(TicketMessage.message_id).where(TicketMessage.ticket_id == ticket_id)
    if session.exec(others.where(TicketMessage.message_id != message_id).limit(1)).first() is None:
        raise Refused("To jedyna wiadomość tego zgłoszenia: nie ma od czego jej oddzielić.")
    message = _message(session, message_id)
    (new,) = new_tickets(session, [(message, message.reading)])
    return _move(session, old, new, message_id, MoveKind.SPLIT)


def undo_move(session: Session, move_id: int) -> MessageMove:
    """Take a message back to where it was, and both tickets to how they stood, as far as nobody changed them since.

    Raises:
        Stale: it was taken back already, or somewhere else, or somebody worked on its drafts since.
    """
    query = select(MessageMove).where(MessageMove.id == move_id).with_for_update()
    move = session.exec(query.execution_options(populate_existing=True)).first()
    if move is None or move.undone:
        raise Stale("Tę wiadomość już cofnięto.")
    ends = {number: locked_ticket(session, number) for number in sorted((move.from_ticket_id, move.to_ticket_id))}
    old, new = ends[move.from_ticket_id], ends[move.to_ticket_id]
    place = _place(session, move.message_id, move.to_ticket_id)
    _put_drafts_back(session, move)
    place.ticket_id = move.from_ticket_id
    session.flush()
    _put_ticket_back(old, move.undo["from"], rules.state_after_message(old.state, taken=old.assignee_id is not None))
    _put_ticket_back(new, move.undo["to"], new.state)
    _close_if_empty(session, new)
    _note_suggestion(session, move, SuggestionState.OPEN)
    move.undone = True
    session.flush()
    return move


def _move(session: Session, old: Ticket, new: Ticket, message_id: int, kind: MoveKind) -> MessageMove:
    assert old.id is not None and new.id is not None
    place, message = _place(session, message_id, old.id), _message(session, message_id)
    before = {"from": _standing(old), "to": _standing(new)}
    place.ticket_id = new.id
    drafts, blank = _take_drafts(session, old.id, new.id, message_id)
    session.flush()
    _settle_left(session, old)
    new.state = rules.state_after_message(new.state, taken=new.assignee_id is not None)
    new.closed_at = None
    new.last_message_at = max(new.last_message_at, message.sent_at or message.stored_at)
    for ticket, side in ((old, "from"), (new, "to")):
        ticket.version += 1
        before[side]["version"] = ticket.version
    move = MessageMove(
        message_id=message_id,
        from_ticket_id=old.id,
        to_ticket_id=new.id,
        kind=kind,
        author=author_of(session).name,
        undo={**before, "drafts": drafts, "blank": blank},
    )
    session.add(move)
    session.flush()
    _note_suggestion(session, move, SuggestionState.ACCEPTED)
    return move


def _place(session: Session, message_id: int, ticket_id: int) -> TicketMessage:
    query = select(TicketMessage).where(TicketMessage.message_id == message_id).with_for_update()
    place = session.exec(query.execution_options(populate_existing=True)).first()
    if place is None or place.ticket_id != ticket_id:
        raise Stale("Tej wiadomości nie ma już w tym zgłoszeniu: ktoś ją przeniósł.")
    return place


def _message(session: Session, message_id: int) -> Message:
    message = correspondence.message(session, message_id)
    if message is None:
        raise Stale("Nie ma takiej wiadomości.")
    return message


def _take_drafts(
    session: Session, old_id: int, new_id: int, message_id: int
) -> tuple[list[dict[str, Any]], int | None]:
    """Move the open drafts of a message; where there is none, make one, so that it can be answered. Gives what
    `_put_drafts_back` needs."""
    first = last_position(session, new_id) + 1
    moved = open_drafts(session, old_id, message_id)
    kept = []
    for number, draft in enumerate(moved):
        kept.append({"id": draft.id, "position": draft.position, "version": draft.version + 1})
        draft.ticket_id, draft.position, draft.version = new_id, first + number, draft.version + 1
    if moved:
        return kept, None
    blank = unread_draft(new_id, message_id, first)
    session.add(blank)
    session.flush()
    return [], blank.id


def open_drafts(session: Session, ticket_id: int, message_id: int) -> Sequence[Draft]:
    """The drafts read from a message that nobody has answered yet: those that go where the message goes."""
    query = select(Draft).where(Draft.ticket_id == ticket_id, Draft.message_id == message_id)
    return session.exec(query.where(Draft.state == DraftState.OPEN).order_by(col(Draft.position))).all()


def _put_drafts_back(session: Session, move: MessageMove) -> None:
    earlier = _move_before(session, move)
    for kept in move.undo["drafts"]:
        draft = _untouched(session, kept["id"], kept["version"])
        draft.ticket_id, draft.position, draft.version = move.from_ticket_id, kept["position"], draft.version + 1
        if earlier is not None:
            _expect(earlier, kept["id"], kept["version"] - 1, draft.version)
    if move.undo["blank"] is not None:
        session.delete(_untouched(session, move.undo["blank"], move.undo.get("blank_version", 1)))


def _move_before(session: Session, move: MessageMove) -> MessageMove | None:
    """The move that brought the message to where `move` took it from, if it still stands."""
    query = select(MessageMove).where(MessageMove.message_id == move.message_id, col(MessageMove.undone).is_(False))
    query = query.where(MessageMove.to_ticket_id == move.from_ticket_id, col(MessageMove.id) < move.id)
    return session.exec(query.order_by(col(MessageMove.id).desc()).limit(1)).first()


def _expect(earlier: MessageMove, draft_id: int, was: int, now: int) -> None:
    """Undoing a later move has only carried a draft back: that is no work which keeps `earlier` from being undone."""
    kept = earlier.undo
    drafts = [
        {**each, "version": now} if (each["id"], each["version"]) == (draft_id, was) else each
        for each in kept["drafts"]
    ]
    is_blank = (kept["blank"], kept.get("blank_version", 1)) == (draft_id, was)
    earlier.undo = {**kept, "drafts": drafts} | ({"blank_version": now} if is_blank else {})


def _untouched(session: Session, draft_id: int, version: int) -> Draft:
    draft = session.get(Draft, draft_id, populate_existing=True)
    if draft is None or draft.version != version or draft.state is not DraftState.OPEN:
        raise Stale(WORKED_ON)
    return draft


def _settle_left(session: Session, old: Ticket) -> None:
    """A ticket that a message left: closed when it has none, or when all that is left on it was answered."""
    messages = session.exec(select(TicketMessage.message_id).where(TicketMessage.ticket_id == old.id)).all()
    came = correspondence.messages(session, messages).values()
    old.last_message_at = max((each.sent_at or each.stored_at for each in came), default=old.last_message_at)
    states = {draft.state for draft in session.exec(select(Draft).where(Draft.ticket_id == old.id))}
    if messages and states and DraftState.OPEN not in states and old.state in rules.OPEN_STATES:
        old.state, old.closed_at = rules.state_after_answer(states), clock.now()
    _close_if_empty(session, old)


def _close_if_empty(session: Session, ticket: Ticket) -> None:
    if ticket.id is not None and not queries.has_messages(session, ticket.id) and ticket.state in rules.OPEN_STATES:
        ticket.state, ticket.closed_at = TicketState.DONE, clock.now()


def _standing(ticket: Ticket) -> dict[str, Any]:
    return {
        "state": ticket.state.value,
        "closed_at": ticket.closed_at and ticket.closed_at.isoformat(),
        "last_message_at": ticket.last_message_at.isoformat(),
    }


def _put_ticket_back(ticket: Ticket, kept: dict[str, Any], otherwise: TicketState) -> None:
    if ticket.version == kept["version"]:
        ticket.state = TicketState(kept["state"])
        ticket.closed_at = datetime.fromisoformat(kept["closed_at"]) if kept["closed_at"] else None
        ticket.last_message_at = datetime.fromisoformat(kept["last_message_at"])
    else:
        ticket.state = otherwise
        ticket.closed_at = ticket.closed_at if otherwise in rules.CLOSED_STATES else None
    if ticket.state is TicketState.NEW and ticket.assignee_id is not None:
        ticket.state = TicketState.IN_PROGRESS
    ticket.version += 1


def _note_suggestion(session: Session, move: MessageMove, state: SuggestionState) -> None:
    """A suggestion of just this move is accepted by it, and open again when it is undone."""
    found = session.exec(select(Suggestion).where(Suggestion.message_id == move.message_id)).first()
    if found is not None and queries.where_now(session, found.ticket_id) == move.to_ticket_id:
        found.state = state
        session.flush()
