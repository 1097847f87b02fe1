"""What a calendar costs at least: bare Flask views over the same database, of one query and a page of a given size."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, request
from flask.testing import FlaskClient
from jinja2 import Environment
from sqlalchemy import Select, insert, select, update
from sqlmodel import col

from copapp import clock
from copapp.audit import AuditEntry
from copapp.bookings.models import Booking, BookingRoom, Room
from copapp.db import Database
from copapp.organisations.models import Organisation
from tests.bench.many_bookings import MONDAY

ROW = (
    '<a href="/bookings/{{ row.id }}" class="{{ row.state.value }}">{{ row.starts_at }} {{ row.ends_at }}'
    " {{ row.room }} {{ row.organisation }} {{ row.purpose }} {{ row.attendees }}"
)


def floor(database: Database) -> FlaskClient:
    """A client of two views: `/`, the bookings of the week as a page of `size` bytes; and `/edit`, which changes the
    end of a booking, keeps that in the trail, commits, and answers with the room's day as `size` bytes."""
    app = Flask(__name__)
    week = (clock.day_bounds(MONDAY)[0], clock.day_bounds(MONDAY + timedelta(days=6))[1])
    page = _page(app)

    @app.get("/")
    def view() -> str:
        with database.engine.connect() as connection:
            return page(connection.execute(_bookings(*week)).all())

    @app.post("/edit")
    def edit() -> str:
        number, by = int(request.form["booking"]), timedelta(minutes=int(request.form["by"]))
        with database.engine.execution_options(begin="IMMEDIATE").begin() as connection:
            before = connection.execute(select(Booking.ends_at).where(col(Booking.id) == number)).scalar_one()
            changed = update(Booking).where(col(Booking.id) == number)
            connection.execute(changed.values(ends_at=before + by, version=Booking.version + 1))
            connection.execute(insert(AuditEntry).values(**_trail(number)))
        with database.engine.connect() as connection:
            of_room = _bookings(*clock.day_bounds(MONDAY)).where(BookingRoom.room_id == 1)
            return page(connection.execute(of_room).all())

    return app.test_client()


def _page(app: Flask) -> Callable[[Any], str]:
    """Draws rows, each padded so that all are of the asked size; the template of a size is made once."""
    templates: dict[tuple[int, int], Any] = {}
    environment: Environment = app.jinja_env

    def drawn(rows: Any) -> str:
        size = request.values.get("size", type=int)
        if (size, len(rows)) not in templates:
            bare = environment.from_string("{% for row in rows %}" + ROW + "</a>{% endfor %}").render(rows=rows)
            padding = "x" * max(0, (size - len(bare)) // len(rows))
            whole = "{% for row in rows %}" + ROW + padding + "</a>{% endfor %}"
            templates[size, len(rows)] = environment.from_string(whole)
        return str(templates[size, len(rows)].render(rows=rows))

    return drawn


def _bookings(starts: datetime, ends: datetime) -> Select[Any]:
    named = (col(Room.name).label("room"), col(Organisation.name).label("organisation"))
    shown = (Booking.id, Booking.state, Booking.starts_at, Booking.ends_at, Booking.purpose, Booking.attendees)
    return (
        select(*shown, *named)
        .join(BookingRoom, col(BookingRoom.booking_id) == Booking.id)
        .join(Room, col(Room.id) == BookingRoom.room_id)
        .join(Organisation, col(Organisation.id) == Booking.organisation_id, isouter=True)
        .where(col(Booking.starts_at) >= starts, col(Booking.starts_at) < ends)
        .order_by(col(Booking.starts_at))
    )


def _trail(number: int) -> dict[str, Any]:
    about = {"subject": "booking", "subject_id": number, "entity": "booking", "entity_id": number, "action": "changed"}
    return {"unit": "0" * 32, "author": "Floor", "at": clock.now(), "before": {}, "after": {}, **about}
