"""One day of a series: what it is asked to become, what a person picked for it, and what is in its way."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from copapp import clock
from copapp.bookings import forms, policies, queries, rules
from copapp.bookings.actions import RoomTaken
from copapp.bookings.cautions import cautions
from copapp.bookings.policy import Case
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import BookingDetails, Span
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.series_pattern import details_in
from copapp.organisations.queries import by_id
from copapp.problems import Refused

ALIKE = frozenset({"attendees", "organisation"})
"""The fields whose cautions concern all days alike: they are told in the form, not beside each day."""
SKIP, MOVE, ROOM = "skip", "move", "room"


@dataclass(frozen=True)
class Choice:
    """What a person picked for one day: `do` is "keep", "skip", "move" or "room:3"; the rest, as typed, is for a
    move."""

    do: str = ""
    day: str = ""
    starts: str = ""
    ends: str = ""


Choices = Mapping[date, Choice]


@dataclass(frozen=True)
class Occurrence:
    """One day of a series and what becomes of it. `booking` is what stands there already; with `drops` it is called
    off, as the rule has its day no more. `details` are None where it can't be booked as asked; `problem` says why."""

    day: date
    details: BookingDetails | None
    booking: BookingInfo | None = None
    conflicts: tuple[BookingInfo, ...] = ()
    problem: str = ""
    warning: str = ""
    is_breach: bool = False
    choice: Choice = Choice()
    free_rooms: tuple[RoomInfo, ...] = ()
    drops: bool = False

    @property
    def span(self) -> Span | None:
        return (self.details.starts_at, self.details.ends_at) if self.details else None

    @property
    def is_skipped(self) -> bool:
        return self.choice.do == SKIP

    @property
    def is_ready(self) -> bool:
        """Whether nothing keeps it from being saved."""
        return self.is_skipped or self.drops or not self.problem

    @property
    def changes(self) -> bool:
        """Whether saving does anything to it."""
        return self.drops or self.booking is None or self.details != details_in(self.booking)

    @property
    def warns(self) -> bool:
        """Whether it is going to be where staff should think twice, and was not there before."""
        moves = self.booking is None or self.span != self.booking.span
        return bool(self.warning) and moves and not self.is_skipped and not self.drops


@dataclass(frozen=True)
class Wish:
    """What a day is asked to become; `model` is what to move where the clock skips the hour asked for."""

    day: date
    details: BookingDetails | Refused
    model: BookingDetails
    booking: BookingInfo | None = None
    drops: bool = False


def planned(session: Session, wishes: Sequence[Wish], choices: Choices) -> tuple[Occurrence, ...]:
    """Each wish as chosen, with what is in its way; the number of queries does not grow with them."""
    rooms, opening, now = queries.rooms(session), queries.opening(session), clock.now()
    own = {wish.booking.id for wish in wishes if wish.booking}
    chosen = [_chosen(wish, choices.get(wish.day, Choice())) for wish in wishes]
    asked = [(wish.details, wish.drops) for wish in chosen]
    all_ids = [room.id for room in rooms]
    wanted = [
        ([*all_ids, *details.room_ids], details.starts_at, details.ends_at)
        for details, drops in asked
        if not isinstance(details, Refused) and not drops
    ]
    in_the_way = iter(queries.busy(session, wanted))
    known = {room.id: room for room in queries.rooms_by_ids(session, {each for ids, *_ in wanted for each in ids})}
    case = _case(session, wishes, [(starts, ends) for _, starts, ends in wanted], own)
    found = []
    for wish in chosen:
        choice = choices.get(wish.day, Choice())
        if isinstance(wish.details, Refused):
            found.append(Occurrence(wish.day, None, wish.booking, problem=wish.details.message, choice=choice))
            continue
        if wish.drops:
            found.append(Occurrence(wish.day, wish.details, wish.booking, drops=True))
            continue
        others = [each for each in next(in_the_way) if each.id not in own]
        held = [known[room_id] for room_id in wish.details.room_ids if room_id in known]
        span = wish.details.starts_at, wish.details.ends_at
        taken = tuple(each for each in others if any(each.is_in_the_way(room, span) for room in held))
        free = _free(rooms, wish.details, others)
        judged = replace(case, before=wish.booking.span if wish.booking else None)
        told = [each for each in cautions(wish.details, rooms, opening, now, judged) if each.field not in ALIKE]
        said, is_breach = " ".join(each.message for each in told), any(each.is_breach for each in told)
        if choice.do != SKIP and not taken:
            case = case.with_more(span)
        problem = RoomTaken(taken).message if taken else ""
        if taken and not choice.do:
            choice = replace(choice, do=SKIP) if wish.booking is None else choice
        found.append(Occurrence(wish.day, wish.details, wish.booking, taken, problem, said, is_breach, choice, free))
    return tuple(found)


def _case(session: Session, wishes: Sequence[Wish], spans: Sequence[Span], besides: Collection[int]) -> Case:
    """What the rules judge the wishes by: all are of one organisation."""
    number = wishes[0].model.organisation_id if wishes else None
    return policies.case_of(session, by_id(session, number) if number else None, spans, besides=besides)


def _free(rooms: Iterable[RoomInfo], details: BookingDetails, others: Sequence[BookingInfo]) -> tuple[RoomInfo, ...]:
    """Other rooms that are free then, those that hold everybody first."""
    span, people = (details.starts_at, details.ends_at), details.attendees or 0
    free = [
        room
        for room in rooms
        if room.id not in details.room_ids and not any(each.is_in_the_way(room, span) for each in others)
    ]
    return tuple(sorted(free, key=lambda room: (room.capacity < people, room.position)))


def _chosen(wish: Wish, choice: Choice) -> Wish:
    """The wish as the person picked for its day."""
    if choice.do == MOVE:
        return replace(wish, details=_moved(wish, choice))
    if isinstance(wish.details, Refused):
        return wish
    kind, _, room = choice.do.partition(":")
    if kind == ROOM and room.isascii() and room.isdecimal() and len(room) < 10:
        return replace(wish, details=replace(wish.details, room_ids=(int(room),)))
    return wish


def _moved(wish: Wish, choice: Choice) -> BookingDetails | Refused:
    try:
        day = forms.read_day(choice.day) if choice.day.strip() else wish.day
        starts = forms.read_hour(choice.starts)
        span = forms.span_of(day, starts, day, forms.read_hour(choice.ends, "ends"))
        moved = replace(wish.model, starts_at=span[0], ends_at=span[1])
        rules.check(moved)
    except Refused as refused:
        return refused
    return moved
