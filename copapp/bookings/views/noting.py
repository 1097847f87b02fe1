"""What really happened, noted beside the booking."""

from dataclasses import replace

from flask import abort
from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import audit, web
from copapp.bookings import noting
from copapp.bookings.actions import NoSuchBooking, RoomTaken
from copapp.bookings.done import told
from copapp.bookings.facts import Fact
from copapp.bookings.noting import FactsForm, WrongFacts
from copapp.bookings.views import panel
from copapp.bookings.views.routes import asked_version, blueprint
from copapp.problems import Refused

FIELDS = tuple(name for name in FactsForm.__dataclass_fields__ if name != "problems")
SAVED = "Zanotowano."


@blueprint.post("/<int:booking_id>/facts/<fact>")
def note(booking_id: int, fact: str) -> ResponseReturnValue:
    """One click."""
    if fact not in set(Fact):
        abort(404)
    try:
        with web.unit_of_work() as work:
            noting.note(work, booking_id, asked_version(), Fact(fact))
            done = told(work, audit.unit_of(work))
    except NoSuchBooking:
        abort(404)
    except Refused as refused:
        return panel.show_booking(booking_id, problem=refused.message, refresh=True, status=409)
    return panel.changed(booking_id, done, SAVED)


@blueprint.post("/<int:booking_id>/facts")
def correct(booking_id: int) -> ResponseReturnValue:
    """All of it, as typed."""
    form = FactsForm(**{name: request.form.get(name, "") for name in FIELDS})
    try:
        with web.unit_of_work() as work:
            noting.correct(work, booking_id, asked_version(), form)
            done = told(work, audit.unit_of(work))
    except NoSuchBooking:
        abort(404)
    except Refused as refused:
        wrong = refused.problems if isinstance(refused, WrongFacts) else {}
        if isinstance(refused, RoomTaken):
            wrong = {"over_at": refused.message}
        typed, status = replace(form, problems=wrong), 422 if wrong else 409
        return panel.show_booking(booking_id, problem=refused.message, refresh=True, status=status, facts_form=typed)
    return panel.changed(booking_id, done, SAVED)
