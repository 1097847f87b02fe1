"""What a ticket's page tells of messages that may belong elsewhere, or were moved; and where one could go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, or_, select

from copapp.correspondence import queries as correspondence
from copapp.correspondence.bounces import WORDS, bounces
from copapp.correspondence.models import Letter, LetterBounce, LetterState, Message
from copapp.tickets import queries, words
from copapp.tickets.models import (
    Draft,
    DraftState,
    MessageMove,
    MoveKind,
    Suggestion,
    SuggestionState,
    Ticket,
    TicketLetter,
    TicketMessage,
    Why,
)

REASONS = {
    Why.STRANGER: "Odpowiada na nasz list z tego zgłoszenia, ale pisze ktoś, kto w nim dotąd nie pisał.",
    Why.FORGED: "Powołuje się na nasz list z tego zgłoszenia, ale jego identyfikator jest podrobiony albo uszkodzony.",
    Why.NUMBER: "W temacie jest numer tego zgłoszenia.",
    Why.FOLLOWS: "Odpowiada na wiadomość z tego zgłoszenia.",
}
MOST_LIKELY = 8
NEWEST = 4


@dataclass(frozen=True)
class Proposed:
    """A message of this ticket that may belong to `ticket`; `declined`: a person said no."""

    message: Message
    ticket: Ticket
    reason: str
    declined: bool


@dataclass(frozen=True)
class Moved:
    """A message that came from, or went to, `other`; the last move of each message can be undone."""

    move: MessageMove
    message: Message
    other: Ticket
    came: bool
    can_be_undone: bool

    @property
    def is_split(self) -> bool:
        return self.move.kind is MoveKind.SPLIT


@dataclass(frozen=True)
class Returned:
    """A letter of a ticket that did not reach an address; `was_last`: nothing was written since."""

    bounce: LetterBounce
    letter: Letter
    was_last: bool

    @property
    def reason(self) -> str:
        return WORDS[self.bounce.fault]


@dataclass(frozen=True)
class Likely:
    """A ticket that a message may belong to; `reason` in Polish."""

    ticket: Ticket
    reason: str


@dataclass(frozen=True)
class Leaving:
    """A message about to be moved: which of its drafts go with it, which stay, and where it may go."""

    ticket: Ticket
    message: Message
    taken: list[str]
    left: list[str]
    likely: list[Likely]
    is_only: bool


def proposed(session: Session, ticket_id: int) -> list[Proposed]:
    """The suggestions for messages of a ticket, open and declined; three queries."""
    here = select(TicketMessage.message_id).where(TicketMessage.ticket_id == ticket_id)
    query = select(Suggestion).where(col(Suggestion.message_id).in_(here)).order_by(col(Suggestion.id))
    found = list(session.exec(query.where(Suggestion.state != SuggestionState.ACCEPTED)))
    if not found:
        return []
    messages = correspondence.messages(session, [each.message_id for each in found])
    return [
        Proposed(messages[each.message_id], target, REASONS[each.why], each.state is SuggestionState.DECLINED)
        for each in found
        if (target := session.get(Ticket, queries.where_now(session, each.ticket_id))) and target.id != ticket_id
    ]


def moved(session: Session, ticket_id: int) -> list[Moved]:
    """The messages that came to a ticket from others, or left it, and are where they were taken; three queries."""
    of_ticket = or_(col(MessageMove.from_ticket_id) == ticket_id, col(MessageMove.to_ticket_id) == ticket_id)
    query = select(MessageMove).where(of_ticket, col(MessageMove.undone).is_(False))
    moves = list(session.exec(query.order_by(col(MessageMove.id))))
    messages = correspondence.messages(session, [move.message_id for move in moves])
    tickets = _tickets(session, {number for move in moves for number in (move.from_ticket_id, move.to_ticket_id)})
    places = _places(session, messages)
    return [
        Moved(
            move,
            messages[move.message_id],
            tickets[move.from_ticket_id if came else move.to_ticket_id],
            came,
            places.get(move.message_id) == move.to_ticket_id and move.id == _last(moves, move.message_id),
        )
        for move in moves
        for came in [move.to_ticket_id == ticket_id]
    ]


def asked_about(session: Session, ticket_ids: Sequence[int]) -> dict[int, int]:
    """The tickets of these with a message that may belong elsewhere, and where; one query."""
    query = select(TicketMessage.ticket_id, Suggestion.ticket_id).join(
        Suggestion, col(Suggestion.message_id) == col(TicketMessage.message_id)
    )
    here = (col(TicketMessage.ticket_id).in_(ticket_ids), Suggestion.ticket_id != TicketMessage.ticket_id)
    return dict(session.exec(query.where(*here, Suggestion.state == SuggestionState.OPEN)).all())


def undelivered(session: Session, ticket_ids: Sequence[int]) -> set[int]:
    """The tickets of these whose last letter did not reach an address, and never will by itself; two queries."""
    query = select(TicketLetter.ticket_id, func.max(TicketLetter.letter_id)).join(
        Letter, col(Letter.id) == col(TicketLetter.letter_id)
    )
    query = query.where(col(TicketLetter.ticket_id).in_(ticket_ids), Letter.state != LetterState.WITHDRAWN)
    last = {letter_id: ticket_id for ticket_id, letter_id in session.exec(query.group_by(col(TicketLetter.ticket_id)))}
    return {last[bounce.letter_id] for bounce in (bounces(session, list(last)) if last else []) if bounce.given_up}


def returned(session: Session, ticket_id: int) -> list[Returned]:
    """The letters of a ticket that came back, the newest first; three queries at the most."""
    rows = session.exec(select(TicketLetter.letter_id).where(TicketLetter.ticket_id == ticket_id)).all()
    found = bounces(session, rows) if rows else []
    if not found:
        return []
    letters = correspondence.letters(session, rows)
    last = max((each.id or 0 for each in letters.values() if each.state is not LetterState.WITHDRAWN), default=0)
    return [Returned(each, letters[each.letter_id], each.letter_id == last) for each in reversed(found)]


def leaving(session: Session, ticket_id: int, message_id: int) -> Leaving | None:
    """What moving a message of a ticket would mean; None where it does not stand there."""
    ticket, message = session.get(Ticket, ticket_id), correspondence.message(session, message_id)
    if ticket is None or message is None or queries.ticket_of_message(session, message_id) != ticket_id:
        return None
    query = select(Draft).where(Draft.ticket_id == ticket_id, Draft.message_id == message_id)
    drafts = session.exec(query.order_by(col(Draft.position))).all()
    others = select(TicketMessage.message_id).where(TicketMessage.ticket_id == ticket_id)
    only = session.exec(others.where(TicketMessage.message_id != message_id).limit(1)).first() is None
    return Leaving(
        ticket,
        message,
        [_named(draft) for draft in drafts if draft.state is DraftState.OPEN],
        [_named(draft) for draft in drafts if draft.state is not DraftState.OPEN],
        likely(session, ticket, message),
        only,
    )


def likely(session: Session, ticket: Ticket, message: Message) -> list[Likely]:
    """Other tickets that a message of `ticket` may belong to, the likeliest first: of its sender, of the organisation,
    and the newest."""
    mine = func.lower(col(Ticket.sender_address)) == message.from_address.lower()
    found = [Likely(each, "ten sam nadawca") for each in _newest(session, ticket, mine)] if message.from_address else []
    if ticket.organisation_id is not None:
        same = col(Ticket.organisation_id) == ticket.organisation_id
        found += [Likely(each, "ta sama organizacja") for each in _newest(session, ticket, same)]
    found += [Likely(each, "najnowsze") for each in _newest(session, ticket)[:NEWEST]]
    first: dict[int | None, Likely] = {}
    for each in found:
        first.setdefault(each.ticket.id, each)
    return list(first.values())[:MOST_LIKELY]


def _newest(session: Session, but: Ticket, *clauses: object) -> Sequence[Ticket]:
    query = select(Ticket).where(Ticket.id != but.id, *clauses)  # type: ignore[arg-type]  # SQL clauses
    return session.exec(query.order_by(col(Ticket.last_message_at).desc(), col(Ticket.id).desc()).limit(NEWEST)).all()


def _named(draft: Draft) -> str:
    return words.what(draft.kind, draft.intent, draft.topic)


def _tickets(session: Session, ids: Iterable[int]) -> dict[int | None, Ticket]:
    return {each.id: each for each in session.exec(select(Ticket).where(col(Ticket.id).in_(set(ids))))}


def _places(session: Session, messages: Iterable[int]) -> dict[int, int]:
    rows = session.exec(select(TicketMessage).where(col(TicketMessage.message_id).in_(list(messages))))
    return {row.message_id: row.ticket_id for row in rows}


def _last(moves: Sequence[MessageMove], message_id: int) -> int | None:
    return max((move.id for move in moves if move.message_id == message_id and move.id is not None), default=None)
