"""`/healthz`: whether it all works, for a monitor. It tells numbers only, nothing of people or of the mailbox' name."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from copapp import clock, web
from copapp.correspondence import queries
from copapp.correspondence.machine import LOW_DISK, machine
from copapp.correspondence.models import LetterState

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@web.public
def health() -> ResponseReturnValue:
    """200 while all is well, 503 when the database, the mailbox or the disk needs a person.

    `mailbox_silent_seconds` is the time since the last look into the mailbox that went well, null before the first.
    """
    try:
        session = web.reading()
        state = machine(session, web.settings())
        alarm = queries.mailbox_alarm(session, web.settings())
    except DBAPIError:
        return jsonify(ok=False, database=False), 503
    silent = (clock.now() - state.succeeded_at).total_seconds() if state.succeeded_at else None
    is_well = not alarm and state.free >= LOW_DISK
    told = jsonify(
        ok=is_well,
        database=True,
        mailbox=not alarm,
        mailbox_silent_seconds=silent,
        messages_waiting=state.counts.waiting,
        messages_quarantined=state.counts.quarantined,
        letters_waiting=state.counts.letters.get(LetterState.QUEUED, 0),
        letters_unsettled=state.counts.unsettled_letters,
        letters_paused=state.is_paused,
        disk_free_bytes=state.free,
    )
    return told, 200 if is_well else 503
