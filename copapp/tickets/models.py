"""Tables of tickets and their drafts."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlmodel import Field, SQLModel

from copapp.audit import Audited
from copapp.columns import choice, created, instant, keyed, listed


class TicketState(StrEnum):
    NEW = "new"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class Ticket(SQLModel, Audited, table=True):
    """What someone asks of the Centre, from the first message to its close. The sender's fields are as read or mended;
    `organisation_id` is set once the sender is known to be of an organisation."""

    id: int | None = Field(default=None, primary_key=True)
    state: TicketState = choice(TicketState, default=TicketState.NEW, index=True)
    subject: str = ""
    assignee_id: int | None = Field(default=None, foreign_key="staff.id", index=True)
    note: str = ""
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    organisation_name: str = ""
    contact_name: str = ""
    sender_address: str = Field(default="", index=True)
    phone: str = ""
    nip: str = ""
    krs: str = ""
    regon: str = ""
    evidence: dict[str, str] = keyed()
    opened_at: datetime = created()
    last_message_at: datetime = instant(nullable=False, index=True)
    closed_at: datetime | None = instant(default=None, nullable=True)
    version: int = 1

    def audit_subject(self) -> tuple[str, int | None]:
        return "ticket", self.id


class TicketMessage(SQLModel, table=True):
    """A message of a ticket; each message stands on one ticket at the most."""

    __tablename__ = "ticket_message"

    message_id: int = Field(primary_key=True, foreign_key="message.id")
    ticket_id: int = Field(foreign_key="ticket.id", index=True)


class Why(StrEnum):
    """Why a message may belong to another ticket than that which it opened: a `stranger` to the ticket answers a letter
    of ours; the id of our letter that it names is `forged`; its subject has the ticket's `number`; it `follows` a
    message of the ticket."""

    STRANGER = "stranger"
    FORGED = "forged"
    NUMBER = "number"
    FOLLOWS = "follows"


class SuggestionState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Suggestion(SQLModel, Audited, table=True):
    """That a message may belong to `ticket_id`; a person decides."""

    __tablename__ = "ticket_suggestion"

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id", unique=True)
    ticket_id: int = Field(foreign_key="ticket.id")
    why: Why = choice(Why, nullable=False)
    state: SuggestionState = choice(SuggestionState, default=SuggestionState.OPEN)

    def audit_subject(self) -> tuple[str, int | None]:
        return "message", self.message_id


class MoveKind(StrEnum):
    """How a message came to another ticket: by hand, into one of its own, or because a suggestion was accepted."""

    MOVED = "moved"
    SPLIT = "split"
    JOINED = "joined"


class MessageMove(SQLModel, Audited, table=True):
    """A message that a person took from one ticket to another; `undo` says how both stood before."""

    __tablename__ = "message_move"
    unaudited: ClassVar[frozenset[str]] = frozenset({"undo", "at", "author"})

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id", index=True)
    from_ticket_id: int = Field(foreign_key="ticket.id", index=True)
    to_ticket_id: int = Field(foreign_key="ticket.id", index=True)
    kind: MoveKind = choice(MoveKind, nullable=False)
    at: datetime = created()
    author: str = ""
    undo: dict[str, Any] = keyed()
    undone: bool = False

    def audit_subject(self) -> tuple[str, int | None]:
        return "ticket", self.from_ticket_id


class TicketLetter(SQLModel, table=True):
    """A letter that answers a ticket; `action` is what it tells of, `undo` how everything stood before it."""

    __tablename__ = "ticket_letter"

    letter_id: int = Field(primary_key=True, foreign_key="letter.id")
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    action: str = Field(default="", max_length=20)
    undo: dict[str, Any] = keyed()


class DraftState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Draft(SQLModel, Audited, table=True):
    """One request as the reading proposes it and staff mend it. The fields have the corpus' form: slots are
    {"start", "end"} in local wall time, `recurrence` is an RFC 5545 RRULE. `read` keeps the reading untouched beside
    what staff made of it; `evidence` and `confidence` are keyed by field ("attendees", "slots/0"). `offers` are what
    the last letter proposed instead, numbered from 1: {"rooms", "start", "end"} each. `waiting_since`: from then on it
    stands on the waiting list for its time."""

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    position: int = 0
    state: DraftState = choice(DraftState, default=DraftState.OPEN)
    kind: str = "other"
    intent: str = "new"
    rooms: list[str] = listed()
    slots: list[dict[str, Any]] = listed()
    choice: str = "all"
    recurrence: str | None = None
    previous: list[dict[str, Any]] = listed()
    attendees: int | None = None
    equipment: list[str] = listed()
    topic: str | None = None
    purpose: str = ""
    evidence: dict[str, str] = keyed()
    confidence: dict[str, str] = keyed()
    read: dict[str, Any] = keyed()
    booking_ids: list[int] = listed()
    offers: list[dict[str, Any]] = listed(sa_column_kwargs={"server_default": "[]"})
    waiting_since: datetime | None = instant(default=None, nullable=True)
    version: int = 1

    def audit_subject(self) -> tuple[str, int | None]:
        return "ticket", self.ticket_id
