"""The whole worker killed by SIGKILL at every step that it names in its log, and before every commit.

With every test run each step on one of the databases; on both with FIRE_KILLS set, as for `test_under_fire.py`.
"""

import logging
import os
import re
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlmodel import select

from copapp.audit import WORKER
from copapp.config import Settings
from copapp.correspondence import incoming
from copapp.correspondence.incoming import Place
from copapp.correspondence.models import Letter, LetterState, MessageState
from copapp.db import Database
from mail_ingest.sources.imap import ImapSource
from mail_ingest.transports import SmtpTransport
from mail_ingest.worker import Worker
from tests.mail import sending
from tests.mail.killing import killed_at, killed_by
from tests.mail.make import breaking_on, check, look, mail, settings_of, turn
from tests.servers.dovecot import Mailbox
from tests.servers.smtp import SmtpServer

STEPS = (
    "leading", "stored", "opened", "no_ticket", "duplicate", "failed", "nothing", "quarantined", "passed_over",
    "moved_away", "told", "leased", "handing_over", "accepted", "sent", "copied",
)  # fmt: skip
"""All that the worker names on its way through the scene below; that there are no others is tested, too."""
DATABASES = ("sqlite", "postgresql")
RUNS = [(DATABASES[number % 2], step) for number, step in enumerate(STEPS)]
if "FIRE_KILLS" in os.environ:
    RUNS = [(database, step) for database in DATABASES for step in STEPS]
COMMITS = {
    "_lead", "_take", "_settle", "_note_failure", "reconcile", "tell_mailbox", "_report", "send_waiting",
    "handing_over", "_try", "note", "_extend_series", "_remind",
}  # fmt: skip
"""The functions of mail_ingest that commit on the way through the scene."""
TURNS = 3
"""So many until a message that breaks its reading three times is in quarantine, and the mailbox told of it."""
EXPECTED = {MessageState.READ: 4, MessageState.DUPLICATE: 1, MessageState.QUARANTINED: 1}


@dataclass(frozen=True)
class Scene:
    """A mailbox with something of everything, two letters that wait, and the worker that deals with them."""

    settings: Settings
    database: Database
    mailbox: Mailbox
    smtp: SmtpServer

    def work(self) -> None:
        """What the worker does, with connections of its own; safe in a forked process."""
        database = Database(self.database.url, self.settings)
        source, transport = ImapSource(self.settings), SmtpTransport(self.settings)
        worker = Worker(self.settings, database, source, breaking_on(b"niezrozumiale"), transport)
        for _ in range(TURNS):
            turn(worker)
        database.dispose()

    def all_is_done_once(self) -> None:
        seen = look(self.database)
        assert Counter(seen.states()) == EXPECTED
        assert len(set(seen.raws)) == len(seen.raws) == 6
        assert len(seen.tickets) == 3
        assert all(place.mailbox_done for place in seen.places)
        assert [place.gone_at is not None for place in seen.places].count(True) == 1
        arrived = Counter(received.message["Message-ID"] for received in self.smtp.received)
        copies = Counter(self._copies())
        with self.database.reading() as session:
            letters = session.exec(select(Letter)).all()
        for letter in letters:
            assert letter.state in (LetterState.SENT, LetterState.UNCLEAR)
            assert arrived[letter.message_id] in ((1,) if letter.state is LetterState.SENT else (0, 1))
            assert copies[letter.message_id] == (letter.state is LetterState.SENT)

    def _copies(self) -> list[str]:
        if "Sent" not in self.mailbox.folders():
            return []
        raws = [self.mailbox.raw(uid, "Sent") for uid in self.mailbox.uids("Sent")]
        return [str(message_from_bytes(raw)["Message-ID"]) for raw in raws]


@pytest.fixture
def scene(database: Database, mailbox: Mailbox, smtp: SmtpServer, tmp_path: Path) -> Scene:
    sends = {"COP_SMTP_HOST": smtp.host, "COP_SMTP_PORT": str(smtp.port), "COP_SMTP_TLS": "off"}
    settings = settings_of(mailbox, tmp_path, COP_SEND_DELAY_SECONDS="0", **sends)
    source = ImapSource(settings)
    moved = mailbox.deliver(mail(subject="zabrana"))
    check(database, source)
    passed_over = mailbox.deliver(mail(subject="pominięta"))
    with database.unit_of_work(WORKER) as session:
        incoming.keep(session, source.folder, [], Place(mailbox.uidvalidity(), passed_over))
    twice = mail(subject="dwa razy")
    with mailbox.client("INBOX") as client:
        client.delete_messages([moved])
        client.uid_expunge([moved])
        for raw in (
            twice,
            b"Received: from a.example by b.example\r\n" + twice,
            mail("niezrozumiale\n"),
            mail(Auto_Submitted="auto-replied"),
        ):
            client.append("INBOX", raw)
    for _ in range(2):
        sending.queue(database, settings)
    return Scene(settings, database, mailbox, smtp)


@pytest.mark.parametrize(("database", "step"), RUNS, indirect=["database"])
def test_killed_at_any_step_all_is_done_once(scene: Scene, step: str) -> None:
    assert killed_at(f"step={step}", scene.work)

    with sending.later(timedelta(minutes=11)):  # when the letter of a sender that died may be touched again
        scene.work()

    scene.all_is_done_once()


def test_killed_once_before_each_of_its_commits_all_is_done_once(scene: Scene, tmp_path: Path) -> None:
    before = tmp_path / "commits"
    before.touch()
    deaths = 0
    with ExitStack() as time_passes:
        while killed_by(lambda kill: _kill_before_a_new_commit(before, kill), scene.work):
            deaths += 1
            time_passes.enter_context(sending.later(timedelta(minutes=11)))

    assert set(before.read_text().split()) == COMMITS
    assert deaths == len(COMMITS)
    scene.all_is_done_once()


def _kill_before_a_new_commit(known: Path, kill: Callable[[], None]) -> None:
    """At a commit from a place of mail_ingest from which none came before; `known` has a line for each."""

    def at_commit(*_: object) -> None:
        functions = [frame.name for frame in traceback.extract_stack() if "/mail_ingest/" in frame.filename]
        if functions and functions[-1] not in known.read_text().split():
            with known.open("a") as places:
                places.write(f"{functions[-1]}\n")
            kill()

    event.listen(Engine, "commit", at_commit)


def test_the_scene_leads_through_every_step_that_the_worker_names(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "mail_ingest")

    scene.work()

    assert set(re.findall(r"\bstep=(\w+)", caplog.text)) == set(STEPS)
    scene.all_is_done_once()
