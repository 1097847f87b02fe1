"""What staff and the reading of mail do with tickets. Each function flushes, none commits."""

from copapp.tickets.actions.acknowledging import acknowledge
from copapp.tickets.actions.answering import NotReady, ask_for_details, confirm_and_send, propose, refuse
from copapp.tickets.actions.bouncing import letter_came_back
from copapp.tickets.actions.by_hand import NoTicketToMake, open_by_hand
from copapp.tickets.actions.desk import (
    NoSuchTicket,
    assign,
    mend,
    mend_sender,
    put_into_state,
    remember_organisation,
    restore,
    take_offer,
    write_note,
)
from copapp.tickets.actions.moving import move_message, open_drafts, split_message, undo_move
from copapp.tickets.actions.opening import continue_ticket, open_ticket, open_tickets
from copapp.tickets.actions.reminding import remind_next
from copapp.tickets.actions.suggesting import accept, decline, reconsider, suggest
from copapp.tickets.actions.undoing import NothingToUndo, withdraw
from copapp.tickets.actions.waiting import leave_list, offer_freed, wait_for_time

__all__ = [
    "NoSuchTicket",
    "NoTicketToMake",
    "NotReady",
    "NothingToUndo",
    "accept",
    "acknowledge",
    "ask_for_details",
    "assign",
    "confirm_and_send",
    "continue_ticket",
    "decline",
    "leave_list",
    "letter_came_back",
    "mend",
    "mend_sender",
    "move_message",
    "offer_freed",
    "open_by_hand",
    "open_drafts",
    "open_ticket",
    "open_tickets",
    "propose",
    "put_into_state",
    "reconsider",
    "refuse",
    "remember_organisation",
    "remind_next",
    "restore",
    "split_message",
    "suggest",
    "take_offer",
    "undo_move",
    "wait_for_time",
    "withdraw",
    "write_note",
]
