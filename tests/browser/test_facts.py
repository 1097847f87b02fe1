"""What really happened, noted by clicks beside the calendar; the hours that it comes to."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from copapp import clock
from tests.bookings.conftest import local
from tests.browser.calendar_page import DAY, panel
from tests.servers.chromium import axe_violations

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _during() -> Iterator[None]:
    with clock.stopped_at(local("2027-01-19T17:40")):
        yield


def test_keys_and_an_early_end_are_noted_by_clicks_and_taken_back(desk: Page) -> None:
    desk.locator("#board .day-grid .booking", has_text="Stowarzyszenie Zielony Prosna").click()
    for label, said in (
        ("Wydaj klucze", "Klucze wydane 17:40"),
        ("Zaczęło się", "Początek 17:40"),
        ("Klucze wróciły", "oddane 17:40"),
    ):
        panel(desk).get_by_role("button", name=label).click()
        expect(panel(desk).locator(".facts")).to_contain_text(said)
    with clock.stopped_at(local("2027-01-19T18:15")):
        panel(desk).get_by_role("button", name="Skończyło się").click()
        expect(panel(desk).locator(".facts")).to_contain_text("Plan był do 19:00; reszta jest wolna")
        expect(desk.locator("#board .day-grid .booking")).to_contain_text("17:00–18:15")
        assert axe_violations(desk) == []
        desk.locator("#undo").get_by_role("button", name="Cofnij").click()
        expect(desk.locator("#board .day-grid .booking")).to_contain_text("17:00–19:00")


def test_hours_are_typed_and_what_is_wrong_is_said_beside_them(desk: Page) -> None:
    desk.locator("#board .day-grid .booking", has_text="Stowarzyszenie Zielony Prosna").click()
    panel(desk).get_by_text("Wpisz lub popraw godziny").click()
    panel(desk).get_by_label("Początek").fill("17:70")
    panel(desk).get_by_role("button", name="Zapisz, jak było").click()
    expect(desk.locator("#about-began_at")).to_be_visible()
    assert axe_violations(desk) == []
    panel(desk).get_by_label("Początek").fill("17:10")
    panel(desk).get_by_role("button", name="Zapisz, jak było").click()
    expect(panel(desk).locator(".facts")).to_contain_text("Początek 17:10")


def test_the_report_of_use_is_for_everybody(desk: Page) -> None:
    with clock.stopped_at(local("2027-01-20T09:00")):
        desk.goto(desk.url.replace(DAY, "/reports/use?period=2027-01"))
        expect(desk.get_by_role("heading", name="Nie ma czego liczyć")).to_be_visible()
        assert axe_violations(desk) == []
