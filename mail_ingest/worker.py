"""The worker behind the mailbox: looks, reads, sends, backs off from what fails, and reports how it is.

One works at a time; any other stands by, and goes on in its place within a minute of its death.
"""

import logging
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy.exc import DBAPIError

from copapp.audit import SYSTEM, WORKER
from copapp.bookings.series import extend
from copapp.config import Settings
from copapp.correspondence import incoming, leases
from copapp.correspondence.outbox import OUTBOX
from copapp.db import Database
from copapp.tickets.actions import remind_next
from mail_ingest.bell import Bell
from mail_ingest.door import Door
from mail_ingest.holder import is_surely_dead, this_process
from mail_ingest.intake import Tally, read_waiting, reconcile, take_in, tell_mailbox
from mail_ingest.outbox import send_waiting
from mail_ingest.reader import BoundedReader, Read, ReaderUnavailable
from mail_ingest.rhythm import DATABASE_BACKOFF, PASSWORD_BACKOFF, Rhythm
from mail_ingest.sent_folder import copy_sent, sent_folder_of
from mail_ingest.sources import Source, SourceProblem, WrongPassword
from mail_ingest.transports import Transport

TURN_SECONDS = 1.0
REPORT_SECONDS = 10.0
"""How often "all is well" is written down where a mailbox is looked into every second."""
COPY_SECONDS = 5.0
SERIES_SECONDS = 3600.0
REMIND_SECONDS = 60.0
RECONCILE_SECONDS = 3600.0
"""How often the whole folder is compared with what was taken in."""

UNWRITABLE = "baza danych nie przyjmuje zapisu (pełny dysk, blokada lub przerwa); poczta czeka w skrzynce."

log = logging.getLogger(__name__)


class Worker:
    """Runs until told to stop, and stops between two messages."""

    def __init__(
        self, settings: Settings, database: Database, source: Source, read: Read, transport: Transport, holder: str = ""
    ) -> None:
        self.source, self.read, self.transport = source, read, transport
        self.holder = holder or this_process()
        self.unfenced = database
        self.database = database
        """Refuses every write once another worker took over."""
        self.leading = Rhythm(leases.RENEWAL.total_seconds())
        self._fence: int | None = None
        self.mailbox = Rhythm(settings.poll_seconds if settings.imap_host else TURN_SECONDS)
        self.outbox = Rhythm(TURN_SECONDS)
        self.letters_per_day = settings.letters_per_day
        self.copies = Rhythm(COPY_SECONDS)
        self.sent_folder = sent_folder_of(settings)
        self.reading = Rhythm(TURN_SECONDS)
        self.series = Rhythm(SERIES_SECONDS)
        self.reminders = Rhythm(REMIND_SECONDS)
        self.settings = settings
        self.whole_folder = Rhythm(RECONCILE_SECONDS)
        self._stopping = False
        self._woken: SimpleQueue[None] = SimpleQueue()
        """Not an Event: its lock is no signal handler's to take, which may interrupt whoever holds it."""
        self._reported: dict[str, tuple[str, float]] = {}

    def stop(self) -> None:
        """Ask the worker to end; also from a signal handler or another thread."""
        self._stopping = True
        self.wake()

    def wake(self) -> None:
        """Look into the mailbox now rather than at the next poll; from any thread."""
        self._woken.put(None)

    def run(self) -> None:
        """Turn after turn until `stop`."""
        log.info("step=started folder=%s", self.source.folder)
        while not self._stopping:
            self.turn()
            if self._wakes_within(TURN_SECONDS) and not self._stopping:
                self.mailbox.hurry()
        self.source.close()
        self._resign()
        log.info("step=stopped folder=%s", self.source.folder)

    def _wakes_within(self, seconds: float) -> bool:
        """Wait so long at most; whether something woke the worker before. Several calls wake it once."""
        try:
            self._woken.get(timeout=seconds)
        except Empty:
            return False
        with suppress(Empty):
            while True:
                self._woken.get_nowait()
        return True

    def _is_stopping(self) -> bool:
        return self._stopping

    def turn(self) -> None:
        """Do whatever is due: look into the mailbox, read what waits, send what may leave. Standing by, nothing."""
        duties = ((self.leading, self._lead), (self.mailbox, self._check), (self.reading, self._read))
        more = ((self.reminders, self._remind), (self.outbox, self._send), (self.copies, self._copy))
        for rhythm, act in (*duties, *more, (self.series, self._extend_series)):
            if not rhythm.is_due() or self._stopping or (self._fence is None and act != self._lead):
                continue
            try:
                act()
            except leases.Superseded as error:
                log.warning("step=superseded problem=%s", error)
                self._fence, self.leading.next_at = None, 0.0
                self.source.close()
            except DBAPIError as error:
                wait = rhythm.failed(at_most=DATABASE_BACKOFF)
                log.error("step=database problem=%s next=%.0fs", error.orig, wait)
                self._try_to_report(UNWRITABLE, "Unwritable")
            except ReaderUnavailable as error:
                log.error("step=reader problem=%s next=%.0fs", error, rhythm.failed())
                self._try_to_report(str(error), "ReaderUnavailable")

    def _lead(self) -> None:
        """Get the lease, or go on holding it; without it, ask again at the next turn."""
        with self.unfenced.unit_of_work(WORKER) as session:
            fence = leases.acquire(session, self.holder, is_surely_dead)
        if fence != self._fence:
            log.info("step=%s fence=%s", "leading" if fence is not None else "superseded", fence)
            self.database = self.unfenced.guarded(lambda session: leases.hold(session, fence or 0))
        self._fence = fence
        self.leading.succeeded()
        if fence is None:
            self.leading.next_at = 0.0

    def _resign(self) -> None:
        if self._fence is not None:
            try:
                with self.unfenced.unit_of_work(WORKER) as session:
                    leases.release(session, self._fence)
            except DBAPIError as error:
                log.warning("step=resign problem=%s", error.orig)

    def _check(self) -> None:
        tally = Tally()
        try:
            take_in(self.database, self.source, self.read, tally, self._is_stopping)
            if self.whole_folder.is_due() and not self._stopping:
                reconcile(self.database, self.source, self.read, tally, self._is_stopping)
                self.whole_folder.succeeded()
            tell_mailbox(self.database, self.source)
        except SourceProblem as error:
            wait = self.mailbox.failed(_at_least(isinstance(error, WrongPassword)))
            log.error("step=check folder=%s problem=%s next=%.0fs", self.source.folder, error, wait)
            self._report(self.source.folder, str(error), state=type(error).__name__)
            return
        finally:
            self.source.close()
        self.mailbox.succeeded()
        self._report(self.source.folder, "", state="ok", **({"last_taken": tally.as_json()} if tally.fetched else {}))

    def _read(self) -> None:
        read_waiting(self.database, self.read, Tally(), self._is_stopping)
        self.reading.succeeded()

    def _send(self) -> None:
        dispatch = send_waiting(self.database, self.transport, self._is_stopping, self.letters_per_day)
        if dispatch.trouble:
            wait = self.outbox.failed(_at_least(dispatch.wrong_login))
            log.error("step=send problem=%s next=%.0fs", dispatch.trouble, wait)
            self._report(OUTBOX, dispatch.trouble, state="WrongLogin" if dispatch.wrong_login else "ServerTrouble")
            return
        self.outbox.succeeded()
        if dispatch.sent:  # only this shows that an earlier trouble is over
            self._report(OUTBOX, "", state="ok")

    def _copy(self) -> None:
        if self.sent_folder is not None:
            try:
                copy_sent(self.database, self.sent_folder, self._is_stopping)
            except SourceProblem as error:
                wait = self.copies.failed(_at_least(isinstance(error, WrongPassword)))
                log.warning("step=copy problem=%s next=%.0fs", error, wait)
                return
        self.copies.succeeded()

    def _extend_series(self) -> None:
        """Series without an end get the bookings up to the horizon, which moves on every day."""
        with self.database.unit_of_work(SYSTEM) as session:
            made = extend(session)
        if made:
            log.info("step=series made=%d", made)
        self.series.succeeded()

    def _remind(self) -> None:
        """Each reminder that is due, in a transaction of its own."""
        written = True
        while written and not self._stopping:
            with self.database.unit_of_work(SYSTEM) as session:
                written = remind_next(session, self.settings)
            if written:
                log.info("step=reminded")
        self.reminders.succeeded()

    def _try_to_report(self, problem: str, state: str) -> None:
        """A database that is full may still take these few bytes; one that is gone shows by its silence."""
        try:
            self._report(self.source.folder, problem, state=state)
        except (DBAPIError, leases.Superseded) as error:
            log.warning("step=report problem=%s", error)

    def _report(self, folder: str, problem: str, **details: Any) -> None:
        """Write down how it is: each change at once, an unchanged state now and then."""
        before, at = self._reported.get(folder, (None, 0.0))
        if before == problem and not details.get("last_taken") and time.monotonic() - at < REPORT_SECONDS:
            return
        with self.database.unit_of_work(WORKER) as session:
            incoming.note_check(session, folder, problem, **details)
        self._reported[folder] = (problem, time.monotonic())


def _at_least(wrong_password: bool) -> float:
    """Seconds that a failure is given at least."""
    return PASSWORD_BACKOFF if wrong_password else 0.0


@contextmanager
def running(worker: Worker, door: Door | None, bell: Bell | None = None) -> Iterator[None]:
    """Open the door, hang up the bell, end on SIGTERM and SIGINT, and clear up."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    opened = door if door is not None and _open(door) else None
    if bell is not None:
        bell.start()
    try:
        yield
    finally:
        if opened is not None:
            opened.stop()
        if bell is not None:
            bell.stop()
        if isinstance(worker.read, BoundedReader):
            worker.read.close()


def _open(door: Door) -> bool:
    try:
        door.start()
    except (OSError, TimeoutError) as error:
        log.error("step=door port=%s problem=%s", door.port, error)
        return False
    log.info("step=door port=%s mailbox=%s", door.port, door.mailbox)
    return True
