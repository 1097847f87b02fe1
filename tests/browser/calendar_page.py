"""What a person does on the page of the calendar."""

from typing import Any

from playwright.sync_api import Page, expect

from copapp import clock
from copapp.bookings import queries
from copapp.db import Database
from tests.bookings.conftest import local
from tests.browser.signing_in import sign_in

DAY = "/bookings/day/2027-01-19"
WEEK = "/bookings/week/2027-01-18"
PHONE = {"width": 390, "height": 844}


def open_calendar(page: Page, address: str, path: str) -> None:
    sign_in(page, address, path)
    expect(page.locator("#calendar")).to_be_visible()
    page.wait_for_load_state()  # until then a click is a plain link's


def panel(page: Page) -> Any:
    return page.locator("#panel")


def fill(page: Page, **values: str) -> None:
    """Type into the form once it has taken the focus: what is typed before would land elsewhere."""
    expect(page.locator("#panel :focus")).to_have_count(1)
    for name, text in values.items():
        page.locator(f"#f-{name}").fill(text)


def save(page: Page, name: str = "Zapisz") -> None:
    panel(page).get_by_role("button", name=name, exact=True).click()


def booked(database: Database) -> list[tuple[str, str, str]]:
    """Who holds which rooms when on that day, by the database."""
    with database.reading() as session:
        schedule = queries.day_schedule(session, local("2027-01-19T12:00").date())
    found = {(each.who, each.room_names, each.starts_at) for room in schedule.rooms for each in room.bookings}
    return sorted((who, rooms, f"{clock.to_local(starts):%H:%M}") for who, rooms, starts in found)
