"""The waiting list in a real browser: onto it, the time that becomes free, the letter that offers it."""

from playwright.sync_api import Page, expect

from copapp.audit import SYSTEM
from copapp.bookings import actions
from copapp.db import Database
from tests.browser.test_ticket import centre, desk, stopped_clock
from tests.servers.chromium import axe_violations

__all__ = ["centre", "desk", "stopped_clock"]


def test_who_waits_is_offered_the_time_with_one_click(desk: Page, centre: Database) -> None:
    desk.locator(".row-link").first.click()
    desk.get_by_role("link", name="Na listę oczekujących").click()
    expect(desk.get_by_role("heading", name="Na listę oczekujących")).to_be_visible()
    assert axe_violations(desk) == []
    desk.get_by_role("button", name="Wpisz na listę i wyślij").click()
    expect(desk.locator(".on-list")).to_contain_text("Na liście oczekujących od")
    with centre.unit_of_work(SYSTEM) as session:
        actions.cancel_booking(session, 1, 1)
    desk.get_by_role("link", name="Zgłoszenia").first.click()
    expect(desk.locator(".freed")).to_contain_text("Zwolniło się")
    assert axe_violations(desk) == []
    desk.locator(".freed").get_by_role("link", name="Zaproponuj").click()
    expect(desk.get_by_role("heading", name="Zwolnił się termin")).to_be_visible()
    desk.get_by_role("button", name="Wyślij wiadomość").click()
    expect(desk.locator(".leaving")).to_be_visible()
    desk.get_by_role("link", name="Kalendarz", exact=True).click()
    expect(desk.locator("#calendar")).to_be_visible()
    expect(desk.locator(".freed")).to_have_count(0)
