"""Secret addresses as staff see them: what they are, and issuing one anew."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from copapp import web
from copapp.accounts.models import Role
from copapp.bookings.models import Room
from copapp.bookings.secret_addresses import generation, generations, issue_anew, token
from copapp.bookings.views.routes import blueprint

USES = ("feed", "door")


@dataclass(frozen=True)
class Address:
    """A secret address with the name of what it shows."""

    name: str
    url: str
    use: str
    what: str


def of_centre(session: Session, rooms: Iterable[Room]) -> list[Address]:
    """All bookings and each room as a calendar, each room's door."""
    issued = generations(session)
    found = [_address("Kalendarz wszystkich sal", "feed", "all", issued.get(("feed", "all"), 0))]
    for room in rooms:
        if room.active:
            for use, name in (("feed", "Kalendarz"), ("door", "Tablet przy drzwiach")):
                what = f"room-{room.id}"
                found.append(_address(f"{name}: {room.name}", use, what, issued.get((use, what), 0)))
    return found


def of_organisation(session: Session, organisation_id: int, name: str) -> Address:
    """An organisation's own bookings as a calendar."""
    what = f"organisation-{organisation_id}"
    return _address(f"Kalendarz: {name}", "feed", what, generation(session, "feed", what))


@blueprint.post("/addresses/<use>/<what>/anew")
def issue_address_anew(use: str, what: str) -> ResponseReturnValue:
    """Those of organisations by any member of staff, who gives them away; those of the Centre by administrators."""
    kind, _, number = what.partition("-")
    known = what == "all" or (kind in ("room", "organisation") and number.isascii() and number.isdecimal())
    if use not in USES or not known or len(number) > 9:
        abort(404)
    if kind != "organisation" and web.current_staff().role is not Role.ADMINISTRATOR:
        abort(403)
    with web.unit_of_work() as work:
        issue_anew(work, use, what)
    booking_id = request.form.get("booking", type=int)
    if booking_id is not None:
        return web.go(url_for("bookings.edit", booking_id=booking_id, shown=request.form.get("shown")))
    return web.go(url_for("bookings.show_premises", _anchor="addresses"))


def _address(name: str, use: str, what: str, issued: int) -> Address:
    proof = token(web.settings().secret_key, use, what, issued)
    return Address(name, url_for(f"bookings.{use}", what=what, token=proof, _external=True), use, what)
