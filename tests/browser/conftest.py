"""The intranet of a furnished centre, and signed-in pages of its calendar."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from copapp.accounts.models import Staff
from copapp.audit import SYSTEM
from copapp.bookings import actions
from copapp.bookings.rules import BookingDetails
from copapp.db import Database
from tests.bookings.conftest import furnish, local
from tests.browser.calendar_page import DAY, PHONE, open_calendar
from tests.servers.chromium import watched_context


@pytest.fixture
def address(app: Flask, database: Database, staff: Staff, serve: Callable[[Any], str]) -> str:
    """The intranet of a furnished centre with one booking of 17:00 to 19:00 in the lecture hall."""
    with database.unit_of_work(SYSTEM) as session:
        furnish(session)
        evening = (local("2027-01-19T17:00"), local("2027-01-19T19:00"))
        actions.create_booking(session, BookingDetails((1,), *evening, organisation_id=1, purpose="Próba chóru"))
    return serve(app)


@pytest.fixture
def desk(page: Page, address: str) -> Page:
    """A signed-in page on the day of the booking."""
    open_calendar(page, address, DAY)
    return page


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """The same on a phone."""
    with watched_context(browser, viewport=PHONE, has_touch=True) as context:
        page = context.new_page()
        open_calendar(page, address, DAY)
        yield page
