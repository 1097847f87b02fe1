"""The waiting list: who leaves it, and whose time has become free."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import web
from copapp.problems import Refused
from copapp.tickets import actions, waiting
from copapp.tickets.screen import Asked
from copapp.tickets.views.page import show
from copapp.tickets.views.routes import blueprint


@blueprint.get("/freed")
@web.unprompted
def freed() -> ResponseReturnValue:
    """The strip that the list of tickets and the calendar show; asked again and again."""
    return render_template("tickets/_freed.html", freed=waiting.freed(web.reading()))


@blueprint.post("/<int:ticket_id>/drafts/<int:draft_id>/leave-list")
def leave_list(ticket_id: int, draft_id: int) -> ResponseReturnValue:
    try:
        with web.unit_of_work() as work:
            actions.leave_list(work, ticket_id, draft_id, request.form.get("draft_version", 0, type=int))
    except Refused as refused:
        return show(ticket_id, Asked(draft_id), problem=refused.message, status=409)
    if web.wants_fragment():
        return show(ticket_id, Asked(draft_id))
    return web.go(url_for("tickets.ticket", ticket_id=ticket_id, draft=draft_id))
