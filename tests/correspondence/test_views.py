"""The pages of the machine room."""

from datetime import datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from copapp import clock
from copapp.audit import SYSTEM
from copapp.correspondence import actions, incoming, leases
from copapp.correspondence.mailbox import EMBEDDED
from copapp.correspondence.models import (
    Attachment,
    Disposition,
    Letter,
    LetterState,
    Message,
    MessageSource,
    MessageState,
)
from copapp.db import Database
from tests.correspondence.arriving import arrive

NASTY = "<script>alert(1)</script>\u202egnp.exe"


def queue(app: Flask, database: Database) -> int:
    with database.unit_of_work(SYSTEM) as session:
        letter = actions.queue_letter(
            session,
            app.extensions["settings"],
            to_address="a@b.example",
            subject="Potwierdzenie",
            body="Tak, zapraszamy.",
        )
    return letter.id or 0


def message(database: Database, message_id: int) -> Message:
    with database.reading() as session:
        return session.get_one(Message, message_id)


def test_the_state_says_what_waits_and_what_went_wrong(client: FlaskClient, database: Database) -> None:
    arrive(database, b"1", state=MessageState.QUARANTINED)
    arrive(database, b"2")
    with database.unit_of_work(SYSTEM) as session:
        incoming.note_check(session, EMBEDDED)

    page = client.get("/machine-room/").text

    assert "Poczta działa." in page
    assert "Czekają na odczyt" in page
    assert page.count("badge-bad") == 3


def test_before_its_first_check_the_mailbox_is_no_alarm(client: FlaskClient) -> None:
    page = client.get("/machine-room/").text

    assert "Poczta nie była jeszcze sprawdzana." in page
    assert "Poczta nie działa" not in page


@pytest.mark.parametrize(("minutes", "dead"), [(14, False), (16, True)])
def test_a_mailbox_silent_for_fifteen_minutes_is_an_alarm(
    client: FlaskClient, database: Database, minutes: int, dead: bool
) -> None:
    with clock.stopped_at(clock.now() - timedelta(minutes=minutes)), database.unit_of_work(SYSTEM) as session:
        incoming.note_check(session, EMBEDDED)
    with database.unit_of_work(SYSTEM) as session:
        incoming.note_check(session, EMBEDDED, "serwer nie odpowiada.")

    page = client.get("/machine-room/").text

    assert ("Poczta nie działa: serwer nie odpowiada." in page) is dead


def test_a_mailbox_that_never_worked_is_an_alarm_at_once(client: FlaskClient, database: Database) -> None:
    with database.unit_of_work(SYSTEM) as session:
        incoming.note_check(session, EMBEDDED, "zły użytkownik lub hasło.")

    assert "Poczta nie działa: zły użytkownik lub hasło." in client.get("/machine-room/").text


def test_the_alarm_of_every_page_says_it_too(app: Flask, client: FlaskClient, database: Database) -> None:
    with database.unit_of_work(SYSTEM) as session:
        incoming.note_check(session, EMBEDDED, "zły użytkownik lub hasło.")

    for address in ("/bookings/day/2026-03-09", "/machine-room/letters"):
        assert 'class="alert-problem mailbox-alarm"' in client.get(address).text


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("quarantine", {"state": MessageState.QUARANTINED, "quarantine_reason": "Odczyt się załamał."}),
        ("machine", {"state": MessageState.READ, "disposition": Disposition.BULK, "problems": ["Odczyt się załamał."]}),
    ],
)
def test_a_list_shows_its_messages_with_the_reason(
    client: FlaskClient, database: Database, kind: str, fields: dict[str, object]
) -> None:
    arrive(database, subject="Dziwny list", **fields)
    arrive(database, b"2", subject="Zwykły list", state=MessageState.READ, disposition=Disposition.REQUEST)

    page = client.get(f"/machine-room/messages/{kind}").text

    assert "Dziwny list" in page
    assert "Odczyt się załamał." in page
    assert "Zwykły list" not in page


def test_a_duplicate_names_the_message_it_repeats(client: FlaskClient, database: Database) -> None:
    first = arrive(database, b"1", state=MessageState.READ)
    arrive(database, b"2", state=MessageState.DUPLICATE, duplicate_of=first)

    assert f"wiadomości nr {first}" in client.get("/machine-room/messages/duplicates").text


def test_read_again_puts_a_message_back_into_the_queue(client: FlaskClient, database: Database) -> None:
    message_id = arrive(database, state=MessageState.QUARANTINED, quarantine_reason="Nie.", attempts=3)

    answer = client.post(f"/machine-room/messages/{message_id}/read-again")

    assert answer.location == f"/machine-room/messages/{message_id}"
    waiting = message(database, message_id)
    assert (waiting.state, waiting.attempts, waiting.quarantine_reason) == (MessageState.STORED, 0, "")
    assert client.post(f"/machine-room/messages/{message_id}/read-again").status_code == 303


def test_read_again_answers_htmx_with_the_row(client: FlaskClient, database: Database) -> None:
    message_id = arrive(database, state=MessageState.QUARANTINED)

    row = client.post(f"/machine-room/messages/{message_id}/read-again", headers={"HX-Request": "true"}).text

    assert row.lstrip().startswith("<li")
    assert "czeka na odczyt" in row
    assert "Odczytaj ponownie" not in row


def test_what_a_message_carries_is_shown_and_never_runs(client: FlaskClient, database: Database) -> None:
    raw = f"Subject: {NASTY}\r\n\r\n{NASTY}\0\x1b[31m".encode()
    message_id = arrive(
        database,
        raw,
        state=MessageState.QUARANTINED,
        subject=NASTY,
        from_name=NASTY,
        from_address='"><script>alert(2)</script>@x',
        new_text=NASTY,
        quoted_text=NASTY,
        problems=[NASTY],
        quarantine_reason=NASTY,
    )
    with database.unit_of_work(SYSTEM) as session:
        session.add(Attachment(message_id=message_id, filename=NASTY, content_type="text/html", size=1, content=b"x"))

    for address in (f"/machine-room/messages/{message_id}", "/machine-room/messages/quarantine"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "\x1b" not in page


def test_a_source_is_downloaded_byte_for_byte_and_never_opened_here(client: FlaskClient, database: Database) -> None:
    raw = b"Subject: x\r\n\r\n\xff\xfe\0<script>\r\n"
    message_id = arrive(database, raw)

    answer = client.get(f"/machine-room/messages/{message_id}/raw")

    assert answer.data == raw
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=wiadomosc-{message_id}.eml"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("filename", "saved_as"),
    [
        ("statut.pdf", "statut.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\zły.html", "zły.html"),
        ("a\r\nSet-Cookie: x=1.html", "aSet-Cookie: x=1.html"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("", "plik"),
        ("..", "plik"),
        (f"{'Sprawozdanie ' * 30}.docx", "Sprawozdanie.docx"),
    ],
)
def test_an_attachment_is_only_ever_a_file_to_save(
    client: FlaskClient, database: Database, filename: str, saved_as: str
) -> None:
    message_id = arrive(database)
    with database.unit_of_work(SYSTEM) as session:
        file = Attachment(
            message_id=message_id, filename=filename, content_type="text/html", size=9, content=b"<script>"
        )
        session.add(file)

    answer = client.get(f"/machine-room/attachments/{file.id}")

    assert answer.data == b"<script>"
    assert answer.mimetype == "application/octet-stream"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; ")
    assert answer.headers.get("Set-Cookie", "").find("x=1") == -1
    from urllib.parse import unquote

    assert unquote(disposition).rstrip('"').endswith(saved_as)
    assert len(saved_as) < 100
    shown = unescape(client.get(f"/machine-room/messages/{message_id}").text)
    assert saved_as in shown
    assert "\u202e" not in shown


def test_letters_are_listed_with_those_that_need_a_person_first(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    failed, waiting = queue(app, database), queue(app, database)
    with database.unit_of_work(SYSTEM) as session:
        letter = session.get_one(Letter, failed)
        letter.state, letter.error = LetterState.FAILED, "Serwer nie przyjął adresu a@b.example: 550 no such user"

    page = client.get("/machine-room/letters").text

    assert page.index(f"letters/{failed}") < page.index(f"letters/{waiting}")
    assert "550 no such user" in page
    assert "Tak, zapraszamy." in client.get(f"/machine-room/letters/{failed}").text


def test_a_waiting_letter_is_withdrawn_and_a_sent_one_is_not(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    letter_id = queue(app, database)

    assert client.post(f"/machine-room/letters/{letter_id}/withdraw").status_code == 303
    with database.unit_of_work(SYSTEM) as session:
        letter = session.get_one(Letter, letter_id)
        assert letter.state is LetterState.WITHDRAWN
        letter.state = LetterState.SENT
    answer = client.post(f"/machine-room/letters/{letter_id}/withdraw")

    assert answer.status_code == 409
    assert "nie da się go cofnąć" in answer.text


@pytest.mark.parametrize(
    ("decision", "state"), [("send_again", LetterState.QUEUED), ("settle_as_sent", LetterState.SENT)]
)
def test_a_person_decides_on_an_unclear_letter(
    app: Flask, client: FlaskClient, database: Database, decision: str, state: LetterState
) -> None:
    letter_id = queue(app, database)
    with database.unit_of_work(SYSTEM) as session:
        session.get_one(Letter, letter_id).state = LetterState.UNCLEAR
    assert "Wyślij jeszcze raz" in client.get(f"/machine-room/letters/{letter_id}").text

    client.post(f"/machine-room/letters/{letter_id}/{decision}")

    with database.reading() as session:
        assert session.get_one(Letter, letter_id).state is state


@pytest.mark.parametrize(
    "address", ["messages/77", "messages/77/raw", "attachments/77", "letters/77", "letters/77/raw", "messages/inne"]
)
def test_what_is_not_there_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(f"/machine-room/{address}").status_code == 404


def test_a_message_of_megabytes_shows_its_beginning(client: FlaskClient, database: Database, tmp_path: Path) -> None:
    message_id = arrive(database, b"Subject: x\r\n\r\n" + b"abc\r\n" * 500_000 + b"KONIEC")

    page = client.get(f"/machine-room/messages/{message_id}").text

    assert len(page) < 200_000
    assert "KONIEC" not in page
    assert "Pokazano początek" in page


@pytest.mark.parametrize(("gone", "is_told"), [((True,), True), ((True, False), False), ((False,), False)])
def test_that_a_person_took_a_message_out_of_the_mailbox_is_told(
    client: FlaskClient, database: Database, gone: tuple[bool, ...], is_told: bool
) -> None:
    message_id = arrive(database)
    with database.unit_of_work(SYSTEM) as session:
        session.delete(session.get_one(MessageSource, 1))
        for number, is_gone in enumerate(gone):
            at = clock.now() if is_gone else None
            session.add(
                MessageSource(message_id=message_id, folder=f"INBOX {number}", uid=1, uidvalidity=1, gone_at=at)
            )

    page = client.get(f"/machine-room/messages/{message_id}").text

    assert ("ktoś ją przeniósł albo usunął. Tu została cała." in page) is is_told


def test_the_machine_room_says_who_checks_the_mail_and_how_long_a_message_waits(
    client: FlaskClient, database: Database
) -> None:
    arrive(database)
    with database.unit_of_work(SYSTEM) as session:
        session.get_one(Message, 1).stored_at = datetime.fromisoformat("2026-03-09T10:00+01:00")
        leases.acquire(session, "serwer-cop 0f/4026 1234 5678")

    page = " ".join(client.get("/machine-room/").text.split())

    assert "komputer serwer-cop, proces 1234" in page
    assert '<dd>1 <span class="muted">(najstarsza: 09.03.2026, 10:00)</span></dd>' in page
