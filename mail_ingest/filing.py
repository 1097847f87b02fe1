"""Where a message goes once it was read: onto its ticket, into a new one, or among machine mail."""

from enum import StrEnum

from sqlmodel import Session

from copapp import clock
from copapp.correspondence.models import Disposition, Message
from copapp.db import settings_of
from copapp.tickets import actions as tickets
from mail_ingest import bounces, content
from mail_ingest.acknowledging import may_be_acknowledged
from mail_ingest.reader import Outcome
from mail_ingest.threading import find_thread, returned_letter


class Step(StrEnum):
    """What became of a message that was read."""

    OPENED = "opened"
    CONTINUED = "continued"
    NO_TICKET = "no_ticket"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    NOTHING = "nothing"


def file_message(session: Session, message: Message, outcome: Outcome, *, seen_before: bool) -> Step:
    """Put a message that stands on no ticket where it belongs. One that opens a ticket may be acknowledged, in the same
    transaction, unless it, or another with its Message-ID, was `seen_before`."""
    assert message.id is not None
    if message.disposition is not Disposition.REQUEST:
        _note_bounce(session, message.id, outcome)
        return Step.NO_TICKET
    reading = content.storable_json({**outcome.reading, "problems": message.problems})
    thread = find_thread(session, outcome.message)
    if thread.ticket_id is not None:
        tickets.continue_ticket(session, thread.ticket_id, message, reading)
        return Step.CONTINUED
    if thread.hint:
        message.problems = [*message.problems, thread.hint]
    ticket = tickets.open_ticket(session, message, reading)
    if thread.may_be is not None and thread.why is not None:
        tickets.suggest(session, message.id, thread.may_be, thread.why)
    settings = settings_of(session)
    is_first = not (seen_before or thread.may_be or thread.hint)
    if is_first and settings and may_be_acknowledged(outcome.message, settings, message.stored_at, clock.now()):
        tickets.acknowledge(session, settings, ticket, message)
    return Step.OPENED


def _note_bounce(session: Session, message_id: int, outcome: Outcome) -> None:
    """Machine mail changes nothing, unless it tells that a letter of ours did not arrive."""
    settings = settings_of(session)
    failures = bounces.failures(outcome.message, settings.mail_address if settings else "")
    letter_id = returned_letter(session, outcome.message) if failures else None
    if letter_id is not None:
        tickets.letter_came_back(session, letter_id, message_id, failures)
