"""Series in a real browser: made around a day that is taken, changed from one on, taken back; by mouse, by keyboard and
without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import col, select

from copapp import clock
from copapp.audit import SYSTEM
from copapp.bookings import actions
from copapp.bookings.models import Booking
from copapp.bookings.rules import BookingDetails
from copapp.db import Database
from tests.bookings.conftest import local
from tests.browser.calendar_page import DAY, fill, open_calendar, panel, save
from tests.servers.chromium import axe_violations, watched_context

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def taken(database: Database, desk: Page) -> Page:
    """The page of Tuesday; a week later the room is taken in the evening."""
    with database.unit_of_work(SYSTEM) as session:
        evening = local("2027-01-26T11:00"), local("2027-01-26T13:00")
        actions.create_booking(session, BookingDetails((2,), *evening, purpose="Szkolenie"))
    return desk


def booked(database: Database) -> list[str]:
    query = select(Booking).where(Booking.purpose != "Szkolenie", Booking.purpose != "Próba chóru", col(Booking.holds))
    with database.reading() as session:
        found = session.exec(query.order_by(col(Booking.starts_at)))
        return [f"{clock.to_local(each.starts_at):%d.%m %H} {each.purpose}" for each in found]


def begin(page: Page) -> None:
    """A new booking each Tuesday until 9 February."""
    page.get_by_role("link", name="Zarezerwuj: Sala warsztatowa nr 1, od 10:00").click()
    fill(page, purpose="Kurs")
    panel(page).get_by_text("Powtarzanie").click()
    panel(page).get_by_label("Jak często").select_option("weekly")
    panel(page).get_by_label("Ostatni dzień").fill("09.02.2027")


def make(page: Page) -> None:
    begin(page)
    save(page, "Zarezerwuj")
    panel(page).get_by_role("button", name="Zarezerwuj 3 terminy, pomiń 1").click()
    expect(panel(page).get_by_role("status")).to_have_text("Zapisano.")


def test_a_series_is_made_around_a_taken_day_and_taken_back(taken: Page, database: Database) -> None:
    begin(taken)
    assert axe_violations(taken) == []
    save(taken, "Zarezerwuj")
    expect(panel(taken).get_by_role("heading", level=2)).to_have_text("3 terminy")
    day = taken.locator("#occurrence-2027-01-26")
    expect(day).to_contain_text("zajęte: Szkolenie, wtorek, 26 stycznia, 11:00–13:00")
    assert axe_violations(taken) == []
    day.get_by_role("combobox").select_option("move")
    expect(panel(taken).get_by_role("heading", level=2)).to_have_text("4 terminy")
    day.get_by_label("Od").fill("13:00")
    day.get_by_label("Do").fill("15")
    panel(taken).get_by_role("button", name="Zarezerwuj 4 terminy").click()
    expect(panel(taken).get_by_role("status")).to_have_text("Zapisano.")
    assert booked(database) == ["19.01 10 Kurs", "26.01 13 Kurs", "02.02 10 Kurs", "09.02 10 Kurs"]
    expect(taken.locator("#board .day-grid .booking", has_text="Kurs").get_by_title("w cyklu")).to_be_visible()
    taken.locator("#undo").get_by_role("button", name="Cofnij").click()
    expect(taken.locator("#undo")).to_contain_text("Cofnięto")
    assert booked(database) == []


def test_this_and_following_are_changed_and_one_stays_alone(taken: Page, database: Database) -> None:
    make(taken)
    panel(taken).get_by_text("Terminy cyklu (3)").click()
    assert axe_violations(taken) == []
    panel(taken).get_by_role("link", name="wt., 02.02").click()
    expect(panel(taken).get_by_text("wtorek, 2 lutego")).to_be_visible()
    fill(taken, purpose="Warsztat", starts="9:00")
    panel(taken).get_by_label("tego i następnych").check()
    save(taken)
    expect(panel(taken).get_by_role("status")).to_have_text("Zapisano.")
    assert booked(database) == ["19.01 10 Kurs", "02.02 09 Warsztat", "09.02 09 Warsztat"]
    panel(taken).get_by_label("całego cyklu").check()
    save(taken, "Odwołaj")
    expect(panel(taken).get_by_role("status")).to_contain_text("Odwołano")
    assert booked(database) == ["19.01 10 Kurs"]


def test_a_series_is_made_by_keyboard_alone(taken: Page, database: Database) -> None:
    taken.get_by_role("link", name="Zarezerwuj: Sala warsztatowa nr 1, od 10:00").press("Enter")
    fill(taken, purpose="Kurs")
    panel(taken).get_by_text("Powtarzanie").press("Enter")
    rhythm = panel(taken).get_by_label("Jak często")
    rhythm.focus()
    rhythm.press("ArrowDown")
    rhythm.press("ArrowDown")
    panel(taken).get_by_label("albo ile razy").fill("2")
    panel(taken).get_by_label("albo ile razy").press("Enter")
    expect(panel(taken).get_by_role("heading", level=2)).to_be_focused()
    taken.locator("#do-2027-01-26").focus()
    taken.keyboard.type("przenieś")
    expect(panel(taken).get_by_role("heading", level=2)).to_have_text("2 terminy")
    expect(taken.locator("#do-2027-01-26")).to_be_focused()
    taken.locator("#starts-2027-01-26").fill("13")
    taken.locator("#ends-2027-01-26").fill("14")
    taken.locator("#ends-2027-01-26").press("Enter")
    expect(panel(taken).get_by_role("status")).to_have_text("Zapisano.")
    assert booked(database) == ["19.01 10 Kurs", "26.01 13 Kurs"]


def test_a_series_is_made_without_javascript(browser: Browser, taken: Page, database: Database, address: str) -> None:
    with watched_context(browser, java_script_enabled=False) as context:
        page = context.new_page()
        open_calendar(page, address, DAY)
        page.get_by_role("link", name="Zarezerwuj: Sala warsztatowa nr 1, od 10:00").click()
        page.locator("#f-purpose").fill("Kurs")
        page.locator(".repeat summary").click()
        page.get_by_label("Jak często").select_option("weekly")
        page.get_by_label("albo ile razy").fill("2")
        page.get_by_role("button", name="Zarezerwuj", exact=True).click()
        page.locator("#do-2027-01-26").select_option("room:3")
        page.get_by_role("button", name="Sprawdź ponownie").click()
        page.get_by_role("button", name="Zarezerwuj 2 terminy").click()
        expect(page.locator("#panel").get_by_role("status")).to_have_text("Zapisano.")
    assert booked(database) == ["19.01 10 Kurs", "26.01 10 Kurs"]


def test_choosing_in_the_form_of_a_page_of_its_own_filters_nothing(page: Page, address: str) -> None:
    open_calendar(page, address, DAY)
    page.goto(f"{address}/bookings/new?day=2027-01-19&room=2&from=10:00&to=12:00")
    panel(page).get_by_text("Powtarzanie").click()
    panel(page).get_by_label("Jak często").select_option("weekly")
    panel(page).get_by_label("albo ile razy").fill("2")
    save(page, "Zarezerwuj")
    expect(panel(page).get_by_role("heading", level=2)).to_have_text("2 terminy")
