"""What staff and the reading of mail do with tickets. Each function flushes, none commits."""

from copapp.tickets.actions.answering import NotReady, ask_for_details, confirm_and_send, refuse
from copapp.tickets.actions.desk import (
    NoSuchTicket,
    assign,
    mend,
    mend_sender,
    put_into_state,
    remember_organisation,
    restore,
    write_note,
)
from copapp.tickets.actions.opening import continue_ticket, open_ticket
from copapp.tickets.actions.undoing import NothingToUndo, withdraw

__all__ = [
    "NoSuchTicket",
    "NotReady",
    "NothingToUndo",
    "ask_for_details",
    "assign",
    "confirm_and_send",
    "continue_ticket",
    "mend",
    "mend_sender",
    "open_ticket",
    "put_into_state",
    "refuse",
    "remember_organisation",
    "restore",
    "withdraw",
    "write_note",
]
