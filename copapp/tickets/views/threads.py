"""A message that belongs to another ticket: accept or decline the suggestion, move it, split it off, take it back."""

from collections.abc import Callable

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from copapp.problems import Refused, Stale
from copapp.tickets import actions, threads
from copapp.tickets.models import MessageMove
from copapp.tickets.screen import Asked
from copapp.tickets.views.page import show
from copapp.tickets.views.routes import blueprint
from copapp.web import GREATEST_ROW, go, reading, unit_of_work


@blueprint.post("/<int:ticket_id>/messages/<int:message_id>/join")
def join(ticket_id: int, message_id: int) -> ResponseReturnValue:
    """Yes, the message belongs to the suggested ticket."""
    return _moved(ticket_id, lambda work: actions.accept(work, ticket_id, message_id))


@blueprint.post("/<int:ticket_id>/messages/<int:message_id>/<any(decline, reconsider):decision>")
def decide(ticket_id: int, message_id: int, decision: str) -> ResponseReturnValue:
    """No, it does not; or: ask again."""
    act = {"decline": actions.decline, "reconsider": actions.reconsider}[decision]
    try:
        with unit_of_work() as work:
            act(work, message_id)
    except Refused as refused:
        return show(ticket_id, Asked(), problem=refused.message, status=409)
    return go(url_for("tickets.ticket", ticket_id=ticket_id))


@blueprint.get("/<int:ticket_id>/messages/<int:message_id>/move")
def leaving_message(ticket_id: int, message_id: int) -> ResponseReturnValue:
    return _leaving_page(ticket_id, message_id)


@blueprint.post("/<int:ticket_id>/messages/<int:message_id>/move")
def move(ticket_id: int, message_id: int) -> ResponseReturnValue:
    """Move to the ticket that was picked, or whose number was typed; or into one of its own."""
    try:
        with unit_of_work() as work:
            if request.form.get("split"):
                done = actions.split_message(work, ticket_id, message_id)
            else:
                done = actions.move_message(work, ticket_id, message_id, _target())
    except Refused as refused:
        return _leaving_page(ticket_id, message_id, refused)
    return go(url_for("tickets.ticket", ticket_id=done.to_ticket_id))


@blueprint.post("/<int:ticket_id>/moves/<int:move_id>/undo")
def undo_move(ticket_id: int, move_id: int) -> ResponseReturnValue:
    try:
        with unit_of_work() as work:
            done = actions.undo_move(work, move_id)
    except Refused as refused:
        return show(ticket_id, Asked(), problem=refused.message, status=409)
    return go(url_for("tickets.ticket", ticket_id=done.from_ticket_id))


def _moved(ticket_id: int, act: Callable[[Session], MessageMove]) -> ResponseReturnValue:
    try:
        with unit_of_work() as work:
            done = act(work)
    except Refused as refused:
        return show(ticket_id, Asked(), problem=refused.message, status=409)
    return go(url_for("tickets.ticket", ticket_id=done.to_ticket_id))


def _target() -> int:
    """The number typed, which wins, or the ticket picked."""
    text = request.form.get("number", "").strip().removeprefix("nr").strip() or request.form.get("to", "")
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text[:11]) <= GREATEST_ROW:
        raise Refused("Wybierz zgłoszenie z listy albo wpisz jego numer.", "to")
    return int(text)


def _leaving_page(ticket_id: int, message_id: int, refused: Refused | None = None) -> ResponseReturnValue:
    found = threads.leaving(reading(), ticket_id, message_id)
    if found is None:
        if refused is None:
            abort(404)
        return show(ticket_id, Asked(), problem=refused.message, status=409)
    page = render_template(
        "tickets/move.html",
        leaving=found,
        problem=refused.message if refused else "",
        typed=request.form.get("number", ""),
        picked=request.form.get("to", type=int),
    )
    return page, 200 if refused is None else 409 if isinstance(refused, Stale) else 422
