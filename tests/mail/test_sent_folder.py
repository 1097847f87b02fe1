"""Copies of letters in the mailbox's folder of sent mail, in a real Dovecot: each once."""

from datetime import timedelta
from pathlib import Path

import pytest

from copapp.audit import SYSTEM
from copapp.correspondence import actions
from copapp.correspondence.models import Letter, LetterState
from copapp.db import Database
from mail_ingest import sent_folder
from mail_ingest.outbox import send_waiting
from mail_ingest.sent_folder import SentFolder, copy_sent, sent_folder_of
from mail_ingest.sources import SourceProblem
from mail_ingest.sources.imap import ImapSource
from mail_ingest.transports import MaildirTransport
from tests.mail.killing import killed_at
from tests.mail.make import check, mail, settings_of
from tests.mail.sending import later
from tests.servers.dovecot import Dovecot, Mailbox


@pytest.fixture
def folder(mailbox: Mailbox, tmp_path: Path) -> SentFolder:
    return SentFolder(settings_of(mailbox, tmp_path, COP_SEND_DELAY_SECONDS="0"))


def send(database: Database, folder: SentFolder, tmp_path: Path, number: int = 1) -> list[bytes]:
    with database.unit_of_work(SYSTEM) as session:
        letters = [
            actions.queue_letter(session, folder.settings, to_address="a@b.example", subject="Sala", body="Tak.")
            for _ in range(number)
        ]
    assert send_waiting(database, MaildirTransport(tmp_path / "sent")).sent == number
    return [letter.raw for letter in letters]


def copies(mailbox: Mailbox, name: str = "Sent") -> list[bytes]:
    if name not in mailbox.folders():
        return []
    return [mailbox.raw(uid, name) for uid in mailbox.uids(name)]


def test_each_sent_letter_is_copied_once(
    database: Database, mailbox: Mailbox, folder: SentFolder, tmp_path: Path
) -> None:
    raws = send(database, folder, tmp_path, 3)

    assert copy_sent(database, folder) == 3
    assert copy_sent(database, folder) == 0

    assert copies(mailbox) == raws
    assert mailbox.flags(mailbox.uids("Sent")[0], "Sent") >= {rb"\Seen"}


def test_a_copy_that_the_server_made_itself_is_not_doubled(
    database: Database, mailbox: Mailbox, folder: SentFolder, tmp_path: Path
) -> None:
    (raw,) = send(database, folder, tmp_path)
    with mailbox.client(None) as client:
        client.create_folder("Sent")
    mailbox.deliver(raw, "Sent")

    copy_sent(database, folder)

    assert copies(mailbox) == [raw]


def test_killed_between_copy_and_commit_makes_no_second_one(
    database: Database, mailbox: Mailbox, folder: SentFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raws = send(database, folder, tmp_path, 2)

    def die() -> None:
        def noted(*_arguments: object) -> None:
            sent_folder.log.info("step=appended")

        monkeypatch.setattr(sent_folder.outbox, "note_copied", noted)
        copy_sent(Database(database.url), folder)

    assert killed_at("step=appended", die)
    assert len(copies(mailbox)) == 1
    copy_sent(database, folder)

    assert copies(mailbox) == raws


def test_a_mailbox_over_its_quota_takes_in_mail_and_gets_the_copy_once_there_is_room(
    database: Database, dovecot: Dovecot, tmp_path: Path
) -> None:
    mailbox = dovecot.new_mailbox(of_one_message=True)
    settings = settings_of(mailbox, tmp_path, COP_SEND_DELAY_SECONDS="0")
    uid = mailbox.deliver(mail())
    assert check(database, ImapSource(settings)).tickets == 1
    assert rb"\Seen" in mailbox.flags(uid)
    folder = SentFolder(settings)
    (raw,) = send(database, folder, tmp_path)

    for _ in range(2):
        with pytest.raises(SourceProblem, match=r"odmówił: .*Quota exceeded"):
            copy_sent(database, folder)
    assert copies(mailbox) == []
    with mailbox.client("INBOX") as client:
        client.delete_messages([uid])
        client.uid_expunge([uid])
    assert copy_sent(database, folder) == 1

    assert copies(mailbox) == [raw]


def test_letters_that_did_not_leave_or_left_long_ago_are_not_copied(
    database: Database, mailbox: Mailbox, folder: SentFolder, tmp_path: Path
) -> None:
    send(database, folder, tmp_path)
    with database.unit_of_work(SYSTEM) as session:
        session.get_one(Letter, 1).state = LetterState.UNCLEAR
    assert copy_sent(database, folder) == 0

    with database.unit_of_work(SYSTEM) as session:
        session.get_one(Letter, 1).state = LetterState.SENT
    with later(timedelta(days=8)):
        assert copy_sent(database, folder) == 0
    assert copies(mailbox) == []


def test_a_folder_of_the_settings_is_made_where_it_lacks(database: Database, mailbox: Mailbox, tmp_path: Path) -> None:
    folder = SentFolder(settings_of(mailbox, tmp_path, COP_SEND_DELAY_SECONDS="0", COP_SENT_FOLDER="Wysłane przez COP"))
    raws = send(database, folder, tmp_path)

    copy_sent(database, folder)

    assert copies(mailbox, "Wysłane przez COP") == raws


def test_no_copies_where_none_are_wanted(mailbox: Mailbox, tmp_path: Path) -> None:
    assert sent_folder_of(settings_of(mailbox, tmp_path)) is not None
    assert sent_folder_of(settings_of(mailbox, tmp_path, COP_SENT_FOLDER="nie")) is None
