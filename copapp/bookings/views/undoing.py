"""Taking a change back, from the bar or from a booking's history."""

from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import audit, web
from copapp.bookings.done import Done, told, told_undone
from copapp.bookings.forms import BookingForm
from copapp.bookings.panel import FormPanel
from copapp.bookings.recent import recent
from copapp.bookings.undo import undo
from copapp.bookings.views import calendar, changed, panel
from copapp.bookings.views.routes import asked_calendar, blueprint
from copapp.problems import Refused


@blueprint.post("/undo/<unit>")
def undo_unit(unit: str) -> ResponseReturnValue:
    try:
        with web.unit_of_work() as work:
            bookings = undo(work, unit)
            done = told_undone(work, audit.unit_of(work), unit)
            booking_id = bookings[-1].id
    except Refused as refused:
        was = told(web.reading(), unit)
        return _answer(Done(was.text if was else "", was.unit if was else "", problem=refused.message), status=409)
    if request.htmx.target == "panel" or not web.wants_fragment():
        assert booking_id is not None
        return panel.changed(booking_id, done, undid=unit)
    return _answer(done)


def _answer(done: Done | None, status: int = 200) -> ResponseReturnValue:
    if web.wants_fragment():
        return changed.answer(asked_calendar(), done, status)
    return calendar.page(asked_calendar(), done=done, status=status)


@blueprint.get("/recent")
def last_changes() -> ResponseReturnValue:
    return panel.show(FormPanel(BookingForm(), body="_recent"), asked_calendar(), changes=recent(web.reading()))
