"""Making a ticket of a message that opened none."""

from collections.abc import Sequence
from typing import Any

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from copapp.correspondence import queries as correspondence
from copapp.correspondence.models import Message
from copapp.tickets import actions, queries
from copapp.tickets.views.routes import blueprint
from copapp.web import go, reading, unit_of_work


@blueprint.app_context_processor
def _for_templates() -> dict[str, Any]:
    return {"ticket_numbers": _ticket_numbers}


@blueprint.post("/from-message/<int:message_id>")
def open_by_hand(message_id: int) -> ResponseReturnValue:
    if correspondence.message(reading(), message_id) is None:
        abort(404)
    try:
        with unit_of_work() as work:
            ticket_id = actions.open_by_hand(work, message_id).id
    except actions.NoTicketToMake:
        # Somebody was quicker, or it is being read: the page of the message says which.
        return go(url_for("correspondence.source", message_id=message_id))
    return go(url_for("tickets.ticket", ticket_id=ticket_id))


def _ticket_numbers(messages: Sequence[Message]) -> dict[int, int]:
    """The numbers of the tickets that these messages stand on, by the messages' ids."""
    return queries.tickets_of_messages(reading(), [message.id for message in messages if message.id is not None])
