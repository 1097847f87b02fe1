"""How right the reading was, on a screen."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from copapp.accounts.models import Staff
from tests.browser.signing_in import sign_in
from tests.reports.conftest import Came, Settle, arrive, came, centre, settings, settle, stopped_clock
from tests.servers.chromium import axe_violations
from tests.tickets.conftest import request

__all__ = ["arrive", "came", "centre", "settings", "settle", "stopped_clock"]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def desk(page: Page, app: Flask, staff: Staff, serve: Callable[[Any], str]) -> Page:
    """Signed in, before the report."""
    address = serve(app)
    sign_in(page, address)
    page.get_by_role("navigation", name="Główna").get_by_role("link", name="Stan").click()
    page.get_by_role("navigation", name="Stan").get_by_role("link", name="Odczyt").click()
    return page


@pytest.fixture
def worked_on(came: Came, settle: Settle) -> None:
    """A few letters, some of them misread."""
    confidence = {"requests/0/attendees": "likely", "requests/0/rooms/0": "certain", "sender/contact_name": "certain"}
    for number in range(6):
        subject = "Sala na zebranie zarządu " + "i jeszcze kogoś " * number
        mended: dict[str, Any] = {"attendees": 30, "equipment": ["projector", "screen"]} if number % 2 else {}
        settle(came(request(recurrence="FREQ=WEEKLY;BYDAY=TH"), subject=subject, confidence=confidence), **mended)


def test_the_report_is_whole_and_accessible(worked_on: None, desk: Page) -> None:
    expect(desk.get_by_role("heading", name="Odczyt poczty: jak trafny")).to_be_visible()
    for width, scheme in ((390, "light"), (1440, "light"), (390, "dark"), (1440, "dark")):
        desk.set_viewport_size({"width": width, "height": 900})
        desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two that it takes
        desk.reload()
        assert axe_violations(desk) == [], (width, scheme)
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_a_field_is_picked_and_its_misreadings_lead_to_the_ticket(worked_on: None, desk: Page) -> None:
    desk.get_by_label("Pole", exact=True).select_option("Sprzęt")
    desk.get_by_role("button", name="Pokaż").click()
    expect(desk.locator(".misread")).to_have_count(3)

    desk.locator(".misread a").first.click()

    expect(desk.get_by_role("heading", name="Sala na zebranie zarządu")).to_be_visible()


def test_an_empty_report_is_accessible(desk: Page) -> None:
    expect(desk.get_by_role("heading", name="Jeszcze nie ma czego liczyć")).to_be_visible()
    assert axe_violations(desk) == []
