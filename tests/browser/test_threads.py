"""Messages that belong elsewhere, as a person at the screen decides: joined, moved, split off, and taken back."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from copapp import clock, config
from copapp.accounts.actions import add_staff
from copapp.application import create_app
from copapp.audit import SYSTEM, WORKER
from copapp.db import Database
from copapp.migrate import migrate
from copapp.tickets import actions
from copapp.tickets.models import Why
from tests.browser.signing_in import sign_in
from tests.servers.chromium import axe_violations
from tests.tickets.conftest import NOW, furnish, reading, receive, request

STRANGER = {"from_name": "Jan Obcy", "from_address": "jan@inny.example", "subject": "Odp: sala"}


@pytest.fixture(autouse=True)
def stopped_clock() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def desk(page: Page, serve: Callable[[Any], str], sqlite_url: str, tmp_path: Path) -> Page:
    """Ticket 1 with a second topic in its second letter; ticket 2, a stranger's letter that may belong to it."""
    database = Database(sqlite_url)
    migrate(database)
    with database.unit_of_work(SYSTEM) as session:
        furnish(session)
        add_staff(session, "anna", "Anna Nowak", "tajne-haslo-1")
    with database.unit_of_work(WORKER) as session:
        actions.open_ticket(session, receive(session), reading(request()))
        second = receive(session, sha256="1" * 64, message_id="<b@x>", subject="A druga sprawa")
        actions.continue_ticket(session, 1, second, reading(request(kind="advice")))
        strange = receive(session, sha256="2" * 64, message_id="<c@x>", **STRANGER)
        actions.open_ticket(session, strange, reading(request(kind="advice")))
        actions.suggest(session, strange.id or 0, 1, Why.STRANGER)
    settings = config.load({"COP_DATA": str(tmp_path), "COP_DATABASE_URL": database.url}, dotenv=None)
    sign_in(page, serve(create_app(settings, database)))
    expect(page.get_by_role("heading", name="Zgłoszenia")).to_be_visible()
    return page


def at_ticket(desk: Page, number: int) -> None:
    desk.wait_for_url(re.compile(f"/tickets/{number}$"))
    assert axe_violations(desk) == []


def test_a_doubtful_reply_is_seen_in_the_list_joined_and_taken_back(desk: Page) -> None:
    desk.get_by_role("link", name="Odp: sala").filter(has_text="może odpowiedź w nr 1").click()
    at_ticket(desk, 2)
    question = desk.get_by_role("region", name="Czy to odpowiedź w innym zgłoszeniu")
    expect(question).to_contain_text("kto w nim dotąd nie pisał")

    question.get_by_role("button", name="Dołącz do niego").click()
    at_ticket(desk, 1)
    expect(desk.locator(".letter-in")).to_have_count(3)
    desk.get_by_role("region", name="Przeniesiona wiadomość").get_by_role("button", name="Cofnij").click()
    at_ticket(desk, 2)

    question.get_by_role("button", name="Nie", exact=True).click()
    at_ticket(desk, 2)
    expect(question).to_have_count(0)
    desk.get_by_role("region", name="Propozycja odrzucona").get_by_role("button", name="Cofnij").click()
    expect(question).to_be_visible()


def test_a_message_is_moved_by_the_keyboard_and_taken_back(desk: Page) -> None:
    desk.goto(desk.url.split("/tickets")[0] + "/tickets/2")
    desk.get_by_role("link", name="przenieś…").press("Enter")
    expect(desk.get_by_role("heading", name="Przenieś wiadomość")).to_be_visible()
    assert axe_violations(desk) == []
    desk.get_by_role("button", name="Przenieś").press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("Wybierz zgłoszenie z listy albo wpisz jego numer.")

    desk.get_by_label(re.compile("nr 1 ")).press("Space")
    desk.keyboard.press("Enter")

    at_ticket(desk, 1)
    moved = desk.get_by_role("region", name="Przeniesiona wiadomość")
    expect(moved).to_contain_text("przeniesiona ze zgłoszenia nr 2")
    moved.get_by_role("button", name="Cofnij").click()
    at_ticket(desk, 2)
    expect(desk.locator(".letter-in")).to_have_count(1)


def test_a_new_topic_is_split_off_on_a_telephone_and_taken_back(desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.emulate_media(color_scheme="dark")
    desk.goto(desk.url.split("/tickets")[0] + "/tickets/1")
    desk.locator(".letter-in", has_text="A druga sprawa").get_by_role("link", name="przenieś…").click()
    expect(desk.get_by_role("heading", name="Przenieś wiadomość")).to_be_visible()
    assert axe_violations(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")

    desk.get_by_role("button", name="Wydziel do nowego zgłoszenia").click()

    at_ticket(desk, 3)
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    split = desk.get_by_role("region", name="Przeniesiona wiadomość")
    expect(split).to_contain_text("wydzielona ze zgłoszenia nr 1")
    split.get_by_role("button", name="Cofnij").click()
    at_ticket(desk, 1)
    expect(desk.locator(".letter-in")).to_have_count(2)
