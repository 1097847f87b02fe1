"""IDLE as a door bell, against a real Dovecot: it wakes the worker, and nothing depends on it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from copapp.correspondence.models import MessageState
from copapp.db import Database
from mail_ingest import bell as bell_module
from mail_ingest.bell import Bell
from mail_ingest.reader import read_raw
from mail_ingest.sources.imap import ImapSource
from mail_ingest.transports import MaildirTransport
from mail_ingest.worker import Worker
from tests.mail.make import look, mail, settings_of
from tests.servers.dovecot import Dovecot, Mailbox


class Rings:
    """Counts how often the bell rang."""

    def __init__(self) -> None:
        self.count = 0
        self._rung = threading.Condition()

    def __call__(self) -> None:
        with self._rung:
            self.count += 1
            self._rung.notify_all()

    def wait_for(self, count: int, seconds: float = 30) -> bool:
        with self._rung:
            return self._rung.wait_for(lambda: self.count >= count, seconds)


@contextmanager
def listening(mailbox: Mailbox, data: Path, **more: str) -> Iterator[Rings]:
    rings = Rings()
    bell = Bell(settings_of(mailbox, data, **more), rings)
    bell.start()
    yield rings
    bell.stop()


def test_it_rings_when_it_begins_to_listen_and_when_mail_comes(mailbox: Mailbox, tmp_path: Path) -> None:
    with listening(mailbox, tmp_path) as rings:
        assert rings.wait_for(1)
        mailbox.deliver(mail())
        assert rings.wait_for(2)


def test_it_rings_on_after_idle_was_asked_for_anew(
    mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bell_module, "SHORTEST_IDLE", 0.1)
    monkeypatch.setattr(bell_module, "LONGEST_IDLE", 0.2)
    with listening(mailbox, tmp_path) as rings:
        assert rings.wait_for(1)
        time.sleep(1.5)
        mailbox.deliver(mail())
        assert rings.wait_for(2)


def test_it_comes_back_after_the_server_was_away(
    dovecot: Dovecot, mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mail_ingest.rhythm.FIRST_BACKOFF", 0.2)
    with listening(mailbox, tmp_path) as rings:
        assert rings.wait_for(1)
        dovecot.stop()
        time.sleep(0.5)
        dovecot.start()
        assert rings.wait_for(2)


def test_a_refused_password_does_not_hammer(mailbox: Mailbox, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with listening(mailbox, tmp_path, COP_IMAP_PASSWORD="zle") as rings:
        time.sleep(1.5)

    assert rings.count == 0
    assert len([record for record in caplog.records if "step=bell" in record.getMessage()]) == 1


def test_mail_is_a_ticket_long_before_the_next_poll(database: Database, mailbox: Mailbox, tmp_path: Path) -> None:
    settings = settings_of(mailbox, tmp_path, COP_POLL_SECONDS="3600")
    worker = Worker(settings, database, ImapSource(settings), read_raw, MaildirTransport(tmp_path / "sent"))
    with working(worker, Bell(settings, worker.wake)):
        until(lambda: not worker.mailbox.is_due())
        mailbox.deliver(mail())
        until(lambda: look(database).states() == [MessageState.READ])

    assert len(look(database).tickets) == 1
    assert not worker.mailbox.is_due()


@contextmanager
def working(worker: Worker, bell: Bell) -> Iterator[None]:
    def work() -> None:
        bell.start()
        worker.run()
        bell.stop()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        worker.stop()
        thread.join(30)


def until(true: Callable[[], bool]) -> None:
    limit = time.monotonic() + 30
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.05)
