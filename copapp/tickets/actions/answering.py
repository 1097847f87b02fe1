"""Answers to a ticket. Each is one transaction of the caller's: bookings, drafts, ticket and letter, or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from copapp import clock
from copapp.bookings import actions as booking_actions
from copapp.bookings import queries as bookings
from copapp.bookings import series
from copapp.bookings.actions import RoomTaken
from copapp.bookings.invitation import Party
from copapp.bookings.models import BookingState
from copapp.bookings.rules import BookingDetails, Span
from copapp.bookings.schedule import BookingInfo
from copapp.config import Settings
from copapp.correspondence import actions as correspondence
from copapp.correspondence import queries as letters_and_messages
from copapp.correspondence.models import Letter, Message
from copapp.problems import Refused, Stale
from copapp.tickets import invitations, letters, offers, planning, rules, times
from copapp.tickets.actions.desk import locked_ticket, take_if_free
from copapp.tickets.letters import ASK, CONFIRM, PROPOSE, REFUSE, LetterText
from copapp.tickets.models import Draft, DraftState, Ticket, TicketLetter, TicketMessage, TicketState
from copapp.tickets.planning import Choices, Plan

Versions = Mapping[int, int]
"""Drafts by id, with the version of each that the form shows."""


class NotReady(Refused):
    """A draft that can't be confirmed as it stands; says what is missing."""


def confirm_and_send(
    session: Session,
    settings: Settings,
    ticket_id: int,
    drafts: Versions,
    letter: LetterText,
    choices: Choices | None = None,
) -> Letter:
    """Do what the drafts ask (book, move, cancel), close them, and queue the letter with its invitation.

    Raises:
        Stale: somebody changed or answered one of the drafts since those versions.
        RoomTaken: a room is held by others; `conflicts` names every one, at every wanted time.
        NotReady: something is missing, or a place of the letter was left to be filled in.
        WrongAddress: nobody can be written to at the letter's address.
    """
    ticket, rows = turn(session, ticket_id, drafts)
    check_letter(letter)
    undo = snapshot(ticket, rows)
    touched: list[BookingInfo] = []
    for draft in rows:
        touched += _carry_out(session, planning.plan(session, ticket, draft, choices), ticket)
        draft.state = DraftState.ACCEPTED
    _settle(session, ticket)
    guest = Party(ticket.contact_name, letter.to_address.strip())
    return send(session, settings, ticket, letter, CONFIRM, undo, invitations.invite(touched, settings, guest))


def ask_for_details(
    session: Session, settings: Settings, ticket_id: int, drafts: Versions, letter: LetterText
) -> Letter:
    """Ask the sender for what is missing; the ticket waits for the answer, the drafts stay open.

    Raises:
        Stale, NotReady, WrongAddress: as for `confirm_and_send`.
    """
    ticket, rows = turn(session, ticket_id, drafts)
    check_letter(letter)
    undo = snapshot(ticket, rows)
    ticket.state = TicketState.WAITING
    return send(session, settings, ticket, letter, ASK, undo)


def refuse(session: Session, settings: Settings, ticket_id: int, drafts: Versions, letter: LetterText) -> Letter:
    """Refuse the drafts, with the reason that the letter gives. The ticket is refused when no draft was accepted and
    none is left open.

    Raises:
        Stale, NotReady, WrongAddress: as for `confirm_and_send`.
    """
    ticket, rows = turn(session, ticket_id, drafts)
    check_letter(letter)
    undo = snapshot(ticket, rows)
    for draft in rows:
        draft.state = DraftState.REFUSED
    _settle(session, ticket)
    return send(session, settings, ticket, letter, REFUSE, undo)


def propose(
    session: Session,
    settings: Settings,
    ticket_id: int,
    drafts: Versions,
    letter: LetterText,
    tokens: Sequence[str],
    choices: Choices | None = None,
) -> Letter:
    """Propose other rooms and times; the ticket waits for the answer, the draft stays open and remembers them.

    `tokens`: the proposals that the letter numbers, as the page showed them (`offers.token_of`).

    Raises:
        Stale: as for `confirm_and_send`, or the calendar has changed and would propose others by now.
        NotReady: nothing was proposed, or for several drafts at once.
        WrongAddress: as for `confirm_and_send`.
    """
    ticket, rows = turn(session, ticket_id, drafts)
    check_letter(letter)
    if len(rows) != 1 or not tokens:
        raise NotReady("Nie ma czego zaproponować.")
    proposals = planning.plan(session, ticket, rows[0], choices).proposals
    if [offers.token_of(each) for each in proposals] != list(tokens):
        raise Stale("Kalendarz się zmienił i możemy zaproponować co innego. Sprawdź list.")
    undo = snapshot(ticket, rows)
    rows[0].offers = [offers.offer_of(each) for each in proposals]
    ticket.state = TicketState.WAITING
    return send(session, settings, ticket, letter, PROPOSE, undo)


def turn(session: Session, ticket_id: int, versions: Versions) -> tuple[Ticket, list[Draft]]:
    """The ticket and the drafts, locked; of two people who answer at once the second finds other versions."""
    ticket = locked_ticket(session, ticket_id)
    query = select(Draft).where(Draft.ticket_id == ticket_id, col(Draft.id).in_(versions)).order_by(col(Draft.position))
    rows = list(session.exec(query.execution_options(populate_existing=True)))
    if not rows or len(rows) != len(versions):
        raise Stale
    for draft in rows:
        assert draft.id is not None
        if draft.version != versions[draft.id] or draft.state is not DraftState.OPEN:
            raise Stale("Ktoś zmienił ten szkic albo już na niego odpowiedział. Niczego nie wysłano.")
        draft.version += 1
    take_if_free(session, ticket)
    ticket.version += 1
    return ticket, rows


def check_letter(letter: LetterText) -> None:
    if not letter.body.strip():
        raise NotReady("List jest pusty.", "letter_body")
    if letters.has_gap(letter.body):
        raise NotReady(f"Uzupełnij w liście miejsce oznaczone {rules.GAP}.", "letter_body")


def _carry_out(session: Session, plan: Plan, ticket: Ticket) -> list[BookingInfo]:
    """Book, move or cancel as planned."""
    if plan.obstacles:
        raise NotReady(f"Brakuje: {', '.join(plan.obstacles)}.", "draft")
    if rules.cancels(plan.draft):
        ids = [_cancel(session, each) for each in plan.targets]
    elif rules.moves(plan.draft) and plan.targets:
        _refuse_taken(plan)
        ids = [_move(session, plan)]
    elif plan.makes_bookings:
        _refuse_taken(plan)
        ids = _book(session, plan, [_details(plan, ticket, span) for span in plan.spans])
        plan.draft.booking_ids = ids
    else:
        return []
    session.flush()
    found = bookings.bookings_by_ids(session, ids)
    return [found[number] for number in ids]


def _refuse_taken(plan: Plan) -> None:
    """Every time that is taken is named at once, not just the first."""
    in_the_way = {each.id: each for time in plan.conflicts for each in time.conflicts}
    if in_the_way:
        raise RoomTaken(in_the_way.values())


def _details(plan: Plan, ticket: Ticket, span: Span) -> BookingDetails:
    draft = plan.draft
    unknown = ticket.organisation_name if ticket.organisation_id is None else ""
    return BookingDetails(
        room_ids=tuple(room.id for room in plan.rooms),
        starts_at=span[0],
        ends_at=span[1],
        state=BookingState.CONFIRMED,
        purpose=draft.purpose or ticket.subject[:300],
        organisation_id=ticket.organisation_id,
        contact_name=", ".join(part for part in (ticket.contact_name, unknown) if part)[:200],
        contact_email=ticket.sender_address[:320],
        contact_phone=ticket.phone[:40],
        attendees=draft.attendees,
        equipment=tuple(draft.equipment),
    )


def _book(session: Session, plan: Plan, wanted: Sequence[BookingDetails]) -> list[int]:
    """Bookings at all wanted times, those that come again as a series."""
    if plan.series and wanted:
        left_out = [times.day_of(time.slot) for time in plan.times if time.left_out]
        made = series.book(session, plan.series, wanted, left_out)
    else:
        made = [booking_actions.create_booking(session, details) for details in wanted]
    return [booking.id for booking in made if booking.id is not None]


def _move(session: Session, plan: Plan) -> int:
    target, draft = plan.targets[0], plan.draft
    before = booking_actions.details_of(session, target.id)
    after = replace(
        before,
        room_ids=tuple(room.id for room in plan.rooms),
        starts_at=plan.spans[0][0],
        ends_at=plan.spans[0][1],
        state=BookingState.CONFIRMED,
        attendees=draft.attendees if draft.attendees is not None else before.attendees,
        equipment=(*before.equipment, *(key for key in draft.equipment if key not in before.equipment)),
    )
    booking_actions.change_booking(session, target.id, after, target.version)
    draft.booking_ids = [target.id]
    return target.id


def _cancel(session: Session, target: BookingInfo) -> int:
    booking_actions.cancel_booking(session, target.id, target.version)
    return target.id


def snapshot(ticket: Ticket, drafts: Iterable[Draft]) -> dict[str, Any]:
    """How ticket and drafts stand before an answer, for `undoing.withdraw`; of bookings the audit trail knows."""
    return {
        "ticket": {"state": ticket.state.value, "closed_at": ticket.closed_at and ticket.closed_at.isoformat()},
        "drafts": [
            {
                "id": draft.id,
                "version": draft.version,
                "state": draft.state.value,
                "booking_ids": draft.booking_ids,
                "offers": draft.offers,
                "waiting_since": draft.waiting_since and draft.waiting_since.isoformat(),
            }
            for draft in drafts
        ],
    }


def _settle(session: Session, ticket: Ticket) -> None:
    """The ticket's state after its drafts changed theirs."""
    session.flush()
    drafts = session.exec(select(Draft).where(Draft.ticket_id == ticket.id)).all()
    ticket.state = rules.state_after_answer(draft.state for draft in drafts)
    ticket.closed_at = clock.now() if ticket.state in rules.CLOSED_STATES else None


def send(
    session: Session,
    settings: Settings,
    ticket: Ticket,
    text: LetterText,
    action: str,
    undo: dict[str, Any],
    calendar: tuple[str, str] | None = None,
) -> Letter:
    assert ticket.id is not None
    answered = _answered(session, ticket.id)
    content, method = calendar or (None, "REQUEST")
    letter = correspondence.queue_letter(
        session,
        settings,
        to_address=text.to_address,
        to_name=ticket.contact_name,
        subject=text.subject,
        body=text.body,
        in_reply_to=answered.message_id if answered else None,
        references=answered.references if answered else (),
        calendar=content,
        calendar_method=method,
    )
    assert letter.id is not None
    session.add(TicketLetter(letter_id=letter.id, ticket_id=ticket.id, action=action, undo=undo))
    session.flush()
    return letter


def _answered(session: Session, ticket_id: int) -> Message | None:
    """The message that a letter answers: the newest on the ticket."""
    ids: Sequence[int] = session.exec(
        select(TicketMessage.message_id).where(TicketMessage.ticket_id == ticket_id)
    ).all()
    found = letters_and_messages.messages(session, ids)
    return found[max(found)] if found else None
