"""Who works on a ticket, its state, its note, and making its organisation known."""

from collections.abc import Callable

from flask import request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from copapp.problems import Refused, Stale
from copapp.tickets import actions
from copapp.tickets.models import TicketState
from copapp.tickets.screen import Asked
from copapp.tickets.views.page import show
from copapp.tickets.views.routes import blueprint
from copapp.web import current_staff, go, unit_of_work


@blueprint.post("/<int:ticket_id>/take")
def take(ticket_id: int) -> ResponseReturnValue:
    return _done(ticket_id, lambda work: actions.assign(work, ticket_id, current_staff().id))


@blueprint.post("/<int:ticket_id>/assign")
def assign(ticket_id: int) -> ResponseReturnValue:
    wanted = request.form.get("assignee", type=int)
    return _done(ticket_id, lambda work: actions.assign(work, ticket_id, wanted))


@blueprint.post("/<int:ticket_id>/state")
def put_into_state(ticket_id: int) -> ResponseReturnValue:
    wanted = request.form.get("state", "")
    if wanted not in set(TicketState):
        return show(ticket_id, Asked(), problem="Wybierz stan zgłoszenia.", status=422)
    return _done(ticket_id, lambda work: actions.put_into_state(work, ticket_id, _version(), TicketState(wanted)))


@blueprint.post("/<int:ticket_id>/organisation")
def remember_organisation(ticket_id: int) -> ResponseReturnValue:
    known = request.form.get("known", type=int)
    return _done(ticket_id, lambda work: actions.remember_organisation(work, ticket_id, _version(), known))


def _done(ticket_id: int, action: Callable[[Session], object]) -> ResponseReturnValue:
    try:
        with unit_of_work() as work:
            action(work)
    except Refused as refused:
        status = 409 if isinstance(refused, Stale) else 422
        return show(ticket_id, Asked(), problem=refused.message, status=status)
    return go(url_for("tickets.ticket", ticket_id=ticket_id, draft=request.form.get("draft") or None))


def _version() -> int:
    return request.form.get("version", 0, type=int)
