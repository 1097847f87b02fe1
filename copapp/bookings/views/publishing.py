"""Public events, for everybody: a calendar, and a page that other sites embed; and what shows a booking there."""

from itertools import groupby

from flask import Response, abort, make_response, render_template
from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import audit, clock, web
from copapp.bookings import invitation, publishing
from copapp.bookings.actions import NoSuchBooking
from copapp.bookings.done import told
from copapp.bookings.views import panel
from copapp.bookings.views.routes import asked_version, blueprint
from copapp.problems import Refused
from copapp.security import EMBEDDED_POLICY

FRESH = {"Cache-Control": "public, max-age=300"}


@blueprint.get("/public")
@web.public
def public_page() -> ResponseReturnValue:
    """The coming public events by day; any site may show it in a frame."""
    events = publishing.public_events(web.reading())
    days = [(day, list(some)) for day, some in groupby(events, lambda each: clock.to_local(each.starts_at).date())]
    page = make_response(render_template("bookings/public.html", days=days, centre_name=web.settings().centre_name))
    page.headers.update({**FRESH, "Content-Security-Policy": EMBEDDED_POLICY})
    return page


@blueprint.get("/public.ics")
@web.public
def public_feed() -> ResponseReturnValue:
    """The same as a calendar to subscribe to."""
    name = f"{web.settings().centre_name}: wydarzenia"
    text = invitation.public_feed(publishing.public_events(web.reading()), name, place=web.settings().centre_address)
    return Response(text, content_type="text/calendar; charset=utf-8", headers=FRESH)


@blueprint.post("/<int:booking_id>/public")
def publish(booking_id: int) -> ResponseReturnValue:
    title = "" if "hide" in request.form else request.form.get("public_title", "")
    try:
        with web.unit_of_work() as work:
            publishing.publish(work, booking_id, asked_version(), title)
            done = told(work, audit.unit_of(work))
    except NoSuchBooking:
        abort(404)
    except Refused as refused:
        status = 422 if refused.field else 409
        return panel.show_booking(booking_id, problem=refused.message, refresh=True, status=status)
    return panel.changed(booking_id, done, "Zapisano." if title else "Ukryto.")
