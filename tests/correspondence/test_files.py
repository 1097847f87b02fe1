"""Attachments and originals over HTTP: saved as they came, looked at only in a form that can do nothing."""

import re
from base64 import b64encode
from html import unescape

import pytest
from flask.testing import FlaskClient

from copapp.correspondence import showing
from copapp.correspondence.files import Preview, preview
from copapp.db import Database
from tests.correspondence.arriving import arrive, attach, read
from tests.correspondence.test_calendar_files import calendar
from tests.mail.letters import html, multipart
from tests.mail.pictures import PDF, claiming, picture
from tests.mail.tnef import file, winmail

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

ROOM = "/machine-room"


def policies(answer: object) -> dict[str, str]:
    text = answer.headers["Content-Security-Policy"]  # type: ignore[attr-defined]  # a test's answer
    return {name: value.strip() for name, _, value in (part.strip().partition(" ") for part in text.split(";"))}


def test_the_original_comes_under_a_policy_that_runs_and_loads_nothing(client: FlaskClient, database: Database) -> None:
    message_id, _ = read(database, html("<p>Prosimy o salę</p><script>alert(1)</script><img src=http://zly.example/x>"))

    answer = client.get(f"{ROOM}/messages/{message_id}/original")

    assert answer.status_code == 200
    assert "Prosimy o salę" in answer.text
    assert "Zablokowano 1 obrazek z internetu." in answer.text
    assert "script" not in answer.text.partition("<body>")[2]
    assert policies(answer) == {
        "default-src": "'none'",
        "img-src": "data:",
        "style-src": "'unsafe-inline'",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "allow-popups allow-popups-to-escape-sandbox",
    }
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    frame = re.search(r"<iframe[^>]*>", client.get(f"{ROOM}/messages/{message_id}").text)
    assert frame is not None
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in frame[0]


def test_a_message_that_was_never_read_is_not_opened_by_the_intranet_either(
    client: FlaskClient, database: Database
) -> None:
    message_id = arrive(database, html("<p>x"))

    assert client.get(f"{ROOM}/messages/{message_id}/original").status_code == 404
    assert "<iframe" not in client.get(f"{ROOM}/messages/{message_id}").text


def test_html_made_to_break_what_shows_it_breaks_a_process_of_its_own(
    client: FlaskClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each paragraph opens all thousands of unclosed elements anew (HTML, 13.2.4.3)."""
    monkeypatch.setattr(showing, "PROCESSOR_SECONDS", 1)
    bomb = "".join(f"<b id={number}>" for number in range(20_000)) + "<p>x" * 80_000
    message_id = arrive(database, html(bomb), has_html=True)

    answer = client.get(f"{ROOM}/messages/{message_id}/original")

    assert answer.status_code == 200
    assert "Tego nie da się bezpiecznie pokazać." in answer.text
    assert policies(answer)["default-src"] == "'none'"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_is_shown_with_a_type_of_our_own(client: FlaskClient, database: Database, kind: str) -> None:
    sent = picture(kind) + b"<script>alert(1)</script>"
    file_id = attach(database, arrive(database), f"plakat.{kind.lower()}", sent, "text/html")

    answer = client.get(f"{ROOM}/attachments/{file_id}/picture")

    assert answer.mimetype in ("image/png", "image/jpeg")
    assert b"script" not in answer.data
    assert policies(answer) == {"default-src": "'none'", "sandbox": ""}
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("sent", [b"<script>alert(1)</script>", b"<svg onload='alert(1)'/>", claiming(60_000, 60_000)])
def test_what_only_claims_to_be_a_picture_is_not_shown(client: FlaskClient, database: Database, sent: bytes) -> None:
    file_id = attach(database, arrive(database), "plakat.png", sent, "image/png")

    answer = client.get(f"{ROOM}/attachments/{file_id}/picture")

    assert (answer.status_code, answer.mimetype) == (415, "text/plain")
    assert b"<" not in answer.data


def test_a_pdf_is_given_to_the_browsers_viewer_in_a_sandbox(client: FlaskClient, database: Database) -> None:
    message_id = arrive(database)
    file_id = attach(database, message_id, "statut.pdf", PDF, "text/html")

    answer = client.get(f"{ROOM}/attachments/{file_id}/pdf")

    assert (answer.mimetype, answer.data) == ("application/pdf", PDF)
    assert policies(answer)["sandbox"] == ""
    assert policies(answer)["default-src"] == "'none'"
    assert f"/attachments/{file_id}/pdf" in client.get(f"{ROOM}/messages/{message_id}").text


def test_a_page_that_calls_itself_a_pdf_is_not_shown(client: FlaskClient, database: Database) -> None:
    file_id = attach(database, arrive(database), "statut.pdf", b"<script>alert(1)</script>", "application/pdf")

    answer = client.get(f"{ROOM}/attachments/{file_id}/pdf")

    assert "alert" not in answer.text
    assert "nie jest dokumentem PDF" in answer.text


def test_a_message_in_a_file_is_readable_with_all_that_lies_in_it(client: FlaskClient, database: Database) -> None:
    innermost = winmail(file("lista obecności.xlsx", b"\x00\x01"), file("plakat.png", picture("PNG")))
    inner = multipart(
        "mixed",
        "Content-Type: text/plain\n\nW srodku <script>alert(1)</script>",
        "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
        + b64encode(innermost).decode(),
        subject="<script>alert(2)</script>",
    )
    file_id = attach(database, arrive(database), "Fwd.eml", inner, "message/rfc822")
    page = client.get(f"{ROOM}/attachments/{file_id}/message").text
    assert "W srodku &lt;script&gt;" in page
    assert "<script>alert" not in page

    deeper = client.get(f"{ROOM}/attachments/{file_id}/message?inside=0").text

    assert "lista obecności.xlsx" in deeper
    saved = client.get(f"{ROOM}/attachments/{file_id}?inside=0.0")
    assert (saved.data, saved.mimetype) == (b"\x00\x01", "application/octet-stream")
    assert saved.headers["Content-Disposition"].startswith("attachment; ")
    assert client.get(f"{ROOM}/attachments/{file_id}/picture?inside=0.1").mimetype == "image/jpeg"


@pytest.mark.parametrize("inside", ["7", "0.0", "-1", "x", "0.0.0.0.0.0", "9" * 30, "1.", "²"])
def test_nothing_lies_where_nothing_is(client: FlaskClient, database: Database, inside: str) -> None:
    file_id = attach(database, arrive(database), "Fwd.eml", multipart("mixed", "\nx"), "message/rfc822")

    for view in ("", "/picture", "/pdf", "/message"):
        assert client.get(f"{ROOM}/attachments/{file_id}{view}", query_string={"inside": inside}).status_code == 404


def test_an_archive_is_never_opened(client: FlaskClient, database: Database) -> None:
    message_id = arrive(database)
    file_id = attach(database, message_id, "bomba.zip", b"PK\x03\x04" + bytes(100), "application/zip")

    assert preview("bomba.zip", "application/zip") is Preview.NONE
    assert client.get(f"{ROOM}/attachments/{file_id}/message").status_code == 404
    assert "Podgląd" not in client.get(f"{ROOM}/messages/{message_id}").text


def test_a_calendar_file_is_told_as_a_date(client: FlaskClient, database: Database) -> None:
    message_id = arrive(database)
    attach(database, message_id, "termin.ics", calendar("DTSTART:20260319T170000"), "text/calendar")

    page = client.get(f"{ROOM}/messages/{message_id}").text

    assert "„Zebranie <b>zarządu</b>”, czwartek, 19 marca 2026, 17:00, ul. Babina 1" in unescape(page)
    assert "<b>zarządu" not in page


def test_names_of_files_are_shown_as_text_and_saved_in_one_header(client: FlaskClient, database: Database) -> None:
    nasty = '"><img src=x onerror=alert(1)>\r\nSet-Cookie: a=b; filename="x\u202egnp.exe'
    message_id = arrive(database)
    file_id = attach(database, message_id, nasty, b"x")

    page = client.get(f"{ROOM}/messages/{message_id}").text
    saved = client.get(f"{ROOM}/attachments/{file_id}")

    assert "<img" not in page
    assert "\u202e" not in page
    assert "Set-Cookie" not in saved.headers or "a=b" not in saved.headers["Set-Cookie"]
    assert saved.headers["Content-Disposition"].startswith("attachment; ")
    assert "\n" not in saved.headers["Content-Disposition"]
