"""HTTP and HTMX of bookings: the calendar and, beside it, the panel with the form."""

from copapp.bookings.views import (
    calendar,
    cells,
    copying,
    live,
    moving,
    next_free,
    noting,
    organisations,
    outside,
    panel,
    premises,
    series,
    undoing,
)
from copapp.bookings.views.routes import blueprint

__all__ = [
    "blueprint",
    "calendar",
    "cells",
    "copying",
    "live",
    "moving",
    "next_free",
    "noting",
    "organisations",
    "outside",
    "panel",
    "premises",
    "series",
    "undoing",
]
