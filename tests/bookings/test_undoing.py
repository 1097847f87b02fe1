"""Taking changes back over HTTP: only what is new is swapped, and what stands in the way is named."""

import re
from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from copapp import clock
from copapp.audit import Author
from copapp.bookings import actions
from copapp.bookings.models import BookingState
from copapp.db import Database
from tests.bookings.conftest import local
from tests.bookings.desk import HTMX, Desk, value

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _still(centre: Database) -> Iterator[None]:
    with clock.stopped_at(local("2026-11-24T07:30")):
        yield


def state_of(desk: Desk, shown: str = "day/2026-11-24") -> dict[str, str]:
    """What a page that was drawn just now knows of the calendar."""
    html = desk.client.get(f"/bookings/{shown}").text
    return {name: value(html, name) for name in ("shown", "since", "drawn")}


def unit_in(answer: TestResponse) -> str:
    """What the bar of an answer takes back."""
    found = re.search(r'action="/bookings/undo/([0-9a-f]{32})"', answer.text[answer.text.index('id="undo"') :])
    assert found, answer.text
    return found[1]


def swapped(answer: TestResponse) -> list[str]:
    """The parts of the board that an answer swaps."""
    return re.findall(r'id="(board|column-\d+|cell-[\d-]+)"[^>]*hx-swap-oob="true"', answer.text)


def test_a_change_swaps_the_columns_that_it_concerns_and_so_does_its_undo(desk: Desk) -> None:
    made = desk.send(**state_of(desk), attendees="")
    assert swapped(made) == ["column-1"]
    moved = desk.send("/bookings/1", **state_of(desk), version=1, rooms=["3"], attendees="")
    assert swapped(moved) == ["column-1", "column-3"]
    assert "Przeniesienie: Fundacja Dobry Start, wt., 24.11, 17:00–19:00, Sala warsztatowa nr 2" in moved.text
    back = desk.client.post(f"/bookings/undo/{unit_in(moved)}", data=state_of(desk), headers=HTMX)
    assert swapped(back) == ["column-1", "column-3"]
    assert "Cofnięto (przeniesienie): Fundacja Dobry Start" in back.text
    assert desk.bookings()[0].room_names == "Sala wykładowa"


def test_in_a_week_the_cells_of_both_days_are_swapped(desk: Desk) -> None:
    desk.made()
    moved = desk.send("/bookings/1", **state_of(desk, "week/2026-11-23"), version=1, day="26.11.2026")
    assert swapped(moved) == ["cell-2026-11-24-1", "cell-2026-11-26-1"]
    assert "<template>" in moved.text


def test_what_others_changed_meanwhile_comes_with_it(desk: Desk, centre: Database) -> None:
    known = state_of(desk)
    desk.made(rooms=["4"])
    assert swapped(desk.send(**known)) == ["column-1", "column-4"]


def test_a_board_of_other_hours_is_drawn_whole(desk: Desk) -> None:
    early = desk.send(**state_of(desk), starts="6:00", accepted=[])
    token = re.findall(r'name="accepted" value="([^"]+)"', early.text)[0]
    assert swapped(desk.send(**state_of(desk), starts="6:00", accepted=token)) == ["board"]


def test_who_changed_it_since_and_what_took_its_place_is_said(desk: Desk, centre: Database) -> None:
    desk.made()
    unit = unit_in(desk.send("/bookings/1", **state_of(desk), version=1, starts="10:00", ends="12:00"))
    jan = Author("Jan Kos")
    with centre.unit_of_work(jan) as session:
        actions.confirm_booking(session, 1, 2)
    refused = desk.client.post(f"/bookings/undo/{unit}", data=state_of(desk), headers=HTMX)
    assert refused.status_code == 409
    assert "ktoś zmienił tę rezerwację później (Jan Kos, 24.11.2026, 07:30)" in refused.text
    assert unit_in(refused) == unit


def test_without_javascript_an_undo_leads_to_the_booking(desk: Desk) -> None:
    answer = desk.send(htmx=False)
    page = desk.client.get(answer.location)
    undone = desk.client.post(f"/bookings/undo/{unit_in(page)}", data={"shown": "day/2026-11-24"})
    told = desk.client.get(undone.location)
    assert "Cofnięto (nowa rezerwacja): Fundacja Dobry Start" in told.text
    assert desk.bookings()[0].state is BookingState.CANCELLED
    again = desk.client.post(f"/bookings/undo/{unit_in(told)}", data={})
    assert again.status_code == 303
    assert desk.bookings()[0].state is BookingState.TENTATIVE


def test_the_history_takes_back_and_the_panel_shows_the_booking_as_it_is(desk: Desk) -> None:
    desk.made()
    desk.send("/bookings/1", version=1, purpose="Inny cel")
    html = desk.client.get("/bookings/1", headers=HTMX).text
    unit = re.findall(r'/bookings/undo/([0-9a-f]{32})"', html)[0]
    back = desk.client.post(f"/bookings/undo/{unit}", data=state_of(desk), headers=HTMX | {"HX-Target": "panel"})
    assert value(back.text, "purpose") == "Zebranie zarządu"


def test_a_change_that_nobody_made_is_not_found_to_undo(desk: Desk) -> None:
    assert desk.client.post(f"/bookings/undo/{'0' * 32}", headers=HTMX).status_code == 409
    assert desk.client.post("/bookings/undo/x", headers=HTMX).status_code == 409


def test_the_last_changes_show_what_no_calendar_shows_any_more(desk: Desk) -> None:
    desk.made()
    desk.send("/bookings/1/cancel", version=1)
    html = desk.client.get("/bookings/recent", headers=HTMX).text
    assert re.findall(r"<strong>([^<]+)</strong>", html) == ["Odwołanie", "Nowa rezerwacja"]
    assert "Fundacja Dobry Start</a>, wt., 24.11, 17:00–19:00, Sala wykładowa (odwołana)" in html
    (unit,) = re.findall(r"/bookings/undo/([0-9a-f]{32})", html)
    desk.client.post(f"/bookings/undo/{unit}", data=state_of(desk), headers=HTMX | {"HX-Target": "panel"})
    assert not desk.bookings()[0].is_cancelled
