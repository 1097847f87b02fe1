"""What a sensible colleague proposes when a room can't be had as asked. Pure.

Three ways: another room at the same time, the same day near that hour, the same hour on a near day. Each proposal is
free, within the opening hours, to come, and large enough.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from copapp import clock
from copapp.bookings.opening import Opening, closed_at
from copapp.bookings.rooms import RoomInfo, without_parts
from copapp.bookings.rules import Span, overlaps
from copapp.bookings.schedule import BookingInfo
from copapp.polish import counted
from copapp.problems import Refused

MOST = 3
DAYS_AROUND = 14
STEP = timedelta(minutes=30)
HOURS_AROUND = timedelta(hours=6)


@dataclass(frozen=True)
class Wish:
    """What was asked for: rooms (none: any that is large enough), a span of aware instants, for how many people."""

    rooms: tuple[RoomInfo, ...]
    span: Span
    attendees: int | None = None

    @property
    def looked_at(self) -> Span:
        """The time within which proposals lie."""
        return self.span[0] - timedelta(days=DAYS_AROUND + 1), self.span[1] + timedelta(days=DAYS_AROUND + 1)


@dataclass(frozen=True)
class Proposal:
    """Rooms for a span of aware instants, with the reason in a few Polish words."""

    rooms: tuple[RoomInfo, ...]
    span: Span
    reason: str

    @property
    def room_names(self) -> str:
        return ", ".join(room.name for room in self.rooms)


class _Calendar:
    """When the rooms are taken."""

    def __init__(self, rooms: Sequence[RoomInfo], opening: Opening, bookings: Iterable[BookingInfo], now: datetime):
        self.rooms, self._opening, self._now = rooms, opening, now
        self._held: dict[int, list[Span]] = defaultdict(list)
        for booking in bookings:
            for hold in booking.holds:
                self._held[hold.room_id].append(hold.span)

    def is_free(self, rooms: Sequence[RoomInfo], span: Span) -> bool:
        return (
            span[0] > self._now
            and closed_at(span, self._opening, rooms) is None
            and not any(
                overlaps(held, room.held(span))
                for room in rooms
                for room_id in room.ids
                for held in self._held[room_id]
            )
        )


def propose(
    wish: Wish, rooms: Sequence[RoomInfo], opening: Opening, bookings: Iterable[BookingInfo], now: datetime
) -> list[Proposal]:
    """At most three proposals, the nearest of each way first. `bookings`: all that hold a room within
    `wish.looked_at`; `now`: an aware instant."""
    calendar = _Calendar(rooms, opening, bookings, now)
    ways = [
        _elsewhere(wish, calendar),
        _at_times(wish, calendar, _that_day(wish.span)),
        _at_times(wish, calendar, _on_near_days(wish.span)),
    ]
    found = [proposal for way in ways if (proposal := next(way, None))]
    for way in (ways[2], ways[1], ways[0]):
        found += [proposal for _ in range(MOST - len(found)) if (proposal := next(way, None))]
    return found


def _elsewhere(wish: Wish, calendar: _Calendar) -> Iterator[Proposal]:
    """Other rooms at the same time."""
    for rooms in _fitting(wish, calendar.rooms):
        if set(rooms) != set(wish.rooms) and calendar.is_free(rooms, wish.span):
            yield Proposal(rooms, wish.span, f"ta sama pora, {'połączone sale' if rooms[0].parts else 'inna sala'}")


def _at_times(wish: Wish, calendar: _Calendar, times: Iterable[tuple[Span, str]]) -> Iterator[Proposal]:
    """The rooms asked for at other times, where they are large enough; else the smallest that are."""
    fitting = list(_fitting(wish, calendar.rooms))
    wanted = [rooms for rooms in fitting if set(rooms) == set(wish.rooms)]
    for span, reason in times:
        free = next((rooms for rooms in wanted or fitting if calendar.is_free(rooms, span)), None)
        if free:
            changed = "" if set(free) == set(wish.rooms) or not wish.rooms else ", inna sala"
            yield Proposal(free, span, reason + changed)


def _fitting(wish: Wish, rooms: Sequence[RoomInfo]) -> Iterator[tuple[RoomInfo, ...]]:
    """Rooms that hold everybody, the smallest first: one for one, and for several those asked for, each taken one of
    them replaced."""
    least = wish.attendees or sum(room.capacity for room in wish.rooms) // 2
    if len(wish.rooms) > 1:
        yield from _several(wish, rooms, least)
        return
    for room in sorted(rooms, key=lambda room: (room.capacity, room.position)):
        if room.capacity >= least:
            yield (room,)


def _several(wish: Wish, rooms: Sequence[RoomInfo], least: int) -> Iterator[tuple[RoomInfo, ...]]:
    if sum(room.capacity for room in wish.rooms) >= (wish.attendees or 0):
        yield wish.rooms
    for replaced in wish.rooms:
        for other in rooms:
            chosen = tuple(other if room == replaced else room for room in wish.rooms)
            if other not in wish.rooms and sum(room.capacity for room in chosen) >= least and _can_join(chosen):
                yield chosen


def _can_join(rooms: Sequence[RoomInfo]) -> bool:
    """Whether none of the rooms is a part of another."""
    try:
        return len(without_parts(rooms)) == len(rooms)
    except Refused:
        return False


def _that_day(span: Span) -> Iterator[tuple[Span, str]]:
    """Near hours of the same local day, the nearest first, later before earlier."""
    day = clock.to_local(span[0]).date()
    for number in range(1, HOURS_AROUND // STEP + 1):
        for sign, word in ((1, "później"), (-1, "wcześniej")):
            moved = span[0] + sign * number * STEP, span[1] + sign * number * STEP
            if clock.to_local(moved[0]).date() == day:
                yield moved, f"ten sam dzień, {_length(number * STEP)} {word}"


def _on_near_days(span: Span) -> Iterator[tuple[Span, str]]:
    """The same local hours on near days, the nearest first, later before earlier."""
    starts, ends = (clock.to_local(instant).replace(tzinfo=None) for instant in span)
    for number in range(1, DAYS_AROUND + 1):
        for sign, word in ((1, "później"), (-1, "wcześniej")):
            days = timedelta(days=sign * number)
            try:
                moved = clock.from_local(starts + days), clock.from_local(ends + days)
            except clock.HourSkipped:
                continue
            if moved[0] < moved[1]:
                yield moved, f"ta sama godzina, {counted(number, 'dzień', 'dni', 'dni')} {word}"


def _length(length: timedelta) -> str:
    """„pół godziny”, „godzinę”, „1,5 godz.”, „2 godz.”."""
    halves = length // STEP
    if halves <= 2:
        return ("pół godziny", "godzinę")[halves - 1]
    return f"{halves // 2}{',5' if halves % 2 else ''} godz."
