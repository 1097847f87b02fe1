"""The list of a series in the panel: some of its bookings confirmed or called off, the others left."""

from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import audit, web
from copapp.bookings import series
from copapp.bookings.done import told
from copapp.bookings.views import panel
from copapp.bookings.views.routes import blueprint, known_booking
from copapp.problems import Refused

ACTIONS = {"confirm": (series.confirm_some, "Potwierdzono."), "cancel": (series.cancel_some, "Odwołano.")}


@blueprint.post("/<int:booking_id>/members/<any(confirm, cancel):what>")
def change_members(booking_id: int, what: str) -> ResponseReturnValue:
    """Do it to the bookings that are ticked, each at the version that the list showed."""
    booking = known_booking(booking_id)
    ticked = [text.split("-") for text in request.form.getlist("members")]
    versions = {int(each[0]): int(each[1]) for each in ticked if len(each) == 2 and all(map(str.isdecimal, each))}
    action, notice = ACTIONS[what]
    try:
        with web.unit_of_work() as work:
            action(work, booking.series_id or 0, versions)
            done = told(work, audit.unit_of(work))
    except Refused as refused:
        return panel.show_booking(booking_id, problem=refused.message, refresh=True, status=409)
    return panel.changed(booking_id, done, notice)
