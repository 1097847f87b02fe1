"""The calendar: a day or a week of all rooms, a week of one, a month, and a list that is searched too."""

from datetime import date
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import clock, web
from copapp.bookings import calendars, forms, live, queries
from copapp.bookings.month import weeks_of
from copapp.bookings.opening import Opening
from copapp.bookings.shown import STATES, VIEWS, Filters, Shown
from copapp.bookings.views.routes import asked_calendar, blueprint, day_or_404
from copapp.problems import Refused


@blueprint.get("/")
def today() -> ResponseReturnValue:
    return web.go(url_for("bookings.day", day=clock.today()))


@blueprint.get("/day/<day>", endpoint="day")
@blueprint.get("/week/<day>", endpoint="week")
@blueprint.get("/room/<day>", endpoint="room")
@blueprint.get("/month/<day>", endpoint="month")
@blueprint.get("/list/<day>", endpoint="list")
def view(day: str) -> ResponseReturnValue:
    """A view of that day, whichever day of the week or the month the address names."""
    name = (request.endpoint or "").rpartition(".")[2]
    shown = Shown(name, day_or_404(day), Filters.read(request.args)).at(day_or_404(day))
    # what was asked for with empty filters gets the address that it has without them
    address = {"HX-Push-Url": shown.url} if request.htmx and request.args else {}
    html, status = page(shown)
    return html, status, address


@blueprint.get("/jump")
def jump() -> ResponseReturnValue:
    """To a day as staff write it; one that can't be read stays in its field."""
    shown, text = asked_calendar(), request.args.get("day", "")
    try:
        return web.go(shown.at(forms.read_day(text)).url)
    except Refused as refused:
        return page(shown, jump_text=text, jump_problem=refused.message, status=422)


@blueprint.get("/mini/<day>")
def mini_month(day: str) -> ResponseReturnValue:
    """Another month to jump from, the calendar beside it as it is."""
    shown = asked_calendar()
    opening = queries.opening(web.reading())
    return render_template("bookings/_mini_month.html", shown=shown, mini=_mini(day_or_404(day), opening))


def page(shown: Shown, *, status: int = 200, **context: Any) -> tuple[str, int]:
    """The calendar with whatever stands beside it."""
    return web.answer("bookings/calendar.html", "bookings/_calendar.html", **drawn(shown), **context), status


def drawn(shown: Shown) -> dict[str, Any]:
    """What the board is drawn from."""
    newest = live.newest_change(web.reading())  # first: what changes meanwhile is told once more, never left out
    calendar = calendars.read(web.reading(), shown)
    return {
        "shown": shown,
        "views": VIEWS,
        "states": STATES,
        "today": clock.today(),
        "newest": newest,
        "schedule": calendar.drawn,
        "days": calendar.days,
        "drawn_hours": calendar.drawn_hours,
        "filter_rooms": calendar.rooms,
        "shown_rooms": calendars.chosen_rooms(shown, calendar.rooms),
        "mini": _mini(shown.day, calendar.opening),
    }


def _mini(day: date, opening: Opening) -> dict[str, Any]:
    """A month to jump from: its weeks, each day with whether the Centre is open and why not."""
    first = day.replace(day=1)
    months = Shown("month", first)
    weeks = [
        [(each, opening.hours(each) is not None, opening.day_off(each)) for each in week] for week in weeks_of(first)
    ]
    return {"first": first, "weeks": weeks, "today": clock.today(), "back": months.stepped(-1).day, "on": months.until}
