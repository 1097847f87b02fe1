"""The database full, locked or gone, at any moment: the mail stays on the server, and comes in once when it is over."""

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from copapp import db
from copapp.application import create_app
from copapp.config import Settings
from copapp.correspondence.models import MessageState, WorkerState
from copapp.db import Database
from mail_ingest.reader import Outcome, Read, read_raw
from mail_ingest.sources.imap import ImapSource
from mail_ingest.transports import MaildirTransport
from mail_ingest.worker import Worker
from tests.mail.make import look, mail, settings_of, turn
from tests.servers.disk import SmallDisk
from tests.servers.dovecot import Mailbox
from tests.servers.postgres import SYSTEM_USER, Postgres

LARGE = "".join(f"Wniosek nr {number * 7919 % 100_003} w załączeniu.\n" for number in range(4_000))


@dataclass(frozen=True)
class OnSmallDisk:
    """A migrated database on a disk that can be full."""

    database: Database
    disk: SmallDisk


@pytest.fixture(params=["sqlite", "postgresql"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OnSmallDisk]:
    if request.param == "sqlite":
        with closing(SmallDisk(tmp_path / "disk", megabytes=16)) as disk:
            shutil.copy(request.getfixturevalue("_migrated_sqlite"), disk.path / "cop.db")
            database = Database(f"sqlite:///{disk.path / 'cop.db'}")
            yield OnSmallDisk(database, disk)
            database.dispose()
    else:
        postgres: Postgres = request.getfixturevalue("postgres")
        template = request.getfixturevalue("_migrated_postgres").name
        with closing(SmallDisk(postgres.folder / "disk", megabytes=48, owner=SYSTEM_USER)) as disk:
            database = Database(postgres.new_database(template, disk.path))
            yield OnSmallDisk(database, disk)
            database.dispose()
            disk.free()
            postgres.drop_database(database.url)


def worker_of(settings: Settings, database: Database, read: Read = read_raw) -> Worker:
    return Worker(settings, database, ImapSource(settings), read, MaildirTransport(settings.data / "sent"))


def troubled_while_reading(trouble: Callable[[], None]) -> tuple[Read, list[datetime]]:
    """A reading that meets the trouble once, in its middle."""
    met: list[datetime] = []

    def read(raw: bytes, received_at: datetime) -> Outcome:
        if not met:
            met.append(received_at)
            trouble()
        return read_raw(raw, received_at)

    return read, met


def test_on_a_full_disk_the_mail_stays_on_the_server_until_there_is_room(
    small: OnSmallDisk, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copapp.correspondence.health.LOW_DISK", 1_000_000)
    settings = settings_of(mailbox, small.disk.path, COP_DATABASE_URL=small.database.url)
    monitor = create_app(settings, small.database).test_client()
    worker = worker_of(settings, small.database)
    mailbox.deliver(mail())
    turn(worker)
    assert monitor.get("/healthz").status_code == 200
    uid = mailbox.deliver(mail(LARGE))

    small.disk.fill()
    turn(worker)
    turn(worker)

    assert len(look(small.database).messages) == 1
    assert mailbox.flags(uid) == set()
    assert monitor.get("/healthz").status_code == 503
    small.disk.free()
    turn(worker)
    assert look(small.database).states() == [MessageState.READ] * 2
    assert len(look(small.database).tickets) == 2
    assert rb"\Seen" in mailbox.flags(uid)
    assert monitor.get("/healthz").status_code == 200


def test_a_disk_that_fills_up_after_a_message_was_stored_blames_no_message(
    small: OnSmallDisk, mailbox: Mailbox
) -> None:
    settings = settings_of(mailbox, small.disk.path, COP_DATABASE_URL=small.database.url)
    uid = mailbox.deliver(mail(LARGE))
    read, met = troubled_while_reading(small.disk.fill)
    worker = worker_of(settings, small.database, read)

    turn(worker)

    assert met
    (message,) = look(small.database).messages
    assert (message.state, message.attempts) == (MessageState.STORED, 0)
    assert mailbox.flags(uid) == set()
    small.disk.free()
    turn(worker)
    assert look(small.database).states() == [MessageState.READ]
    assert len(look(small.database).tickets) == 1
    turn(worker)
    assert rb"\Seen" in mailbox.flags(uid)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, database: Database) -> Iterator[Database]:
    """The test's database, where a lock is waited for a moment only."""
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 200)
    impatient = Database(database.url)
    yield impatient
    impatient.dispose()


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Somebody else holds a lock against all writers."""
    if url.startswith("sqlite"):
        holder = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        yield
        holder.rollback()
        holder.close()
    else:
        with psycopg.connect(url.replace("+psycopg", "")) as other:
            other.execute("LOCK TABLE message, worker_lease IN EXCLUSIVE MODE")
            yield


def test_while_somebody_locks_the_database_the_mail_waits(
    impatient: Database, mailbox: Mailbox, tmp_path: Path
) -> None:
    worker = worker_of(settings_of(mailbox, tmp_path), impatient)
    turn(worker)
    uid = mailbox.deliver(mail())

    with locked(impatient.url):
        for _ in range(8):
            worker.mailbox.failed()
        turn(worker)
        assert worker.mailbox.next_at - time.monotonic() < 61, "it goes on soon after"
        assert look(impatient).messages == []
        assert mailbox.flags(uid) == set()
    turn(worker)

    assert look(impatient).states() == [MessageState.READ]
    assert len(look(impatient).tickets) == 1


def test_trouble_with_the_database_stands_in_the_state_until_it_is_over(
    database: Database, mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = worker_of(settings_of(mailbox, tmp_path), database)
    mailbox.deliver(mail())

    def full(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    with monkeypatch.context() as patch:
        patch.setattr("copapp.correspondence.incoming.keep", full)
        turn(worker)
    assert "baza danych nie przyjmuje zapisu" in problem_of(database, worker)
    turn(worker)

    assert problem_of(database, worker) == ""


def problem_of(database: Database, worker: Worker) -> str:
    with database.reading() as session:
        return session.get_one(WorkerState, worker.source.folder).problem


def test_a_database_that_goes_and_comes_back_takes_in_each_message_once(
    postgres: Postgres, mailbox: Mailbox, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    database = Database(postgres.new_database(request.getfixturevalue("_migrated_postgres").name))
    read, met = troubled_while_reading(postgres.stop)
    worker = worker_of(settings_of(mailbox, tmp_path), database, read)
    uids = [mailbox.deliver(mail()) for _ in range(3)]

    turn(worker)
    turn(worker)

    assert met
    assert not any(mailbox.flags(uid) for uid in uids)
    postgres.start()
    turn(worker)
    seen = look(database)
    assert seen.states() == [MessageState.READ] * 3
    assert len(seen.tickets) == 3
    assert all(message.attempts == 0 for message in seen.messages)
    database.dispose()
    postgres.drop_database(database.url)
