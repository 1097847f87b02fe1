"""What pages read of messages, attachments, letters and the worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy.orm import defer
from sqlmodel import Session, col, func, select

from copapp import clock
from copapp.config import Settings
from copapp.correspondence import mailbox, piles
from copapp.correspondence.models import (
    Attachment,
    Letter,
    LetterState,
    Message,
    MessageSource,
    MessageState,
    RawMessage,
    WorkerState,
)

PAGE = piles.PAGE
UNSETTLED = (LetterState.FAILED, LetterState.UNCLEAR)


@dataclass(frozen=True)
class AttachmentInfo:
    """An attachment without its bytes, as lists show it."""

    id: int
    message_id: int
    filename: str
    content_type: str
    size: int


@dataclass(frozen=True)
class Counts:
    """How many messages and letters stand where; of the machines', the duplicates and the quarantined ones, those that
    nobody has dismissed."""

    waiting: int
    read: int
    machine: int
    duplicates: int
    quarantined: int
    letters: dict[LetterState, int]

    @property
    def unsettled_letters(self) -> int:
        return sum(self.letters.get(state, 0) for state in UNSETTLED)


def letter_inviting(session: Session, uid: str, since: datetime) -> Letter | None:
    """The newest letter written after an aware instant whose calendar file tells of the event `uid` (RFC 5545), unless
    it was taken back."""
    query = select(Letter).options(defer(Letter.raw)).where(col(Letter.created_at) > since)  # type: ignore[arg-type]  # a column
    query = query.where(col(Letter.calendar).contains(uid, autoescape=True), Letter.state != LetterState.WITHDRAWN)
    return session.exec(query.order_by(col(Letter.id).desc()).limit(1)).first()


def message(session: Session, message_id: int) -> Message | None:
    return session.get(Message, message_id)


def messages(session: Session, message_ids: Sequence[int]) -> dict[int, Message]:
    """Messages by their ids, in one query."""
    found = session.exec(select(Message).where(col(Message.id).in_(message_ids)))
    return {row.id: row for row in found if row.id is not None}


def raw_message(session: Session, message_id: int) -> bytes:
    """A message exactly as it came; of one over the size limit only its headers.

    Raises:
        NoResultFound: there is no such message.
    """
    return session.exec(select(RawMessage.content).where(RawMessage.message_id == message_id)).one()


def attachments(session: Session, message_ids: Sequence[int]) -> list[AttachmentInfo]:
    """The attachments of these messages without their bytes, in their order."""
    return _infos(session, col(Attachment.message_id).in_(message_ids))


def attachment_info(session: Session, attachment_id: int) -> AttachmentInfo | None:
    """One attachment without its bytes."""
    found = _infos(session, col(Attachment.id) == attachment_id)
    return found[0] if found else None


def attachment(session: Session, attachment_id: int) -> Attachment | None:
    """One attachment with its bytes."""
    return session.get(Attachment, attachment_id)


def letter(session: Session, letter_id: int) -> Letter | None:
    return session.get(Letter, letter_id)


def letters(session: Session, letter_ids: Sequence[int]) -> dict[int, Letter]:
    """Letters by their ids, in one query; their bytes are loaded only when asked for."""
    query = select(Letter).where(col(Letter.id).in_(letter_ids)).options(defer(Letter.raw))  # type: ignore[arg-type]  # a column
    return {row.id: row for row in session.exec(query) if row.id is not None}


def letters_by_message_id(session: Session, message_ids: Sequence[str]) -> list[Letter]:
    """Our letters that bear one of these Message-IDs, the newest first."""
    query = select(Letter).where(col(Letter.message_id).in_(message_ids)).options(defer(Letter.raw))  # type: ignore[arg-type]  # a column
    return list(session.exec(query.order_by(col(Letter.id).desc())))


def ids_beginning(session: Session, beginning: str) -> list[str]:
    """The Message-IDs of our letters that begin so; only for beginnings that no two letters share."""
    query = select(Letter.message_id).where(col(Letter.message_id).startswith(beginning, autoescape=True))
    return list(session.exec(query.limit(2)))


def message_ids_to_numbers(session: Session, message_ids: Sequence[str]) -> list[int]:
    """The numbers of stored messages that bear one of these Message-IDs, duplicates aside, the newest first."""
    query = select(Message.id).where(col(Message.message_id).in_(message_ids))
    found = session.exec(query.where(Message.state != MessageState.DUPLICATE).order_by(col(Message.id).desc()))
    return [number for number in found if number is not None]


def newest_letters(session: Session, limit: int = PAGE) -> list[Letter]:
    """The last letters, those that need a person first."""
    query = select(Letter).options(defer(Letter.raw))  # type: ignore[arg-type]  # a column
    unsettled_first = col(Letter.state).in_(UNSETTLED).desc()
    return list(session.exec(query.order_by(unsettled_first, col(Letter.id).desc()).limit(limit)))


def sources(session: Session, message_id: int) -> list[MessageSource]:
    """Where a message was found, the first place first."""
    query = select(MessageSource).where(MessageSource.message_id == message_id)
    return list(session.exec(query.order_by(col(MessageSource.id))))


def gone_at(places: Sequence[MessageSource]) -> datetime | None:
    """When it was noticed that a message lies in none of these places any more; None while it lies in one."""
    gone = [place.gone_at for place in places if place.gone_at is not None]
    return max(gone) if gone and len(gone) == len(places) else None


def small_files(session: Session, attachment_ids: Sequence[int], limit: int) -> dict[int, bytes]:
    """The bytes of these attachments, of those with at most `limit` bytes."""
    query = select(Attachment.id, Attachment.content).where(col(Attachment.id).in_(attachment_ids))
    return {number: content for number, content in session.exec(query.where(Attachment.size <= limit)) if number}


def counts(session: Session) -> Counts:
    """How many messages and letters stand where; three grouped queries."""
    states = dict(session.exec(select(Message.state, func.count()).group_by(col(Message.state))).all())
    undecided = piles.counts(session)
    outbox = dict(session.exec(select(Letter.state, func.count()).group_by(col(Letter.state))).all())
    return Counts(
        waiting=states.get(MessageState.STORED, 0),
        read=states.get(MessageState.READ, 0),
        machine=undecided.machine,
        duplicates=undecided.duplicates,
        quarantined=undecided.quarantine,
        letters={LetterState(state): number for state, number in outbox.items()},
    )


def waiting_since(session: Session) -> datetime | None:
    """When the oldest message that is not read yet was stored; None while all are read."""
    return session.exec(select(func.min(Message.stored_at)).where(Message.state == MessageState.STORED)).one()


def mailbox_state(session: Session, settings: Settings) -> WorkerState | None:
    """What the worker last did in the Centre's mailbox; None before its first check. One row."""
    return session.get(WorkerState, mailbox.mailbox_name(settings))


def mailbox_alarm(session: Session, settings: Settings) -> str:
    """What to say on every page when the mailbox is dead, in Polish; "" as long as all is well."""
    return mailbox.alarm(mailbox_state(session, settings), clock.now())


def _infos(session: Session, which: ColumnElement[bool]) -> list[AttachmentInfo]:
    columns = (Attachment.id, Attachment.message_id, Attachment.filename, Attachment.content_type, Attachment.size)
    query = select(*columns).where(which).order_by(col(Attachment.id))  # type: ignore[call-overload]  # five columns are one more than the stubs know
    return [AttachmentInfo(*row) for row in session.exec(query)]
