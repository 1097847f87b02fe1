"""A request from its reading to its confirmation, as a person at the screen does it."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from copapp import clock, config
from copapp.accounts.actions import add_staff
from copapp.application import create_app
from copapp.audit import SYSTEM, WORKER
from copapp.bookings.actions import create_booking
from copapp.bookings.models import Booking
from copapp.bookings.rules import BookingDetails
from copapp.correspondence.models import Letter
from copapp.db import Database
from copapp.migrate import migrate
from copapp.tickets import actions
from copapp.tickets.models import Ticket
from tests.browser.signing_in import sign_in
from tests.servers.chromium import axe_violations
from tests.tickets.conftest import NOW, furnish, reading, receive, request


@pytest.fixture(autouse=True)
def stopped_clock() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def centre(tmp_path: Path, sqlite_url: str) -> Database:
    """A centre with one request for Thursday, 17 to 19, and the hall taken from 18:00 on."""
    database = Database(sqlite_url)
    migrate(database)
    with database.unit_of_work(SYSTEM) as session:
        furnish(session)
        add_staff(session, "anna", "Anna Nowak", "tajne-haslo-1")
        span = (clock.from_local(datetime.fromisoformat(f"2026-03-19T{hour}")) for hour in ("18:30", "20:00"))
        create_booking(session, BookingDetails((1,), *span, contact_name="Jan Wójcik"))
    with database.unit_of_work(WORKER) as session:
        actions.open_ticket(session, receive(session), reading(request()))
    return database


@pytest.fixture
def desk(page: Page, serve: Callable[[Any], str], centre: Database, tmp_path: Path) -> Page:
    """The list of tickets, signed in."""
    settings = config.load({"COP_DATA": str(tmp_path), "COP_DATABASE_URL": centre.url}, dotenv=None)
    address = serve(create_app(settings, centre))
    sign_in(page, address)
    expect(page.get_by_role("heading", name="Zgłoszenia")).to_be_visible()
    return page


def open_ticket(desk: Page) -> None:
    desk.locator(".row-link").click()
    expect(desk.get_by_role("heading", name="Sala na zebranie")).to_be_visible()
    desk.wait_for_load_state("load")  # the scripts run now: a click before would open a page of its own


def test_an_endless_subject_leaves_room_for_the_work(desk: Page, centre: Database) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        session.get_one(Ticket, 1).subject = "Sala na zebranie " * 300
    desk.set_viewport_size({"width": 390, "height": 844})
    open_ticket(desk)
    box = desk.get_by_role("heading", name="Sala na zebranie").bounding_box()
    assert box and box["height"] < 150


def test_a_conflict_is_seen_mended_and_confirmed(desk: Page, centre: Database) -> None:
    assert axe_violations(desk) == []
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile("/tickets/1$"))
    desk.wait_for_load_state("load")

    expect(desk.locator(".verdict")).to_contain_text("zajęte: Jan Wójcik")
    expect(desk.get_by_role("button", name="Wyślij propozycje")).to_be_enabled()
    assert axe_violations(desk) == []
    desk.get_by_role("link", name="Potwierdź…").click()
    expect(desk.locator(".ticket-summary")).to_contain_text("Zajęte: Jan Wójcik")
    expect(desk.get_by_role("button", name="Potwierdź i wyślij")).to_be_disabled()
    assert axe_violations(desk) == []

    desk.get_by_role("link", name="Zmień: Termin").click()
    expect(desk.get_by_label("Dzień", exact=True)).to_be_focused()
    desk.get_by_label("Do", exact=True).and_(desk.locator("[name=ends]")).fill("18")
    assert axe_violations(desk) == []
    desk.keyboard.press("Enter")

    expect(desk.locator(".ticket-summary")).to_contain_text("17:00–18:00 · wolne")
    expect(desk.get_by_role("link", name="Zmień: Termin")).to_be_focused()
    expect(desk.get_by_label("Treść")).to_have_value(re.compile("17:00–18:00"))
    desk.get_by_label("Treść").press("End")
    desk.get_by_role("button", name="Potwierdź i wyślij").click()

    expect(desk.get_by_role("button", name="Cofnij wysłanie")).to_be_visible()
    assert axe_violations(desk) == []
    with centre.reading() as session:
        mine = session.exec(select(Booking).where(Booking.attendees == 25)).one()
        assert f"{mine.starts_at:%H:%M}-{mine.ends_at:%H:%M}" == "16:00-17:00"
        assert "17:00–18:00" in session.exec(select(Letter)).one().body


def test_a_wrong_hour_stays_in_its_field_and_escape_leaves_it(desk: Page) -> None:
    open_ticket(desk)
    desk.get_by_role("link", name="Zmień: Termin").click()
    desk.locator("[name=starts]").fill("25")
    desk.keyboard.press("Enter")

    expect(desk.get_by_role("alert")).to_contain_text("Nie ma godziny „25”")
    expect(desk.locator("[name=starts]")).to_have_value("25")
    desk.locator("[name=starts]").press("Escape")

    expect(desk.locator("[data-editing]")).to_have_count(0)
    expect(desk.get_by_role("link", name="Zmień: Termin")).to_contain_text("17:00–19:00")


def test_pointing_at_a_value_lights_its_words(desk: Page) -> None:
    open_ticket(desk)
    desk.get_by_role("link", name="Zmień: Liczba osób").hover()

    expect(desk.locator("mark.lit")).to_have_text("25 osób")


def test_a_field_with_something_typed_is_not_closed_by_another(desk: Page) -> None:
    open_ticket(desk)
    desk.get_by_role("link", name="Zmień: Liczba osób").click()
    desk.get_by_label("Liczba osób").fill("12")
    desk.get_by_role("link", name="Odmów").click()

    expect(desk.locator("#notices")).to_contain_text("Najpierw zapisz albo anuluj otwarte pole.")
    expect(desk.get_by_label("Liczba osób")).to_have_value("12")


def test_a_letter_written_by_hand_survives_a_mended_draft(desk: Page) -> None:
    open_ticket(desk)
    desk.get_by_label("Treść").fill("Dzień dobry, klucz jest w portierni.")
    desk.get_by_role("link", name="Zmień: Liczba osób").click()
    desk.get_by_label("Liczba osób").fill("12")
    desk.keyboard.press("Enter")

    expect(desk.get_by_text("Treść zmieniona ręcznie.")).to_be_visible()
    expect(desk.get_by_label("Treść")).to_have_value("Dzień dobry, klucz jest w portierni.")
    desk.get_by_role("button", name="Napisz od nowa według szkicu").click()
    expect(desk.get_by_label("Treść")).to_have_value(re.compile("Możemy zaproponować"))


def test_the_pages_are_whole_and_accessible(desk: Page, centre: Database) -> None:
    address = desk.url.split("/tickets")[0]
    with centre.unit_of_work(WORKER) as session:
        session.get_one(Ticket, 1).organisation_name = "Stowarzyszenie " + "Przyjaciół Kaliskich Kamienic " * 4
    for width, scheme in ((390, "light"), (1440, "dark")):
        desk.set_viewport_size({"width": width, "height": 844})
        desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two that it takes
        for path in ("/tickets/", "/tickets/1", "/tickets/1?answer=refuse", "/tickets/1/drafts/1/slots"):
            desk.goto(address + path)
            assert axe_violations(desk) == [], (path, width, scheme)
            assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)


def test_a_field_takes_the_letter_along_from_the_moment_it_opens(desk: Page) -> None:
    """Whoever types faster than the page settles would else send the field alone, and lose the letter."""
    open_ticket(desk)
    desk.get_by_label("Treść").fill("Dzień dobry, klucz jest w portierni.")
    desk.evaluate(
        """() => new MutationObserver((_changes, observer) => {
            const form = document.querySelector("form.editing");
            if (form) { observer.disconnect(); form.requestSubmit(); }
        }).observe(document.body, { childList: true, subtree: true })"""
    )
    desk.get_by_role("link", name="Zmień: Liczba osób").click()

    expect(desk.get_by_text("Treść zmieniona ręcznie.")).to_be_visible()
    expect(desk.get_by_label("Treść")).to_have_value("Dzień dobry, klucz jest w portierni.")
