"""The views of the calendar in a real browser: tabs, filters, search, months, the week of a room; axe on each."""

import re

import pytest
from playwright.sync_api import Page, expect

from copapp.audit import SYSTEM
from copapp.bookings import actions
from copapp.bookings.rules import BookingDetails
from copapp.db import Database
from tests.bookings.conftest import local
from tests.browser.calendar_page import booked, fill, panel, save
from tests.servers.chromium import axe_violations

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_the_tabs_lead_through_all_views_by_keys_and_the_way_back_leads_through_them(desk: Page) -> None:
    desk.evaluate("window.same = true")
    desk.locator("#view-day").focus()
    for view, heading in (
        ("week", "18–24 stycznia 2027"),
        ("room", "Sala wykładowa"),
        ("month", "styczeń 2027"),
        ("list", "1–28 stycznia 2027"),
    ):
        desk.keyboard.press("ArrowRight")
        desk.keyboard.press("Enter")
        expect(desk).to_have_url(re.compile(f"/bookings/{view}/"))
        expect(desk.get_by_role("heading", level=1)).to_contain_text(heading)
        expect(desk.locator(f"#view-{view}")).to_be_focused()
        expect(desk.locator("#board .booking", has_text="17:00")).not_to_have_count(0)
        assert axe_violations(desk) == []
    assert desk.evaluate("window.same")
    desk.go_back()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("styczeń 2027")


def test_filters_stay_in_the_address_and_leave_others_aside(desk: Page, database: Database) -> None:
    with database.unit_of_work(SYSTEM) as session:
        noon = local("2027-01-19T12:00"), local("2027-01-19T13:00")
        made = actions.create_booking(session, BookingDetails((1,), *noon, organisation_id=2))
        actions.confirm_booking(session, made.id or 0, 1)
    desk.reload()
    desk.get_by_label("Stan", exact=True).select_option("tylko wstępne")
    expect(desk).to_have_url(re.compile(r"/bookings/day/2027-01-19\?state=tentative$"))
    expect(desk.locator("#board .day-grid .booking-aside")).to_have_count(1)
    assert axe_violations(desk) == []
    desk.locator("#view-month").click()
    expect(desk).to_have_url(re.compile(r"/bookings/month/2027-01-01\?state=tentative$"))
    expect(desk.locator("#board .month-booking")).to_have_count(1)
    field = desk.get_by_label("Filtruj według organizacji")
    field.press_sequentially("dobr")
    desk.locator("#filter-organisation-options [role=option]").click()
    expect(desk).to_have_url(re.compile(r"organisation=Fundacja"))
    expect(desk.locator("#board .month-booking")).to_have_count(0)
    desk.get_by_role("link", name="Wyczyść").click()
    expect(desk.locator("#board .month-booking")).to_have_count(2)


def test_a_search_finds_without_diacritics_and_opens_what_it_found(desk: Page) -> None:
    desk.get_by_label("Szukaj: cel, organizacja, osoba").fill("CHORU prosna")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(r"/bookings/list/2027-01-19\?q=CHORU\+prosna$"))
    expect(desk.get_by_text("Znaleziono: 1 rezerwację.")).to_be_visible()
    assert axe_violations(desk) == []
    desk.locator("#board .booking").click()
    expect(panel(desk).get_by_role("heading", name="Stowarzyszenie Zielony Prosna")).to_be_visible()
    save(desk, "Odwołaj")
    expect(desk.get_by_text("Nic nie znaleziono.")).to_be_visible()


def test_the_week_of_a_room_books_moves_and_shows_what_others_do(desk: Page, database: Database) -> None:
    desk.get_by_role("link", name="Sala wykładowa", exact=True).first.click()
    expect(desk.locator(".room-week .room-column")).to_have_count(7)
    desk.get_by_role("link", name="Zarezerwuj: Sala wykładowa, środa, 20 stycznia, od 10:00").click()
    fill(desk, organisation="Fundacja Dobry Start")
    save(desk, "Zarezerwuj")
    expect(desk.locator("#column-2027-01-20 .booking", has_text="Dobry Start")).to_contain_text("10:00–12:00")
    desk.keyboard.press("Escape")

    block = desk.locator("#column-2027-01-19 a.booking")
    block.scroll_into_view_if_needed()
    box, target = block.bounding_box(), desk.locator("#column-2027-01-21").bounding_box()
    assert box and target
    desk.mouse.move(box["x"] + 20, box["y"] + 20)
    desk.mouse.down()
    desk.mouse.move(target["x"] + 30, box["y"] - 36, steps=6)
    desk.mouse.up()
    expect(desk.locator("#undo")).to_contain_text("czw., 21.01, 16:00–18:00")
    expect(desk.locator("#column-2027-01-21 a.booking")).to_have_count(1)
    desk.locator("#column-2027-01-21 a.booking").focus()
    for key in ("m", "ArrowLeft", "ArrowLeft", "ArrowUp", "Enter"):
        desk.keyboard.press(key)
    expect(desk.locator("#column-2027-01-19 a.booking")).to_contain_text("15:45–17:45")
    assert booked(database) == [("Stowarzyszenie Zielony Prosna", "Sala wykładowa", "15:45")]

    with database.unit_of_work(SYSTEM) as session:
        later = local("2027-01-22T12:00"), local("2027-01-22T13:00")
        actions.create_booking(session, BookingDetails((1,), *later, contact_name="Ewa Lis"))
    expect(desk.locator("#column-2027-01-22 .booking")).to_contain_text("Ewa Lis", timeout=3000)
    assert axe_violations(desk) == []


def test_the_small_month_turns_by_itself_and_jumps(desk: Page) -> None:
    desk.get_by_role("link", name="Następny miesiąc w kalendarzyku").click()
    expect(desk.locator("#mini-name")).to_have_text("luty 2027")
    expect(desk).to_have_url(re.compile("/bookings/day/2027-01-19$"))
    desk.locator("#mini-month").get_by_role("link", name="poniedziałek, 15 lutego").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("poniedziałek, 15 lutego 2027")


def test_a_month_is_usable_on_a_phone(phone: Page) -> None:
    phone.locator("#view-month").tap()
    expect(phone.locator(".month")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert axe_violations(phone) == []
    phone.locator(".month").get_by_role("link", name="wtorek, 19 stycznia, 1 rezerwacja").tap()
    expect(phone.locator(".day-list .booking")).to_be_visible()


def test_the_next_free_time_is_found_and_booked(desk: Page, database: Database) -> None:
    desk.get_by_role("link", name=re.compile("wolny termin", re.IGNORECASE)).click()
    expect(panel(desk).get_by_label("Ile osób")).to_be_focused()
    fill(desk, attendees="25", length="3", after="16")
    panel(desk).get_by_text("Sprzęt", exact=True).click()
    panel(desk).get_by_label("rzutnik").check()
    assert axe_violations(desk) == []
    save(desk, "Znajdź")
    expect(panel(desk).locator(".free-time").first).to_contain_text("wtorek, 19 stycznia, 16:00–19:00")
    assert axe_violations(desk) == []
    panel(desk).locator(".free-time").first.click()
    expect(desk.locator("#f-attendees")).to_have_value("25")
    expect(desk.locator("#f-ends")).to_have_value("19:00")
    fill(desk, purpose="Zebranie")
    save(desk, "Zarezerwuj")
    expect(panel(desk).get_by_role("status")).to_have_text("Zapisano.")
    assert ("Zebranie", "Przestrzeń wspólna", "16:00") in booked(database)
