"""Hostile mail in a real browser: whatever is opened, nothing of it runs, and no other host hears of it."""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from copapp import config
from copapp.accounts.actions import add_staff
from copapp.application import create_app
from copapp.audit import SYSTEM
from copapp.correspondence.models import Message, MessageState
from copapp.db import Database
from copapp.migrate import migrate
from tests.browser.signing_in import sign_in
from tests.correspondence.arriving import arrive, attach, read
from tests.mail.letters import multipart
from tests.mail.pictures import PDF, picture
from tests.mail.test_showing import HOSTILE_HTML
from tests.servers.chromium import axe_violations

NASTY = "\"'><img src=http://z.example/i onerror=document.title='zly'><script>document.title='zly'</script>"
LINKED = "Sala: http://z.example/\"onmouseover=\"document.title='zly' oraz javascript:document.title=1\n"
TRACKERS = "<img src='http://z.example/1.gif'><img src='//z.example/2.gif'><img srcset='http://z.example/3.gif 2x'>"


def hostile(markup: str) -> bytes:
    encoded = b64encode(picture("PNG")).decode()
    return multipart(
        "related",
        f"Content-Type: multipart/alternative; boundary=w\n\n--w\nContent-Type: text/plain\n\n{LINKED}{NASTY}\n"
        "--w\nContent-Type: text/html; charset=utf-8\n\n"
        f"<p>Prosimy o salę.</p>{TRACKERS}<img src=cid:logo>{markup}\n--w--",
        f"Content-Type: image/png\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\n{encoded}",
        subject=NASTY,
    )


@pytest.fixture
def mail(sqlite_url: str) -> Database:
    """All hostile HTML in one message and ticket, files of every kind, and one message in quarantine."""
    database = Database(sqlite_url)
    migrate(database)
    with database.unit_of_work(SYSTEM) as session:
        add_staff(session, "anna", "Anna Nowak", "tajne-haslo-1")
    message_id, _ = read(database, hostile("".join(markup for markup in HOSTILE_HTML.values())))
    attach(database, message_id, f"{NASTY}.png", picture("PNG"), "text/html")
    attach(database, message_id, "statut.pdf", PDF, "text/html")
    attach(database, message_id, "list.eml", hostile("<script>document.title='zly'</script>"), "message/rfc822")
    fields = {"subject": NASTY, "from_name": NASTY, "from_address": NASTY, "quarantine_reason": NASTY}
    arrive(database, hostile(""), state=MessageState.QUARANTINED, **fields)
    return database


@pytest.fixture
def desk(page: Page, serve: Callable[[Any], str], mail: Database, tmp_path: Path) -> Page:
    settings = config.load({"COP_DATA": str(tmp_path), "COP_DATABASE_URL": mail.url}, dotenv=None)
    sign_in(page, serve(create_app(settings, mail)))
    expect(page.get_by_role("heading", name="Zgłoszenia")).to_be_visible()
    return page


def test_opening_hostile_mail_runs_nothing_and_contacts_nobody(desk: Page) -> None:
    """The browser's profile fails the test on any request to another host, script error or refusal of our policy."""
    origin = desk.url.split("/tickets")[0]
    asked: list[str] = []
    desk.context.on("request", lambda request: asked.append(request.url))
    for path in (
        "/tickets/",
        "/tickets/1",
        "/machine-room/messages/1",
        "/machine-room/messages/quarantine",
        "/machine-room/messages/2",
        "/machine-room/attachments/4/message",
    ):
        desk.goto(origin + path)
        for preview in desk.locator("details.preview, details.quoted").all():
            preview.locator("summary").click()
        desk.wait_for_load_state("networkidle")
        assert desk.locator("main script, main img[onerror], main [onmouseover]").count() == 0
        assert desk.title() != "zly"
    viewer = ("chrome-extension://", "chrome://")  # the browser's own viewer of PDFs
    assert {url for url in asked if not url.startswith((origin, "data:", *viewer))} == set()
    assert any(url.endswith("/original") for url in asked)


def test_the_original_is_whole_and_counts_what_it_left_out(desk: Page) -> None:
    desk.goto(desk.url.split("/tickets")[0] + "/machine-room/messages/1")

    original = desk.frame_locator("iframe[title='Oryginał wiadomości']")

    expect(original.get_by_text("Prosimy o salę.")).to_be_visible()
    expect(original.get_by_text("z internetu.")).to_be_visible()
    logo = original.locator("img[src^='data:image']").first
    assert logo.evaluate("image => image.naturalWidth") == 40


def test_a_pdf_is_drawn_by_the_browsers_viewer_though_its_frame_is_a_sandbox(desk: Page) -> None:
    desk.goto(desk.url.split("/tickets")[0] + "/machine-room/messages/1")

    with desk.expect_event("framenavigated", lambda frame: frame.url.startswith("chrome-extension://")) as viewer:
        desk.locator("li", has_text="statut.pdf").locator("summary").click()

    expect(viewer.value.locator("#pagelength")).to_have_text("1")


def test_the_frame_of_the_original_is_a_stranger_to_our_pages(desk: Page, mail: Database) -> None:
    """Without the sanitising, the sandbox and the policy would still hold: here the page is handed a script."""
    origin = desk.url.split("/tickets")[0]
    answer = desk.request.get(f"{origin}/machine-room/messages/1/original")
    page = answer.text().replace("</body>", "<script>parent.document.title='zly';document.title='zly'</script></body>")
    desk.route("**/messages/1/original", lambda route: route.fulfill(response=answer, body=page))

    with desk.expect_console_message(lambda message: "sandbox" in message.text):
        desk.goto(f"{origin}/machine-room/messages/1")

    assert desk.title() != "zly"


def test_the_pages_of_hostile_mail_are_accessible_and_whole(desk: Page, mail: Database) -> None:
    origin = desk.url.split("/tickets")[0]
    with mail.unit_of_work(SYSTEM) as session:
        session.get_one(Message, 2).subject = "Sala" * 200
    for width, scheme in ((390, "dark"), (1440, "light")):
        desk.set_viewport_size({"width": width, "height": 844})
        desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two that it takes
        for path in ("messages/1", "messages/2", "messages/quarantine", "attachments/4/message"):
            desk.goto(f"{origin}/machine-room/{path}")
            assert axe_violations(desk) == [], (path, width)
            assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
