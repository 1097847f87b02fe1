"""The messages and letters of a ticket in the order of time, as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlmodel import Session, col, select

from copapp import clock
from copapp.correspondence import files as mail_files
from copapp.correspondence import queries as correspondence
from copapp.correspondence.files import Shown
from copapp.correspondence.models import Letter, LetterState, Message
from copapp.tickets import cards, marks
from copapp.tickets.models import Draft, Ticket, TicketLetter, TicketMessage

LETTER_STATES = {
    LetterState.QUEUED: "czeka na wysłanie",
    LetterState.SENDING: "wychodzi",
    LetterState.SENT: "wysłany",
    LetterState.FAILED: "nie wyszedł",
    LetterState.UNCLEAR: "nie wiadomo, czy dotarł",
    LetterState.WITHDRAWN: "cofnięty",
}


@dataclass(frozen=True)
class Came:
    """A message from outside, its evidence marked."""

    at: datetime
    message: Message
    subject: Markup
    text: Markup
    is_cut: bool
    files: tuple[Shown, ...]


@dataclass(frozen=True)
class Went:
    """A letter of ours."""

    at: datetime
    letter: Letter
    action: str
    undo: bool
    """Whether what the letter tells of can still be put back."""

    @property
    def can_be_withdrawn(self) -> bool:
        return self.undo and self.letter.state is LetterState.QUEUED

    @property
    def is_left_behind(self) -> bool:
        """Whether the letter was withdrawn, but not what it told of."""
        return self.undo and self.letter.state is LetterState.WITHDRAWN

    @property
    def needs_somebody(self) -> bool:
        return self.letter.state in (LetterState.FAILED, LetterState.UNCLEAR)

    @property
    def state(self) -> str:
        return LETTER_STATES[self.letter.state]


def conversation(session: Session, ticket: Ticket, drafts: list[Draft]) -> list[Came | Went]:
    """Everything that was written on a ticket, the oldest first; six queries however long it is."""
    ids = session.exec(select(TicketMessage.message_id).where(TicketMessage.ticket_id == ticket.id)).all()
    files = mail_files.shown(session, correspondence.attachments(session, ids))
    came: list[Came | Went] = [
        _came(message, ticket, drafts, tuple(each for each in files if each.message_id == message.id))
        for message in correspondence.messages(session, ids).values()
    ]
    return sorted([*came, *went(session, ticket)], key=lambda each: each.at)


def went(session: Session, ticket: Ticket) -> list[Came | Went]:
    """The letters of a ticket."""
    rows = session.exec(
        select(TicketLetter).where(TicketLetter.ticket_id == ticket.id).order_by(col(TicketLetter.letter_id))
    ).all()
    letters = correspondence.letters(session, [row.letter_id for row in rows])
    return [
        Went(letters[row.letter_id].created_at, letters[row.letter_id], row.action, undo=bool(row.undo)) for row in rows
    ]


def _came(message: Message, ticket: Ticket, drafts: Sequence[Draft], files: tuple[Shown, ...]) -> Came:
    evidence = cards.evidence(ticket, list(drafts), message.id)
    in_text = [each for each in evidence if marks.stands_in(message.new_text, each.words)]
    in_subject = [each for each in evidence if each not in in_text]
    shown = marks.shortened(message.new_text)
    return Came(
        message.sent_at or message.stored_at or clock.now(),
        message,
        marks.mark(message.subject, in_subject),
        marks.mark(shown, in_text),
        len(shown) < len(message.new_text),
        files,
    )
