"""Public events: only what staff show, with nothing private; and secret addresses that are issued anew."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from copapp import clock
from copapp.accounts.models import Role, Staff
from copapp.audit import SYSTEM
from copapp.bookings import actions
from copapp.bookings.models import Booking, BookingState
from copapp.bookings.publishing import publish
from copapp.db import Database
from tests.bookings.conftest import Make, local
from tests.bookings.desk import HTMX, Desk

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PRIVATE = ("Jan Wójcik", "jan@ngo.example", "601 234 567", "Próba chóru", "Zielony Prosna", "wrażliwe")


@pytest.fixture(autouse=True)
def _still(centre: Database, details: Make) -> Iterator[None]:
    """A confirmed and a tentative booking, with all that is private."""
    private = {
        "contact_name": "Jan Wójcik",
        "contact_email": "jan@ngo.example",
        "contact_phone": "601 234 567",
        "purpose": "Próba chóru",
        "organisation_id": 1,
        "note": "wrażliwe",
    }
    with clock.stopped_at(local("2026-11-20T10:00")), centre.unit_of_work(SYSTEM) as session:
        for day, state in ((24, BookingState.CONFIRMED), (25, BookingState.TENTATIVE)):
            wanted = details(f"2026-11-{day}T17:00", f"2026-11-{day}T19:00", rooms=(1, 2), state=state, **private)
            actions.create_booking(session, wanted)
    with clock.stopped_at(local("2026-11-24T10:00")):
        yield


def show(centre: Database, booking_id: int, title: str) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        publish(session, booking_id, session.get_one(Booking, booking_id).version, title)


def seen(app: Flask) -> str:
    """All that anybody sees, as page and as calendar."""
    nobody = app.test_client()
    return nobody.get("/bookings/public").text + nobody.get("/bookings/public.ics").text


def test_nothing_is_public_until_somebody_says_so(app: Flask) -> None:
    assert "Nie ma teraz zapowiedzianych wydarzeń" in seen(app) and "BEGIN:VEVENT" not in seen(app)


def test_a_public_event_has_its_title_and_nothing_private(app: Flask, centre: Database) -> None:
    show(centre, 1, "Wieczór kolęd")
    text = seen(app)
    assert text.count("Wieczór kolęd") == 2 and "Sala wykładowa, Sala warsztatowa nr 1" in text
    with centre.reading() as session:
        uid = session.get_one(Booking, 1).uid
    assert not [each for each in (*PRIVATE, uid) if each in text]
    (event,) = Calendar.from_ical(app.test_client().get("/bookings/public.ics").text).walk("VEVENT")
    assert set(event) == {
        "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP", "LOCATION"
    }  # fmt: skip


def test_what_is_tentative_cancelled_or_over_is_not_shown(app: Flask, centre: Database) -> None:
    show(centre, 1, "Wieczór kolęd")
    show(centre, 2, "Niepewne")
    assert "Niepewne" not in seen(app)
    with clock.stopped_at(local("2026-11-24T19:00")):
        assert "Wieczór kolęd" not in seen(app)
    with centre.unit_of_work(SYSTEM) as session:
        actions.cancel_booking(session, 1, session.get_one(Booking, 1).version)
    assert "Wieczór kolęd" not in seen(app)


def test_any_site_may_frame_the_page_of_events_and_no_other(app: Flask, client: FlaskClient) -> None:
    page = app.test_client().get("/bookings/public")
    assert "frame-ancestors *" in page.headers["Content-Security-Policy"] and "X-Frame-Options" not in page.headers
    assert "script-src" not in page.headers["Content-Security-Policy"] and "Set-Cookie" not in page.headers
    other = client.get("/bookings/")
    assert client.get("/bookings/day/2026-11-24").headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]


def test_a_click_shows_it_and_the_bar_hides_it_again(desk: Desk, app: Flask) -> None:
    shown = desk.client.post(
        "/bookings/1/public", data={"version": 1, "public_title": " Wieczór\tkolęd "}, headers=HTMX
    )
    assert "Na stronie Centrum: Stowarzyszenie Zielony Prosna" in shown.text and "Wieczór kolęd" in seen(app)
    unit = re.findall(r'/bookings/undo/([0-9a-f]{32})"', shown.text[shown.text.index('id="undo"') :])[0]
    desk.client.post(f"/bookings/undo/{unit}", headers=HTMX)
    assert "Wieczór kolęd" not in seen(app)


def test_a_title_that_is_too_long_or_of_a_stale_page_is_refused(desk: Desk) -> None:
    assert desk.client.post("/bookings/1/public", data={"version": 1, "public_title": "x" * 201}).status_code == 422
    assert desk.client.post("/bookings/1/public", data={"version": 7, "public_title": "x"}).status_code == 409
    assert desk.client.post("/bookings/9/public", data={"version": 1}).status_code == 404


def organisation_feed(client: FlaskClient) -> str:
    return re.findall(r'value="http://localhost(/bookings/feed/organisation-1/[^"]+)"', client.get("/bookings/1").text)[
        0
    ]


def test_an_organisation_s_address_stands_on_its_booking_and_is_issued_anew(client: FlaskClient, app: Flask) -> None:
    old = organisation_feed(client)
    assert app.test_client().get(old).status_code == 200
    client.post("/bookings/addresses/feed/organisation-1/anew", data={"booking": "1"})
    new = organisation_feed(client)
    assert new != old
    assert app.test_client().get(old).status_code == 404 and app.test_client().get(new).status_code == 200
    client.post("/bookings/addresses/feed/organisation-1/anew", data={"booking": "1"})
    assert app.test_client().get(new).status_code == 404


def test_the_centre_s_addresses_are_issued_anew_by_administrators(
    client: FlaskClient, centre: Database, staff: Staff
) -> None:
    assert client.post("/bookings/addresses/feed/all/anew").status_code == 403
    with centre.unit_of_work(SYSTEM) as session:
        session.get_one(Staff, staff.id).role = Role.ADMINISTRATOR
    before = re.findall(r'value="(http://[^"]+)" readonly', client.get("/bookings/premises").text)
    assert client.post("/bookings/addresses/door/room-1/anew").status_code == 303
    after = re.findall(r'value="(http://[^"]+)" readonly', client.get("/bookings/premises").text)
    assert [one for one, two in zip(before, after, strict=True) if one != two] == [
        each for each in before if "/door/room-1/" in each
    ]


@pytest.mark.parametrize(
    "path", ["feed/rooms/anew", "stream/all/anew", "feed/room-x/anew", f"feed/room-{'9' * 20}/anew"]
)
def test_what_is_no_address_is_not_issued(client: FlaskClient, path: str) -> None:
    assert client.post(f"/bookings/addresses/{path}").status_code == 404
