"""All that the page of one ticket shows, gathered in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from copapp import clock
from copapp.accounts.models import Staff
from copapp.accounts.queries import active_staff
from copapp.audit import history as audit_history
from copapp.bookings import queries as bookings
from copapp.bookings.history import Step
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.schedule import BookingInfo, DaySchedule
from copapp.config import Settings
from copapp.organisations.matching import SAME, Match, likeness, proof, proposals
from copapp.organisations.models import Organisation
from copapp.organisations.queries import names_by_ids
from copapp.tickets import cards, history, letters, planning, queries, threads, times
from copapp.tickets.cards import Card, Shown
from copapp.tickets.conversation import Came, Went, conversation
from copapp.tickets.letters import ACTIONS, ASK, CONFIRM, OFFER, PROPOSE, WAIT, LetterText
from copapp.tickets.models import Draft, Ticket
from copapp.tickets.planning import Choices, Plan
from copapp.tickets.rivals import Rival, rivals
from copapp.tickets.threads import Moved, Proposed, Returned

Ghost = tuple[int, datetime, datetime, str, bool]


@dataclass(frozen=True)
class Typed:
    """A letter as it stands in the form of the page, with the digest of the template that it began as."""

    letter: LetterText
    drawn: str
    drawn_to: str

    @property
    def is_changed(self) -> bool:
        return self.letter.digest != self.drawn


@dataclass(frozen=True)
class Asked:
    """What the page was asked to show: which draft, what was picked for it, which answer, what was typed."""

    draft_id: int | None = None
    choices: Choices = field(default_factory=Choices)
    answer: str = ""
    together: bool = False
    typed: Typed | None = None


@dataclass(frozen=True)
class Answering:
    """The letter about to leave. `is_own`: somebody wrote it by hand, and the draft or the answer may have changed
    since; `template` is what the template says now."""

    action: str
    letter: LetterText
    template: LetterText
    plans: tuple[Plan, ...]

    @property
    def is_own(self) -> bool:
        return self.letter.digest != self.template.digest

    @property
    def has_gap(self) -> bool:
        return letters.has_gap(self.letter.body)

    @property
    def together(self) -> bool:
        return len(self.plans) > 1


@dataclass(frozen=True)
class Screen:
    """The page of a ticket. `organisation` is the known one that writes, `proof` what says so; else `proposed` are
    those that may be it."""

    ticket: Ticket
    organisation: Organisation | None
    proof: str
    proposed: Sequence[Match]
    assignee: str
    staff: Sequence[Staff]
    conversation: list[Came | Went]
    cards: list[Card]
    card: Card | None
    plan: Plan | None
    day: DaySchedule | None
    ghosts: list[Ghost]
    answering: Answering | None
    can_confirm_all: bool
    made: dict[int, BookingInfo]
    steps: list[Step]
    next_id: int | None
    suggestions: list[Proposed]
    moved: list[Moved]
    returned: list[Returned]
    rivals: list[Rival]

    @property
    def sender(self) -> list[Shown]:
        return cards.sender(self.ticket)

    @property
    def may_be_new(self) -> bool:
        """Whether the sender's organisation has a name that none of the proposed ones has."""
        name = self.ticket.organisation_name
        return bool(name) and all(likeness(name, each.organisation.name) < SAME for each in self.proposed)

    @property
    def letters(self) -> list[Went]:
        """Our letters, the newest first."""
        return [entry for entry in reversed(self.conversation) if isinstance(entry, Went)]

    @property
    def waiting_letter(self) -> Went | None:
        """The letter that can still be taken back."""
        return next((each for each in self.letters if each.can_be_withdrawn), None)


def screen(session: Session, settings: Settings, ticket: Ticket, staff: Staff, asked: Asked) -> Screen:
    """The page of a ticket for a member of staff."""
    drafts = list(session.exec(select(Draft).where(Draft.ticket_id == ticket.id).order_by(col(Draft.position))))
    rooms = bookings.rooms(session)
    names = {room.key: room.name for room in rooms}
    shown = [cards.card(draft, names) for draft in drafts]
    card = _current(shown, asked.draft_id)
    plan = planning.plan(session, ticket, card.draft, asked.choices) if card and card.is_open else None
    still_open = [each.draft for each in shown if each.is_open]
    others = [planning.plan(session, ticket, draft) for draft in still_open] if len(still_open) > 1 else []
    together = tuple(others) if asked.together and others else ()
    people = active_staff(session)
    known = session.get(Organisation, ticket.organisation_id) if ticket.organisation_id else None
    made = bookings.bookings_by_ids(session, [number for draft in drafts for number in draft.booking_ids])
    return Screen(
        ticket=ticket,
        organisation=known,
        proof=proof(session, known, queries.claim(ticket)) if known else "",
        proposed=() if known else proposals(session, queries.claim(ticket)),
        assignee=next((each.name for each in people if each.id == ticket.assignee_id), ""),
        staff=people,
        conversation=conversation(session, ticket, drafts),
        cards=shown,
        card=card,
        plan=plan,
        day=_day(session, plan, [made[number] for number in card.draft.booking_ids if number in made] if card else []),
        ghosts=_ghosts(ticket, plan),
        answering=_answering(ticket, staff, settings, asked, together or ((plan,) if plan else ())),
        can_confirm_all=bool(others) and all(each.can_confirm for each in others),
        made=made,
        steps=_steps(session, ticket, people),
        next_id=queries.next_new(session, but=ticket.id or 0) if plan is None else None,
        suggestions=threads.proposed(session, ticket.id or 0),
        moved=threads.moved(session, ticket.id or 0),
        returned=threads.returned(session, ticket.id or 0),
        rivals=_rivals(session, card, plan, rooms, made),
    )


def _current(shown: Sequence[Card], draft_id: int | None) -> Card | None:
    """The draft that was asked for, else the first open one, else the first."""
    for card in shown:
        if card.draft.id == draft_id:
            return card
    return next((card for card in shown if card.is_open), shown[0] if shown else None)


def _day(session: Session, plan: Plan | None, made: Sequence[BookingInfo]) -> DaySchedule | None:
    """The day that is wanted; of an answered draft that of its booking."""
    if plan is not None and plan.time is not None:
        return bookings.day_schedule(session, times.day_of(plan.time.slot))
    for booking in (*(plan.targets if plan else ()), *made):
        return bookings.day_schedule(session, clock.to_local(booking.starts_at).date())
    return None


def _rivals(
    session: Session,
    card: Card | None,
    plan: Plan | None,
    rooms: Sequence[RoomInfo],
    made: Mapping[int, BookingInfo],
) -> list[Rival]:
    """Who wants the same as the draft will book, or has booked by now."""
    if plan is not None:
        books = plan.makes_bookings
        return rivals(session, plan.spans, plan.rooms, rooms, plan.draft.id) if books else []
    mine = [made[number] for number in card.draft.booking_ids if number in made] if card else []
    held = [each for each in mine if not each.is_cancelled]
    places = {room for each in held for room in each.rooms}
    return rivals(session, [each.span for each in held], places, rooms, card.draft.id if card else None)


def _ghosts(ticket: Ticket, plan: Plan | None) -> list[Ghost]:
    if plan is None or plan.time is None or plan.time.span is None or plan.draft.kind != "booking":
        return []
    label = ticket.organisation_name or ticket.contact_name or "ten szkic"
    start, end = plan.time.span
    return [
        (room.id, start, end, label, any(held.id == room.id for each in plan.time.conflicts for held in each.rooms))
        for room in plan.rooms
    ]


def _answering(
    ticket: Ticket, staff: Staff, settings: Settings, asked: Asked, plans: tuple[Plan, ...]
) -> Answering | None:
    if not plans:
        return None
    action = asked.answer if asked.answer in ACTIONS else usual_answer(plans)
    can = {PROPOSE: bool(plans[0].proposals), WAIT: plans[0].can_wait, OFFER: plans[0].can_offer}
    if not can.get(action, True):
        action = CONFIRM
    template = letters.write(
        action, plans, to_address=ticket.sender_address, subject=ticket.subject, staff=staff.name, settings=settings
    )
    letter = template
    if asked.typed and asked.typed.is_changed:
        letter = asked.typed.letter
    elif asked.typed and asked.typed.letter.to_address != asked.typed.drawn_to:
        letter = LetterText(asked.typed.letter.to_address, template.subject, template.body)
    return Answering(action, letter, template, plans)


def usual_answer(plans: Sequence[Plan]) -> str:
    """Which answer a page offers first: to confirm, unless the sender has to be asked for something, waits for the time
    that is free by now, or the time can't be had and others can be proposed."""
    if any(lack.needed for plan in plans for lack in plan.lacks):
        return ASK
    if len(plans) == 1 and plans[0].can_offer:
        return OFFER
    return PROPOSE if len(plans) == 1 and plans[0].conflicts and plans[0].proposals else CONFIRM


def _steps(session: Session, ticket: Ticket, people: Sequence[Staff]) -> list[Step]:
    assert ticket.id is not None
    entries = audit_history(session, "ticket", ticket.id)
    ids = {side.get("organisation_id") for entry in entries for side in (entry.before, entry.after)}
    named = names_by_ids(session, [number for number in ids if number])
    return history.tell(entries, {each.id: each.name for each in people if each.id is not None}, named)
