"""Decisions about tickets and drafts: pure, without database and web."""

from collections.abc import Iterable

from copapp.tickets.models import DraftState, TicketState

SENDER_FIELDS = {
    "organisation_name": "organisation",
    "contact_name": "contact_name",
    "phone": "phone",
    "nip": "nip",
    "krs": "krs",
    "regon": "regon",
}
"""A ticket's field of the sender → its key in a reading."""


def state_after_message(state: TicketState, *, taken: bool) -> TicketState:
    """Where a ticket goes when its sender writes once more: nothing that came may lie among what waits or is closed."""
    if state in (TicketState.NEW, TicketState.IN_PROGRESS):
        return state
    return TicketState.IN_PROGRESS if taken else TicketState.NEW


def state_after_answer(drafts: Iterable[DraftState]) -> TicketState:
    """Where a ticket stands after an answer: open as long as a draft is, refused when all were, else done."""
    states = list(drafts)
    if DraftState.OPEN in states:
        return TicketState.IN_PROGRESS
    return TicketState.REFUSED if states and set(states) == {DraftState.REFUSED} else TicketState.DONE
