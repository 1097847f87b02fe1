"""The panel beside the calendar: a booking's form, and what is done with it there."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from babel.dates import get_month_names
from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import audit, clock, web
from copapp.bookings import actions, forms, queries, repeating, series, series_desk
from copapp.bookings.desk import NotSaved
from copapp.bookings.done import Done, told, told_undone
from copapp.bookings.noting import FactsForm
from copapp.bookings.panel import FormPanel, differences, form_of, repeat_differences, steps, typed
from copapp.bookings.series_desk import NeedsALook
from copapp.bookings.series_plan import Scope
from copapp.bookings.shown import Shown
from copapp.bookings.views import calendar, happening
from copapp.bookings.views.changed import board
from copapp.bookings.views.routes import asked_calendar, asked_version, blueprint, day_or_404, known_booking
from copapp.bookings.words import LAYOUTS
from copapp.organisations.queries import all_organisations
from copapp.polish import LOCALE
from copapp.problems import Refused, Stale

SENT_ANEW = frozenset({"csrf_token", "step", "shown"})
"""Of a form that is sent on through another: what the other has of its own."""
MONTH_NAMES = get_month_names("wide", "stand-alone", LOCALE)
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
    form = replace(
        forms.blank(wanted, room_id, span),
        attendees=request.args.get("attendees", ""),
        equipment=tuple(request.args.getlist("equipment")),
    )
    return show(FormPanel(form), asked_calendar(wanted))


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
    return _into_state(actions.confirm_booking, series.confirm, booking_id, "Potwierdzono.")


@blueprint.post("/<int:booking_id>/cancel")
def cancel(booking_id: int) -> ResponseReturnValue:
    """Cancel, for one of the reasons that administrators keep, or for none that is told."""
    chosen = request.form.get("reason", "")
    reason = chosen if chosen in queries.cancel_reasons(web.reading()) else ""
    one, several = partial(actions.cancel_booking, reason=reason), partial(series.cancel, reason=reason)
    return _into_state(one, several, booking_id, "Odwołano. Sala jest wolna.")


def _save(booking_id: int | None) -> ResponseReturnValue:
    form, repeat, scope = typed(request.form), series_desk.repeat_typed(request.form), _scope()
    before = None if booking_id is None else known_booking(booking_id)
    shown = series_desk.shown(web.reading(), before)[0] if before else None
    asked = FormPanel(form, before, repeat=repeat, series=shown, scope=scope.value)
    if request.form.get("step") == "back":
        return show(asked, asked_calendar())
    try:
        with web.unit_of_work() as work:
            saved = series_desk.save_form(
                work,
                form,
                repeat,
                scope,
                series_desk.choices_typed(request.form),
                looked=request.form.get("step") == "save",
                booking_id=booking_id,
                version=asked_version(),
                series_version=request.form.get("series_version", 0, type=int),
            )
            done = told(work, audit.unit_of(work))
    except NeedsALook as days:
        return _show_days(replace(asked, problem=days.message), days)
    except NotSaved as refused:
        panel = replace(asked, problems=refused.problems, warnings=refused.warnings, problem=refused.message)
        return show(panel, asked_calendar(), status=422)
    except Stale as stale:
        return _show_both(asked, stale)
    except actions.NoSuchBooking:
        abort(404)
    except Refused as refused:
        return show(replace(asked, problem=refused.message), asked_calendar(), status=422)
    assert saved.id is not None
    return changed(saved.id, done, "Zapisano.")


def _show_days(panel: FormPanel, days: NeedsALook) -> ResponseReturnValue:
    """The days of a series before it is saved, with all that was typed."""
    anew = SENT_ANEW | ({"override_note"} if days.plan.breaking else set())
    kept = [(name, text) for name, text in request.form.items(multi=True) if name not in anew and "." not in name]
    shown = replace(panel, body="_series_days")
    picked = (request.htmx.trigger_name or "").startswith("do.")  # the focus stays where one picks
    status = 422 if panel.problem else 200
    return show(shown, asked_calendar(), status=status, plan=days.plan, kept=kept, picked=picked)


def _show_both(panel: FormPanel, stale: Stale) -> ResponseReturnValue:
    """What a stale form would overwrite, beside what it says."""
    assert panel.booking is not None
    now = known_booking(panel.booking.id)
    shown, there = series_desk.shown(web.reading(), now)
    changes = differences(panel.form, now, queries.rooms(web.reading()))
    changes += repeat_differences(panel.repeat, there) if shown else []
    both = replace(panel, booking=now, series=shown, differences=changes, problem=stale.message)
    return show(both, asked_calendar(), refresh=True, status=409)


def _scope() -> Scope:
    return series_desk.scope_typed(request.form)


def _into_state(
    one: Callable[..., object], several: Callable[..., object], booking_id: int, notice: str
) -> ResponseReturnValue:
    """Do it to the booking alone or, where the form says so, to more of its series."""
    try:
        with web.unit_of_work() as work:
            booking = queries.booking(work, booking_id)
            if booking is not None and booking.series_id is not None and _scope() is not Scope.THIS:
                several(work, booking, asked_version(), _scope())
            else:
                one(work, booking_id, asked_version())
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
    shown_series, repeat = series_desk.shown(web.reading(), booking)
    panel = FormPanel(
        form_of(web.reading(), booking),
        booking,
        notice=notice,
        problem=problem,
        steps=told,
        repeat=repeat,
        series=shown_series,
    )
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
        "repeating": repeating,
        "months_ahead": web.settings().series_months,
        "month_names": MONTH_NAMES,
        "reasons": queries.cancel_reasons(session),
        "done": done,
        **more,
    }
    if not web.wants_fragment():
        return calendar.page(shown, status=status, **context)
    drawn = board(shown) if refresh else {"shown": shown}
    html = render_template("bookings/_panel_answer.html", refresh=refresh, **drawn, **context)
    return html, status, IN_PLACE
