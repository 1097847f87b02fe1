"""What a change swaps on the page: the parts of the board that are new, and the bar that takes the change back."""

from typing import Any

from flask import render_template
from htmx_flask import request

from copapp import web
from copapp.bookings import live
from copapp.bookings.done import Done
from copapp.bookings.shown import Shown
from copapp.bookings.views import calendar


def board(shown: Shown) -> dict[str, Any]:
    """What is new on the board since the page drew it: `cells`, or None for all of it."""
    session = web.reading()
    since: int | None = request.values.get("since", type=int)
    entries = live.changes_since(session, since) if since is not None else None
    drawn = calendar.drawn(shown)
    is_in_parts = drawn["days"] and request.values.get("drawn", "") == drawn["drawn_hours"]
    if entries is None or not is_in_parts:
        return {**drawn, "cells": None}
    return {**drawn, "cells": live.touched(session, entries)}


def answer(shown: Shown, done: Done | None, status: int = 200) -> tuple[str, int]:
    """To an HTMX request from the board or the bar."""
    return render_template("bookings/_changed.html", done=done, **board(shown)), status
