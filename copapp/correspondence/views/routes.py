"""The addresses under /machine-room; each module of this folder adds its own."""

from typing import Any

from flask import Blueprint

from copapp import web
from copapp.correspondence import labels, outbox, piles, queries

blueprint = Blueprint("correspondence", __name__, url_prefix="/machine-room")


@blueprint.app_context_processor
def _for_templates() -> dict[str, Any]:
    return {
        "mailbox_alarm": lambda: queries.mailbox_alarm(web.reading(), web.settings()),
        "pause_notice": lambda: outbox.pause_notice(web.reading()),
        "pile_counts": lambda: piles.counts(web.reading()),
        "message_state": labels.MESSAGE_STATES.__getitem__,
        "letter_state": labels.LETTER_STATES.__getitem__,
        "in_bytes": labels.size,
        "file_name": labels.file_name,
        "page_size": queries.PAGE,
    }
