"""The waiting list: onto it, off it, and offering a time that has become free; each in the caller's transaction."""

from sqlmodel import Session

from copapp import clock
from copapp.config import Settings
from copapp.correspondence.models import Letter
from copapp.problems import Stale
from copapp.tickets import planning
from copapp.tickets.actions.answering import NotReady, Versions, check_letter, send, snapshot, turn
from copapp.tickets.actions.desk import open_draft
from copapp.tickets.letters import OFFER, WAIT, LetterText
from copapp.tickets.models import Draft, TicketState
from copapp.tickets.planning import Choices


def wait_for_time(
    session: Session,
    settings: Settings,
    ticket_id: int,
    drafts: Versions,
    letter: LetterText,
    choices: Choices | None = None,
) -> Letter:
    """Put a draft whose time is taken on the waiting list and say so; the ticket waits, the draft stays open.

    Raises:
        Stale, WrongAddress: as for `confirm_and_send`.
        NotReady: the time is free by now, or the draft wants several or none.
    """
    ticket, rows = turn(session, ticket_id, drafts)
    check_letter(letter)
    if len(rows) != 1 or not planning.plan(session, ticket, rows[0], choices).can_wait:
        raise NotReady("Nie ma na co czekać: ten termin jest wolny albo szkic mówi o kilku terminach.")
    undo = snapshot(ticket, rows)
    rows[0].waiting_since = rows[0].waiting_since or clock.now()
    ticket.state = TicketState.WAITING
    return send(session, settings, ticket, letter, WAIT, undo)


def offer_freed(
    session: Session,
    settings: Settings,
    ticket_id: int,
    drafts: Versions,
    letter: LetterText,
    choices: Choices | None = None,
) -> Letter:
    """Offer a draft the time that it waited for; the ticket waits for the answer, and the draft has left the list.

    Raises:
        Stale: as for `confirm_and_send`, or the time is taken again.
        WrongAddress: as for `confirm_and_send`.
    """
    ticket, rows = turn(session, ticket_id, drafts)
    check_letter(letter)
    if len(rows) != 1 or not planning.plan(session, ticket, rows[0], choices).can_offer:
        raise Stale("Ten termin jest znów zajęty albo szkic nie stoi już na liście oczekujących.")
    undo = snapshot(ticket, rows)
    rows[0].waiting_since = None
    ticket.state = TicketState.WAITING
    return send(session, settings, ticket, letter, OFFER, undo)


def leave_list(session: Session, ticket_id: int, draft_id: int, version: int) -> Draft:
    """Strike a draft off the waiting list.

    Raises:
        Stale: somebody changed or answered it since that version.
    """
    draft = open_draft(session, ticket_id, draft_id, version)
    draft.waiting_since = None
    session.flush()
    return draft
