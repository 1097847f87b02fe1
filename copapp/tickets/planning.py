"""What confirming a draft will do, worked out before anybody confirms: rooms, times, what stands in the way.

The page shows the plan, and the action carries out the same plan anew inside its transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from copapp import clock
from copapp.bookings import queries as bookings
from copapp.bookings.cautions import too_many_people
from copapp.bookings.opening import Opening, closed_at
from copapp.bookings.proposals import Proposal, Wish, propose
from copapp.bookings.recurrence import Recurrence
from copapp.bookings.reminders import reminded_of
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import Span, overlaps
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.series_plan import months_ahead
from copapp.correspondence import queries as messages
from copapp.polish import counted
from copapp.tickets import recurrence, rules, times, words
from copapp.tickets.models import Draft, Ticket
from copapp.tickets.rules import Lack
from copapp.tickets.times import Slot


@dataclass(frozen=True)
class Choices:
    """What a person picked on the page: which of several times, which to leave out (by their local start), which
    earlier bookings are meant."""

    slot: int | None = None
    left_out: frozenset[str] = frozenset()
    booking_ids: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Time:
    """One wanted time; `span` is None while it lacks an hour."""

    slot: Slot
    span: Span | None
    conflicts: tuple[BookingInfo, ...] = ()
    left_out: bool = False

    @property
    def is_free(self) -> bool:
        return self.span is not None and not self.conflicts

    @property
    def key(self) -> str:
        """Its local start, by which a form names it."""
        return str(self.slot["start"])


@dataclass(frozen=True)
class Plan:
    """What will happen to one draft. `shown` is the number of the time that the page draws; where `one_of_them`, it is
    also the one that will be booked. `targets` are the earlier bookings that move or are cancelled."""

    draft: Draft
    rooms: tuple[RoomInfo, ...] = ()
    times: tuple[Time, ...] = ()
    shown: int = 0
    one_of_them: bool = False
    free_rooms: tuple[RoomInfo, ...] = ()
    candidates: tuple[BookingInfo, ...] = ()
    targets: tuple[BookingInfo, ...] = ()
    lacks: tuple[Lack, ...] = ()
    cautions: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
    proposals: tuple[Proposal, ...] = ()
    """What can be had instead of the time that is shown, where that can't."""

    @property
    def time(self) -> Time | None:
        """The time that is shown."""
        return self.times[self.shown] if self.times else None

    @property
    def wanted(self) -> list[Time]:
        """The times that will be booked."""
        chosen = [self.times[self.shown]] if self.one_of_them and self.times else self.times
        return [time for time in chosen if not time.left_out]

    @property
    def spans(self) -> list[Span]:
        return [time.span for time in self.wanted if time.span]

    @property
    def conflicts(self) -> list[Time]:
        """The wanted times at which a room is taken; none where nothing is going to be booked."""
        if not (self.makes_bookings or rules.moves(self.draft)):
            return []
        return [time for time in self.wanted if time.conflicts]

    @property
    def makes_bookings(self) -> bool:
        return rules.books(self.draft) or (rules.moves(self.draft) and not self.targets)

    @property
    def series(self) -> Recurrence | None:
        """By which rule the bookings will come again, where that can be carried out."""
        is_one = self.one_of_them or not self.makes_bookings
        rule = None if is_one or len(self.times) < 2 else self.draft.recurrence
        return Recurrence(rule) if rule else None

    @property
    def must_choose_target(self) -> bool:
        """Whether somebody has to say which earlier booking is meant."""
        return bool(self.candidates) and not self.targets and (rules.moves(self.draft) or rules.cancels(self.draft))

    @property
    def obstacles(self) -> list[str]:
        """Why the draft can't be confirmed yet, in Polish, each a few words."""
        found = [lack.name for lack in self.lacks if lack.needed]
        if self.must_choose_target:
            found.append("której rezerwacji dotyczy")
        if self.makes_bookings and not self.rooms and "sala" not in found:
            found.append("sala")
        if (self.makes_bookings or rules.moves(self.draft)) and self.times and not self.wanted:
            found.append("choć jeden termin")
        if (self.makes_bookings or rules.moves(self.draft)) and len(self.spans) < len(self.wanted) and not found:
            found.append("godziny")
        return found

    @property
    def can_wait(self) -> bool:
        """Whether it wants one time, which is taken: for that one can wait."""
        return self.makes_bookings and not self.draft.recurrence and len(self.wanted) == 1 and bool(self.conflicts)

    @property
    def can_offer(self) -> bool:
        """Whether the time that it waits for is free by now."""
        return self.draft.waiting_since is not None and self.can_confirm and bool(self.spans)

    @property
    def can_confirm(self) -> bool:
        return not self.obstacles and not self.conflicts


def plan(session: Session, ticket: Ticket, draft: Draft, choices: Choices | None = None) -> Plan:
    """What confirming will do to a draft, as the calendar stands now; the number of queries does not grow with it."""
    choices = choices or Choices()
    rooms = bookings.rooms(session)
    names = [f"{room.name} – {_people(room.capacity)}" for room in rooms]
    lacks = (*rules.lacks(draft, names), *rules.lacks_of_sender(ticket, draft))
    if rules.cancels(draft):
        candidates, targets = _targets(session, ticket, draft, choices)
        return Plan(draft, candidates=candidates, targets=targets, lacks=lacks, notes=_none_found(candidates))
    candidates, targets = _targets(session, ticket, draft, choices) if rules.moves(draft) else ((), ())
    target = targets[0] if targets else None
    months = months_ahead(session)
    slots = _slots(draft, target, months)
    timed = [(slot, span) for slot, span in slots if span]
    all_ids = [room.id for room in rooms]
    found = bookings.busy(session, [(all_ids, *span) for _, span in timed], target.id if target else None)
    held = {span: in_the_way for (_, span), in_the_way in zip(timed, found, strict=True)}
    chosen = _rooms(draft, target, rooms, held)
    drawn = tuple(
        Time(slot, span, _in(chosen, span, held.get(span, ())) if span else (), slot["start"] in choices.left_out)
        for slot, span in slots
    )
    one = draft.choice == "any" or target is not None
    shown = _shown(drawn, choices.slot, one)
    wanted = [drawn[shown]] if one and drawn else list(drawn)
    free = _free(rooms, wanted, held, draft.attendees)
    cautions: list[str] = []
    proposals: tuple[Proposal, ...] = ()
    if rules.books(draft) or rules.moves(draft):
        opening = bookings.opening(session)
        cautions = _cautions(draft, chosen, wanted, opening)
        if cautions or not _can_be_had(wanted, chosen, free):
            proposals = _proposals(session, draft, wanted, chosen, rooms, opening)
    return Plan(
        draft,
        chosen,
        drawn,
        shown,
        one,
        free,
        candidates,
        targets,
        lacks,
        tuple(cautions),
        _notes(draft, candidates, drawn, months),
        proposals,
    )


def _can_be_had(wanted: Sequence[Time], chosen: tuple[RoomInfo, ...], free: tuple[RoomInfo, ...]) -> bool:
    """Whether nothing is in the way of the wanted times: in the rooms chosen, or in any where none was."""
    return not any(time.conflicts for time in wanted) and bool(chosen or free)


def _proposals(
    session: Session,
    draft: Draft,
    wanted: Sequence[Time],
    chosen: tuple[RoomInfo, ...],
    rooms: Sequence[RoomInfo],
    opening: Opening,
) -> tuple[Proposal, ...]:
    """Other rooms and times for the one time wanted; none where several are."""
    if len(wanted) != 1 or wanted[0].span is None:
        return ()
    wish = Wish(chosen, wanted[0].span, draft.attendees)
    in_the_way = bookings.holding(session, wish.looked_at, rooms)
    return tuple(propose(wish, rooms, opening, in_the_way, clock.now()))


def _people(number: int) -> str:
    return counted(number, "osoba", "osoby", "osób")


def _slots(draft: Draft, target: BookingInfo | None, months: int) -> list[tuple[Slot, Span | None]]:
    """Each wanted time, a repetition carried out, what a change leaves unsaid filled in from the earlier booking."""
    if draft.recurrence and draft.slots:
        spans = recurrence.occurrences(draft.slots[0], draft.recurrence, months)
        if spans:
            return [(times.slot_of(span), span) for span in spans]
    slots = [times.like(slot, (target.starts_at, target.ends_at)) if target else slot for slot in draft.slots]
    return [(slot, times.span_of(slot)) for slot in slots]


def _rooms(
    draft: Draft, target: BookingInfo | None, rooms: Sequence[RoomInfo], held: dict[Span, list[BookingInfo]]
) -> tuple[RoomInfo, ...]:
    """The rooms that the draft means; „dowolna warsztatowa” becomes the one that is free and fits the people best."""
    if target is not None and not draft.rooms:
        return target.rooms
    chosen = [room for room in rooms if room.key in draft.rooms]
    if words.EITHER_WORKSHOP in draft.rooms:
        people = draft.attendees or 0
        workshops = [room for room in rooms if room.key in words.WORKSHOPS and room not in chosen]
        workshops.sort(key=lambda room: (_taken(room, held), room.capacity < people, room.capacity, room.position))
        chosen += workshops[:1]
    return tuple(sorted(chosen, key=lambda room: room.position))


def _taken(room: RoomInfo, held: dict[Span, list[BookingInfo]]) -> int:
    return sum(bool(_in((room,), span, in_the_way)) for span, in_the_way in held.items())


def _in(rooms: Sequence[RoomInfo], span: Span, found: Iterable[BookingInfo]) -> tuple[BookingInfo, ...]:
    """Those of the bookings that keep one of the rooms from being had for that span."""
    return tuple(each for each in found if any(each.is_in_the_way(room, span) for room in rooms))


def _shown(drawn: Sequence[Time], asked: int | None, one: bool) -> int:
    if asked is not None and 0 <= asked < len(drawn):
        return asked
    wanted = [number for number, time in enumerate(drawn) if time.is_free == one and not time.left_out]
    return wanted[0] if wanted else 0


def _free(
    rooms: Sequence[RoomInfo], wanted: Sequence[Time], held: dict[Span, list[BookingInfo]], people: int | None
) -> tuple[RoomInfo, ...]:
    """The rooms that are free at all wanted times, those that hold everybody first."""
    spans = [time.span for time in wanted if time.span and not time.left_out]
    if not spans:
        return ()
    free = [room for room in rooms if not any(_in((room,), span, held[span]) for span in spans)]
    return tuple(sorted(free, key=lambda room: (room.capacity < (people or 0), room.position)))


def _targets(
    session: Session, ticket: Ticket, draft: Draft, choices: Choices
) -> tuple[tuple[BookingInfo, ...], tuple[BookingInfo, ...]]:
    """The sender's coming bookings, and those of them that are meant: as picked, else as the letter says, else the one
    of which we reminded in the letter that it answers."""
    coming = tuple(bookings.coming_of(session, ticket.organisation_id, ticket.sender_address))
    if choices.booking_ids is not None:
        return coming, tuple(each for each in coming if each.id in choices.booking_ids)
    said = draft.previous or (draft.slots if rules.cancels(draft) else [])
    meant = tuple(each for each in coming if times.matches((each.starts_at, each.ends_at), said))
    if not said and len(coming) == 1:
        return coming, coming
    if not said and (reminded := _reminded(session, draft)):
        meant = tuple(each for each in coming if each.id == reminded)
    return coming, meant if rules.cancels(draft) or len(meant) == 1 else ()


def _reminded(session: Session, draft: Draft) -> int | None:
    """The booking of which the letter reminded that the draft's message answers; None: it answers no reminder."""
    message = messages.message(session, draft.message_id) if draft.message_id is not None else None
    return reminded_of(session, message.in_reply_to) if message else None


def _cautions(draft: Draft, rooms: Sequence[RoomInfo], wanted: Sequence[Time], opening: Opening) -> list[str]:
    """What staff should know before they confirm: too many people, a closed hour, a time that has passed."""
    found = [too_many_people(draft.attendees, list(rooms))]
    for time in wanted:
        if time.span and not time.left_out:
            found.append(closed_at(time.span, opening, rooms))
            if time.span[1] <= clock.now():
                found.append(f"Termin już minął: {times.slot_words(time.slot)}.")
    found += [f"{times.slot_words(one.slot)}: ten termin jest podany dwa razy." for one in _repeated(wanted)]
    return list(dict.fromkeys(message for message in found if message))


def _repeated(wanted: Sequence[Time]) -> list[Time]:
    spans: list[Span] = []
    found = []
    for time in wanted:
        if time.span and not time.left_out:
            if any(overlaps(time.span, other) for other in spans):
                found.append(time)
            spans.append(time.span)
    return found


def _notes(draft: Draft, candidates: tuple[BookingInfo, ...], drawn: Sequence[Time], months: int) -> tuple[str, ...]:
    if rules.moves(draft):
        return _none_found(candidates)
    if not draft.recurrence or not draft.slots:
        return ()
    if len(drawn) == 1 and drawn[0].span is None:
        return ()
    if not Recurrence(draft.recurrence).has_end and drawn and drawn[0].span:
        return (f"Powtarzanie {recurrence.horizon_words(times.day_of(drawn[0].slot), months)}.",)
    return ()


def _none_found(candidates: tuple[BookingInfo, ...]) -> tuple[str, ...]:
    return () if candidates else ("W kalendarzu nie ma nadchodzącej rezerwacji tego nadawcy.",)
