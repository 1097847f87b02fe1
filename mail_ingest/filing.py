"""Where a message goes once it was read: onto its ticket, into a new one, or among machine mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from sqlmodel import Session

from copapp import clock
from copapp.correspondence.models import Disposition, Message
from copapp.db import settings_of
from copapp.tickets import actions as tickets
from mail_ingest import bounces
from mail_ingest.acknowledging import may_be_acknowledged
from mail_ingest.reader import Outcome
from mail_ingest.threading import Thread, find_thread, names_others, returned_letter


class Step(StrEnum):
    """What became of a message that was read."""

    OPENED = "opened"
    CONTINUED = "continued"
    NO_TICKET = "no_ticket"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    NOTHING = "nothing"


@dataclass(frozen=True)
class ToFile:
    """A message that was read and stands on no ticket. `seen_before`: it, or another with its Message-ID, was read
    earlier."""

    message: Message
    outcome: Outcome
    seen_before: bool


def file_messages(session: Session, read: Sequence[ToFile]) -> dict[int, Step]:
    """Put messages where they belong, in their order; gives what became of each, by its id. One that opens a ticket may
    be acknowledged, in the same transaction, unless it was seen before."""
    steps: dict[int, Step] = {}
    opening: list[_Opening] = []
    for each in read:
        assert each.message.id is not None
        if each.message.disposition is not Disposition.REQUEST:
            _note_bounce(session, each.message.id, each.outcome)
            steps[each.message.id] = Step.NO_TICKET
            continue
        if opening and names_others(each.outcome.message):
            # Perhaps one of those whose tickets are just to be opened.
            _open(session, opening)
            opening = []
        thread = find_thread(session, each.outcome.message)
        reading = {**each.message.reading, "problems": each.message.problems}
        if thread.ticket_id is not None:
            tickets.continue_ticket(session, thread.ticket_id, each.message, reading)
            steps[each.message.id] = Step.CONTINUED
        else:
            opening.append(_Opening(each, thread, reading))
            steps[each.message.id] = Step.OPENED
    _open(session, opening)
    return steps


class _Opening(NamedTuple):
    """A message that opens a ticket."""

    filed: ToFile
    thread: Thread
    reading: Mapping[str, Any]


def _open(session: Session, opening: Sequence[_Opening]) -> None:
    """Open the tickets of messages, all at once."""
    for each in opening:
        if each.thread.hint:
            each.filed.message.problems = [*each.filed.message.problems, each.thread.hint]
    opened = tickets.open_tickets(session, [(each.filed.message, each.reading) for each in opening])
    settings = settings_of(session)
    for each, ticket in zip(opening, opened, strict=True):
        message, thread = each.filed.message, each.thread
        assert message.id is not None
        if thread.may_be is not None and thread.why is not None:
            tickets.suggest(session, message.id, thread.may_be, thread.why)
        is_first = not (each.filed.seen_before or thread.may_be or thread.hint)
        said = each.filed.outcome.message
        if is_first and settings and may_be_acknowledged(said, settings, message.stored_at, clock.now()):
            tickets.acknowledge(session, settings, ticket, message)


def _note_bounce(session: Session, message_id: int, outcome: Outcome) -> None:
    """Machine mail changes nothing, unless it tells that a letter of ours did not arrive."""
    settings = settings_of(session)
    failures = bounces.failures(outcome.message, settings.mail_address if settings else "")
    letter_id = returned_letter(session, outcome.message) if failures else None
    if letter_id is not None:
        tickets.letter_came_back(session, letter_id, message_id, failures)
