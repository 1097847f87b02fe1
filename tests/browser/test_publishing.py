"""A booking shown to everybody by a click, the page that others embed, and an organisation's address issued anew."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from copapp import clock
from copapp.audit import SYSTEM
from copapp.bookings import actions
from copapp.db import Database
from tests.bookings.conftest import local
from tests.browser.calendar_page import panel
from tests.servers.chromium import axe_violations

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _before(database: Database) -> Iterator[None]:
    with clock.stopped_at(local("2027-01-10T10:00")):
        yield


def test_a_booking_is_shown_to_everybody_and_its_organisation_has_a_calendar(desk: Page, database: Database) -> None:
    with database.unit_of_work(SYSTEM) as session:
        actions.confirm_booking(session, 1, 1)
    desk.reload()
    desk.locator("#board .day-grid .booking", has_text="Stowarzyszenie Zielony Prosna").click()
    summary = panel(desk).locator(".outside > summary")
    summary.click()
    desk.get_by_label("Publiczny tytuł").fill("Koncert noworoczny")
    assert axe_violations(desk) == []
    panel(desk).get_by_role("button", name="Pokaż na stronie").click()
    expect(desk.locator(".undo-bar")).to_contain_text("Na stronie Centrum: Stowarzyszenie Zielony Prosna")
    summary.click()
    before = desk.locator("#organisation-feed").input_value()
    panel(desk).get_by_role("button", name="Wydaj nowy").click()
    expect(summary).to_be_visible()
    summary.click()
    expect(desk.locator("#organisation-feed")).not_to_have_value(before)
    desk.goto(desk.url.split("/bookings/")[0] + "/bookings/public")
    expect(desk.get_by_text("Koncert noworoczny")).to_be_visible()
    expect(desk.get_by_text("Próba chóru")).to_have_count(0)
    assert axe_violations(desk) == []
