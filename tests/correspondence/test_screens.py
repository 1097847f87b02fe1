"""The pages of the machine room in a real browser: accessible, whole on a phone, and working as htmx."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from copapp.accounts.models import Staff
from copapp.audit import SYSTEM
from copapp.correspondence import actions, incoming
from copapp.correspondence.incoming import Arrival, Place
from copapp.correspondence.mailbox import EMBEDDED
from copapp.correspondence.models import Letter, LetterState, Message, MessageState
from copapp.db import Database
from tests.servers.chromium import axe_violations, watched_context

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

PAGES = ("", "messages/quarantine", "messages/machine", "messages/1", "letters", "letters/1")


@pytest.fixture(autouse=True)
def _things(app: Flask, database: Database) -> None:
    with database.unit_of_work(SYSTEM) as session:
        raw = "From: chór@echo.example\r\nSubject: Próba\r\n\r\n".encode() + b"x" * 5000
        incoming.keep(session, "x", [Arrival(raw, len(raw), source_key="1")], Place())
        message = session.get_one(Message, 1)
        message.state, message.quarantine_reason = MessageState.QUARANTINED, "Odczyt się załamał."
        incoming.note_check(session, EMBEDDED, "serwer nie odpowiada.")
        settings = app.extensions["settings"]
        actions.queue_letter(
            session, settings, to_address="a@b.example", subject="Re: " + "Próba " * 20, body="Tak. " * 99
        )
        letter = session.get_one(Letter, 1)
        letter.state, letter.error = LetterState.UNCLEAR, "Nie wiadomo, czy wyszedł."


@pytest.fixture
def room(app: Flask, staff: Staff, serve: Callable[[Any], str], browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a browser signed in as `staff`: room(width=390, color_scheme="dark")."""
    address = serve(app)
    contexts = []

    def opened(width: int = 1440, **options: Any) -> Page:
        context = watched_context(browser, viewport={"width": width, "height": 900}, base_url=address, **options)
        contexts.append(context)
        page = context.__enter__().new_page()
        page.goto("/sign-in")
        page.fill("#login", "anna")
        page.fill("#password", "tajne-haslo-1")
        page.click("button[type=submit]")
        return page

    yield opened
    for context in contexts:
        context.__exit__(None, None, None)


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_every_page_is_accessible_and_as_wide_as_the_screen(room: Callable[..., Page], width: int, theme: str) -> None:
    page = room(width, color_scheme=theme)
    for address in PAGES:
        page.goto(f"/machine-room/{address}")
        assert axe_violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_read_again_changes_the_row_in_place(room: Callable[..., Page], database: Database) -> None:
    page = room()
    page.goto("/machine-room/messages/quarantine")

    page.get_by_role("button", name="Odczytaj ponownie").click()

    expect(page.locator("#message-1")).to_contain_text("czeka na odczyt")
    expect(page).to_have_url(re.compile("quarantine$"))


def test_a_decision_on_a_letter_works_without_scripts(room: Callable[..., Page]) -> None:
    page = room(java_script_enabled=False)
    page.goto("/machine-room/letters/1")

    page.get_by_role("button", name="List dotarł").click()

    expect(page.get_by_text("wysłany", exact=True)).to_be_visible()
