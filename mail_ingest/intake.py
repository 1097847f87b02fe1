"""From a mailbox to tickets: the protocol that loses nothing and repeats nothing.

1. Raw bytes, their place in the mailbox and the folder's last UID are committed together, before anything reads them.
2. Each message is read within bounds; then its fields, attachments and ticket are committed together.
3. Only then the mailbox is told, as a step of its own, whose failure never reads a message again.

The program may die between any two lines: the next run goes on from what was committed.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from copapp.audit import WORKER
from copapp.correspondence import actions, incoming
from copapp.correspondence.incoming import Stored
from copapp.correspondence.leases import Superseded
from copapp.db import Database
from mail_ingest import content
from mail_ingest.drafting import WasRead, draft
from mail_ingest.filing import Step as Step
from mail_ingest.message import parse_heading
from mail_ingest.read_ahead import Begun, ReadAhead
from mail_ingest.reader import Read, ReaderUnavailable
from mail_ingest.sources import BATCH_MESSAGES, Batch, Source, SourceProblem
from mail_ingest.sources.maildir import headers_of

HEADERS_LOOKED_AT = 65_536
"""Bytes of a message that can't be read which are searched for its sender and subject."""

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
        for message_id in gone:
            log.info("message=%s step=moved_away folder=%s", message_id, source.folder)


def _take(
    database: Database, source: Source, read: Read, tally: Tally, stop: Callable[[], bool], batches: Iterator[Batch]
) -> None:
    with ReadAhead(database, read) as ahead:
        for batch in batches:
            with database.unit_of_work(WORKER) as session:
                kept = incoming.keep(session, source.folder, batch.arrivals, batch.place)
            tally.fetched += len(batch.arrivals)
            tally.stored += len(kept.new)
            tally.duplicates += kept.repeated
            for message_id in kept.new:
                log.info("message=%s step=stored folder=%s", message_id, source.folder)
            ahead.look()
            _work_off(database, ahead, tally, stop, left=BATCH_MESSAGES)  # these are read while the next ones come
            tell_mailbox(database, source)
            if stop():
                return
        _work_off(database, ahead, tally, stop)
        tell_mailbox(database, source)


def read_waiting(database: Database, read: Read, tally: Tally, stop: Callable[[], bool] = bool) -> None:
    """Read every message that waits, once; one that fails stays waiting until its third failure quarantines it.

    Raises:
        DBAPIError: the database can't be written; no message is blamed for it.
        ReaderUnavailable: nor for this.
    """
    with ReadAhead(database, read) as ahead:
        ahead.look()
        _work_off(database, ahead, tally, stop)


def _work_off(database: Database, ahead: ReadAhead, tally: Tally, stop: Callable[[], bool], left: int = 0) -> None:
    """Commit what is read, in its order, until so many messages are left."""
    while ahead.number > left and not stop():
        steps = Counter(_finish(database, ahead.gather(stop)))
        tally.tickets += steps[Step.OPENED]
        tally.duplicates += steps[Step.DUPLICATE]
        tally.quarantined += steps[Step.QUARANTINED]


def read_one(database: Database, read: Read, message_id: int) -> Step:
    """Read one message and commit what comes of it; a failure is counted against it."""
    with database.reading() as session:
        waiting = incoming.stored(session, [message_id])
    with ThreadPoolExecutor(1, "reading") as readers:
        begun = [Begun(each, readers.submit(read, each.raw, each.stored_at)) for each in waiting]
        return next(iter(_finish(database, begun)), Step.NOTHING)


def _finish(database: Database, begun: Sequence[Begun]) -> list[Step]:
    """Wait for readings, and commit what comes of them."""
    read: list[WasRead] = []
    steps: list[Step] = []
    for each in begun:
        try:
            read.append(WasRead(each.stored, each.outcome.result()))
        except ReaderUnavailable:
            raise
        except Exception as error:
            # Of any kind at all: no message stops the next one.
            steps.append(_note_failure(database, each.stored, error))
    return steps + (_settle(database, read) if read else [])


def _settle(database: Database, read: Sequence[WasRead], *, again: bool = False) -> list[Step]:
    """One transaction for all; where it fails, one for each, so that only the one at fault is blamed."""
    try:
        with database.unit_of_work(WORKER) as session:
            steps = draft(session, read)
    except Exception as error:
        # Of any kind at all: no message stops the next one. Only the database's own troubles are nobody's fault.
        if isinstance(error, Superseded) or (isinstance(error, DBAPIError) and _is_outage(error)):
            raise
        if len(read) > 1:
            log.warning("step=apart messages=%s problem=%s", len(read), type(error).__name__)
            return [step for each in read for step in _settle(database, [each])]
        if isinstance(error, IntegrityError) and not again:
            # Another worker has committed the same content meanwhile: a second look finds it.
            return _settle(database, read, again=True)
        return [_note_failure(database, read[0].stored, error)]
    for message_id, step in steps.items():
        log.info("message=%s step=%s", message_id, step)
    return list(steps.values())


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
        told = set(done)
        for place in untold:
            if place.id in told:
                log.info("message=%s step=told folder=%s", place.message_id, source.folder)
        if not done:
            return


def _known(database: Database, folder: str, keys: Sequence[str]) -> set[str]:
    with database.reading() as session:
        return incoming.known_keys(session, folder, keys)


def _note_failure(database: Database, stored: Stored, error: Exception) -> Step:
    log.error("message=%s step=failed", stored.message_id, exc_info=error)
    with database.unit_of_work(WORKER) as session:
        message = incoming.claim(session, [stored.message_id]).get(stored.message_id)
        if message is not None and not message.from_address:
            message.from_name, message.from_address, message.subject = _who_and_what(stored)
        reason = content.line(str(error) or type(error).__name__)
        quarantined = incoming.note_failure(session, stored.message_id, reason)
    step = Step.QUARANTINED if quarantined else Step.NOTHING
    log.info("message=%s step=%s", stored.message_id, step)
    return step


def _who_and_what(stored: Stored) -> tuple[str, str, str]:
    """Name, address and subject from the headers alone, so that a list can name a message that can't be read."""
    try:
        name, address, subject = parse_heading(headers_of(stored.raw[:HEADERS_LOOKED_AT]))
    except Exception:
        # It is known to break things: then it stays nameless.
        log.exception("message=%s step=nameless", stored.message_id)
        return "", "", ""
    return content.line(name), content.line(address, content.LONGEST_ADDRESS), content.line(subject)


def _is_outage(error: DBAPIError) -> bool:
    """Whether the database is locked, full or gone; a value that it refuses is the message's own trouble."""
    if error.connection_invalidated:
        return True
    # psycopg calls a value that is too large for an index an operational error, too: class 54 of the SQL states.
    state = str(getattr(error.orig, "sqlstate", "") or "")
    return isinstance(error, OperationalError) and not state.startswith("54")
