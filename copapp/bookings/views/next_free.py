"""The next free time, asked for in the panel; each answer opens the booking form filled in."""

from dataclasses import replace
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import clock, web
from copapp.bookings import forms, next_free
from copapp.bookings.forms import BookingForm
from copapp.bookings.next_free import FreeTime
from copapp.bookings.panel import FormPanel
from copapp.bookings.views import panel
from copapp.bookings.views.routes import asked_calendar, blueprint

ASKED = ("attendees", "length", "day", "after")


@blueprint.get("/next-free")
def next_free_time() -> ResponseReturnValue:
    """Without anything asked for, the form alone."""
    shown, given = asked_calendar(), request.args
    first = max(shown.day, clock.today())
    typed = {"attendees": "", "length": "2", "day": forms.day_text(first), "after": ""}
    typed |= {name: given[name] for name in ASKED if name in given}
    equipment = given.getlist("equipment")
    context: dict[str, Any] = {"asked": typed, "asked_equipment": equipment, "found": None}
    problems: dict[str, str] = {}
    if "day" in given:
        wanted = next_free.read_wanted(typed, equipment)
        if isinstance(wanted, dict):
            problems = wanted
        else:
            found = next_free.read(web.reading(), wanted)
            context["found"] = [(each, _form_url(each, shown.text, typed["attendees"], equipment)) for each in found]
    form = replace(BookingForm(), day=typed["day"], attendees=typed["attendees"])
    status = 422 if problems else 200
    return panel.show(FormPanel(form, problems=problems, body="_next_free"), shown, status=status, **context)


def _form_url(found: FreeTime, shown: str, attendees: str, equipment: list[str]) -> str:
    wanted: dict[str, Any] = {"day": found.day, "room": found.room.id, "attendees": attendees or None}
    wanted |= {"from": f"{clock.to_local(found.span[0]):%H:%M}", "to": found.until}
    return url_for("bookings.new", **wanted, equipment=equipment, shown=shown)
