"""What the intake does to the tables of messages; when and in which order is the intake's own business."""

import hashlib
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from copapp import clock
from copapp.correspondence.models import (
    Attachment,
    Message,
    MessageSource,
    MessageState,
    RawMessage,
    WorkerState,
)

TRIES = 3
"""After so many failures to read a message it is quarantined."""
KEYS_AT_ONCE = 500


@dataclass(frozen=True)
class Place:
    """How far a folder has been taken in: everything up to `last_uid` under this UIDVALIDITY (RFC 9051, 2.3.1.1)."""

    uidvalidity: int | None = None
    last_uid: int = 0


@dataclass(frozen=True)
class Arrival:
    """A message as a mailbox gave it. `size` is the mailbox's own word; where it differs from the bytes, the message
    was over the limit and `raw` holds its headers only. `uid` of an IMAP folder, `source_key` of a Maildir or file."""

    raw: bytes
    size: int
    uid: int | None = None
    source_key: str | None = None


@dataclass
class Kept:
    """What became of arrivals: ids of the new messages, and how many came that were here already."""

    new: list[int] = field(default_factory=list)
    repeated: int = 0


def place_of(session: Session, folder: str) -> Place:
    """Where the next check of a folder begins."""
    state = session.get(WorkerState, folder)
    return Place(state.uidvalidity, state.last_uid) if state else Place()


def keep(session: Session, folder: str, arrivals: Sequence[Arrival], place: Place) -> Kept:
    """Store arrivals byte for byte and move the folder's place forward, both in the caller's transaction.

    What is stored already, under the same place in the mailbox or with the very same bytes, is not stored again.
    Two workers at once wait for each other here.
    """
    state = _locked_state(session, folder)
    kept = Kept()
    for arrival in arrivals:
        if _is_known(session, folder, place.uidvalidity, arrival):
            kept.repeated += 1
            continue
        message_id = _same_bytes(session, arrival)
        if message_id is None:
            message_id = _store(session, arrival)
            kept.new.append(message_id)
        else:
            kept.repeated += 1
        validity = place.uidvalidity if arrival.uid is not None else None
        session.add(
            MessageSource(
                message_id=message_id,
                folder=folder,
                uidvalidity=validity,
                uid=arrival.uid,
                source_key=arrival.source_key,
            )
        )
        session.flush()
    forward = place.last_uid if state.uidvalidity != place.uidvalidity else max(state.last_uid, place.last_uid)
    state.uidvalidity, state.last_uid = place.uidvalidity, forward
    return kept


def taken_uids(session: Session, folder: str, uidvalidity: int | None) -> set[int]:
    """The UIDs under which messages of a folder were taken in."""
    query = select(MessageSource.uid).where(MessageSource.folder == folder, MessageSource.uidvalidity == uidvalidity)
    return {uid for uid in session.exec(query) if uid is not None}


def note_gone(session: Session, folder: str, uidvalidity: int | None, present: Set[int]) -> int:
    """Note which messages the folder no longer has, or has again; gives how many went since the last look."""
    here = (MessageSource.folder == folder, MessageSource.uidvalidity == uidvalidity)
    rows = session.exec(select(MessageSource.id, MessageSource.uid, MessageSource.gone_at).where(*here))
    changed = {number: uid in present for number, uid, gone_at in rows if (uid in present) != (gone_at is None)}
    for number, is_back in changed.items():
        session.get_one(MessageSource, number).gone_at = None if is_back else clock.now()
    session.flush()
    return sum(not is_back for is_back in changed.values())


def known_keys(session: Session, folder: str, keys: Sequence[str]) -> set[str]:
    """Which of these unique names of a Maildir have been taken in."""
    known: set[str] = set()
    for start in range(0, len(keys), KEYS_AT_ONCE):
        some = col(MessageSource.source_key).in_(keys[start : start + KEYS_AT_ONCE])
        found = session.exec(select(MessageSource.source_key).where(MessageSource.folder == folder, some))
        known.update(key for key in found if key)
    return known


def waiting(session: Session) -> list[int]:
    """Ids of the messages that wait to be read: those that never failed first, then the oldest."""
    query = select(Message.id).where(Message.state == MessageState.STORED)
    return [row for row in session.exec(query.order_by(col(Message.attempts), col(Message.id))) if row is not None]


def claim(session: Session, message_id: int) -> Message | None:
    """The message, held until the end of the transaction; None when somebody else has read it meanwhile."""
    query = select(Message).where(Message.id == message_id).with_for_update()
    message = session.exec(query.execution_options(populate_existing=True)).one()
    return message if message.state is MessageState.STORED else None


def settle_duplicate(session: Session, message: Message, original_id: int) -> None:
    """The message says what another said already."""
    message.state, message.duplicate_of, message.content_key = MessageState.DUPLICATE, original_id, None
    session.flush()


def replace_attachments(session: Session, message_id: int, files: Sequence[tuple[str, str, bytes]]) -> None:
    """Put (file name, content type, bytes) as the message's attachments in place of an earlier reading's."""
    for old in session.exec(select(Attachment).where(Attachment.message_id == message_id)):
        session.delete(old)
    for filename, content_type, content in files:
        session.add(
            Attachment(
                message_id=message_id,
                filename=filename,
                content_type=content_type,
                size=len(content),
                content=content,
            )
        )
    session.flush()


def with_content_key(session: Session, key: str) -> int | None:
    """The id of the message that bears this content key."""
    return session.exec(select(Message.id).where(Message.content_key == key)).one_or_none()


def with_message_id(session: Session, message_id: str, but: int) -> int | None:
    """The id of the first other message, duplicates aside, that bears this Message-ID."""
    query = select(Message.id).where(Message.message_id == message_id, Message.id != but)
    return session.exec(query.where(Message.state != MessageState.DUPLICATE).order_by(col(Message.id)).limit(1)).first()


def note_failure(session: Session, message_id: int, reason: str) -> bool:
    """Count a failure to read a message; says whether it is quarantined now, which is so after three."""
    message = claim(session, message_id)
    if message is None:
        return False
    message.attempts += 1
    if message.attempts >= TRIES:
        message.state, message.quarantine_reason = MessageState.QUARANTINED, reason
    session.flush()
    return message.state is MessageState.QUARANTINED


def untold(session: Session, folder: str, limit: int = 500) -> list[MessageSource]:
    """Places of messages that are dealt with, of which the mailbox has not been told yet."""
    query = (
        select(MessageSource)
        .join(Message, col(Message.id) == col(MessageSource.message_id))
        .where(MessageSource.folder == folder, col(MessageSource.mailbox_done).is_(False))
        .where(Message.state != MessageState.STORED)
    )
    return list(session.exec(query.order_by(col(MessageSource.id)).limit(limit)))


def note_told(session: Session, source_ids: Sequence[int]) -> None:
    """The mailbox was told of these places."""
    for source in session.exec(select(MessageSource).where(col(MessageSource.id).in_(source_ids))):
        source.mailbox_done = True
    session.flush()


def note_check(session: Session, folder: str, problem: str = "", **details: object) -> None:
    """The worker looked into a folder just now; `problem`, in Polish, says why it could not."""
    state = _locked_state(session, folder)
    state.checked_at, state.problem = clock.now(), problem
    state.details = {**state.details, **details}
    if not problem:
        state.succeeded_at = state.checked_at
    session.flush()


def _locked_state(session: Session, folder: str) -> WorkerState:
    query = select(WorkerState).where(WorkerState.folder == folder).with_for_update()
    query = query.execution_options(populate_existing=True)
    state = session.exec(query).one_or_none()
    if state is None:
        try:
            with session.begin_nested():
                session.add(WorkerState(folder=folder))
        except IntegrityError:
            pass  # another worker of ours was quicker
        state = session.exec(query).one()
    return state


def _is_known(session: Session, folder: str, uidvalidity: int | None, arrival: Arrival) -> bool:
    query = select(MessageSource.id).where(MessageSource.folder == folder)
    if arrival.uid is not None:
        query = query.where(MessageSource.uidvalidity == uidvalidity, MessageSource.uid == arrival.uid)
    else:
        query = query.where(MessageSource.source_key == arrival.source_key)
    return session.exec(query).first() is not None


def _same_bytes(session: Session, arrival: Arrival) -> int | None:
    query = select(Message.id).where(Message.sha256 == _digest(arrival), Message.size == arrival.size)
    return session.exec(query.order_by(col(Message.id)).limit(1)).first()


def _store(session: Session, arrival: Arrival) -> int:
    message = Message(sha256=_digest(arrival), size=arrival.size)
    session.add(message)
    session.flush()
    assert message.id is not None
    session.add(RawMessage(message_id=message.id, content=arrival.raw))
    return message.id


def _digest(arrival: Arrival) -> str:
    return hashlib.sha256(arrival.raw).hexdigest()
