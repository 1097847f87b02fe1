"""The panel beside the calendar: a booking's form, and what is done with it there."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import audit, clock, web
from copapp.bookings import actions, desk, forms, queries
from copapp.bookings.desk import NotSaved
from copapp.bookings.done import Done, told, told_undone
from copapp.bookings.noting import FactsForm
from copapp.bookings.panel import FormPanel, differences, form_of, steps, typed
from copapp.bookings.shown import Shown
from copapp.bookings.views import calendar, happening
from copapp.bookings.views.changed import board
from copapp.bookings.views.routes import asked_calendar, asked_version, blueprint, day_or_404, known_booking
from copapp.bookings.words import LAYOUTS
from copapp.organisations.queries import all_organisations
from copapp.problems import Refused, Stale

IN_PLACE = {"HX-Push-Url": "false"}
"""The panel changes beside the calendar, whose address stays."""


@blueprint.get("/new")
def new() -> ResponseReturnValue:
    wanted = day_or_404(request.args.get("day") or str(clock.today()))
    room_id = request.args.get("room", type=int)
    schedule = queries.day_schedule(web.reading(), wanted)
    starts = forms.read_instant(wanted, request.args.get("from", ""))
    ends = forms.read_instant(wanted, request.args.get("to", ""), "ends")
    span = (starts, ends) if starts and ends else schedule.suggest(room_id, starts, clock.now())
    return show(FormPanel(forms.blank(wanted, room_id, span)), asked_calendar(wanted))


@blueprint.post("/")
def create() -> ResponseReturnValue:
    return _save(None)


@blueprint.get("/<int:booking_id>")
def edit(booking_id: int) -> ResponseReturnValue:
    """Without HTMX also what a change leads to: `done` is its unit of work, `undid` the one that it took back."""
    unit, undid = request.args.get("done", ""), request.args.get("undid", "")
    done = told_undone(web.reading(), unit, undid) if undid else told(web.reading(), unit)
    return show_booking(booking_id, notice="Zapisano." if "saved" in request.args else "", done=done)


@blueprint.post("/<int:booking_id>")
def change(booking_id: int) -> ResponseReturnValue:
    return _save(booking_id)


@blueprint.post("/<int:booking_id>/confirm")
def confirm(booking_id: int) -> ResponseReturnValue:
    return _into_state(actions.confirm_booking, booking_id, "Potwierdzono.")


@blueprint.post("/<int:booking_id>/cancel")
def cancel(booking_id: int) -> ResponseReturnValue:
    """Cancel, for one of the reasons that administrators keep, or for none that is told."""
    chosen = request.form.get("reason", "")
    reason = chosen if chosen in queries.cancel_reasons(web.reading()) else ""
    return _into_state(partial(actions.cancel_booking, reason=reason), booking_id, "Odwołano. Sala jest wolna.")


def _save(booking_id: int | None) -> ResponseReturnValue:
    form = typed(request.form)
    before = None if booking_id is None else known_booking(booking_id)
    try:
        with web.unit_of_work() as work:
            saved = desk.save_form(work, form, booking_id, asked_version())
            done = told(work, audit.unit_of(work))
    except NotSaved as refused:
        panel = FormPanel(form, before, refused.problems, refused.warnings, problem=refused.message)
        return show(panel, asked_calendar(), status=422)
    except Stale as stale:
        assert booking_id is not None
        now = known_booking(booking_id)
        changes = differences(form, now, queries.rooms(web.reading()))
        panel = FormPanel(form, now, differences=changes, problem=stale.message)
        return show(panel, asked_calendar(), refresh=True, status=409)
    except actions.NoSuchBooking:
        abort(404)
    assert saved.id is not None
    return changed(saved.id, done, "Zapisano.")


def _into_state(action: Callable[..., object], booking_id: int, notice: str) -> ResponseReturnValue:
    try:
        with web.unit_of_work() as work:
            action(work, booking_id, asked_version())
            done = told(work, audit.unit_of(work))
    except actions.NoSuchBooking:
        abort(404)
    except Refused as refused:
        return show_booking(booking_id, problem=refused.message, refresh=True, status=409)
    return changed(booking_id, done, notice)


def changed(booking_id: int, done: Done | None, notice: str = "", undid: str | None = None) -> ResponseReturnValue:
    """The booking after a change of it, and the bar that takes the change back; `undid` is what it took back itself."""
    if web.wants_fragment():
        said = notice if done else "Nic się nie zmieniło."
        return show_booking(booking_id, notice=said, refresh=True, done=done)
    shown, unit = request.form.get("shown"), done.unit if done else None
    return web.go(url_for("bookings.edit", booking_id=booking_id, shown=shown, saved=1, done=unit, undid=undid))


def show_booking(
    booking_id: int,
    *,
    notice: str = "",
    problem: str = "",
    done: Done | None = None,
    refresh: bool = False,
    status: int = 200,
    facts_form: FactsForm | None = None,
) -> ResponseReturnValue:
    """The form of a booking as it is now; `facts_form`: what was typed of what happened."""
    booking = known_booking(booking_id)
    told = steps(web.reading(), booking_id)
    panel = FormPanel(form_of(web.reading(), booking), booking, notice=notice, problem=problem, steps=told)
    shown = asked_calendar(clock.to_local(booking.starts_at).date())
    happened = happening.happened(booking_id, facts_form)
    return show(panel, shown, done=done, refresh=refresh, status=status, happened=happened)


def show(
    panel: FormPanel,
    shown: Shown,
    *,
    done: Done | None = None,
    refresh: bool = False,
    status: int = 200,
    **more: object,
) -> ResponseReturnValue:
    """The panel to an HTMX request, on `refresh` with what is new on the board behind it; a whole page to any other."""
    session = web.reading()
    offered = queries.rooms(session)
    held = panel.booking.rooms if panel.booking else ()
    context: dict[str, Any] = {
        "panel": panel,
        "rooms": [*offered, *(room for room in held if room not in offered)],
        "organisations": [] if web.wants_fragment() else [each.name for each in all_organisations(session)],
        "equipment": forms.EQUIPMENT,
        "layouts": LAYOUTS,
        "reasons": queries.cancel_reasons(session),
        "done": done,
        **more,
    }
    if not web.wants_fragment():
        return calendar.page(shown, status=status, **context)
    drawn = board(shown) if refresh else {"shown": shown}
    html = render_template("bookings/_panel_answer.html", refresh=refresh, **drawn, **context)
    return html, status, IN_PLACE
