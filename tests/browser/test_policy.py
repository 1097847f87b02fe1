"""The rules of booking in a real browser: set, broken with a note, seen again; axe on each page."""

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
from tests.browser.calendar_page import DAY, panel, save
from tests.browser.signing_in import sign_in
from tests.servers.chromium import axe_violations

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_a_rule_is_set_broken_with_a_note_and_the_note_seen_again(
    page: Page, app: Flask, database: Database, staff: Staff, serve: Callable[[Any], str]
) -> None:
    with database.unit_of_work(SYSTEM) as session:
        furnish(session)
        session.get_one(Staff, staff.id).role = Role.ADMINISTRATOR
    address = serve(app)
    sign_in(page, address, "/bookings/premises")
    page.get_by_role("link", name="Zasady rezerwacji").click()
    page.get_by_label("Najdłużej").fill("jedna")
    page.get_by_role("button", name="Zapisz zasady").click()
    expect(page.get_by_text("Podaj liczbę cyframi")).to_be_visible()
    page.get_by_label("Znajdź organizację").fill("fundacja")
    assert axe_violations(page) == []
    page.get_by_label("Najdłużej").fill("1")
    page.get_by_role("button", name="Zapisz zasady").click()
    expect(page.get_by_role("status").filter(has_text="Zapisano.")).to_be_visible()
    page.get_by_label("Znajdź organizację").fill("fundacja")
    page.get_by_role("button", name="Szukaj").click()
    page.get_by_label("Regulamin podpisany dnia").first.fill("5.10.2026")
    page.get_by_role("button", name=re.compile("Zapisz.*Fundacja")).first.click()
    expect(page.get_by_text("Zapisano: Fundacja")).to_be_visible()
    assert axe_violations(page) == []

    page.goto(address + DAY)
    page.get_by_role("link", name="Zarezerwuj: Sala wykładowa, od 17:00").click()
    page.locator("#f-purpose").fill("Próba chóru")
    page.locator("#f-ends").fill("19:00")
    save(page, "Zarezerwuj")
    expect(panel(page).get_by_text("Rezerwacja trwa najwyżej 1 godzinę.")).to_be_visible()
    assert axe_violations(page) == []
    save(page, "Zapisz mimo to")
    expect(panel(page).get_by_text("Napisz, dlaczego mimo to.")).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_label("Dlaczego mimo zasad").fill("Koncert, zgoda kierownika")
    save(page, "Zapisz mimo to")
    expect(panel(page).get_by_text("Zapisano.")).to_be_visible()
    expect(page.get_by_label("Dlaczego mimo zasad")).to_have_value("Koncert, zgoda kierownika")
