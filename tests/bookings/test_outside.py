"""Calendars and doors under secret addresses, and the porter's list."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from copapp import clock
from copapp.audit import SYSTEM
from copapp.bookings import actions
from copapp.bookings.models import BookingState
from copapp.bookings.secret_addresses import proves, token
from copapp.db import Database
from tests.bookings.conftest import BOTH, Make, local

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _still(joined: Database, details: Make) -> Iterator[None]:
    """10:00 on a day with a booking of the hall before and after, and of both workshops as one all day."""
    choir = {"purpose": "Próba chóru", "organisation_id": 2, "equipment": ("projector",), "layout": "u"}
    rest = {"contact_name": "Jan Wójcik", "contact_phone": "+48 601 234 567"}
    with clock.stopped_at(local("2026-11-24T10:00")), joined.unit_of_work(SYSTEM) as session:
        for starts, ends, rooms, more in (
            ("09:00", "11:00", (1,), {"purpose": "Zebranie zarządu", "organisation_id": 1}),
            ("12:00", "13:00", (1,), choir),
            ("08:00", "16:00", (BOTH,), {"purpose": "Warsztaty", "state": BookingState.CONFIRMED}),
        ):
            wanted = details(f"2026-11-24T{starts}", f"2026-11-24T{ends}", rooms=rooms, **rest, **more)
            actions.create_booking(session, wanted)
        gone = actions.create_booking(session, details("2026-11-24T14:00", "2026-11-24T15:00", purpose="Odwołane"))
        actions.cancel_booking(session, gone.id or 0, 1)
    with clock.stopped_at(local("2026-11-24T10:00")):
        yield


def address(app: Flask, use: str, what: str) -> str:
    secret = app.config["SECRET_KEY"]
    return f"/bookings/{use}/{what}/{token(secret, use, what)}{'.ics' if use == 'feed' else ''}"


@pytest.mark.parametrize(
    ("what", "name", "purposes"),
    [
        ("all", "Centrum Organizacji Pozarządowych", {"Zebranie zarządu", "Próba chóru", "Warsztaty"}),
        ("room-1", "Sala wykładowa", {"Zebranie zarządu", "Próba chóru"}),
        ("room-2", "Sala warsztatowa nr 1", {"Warsztaty"}),
        ("organisation-2", "Fundacja Dobry Start", {"Próba chóru"}),
    ],
)
def test_a_feed_is_read_without_signing_in(app: Flask, what: str, name: str, purposes: set[str]) -> None:
    answer = app.test_client().get(address(app, "feed", what))
    assert answer.content_type == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.text)
    assert calendar["X-WR-CALNAME"] == name and "METHOD" not in calendar
    events = calendar.walk("VEVENT")
    assert {str(event["SUMMARY"]).split(" (")[0] for event in events} == purposes
    assert len({event["UID"] for event in events}) == len(events)
    assert "+48" not in answer.text and "Jan Wójcik" not in answer.text


@pytest.mark.parametrize(
    "path", ["feed/all/xyz.ics", "feed/room-1/{all}.ics", "door/room-1/{feed}", "door/room-9/{nine}"]
)
def test_what_is_guessed_is_no_address(app: Flask, path: str) -> None:
    secret = app.config["SECRET_KEY"]
    known = {
        "all": token(secret, "feed", "all"),
        "feed": token(secret, "feed", "room-1"),
        "nine": token(secret, "door", "room-9"),
    }
    assert app.test_client().get(f"/bookings/{path.format(**known)}").status_code == 404


def test_a_token_proves_its_own_address_only() -> None:
    mine = token("s", "feed", "room-1")
    assert proves("s", "feed", "room-1", mine)
    assert not any(
        (proves("s", "feed", "room-2", mine), proves("s", "door", "room-1", mine), proves("t", "feed", "room-1", mine))
    )
    assert not proves("s", "feed", "room-1", "ż")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("10:00", ["Zajęta do 11:00", "Stowarzyszenie Zielony Prosna", "12:00–13:00"]),
        ("11:30", ["Wolna do 12:00", "Fundacja Dobry Start"]),
        ("13:00", ["Wolna do końca dnia", "Nic więcej nie zaplanowano."]),
    ],
)
def test_a_door_says_whether_one_may_go_in(app: Flask, at: str, said: list[str]) -> None:
    with clock.stopped_at(local(f"2026-11-24T{at}")):
        page = app.test_client().get(address(app, "door", "room-1"))
    assert page.status_code == 200 and all(text in page.text for text in said)
    assert "Odwołane" not in page.text and "+48" not in page.text


def test_the_porter_sees_who_answers_for_what(client: FlaskClient) -> None:
    page = client.get("/bookings/porter/2026-11-24").text
    for said in (
        "09:00–11:00",
        "sala od 08:45 do 11:30",
        "Obie sale warsztatowe",
        "+48 601 234 567",
        "rzutnik",
        "ustawienie: podkowa",
    ):
        assert said in page
    assert "Odwołane" not in page and "nie ma żadnej rezerwacji" in client.get("/bookings/porter/2026-11-25").text
