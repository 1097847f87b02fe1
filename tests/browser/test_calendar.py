"""The calendar in a real browser: book, mend, move, cancel and bring back, by mouse and by keyboard; axe each time."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from copapp.audit import SYSTEM
from copapp.bookings import actions
from copapp.db import Database
from tests.bookings.conftest import local
from tests.browser.calendar_page import DAY, booked, fill, open_calendar, panel, save
from tests.servers.chromium import axe_violations, watched_context

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_a_click_on_free_time_books_it_in_place(desk: Page, database: Database) -> None:
    desk.get_by_role("link", name="Zarezerwuj: Sala warsztatowa nr 1, od 10:00").click()
    expect(desk.locator("#f-starts")).to_have_value("10:00")
    expect(desk.locator("#f-ends")).to_have_value("12:00")
    expect(desk.locator("#f-organisation")).to_be_focused()
    assert axe_violations(desk) == []
    fill(desk, organisation="Fundacja Dobry Start", purpose="Warsztaty", attendees="10")
    save(desk, "Zarezerwuj")
    expect(panel(desk).get_by_role("status")).to_have_text("Zapisano.")
    block = desk.locator("#board .day-grid .booking", has_text="Fundacja Dobry Start")
    expect(block).to_contain_text("10:00–12:00")
    expect(block).to_contain_text("wstępna")
    assert desk.url.endswith(DAY)
    assert ("Fundacja Dobry Start", "Sala warsztatowa nr 1", "10:00") in booked(database)


def test_a_taken_room_is_named_and_nothing_typed_is_lost(desk: Page, database: Database) -> None:
    desk.get_by_role("link", name="Nowa rezerwacja").click()
    panel(desk).get_by_label("Sala wykładowa").check()
    fill(desk, starts="18:00", ends="20:00", purpose="Zebranie")
    save(desk, "Zarezerwuj")
    said = "zajęte: Stowarzyszenie Zielony Prosna, wtorek, 19 stycznia, 17:00–19:00 (Sala wykładowa)"
    expect(desk.locator("#about-hours")).to_contain_text(said)
    expect(desk.locator("#f-purpose")).to_have_value("Zebranie")
    expect(desk.locator("#f-starts")).to_be_focused()
    assert axe_violations(desk) == []
    fill(desk, starts="19:00")
    save(desk, "Zarezerwuj")
    expect(panel(desk).get_by_role("status")).to_have_text("Zapisano.")
    assert len(booked(database)) == 2


def test_two_clicks_in_a_hurry_book_once(desk: Page, database: Database) -> None:
    desk.get_by_role("link", name="Zarezerwuj: Przestrzeń wspólna, od 10:00").click()
    fill(desk, purpose="Wystawa")
    panel(desk).get_by_role("button", name="Zarezerwuj", exact=True).dblclick()
    expect(panel(desk).get_by_role("status")).to_have_text("Zapisano.")
    assert len(booked(database)) == 2


def test_a_caution_is_read_and_set_aside(desk: Page, database: Database) -> None:
    desk.get_by_role("link", name="Zarezerwuj: Sala wykładowa, od 08:00").click()
    fill(desk, attendees="45", starts="7.30")
    save(desk, "Zarezerwuj")
    expect(desk.locator("#about-attendees")).to_contain_text("Sala wykładowa mieści 30 osób, a ma być 45.")
    expect(desk.locator("#about-hours")).to_contain_text("We wtorek czynne 08:00–20:00.")
    assert axe_violations(desk) == []
    save(desk, "Zapisz mimo to")
    expect(panel(desk).get_by_role("status")).to_have_text("Zapisano.")
    assert ("bez nazwy", "Sala wykładowa", "07:30") in booked(database)


def test_a_booking_is_moved_confirmed_cancelled_and_brought_back(desk: Page, database: Database) -> None:
    desk.locator("#board .day-grid .booking").click()
    expect(panel(desk).get_by_role("heading", name="Stowarzyszenie Zielony Prosna")).to_be_visible()
    panel(desk).get_by_label("Sala wykładowa").uncheck()
    panel(desk).get_by_label("Przestrzeń wspólna").check()
    fill(desk, starts="9", ends="10.30")
    save(desk)
    expect(panel(desk).get_by_role("status")).to_have_text("Zapisano.")
    assert booked(database) == [("Stowarzyszenie Zielony Prosna", "Przestrzeń wspólna", "09:00")]

    save(desk, "Potwierdź")
    expect(panel(desk).get_by_role("status")).to_have_text("Potwierdzono.")
    expect(desk.locator("#board .day-grid .booking-confirmed")).to_have_count(1)

    save(desk, "Odwołaj")
    expect(panel(desk).get_by_role("status")).to_have_text("Odwołano. Sala jest wolna.")
    expect(desk.locator("#board .day-grid .booking")).to_have_count(0)
    assert axe_violations(desk) == []

    save(desk, "Przywróć rezerwację")
    expect(desk.locator("#board .day-grid .booking-confirmed")).to_have_count(1)
    panel(desk).get_by_text(re.compile("Historia")).click()
    history = panel(desk).locator(".history")
    expect(history).to_contain_text("termin: wt., 19.01, 17:00–19:00 → wt., 19.01, 09:00–10:30")
    expect(history).to_contain_text("sale: Sala wykładowa → Przestrzeń wspólna")
    expect(history).to_contain_text("Anna Nowak")
    assert axe_violations(desk) == []


def test_two_editors_never_overwrite_each_other(desk: Page, address: str, database: Database) -> None:
    desk.locator("#board .day-grid .booking").click()
    expect(desk.locator("#f-purpose")).to_have_value("Próba chóru")
    with database.unit_of_work(SYSTEM) as session:
        start, end = local("2027-01-19T15:00"), local("2027-01-19T16:00")
        actions.move_booking(session, 1, 1, (2,), start, end)
    fill(desk, purpose="Próba generalna")
    save(desk)
    expect(panel(desk).get_by_role("alert")).to_contain_text("Ktoś zmienił to w międzyczasie")
    both = panel(desk).locator("table.both")
    expect(both).to_contain_text("Próba generalna")
    expect(both).to_contain_text("Sala warsztatowa nr 1")
    expect(desk.locator("#f-purpose")).to_have_value("Próba generalna")
    expect(desk.locator("#board .day-grid .booking")).to_contain_text("15:00–16:00")
    assert axe_violations(desk) == []


def test_the_keyboard_alone_books_and_comes_back(desk: Page) -> None:
    slot = desk.get_by_role("link", name="Zarezerwuj: Sala wykładowa, od 08:00")
    slot.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        desk.keyboard.press(key)
    place = desk.get_by_role("link", name="Zarezerwuj: Sala warsztatowa nr 1, od 09:00")
    expect(place).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#f-organisation")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(panel(desk).get_by_role("heading", name="Rezerwowanie")).to_be_visible()
    expect(place).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#f-organisation")).to_be_focused()
    desk.keyboard.type("Fundacja Dobry Start")
    desk.keyboard.press("Enter")
    expect(panel(desk).get_by_role("status")).to_have_text("Zapisano.")


def test_days_and_weeks_change_without_a_new_page(desk: Page) -> None:
    desk.evaluate("window.same = true")
    desk.get_by_role("link", name="Następny dzień").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("środa, 20 stycznia 2027")
    expect(desk.get_by_role("link", name="Następny dzień")).to_be_focused()
    assert desk.url.endswith("/bookings/day/2027-01-20")
    desk.get_by_role("link", name="Tydzień", exact=True).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("18–24 stycznia 2027")
    assert axe_violations(desk) == []
    desk.get_by_role("link", name="Zarezerwuj: Sala wykładowa, czwartek, 21 stycznia").click()
    expect(desk.locator("#f-day")).to_have_value("21.01.2027")
    save(desk, "Zarezerwuj")
    expect(panel(desk).get_by_role("status")).to_have_text("Zapisano.")
    expect(desk.locator("#board .week .booking")).to_have_count(2)
    assert desk.evaluate("window.same")
    desk.go_back()
    expect(desk.get_by_role("heading", level=1)).to_have_text("środa, 20 stycznia 2027")


def test_jumping_to_a_day_that_does_not_exist_says_so(desk: Page) -> None:
    desk.get_by_label("Przejdź do dnia").fill("31.04.2027")
    desk.get_by_role("button", name="Przejdź").click()
    expect(desk.get_by_role("alert")).to_have_text("Nie ma takiego dnia: 31 kwietnia 2027.")
    assert axe_violations(desk) == []


def test_on_a_phone_the_day_is_a_list_with_all_actions(phone: Page, database: Database) -> None:
    expect(phone.locator(".day-grid")).to_be_hidden()
    assert axe_violations(phone) == []
    phone.get_by_role("link", name="Zarezerwuj: Sala wykładowa, wolne 08:00–17:00").tap()
    fill(phone, starts="12:00", ends="13:00", purpose="Spotkanie")
    assert axe_violations(phone) == []
    save(phone, "Zarezerwuj")
    expect(panel(phone).get_by_role("status")).to_have_text("Zapisano.")
    panel(phone).get_by_role("link", name="Zamknij").tap()
    expect(phone.locator(".day-list .booking", has_text="Spotkanie")).to_be_visible()
    assert ("Spotkanie", "Sala wykładowa", "12:00") in booked(database)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_all_of_it_works_without_javascript(browser: Browser, address: str, database: Database) -> None:
    with watched_context(browser, java_script_enabled=False) as context:
        page = context.new_page()
        open_calendar(page, address, DAY)
        page.get_by_role("link", name="Zarezerwuj: Sala warsztatowa nr 2, od 10:00").click()
        fill(page, purpose="Bez skryptów", attendees="99")
        save(page, "Zarezerwuj")
        expect(page.locator("#about-attendees")).to_contain_text("mieści 16 osób")
        save(page, "Zapisz mimo to")
        expect(panel(page).get_by_role("status")).to_have_text("Zapisano.")
        fill(page, starts="11:00", ends="13:00")
        save(page)
        assert ("Bez skryptów", "Sala warsztatowa nr 2", "11:00") in booked(database)
        save(page, "Odwołaj")
        expect(panel(page).get_by_role("button", name="Przywróć rezerwację")).to_be_visible()
        assert len(booked(database)) == 1
