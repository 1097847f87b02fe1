"""Sending the letters that wait. A letter leaves once: it is offered again only as long as no server can have it."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass

from copapp.audit import WORKER
from copapp.correspondence import outbox
from copapp.correspondence.outbox import Lease, LeaseLost
from copapp.db import Database
from mail_ingest.transports import NotNow, Refused, ServerTrouble, Transport, Unclear, WrongLogin

UNLIMITED = sys.maxsize

log = logging.getLogger(__name__)


@dataclass
class Dispatch:
    """What became of letters in one turn; `trouble` says why the turn ended early, `held_back` why letters may
    not leave though the server would take them, both in Polish. `wrong_login`: the trouble is one of credentials."""

    sent: int = 0
    later: int = 0
    failed: int = 0
    unclear: int = 0
    trouble: str = ""
    wrong_login: bool = False
    held_back: str = ""


def send_waiting(
    database: Database, transport: Transport, stop: Callable[[], bool] = bool, letters_per_day: int = UNLIMITED
) -> Dispatch:
    """Send every letter that may leave now; ends early when the server takes none at all, when they are held back, or
    when `stop` says so."""
    dispatch = Dispatch()
    while not stop() and not dispatch.trouble:
        with database.reading() as session:
            if not outbox.is_due(session):
                break
            dispatch.held_back = outbox.held_back(session, letters_per_day)
        if dispatch.held_back:
            break
        with database.unit_of_work(WORKER) as session:
            for letter_id in outbox.settle_abandoned(session):
                log.warning("letter=%s step=abandoned", letter_id)
            lease = outbox.lease_next(session)
        if lease is not None:
            _send(database, transport, lease, dispatch)
    return dispatch


def _send(database: Database, transport: Transport, lease: Lease, dispatch: Dispatch) -> None:
    try:
        step = _try(database, transport, lease, dispatch)
    except LeaseLost:
        step = "lost"
    log.info("letter=%s message_id=%s step=%s", lease.letter_id, lease.message_id, step)


def _try(database: Database, transport: Transport, lease: Lease, dispatch: Dispatch) -> str:
    def handing_over() -> None:
        with database.unit_of_work(WORKER) as session:
            outbox.note_handing_over(session, lease)
        log.info("letter=%s step=handing_over", lease.letter_id)

    log.info("letter=%s step=leased", lease.letter_id)
    try:
        transport.send(lease, handing_over)
    except Unclear as error:
        with database.unit_of_work(WORKER) as session:
            outbox.note_unclear(session, lease, str(error))
        dispatch.unclear += 1
        return "unclear"
    except Refused as error:
        with database.unit_of_work(WORKER) as session:
            outbox.note_failed(session, lease, str(error))
        dispatch.failed += 1
        return "failed"
    except NotNow as error:
        with database.unit_of_work(WORKER) as session:
            outbox.note_later(session, lease, str(error))
        dispatch.later += 1
        dispatch.trouble = str(error) if isinstance(error, ServerTrouble) else ""
        dispatch.wrong_login = isinstance(error, WrongLogin)
        return "later"
    log.info("letter=%s step=accepted", lease.letter_id)
    with database.unit_of_work(WORKER) as session:
        outbox.note_sent(session, lease)
    dispatch.sent += 1
    return "sent"
