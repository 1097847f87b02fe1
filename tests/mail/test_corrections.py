"""From the mailbox over the desk to a folder of cases, and back into the reading."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlmodel import col, select

from copapp import config
from copapp.audit import SYSTEM, Author
from copapp.db import Database
from copapp.tickets import actions
from copapp.tickets.letters import LetterText
from copapp.tickets.models import Draft, Ticket, TicketState
from mail_ingest.__main__ import main
from mail_ingest.sources.maildir import MaildirSource, deliver
from tests.mail.make import check, mail

LETTER = """Dzień dobry,

prosimy o salę warsztatową 19 marca 2026 w godz. 17-19 dla 12 osób. Potrzebny rzutnik.

Jadwiga Wrona
Stowarzyszenie Zielony Tramwaj
tel. 601 234 567
"""
ENGLISH = (
    "Hello, we would like to book the workshop room on 19 March 2026 from 5 pm to 7 pm for 12 people.\n\nMary Stone\n"
)

Desk = Callable[..., None]


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    """Takes letters in, and has staff change the first draft of each and refuse: desk(LETTER, attendees=20)."""
    settings = config.load({"COP_DATA": str(tmp_path)}, dotenv=None)
    source = MaildirSource(tmp_path / "mailbox", limit_bytes=40_000_000)

    def work(*letters: str, sender: dict[str, str] | None = None, answered: bool = True, **mended: Any) -> None:
        for letter in letters:
            deliver(tmp_path / "mailbox", mail(letter, sender="Jadwiga Wrona <jadwiga@zielonytramwaj.example.pl>"))
        check(database, source)
        with database.unit_of_work(Author("Anna Nowak")) as session:
            for ticket in session.exec(select(Ticket).where(Ticket.state == TicketState.NEW)):
                drafts = session.exec(select(Draft).where(Draft.ticket_id == ticket.id).order_by(col(Draft.position)))
                versions = {}
                for draft in drafts:
                    for name, value in mended.items():
                        setattr(draft, name, value)
                    versions[draft.id] = draft.version
                for name, value in (sender or {}).items():
                    setattr(ticket, name, value)
                session.flush()
                ticket.state = TicketState.IN_PROGRESS
                if answered:
                    actions.refuse(session, settings, ticket.id, versions, LetterText("a@b.example", "Re", "Nie."))  # type: ignore[arg-type]  # flushed, they have ids

    return work


@pytest.fixture
def export(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Calls the command: export("--with-added")."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COP_DATA", str(tmp_path))
    monkeypatch.setenv("COP_DATABASE_URL", database.url)

    def call(*options: str) -> Result:
        return CliRunner().invoke(main, ["export-corrections", str(tmp_path / "cases"), *options])

    return call


def said(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.output.splitlines()[-1])
    return answer


def files(tmp_path: Path) -> list[str]:
    return sorted(file.name for file in (tmp_path / "cases").iterdir())


def test_a_misread_message_becomes_a_case_that_the_reading_takes(
    desk: Desk, export: Callable[..., Result], tmp_path: Path
) -> None:
    desk(LETTER, attendees=20, rooms=["workshop_2"])

    assert said(export()) == {"written": 1, "left_out": {}}
    assert files(tmp_path) == ["001-booking-attendees.eml", "001-booking-attendees.json"]
    gold = json.loads((tmp_path / "cases" / "001-booking-attendees.json").read_text())
    read = json.loads(CliRunner().invoke(main, ["read", str(tmp_path / "cases")]).output)
    assert gold["requests"] == [
        {
            **{"kind": "booking", "intent": "new", "rooms": ["workshop"], "choice": "all", "recurrence": None},
            **{"slots": [{"start": "2026-03-19T17:00", "end": "2026-03-19T19:00"}], "previous": []},
            **{"attendees": 20, "equipment": ["projector"], "topic": None},
        }
    ]
    assert read["requests"] == [{**gold["requests"][0], "attendees": 12}]
    assert read["sender"] == gold["sender"]
    assert gold["sender"]["organisation"].startswith("Stowarzyszenie ")


def test_nobody_real_is_in_it(desk: Desk, export: Callable[..., Result], tmp_path: Path) -> None:
    desk(
        LETTER, attendees=20, sender={"contact_name": "Jadwiga Wrońska", "organisation_name": "Zielony Tramwaj Kalisz"}
    )

    export()

    everything = "".join((tmp_path / "cases" / name).read_text() for name in files(tmp_path)).lower()
    for real in ("jadwig", "wrona", "wrońsk", "tramwaj", "zielon", "601 234 567", "601234567"):
        assert real not in everything


def test_what_staff_made_of_the_sender_is_the_gold(desk: Desk, export: Callable[..., Result], tmp_path: Path) -> None:
    desk(LETTER, sender={"phone": ""})

    assert said(export())["written"] == 1
    gold = json.loads((tmp_path / "cases" / files(tmp_path)[1]).read_text())
    assert gold["sender"]["phone"] is None
    assert gold["requests"][0]["attendees"] == 12


def test_a_message_read_rightly_is_no_case(desk: Desk, export: Callable[..., Result], tmp_path: Path) -> None:
    desk(LETTER)

    assert said(export()) == {"written": 0, "left_out": {}}
    assert files(tmp_path) == []


def test_what_staff_only_filled_in_is_a_case_when_asked_for_and_is_to_be_checked(
    desk: Desk, export: Callable[..., Result], tmp_path: Path
) -> None:
    desk(LETTER.replace("dla 12 osób", "na zebranie"), attendees=20)

    assert said(export())["written"] == 0
    result = export("--with-added")

    assert said(result)["written"] == 1
    assert "001-booking-attendees.json, wpisał pracownik): liczba osób" in result.output


def test_what_cannot_be_disguised_is_left_out_and_said(desk: Desk, export: Callable[..., Result]) -> None:
    desk(LETTER, ENGLISH, attendees=20)

    result = export()

    assert said(result) == {"written": 1, "left_out": {"list nie jest po polsku": 1}}
    assert "Pominięto 1 wiadomość: list nie jest po polsku." in result.output


def test_what_is_not_answered_yet_has_no_gold(desk: Desk, export: Callable[..., Result], database: Database) -> None:
    desk(LETTER, LETTER.replace("19 marca", "20 marca"), attendees=20)
    with database.unit_of_work(SYSTEM) as session:
        one = session.get_one(Draft, 1)
        untouched = {**one.model_dump(exclude={"id", "state"}), **one.read, "position": 1}
        session.add(Draft(**{name: value for name, value in untouched.items() if name != "problems"}))

    assert said(export()) == {"written": 1, "left_out": {"nie na wszystko jeszcze odpowiedziano": 1}}


def test_a_folder_with_files_is_left_alone(desk: Desk, export: Callable[..., Result], tmp_path: Path) -> None:
    desk(LETTER, attendees=20)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "001-mine.eml").write_text("mine")

    result = export()

    assert result.exit_code == 1
    assert "nie jest pusty" in result.output
    assert files(tmp_path) == ["001-mine.eml"]


def test_two_runs_make_up_two_worlds(desk: Desk, export: Callable[..., Result], tmp_path: Path) -> None:
    desk(LETTER, attendees=20)
    made = set()
    for number in range(4):
        said(export())
        made.add((tmp_path / "cases" / "001-booking-attendees.eml").read_bytes().partition(b"\r\n\r\n")[2])
        (tmp_path / "cases").rename(tmp_path / f"cases-{number}")

    assert len(made) == 4
