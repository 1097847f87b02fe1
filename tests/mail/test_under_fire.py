"""The worker killed at random moments, or all around it, while mail comes in over a real Dovecot and letters leave over
a real SMTP.

Small with every test run; all of it: `FIRE_MESSAGES=1000 FIRE_KILLS=200 ./cop test tests/mail/test_under_fire.py`.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from imapclient.exceptions import IMAPClientError
from sqlmodel import select

from copapp.audit import SYSTEM
from copapp.correspondence import actions
from copapp.correspondence.models import Letter, LetterState, MessageState
from copapp.db import Database
from mail_ingest.bell import Bell
from mail_ingest.reader import read_raw
from mail_ingest.sources.imap import ImapSource
from mail_ingest.transports import SmtpTransport
from mail_ingest.worker import Worker
from tests.mail.make import look, mail, settings_of
from tests.mail.test_bell import working
from tests.servers.dovecot import Dovecot, Mailbox
from tests.servers.proxy import Proxy
from tests.servers.smtp import SmtpServer

MESSAGES = int(os.environ.get("FIRE_MESSAGES", "24"))
KILLS = int(os.environ.get("FIRE_KILLS", "6"))
LETTERS = max(MESSAGES // 4, 4)
LONGEST_LIFE_SECONDS = 2.5
"""A worker needs about a second to begin: some die before that, some in the middle of their work."""
PATIENCE_SECONDS = 120 + MESSAGES / 2
SEED = 20261124


def test_whatever_moment_the_worker_dies_at_nothing_is_lost_and_nothing_happens_twice(
    database: Database, mailbox: Mailbox, smtp: SmtpServer, tmp_path: Path
) -> None:
    sent_in = [mail(f"Prosimy o salę {day} marca o 17 dla {day} osób.\n") for day in _days()]
    settings = settings_of(
        mailbox,
        tmp_path,
        COP_SMTP_HOST=smtp.host,
        COP_SMTP_PORT=str(smtp.port),
        COP_SMTP_TLS="off",
        COP_SEND_DELAY_SECONDS="0",
        COP_POLL_SECONDS="1",
        COP_DATABASE_URL=database.url,
    )
    with database.unit_of_work(SYSTEM) as session:
        for number in range(LETTERS):
            actions.queue_letter(session, settings, to_address=f"a{number}@b.example", subject="Sala", body="Tak.")
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("COP_")},
        **_as_environment(settings),
        "PYTHONPATH": os.getcwd(),
    }
    delivering = threading.Thread(target=lambda: [mailbox.deliver(raw) for raw in sent_in])
    delivering.start()

    chance = random.Random(SEED)
    for _ in range(KILLS):
        worker = _worker(environ, tmp_path)
        time.sleep(chance.uniform(0.2, LONGEST_LIFE_SECONDS))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    delivering.join()
    last = _worker(environ, tmp_path)
    limit = time.monotonic() + PATIENCE_SECONDS
    while not _all_is_done(database, MESSAGES) and time.monotonic() < limit:
        time.sleep(0.3)
    last.terminate()
    assert last.wait(30) == 0

    _each_once(database, smtp, sent_in)


def test_whatever_happens_around_the_worker_nothing_is_lost_and_nothing_happens_twice(
    database: Database,
    dovecot: Dovecot,
    mailbox: Mailbox,
    smtp: SmtpServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Servers restarted, connections cut and silent, UIDVALIDITY changed, messages moved by a person."""
    monkeypatch.setattr("mail_ingest.rhythm.FIRST_BACKOFF", 0.1)
    monkeypatch.setattr("mail_ingest.rhythm.LAST_BACKOFF", 0.5)
    monkeypatch.setattr("mail_ingest.transports.FINAL_REPLY", 1)
    monkeypatch.setattr("copapp.correspondence.outbox.FIRST_RETRY", timedelta(seconds=0.2))
    imap, out = Proxy(dovecot.port), Proxy(smtp.port)
    more = {"COP_SMTP_HOST": out.host, "COP_SMTP_PORT": str(out.port), "COP_SMTP_TLS": "off"}
    more |= {"COP_IMAP_PORT": str(imap.port), "COP_MAIL_TIMEOUT_SECONDS": "1", "COP_POLL_SECONDS": "1"}
    settings = settings_of(mailbox, tmp_path, COP_SEND_DELAY_SECONDS="0", **more)
    worker = Worker(settings, Database(database.url, settings), ImapSource(settings), read_raw, SmtpTransport(settings))
    happenings: list[Callable[[], object]] = [
        imap.cut, imap.silence, out.cut, out.silence, dovecot.restart, mailbox.change_uidvalidity,
        lambda: _move_what_was_seen(mailbox), lambda: _restart(smtp),
    ]  # fmt: skip
    chance = random.Random(SEED)
    happening = [*happenings, *chance.choices(happenings, k=max(MESSAGES // 4 - len(happenings), 0))]
    chance.shuffle(happening)
    sent_in: list[bytes] = []
    with working(worker, Bell(settings, worker.wake)):
        for happen in happening:
            for _ in range(max(MESSAGES // len(happening), 1)):
                sent_in.append(mail(f"Prosimy o salę {len(sent_in) % 28 + 1} marca o 17.\n"))
                _deliver(mailbox, sent_in[-1])
            with database.unit_of_work(SYSTEM) as session:
                actions.queue_letter(session, settings, to_address="a@b.example", subject="Sala", body="Tak.")
            time.sleep(chance.uniform(0.0, 0.3))
            happen()
        limit = time.monotonic() + PATIENCE_SECONDS
        while not _all_is_done(database, len(sent_in)) and time.monotonic() < limit:
            time.sleep(0.1)
    imap.close()
    out.close()

    _each_once(database, smtp, sent_in)


def _deliver(mailbox: Mailbox, raw: bytes) -> None:
    """A server whose UIDs were just taken away may refuse a message; who delivers tries again."""
    for _ in range(20):
        try:
            mailbox.deliver(raw)
            return
        except IMAPClientError:
            time.sleep(0.2)
    raise AssertionError("the server takes nothing any more")


def _move_what_was_seen(mailbox: Mailbox) -> None:
    """As a person does in webmail."""
    with mailbox.client("INBOX") as client:
        if not client.folder_exists("Załatwione"):
            client.create_folder("Załatwione")
        with suppress(IMAPClientError):  # as above
            client.move(client.search("SEEN")[::2] or "0", "Załatwione")


def _restart(smtp: SmtpServer) -> None:
    smtp.stop()
    smtp.start()


def _each_once(database: Database, smtp: SmtpServer, sent_in: list[bytes]) -> None:
    seen = look(database)
    assert sorted(seen.raws) == sorted(sent_in)
    assert Counter(seen.states()) == {MessageState.READ: len(sent_in)}
    assert len(seen.tickets) == len(sent_in)
    assert all(place.mailbox_done for place in seen.places)
    received = Counter(one.message["Message-ID"] for one in smtp.received)
    assert max(received.values()) == 1
    with database.reading() as session:
        for letter in session.exec(select(Letter)).all():
            assert letter.state in (LetterState.SENT, LetterState.UNCLEAR), letter.state
            assert letter.state is LetterState.UNCLEAR or received[letter.message_id] == 1


def _days() -> list[int]:
    return [number % 28 + 1 for number in range(MESSAGES)]


def _as_environment(settings: object) -> dict[str, str]:
    names = ("data", "database_url", "imap_host", "imap_port", "imap_user", "imap_password", "imap_tls")
    more = ("smtp_host", "smtp_port", "smtp_tls", "send_delay_seconds", "poll_seconds", "mail_timeout_seconds")
    return {f"COP_{name.upper()}": str(getattr(settings, name)) for name in (*names, *more)}


def _worker(environ: dict[str, str], cwd: Path) -> "subprocess.Popen[bytes]":
    with (cwd / "worker.log").open("ab") as log:
        return subprocess.Popen([sys.executable, "-m", "mail_ingest", "run"], env=environ, cwd=cwd, stderr=log)


def _all_is_done(database: Database, messages: int) -> bool:
    seen = look(database)
    with database.reading() as session:
        letters = session.exec(select(Letter)).all()
    settled = {LetterState.SENT, LetterState.UNCLEAR}
    read = [state for state in seen.states() if state is MessageState.READ]
    told = all(place.mailbox_done for place in seen.places)
    copied = all(letter.copied_at for letter in letters if letter.state is LetterState.SENT)
    return len(read) == messages and told and all(letter.state in settled for letter in letters) and copied
