"""The addresses under /bookings; each module of this folder adds its own."""

from datetime import date

from flask import Blueprint, abort, g, url_for
from htmx_flask import request

from copapp import clock, web
from copapp.bookings import forms, queries, words
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.shown import Shown
from copapp.problems import Refused
from copapp.web import GREATEST_ROW

blueprint = Blueprint("bookings", __name__, url_prefix="/bookings")

for word in (words.week, words.weekday, words.day_and_month, words.days, words.day_numeric):
    blueprint.add_app_template_filter(word)


@blueprint.app_template_global()
def booking_url(booking_id: int, shown: str) -> str:
    """The address of a booking beside the calendar `shown` (its text); `url_for` is asked once for a page of them."""
    known: dict[str, tuple[str, str]] = g.setdefault("booking_urls", {})
    if shown not in known:
        before, _, after = url_for("bookings.edit", booking_id=GREATEST_ROW, shown=shown).partition(str(GREATEST_ROW))
        known[shown] = before, after
    before, after = known[shown]
    return f"{before}{booking_id}{after}"


def asked_calendar(fallback: date | None = None) -> Shown:
    """Which calendar the request comes from; today's day, or `fallback`, where it does not say."""
    return Shown.read(request.values.get("shown", ""), fallback or clock.today())


def asked_version() -> int:
    """The version of the booking that the form was drawn from."""
    version: int = request.form.get("version", 0, type=int)
    return version


def day_or_404(text: str) -> date:
    """The day that an address names."""
    try:
        return forms.read_day(text)
    except Refused:
        abort(404)


def known_booking(booking_id: int) -> BookingInfo:
    """The booking that an address names, else 404."""
    booking = queries.booking(web.reading(), booking_id)
    if booking is None:
        abort(404)
    return booking
