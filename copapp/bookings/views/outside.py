"""What is read without signing in, under secret addresses (calendars to subscribe to, the page beside a door), and the
porter's list."""

from datetime import timedelta

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from copapp import clock, web
from copapp.bookings import invitation, queries, used
from copapp.bookings.forms import EQUIPMENT
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.secret_addresses import generation, proves
from copapp.bookings.views.routes import blueprint, day_or_404
from copapp.bookings.words import LAYOUTS
from copapp.organisations.queries import names_by_ids

PAST, COMING = timedelta(days=31), timedelta(days=400)
"""How far back and ahead a feed reaches."""


@blueprint.get("/feed/<what>/<token>.ics")
@web.public
def feed(what: str, token: str) -> ResponseReturnValue:
    """A calendar to subscribe to: all bookings, those of a room or of an organisation."""
    _prove("feed", what, token)
    session, now = web.reading(), clock.now()
    kind, _, number = what.partition("-")
    found = queries.holding(session, (now - PAST, now + COMING))
    name = web.settings().centre_name
    if kind == "room":
        room = _room(number)
        found, name = [each for each in found if any(hold.room_id == room.id for hold in each.holds)], room.name
    elif kind == "organisation":
        found = [each for each in found if str(each.organisation_id) == number]
        name = names_by_ids(session, [int(number)]).get(int(number), name)
    text = invitation.feed(found, name, place=web.settings().centre_address)
    return Response(
        text, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, max-age=300"}
    )


@blueprint.get("/door/<what>/<token>")
@web.public
def door(what: str, token: str) -> ResponseReturnValue:
    """The page of a tablet beside a room's door: now, next, free until; it asks for itself anew each minute."""
    _prove("door", what, token)
    room, now = _room(what.removeprefix("room-")), clock.now()
    schedule = queries.day_schedule(web.reading(), clock.today())
    held = next((column.bookings for column in schedule.rooms if column.room.id == room.id), ())
    here: list[BookingInfo] = sorted((each for each in held if each.ends_at > now), key=lambda each: each.starts_at)
    current = next((each for each in here if each.starts_at <= now), None)
    coming = [each for each in here if each.starts_at > now]
    return render_template("bookings/door.html", room=room, now=now, current=current, coming=coming)


@blueprint.get("/porter/<day>")
def porter(day: str) -> ResponseReturnValue:
    """The day as a list for the porter, to print: what, where, who answers for it, what is needed."""
    wanted = day_or_404(day)
    starts, ends = clock.day_bounds(wanted)
    found = [each for each in queries.holding(web.reading(), (starts, ends)) if each.starts_at < ends]
    named = {"equipment_names": EQUIPMENT, "layouts": LAYOUTS, "keys": used.noted(web.reading(), found)}
    return render_template("bookings/porter.html", day=wanted, bookings=found, **named)


def _prove(use: str, what: str, token: str) -> None:
    """404 without the right token: an address that was guessed, or is issued anew by now, is no address."""
    if not proves(web.settings().secret_key, use, what, token, generation(web.reading(), use, what)):
        abort(404)


def _room(number: str) -> RoomInfo:
    found = queries.rooms_by_ids(web.reading(), [int(number)]) if number.isascii() and number.isdecimal() else []
    if not found:
        abort(404)
    return found[0]
