"""A month and a list of days, as the calendar draws them: what each day holds. Pure; `calendars` fills them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from copapp.bookings.opening import Opening, by_days
from copapp.bookings.rules import Span
from copapp.bookings.schedule import BookingInfo

DRAWN = 4
"""Bookings of a day that a month has room for."""


@dataclass(frozen=True)
class DayOfBookings:
    """A local day with its bookings, the earliest first, and when the Centre is open (None: closed; `day_off` says why,
    where it is more than a weekday's rest). `in_month` is false for the days that only fill the weeks."""

    day: date
    bookings: tuple[BookingInfo, ...] = ()
    opening: Span | None = None
    day_off: str = ""
    in_month: bool = True
    rooms_off: tuple[str, ...] = ()
    """Rooms that are closed that day, with the reason: „Sala wykładowa: malowanie”."""

    @property
    def drawn(self) -> tuple[BookingInfo, ...]:
        """What a month draws; the last place tells of the rest."""
        return self.bookings if len(self.bookings) <= DRAWN else self.bookings[: DRAWN - 1]

    @property
    def more(self) -> int:
        """How many are left out of a month."""
        return len(self.bookings) - len(self.drawn)

    @property
    def waiting(self) -> int:
        """How many wait to be confirmed."""
        return sum(each.is_tentative for each in self.bookings)


@dataclass(frozen=True)
class MonthSchedule:
    """The weeks of a month, from Monday to Sunday."""

    weeks: tuple[tuple[DayOfBookings, ...], ...]

    @property
    def tentative(self) -> list[BookingInfo]:
        """What waits to be confirmed in the month itself, each once."""
        return _tentative(day for week in self.weeks for day in week if day.in_month)


@dataclass(frozen=True)
class Agenda:
    """Days one after the other: those with bookings, and those off. Of a search `past` holds what is over, the latest
    first, and `is_cut` tells that there is more than is shown."""

    days: tuple[DayOfBookings, ...]
    past: tuple[DayOfBookings, ...] = ()
    is_cut: bool = False

    @property
    def count(self) -> int:
        return len({each.id for day in (*self.days, *self.past) for each in day.bookings})

    @property
    def tentative(self) -> list[BookingInfo]:
        """What waits to be confirmed, each once."""
        return _tentative(self.days)


def lay_out_month(
    first: date, opening: Opening, bookings: Iterable[BookingInfo], rooms: Mapping[int, str]
) -> MonthSchedule:
    """The month that begins on that day; `rooms` are the names of those shown, by id."""
    held = _by_day(bookings)
    weeks = tuple(
        tuple(_day(day, opening, held, rooms, in_month=day.month == first.month) for day in week)
        for week in weeks_of(first)
    )
    return MonthSchedule(weeks)


def lay_out_list(
    days: Sequence[date], opening: Opening, bookings: Iterable[BookingInfo], rooms: Mapping[int, str]
) -> Agenda:
    """Those of the days on which there is something to tell."""
    held = _by_day(bookings)
    told = (_day(day, opening, held, rooms) for day in days)
    return Agenda(tuple(day for day in told if day.bookings or day.day_off or day.rooms_off))


def lay_out_found(coming: Iterable[BookingInfo], past: Iterable[BookingInfo], is_cut: bool) -> Agenda:
    """What a search found: each booking once, on the day that it begins."""
    return Agenda(tuple(_by_first_day(coming)), tuple(reversed(_by_first_day(past))), is_cut)


def weeks_of(first: date) -> list[list[date]]:
    """The days of a month in whole weeks, the days around it included."""
    start = first - timedelta(days=first.weekday())
    weeks = []
    while start <= first or start.month == first.month:
        weeks.append([start + timedelta(days=number) for number in range(7)])
        start += timedelta(days=7)
    return weeks


def _day(
    day: date,
    opening: Opening,
    held: Mapping[date, list[BookingInfo]],
    rooms: Mapping[int, str],
    in_month: bool = True,
) -> DayOfBookings:
    off = opening.day_off(day)
    rooms_off = tuple(_rooms_off(day, opening, rooms)) if off is None else ()
    return DayOfBookings(day, tuple(held.get(day, ())), opening.span(day), off or "", in_month, rooms_off)


def _rooms_off(day: date, opening: Opening, rooms: Mapping[int, str]) -> Iterator[str]:
    for each in opening.days_off:
        if each.room_id is not None and each.room_id in rooms and each.first <= day <= each.last:
            yield f"{rooms[each.room_id]}: {each.reason or 'nieczynna'}"


def _by_day(bookings: Iterable[BookingInfo]) -> dict[date, list[BookingInfo]]:
    held: dict[date, list[BookingInfo]] = defaultdict(list)
    for each in bookings:
        for day, _ in by_days(each.span):
            held[day].append(each)
    return held


def _by_first_day(bookings: Iterable[BookingInfo]) -> list[DayOfBookings]:
    held: dict[date, list[BookingInfo]] = defaultdict(list)
    for each in sorted(bookings, key=lambda each: (each.starts_at, each.id)):
        held[next(by_days(each.span))[0]].append(each)
    return [DayOfBookings(day, tuple(found)) for day, found in held.items()]


def _tentative(days: Iterable[DayOfBookings]) -> list[BookingInfo]:
    found = {each.id: each for day in days for each in day.bookings if each.is_tentative}
    return sorted(found.values(), key=lambda each: (each.starts_at, each.id))
