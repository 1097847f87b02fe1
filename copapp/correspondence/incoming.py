"""What the intake does to the tables of messages; when and in which order is the intake's own business."""

import hashlib
from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from copapp import clock
from copapp.audit import insert_audited, insert_rows
from copapp.correspondence.models import (
    Attachment,
    Message,
    MessageSource,
    MessageState,
    RawMessage,
    WorkerState,
)
from copapp.db import locked_row

TRIES = 3
"""After so many failures to read a message it is quarantined."""
KEYS_AT_ONCE = 500


Identity = tuple[str, int]
"""SHA-256 of the stored bytes, in hexadecimal digits, and the size that the mailbox gave."""


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

    @property
    def place_key(self) -> int | str | None:
        """What tells it from others of its folder."""
        return self.uid if self.uid is not None else self.source_key

    @cached_property
    def identity(self) -> Identity:
        return hashlib.sha256(self.raw).hexdigest(), self.size


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
    state = locked_row(session, WorkerState, folder=folder)
    known = _known_places(session, folder, place.uidvalidity, arrivals)
    fresh = {arrival.place_key: arrival for arrival in arrivals if arrival.place_key not in known}
    ids, new = _store(session, list(fresh.values()))
    insert_rows(
        session,
        MessageSource,
        [
            {
                "message_id": ids[arrival.identity],
                "folder": folder,
                "uidvalidity": place.uidvalidity if arrival.uid is not None else None,
                "uid": arrival.uid,
                "source_key": arrival.source_key,
            }
            for arrival in fresh.values()
        ],
    )
    forward = place.last_uid if state.uidvalidity != place.uidvalidity else max(state.last_uid, place.last_uid)
    state.uidvalidity, state.last_uid = place.uidvalidity, forward
    session.flush()
    return Kept(new, len(arrivals) - len(new))


def taken_uids(session: Session, folder: str, uidvalidity: int | None) -> set[int]:
    """The UIDs under which messages of a folder were taken in."""
    query = select(MessageSource.uid).where(MessageSource.folder == folder, MessageSource.uidvalidity == uidvalidity)
    return {uid for uid in session.exec(query) if uid is not None}


def note_gone(session: Session, folder: str, uidvalidity: int | None, present: Set[int]) -> list[int]:
    """Note which messages the folder no longer has, or has again; gives those that went since the last look."""
    here = (MessageSource.folder == folder, MessageSource.uidvalidity == uidvalidity)
    rows = session.exec(select(MessageSource.id, MessageSource.uid, MessageSource.gone_at).where(*here))
    changed = {number: uid in present for number, uid, gone_at in rows if (uid in present) != (gone_at is None)}
    gone = []
    for number, is_back in changed.items():
        place = session.get_one(MessageSource, number)
        place.gone_at = None if is_back else clock.now()
        if not is_back:
            gone.append(place.message_id)
    session.flush()
    return gone


def known_keys(session: Session, folder: str, keys: Sequence[str]) -> set[str]:
    """Which of these unique names of a Maildir have been taken in."""
    known: set[str] = set()
    for start in range(0, len(keys), KEYS_AT_ONCE):
        some = col(MessageSource.source_key).in_(keys[start : start + KEYS_AT_ONCE])
        found = session.exec(select(MessageSource.source_key).where(MessageSource.folder == folder, some))
        known.update(key for key in found if key)
    return known


def waiting(session: Session) -> dict[int, int]:
    """The messages that wait to be read, those that never failed first, then the oldest: their ids and sizes in the
    mailbox."""
    query = select(Message.id, Message.size).where(Message.state == MessageState.STORED)
    rows = session.exec(query.order_by(col(Message.attempts), col(Message.id)))
    return {number: size for number, size in rows if number is not None}


@dataclass(frozen=True)
class Stored:
    """A message that waits to be read. `missing` are the bytes that were over the limit and are not in `raw`."""

    message_id: int
    raw: bytes
    missing: int
    stored_at: datetime


def stored(session: Session, message_ids: Sequence[int]) -> list[Stored]:
    """Those of the messages that (still) wait to be read, in the order of the ids given."""
    query = select(Message.id, RawMessage.content, Message.size, Message.stored_at).join(Message)
    rows = session.exec(query.where(col(Message.id).in_(message_ids), Message.state == MessageState.STORED))
    found = {number: Stored(number, raw, size - len(raw), at) for number, raw, size, at in rows if number is not None}
    return [found[number] for number in message_ids if number in found]


def claim(session: Session, message_ids: Sequence[int]) -> dict[int, Message]:
    """Those of the messages that nobody else has read meanwhile, held until the end of the transaction."""
    query = select(Message).where(col(Message.id).in_(message_ids)).order_by(col(Message.id)).with_for_update()
    found = session.exec(query.execution_options(populate_existing=True))
    return {message.id: message for message in found if message.id and message.state is MessageState.STORED}


def settle_duplicate(session: Session, message: Message, original_id: int) -> None:
    """The message says what another said already."""
    message.state, message.duplicate_of, message.content_key = MessageState.DUPLICATE, original_id, None
    session.flush()


def drop_attachments(session: Session, message_id: int) -> None:
    """Forget the attachments that an earlier reading found."""
    for old in session.exec(select(Attachment).where(Attachment.message_id == message_id)):
        session.delete(old)
    session.flush()


class File(NamedTuple):
    """A part of a message that is kept as its attachment."""

    message_id: int
    filename: str
    content_type: str
    content: bytes


def add_attachments(session: Session, files: Sequence[File]) -> None:
    """Keep files as attachments of their messages."""
    insert_rows(session, Attachment, [{**file._asdict(), "size": len(file.content)} for file in files])


def with_content_keys(session: Session, keys: Collection[str]) -> dict[str, int]:
    """The ids of the messages that bear these content keys, by the key."""
    query = select(Message.content_key, Message.id).where(col(Message.content_key).in_(keys))
    return {key: number for key, number in session.exec(query) if key and number}


def with_message_ids(session: Session, message_ids: Collection[str], but: Collection[int]) -> dict[str, int]:
    """The id of the first other message, duplicates aside, that bears each of these Message-IDs, by the Message-ID."""
    query = select(Message.message_id, func.min(Message.id)).where(col(Message.message_id).in_(message_ids))
    query = query.where(col(Message.id).not_in(but), Message.state != MessageState.DUPLICATE)
    rows = session.exec(query.group_by(col(Message.message_id)))
    return {name: number for name, number in rows if name and number}


def note_failure(session: Session, message_id: int, reason: str) -> bool:
    """Count a failure to read a message; says whether it is quarantined now, which is so after three."""
    message = claim(session, [message_id]).get(message_id)
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
    state = locked_row(session, WorkerState, folder=folder)
    state.checked_at, state.problem = clock.now(), problem
    state.details = {**state.details, **details}
    if not problem:
        state.succeeded_at = state.checked_at
    session.flush()


def _known_places(
    session: Session, folder: str, uidvalidity: int | None, arrivals: Sequence[Arrival]
) -> set[int | str | None]:
    """Which of these arrivals were taken in from the same place before, by their keys."""
    found: set[int | str | None] = set(
        known_keys(session, folder, [each.source_key for each in arrivals if each.source_key is not None])
    )
    uids = [arrival.uid for arrival in arrivals if arrival.uid is not None]
    for start in range(0, len(uids), KEYS_AT_ONCE):
        here = (MessageSource.folder == folder, MessageSource.uidvalidity == uidvalidity)
        some = col(MessageSource.uid).in_(uids[start : start + KEYS_AT_ONCE])
        found.update(list(session.exec(select(MessageSource.uid).where(*here, some))))
    return found


def _store(session: Session, arrivals: Sequence[Arrival]) -> tuple[dict[Identity, int], list[int]]:
    """Store what is not stored yet of these; gives the id of each one's bytes, and the ids of the new messages."""
    ids = _ids_by_bytes(session, arrivals)
    new = {arrival.identity: arrival.raw for arrival in arrivals if arrival.identity not in ids}
    keys = insert_audited(session, Message, [{"sha256": digest, "size": size} for digest, size in new])
    raws = zip(keys, new.values(), strict=True)
    insert_rows(session, RawMessage, [{"message_id": key, "content": raw} for key, raw in raws])
    return ids | dict(zip(new, keys, strict=True)), keys


def _ids_by_bytes(session: Session, arrivals: Sequence[Arrival]) -> dict[Identity, int]:
    """The first stored message of the same bytes and size as each of these, where there is one."""
    digests = list({arrival.identity[0] for arrival in arrivals})
    ids: dict[Identity, int] = {}
    for start in range(0, len(digests), KEYS_AT_ONCE):
        some = col(Message.sha256).in_(digests[start : start + KEYS_AT_ONCE])
        rows = session.exec(select(Message.id, Message.sha256, Message.size).where(some).order_by(col(Message.id)))
        for number, digest, size in rows:
            ids.setdefault((digest, size), number or 0)
    return ids
