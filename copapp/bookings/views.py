"""HTTP and HTMX of bookings: the calendar and, beside it, the panel with the form."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import clock, web
from copapp.bookings import actions, desk, forms, queries, words
from copapp.bookings.desk import NotSaved
from copapp.bookings.panel import FormPanel, Shown, differences, form_of, steps, typed
from copapp.bookings.schedule import BookingInfo
from copapp.organisations.queries import all_organisations
from copapp.problems import Refused, Stale

blueprint = Blueprint("bookings", __name__, url_prefix="/bookings")


IN_PLACE = {"HX-Push-Url": "false"}
"""The panel changes beside the calendar, whose address stays."""

for word in (words.week, words.weekday, words.day_and_month):
    blueprint.add_app_template_filter(word)


@blueprint.get("/")
def today() -> ResponseReturnValue:
    return web.go(url_for("bookings.day", day=clock.today()))


@blueprint.get("/day/<day>")
def day(day: str) -> ResponseReturnValue:
    return _calendar(Shown("day", _day_or_404(day)))


@blueprint.get("/week/<day>")
def week(day: str) -> ResponseReturnValue:
    """The week of that day, whichever day of it the address names."""
    wanted = _day_or_404(day)
    return _calendar(Shown("week", wanted - timedelta(days=wanted.weekday())))


@blueprint.get("/jump")
def jump() -> ResponseReturnValue:
    """To a day as staff write it; one that can't be read stays in its field."""
    shown, text = _shown(clock.today()), request.args.get("day", "")
    try:
        return web.go(shown.at(forms.read_day(text)).url)
    except Refused as refused:
        return _calendar(shown, jump_text=text, jump_problem=refused.message, status=422)


@blueprint.get("/new")
def new() -> ResponseReturnValue:
    wanted = _day_or_404(request.args.get("day") or str(clock.today()))
    room_id = request.args.get("room", type=int)
    schedule = queries.day_schedule(web.reading(), wanted)
    span = schedule.suggest(room_id, forms.read_start(wanted, request.args.get("from", "")), clock.now())
    return _panel(FormPanel(forms.blank(wanted, room_id, span)), _shown(wanted))


@blueprint.post("/")
def create() -> ResponseReturnValue:
    return _save(None)


@blueprint.get("/<int:booking_id>")
def edit(booking_id: int) -> ResponseReturnValue:
    return _edit(booking_id, notice="Zapisano." if "saved" in request.args else "")


@blueprint.post("/<int:booking_id>")
def change(booking_id: int) -> ResponseReturnValue:
    return _save(booking_id)


@blueprint.post("/<int:booking_id>/confirm")
def confirm(booking_id: int) -> ResponseReturnValue:
    return _into_state(actions.confirm_booking, booking_id, "Potwierdzono.")


@blueprint.post("/<int:booking_id>/cancel")
def cancel(booking_id: int) -> ResponseReturnValue:
    return _into_state(actions.cancel_booking, booking_id, "Odwołano. Sala jest wolna.")


def _save(booking_id: int | None) -> ResponseReturnValue:
    form = typed(request.form)
    try:
        with web.unit_of_work() as work:
            saved = desk.save_form(work, form, booking_id, request.form.get("version", 0, type=int))
    except NotSaved as refused:
        panel = FormPanel(form, _booking(booking_id), refused.problems, refused.warnings, problem=refused.message)
        return _panel(panel, _shown(clock.today()), status=422)
    except Stale as stale:
        now = _booking(booking_id)
        assert now is not None
        changes = differences(form, now, queries.rooms(web.reading()))
        panel = FormPanel(form, now, differences=changes, problem=stale.message)
        return _panel(panel, _shown(clock.today()), refresh=True, status=409)
    except actions.NoSuchBooking:
        abort(404)
    assert saved.id is not None
    return _saved(saved.id, "Zapisano.")


def _into_state(action: Callable[..., object], booking_id: int, notice: str) -> ResponseReturnValue:
    try:
        with web.unit_of_work() as work:
            action(work, booking_id, request.form.get("version", 0, type=int))
    except actions.NoSuchBooking:
        abort(404)
    except Refused as refused:
        return _edit(booking_id, problem=refused.message, refresh=True, status=409)
    return _saved(booking_id, notice)


def _saved(booking_id: int, notice: str) -> ResponseReturnValue:
    if web.wants_fragment():
        return _edit(booking_id, notice=notice, refresh=True)
    shown = request.form.get("shown")
    return web.go(url_for("bookings.edit", booking_id=booking_id, shown=shown, saved=1))


def _edit(
    booking_id: int, *, notice: str = "", problem: str = "", refresh: bool = False, status: int = 200
) -> ResponseReturnValue:
    booking = _booking(booking_id)
    if booking is None:
        abort(404)
    told = steps(web.reading(), booking_id)
    panel = FormPanel(form_of(web.reading(), booking), booking, notice=notice, problem=problem, steps=told)
    return _panel(panel, _shown(clock.to_local(booking.starts_at).date()), refresh=refresh, status=status)


def _panel(panel: FormPanel, shown: Shown, *, refresh: bool = False, status: int = 200) -> ResponseReturnValue:
    """The panel to an HTMX request, with the calendar behind it drawn anew on `refresh`; a whole page to any other."""
    session = web.reading()
    offered = queries.rooms(session)
    held = panel.booking.rooms if panel.booking else ()
    context = {
        "panel": panel,
        "rooms": [*offered, *(room for room in held if room not in offered)],
        "organisations": [each.name for each in all_organisations(session)],
        "equipment": forms.EQUIPMENT,
    }
    if not web.wants_fragment():
        return _calendar(shown, status=status, **context)
    drawn = _drawn(shown) if refresh else {"shown": shown}
    html = render_template("bookings/_panel_answer.html", refresh=refresh, **drawn, **context)
    return html, status, IN_PLACE


def _calendar(shown: Shown, *, status: int = 200, **context: Any) -> ResponseReturnValue:
    drawn = _drawn(shown)
    return web.answer("bookings/calendar.html", "bookings/_calendar.html", **drawn, **context), status


def _drawn(shown: Shown) -> dict[str, Any]:
    draw = queries.week_schedule if shown.view == "week" else queries.day_schedule
    return {"shown": shown, "schedule": draw(web.reading(), shown.day), "today": clock.today()}


def _shown(fallback: date) -> Shown:
    return Shown.read(request.values.get("shown", ""), fallback)


def _booking(booking_id: int | None) -> BookingInfo | None:
    return None if booking_id is None else queries.booking(web.reading(), booking_id)


def _day_or_404(text: str) -> date:
    try:
        return forms.read_day(text)
    except Refused:
        abort(404)
