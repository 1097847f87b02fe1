"""What making or changing a series will do to each of its days, worked out before anybody saves it.

The page shows the plan, and `series` carries out the same plan anew inside its transaction.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from copapp import clock
from copapp.bookings import forms, policies, queries, recurrence, rules
from copapp.bookings.actions import RoomTaken
from copapp.bookings.cautions import cautions
from copapp.bookings.models import Series
from copapp.bookings.policy import Case
from copapp.bookings.recurrence import Recurrence
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import BookingDetails, Span
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.series_pattern import changed_fields, details_in, details_on, hours_of, merged, pattern_of
from copapp.db import settings_of
from copapp.organisations.queries import by_id
from copapp.problems import Refused

USUAL_MONTHS = 6
ALIKE = frozenset({"attendees", "organisation"})
"""The fields whose cautions concern all days alike: they are told in the form, not beside each day."""
KEEP, SKIP, MOVE, ROOM = "keep", "skip", "move", "room"


class Scope(StrEnum):
    """How far a change of one booking of a series goes."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


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
class SeriesPlan:
    """All days of a series from the first that is touched. `series` is None for a new one; with `splits` it ends before
    `first_day`, where a series of its own begins."""

    recurrence: Recurrence
    pattern: Mapping[str, Any]
    first_day: date
    made_until: date
    occurrences: tuple[Occurrence, ...]
    series: Series | None = None
    splits: bool = False
    rule_changes: bool = True
    renamed: Mapping[date, date] = field(default_factory=dict)
    """The day of each booking by the rule before, also of a cancelled one → its day now."""

    @property
    def booked(self) -> list[Occurrence]:
        return [each for each in self.occurrences if not each.is_skipped and not each.drops]

    @property
    def skipped(self) -> list[Occurrence]:
        return [each for each in self.occurrences if each.is_skipped]

    @property
    def dropped(self) -> list[Occurrence]:
        return [each for each in self.occurrences if each.drops]

    @property
    def unready(self) -> list[Occurrence]:
        return [each for each in self.occurrences if not each.is_ready]

    @property
    def breaking(self) -> list[Occurrence]:
        """The days that are going to break the rules of booking: they take a note that says why."""
        return [each for each in self.occurrences if each.is_breach and each.warns]

    @property
    def needs_a_look(self) -> bool:
        """Whether staff should see the days before they save."""
        return self.rule_changes or bool(self.unready) or any(each.warns for each in self.occurrences)


def plan_new(
    session: Session,
    details: BookingDetails,
    wanted: Recurrence,
    choices: Choices,
    booking: BookingInfo | None = None,
) -> SeriesPlan:
    """A new series whose first day is that of `details`; `booking` is what stands there already and becomes its first.

    Raises:
        Refused: the rule has no day, or too many.
    """
    first = clock.to_local(details.starts_at).date()
    horizon = horizon_of(session)
    found = _days(wanted, first, horizon)
    pattern = pattern_of(details)
    found = [first, *found] if booking and first not in found else found
    wishes = [_Wish(day, _on(pattern, day), details, booking if day == first else None) for day in found]
    made_until = found[-1] if wanted.has_end else horizon
    return SeriesPlan(wanted, pattern, first, made_until, _planned(session, wishes, choices))


def plan_edit(
    session: Session,
    anchor: BookingInfo,
    scope: Scope,
    details: BookingDetails,
    wanted: Recurrence | None,
    choices: Choices,
) -> SeriesPlan:
    """What the form of one booking of a series does to the series: `details` and `wanted` are what it says now. What
    has begun already stays as it was, and so does what was changed alone.

    Raises:
        Refused: the rule has no day, or too many, or can't be moved to another day.
    """
    series = session.get_one(Series, anchor.series_id)
    old = Recurrence(series.rule, series.skip_feasts)
    coming = members(session, anchor, scope)
    by = clock.to_local(details.starts_at).date() - clock.to_local(anchor.starts_at).date()
    new = wanted if wanted is not None and wanted != old else old
    if new == old and by:
        new = replace(old, rule=_shifted(old.rule, by))
    splits = scope is Scope.FOLLOWING and anchor.series_day != _first(session, series)
    if splits and new.rule == old.rule:
        new = recurrence.from_day(old, series.first_day, anchor.series_day or series.first_day)
    days = {each.series_day: each for each in coming if each.series_day}
    first = (anchor.series_day or series.first_day) + by if splits else series.first_day + by
    rule_changes = bool(by) or (wanted is not None and wanted != old)
    renamed, new_days, made_until = {day: day for day in days}, [], series.made_until
    pattern = _pattern(series, anchor, details)
    if rule_changes:
        horizon = max(horizon_of(session), series.made_until)
        since = min(days) + min(by, timedelta())
        left_out = {date.fromisoformat(text) + by for text in series.left_out}
        asked = [day for day in _days(new, first, horizon) if day >= since and day not in left_out]
        is_moved = by and wanted in (None, old)
        pairs = {day: day + by for day in days if day + by in asked}
        renamed = pairs if is_moved else recurrence.pair(days, asked, new.rule)
        new_days = [day for day in asked if day not in renamed.values()]
        made_until = asked[-1] if new.has_end and asked else horizon
    wishes = list(_wishes(series, anchor, details, days, renamed))
    wishes += [_Wish(day, _on(pattern, day), details) for day in new_days]
    found = _planned(session, sorted(wishes, key=lambda wish: wish.day), choices)
    return SeriesPlan(new, pattern, first, made_until, found, series, splits, rule_changes, renamed)


def members(session: Session, anchor: BookingInfo, scope: Scope) -> list[BookingInfo]:
    """The bookings of a series that a change concerns, cancelled ones too: not those that have begun, but for the one
    that was opened."""
    assert anchor.series_id is not None and anchor.series_day is not None
    found = queries.bookings_of_series(session, anchor.series_id)
    now, since = clock.now(), anchor.series_day
    coming = [each for each in found if each.id == anchor.id or each.starts_at > now]
    if scope is Scope.ALL:
        return coming
    return [each for each in coming if each.id == anchor.id or (scope is Scope.FOLLOWING and _day(each) >= since)]


def horizon_of(session: Session) -> date:
    """Up to which day a rule without an end is carried out."""
    return recurrence.ahead(clock.today(), months_ahead(session))


def months_ahead(session: Session) -> int:
    """For how many months a rule without an end is carried out."""
    settings = settings_of(session)
    return settings.series_months if settings else USUAL_MONTHS


@dataclass(frozen=True)
class _Wish:
    """What a day is asked to become; `model` is what to move where the clock skips the hour asked for."""

    day: date
    details: BookingDetails | Refused
    model: BookingDetails
    booking: BookingInfo | None = None
    drops: bool = False


def _day(booking: BookingInfo) -> date:
    return booking.series_day or date.max


def _first(session: Session, series: Series) -> date:
    assert series.id is not None
    return min(map(_day, queries.bookings_of_series(session, series.id)), default=series.first_day)


def _days(wanted: Recurrence, first: date, horizon: date) -> list[date]:
    try:
        found = recurrence.days(wanted, first, max(horizon, first))
    except recurrence.NoRule:
        raise Refused("Tak nie da się powtarzać rezerwacji.", "rhythm") from None
    if not found:
        raise Refused("W tym czasie nie wypada ani jeden termin.", "rhythm")
    if len(found) > recurrence.MOST:
        raise Refused(f"To więcej niż {recurrence.MOST} terminów. Podaj wcześniejszy ostatni dzień.", "until")
    return found


def _shifted(rule: str, by: timedelta) -> str:
    moved = recurrence.shifted(rule, by)
    if moved is None:
        raise Refused("Dzień tego cyklu zmień w powtarzaniu albo przenieś tylko ten termin.", "day")
    return moved


def _on(pattern: Mapping[str, Any], day: date) -> BookingDetails | Refused:
    try:
        return details_on(pattern, day)
    except Refused as refused:
        return refused


def _pattern(series: Series, anchor: BookingInfo, details: BookingDetails) -> dict[str, Any]:
    """The pattern with what the form changes of the booking that was opened."""
    before, after, kept = details_in(anchor), pattern_of(details), dict(series.pattern)
    kept |= {name: after[name] for name in changed_fields(before, details)}
    if hours_of(anchor.span) != hours_of((details.starts_at, details.ends_at)):
        kept |= {name: after[name] for name in ("starts", "ends")}
    return kept


def _wishes(
    series: Series,
    anchor: BookingInfo,
    details: BookingDetails,
    days: Mapping[date, BookingInfo],
    renamed: Mapping[date, date],
) -> Iterator[_Wish]:
    """What each booking that stands becomes; cancelled ones are no wishes."""
    pattern, changed = _pattern(series, anchor, details), changed_fields(details_in(anchor), details)
    for day, booking in days.items():
        own = details_in(booking)
        if booking.is_cancelled:
            continue
        if day not in renamed:
            yield _Wish(day, own, own, booking, drops=True)
            continue
        now, base = renamed[day], _on(series.pattern, day)
        there = _on(pattern, now)
        if booking.id == anchor.id and (now == day or _local_day(details.starts_at) != _local_day(anchor.starts_at)):
            yield _Wish(now, details, details, booking)
        elif isinstance(base, Refused) or isinstance(there, Refused):
            yield _Wish(now, own, own, booking)
        else:
            mine = merged(booking, base, details, changed, (there.starts_at, there.ends_at))
            yield _Wish(now, mine, mine, booking)


def _planned(session: Session, wishes: Sequence[_Wish], choices: Choices) -> tuple[Occurrence, ...]:
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


def _case(session: Session, wishes: Sequence[_Wish], spans: Sequence[Span], besides: Collection[int]) -> Case:
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


def _chosen(wish: _Wish, choice: Choice) -> _Wish:
    """The wish as the person picked for its day."""
    if choice.do == MOVE:
        return replace(wish, details=_moved(wish, choice))
    if isinstance(wish.details, Refused):
        return wish
    kind, _, room = choice.do.partition(":")
    if kind == ROOM and room.isascii() and room.isdecimal() and len(room) < 10:
        return replace(wish, details=replace(wish.details, room_ids=(int(room),)))
    return wish


def _moved(wish: _Wish, choice: Choice) -> BookingDetails | Refused:
    try:
        day = forms.read_day(choice.day) if choice.day.strip() else wish.day
        starts = forms.read_hour(choice.starts)
        span = forms.span_of(day, starts, day, forms.read_hour(choice.ends, "ends"))
        moved = replace(wish.model, starts_at=span[0], ends_at=span[1])
        rules.check(moved)
    except Refused as refused:
        return refused
    return moved


def _local_day(instant: datetime) -> date:
    return clock.to_local(instant).date()
