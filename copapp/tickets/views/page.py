"""The page of one ticket, and its workbench: drafts, calendar, answer."""

from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from htmx_flask import make_response
from werkzeug.datastructures import MultiDict

from copapp.tickets.letters import LetterText
from copapp.tickets.models import Ticket
from copapp.tickets.planning import Choices
from copapp.tickets.screen import Asked, Screen, Typed, screen
from copapp.tickets.views.routes import blueprint
from copapp.web import current_staff, reading, settings, wants_fragment


@blueprint.get("/<int:ticket_id>")
def ticket(ticket_id: int) -> ResponseReturnValue:
    return show(ticket_id, asked_of(request.args))


@blueprint.post("/<int:ticket_id>/redraw")
def redraw(ticket_id: int) -> ResponseReturnValue:
    """The workbench for another draft, time or answer; what was typed into the letter stays."""
    return show(ticket_id, asked_of(request.form), focus=request.form.get("focus", ""))


def show(
    ticket_id: int,
    asked: Asked,
    *,
    focus: str = "",
    problem: str = "",
    problem_field: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    """The page, or to HTMX its workbench. `focus` names the field whose value takes the focus."""
    drawn = draw(ticket_id, asked)
    context: dict[str, Any] = {
        "screen": drawn,
        "focus": focus,
        "problem": problem,
        "problem_field": problem_field,
        "unsent": asked.typed.letter if problem and asked.typed and not drawn.answering else None,
        "fragment": wants_fragment(),
    }
    if wants_fragment():
        page = render_template("tickets/_workbench_answer.html", **context)
        return make_response(page, retarget="#workbench", reswap="outerHTML"), status
    return render_template("tickets/ticket.html", **context), status


def draw(ticket_id: int, asked: Asked) -> Screen:
    """What the page shows; no such ticket is a 404."""
    session = reading()
    found = session.get(Ticket, ticket_id)
    if found is None:
        abort(404)
    return screen(session, settings(), found, current_staff(), asked)


def asked_of(given: "MultiDict[str, str]") -> Asked:
    """What the page was asked to show, out of its address or its form."""
    return Asked(
        draft_id=given.get("draft", type=int),
        choices=choices_of(given),
        answer=given.get("answer", ""),
        together=given.get("together") == "1",
        typed=_typed(given),
    )


def choices_of(given: "MultiDict[str, str]") -> Choices:
    picked = tuple(given.getlist("booking", type=int))
    return Choices(
        slot=given.get("slot", type=int),
        left_out=frozenset(given.getlist("left_out")),
        booking_ids=picked if picked or given.get("bookings_asked") else None,
    )


def letter_of(given: "MultiDict[str, str]") -> LetterText:
    """The letter as typed."""
    body = given.get("letter_body", "").replace("\r\n", "\n")
    return LetterText(given.get("letter_to", "").strip(), given.get("letter_subject", ""), body)


def _typed(given: "MultiDict[str, str]") -> Typed | None:
    if "letter_body" not in given or given.get("fresh_letter"):
        return None
    return Typed(letter_of(given), given.get("letter_drawn", ""), given.get("letter_drawn_to", ""))
