"""From a mailbox to tickets: the protocol that loses nothing and repeats nothing.

1. Raw bytes, their place in the mailbox and the folder's last UID are committed together, before anything reads them.
2. Each message is read within bounds; then its fields, attachments and ticket are committed together.
3. Only then the mailbox is told, as a step of its own, whose failure never reads a message again.

The program may die between any two lines: the next run goes on from what was committed.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlmodel import Session

from copapp.audit import WORKER
from copapp.correspondence import actions, incoming
from copapp.correspondence.leases import Superseded
from copapp.correspondence.models import Disposition, Message, MessageState
from copapp.db import Database
from copapp.tickets import queries as ticket_queries
from mail_ingest import content
from mail_ingest.filing import Step as Step
from mail_ingest.filing import file_message
from mail_ingest.message import parse_message
from mail_ingest.reader import Outcome, Read, ReaderUnavailable
from mail_ingest.sources import Batch, Source, SourceProblem
from mail_ingest.sources.maildir import headers_of

SAME_ID = "Ten sam Message-ID, inna treść niż w wiadomości nr {}: nadawca lub program użył go dwa razy."
EMPTY = "Wiadomość jest pusta: nie ma w niej nadawcy, tematu ani treści."
TOO_LARGE = "Wiadomość ma {:.0f} MB, więcej niż wolno pobrać. Zachowano jej nagłówki; całość jest w skrzynce pocztowej."
WITHHELD = "Serwer poczty nie oddał treści tej wiadomości."

HEADERS_LOOKED_AT = 65_536
"""Bytes of a message that can't be read which are searched for its sender and subject."""
LONGEST_AWAY = timedelta(days=3650)
"""A letter dated longer before its arrival has a wrong date: archives are younger than that."""
WRONG_DATE = "Data nadania ({:%d.%m.%Y}) jest nieprawdziwa; przyjęto datę nadejścia."

log = logging.getLogger(__name__)


@dataclass
class Tally:
    """What one taking-in did, in messages; `tickets` counts those newly opened."""

    fetched: int = 0
    stored: int = 0
    duplicates: int = 0
    tickets: int = 0
    quarantined: int = 0

    def as_json(self) -> dict[str, int]:
        return asdict(self)


def take_in(database: Database, source: Source, read: Read, tally: Tally, stop: Callable[[], bool] = bool) -> None:
    """Take in all that is new in a mailbox, batch by batch; ends early, between messages, when `stop` says so.

    Raises:
        SourceProblem: the mailbox can't be read.
        DBAPIError: the database can't be written. What was not committed is still in the mailbox.
    """
    with database.reading() as session:
        place = incoming.place_of(session, source.folder)
    _take(
        database, source, read, tally, stop, source.batches(place, lambda keys: _known(database, source.folder, keys))
    )


def reconcile(database: Database, source: Source, read: Read, tally: Tally, stop: Callable[[], bool] = bool) -> None:
    """Compare the whole folder with what was taken in: take in what was passed over, note what people took away.

    Raises:
        SourceProblem, DBAPIError: as for `take_in`.
    """
    with database.reading() as session:
        place = incoming.place_of(session, source.folder)
        taken = incoming.taken_uids(session, source.folder, place.uidvalidity)
    present = source.present(place)
    if present is None:
        return
    if passed_over := present - taken:
        log.warning("step=passed_over folder=%s messages=%s", source.folder, len(passed_over))
        _take(database, source, read, tally, stop, source.fetch(sorted(passed_over)))
    if taken - present:
        with database.unit_of_work(WORKER) as session:
            gone = incoming.note_gone(session, source.folder, place.uidvalidity, present)
        log.info("step=moved_away folder=%s messages=%s", source.folder, gone)


def _take(
    database: Database, source: Source, read: Read, tally: Tally, stop: Callable[[], bool], batches: Iterator[Batch]
) -> None:
    for batch in batches:
        with database.unit_of_work(WORKER) as session:
            kept = incoming.keep(session, source.folder, batch.arrivals, batch.place)
        tally.fetched += len(batch.arrivals)
        tally.stored += len(kept.new)
        tally.duplicates += kept.repeated
        for message_id in kept.new:
            log.info("message=%s step=stored folder=%s", message_id, source.folder)
        read_waiting(database, read, tally, stop)
        tell_mailbox(database, source)
        if stop():
            return


def read_waiting(database: Database, read: Read, tally: Tally, stop: Callable[[], bool] = bool) -> None:
    """Read every message that waits, once; one that fails stays waiting until its third failure quarantines it.

    Raises:
        DBAPIError: the database can't be written; no message is blamed for it.
        ReaderUnavailable: nor for this.
    """
    with database.reading() as session:
        waiting = incoming.waiting(session)
    with ThreadPoolExecutor(1, "reading") as readers:  # reads the next one while this one is committed
        begun: Begun | None = None
        for message_id in [*waiting, None]:
            if stop():
                return
            following = None if message_id is None else _begin(database, read, readers, message_id)
            step = _finish(database, begun)
            begun = following
            tally.tickets += step is Step.OPENED
            tally.duplicates += step is Step.DUPLICATE
            tally.quarantined += step is Step.QUARANTINED


def read_one(database: Database, read: Read, message_id: int) -> Step:
    """Read one message and commit what comes of it; a failure is counted against it."""
    with ThreadPoolExecutor(1, "reading") as readers:
        return _finish(database, _begin(database, read, readers, message_id))


@dataclass(frozen=True)
class Begun:
    """A message that is being read. `missing` are the bytes that were over the limit and are not stored."""

    message_id: int
    raw: bytes
    missing: int
    stored_at: datetime
    outcome: Future[Outcome]


def _begin(database: Database, read: Read, readers: Executor, message_id: int) -> Begun | None:
    """Have a message read; None for one that doesn't wait any more."""
    with database.reading() as session:
        stored = incoming.stored(session, message_id)
    if stored is None:
        return None
    raw, size, stored_at = stored
    return Begun(message_id, raw, size - len(raw), stored_at, readers.submit(read, raw, stored_at))


def _finish(database: Database, begun: Begun | None) -> Step:
    """Wait for a reading, and commit what comes of it."""
    if begun is None:
        return Step.NOTHING
    try:
        step = _settle(database, begun.message_id, begun.outcome.result(), begun.missing, begun.stored_at)
    except ReaderUnavailable:
        raise
    except Exception as error:
        # Of any kind at all: no message stops the next one. Only the database's own troubles are nobody's fault.
        if isinstance(error, Superseded) or (isinstance(error, DBAPIError) and _is_outage(error)):
            raise
        log.exception("message=%s step=failed", begun.message_id)
        return _note_failure(database, begun.message_id, begun.raw, str(error) or type(error).__name__)
    log.info("message=%s step=%s", begun.message_id, step)
    return step


def read_again(database: Database, read: Read, message_id: int) -> Step:
    """Read a message anew, now; the worker does the same within a second after staff asked for it on the screen."""
    with database.unit_of_work(WORKER) as session:
        actions.read_again(session, message_id)
    return read_one(database, read, message_id)


def tell_mailbox(database: Database, source: Source) -> None:
    """Tell the mailbox what was taken in. What fails is tried again at the next check, and reads nothing again."""
    while True:
        with database.reading() as session:
            untold = incoming.untold(session, source.folder)
        if not untold:
            return
        try:
            done = source.tell(untold)
        except SourceProblem as error:
            log.warning("step=tell folder=%s problem=%s", source.folder, error)
            return
        with database.unit_of_work(WORKER) as session:
            incoming.note_told(session, done)
        log.info("step=told folder=%s messages=%s", source.folder, len(done))
        if not done:
            return


def _known(database: Database, folder: str, keys: Sequence[str]) -> set[str]:
    with database.reading() as session:
        return incoming.known_keys(session, folder, keys)


def _settle(database: Database, message_id: int, outcome: Outcome, missing: int, stored_at: datetime) -> Step:
    """One transaction. Another worker may commit the same content first: then the second look finds it."""
    for last in (False, True):
        try:
            with database.unit_of_work(WORKER) as session:
                message = incoming.claim(session, message_id)
                return Step.NOTHING if message is None else _draft(session, message, outcome, missing, stored_at)
        except IntegrityError:
            if last:
                raise
    raise AssertionError("unreachable")


def _draft(session: Session, message: Message, outcome: Outcome, missing: int, stored_at: datetime) -> Step:
    assert message.id is not None
    key = content.content_key(outcome.message, missing)
    original = incoming.with_content_key(session, key)
    said_id = content.identifier(outcome.message.message_id)
    namesake = incoming.with_message_id(session, said_id, but=message.id) if said_id else None
    was_read = message.disposition is not None
    ticket_id = ticket_queries.ticket_of_message(session, message.id) if was_read else None
    if ticket_id is None:
        # Read once more, a message keeps the reading that its drafts were made from.
        message.reading = content.storable_json(outcome.reading)
    _fill(message, outcome, missing, stored_at)
    if original is not None and original != message.id:
        incoming.settle_duplicate(session, message, original)
        return Step.DUPLICATE
    message.content_key = key
    if namesake is not None:
        message.problems = [*message.problems, SAME_ID.format(namesake)]
    files = outcome.message.attachments
    empty = _is_empty(message) and not files
    message.state = MessageState.QUARANTINED if empty else MessageState.READ
    message.quarantine_reason = (WITHHELD if missing else EMPTY) if empty else ""
    if was_read:
        incoming.drop_attachments(session, message.id)
    named = [(content.line(f.filename, 255), content.line(f.content_type, 255), f.content) for f in files]
    incoming.add_attachments(session, message.id, named)
    if empty or ticket_id is not None:
        return Step.QUARANTINED if empty else Step.NO_TICKET
    return file_message(session, message, outcome, seen_before=was_read or namesake is not None)


def _fill(message: Message, outcome: Outcome, missing: int, stored_at: datetime) -> None:
    """Put what was parsed into the row, in forms that both databases take."""
    said, reading = outcome.message, outcome.reading
    message.disposition = Disposition(reading["disposition"])
    message.message_id = content.identifier(said.message_id)
    message.in_reply_to = [content.line(item) for item in said.in_reply_to[: content.MOST_REFERENCES]]
    message.references = [content.line(item) for item in said.references[-content.MOST_REFERENCES :]]
    message.from_name = content.line(said.from_name)
    message.from_address = content.line(said.from_address, content.LONGEST_ADDRESS)
    answers_to = said.writer_address if said.forwarded else next((address for _, address in said.reply_to), "")
    message.reply_to = content.line(answers_to, content.LONGEST_ADDRESS)
    message.subject = content.line(said.subject)
    is_true = said.date is not None and stored_at - LONGEST_AWAY < said.date < stored_at + timedelta(days=1)
    message.sent_at = said.date if is_true else stored_at
    message.new_text, message.quoted_text = content.body(said.new_text), content.body(said.quoted_text)
    message.has_html = said.html is not None
    problems = [*said.problems, *(item for item in reading.get("problems", ()) if item not in said.problems)]
    if said.date is not None and not is_true:
        problems.append(WRONG_DATE.format(said.date))
    if message.disposition is not Disposition.REQUEST and outcome.sorted_because:
        problems.insert(0, outcome.sorted_because)
    if missing:
        problems.insert(0, TOO_LARGE.format(message.size / 1_000_000))
    message.problems = [content.line(problem) for problem in problems]


def _is_empty(message: Message) -> bool:
    return not (message.from_address or message.subject.strip() or message.new_text.strip())


def _note_failure(database: Database, message_id: int, raw: bytes, reason: str) -> Step:
    with database.unit_of_work(WORKER) as session:
        message = incoming.claim(session, message_id)
        if message is not None and not message.from_address:
            message.from_name, message.from_address, message.subject = _who_and_what(raw)
        quarantined = incoming.note_failure(session, message_id, content.line(reason))
    return Step.QUARANTINED if quarantined else Step.NOTHING


def _who_and_what(raw: bytes) -> tuple[str, str, str]:
    """Name, address and subject from the headers alone, so that a list can name a message that can't be read."""
    try:
        said = parse_message(headers_of(raw[:HEADERS_LOOKED_AT]))
    except Exception:
        # It is known to break things: then it stays nameless.
        log.exception("step=headers failed")
        return "", "", ""
    return (
        content.line(said.from_name),
        content.line(said.from_address, content.LONGEST_ADDRESS),
        content.line(said.subject),
    )


def _is_outage(error: DBAPIError) -> bool:
    """Whether the database is locked, full or gone; a value that it refuses is the message's own trouble."""
    if error.connection_invalidated:
        return True
    # psycopg calls a value that is too large for an index an operational error, too: class 54 of the SQL states.
    state = str(getattr(error.orig, "sqlstate", "") or "")
    return isinstance(error, OperationalError) and not state.startswith("54")
