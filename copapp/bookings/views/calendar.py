"""The calendar: a day or a week of all rooms."""

from datetime import timedelta
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import clock, web
from copapp.bookings import forms, live, queries
from copapp.bookings.panel import Shown
from copapp.bookings.views.routes import asked_calendar, blueprint, day_or_404
from copapp.problems import Refused


@blueprint.get("/")
def today() -> ResponseReturnValue:
    return web.go(url_for("bookings.day", day=clock.today()))


@blueprint.get("/day/<day>")
def day(day: str) -> ResponseReturnValue:
    return page(Shown("day", day_or_404(day)))


@blueprint.get("/week/<day>")
def week(day: str) -> ResponseReturnValue:
    """The week of that day, whichever day of it the address names."""
    wanted = day_or_404(day)
    return page(Shown("week", wanted - timedelta(days=wanted.weekday())))


@blueprint.get("/jump")
def jump() -> ResponseReturnValue:
    """To a day as staff write it; one that can't be read stays in its field."""
    shown, text = asked_calendar(), request.args.get("day", "")
    try:
        return web.go(shown.at(forms.read_day(text)).url)
    except Refused as refused:
        return page(shown, jump_text=text, jump_problem=refused.message, status=422)


def page(shown: Shown, *, status: int = 200, **context: Any) -> ResponseReturnValue:
    """The calendar with whatever stands beside it."""
    return web.answer("bookings/calendar.html", "bookings/_calendar.html", **drawn(shown), **context), status


def drawn(shown: Shown) -> dict[str, Any]:
    """What the board is drawn from."""
    newest = live.newest_change(web.reading())  # first: what changes meanwhile is told once more, never left out
    context = {"shown": shown, "today": clock.today(), "newest": newest}
    if shown.view == "week":
        return {**context, "schedule": queries.week_schedule(web.reading(), shown.day), "drawn_hours": ""}
    schedule = queries.day_schedule(web.reading(), shown.day)
    return {**context, "schedule": schedule, "drawn_hours": f"{schedule.starts_at:%d %H} {schedule.ends_at:%d %H}"}
