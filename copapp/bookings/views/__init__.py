"""HTTP and HTMX of bookings: the calendar and, beside it, the panel with the form."""

from copapp.bookings.views import (
    addresses,
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
    policy,
    premises,
    publishing,
    series,
    telling,
    undoing,
)
from copapp.bookings.views.routes import blueprint

__all__ = [
    "addresses",
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
    "policy",
    "premises",
    "publishing",
    "series",
    "telling",
    "undoing",
]
