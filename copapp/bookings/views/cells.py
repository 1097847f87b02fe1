"""The cells of a week, drawn once for as long as they say the same.

A week holds hundreds of bookings, of which an hour's work changes a few. A cell is found again by all that it is drawn
from, compared value by value, so that none can be out of date.
"""

from datetime import date
from functools import lru_cache

from flask import current_app, request
from markupsafe import Markup

from copapp.bookings.schedule import DaySchedule, RoomDay
from copapp.bookings.shown import Shown
from copapp.bookings.views.routes import blueprint

MOST = 1_000
"""Cells that are kept, of some 10 KB at the most: the weeks that staff look at."""


@blueprint.app_template_global()
def week_cell(one: DaySchedule, column: RoomDay, shown: Shown, oob: bool = False) -> Markup:
    """A day in a room of the week `shown`; `oob` where it comes in an answer by itself."""
    return _drawn(request.script_root, one.day, one.opening is not None, column, shown, oob)


@lru_cache(MOST)
def _drawn(_root: str, day: date, is_open: bool, column: RoomDay, shown: Shown, oob: bool) -> Markup:
    template = current_app.jinja_env.get_template("bookings/_week_cell.html")
    return Markup(template.render(day=day, is_open=is_open, column=column, shown=shown, oob=oob))
