"""What a member of staff does with the calendar over HTTP, and how a test reads the answers."""

import re
from dataclasses import dataclass
from html import unescape

from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.test import TestResponse

from copapp.bookings import queries
from copapp.bookings.models import Booking
from copapp.bookings.schedule import BookingInfo
from copapp.db import Database

HTMX = {"HX-Request": "true"}
FORM = {
    "rooms": ["1"],
    "day": "24.11.2026",
    "starts": "17:00",
    "ends": "19:00",
    "state": "tentative",
    "organisation": "Fundacja Dobry Start",
    "purpose": "Zebranie zarządu",
    "attendees": "20",
    "shown": "day/2026-11-24",
}


@dataclass(frozen=True)
class Desk:
    """What a member of staff does in the browser."""

    client: FlaskClient
    database: Database

    def send(self, path: str = "/bookings/", htmx: bool = True, **changes: object) -> TestResponse:
        return self.client.post(path, data=FORM | changes, headers=HTMX if htmx else {})

    def bookings(self) -> list[BookingInfo]:
        with self.database.reading() as session:
            ids = [number for number in session.exec(select(Booking.id)) if number]
            return list(queries.bookings_by_ids(session, ids).values())

    def made(self, **changes: object) -> BookingInfo:
        known = {each.id for each in self.bookings()}
        assert self.send(**changes).status_code == 200
        return next(each for each in self.bookings() if each.id not in known)


def value(html: str, name: str) -> str:
    """What stands in a text field."""
    found = re.search(rf'<input[^>]* name="{name}" value="([^"]*)"', html)
    assert found, name
    return unescape(found[1])


def beside(html: str, name: str) -> str:
    """What is said beside a field."""
    found = re.search(rf'<div id="about-{name}">(.*?)</div>', html, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""
