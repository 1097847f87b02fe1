"""Several messages drafted in one transaction: as quick as one, and none at another's cost."""

from datetime import datetime
from pathlib import Path

from sqlmodel import col, select

from copapp.correspondence.models import MessageState
from copapp.db import Database
from copapp.tickets.models import Draft, Suggestion, Why
from mail_ingest.reader import Outcome, read_raw
from mail_ingest.sources.maildir import MaildirSource, deliver
from tests.mail.make import check, look, mail
from tests.statements import counted


def test_one_that_breaks_the_drafting_is_blamed_alone(database: Database, maildir: Path, source: MaildirSource) -> None:
    for number, subject in enumerate(("Pierwsza", "Zepsuta", "Trzecia")):
        deliver(maildir, mail(subject=subject), name=str(number))

    def without_a_kind(raw: bytes, received_at: datetime) -> Outcome:
        outcome = read_raw(raw, received_at)
        if outcome.message.subject != "Zepsuta":
            return outcome
        return Outcome(outcome.message, {**outcome.reading, "requests": [{"intent": "new"}]})

    assert check(database, source, without_a_kind).tickets == 2

    seen = look(database)
    assert seen.states() == [MessageState.READ, MessageState.STORED, MessageState.READ]
    assert [message.attempts for message in seen.messages] == [0, 2, 0], "once in the check, once after it"
    assert [ticket.subject for ticket in seen.tickets] == ["Pierwsza", "Trzecia"]


def test_each_draft_is_of_its_own_message(database: Database, maildir: Path, source: MaildirSource) -> None:
    for people in (11, 12, 13):
        deliver(maildir, mail(f"Prosimy o salę 19 marca 2026 o 17 dla {people} osób.", subject=str(people)))

    check(database, source)

    with database.reading() as session:
        drafts = session.exec(select(Draft).order_by(col(Draft.ticket_id))).all()
    seen = look(database)
    told = {ticket.id: int(ticket.subject) for ticket in seen.tickets}
    assert {draft.attendees for draft in drafts} == {11, 12, 13}
    assert all(draft.attendees == told[draft.ticket_id] for draft in drafts)
    assert all(seen.messages[(draft.message_id or 0) - 1].subject == str(draft.attendees) for draft in drafts)


def test_a_message_may_follow_one_that_came_with_it(database: Database, maildir: Path, source: MaildirSource) -> None:
    deliver(maildir, mail(message_id="<pierwsza@x.example>"), name="1")
    deliver(maildir, mail("A czy jest rzutnik?", In_Reply_To="<pierwsza@x.example>"), name="2")

    check(database, source)

    with database.reading() as session:
        (suggestion,) = session.exec(select(Suggestion)).all()
    assert (suggestion.message_id, suggestion.ticket_id, suggestion.why) == (2, 1, Why.FOLLOWS)


def test_queries_do_not_grow_with_the_messages(database: Database, maildir: Path, source: MaildirSource) -> None:
    counts = []
    for number in (2, 12):
        for _ in range(number):
            deliver(maildir, mail())
        with counted(database) as statements:
            assert check(database, source).tickets == number
        # SQLite, which needs no round trip, is given rows with new numbers one by one.
        counts.append(sum(not statement.startswith("INSERT") for statement in statements))

    assert counts[1] <= counts[0]
