"""The worker as a program: `run`, `once` and `load`, its door, its rhythm and its end."""

import json
import os
import signal
import smtplib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from copapp import clock
from copapp.audit import SYSTEM
from copapp.bookings.actions import create_booking
from copapp.bookings.models import Booking, BookingState, Room
from copapp.bookings.recurrence import Recurrence
from copapp.bookings.rules import BookingDetails
from copapp.bookings.series import save
from copapp.bookings.series_plan import plan_new
from copapp.correspondence import actions, leases
from copapp.correspondence.incoming import place_of
from copapp.correspondence.mailbox import EMBEDDED
from copapp.correspondence.models import MessageState, WorkerState
from copapp.correspondence.outbox import OUTBOX
from copapp.db import Database
from copapp.migrate import migrate
from mail_ingest.reader import read_raw
from mail_ingest.rhythm import FIRST_BACKOFF, JITTER, LAST_BACKOFF, Rhythm
from mail_ingest.sources.imap import ImapSource
from mail_ingest.sources.maildir import deliver
from mail_ingest.transports import MaildirTransport, SmtpTransport
from mail_ingest.worker import Worker
from tests.mail.make import look, mail, settings_of
from tests.servers.dovecot import Mailbox
from tests.servers.process import free_port
from tests.servers.smtp import SmtpServer


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    own = {key: value for key, value in os.environ.items() if not key.startswith("COP_")}
    return {**own, "COP_DATA": str(tmp_path / "var"), "COP_DOOR_PORT": str(free_port()), "PYTHONPATH": os.getcwd()}


@pytest.fixture
def database(environ: dict[str, str]) -> Iterator[Database]:
    """The database that the programs of the test use: SQLite under COP_DATA."""
    migrated = Database(f"sqlite:///{environ['COP_DATA']}/cop.db")
    migrate(migrated)
    yield migrated
    migrated.dispose()


def run(environ: dict[str, str], cwd: Path, *arguments: str) -> tuple[int, dict[str, Any], str]:
    """A command of mail_ingest: exit code, the JSON of its last line, and what it complained of."""
    command = [sys.executable, "-m", "mail_ingest", *arguments]
    done = subprocess.run(command, env=environ, cwd=cwd, capture_output=True, text=True, timeout=120)
    return done.returncode, json.loads(done.stdout.splitlines()[-1]), done.stderr


def wait_for(what: Callable[[], object], seconds: float = 30) -> None:
    limit = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < limit, "it never happened"
        time.sleep(0.05)


def test_once_takes_in_all_that_waits_and_says_so_in_its_last_line(
    environ: dict[str, str], tmp_path: Path, database: Database
) -> None:
    for number in range(3):
        deliver(tmp_path / "var" / "mailbox", mail(subject=str(number)))

    first, second = run(environ, tmp_path, "once"), run(environ, tmp_path, "once")

    assert first[:2] == (0, {"fetched": 3, "stored": 3, "duplicates": 0, "tickets": 3, "quarantined": 0})
    assert second[:2] == (0, {"fetched": 0, "stored": 0, "duplicates": 0, "tickets": 0, "quarantined": 0})
    assert look(database).states() == [MessageState.READ] * 3


def test_load_takes_in_files(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "list.eml").write_bytes(mail())

    assert run(environ, tmp_path, "load", str(tmp_path / "list.eml"))[1]["tickets"] == 1


def test_once_on_a_new_database_makes_it(environ: dict[str, str], tmp_path: Path) -> None:
    assert run(environ, tmp_path, "once")[0] == 0


def test_once_says_in_one_line_that_the_mailbox_is_out_of_reach(environ: dict[str, str], tmp_path: Path) -> None:
    environ |= {"COP_IMAP_HOST": "127.0.0.1", "COP_IMAP_PORT": str(free_port()), "COP_IMAP_TLS": "off"}

    code, tally, complaint = run(environ, tmp_path, "once")

    assert code == 1
    assert tally["fetched"] == 0
    assert complaint.startswith("Poczta: serwer 127.0.0.1 nie odpowiada")
    assert "Traceback" not in complaint


def _has_succeeded(database: Database) -> bool:
    with database.reading() as session:
        return session.get_one(WorkerState, EMBEDDED).succeeded_at is not None


def test_run_takes_what_comes_through_its_door_and_ends_cleanly(
    environ: dict[str, str], tmp_path: Path, database: Database
) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "mail_ingest", "run"], env=environ, cwd=tmp_path, stderr=subprocess.PIPE
    )
    raw = mail(subject="Przez drzwi") + b".kropka\r\n" + b"x" * 5000 + b"\r\n"
    try:
        wait_for(lambda: _sends(int(environ["COP_DOOR_PORT"]), raw))
        wait_for(lambda: MessageState.READ in look(database).states())
        wait_for(lambda: _has_succeeded(database))
    finally:
        worker.send_signal(signal.SIGTERM)
        log = worker.communicate(timeout=20)[1].decode()
    assert worker.returncode == 0, log
    assert look(database).raws == [raw]
    assert "message=1 step=stored" in log
    assert "message=1 step=opened" in log
    assert "Traceback" not in log


def _sends(port: int, raw: bytes) -> bool:
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=5) as door:
            door.sendmail("jadwiga@lokietek.example", ["cop@um.kalisz.pl"], raw)
    except OSError:
        return False
    return True


def test_a_refused_password_is_written_down_and_not_tried_again_for_minutes(
    database: Database, mailbox: Mailbox, tmp_path: Path
) -> None:
    settings = settings_of(mailbox, tmp_path, COP_IMAP_PASSWORD="zle")
    source = ImapSource(settings)
    worker = Worker(settings, database, source, read_raw, MaildirTransport(tmp_path / "sent"))

    worker.turn()

    with database.reading() as session:
        state = session.get_one(WorkerState, source.folder)
    assert state.succeeded_at is None
    assert state.details["state"] == "WrongPassword"
    assert "COP_IMAP_PASSWORD" in state.problem
    assert worker.mailbox.next_at - time.monotonic() > 200


def test_a_dead_outgoing_server_stands_in_the_state_until_a_letter_leaves_again(
    database: Database, mailbox: Mailbox, smtp: SmtpServer, tmp_path: Path
) -> None:
    more = {"COP_SMTP_HOST": smtp.host, "COP_SMTP_PORT": str(smtp.port), "COP_SMTP_TLS": "off"}
    settings = settings_of(mailbox, tmp_path, COP_SEND_DELAY_SECONDS="0", **more)
    worker = Worker(settings, database, ImapSource(settings), read_raw, SmtpTransport(settings))
    with database.unit_of_work(SYSTEM) as session:
        actions.queue_letter(session, settings, to_address="a@b.example", subject="Sala", body="Tak.")

    smtp.stop()
    worker.turn()
    assert "Nie udało się połączyć" in _state(database, OUTBOX).problem
    smtp.start()
    worker.outbox.next_at = 0
    with clock.stopped_at(clock.now() + timedelta(minutes=1)):
        worker.turn()

    assert _state(database, OUTBOX).problem == ""
    assert len(smtp.received) == 1


def _state(database: Database, folder: str) -> WorkerState:
    with database.reading() as session:
        return session.get_one(WorkerState, folder)


def test_the_place_in_the_mailbox_is_kept_for_the_next_worker(
    database: Database, mailbox: Mailbox, tmp_path: Path
) -> None:
    settings = settings_of(mailbox, tmp_path)
    uid = mailbox.deliver(mail())
    Worker(settings, database, ImapSource(settings), read_raw, MaildirTransport(tmp_path / "sent")).turn()

    with database.reading() as session:
        assert place_of(session, ImapSource(settings).folder).last_uid == uid


def test_series_without_an_end_are_extended_by_the_worker(database: Database, mailbox: Mailbox, tmp_path: Path) -> None:
    settings = settings_of(mailbox, tmp_path)
    with clock.stopped_at(clock.now() - timedelta(days=21)), database.unit_of_work(SYSTEM) as session:
        session.add(Room(key="hall", name="Sala", capacity=20))
        session.flush()
        starts = clock.day_bounds(clock.today() + timedelta(days=1))[0] + timedelta(hours=12)
        weekly = Recurrence("FREQ=WEEKLY")
        save(session, plan_new(session, BookingDetails((1,), starts, starts + timedelta(hours=1)), weekly, {}))
        before = len(session.exec(select(Booking)).all())
    Worker(settings, database, ImapSource(settings), read_raw, MaildirTransport(tmp_path / "sent")).turn()

    with database.reading() as session:
        assert len(session.exec(select(Booking)).all()) > before


def test_the_worker_reminds_and_the_letter_leaves_once(database: Database, mailbox: Mailbox, tmp_path: Path) -> None:
    settings = replace(settings_of(mailbox, tmp_path), remind_days=1, send_delay_seconds=0)
    noon = clock.day_bounds(clock.today())[0] + timedelta(hours=12)
    with clock.stopped_at(noon - timedelta(days=9)), database.unit_of_work(SYSTEM) as session:
        session.add(Room(key="hall", name="Sala", capacity=20))
        session.flush()
        hours = (noon + timedelta(days=1), noon + timedelta(days=1, hours=1))
        who = {"state": BookingState.CONFIRMED, "contact_email": "jan@ngo.example"}
        create_booking(session, BookingDetails((1,), *hours, **who))  # type: ignore[arg-type]  # by name
    with clock.stopped_at(noon):
        for _ in range(2):
            Worker(settings, database, ImapSource(settings), read_raw, MaildirTransport(tmp_path / "sent")).turn()

    (letter,) = [path.read_text() for path in (tmp_path / "sent" / "new").iterdir()]
    assert "To: jan@ngo.example" in letter and "Subject: Przypomnienie: Sala" in letter


def test_failures_back_off_from_five_seconds_to_fifteen_minutes_and_success_forgives() -> None:
    rhythm = Rhythm(60)

    waits = [rhythm.failed() for _ in range(12)]

    for wait, longest in zip(waits, [5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900], strict=True):
        assert longest * (1 - JITTER) <= wait <= longest <= LAST_BACKOFF
    assert not rhythm.is_due()
    rhythm.succeeded()
    assert rhythm.failed() <= FIRST_BACKOFF


def test_a_killed_worker_is_followed_by_the_one_that_stands_by(
    environ: dict[str, str], tmp_path: Path, database: Database
) -> None:
    with _working(environ, tmp_path) as first:
        wait_for(lambda: _holder(database) == first.pid)
        with _working(environ, tmp_path) as second:
            first.kill()
            first.wait()
            wait_for(lambda: _holder(database) == second.pid)
            deliver(Path(environ["COP_DATA"]) / "mailbox", mail())
            wait_for(lambda: MessageState.READ in look(database).states())
            assert second.poll() is None
    assert len(look(database).tickets) == 1


@contextmanager
def _working(environ: dict[str, str], cwd: Path) -> Iterator["subprocess.Popen[bytes]"]:
    worker = subprocess.Popen([sys.executable, "-m", "mail_ingest", "run"], env=environ, cwd=cwd)
    yield worker
    worker.kill()
    worker.wait()


def _holder(database: Database) -> int | None:
    with database.reading() as session:
        held = leases.current(session)
        return int(held.holder.split()[-2]) if held else None
