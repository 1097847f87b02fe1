"""The protocol: kept first, read once, told last; whatever the message is like."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from copapp.audit import SYSTEM
from copapp.correspondence import actions, incoming
from copapp.correspondence.models import Disposition, MessageState
from copapp.db import Database
from mail_ingest.intake import Step, Tally, read_again, take_in
from mail_ingest.read_ahead import AT_ONCE
from mail_ingest.reader import Outcome, read_raw
from mail_ingest.sources.files import FileSource
from mail_ingest.sources.maildir import MaildirSource, deliver
from tests.mail.make import breaking_on, check, look, mail


def test_bytes_are_committed_before_anything_reads_them(
    database: Database, maildir: Path, source: MaildirSource
) -> None:
    raw = mail()
    deliver(maildir, raw)
    seen_while_reading: list[list[bytes]] = []

    def read(given: bytes, received_at: datetime) -> Outcome:
        seen_while_reading.append(look(Database(database.url)).raws)
        assert list((maildir / "new").iterdir()), "the maildir was touched before the message was dealt with"
        return read_raw(given, received_at)

    check(database, source, read)

    assert seen_while_reading == [[raw]]
    assert look(database).raws == [raw]
    assert [file.name[-4:] for file in (maildir / "cur").iterdir()] == [":2,S"]


def test_a_message_that_breaks_the_reading_is_quarantined_after_three_tries_and_the_next_goes_on(
    database: Database, maildir: Path, source: MaildirSource
) -> None:
    deliver(maildir, mail("trucizna"), name="1")
    deliver(maildir, mail(), name="2")
    broken = breaking_on(b"trucizna")

    check(database, source, broken)
    first = look(database)
    check(database, source, broken)

    assert first.states() == [MessageState.STORED, MessageState.READ]
    poison = look(database).messages[0]
    assert poison.state is MessageState.QUARANTINED
    assert poison.attempts == 3
    assert "niezrozumiałe słowo trucizna" in poison.quarantine_reason
    assert (poison.from_name, poison.subject) == ("Jadwiga Wrona", "Sala na zebranie")
    assert len(look(database).tickets) == 1


def test_a_quarantined_message_can_be_read_again(database: Database, maildir: Path, source: MaildirSource) -> None:
    deliver(maildir, mail("trucizna"))
    for _ in range(3):
        check(database, source, breaking_on(b"trucizna"))
    message_id = look(database).messages[0].id
    assert message_id is not None

    assert read_again(database, read_raw, message_id) is Step.OPENED
    assert look(database).states() == [MessageState.READ]
    assert look(database).messages[0].quarantine_reason == ""


def test_what_staff_asked_to_read_again_is_read_by_the_worker_and_opens_no_second_ticket(
    database: Database, maildir: Path, source: MaildirSource
) -> None:
    deliver(maildir, mail())
    check(database, source)
    with database.unit_of_work(SYSTEM) as session:
        actions.read_again(session, 1)
    assert look(database).states() == [MessageState.STORED]

    check(database, source)

    assert look(database).states() == [MessageState.READ]
    assert len(look(database).tickets) == 1


def test_machine_mail_sorted_wrongly_becomes_a_ticket_when_read_again(
    database: Database, maildir: Path, source: MaildirSource
) -> None:
    deliver(maildir, mail())

    def sorted_wrongly(raw: bytes, received_at: datetime) -> Outcome:
        outcome = read_raw(raw, received_at)
        return Outcome(outcome.message, {**outcome.reading, "disposition": "bulk"}, "Wygląda na reklamę.")

    assert check(database, source, sorted_wrongly).tickets == 0
    assert look(database).messages[0].problems == ["Wygląda na reklamę."]

    assert read_again(database, read_raw, 1) is Step.OPENED


def test_the_same_message_by_two_routes_is_one(database: Database, maildir: Path, source: MaildirSource) -> None:
    raw = mail()
    trace = (
        b"Received: from a.example by b.example; Mon, 9 Mar 2026 10:00:05 +0100\r\nDelivered-To: b@kalisz.example\r\n"
    )
    deliver(maildir, raw, name="1")
    deliver(maildir, trace + raw, name="2")

    tally = check(database, source)

    assert (tally.fetched, tally.stored, tally.duplicates, tally.tickets) == (2, 2, 1, 1)
    seen = look(database)
    assert seen.states() == [MessageState.READ, MessageState.DUPLICATE]
    assert seen.messages[1].duplicate_of == seen.messages[0].id
    assert seen.raws == [raw, trace + raw]


def test_the_very_same_bytes_are_kept_once(database: Database, maildir: Path, source: MaildirSource) -> None:
    raw = mail()
    deliver(maildir, raw)
    deliver(maildir, raw)

    tally = check(database, source)

    assert (tally.fetched, tally.stored, tally.duplicates, tally.tickets) == (2, 1, 1, 1)
    assert len(look(database).places) == 2


def test_the_same_id_with_another_text_is_a_message_of_its_own_and_says_so(
    database: Database, maildir: Path, source: MaildirSource
) -> None:
    deliver(maildir, mail("Prosimy o salę.", message_id="<raz@x.example>"), name="1")
    deliver(maildir, mail("Prosimy o rzutnik.", message_id="<raz@x.example>"), name="2")

    assert check(database, source).tickets == 2
    first, second = look(database).messages
    assert first.problems == []
    assert any("Ten sam Message-ID, inna treść" in problem for problem in second.problems)


def test_a_message_without_an_id_is_no_obstacle(database: Database, maildir: Path, source: MaildirSource) -> None:
    without = b"\r\n".join(line for line in mail().split(b"\r\n") if not line.startswith(b"Message-ID"))
    deliver(maildir, without)
    deliver(maildir, b"Received: from a.example by b.example\r\n" + without)

    tally = check(database, source)

    assert (tally.tickets, tally.duplicates) == (1, 1)


@pytest.mark.parametrize(
    ("body", "headers", "disposition"),
    [
        ("Jestem na urlopie do 20 marca.", {"Auto_Submitted": "auto-replied"}, Disposition.AUTOMATIC),
        (
            "Newsletter nr 12. Zobacz nowości w naszym sklepie, rabat 20%! Wypisz się z listy.",
            {"List_Unsubscribe": "<mailto:wypisz@x.example>", "List_Id": "<news.x.example>", "Precedence": "bulk"},
            Disposition.BULK,
        ),
    ],
)
def test_machine_and_bulk_mail_opens_no_ticket(
    database: Database,
    maildir: Path,
    source: MaildirSource,
    body: str,
    headers: dict[str, str],
    disposition: Disposition,
) -> None:
    deliver(maildir, mail(body, **headers))

    assert check(database, source).tickets == 0
    message = look(database).messages[0]
    assert (message.state, message.disposition) == (MessageState.READ, disposition)
    assert message.problems[0]


def test_thirty_megabytes_are_kept_to_the_last_byte(database: Database, maildir: Path, source: MaildirSource) -> None:
    head = (
        b"From: a@b.example\r\nSubject: Duze\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\n\r\nProsimy o sale.\r\n"
        b"--x\r\nContent-Disposition: attachment; filename=skan.bin\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    )
    raw = head + b"0123456789abcde\n" * 1_900_000 + b"\r\n--x--\r\n"
    deliver(maildir, raw)

    assert check(database, source).tickets == 1
    assert look(database).raws == [raw]


def test_an_unwritable_database_blames_no_message(
    database: Database, maildir: Path, source: MaildirSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(maildir, mail())

    def locked(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    with monkeypatch.context() as patch:
        patch.setattr(incoming, "add_attachments", locked)
        with pytest.raises(OperationalError):
            check(database, source)

    assert look(database).messages[0].attempts == 0
    assert check(database, source).tickets == 1


@pytest.mark.parametrize("step", ["step=stored", "step=opened"])
def test_an_exception_right_after_a_commit_loses_and_repeats_nothing(
    database: Database, maildir: Path, source: MaildirSource, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    deliver(maildir, mail())
    deliver(maildir, mail())
    with monkeypatch.context() as patch:
        patch.setattr("mail_ingest.intake.log.info", _raising_at(step))
        with pytest.raises(SystemExit):
            check(database, source)

    check(database, source)

    assert len(look(database).messages) == len(look(database).tickets) == 2
    assert all(place.mailbox_done for place in look(database).places)


def _raising_at(step: str) -> Callable[..., None]:
    def info(text: str, *values: object) -> None:
        if step in text % values:
            raise SystemExit

    return info


def test_two_workers_on_one_mailbox_open_each_ticket_once(database: Database, maildir: Path) -> None:
    for number in range(30):
        deliver(maildir, mail(subject=str(number)))
        if number % 3 == 0:
            deliver(
                maildir,
                b"Received: from a.example by b.example\r\n" + mail(subject=str(number), message_id=f"<{number}@x>"),
            )
            deliver(maildir, mail(subject=str(number), message_id=f"<{number}@x>"))
    command = [sys.executable, "-m", "tests.mail.rival", database.url, str(maildir)]
    rivals = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]

    outputs = [rival.communicate(timeout=60)[0] for rival in rivals]

    assert [rival.returncode for rival in rivals] == [0, 0], outputs
    seen = look(database)
    assert len(seen.messages) == 50
    assert len(seen.tickets) == 40
    assert seen.states().count(MessageState.DUPLICATE) == 10
    assert MessageState.STORED not in seen.states()
    assert len({place.source_key for place in seen.places}) == len(seen.places) == 50


def test_files_are_taken_in_once(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "listy"
    folder.mkdir()
    for name in ("b.eml", "a.eml"):
        (folder / name).write_bytes(mail(subject=name))
    (folder / "notatka.txt").write_text("nie list")

    first, second = check(database, FileSource([folder])), check(database, FileSource([folder]))

    assert (first.stored, first.tickets) == (2, 2)
    assert (second.fetched, second.stored, second.duplicates, second.tickets) == (2, 0, 2, 0)
    assert [message.subject for message in look(database).messages] == ["a.eml", "b.eml"]
    assert (folder / "a.eml").exists()


def test_a_worker_told_to_stop_ends_after_what_it_commits(
    database: Database, maildir: Path, source: MaildirSource
) -> None:
    for _ in range(AT_ONCE + 2):
        deliver(maildir, mail())
    tally = Tally()

    take_in(database, source, read_raw, tally, stop=lambda: bool(look(database).tickets))

    assert tally.tickets == len(look(database).tickets) <= AT_ONCE
    assert look(database).states().count(MessageState.STORED) == AT_ONCE + 2 - tally.tickets
