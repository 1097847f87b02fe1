"""Work at the desk: mend a draft or the sender, take a ticket, give it away, note, close."""

from typing import Any

from sqlmodel import Session, select

from copapp import clock
from copapp.accounts.queries import active_staff
from copapp.audit import author_of
from copapp.bookings import queries as bookings
from copapp.organisations import actions as organisation_actions
from copapp.organisations import queries as organisations
from copapp.problems import Refused, Stale
from copapp.tickets import forms, rules
from copapp.tickets.forms import Form
from copapp.tickets.models import Draft, DraftState, Ticket, TicketState
from copapp.tickets.offers import Offer


class NoSuchTicket(Refused):
    """There is no ticket, or no draft on it, with that number."""

    def __init__(self) -> None:
        super().__init__("Nie ma takiego zgłoszenia.")


def mend(session: Session, ticket_id: int, draft_id: int, version: int, field: str, form: Form) -> Draft:
    """Give a draft's field the value that staff typed; from then on it counts as sure.

    Raises:
        Stale: somebody changed the draft since that version, or it was answered.
        Refused: what was typed can't be that value.
    """
    draft = open_draft(session, ticket_id, draft_id, version)
    rooms = {room.key: room.name for room in bookings.rooms(session)} if field == "rooms" else {}
    _set(draft, field, forms.read_draft_field(draft, field, form, rooms))
    session.flush()
    return draft


def restore(session: Session, ticket_id: int, draft_id: int, version: int, field: str) -> Draft:
    """Give a field the value that was read; of an unsure one this says that it was read rightly.

    Raises:
        Stale: as for `mend`.
    """
    draft = open_draft(session, ticket_id, draft_id, version)
    if field in draft.read:
        _set(draft, field, {field: draft.read[field]})
    session.flush()
    return draft


def take_offer(session: Session, ticket_id: int, draft_id: int, version: int, offer: Offer) -> Draft:
    """Give a draft the rooms and the time of a proposal, as if staff had typed them.

    Raises:
        Stale: as for `mend`.
    """
    draft = open_draft(session, ticket_id, draft_id, version)
    _set(draft, "rooms", {"rooms": list(offer["rooms"])})
    _set(draft, "slots", {"slots": [{"start": offer["start"], "end": offer["end"]}], "recurrence": None})
    _set(draft, "choice", {"choice": "all"})
    draft.read = {**draft.read, rules.TAKEN_OVER: True}
    session.flush()
    return draft


def mend_sender(session: Session, ticket_id: int, version: int, field: str, text: str) -> Ticket:
    """Give a field of the sender the value that staff typed. A name of a known organisation makes it the sender's.

    Raises:
        Stale: somebody changed the ticket since that version.
        Refused: what was typed can't be that value.
    """
    ticket = _ticket_at(session, ticket_id, version)
    value = forms.read_sender_field(field, text)
    setattr(ticket, field, value)
    if field == "organisation_name":
        known = organisations.find_named(session, value)
        ticket.organisation_id = known.id if known else None
    take_if_free(session, ticket)
    session.flush()
    return ticket


def remember_organisation(session: Session, ticket_id: int, version: int, known_id: int | None = None) -> Ticket:
    """Make the sender's organisation, a known one or that of the ticket's name, and its person known, so that the next
    letter finds them.

    Raises:
        Stale: somebody changed the ticket since that version.
        Refused: the ticket has no name of an organisation, or the known one is gone.
    """
    ticket = _ticket_at(session, ticket_id, version)
    known = organisation_actions.remember_sender(
        session,
        ticket.organisation_name,
        known_id=known_id,
        nip=ticket.nip,
        krs=ticket.krs,
        regon=ticket.regon,
        person=ticket.contact_name,
        email=ticket.sender_address,
        phone=ticket.phone,
    )
    ticket.organisation_id = known.id
    ticket.organisation_name = ticket.organisation_name or known.name
    session.flush()
    return ticket


def write_note(session: Session, ticket_id: int, version: int, text: str) -> Ticket:
    """Keep a note that only staff see.

    Raises:
        Stale: somebody changed the ticket since that version.
        Refused: longer than 10,000 characters.
    """
    ticket = _ticket_at(session, ticket_id, version)
    note = text.replace("\r\n", "\n").replace("\0", "").strip()
    if len(note) > forms.LONGEST["note"]:
        raise Refused(f"Najwyżej {forms.LONGEST['note']} znaków, a jest {len(note)}.", "note")
    ticket.note = note
    session.flush()
    return ticket


def assign(session: Session, ticket_id: int, staff_id: int | None) -> Ticket:
    """Give a ticket to somebody, or to nobody; a new one that is given is in progress.

    Raises:
        Refused: nobody with that number works here.
    """
    ticket = locked_ticket(session, ticket_id)
    if staff_id is not None and staff_id not in {staff.id for staff in active_staff(session)}:
        raise Refused("Nie ma takiej osoby.", "assignee")
    if ticket.assignee_id == staff_id:
        return ticket
    ticket.assignee_id = staff_id
    if staff_id is not None and ticket.state is TicketState.NEW:
        ticket.state = TicketState.IN_PROGRESS
    ticket.version += 1
    session.flush()
    return ticket


def put_into_state(session: Session, ticket_id: int, version: int, state: TicketState) -> Ticket:
    """Close a ticket without a letter, open it again, or have it wait.

    Raises:
        Stale: somebody changed the ticket since that version.
    """
    ticket = _ticket_at(session, ticket_id, version)
    ticket.state = state
    ticket.closed_at = clock.now() if state in rules.CLOSED_STATES else None
    if state is TicketState.IN_PROGRESS:
        take_if_free(session, ticket)
    session.flush()
    return ticket


def locked_ticket(session: Session, ticket_id: int) -> Ticket:
    """The ticket as it is in the database now, held until the unit of work ends.

    Raises:
        NoSuchTicket: unknown id.
    """
    query = select(Ticket).where(Ticket.id == ticket_id).with_for_update()
    ticket = session.exec(query.execution_options(populate_existing=True)).first()
    if ticket is None:
        raise NoSuchTicket
    return ticket


def take_if_free(session: Session, ticket: Ticket) -> None:
    """Whoever works on a ticket that nobody has, has it from then on."""
    if ticket.assignee_id is None:
        ticket.assignee_id = author_of(session).staff_id
    if ticket.state is TicketState.NEW:
        ticket.state = TicketState.IN_PROGRESS


def _ticket_at(session: Session, ticket_id: int, version: int) -> Ticket:
    ticket = locked_ticket(session, ticket_id)
    if ticket.version != version:
        raise Stale
    ticket.version += 1
    return ticket


def open_draft(session: Session, ticket_id: int, draft_id: int, version: int) -> Draft:
    ticket = locked_ticket(session, ticket_id)
    draft = session.get(Draft, draft_id, populate_existing=True)
    if draft is None or draft.ticket_id != ticket_id:
        raise NoSuchTicket
    if draft.version != version:
        raise Stale
    if draft.state is not DraftState.OPEN:
        raise Stale("Na ten szkic już odpowiedziano.")
    draft.version += 1
    take_if_free(session, ticket)
    return draft


def _set(draft: Draft, field: str, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.confidence = {
        key: rules.CERTAIN if key.partition("/")[0] == field else state for key, state in draft.confidence.items()
    }
