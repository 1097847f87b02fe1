"""Rooms, opening hours, days off and reasons: read by all staff, changed by administrators."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from copapp import web
from copapp.accounts.models import Role
from copapp.bookings import premises, premises_forms, queries
from copapp.bookings.models import Room
from copapp.bookings.premises_forms import WrongFields
from copapp.bookings.views.addresses import of_centre
from copapp.bookings.views.routes import blueprint
from copapp.bookings.words import LAYOUTS
from copapp.problems import Refused


@blueprint.get("/premises")
def show_premises() -> ResponseReturnValue:
    return _page(saved=request.args.get("saved", ""))


@blueprint.post("/premises/hours")
@web.administrators_only
def save_hours() -> ResponseReturnValue:
    return _save("hours", lambda work: premises.save_hours(work, premises_forms.read_weekly(request.form)))


@blueprint.post("/premises/days-off")
@web.administrators_only
def add_days_off() -> ResponseReturnValue:
    known = [room.id for room in queries.rooms(web.reading())]
    return _save(
        "days_off", lambda work: premises.add_days_off(work, premises_forms.read_days_off(request.form, known))
    )


@blueprint.post("/premises/days-off/<int:closure_id>/remove")
@web.administrators_only
def remove_days_off(closure_id: int) -> ResponseReturnValue:
    return _save("days_off", lambda work: premises.remove_days_off(work, closure_id))


@blueprint.post("/premises/reasons")
@web.administrators_only
def save_reasons() -> ResponseReturnValue:
    given = request.form.get("reasons", "")
    return _save("reasons", lambda work: premises.save_reasons(work, premises_forms.read_reasons(given)))


@blueprint.get("/premises/rooms/new")
@web.administrators_only
def new_room() -> ResponseReturnValue:
    return _room_page(None, {"active": "1", "parts": []})


@blueprint.post("/premises/rooms/new")
@web.administrators_only
def add_room() -> ResponseReturnValue:
    return _save_room(None)


@blueprint.get("/premises/rooms/<int:room_id>")
@web.administrators_only
def edit_room(room_id: int) -> ResponseReturnValue:
    session, room = web.reading(), _room(room_id)
    parts = next((each.parts for each in queries.rooms_by_ids(session, [room_id])), ())
    own = queries.opening(session).by_room.get(room_id, {})
    return _room_page(room, premises_forms.written_room(room, parts, own))


@blueprint.post("/premises/rooms/<int:room_id>")
@web.administrators_only
def change_room(room_id: int) -> ResponseReturnValue:
    return _save_room(_room(room_id))


def _save(part: str, action: Callable[[Session], object]) -> ResponseReturnValue:
    """Carry out a change of one part of the page; refused, the page says why and keeps what was typed."""
    try:
        with web.unit_of_work() as work:
            action(work)
    except Refused as refused:
        return _page(part, problems=_problems(refused), typed=request.form, status=422)
    return web.go(url_for("bookings.show_premises", saved=part, _anchor=part))


def _save_room(room: Room | None) -> ResponseReturnValue:
    try:
        details = premises_forms.read_room(request.form)
        with web.unit_of_work() as work:
            premises.save_room(work, room.id if room else None, details)
    except Refused as refused:
        typed = {**request.form.to_dict(), "parts": request.form.getlist("parts")}
        return _room_page(room, typed, _problems(refused), status=422)
    return web.go(url_for("bookings.show_premises", saved="rooms", _anchor="rooms"))


def _problems(refused: Refused) -> Mapping[str, str]:
    return refused.problems if isinstance(refused, WrongFields) else {refused.field or "": refused.message}


def _page(
    part: str = "",
    *,
    saved: str = "",
    problems: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    session = web.reading()
    off = queries.days_off_to_come(session)
    booked = premises.booked_on(session, list(off.values()))
    rooms = session.exec(select(Room).order_by(col(Room.active).desc(), col(Room.position), col(Room.id))).all()
    joined = {each.id: each.parts for each in queries.rooms_by_ids(session, [room.id or 0 for room in rooms])}
    return render_template(
        "bookings/premises.html",
        rooms=rooms,
        joined=joined,
        names={room.id: room.name for room in rooms},
        weekly=premises_forms.written_weekly(queries.opening(session).weekly),
        days_off=[(*each, held) for each, held in zip(off.items(), booked, strict=True)],
        reasons="\n".join(queries.cancel_reasons(session)),
        weekdays=premises_forms.WEEKDAYS,
        days_text=premises_forms.days_text,
        part=part,
        saved=saved,
        problems=problems or {},
        typed=typed or {},
        may_change=_is_administrator(),
        addresses=of_centre(session, rooms) if _is_administrator() else [],
    ), status


def _room_page(
    room: Room | None, form: Mapping[str, Any], problems: Mapping[str, str] | None = None, status: int = 200
) -> ResponseReturnValue:
    others = [each for each in queries.rooms(web.reading()) if not each.parts and (room is None or each.id != room.id)]
    return render_template(
        "bookings/room.html",
        room=room,
        form=form,
        others=others,
        layouts=LAYOUTS,
        weekdays=premises_forms.WEEKDAYS,
        has_own_hours=any(form.get(name) for name in premises_forms.written_weekly({})),
        problems=problems or {},
    ), status


def _is_administrator() -> bool:
    return web.current_staff().role is Role.ADMINISTRATOR


def _room(room_id: int) -> Room:
    room = web.reading().get(Room, room_id)
    if room is None:
        abort(404)
    return room
