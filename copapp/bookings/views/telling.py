"""Sending a guest what became of a booking."""

from flask import abort
from flask.typing import ResponseReturnValue

from copapp import web
from copapp.bookings import telling
from copapp.bookings.actions import NoSuchBooking
from copapp.bookings.views import panel
from copapp.bookings.views.routes import asked_version, blueprint
from copapp.problems import Refused


@blueprint.post("/<int:booking_id>/tell")
def tell_guest(booking_id: int) -> ResponseReturnValue:
    try:
        with web.unit_of_work() as work:
            letter = telling.tell(work, web.settings(), booking_id, asked_version())
            notice = f"List do {letter.to_address} wyjdzie za chwilę."
    except NoSuchBooking:
        abort(404)
    except Refused as refused:
        return panel.show_booking(booking_id, problem=refused.message, refresh=True, status=409)
    return panel.show_booking(booking_id, notice=notice, refresh=True)
