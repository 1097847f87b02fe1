"""Tables of messages, attachments and the outbox."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from copapp.audit import Audited
from copapp.columns import choice, created, instant, keyed, listed


class MessageState(StrEnum):
    """How far a message has come. A stored one is ours whatever happens next."""

    STORED = "stored"
    READ = "read"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


class Disposition(StrEnum):
    REQUEST = "request"
    AUTOMATIC = "automatic"
    BULK = "bulk"


class Message(SQLModel, Audited, table=True):
    """A message that came. Its bytes are in `RawMessage`; all but the source may be read anew from them at any time.

    `sha256` is of the stored bytes, `size` is what the mailbox gave: of a message over the limit only the headers are
    stored, and the two differ. `content_key` is None until the message was parsed; of two messages with one key the
    later is a duplicate. `reading` is what was read, in the corpus' form with evidence and confidence, and stays as it
    is beside what staff make of it ({} for a message from before it was kept). `dismissed_at` is set once a person said
    that a message in quarantine, from a machine or come twice needs nobody any more. The audit trail keeps what became
    of a message, not its words: they stand here unchanged.
    """

    unaudited: ClassVar[frozenset[str]] = frozenset(
        {"content_key", "in_reply_to", "references", "from_name", "from_address", "reply_to", "subject", "sent_at"}
        | {"message_id", "new_text", "quoted_text", "has_html", "reading", "problems", "stored_at", "attempts"}
    )

    __table_args__ = (Index("ix_message_undismissed", "state", "dismissed_at", "disposition"),)

    id: int | None = Field(default=None, primary_key=True)
    state: MessageState = choice(MessageState, default=MessageState.STORED, index=True)
    sha256: str = Field(max_length=64, index=True)
    size: int
    stored_at: datetime = created()
    content_key: str | None = Field(default=None, max_length=64, unique=True)
    duplicate_of: int | None = Field(default=None, foreign_key="message.id")
    disposition: Disposition | None = choice(Disposition, default=None, nullable=True)
    message_id: str | None = Field(default=None, index=True)
    in_reply_to: list[str] = listed()
    references: list[str] = listed()
    from_name: str = ""
    from_address: str = Field(default="", index=True)
    reply_to: str = ""
    subject: str = ""
    sent_at: datetime | None = instant(default=None, nullable=True)
    new_text: str = ""
    quoted_text: str = ""
    has_html: bool = False
    reading: dict[str, Any] = keyed()
    problems: list[str] = listed()
    quarantine_reason: str = ""
    attempts: int = 0
    dismissed_at: datetime | None = instant(default=None, nullable=True)

    def audit_subject(self) -> tuple[str, int | None]:
        return "message", self.id


class MessageSource(SQLModel, table=True):
    """Where a message was found: one row for each (folder, UIDVALIDITY, UID), RFC 3501; a Maildir has no UIDs, there
    `source_key` is the file's unique name. `mailbox_done` says that the mailbox was told (flag or move), always after
    the commit; `gone_at` when a look through the whole folder found it no more: a person moved or deleted it."""

    __tablename__ = "message_source"
    __table_args__ = (
        UniqueConstraint("folder", "uidvalidity", "uid"),
        UniqueConstraint("folder", "source_key"),
    )

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id", index=True)
    folder: str
    uidvalidity: int | None = Field(default=None, sa_type=BigInteger)
    uid: int | None = Field(default=None, sa_type=BigInteger)
    source_key: str | None = None
    mailbox_done: bool = Field(default=False, index=True)
    gone_at: datetime | None = instant(default=None, nullable=True)


class RawMessage(SQLModel, table=True):
    """The bytes of a message or a letter's, exactly as they came or went; apart, so that lists stay light."""

    __tablename__ = "raw_message"

    message_id: int = Field(primary_key=True, foreign_key="message.id")
    content: bytes


class Attachment(SQLModel, table=True):
    """A part of a message that is a file; `content` byte-exact after transfer decoding."""

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(foreign_key="message.id", index=True)
    filename: str
    content_type: str
    size: int
    content: bytes


class LetterState(StrEnum):
    """`unclear`: the server may have had all of the letter, but its answer was lost; a person decides.
    `withdrawn`: taken back before it left."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCLEAR = "unclear"
    WITHDRAWN = "withdrawn"


class Letter(SQLModel, Audited, table=True):
    """An answer on its way out. Written whole (`raw`, with its fixed Message-ID) in the transaction it tells of.

    Queued letters leave from `next_attempt_at` on. While one is being sent, `lease_until` says for how long nobody
    else may touch it, and `handed_over_at` is set, and committed, just before the server is given the end of DATA.
    `copied_at` says that the mailbox's folder of sent mail has it.
    """

    unaudited: ClassVar[frozenset[str]] = frozenset(
        {"next_attempt_at", "lease_until", "handed_over_at", "copied_at", "attempts", "raw", "body", "calendar"}
    )

    id: int | None = Field(default=None, primary_key=True)
    state: LetterState = choice(LetterState, default=LetterState.QUEUED, index=True)
    message_id: str = Field(unique=True)
    to_address: str
    subject: str
    body: str
    calendar: str | None = None
    raw: bytes
    created_at: datetime = created()
    attempts: int = 0
    next_attempt_at: datetime | None = instant(default=None, nullable=True)
    lease_until: datetime | None = instant(default=None, nullable=True)
    handed_over_at: datetime | None = instant(default=None, nullable=True)
    sent_at: datetime | None = instant(default=None, nullable=True)
    copied_at: datetime | None = instant(default=None, nullable=True)
    error: str = ""

    def audit_subject(self) -> tuple[str, int | None]:
        return "letter", self.id


class Fault(StrEnum):
    """What a mail server says is wrong, in the classes of RFC 3463 that matter to staff."""

    NO_ADDRESS = "no_address"
    NO_DOMAIN = "no_domain"
    DISABLED = "disabled"
    FULL = "full"
    TOO_LARGE = "too_large"
    REJECTED = "rejected"
    NO_ANSWER = "no_answer"
    LOOP = "loop"
    OTHER = "other"


class LetterBounce(SQLModel, table=True):
    """A letter of ours that did not reach an address, as the message `message_id` tells. `hard`: it never will
    (RFC 3463, class 5); `given_up`: no server tries any more, hard or not."""

    __tablename__ = "letter_bounce"
    __table_args__ = (UniqueConstraint("letter_id", "message_id", "address"),)

    id: int | None = Field(default=None, primary_key=True)
    letter_id: int = Field(foreign_key="letter.id", index=True)
    message_id: int = Field(foreign_key="message.id")
    address: str
    hard: bool
    given_up: bool
    fault: Fault = choice(Fault, nullable=False)
    status: str = Field(default="", max_length=20)
    """The enhanced status code (RFC 3463), "5.1.1", or the SMTP reply's three digits; "" where none was told."""
    at: datetime = created()


class WorkerState(SQLModel, table=True):
    """What the worker last did in each folder; `last_uid` is committed together with the messages up to it. In the row
    of the outbox `paused_by` is who stopped the letters, and `paused_at` since when."""

    __tablename__ = "worker_state"

    folder: str = Field(primary_key=True)
    uidvalidity: int | None = Field(default=None, sa_type=BigInteger)
    last_uid: int = Field(default=0, sa_type=BigInteger)
    checked_at: datetime | None = instant(default=None, nullable=True)
    succeeded_at: datetime | None = instant(default=None, nullable=True)
    problem: str = ""
    details: dict[str, Any] = keyed()
    paused_by: str = ""
    paused_at: datetime | None = instant(default=None, nullable=True)


class WorkerLease(SQLModel, table=True):
    """Which worker takes in the mailbox, until when unless it goes on; `fence` grows with each new holder."""

    __tablename__ = "worker_lease"

    name: str = Field(primary_key=True)
    holder: str = ""
    fence: int = Field(default=0, sa_type=BigInteger)
    since: datetime | None = instant(default=None, nullable=True)
    until: datetime | None = instant(default=None, nullable=True)
