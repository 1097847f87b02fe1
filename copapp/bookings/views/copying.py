"""Copying a booking to other days, in the panel."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask import abort
from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import audit, clock, web
from copapp.bookings import copying, forms
from copapp.bookings.actions import NoSuchBooking
from copapp.bookings.copying import CopyDay
from copapp.bookings.desk import NotSaved
from copapp.bookings.done import told
from copapp.bookings.panel import FormPanel
from copapp.bookings.views import panel
from copapp.bookings.views.routes import asked_calendar, blueprint, known_booking
from copapp.problems import Refused


@dataclass(frozen=True)
class CopyForm:
    """The days of a month, the chosen ones among them or not, and what a copy on each would be."""

    month: date
    weeks: list[list[date]]
    own_day: date
    chosen: list[CopyDay]
    days: dict[date, CopyDay]

    @property
    def chosen_days(self) -> set[date]:
        return {each.day for each in self.chosen}

    @property
    def free(self) -> list[CopyDay]:
        return [each for each in self.chosen if each.is_free]

    @property
    def breaks_rules(self) -> bool:
        """Whether a copy takes a note that says why."""
        return any(each.is_breach for each in self.free)

    @property
    def elsewhere(self) -> list[date]:
        """The chosen days that the month does not show."""
        return [each.day for each in self.chosen if each.day not in self.days]

    def stepped(self, direction: int) -> date:
        """The first of the next (1) or the previous (-1) month."""
        return (self.month + timedelta(days=31 if direction > 0 else -1)).replace(day=1)


@blueprint.get("/<int:booking_id>/copy")
def copy_form(booking_id: int) -> ResponseReturnValue:
    return _show(booking_id)


@blueprint.post("/<int:booking_id>/copy")
def copy(booking_id: int) -> ResponseReturnValue:
    if "save" not in request.form:
        return _show(booking_id)
    try:
        with web.unit_of_work() as work:
            only_free, note = request.form["save"] == "only_free", request.form.get("override_note", "")
            copies = copying.copy_booking(work, booking_id, _chosen(), only_free, note)
            done = told(work, audit.unit_of(work))
    except NotSaved as refused:
        return _show(booking_id, refused.problems, status=422)
    except NoSuchBooking:
        abort(404)
    return panel.changed(booking_id, done, f"Skopiowano. Nowe rezerwacje: {len(copies)}.")


def _show(booking_id: int, problems: Mapping[str, str] | None = None, status: int = 200) -> ResponseReturnValue:
    booking = known_booking(booking_id)
    own_day = clock.to_local(booking.starts_at).date()
    month = (_day(request.values.get("month", "")) or own_day).replace(day=1)
    weeks, chosen = copying.month_around(month), _chosen()
    asked = [day for week in weeks for day in week if day.month == month.month]
    found = {each.day: each for each in copying.preview(web.reading(), booking, asked)}
    wanted = copying.preview(web.reading(), booking, chosen, counting=True) if chosen else []
    form = CopyForm(month, weeks, own_day, wanted, found | {each.day: each for each in wanted if each.day in found})
    written = replace(forms.written(booking), override_note=request.form.get("override_note", ""))
    shown = FormPanel(written, booking, dict(problems or {}), problem=(problems or {}).get("days", ""), body="_copy")
    return panel.show(shown, asked_calendar(own_day), status=status, copying=form)


def _chosen() -> list[date]:
    days = (_day(text) for text in request.values.getlist("days"))
    return sorted({day for day in days if day})[: copying.MOST + 1]


def _day(text: str) -> date | None:
    try:
        return forms.read_day(text)
    except Refused:
        return None
