"""One worker at a time: who leads, who stands by, and that a worker thought dead can write nothing any more."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from copapp import clock, config
from copapp.audit import WORKER
from copapp.config import Settings
from copapp.correspondence import leases
from copapp.correspondence.leases import LEASE, Superseded
from copapp.correspondence.models import Message
from copapp.db import Database
from mail_ingest.holder import is_surely_dead, this_process
from mail_ingest.sources.maildir import MaildirSource, deliver, make_maildir
from mail_ingest.transports import MaildirTransport
from mail_ingest.worker import Worker
from tests.mail.make import mail, read_raw


def acquire(database: Database, holder: str, is_dead: Callable[[str], bool] = lambda _holder: False) -> int | None:
    with database.unit_of_work(WORKER) as session:
        return leases.acquire(session, holder, is_dead)


def test_the_second_stands_by_until_the_first_is_silent_for_too_long(database: Database) -> None:
    with clock.stopped_at(clock.now()):
        assert acquire(database, "first") == 1
        assert acquire(database, "second") is None
        assert acquire(database, "first") == 1
    with clock.stopped_at(clock.now() + LEASE + timedelta(seconds=1)):
        assert acquire(database, "second") == 2
        assert acquire(database, "first") is None


def test_a_holder_that_surely_died_is_followed_at_once(database: Database) -> None:
    acquire(database, "first")

    assert acquire(database, "second", lambda holder: holder == "first") == 2


def test_who_was_superseded_writes_nothing(database: Database) -> None:
    fence = acquire(database, "first") or 0
    acquire(database, "second", lambda _holder: True)
    fenced = database.guarded(lambda session: leases.hold(session, fence))

    with pytest.raises(Superseded), fenced.unit_of_work(WORKER) as session:
        session.add(Message(sha256="a", size=1))

    with database.reading() as session:
        assert session.exec(select(Message)).all() == []


def test_writing_prolongs_the_lease(database: Database) -> None:
    start = clock.now()
    with clock.stopped_at(start):
        fence = acquire(database, "first") or 0
    fenced = database.guarded(lambda session: leases.hold(session, fence))

    with clock.stopped_at(start + LEASE - timedelta(seconds=1)), fenced.unit_of_work(WORKER):
        pass

    with clock.stopped_at(start + LEASE + timedelta(seconds=1)):
        assert acquire(database, "second") is None


def test_resigning_lets_the_next_begin_at_once(database: Database) -> None:
    fence = acquire(database, "first") or 0
    with database.unit_of_work(WORKER) as session:
        leases.release(session, fence)

    assert acquire(database, "second") == 2
    with database.reading() as session:
        held = leases.current(session)
        assert held is not None and held.holder == "second"


def test_the_living_and_the_unknown_are_not_dead() -> None:
    assert not is_surely_dead(this_process())
    for holder in ("", "x", "other-host boot/ns 1 1", "a b c d e f"):
        assert not is_surely_dead(holder)


def test_a_process_that_ended_is_dead() -> None:
    asked = [sys.executable, "-c", "from mail_ingest.holder import this_process; print(this_process())"]
    holder = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]).stdout

    assert is_surely_dead(holder.strip())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return config.load({"COP_DATA": str(tmp_path)}, dotenv=None)


@pytest.fixture
def source(tmp_path: Path) -> MaildirSource:
    make_maildir(tmp_path / "mailbox")
    return MaildirSource(tmp_path / "mailbox", 40_000_000)


def test_a_worker_that_stands_by_takes_in_nothing_until_it_leads(
    settings: Settings, database: Database, source: MaildirSource, tmp_path: Path
) -> None:
    deliver(tmp_path / "mailbox", mail())
    acquire(database, "another one")
    worker = Worker(settings, database, source, read_raw, MaildirTransport(tmp_path / "sent"))

    worker.turn()
    with database.reading() as session:
        assert session.exec(select(Message)).all() == []

    with clock.stopped_at(clock.now() + LEASE + timedelta(seconds=1)):
        worker.turn()
    with database.reading() as session:
        assert len(session.exec(select(Message)).all()) == 1


def test_a_worker_that_was_superseded_stops_in_the_middle(
    settings: Settings, database: Database, source: MaildirSource, tmp_path: Path
) -> None:
    worker = Worker(settings, database, source, read_raw, MaildirTransport(tmp_path / "sent"))
    worker.turn()
    deliver(tmp_path / "mailbox", mail())
    acquire(database, "another one", lambda _holder: True)

    worker.mailbox.next_at = 0.0
    worker.turn()

    with database.reading() as session:
        assert session.exec(select(Message)).all() == []
