"""What the intake writes down of a message: its reading, attachments, date, and what the audit trail tells."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from copapp import clock
from copapp.audit import SYSTEM, WORKER
from copapp.correspondence import actions
from copapp.db import Database
from mail_ingest.reader import Outcome, read_raw
from mail_ingest.sources.maildir import MaildirSource, deliver
from tests.mail.make import check, look, mail


def test_the_whole_reading_is_kept_as_the_drafts_were_made_from_it(
    database: Database, maildir: Path, source: MaildirSource
) -> None:
    deliver(maildir, mail())
    check(database, source)
    kept = look(database).messages[0].reading

    with database.unit_of_work(SYSTEM) as session:
        actions.read_again(session, 1)
    check(database, source, without_a_sender)

    assert kept["sender"]["contact_name"] == "Jadwiga Wrona"
    assert kept["requests"][0]["attendees"] == 12
    assert kept["evidence"]["requests/0/attendees"] == "12 osób"
    assert look(database).messages[0].reading == kept


def without_a_sender(raw: bytes, received_at: datetime) -> Outcome:
    outcome = read_raw(raw, received_at)
    return replace(outcome, reading={**outcome.reading, "sender": dict.fromkeys(outcome.reading["sender"])})


def test_attachments_are_kept_byte_for_byte(database: Database, maildir: Path, source: MaildirSource) -> None:
    from email import message_from_bytes, policy

    from copapp.correspondence import queries

    content = bytes(range(256)) * 40
    message = message_from_bytes(mail(), policy=policy.SMTP)
    message.add_attachment(content, maintype="application", subtype="pdf", filename="zażółć.pdf")  # type: ignore[attr-defined]  # of EmailMessage
    deliver(maildir, message.as_bytes())

    check(database, source)

    with database.reading() as session:
        (info,) = queries.attachments(session, [1])
        kept = queries.attachment(session, info.id)
    assert (info.filename, info.content_type, info.size) == ("zażółć.pdf", "application/pdf", len(content))
    assert kept is not None
    assert kept.content == content


def test_a_message_without_a_date_counts_from_its_arrival(
    database: Database, maildir: Path, source: MaildirSource
) -> None:
    raw = mail("Prosimy o salę jutro o 17:00.")
    deliver(maildir, b"\r\n".join(line for line in raw.split(b"\r\n") if not line.startswith(b"Date")))

    with clock.stopped_at(datetime.fromisoformat("2026-03-09T10:00:00+01:00")):
        check(database, source)

    assert look(database).messages[0].sent_at == datetime.fromisoformat("2026-03-09T09:00:00+00:00")


@pytest.mark.parametrize("year", [2001, 2099])
def test_a_date_far_from_its_arrival_is_not_believed(
    database: Database, maildir: Path, source: MaildirSource, year: int
) -> None:
    deliver(maildir, mail(date=f"9 Mar {year} 10:00:00 +0100"))

    check(database, source)

    message = look(database).messages[0]
    assert message.sent_at == message.stored_at
    assert any(f"09.03.{year}" in problem for problem in message.problems)


def test_the_audit_trail_tells_what_became_of_a_message_but_not_its_words(
    database: Database, maildir: Path, source: MaildirSource
) -> None:
    from copapp.audit import history

    deliver(maildir, mail())
    check(database, source)

    with database.reading() as session:
        entries = history(session, "message", 1)
    assert [entry.author for entry in entries] == [WORKER.name] * 2
    assert entries[-1].after == {"state": "read", "disposition": "request"}
