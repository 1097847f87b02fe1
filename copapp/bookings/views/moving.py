"""Moving and stretching a booking: under the hand on the board, or by plain fields in the panel."""

from dataclasses import replace

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import audit, web
from copapp.bookings import forms, moving
from copapp.bookings.actions import NoSuchBooking
from copapp.bookings.cautions import Caution
from copapp.bookings.desk import NotSaved
from copapp.bookings.done import told
from copapp.bookings.forms import BookingForm
from copapp.bookings.moving import Drag
from copapp.bookings.panel import FormPanel
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.views import changed, panel
from copapp.bookings.views.routes import asked_calendar, asked_version, blueprint, known_booking
from copapp.problems import Stale

SENT = ("version", "days_by", "starts_by", "ends_by")
PANELS = {"move": "_move", "length": "_length"}
SAVED = {"move": "Przeniesiono.", "length": "Zmieniono długość."}


@blueprint.get("/<int:booking_id>/<any(move, length):kind>")
def move_form(booking_id: int, kind: str) -> ResponseReturnValue:
    booking = known_booking(booking_id)
    form = FormPanel(forms.written(booking), booking, body=PANELS[kind])
    return panel.show(form, asked_calendar())


@blueprint.post("/<int:booking_id>/<any(move, length):kind>")
def move(booking_id: int, kind: str) -> ResponseReturnValue:
    before = known_booking(booking_id)
    form = _form(before)
    drag = Drag(*(request.form.get(name, "") for name in SENT[1:])) if "starts_by" in request.form else None
    try:
        with web.unit_of_work() as work:
            moving.move(work, booking_id, asked_version(), form, drag)
            done = told(work, audit.unit_of(work))
    except NotSaved as refused:
        if drag:
            return _refused(before, refused.problems, refused.warnings)
        shown = FormPanel(form, before, refused.problems, refused.warnings, problem=refused.message, body=PANELS[kind])
        return panel.show(shown, asked_calendar(), status=422)
    except Stale as stale:
        if drag:
            return _refused(before, {"": "Ktoś zmienił tę rezerwację w międzyczasie. Teraz widać ją tak, jak jest."})
        return panel.show_booking(booking_id, problem=stale.message, refresh=True, status=409)
    except NoSuchBooking:
        abort(404)
    return changed.answer(asked_calendar(), done) if drag else panel.changed(booking_id, done, SAVED[kind])


def _form(before: BookingInfo) -> BookingForm:
    """What was sent, over what the booking says already."""
    written, sent = forms.written(before), request.form
    given = {name: sent[name] for name in ("day", "starts", "ends", "ends_day", "override_note") if name in sent}
    if "starts" in given and "ends" not in given:
        given["ends"] = given["ends_day"] = ""
    rooms = tuple(sent.getlist("rooms")) if "rooms" in sent or "day" in sent else written.rooms
    accepted = frozenset(" ".join(sent.getlist("accepted")).split())
    return replace(written, rooms=rooms, accepted=accepted, **given)


def _refused(
    booking: BookingInfo, problems: dict[str, str], warnings: list[Caution] | None = None
) -> ResponseReturnValue:
    """Words beside the booking that flew back; with warnings only, a button to move it all the same."""
    html = render_template(
        "bookings/_refusal.html",
        booking=booking,
        problems=[text for name, text in problems.items() if name != "override_note"],
        note_problem=problems.get("override_note", ""),
        warnings=warnings or [],
        sent={name: request.form.get(name, "") for name in SENT},
        rooms=request.form.getlist("rooms"),
        accepted=request.form.getlist("accepted"),
        note=_form(booking).override_note,
        **changed.board(asked_calendar()),
    )
    return html, 409
