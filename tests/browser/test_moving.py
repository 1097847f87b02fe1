"""Bookings moved, stretched, copied and taken back in a real browser: by mouse, finger, keys and plain fields."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, Route, expect

from copapp import clock
from copapp.audit import SYSTEM, Author
from copapp.bookings import actions, queries
from copapp.bookings.rules import BookingDetails
from copapp.bookings.schedule import BookingInfo
from copapp.db import Database
from tests.bookings.conftest import local
from tests.browser.calendar_page import DAY, WEEK, fill, open_calendar, panel, save
from tests.servers.chromium import axe_violations, watched_context

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

QUARTER = 14
"""Pixels that a quarter of an hour is high."""


def now(database: Database, booking_id: int = 1) -> BookingInfo:
    with database.reading() as session:
        found = queries.booking(session, booking_id)
    assert found is not None
    return found


def when(booking: BookingInfo) -> str:
    """19.01 17:00–19:00 Sala wykładowa"""
    starts, ends = clock.to_local(booking.starts_at), clock.to_local(booking.ends_at)
    return f"{starts:%d.%m %H:%M}–{ends:%H:%M} {booking.room_names}"


def block(page: Page) -> Locator:
    return page.locator("#board .day-grid a.booking[data-booking='1']")


def bar(page: Page) -> Locator:
    return page.locator("#undo")


def column(page: Page, name: str) -> float:
    """The middle of a room's column, in pixels from the left."""
    box = page.locator(f".room-column[data-name='{name}']").bounding_box()
    assert box
    return box["x"] + box["width"] / 2


@contextmanager
def held(page: Page, target: Locator, at: float = 0.5) -> Iterator[tuple[float, float]]:
    """The mouse button down on an element, at a share of its height, and up at the end."""
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * at
    page.mouse.move(x, y)
    page.mouse.down()
    yield x, y
    page.mouse.up()


def drag(page: Page, target: Locator, down: int, at: float = 0.5, to_room: str = "") -> None:
    """Drag an element down by quarters of an hour, into another room where one is named."""
    with held(page, target, at) as (x, y):
        page.mouse.move(column(page, to_room) if to_room else x, y + down * QUARTER, steps=5)


def test_the_mouse_moves_a_booking_and_the_bar_takes_it_back_and_again(desk: Page, database: Database) -> None:
    drag(desk, block(desk), -8, to_room="Przestrzeń wspólna")
    expect(bar(desk)).to_contain_text("Przeniesienie: Stowarzyszenie Zielony Prosna, wt., 19.01, 15:00–17:00")
    assert when(now(database)) == "19.01 15:00–17:00 Przestrzeń wspólna"
    expect(desk.locator("#panel.panel-open")).to_have_count(0)  # the click that ends a drag opens nothing
    bar(desk).get_by_role("button", name="Cofnij").click()
    expect(bar(desk)).to_contain_text("Cofnięto (przeniesienie)")
    assert when(now(database)) == "19.01 17:00–19:00 Sala wykładowa"
    bar(desk).get_by_role("button", name="Ponów").click()
    expect(block(desk)).to_contain_text("15:00–17:00")
    assert when(now(database)) == "19.01 15:00–17:00 Przestrzeń wspólna"


def test_the_mouse_stretches_both_edges_lets_go_and_sets_a_length_on_free_time(desk: Page, database: Database) -> None:
    drag(desk, block(desk), 3, at=0.98)
    expect(bar(desk)).to_contain_text("Zmiana długości: Stowarzyszenie Zielony Prosna, wt., 19.01, 17:00–19:45")
    drag(desk, block(desk), -2, at=0.02)
    expect(block(desk)).to_contain_text("16:30–19:45")
    with held(desk, block(desk)) as (x, y):
        desk.mouse.move(x, y - 60, steps=4)
        expect(desk.locator(".moving-block")).to_contain_text("15:30–18:45")
        desk.keyboard.press("Escape")
        expect(desk.locator(".moving-block")).to_have_count(0)
    assert when(now(database)) == "19.01 16:30–19:45 Sala wykładowa"

    slot = desk.get_by_role("link", name="Zarezerwuj: Przestrzeń wspólna, od 10:00")
    with held(desk, slot, 0.1) as (x, y):
        desk.mouse.move(x + 6, y + 3)  # a hand that shakes
    expect(desk.locator("#f-ends")).to_have_value("12:00")
    drag(desk, slot, 5, at=0.1)
    expect(desk.locator("#f-ends")).to_have_value("11:30")
    expect(desk.locator("#f-starts")).to_have_value("10:00")
    expect(desk.locator(".moving-new")).to_have_count(1)
    desk.keyboard.press("Escape")
    expect(desk.locator(".moving-new")).to_have_count(0)


def test_what_is_refused_flies_back_and_says_why_beside_it(desk: Page, database: Database) -> None:
    with database.unit_of_work(SYSTEM) as session:
        taken = (local("2027-01-19T12:00"), local("2027-01-19T14:00"))
        actions.create_booking(session, BookingDetails((2,), *taken, contact_name="Ewa Lis"))
        actions.change_booking(session, 1, replace(actions.details_of(session, 1), attendees=40), 1)
    desk.goto(desk.url)
    drag(desk, block(desk), -16, to_room="Sala warsztatowa nr 1")
    refusal = desk.locator("#refusal")
    expect(refusal).to_contain_text("zajęte: Ewa Lis, wtorek, 19 stycznia, 12:00–14:00 (Sala warsztatowa nr 1)")
    expect(desk.locator(".moving-block")).to_have_count(0)
    assert when(now(database)) == "19.01 17:00–19:00 Sala wykładowa"
    beside, there = refusal.locator(".refusal").bounding_box(), block(desk).bounding_box()
    assert beside and there
    assert 0 <= beside["x"] - there["x"] - there["width"] < 20
    assert axe_violations(desk) == []
    refusal.get_by_role("button", name="Zamknij").click()
    expect(block(desk)).to_be_focused()
    drag(desk, block(desk), 2, to_room="Sala warsztatowa nr 2")
    expect(refusal).to_contain_text("Sala warsztatowa nr 2 mieści 16 osób, a ma być 40.")
    refusal.get_by_role("button", name="Przenieś mimo to").click()
    expect(bar(desk)).to_contain_text("17:30–19:30, Sala warsztatowa nr 2")
    expect(refusal).to_be_empty()


def test_keys_move_stretch_save_and_take_back_in_words(desk: Page, database: Database) -> None:
    said = desk.locator("#moving-words")
    block(desk).focus()
    desk.keyboard.press("m")
    expect(said).to_contain_text("Przenoszenie: Stowarzyszenie Zielony Prosna, Sala wykładowa, 17:00–19:00.")
    assert axe_violations(desk) == []
    for key in ("ArrowUp", "PageUp", "ArrowRight", "Shift+ArrowUp"):
        desk.keyboard.press(key)
    expect(said).to_have_text("Sala warsztatowa nr 1, 16:15–18:00")
    desk.keyboard.press("Escape")
    expect(said).to_contain_text("Cofnięto")
    expect(block(desk)).to_be_focused()
    desk.keyboard.press("Shift+ArrowDown")
    desk.keyboard.press("Enter")
    expect(bar(desk)).to_contain_text("Zmiana długości")
    expect(block(desk)).to_be_focused()
    assert when(now(database)) == "19.01 17:00–19:15 Sala wykładowa"


def test_in_a_week_mouse_and_keys_move_between_days_and_rooms(desk: Page, database: Database) -> None:
    desk.goto(desk.url.replace(DAY, WEEK))
    link = desk.locator("#board .week a[data-booking='1']")
    cell = desk.locator("#cell-2027-01-20-4")
    with held(desk, link):
        box = cell.bounding_box()
        assert box
        desk.mouse.move(box["x"] + 30, box["y"] + 10, steps=6)
        expect(cell).to_have_class("is-free moving-target")
    expect(cell.locator("a[data-booking='1']")).to_be_visible()
    assert when(now(database)) == "20.01 17:00–19:00 Przestrzeń wspólna"
    link.focus()
    for key in ("m", "ArrowDown", "ArrowLeft", "Enter"):
        desk.keyboard.press(key)
    expect(bar(desk)).to_contain_text("czw., 21.01, 17:00–19:00, Sala warsztatowa nr 2")
    expect(link).to_be_focused()
    assert axe_violations(desk) == []


def test_a_finger_holds_and_drags_and_a_stroke_only_scrolls(browser: Browser, address: str, database: Database) -> None:
    with watched_context(browser, viewport={"width": 900, "height": 1000}, has_touch=True) as context:
        page = context.new_page()
        open_calendar(page, address, DAY)
        touch = context.new_cdp_session(page)
        box = block(page).bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

        def send(kind: str, down: float = 0) -> None:
            points = [] if kind == "touchEnd" else [{"x": x, "y": y + down}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        send("touchStart")
        expect(page.locator(".moving-block")).to_have_count(1)
        for way in (-20, -40, -56):
            send("touchMove", way)
        send("touchEnd")
        expect(bar(page)).to_contain_text("16:00–18:00")
        assert when(now(database)) == "19.01 16:00–18:00 Sala wykładowa"
        send("touchStart")
        send("touchMove", -40)
        page.wait_for_timeout(500)  # longer than a hold
        expect(page.locator(".moving-block")).to_have_count(0)
        send("touchEnd")
        assert when(now(database)) == "19.01 16:00–18:00 Sala wykładowa"


def test_what_another_does_shows_at_once_and_keeps_what_is_typed(desk: Page, database: Database) -> None:
    block(desk).click()
    fill(desk, purpose="Wpisuję")
    with database.unit_of_work(Author("Jan Kos")) as session:
        actions.move_booking(session, 1, 1, (1,), local("2027-01-19T12:00"), local("2027-01-19T13:00"))
    expect(block(desk)).to_contain_text("12:00–13:00", timeout=2000)
    expect(panel(desk)).to_contain_text("Ktoś właśnie zmienił tę rezerwację.")
    expect(desk.locator("#f-purpose")).to_have_value("Wpisuję")
    expect(desk.locator("#f-purpose")).to_be_focused()
    desk.keyboard.press("Escape")
    block(desk).click()
    expect(desk.locator("#f-starts")).to_have_value("12:00")
    with database.unit_of_work(Author("Jan Kos")) as session:
        actions.move_booking(session, 1, 2, (1,), local("2027-01-19T09:00"), local("2027-01-19T10:00"))
    expect(desk.locator("#f-starts")).to_have_value("09:00", timeout=2000)  # nothing was typed


def test_what_is_opened_later_stays_whenever_the_earlier_answers(desk: Page) -> None:
    block(desk).click()
    expect(desk.locator("#f-starts")).to_have_value("17:00")
    asked: list[Route] = []
    for address in (f"**{DAY}", "**/bookings/new?**"):
        desk.route(address, lambda route: asked.append(route))
    desk.keyboard.press("Escape")
    desk.get_by_role("link", name="Zarezerwuj: Przestrzeń wspólna, od 10:00").click()
    for route in asked:
        with suppress(Error):  # the first may have been given up
            route.continue_()
        desk.wait_for_timeout(300)
    assert len(asked) == 2
    expect(desk.locator("#f-starts")).to_have_value("10:00")


def test_without_a_stream_the_page_asks(desk: Page, address: str, database: Database) -> None:
    desk.route("**/bookings/stream", lambda route: route.fulfill(status=503))
    desk.goto(f"{address}{DAY}")
    expect(block(desk)).to_be_visible()
    with database.unit_of_work(Author("Jan Kos")) as session:
        actions.cancel_booking(session, 1, 1)
    expect(block(desk)).to_have_count(0, timeout=4000)


def test_the_organisation_is_found_as_one_types(desk: Page, database: Database) -> None:
    desk.get_by_role("link", name="Zarezerwuj: Przestrzeń wspólna, od 10:00").click()
    field = desk.get_by_role("combobox", name="Organizacja")
    expect(field).to_be_focused()
    desk.keyboard.type("start dob")
    option = desk.get_by_role("option", name="Fundacja Dobry Start")
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    desk.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    assert axe_violations(desk) == []
    desk.keyboard.press("Enter")
    expect(field).to_have_value("Fundacja Dobry Start")
    expect(option).to_have_count(0)
    desk.keyboard.press("Enter")
    expect(panel(desk).get_by_role("status")).to_have_text("Zapisano.")


def test_a_booking_is_copied_to_days_whose_conflicts_are_named(desk: Page, database: Database) -> None:
    with database.unit_of_work(SYSTEM) as session:
        taken = (local("2027-01-26T18:00"), local("2027-01-26T20:00"))
        actions.create_booking(session, BookingDetails((1,), *taken, contact_name="Ewa Lis"))
    block(desk).click()
    panel(desk).get_by_role("link", name="Skopiuj na inne dni…").click()
    for day in ("21 stycznia", "26 stycznia"):
        panel(desk).get_by_role("checkbox", name=day).check(force=True)
    chosen = panel(desk).locator(".copy-chosen")
    expect(chosen).to_contain_text("czw., 21.01, 17:00–19:00")
    expect(chosen).to_contain_text("zajęte: Ewa Lis, wtorek, 26 stycznia, 18:00–20:00")
    assert axe_violations(desk) == []
    panel(desk).get_by_role("button", name="Pomiń zajęte, skopiuj na 1 dzień").click()
    expect(bar(desk)).to_contain_text("Nowa rezerwacja: Stowarzyszenie Zielony Prosna, czw., 21.01, 17:00–19:00")
    assert when(now(database, 3)) == "21.01 17:00–19:00 Sala wykładowa"
    bar(desk).get_by_role("button", name="Cofnij").click()
    expect(bar(desk)).to_contain_text("Cofnięto")
    assert now(database, 3).is_cancelled


def test_on_a_phone_plain_fields_do_it_all(phone: Page, database: Database) -> None:
    phone.locator(".day-list .booking").tap()
    panel(phone).get_by_role("link", name="Przenieś…").tap()
    expect(panel(phone).get_by_role("heading", name="Przenieś")).to_be_visible()
    fill(phone, starts="9:00")
    assert axe_violations(phone) == []
    save(phone, "Przenieś")
    expect(panel(phone)).to_contain_text("Przeniesiono.")
    assert when(now(database)) == "19.01 09:00–11:00 Sala wykładowa"
    panel(phone).get_by_role("link", name="Zmień długość…").tap()
    expect(panel(phone).get_by_role("heading", name="Zmień długość")).to_be_visible()
    fill(phone, ends="10:15")
    save(phone)
    expect(panel(phone)).to_contain_text("Zmieniono długość.")
    assert when(now(database)) == "19.01 09:00–10:15 Sala wykładowa"
    bar(phone).get_by_role("button", name="Cofnij").tap()
    expect(bar(phone)).to_contain_text("Cofnięto (zmiana długości)")
    assert when(now(database)) == "19.01 09:00–11:00 Sala wykładowa"
    expect(phone.locator("#f-ends")).to_have_value("11:00")


def test_plain_fields_need_no_javascript(browser: Browser, address: str, database: Database) -> None:
    with watched_context(browser, java_script_enabled=False) as context:
        page = context.new_page()
        open_calendar(page, address, DAY)
        block(page).click()
        panel(page).get_by_role("link", name="Przenieś…").click()
        page.locator("#f-day").fill("20.01.2027")
        panel(page).get_by_label("Sala warsztatowa nr 2").check()
        panel(page).get_by_label("Sala wykładowa").uncheck()
        save(page, "Przenieś")
        assert when(now(database)) == "20.01 17:00–19:00 Sala warsztatowa nr 2"
        bar(page).get_by_role("button", name="Cofnij").click()
        assert when(now(database)) == "19.01 17:00–19:00 Sala wykładowa"
        panel(page).get_by_role("link", name="Skopiuj na inne dni…").click()
        panel(page).get_by_role("checkbox", name="21 stycznia").check(force=True)
        panel(page).get_by_role("button", name="Sprawdź dni").click()
        expect(panel(page).locator(".copy-chosen")).to_contain_text("wolne")
        panel(page).get_by_role("button", name="Skopiuj na 1 dzień").click()
        assert when(now(database, 2)) == "21.01 17:00–19:00 Sala wykładowa"
