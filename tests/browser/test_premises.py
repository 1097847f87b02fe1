"""Rooms and hours in a real browser: a room's clearing time shows on the calendar; axe on each page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from copapp.accounts.models import Role, Staff
from copapp.audit import SYSTEM
from copapp.db import Database
from tests.bookings.conftest import furnish
from tests.browser.signing_in import sign_in
from tests.servers.chromium import axe_violations

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_clearing_time_is_set_and_drawn_behind_the_next_booking(
    page: Page, app: Flask, database: Database, staff: Staff, serve: Callable[[Any], str]
) -> None:
    with database.unit_of_work(SYSTEM) as session:
        furnish(session)
        session.get_one(Staff, staff.id).role = Role.ADMINISTRATOR
    sign_in(page, serve(app), "/bookings/premises")
    expect(page.get_by_role("heading", name="Dni wolne", exact=True)).to_be_visible()
    assert axe_violations(page) == []

    page.get_by_role("link", name=re.compile("Zmień.*Sala wykładowa")).click()
    expect(page.get_by_label("Inne nazwy")).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_label("Sprzątanie (min)").fill("trzydzieści")
    page.get_by_role("button", name="Zapisz").click()
    expect(page.get_by_text("Podaj liczbę cyframi")).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_label("Sprzątanie (min)").fill("30")
    page.get_by_role("button", name="Zapisz").click()
    expect(page.get_by_text("sprzątanie 30 min")).to_be_visible()

    page.goto(page.url.split("/bookings")[0] + "/bookings/day/2027-01-19")
    page.get_by_role("link", name="Zarezerwuj: Sala wykładowa, od 17:00").click()
    page.get_by_label("Cel").fill("Próba chóru")
    page.get_by_role("button", name="Zarezerwuj").click()
    expect(page.get_by_text("sprzątanie 19:00–19:30")).to_be_attached()
    assert axe_violations(page) == []
