"""`./cop tickets` and `./cop messages`."""

import json
from datetime import datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from copapp import clock
from copapp.audit import WORKER
from copapp.commands.listings import messages, tickets
from copapp.commands.opening import CannotOpen
from copapp.correspondence.models import Message, MessageState
from copapp.db import Database
from copapp.tickets.models import Draft, Ticket, TicketMessage

NOON = clock.from_local(datetime(2026, 11, 24, 12))


@pytest.fixture
def filled(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("COP_DATA", str(tmp_path))
    monkeypatch.setenv("COP_DATABASE_URL", database.url)
    monkeypatch.chdir(tmp_path)
    with clock.stopped_at(NOON), database.unit_of_work(WORKER) as session:
        ticket = Ticket(subject="Sala [bold]i porada\x1b[2J", sender_address="ala@x.example", last_message_at=NOON)
        taken = Message(state=MessageState.READ, sha256="a" * 64, size=3, message_id="<1@x.example>", subject="Sala")
        spoilt = Message(state=MessageState.QUARANTINED, sha256="b" * 64, size=0)
        session.add_all([ticket, taken, spoilt])
        session.flush()
        assert ticket.id and taken.id
        slot = {"start": "2026-12-01T17:00", "end": None}
        session.add(TicketMessage(message_id=taken.id, ticket_id=ticket.id))
        session.add(Draft(ticket_id=ticket.id, position=1, kind="advice", topic="legal"))
        session.add(Draft(ticket_id=ticket.id, position=0, kind="booking", rooms=["workshop"], slots=[slot]))
    return database


def run(command: click.Command, *arguments: str) -> str:
    done = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_tickets_as_json_lines(filled: Database) -> None:
    (row,) = [json.loads(line) for line in run(tickets, "--json").splitlines()]

    assert (row["state"], row["sender"], row["kinds"], row["messages"]) == (
        "new",
        "ala@x.example",
        ["booking", "advice"],
        1,
    )
    booking, advice = row["drafts"]
    assert (booking["rooms"], booking["slots"]) == (["workshop"], [{"start": "2026-12-01T17:00", "end": None}])
    assert advice["topic"] == "legal"


def test_messages_as_json_lines(filled: Database) -> None:
    taken, spoilt = [json.loads(line) for line in run(messages, "--json").splitlines()]

    assert {name: taken[name] for name in ("message_id", "sha256", "state")} == {
        "message_id": "<1@x.example>",
        "sha256": "a" * 64,
        "state": "read",
    }
    assert taken["ticket"] is not None
    assert (spoilt["state"], spoilt["ticket"], spoilt["message_id"]) == ("quarantined", None, None)


def test_a_subject_can_neither_style_nor_steer_the_terminal(filled: Database) -> None:
    said = run(tickets)

    assert "Sala [bold]i porada" in said
    assert "rezerwacja sali, porada prawna" in said and "nowe" in said
    assert "\x1b" not in said


def test_a_database_that_was_never_migrated_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COP_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    with pytest.raises(CannotOpen, match=r"\./cop migrate"):
        run(tickets)


def test_messages_for_people(filled: Database) -> None:
    heads, taken, spoilt = run(messages).splitlines()

    assert heads.split("\t")[:3] == ["Nr", "Nadeszła", "Stan"]
    assert "2026-11-24 12:00\todczytana" in taken
    assert "w kwarantannie" in spoilt
