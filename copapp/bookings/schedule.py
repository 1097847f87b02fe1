"""What the calendar draws: days and weeks of rooms, laid on quarter hours. Pure; `queries` fills it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from copapp import clock
from copapp.bookings.models import BookingState
from copapp.bookings.opening import Opening
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import USUAL_LENGTH, Span, overlaps

QUARTER = timedelta(minutes=15)
HALF_HOUR = timedelta(minutes=30)
USUAL_DAY = (time(8), time(20))
"""What a closed day shows, local time."""


@dataclass(frozen=True)
class Hold:
    """A room, by id, that a booking holds from its set-up to the end of its clearing (UTC instants)."""

    room_id: int
    starts_at: datetime
    ends_at: datetime

    @property
    def span(self) -> Span:
        return self.starts_at, self.ends_at


@dataclass(frozen=True)
class BookingInfo:
    """A booking with the names that people know it by; `rooms` in the order of the calendar, instants UTC. `holds`:
    each room that it keeps from others, the parts of joined ones included."""

    id: int
    version: int
    state: BookingState
    starts_at: datetime
    ends_at: datetime
    rooms: tuple[RoomInfo, ...]
    purpose: str = ""
    organisation_id: int | None = None
    organisation: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    attendees: int | None = None
    equipment: tuple[str, ...] = ()
    layout: str = ""
    note: str = ""
    override_note: str = ""
    uid: str = ""
    sequence: int = 0
    series_id: int | None = None
    series_day: date | None = None
    cancel_reason: str = ""
    holds: tuple[Hold, ...] = ()
    is_free = False

    def __hash__(self) -> int:
        return hash((self.id, self.version))

    @property
    def span(self) -> Span:
        return self.starts_at, self.ends_at

    @property
    def held(self) -> Span:
        """From the first set-up of its rooms to the end of the last clearing."""
        starts = min((hold.starts_at for hold in self.holds), default=self.starts_at)
        return starts, max((hold.ends_at for hold in self.holds), default=self.ends_at)

    def hold_of(self, room_id: int) -> Hold:
        """From when to when it holds a room of its own."""
        for hold in self.holds:
            if hold.room_id == room_id:
                return hold
        return Hold(room_id, *self.span)

    def is_in_the_way(self, room: RoomInfo, span: Span) -> bool:
        """Whether it keeps a room from being booked for that span."""
        held = room.held(span)
        return any(hold.room_id in room.ids and overlaps(hold.span, held) for hold in self.holds)

    @property
    def who(self) -> str:
        """For whom: the organisation, else the person, else the purpose."""
        return self.organisation or self.contact_name or self.purpose or "bez nazwy"

    @property
    def what(self) -> str:
        """The purpose, where `who` does not say it already."""
        return self.purpose if self.purpose != self.who else ""

    @property
    def room_numbers(self) -> str:
        """The ids of its rooms as a page carries them."""
        return " ".join(str(room.id) for room in self.rooms)

    def room_with(self, room_id: int) -> RoomInfo | None:
        """The one of its rooms that is, or has as a part, the room of that id; None: it has none of its own there."""
        return next((room for room in self.rooms if room_id in room.ids), None)

    @property
    def room_names(self) -> str:
        return ", ".join(room.name for room in self.rooms)

    @property
    def is_tentative(self) -> bool:
        return self.state is BookingState.TENTATIVE

    @property
    def is_cancelled(self) -> bool:
        return self.state is BookingState.CANCELLED


@dataclass(frozen=True)
class Place:
    """Rows of the grid: `row` counts quarter hours from 1, `rows` is the length. Ready for classes row-N and rows-N."""

    row: int
    rows: int


@dataclass(frozen=True)
class Gap:
    """Free time in a room."""

    starts_at: datetime
    ends_at: datetime
    is_free = True

    def slots(self) -> Iterator[Span]:
        """The gap in pieces that end on half hours, local time."""
        start = self.starts_at
        while start < self.ends_at:
            local = clock.to_local(start)
            past = timedelta(minutes=local.minute % 30, seconds=local.second, microseconds=local.microsecond)
            end = min(start - past + HALF_HOUR, self.ends_at)
            yield start, end
            start = end


@dataclass(frozen=True)
class RoomDay:
    """One room on one day: what holds it, in order of time, and the free time between within the drawn hours."""

    room: RoomInfo
    bookings: tuple[BookingInfo, ...]
    gaps: tuple[Gap, ...] = ()
    opening: Span | None = None
    """When it can be used that day, UTC instants; None: not at all."""
    day_off: str = ""
    """Why it can't, where it is more than a weekday's rest."""
    cancelled: tuple[BookingInfo, ...] = ()
    """What would have held it, where that is asked for."""

    @property
    def holds(self) -> list[tuple[BookingInfo, Hold]]:
        """Its bookings, each with the time that it holds the room."""
        return [(booking, booking.hold_of(self.room.id)) for booking in self.bookings]

    @property
    def in_order(self) -> "list[BookingInfo | Gap]":
        """Bookings and free time as the day goes by."""
        return sorted([*self.bookings, *self.cancelled, *self.gaps], key=lambda each: each.starts_at)


@dataclass(frozen=True)
class DaySchedule:
    """One day in all rooms. `opening` (the Centre's) and the drawn hours [starts_at, ends_at) are UTC instants;
    `opening` is None on a closed day, and `day_off` says why, where it is more than a weekday's rest."""

    day: date
    opening: Span | None
    starts_at: datetime
    ends_at: datetime
    rooms: tuple[RoomDay, ...]
    now: datetime | None = field(default=None, compare=False)
    day_off: str = ""

    @property
    def rows(self) -> int:
        """How many quarter hours are drawn."""
        return round((self.ends_at - self.starts_at) / QUARTER)

    def place(self, starts_at: datetime, ends_at: datetime) -> Place | None:
        """Where a span lies on the grid, rounded to quarter hours and cut to what is drawn; None: outside."""
        if not overlaps((starts_at, ends_at), (self.starts_at, self.ends_at)):
            return None
        first = max(0, round((starts_at - self.starts_at) / QUARTER))
        last = min(self.rows, round((ends_at - self.starts_at) / QUARTER))
        first = min(first, self.rows - 1)
        return Place(first + 1, max(1, last - first))

    @property
    def tentative(self) -> list[BookingInfo]:
        """What waits to be confirmed, each once."""
        return _tentative([self])

    @property
    def hours(self) -> list[tuple[Place, datetime]]:
        """Each full local hour that is drawn, with its place."""
        instants = (self.starts_at + QUARTER * number for number in range(self.rows))
        full = [instant for instant in instants if clock.to_local(instant).minute == 0]
        return [(place, hour) for hour in full if (place := self.place(hour, hour + QUARTER * 4))]

    def closed(self, column: RoomDay) -> list[Place]:
        """The drawn hours at which a room can't be used."""
        if column.opening is None:
            return [Place(1, self.rows)]
        parts = ((self.starts_at, column.opening[0]), (column.opening[1], self.ends_at))
        return [place for start, end in parts if start < end and (place := self.place(start, end))]

    @property
    def now_place(self) -> Place | None:
        """The row of this moment, on the day itself."""
        return self.place(self.now, self.now + QUARTER) if self.now else None

    def suggest(self, room_id: int | None, start: datetime | None, now: datetime) -> Span | None:
        """From when to when a new booking would be: from `start`, or the room's first free time to come, for the usual
        length or until the next booking or the closing; None where the room is not free then."""
        gaps = next((column.gaps for column in self.rooms if column.room.id == room_id), ())
        if start is None:
            start = next((max(gap.starts_at, _full_hour(now, up=True)) for gap in gaps if now < gap.ends_at), None)
        gap = next((gap for gap in gaps if start and gap.starts_at <= start < gap.ends_at), None)
        if start is None or gap is None:
            return None
        ends = min(start + USUAL_LENGTH, gap.ends_at)
        opening = next((column.opening for column in self.rooms if column.room.id == room_id), None)
        closes = opening[1] if opening else ends
        return start, min(ends, closes) if start < closes else ends

    def covering(self, spans: Iterable[Span]) -> "DaySchedule":
        """The same day with its drawn hours stretched over `spans`, within the day."""
        bounds = clock.day_bounds(self.day)
        mine = [span for span in spans if overlaps(span, bounds)]
        if not mine:
            return self
        starts = min(self.starts_at, _full_hour(max(bounds[0], min(span[0] for span in mine))))
        ends = max(self.ends_at, _full_hour(min(bounds[1], max(span[1] for span in mine)), up=True))
        return self if (starts, ends) == (self.starts_at, self.ends_at) else with_gaps(self, starts, ends)


@dataclass(frozen=True)
class WeekSchedule:
    """Seven days from a Monday, each in all rooms."""

    monday: date
    rooms: tuple[RoomInfo, ...]
    days: tuple[DaySchedule, ...]

    @property
    def tentative(self) -> list[BookingInfo]:
        """What waits to be confirmed, each once."""
        return _tentative(self.days)


def lay_out(
    day: date,
    opening: Opening,
    rooms: Iterable[RoomInfo],
    bookings: Mapping[int, list[BookingInfo]],
    now: datetime,
    cancelled: Mapping[int, list[BookingInfo]] | None = None,
) -> DaySchedule:
    """A day's schedule from what each room (by id) holds on it, and what was cancelled. Drawn: the opening hours, and
    all bookings."""
    starts, ends = clock.day_bounds(day)
    hours, day_off = opening.span(day), opening.day_off(day) or ""
    shown = hours or _usual_day(day)
    gone = cancelled or {}
    columns = tuple(
        RoomDay(
            room,
            tuple(bookings.get(room.id, ())),
            opening=opening.span(day, room.id),
            day_off=opening.day_off(day, room.id) or "",
            cancelled=tuple(gone.get(room.id, ())),
        )
        for room in rooms
    )
    bare = DaySchedule(day, hours, shown[0], shown[1], columns, now if starts <= now < ends else None, day_off)
    wanted = [hold.span for column in columns for _, hold in column.holds]
    wanted += [column.opening for column in columns if column.opening]
    wanted += [each.span for column in columns for each in column.cancelled]
    bare = bare.covering([shown, *wanted])
    return with_gaps(bare, bare.starts_at, bare.ends_at)


def _tentative(days: Iterable[DaySchedule]) -> list[BookingInfo]:
    found = {each.id: each for day in days for column in day.rooms for each in column.bookings if each.is_tentative}
    return sorted(found.values(), key=lambda each: (each.starts_at, each.id))


def _usual_day(day: date) -> Span:
    opens, closes = (clock.from_local(datetime.combine(day, hour)) for hour in USUAL_DAY)
    return opens, closes


def with_gaps(schedule: DaySchedule, starts_at: datetime, ends_at: datetime) -> DaySchedule:
    """The schedule drawn between these instants, with the free time of each room."""
    rooms = tuple(
        replace(column, gaps=tuple(free_time((starts_at, ends_at), column.room, (hold for _, hold in column.holds))))
        for column in schedule.rooms
    )
    return replace(schedule, starts_at=starts_at, ends_at=ends_at, rooms=rooms)


def free_time(span: Span, room: RoomInfo, holds: Iterable[Hold]) -> Iterator[Gap]:
    """What is left of a span for bookings of a room, which need their own set-up and clearing beside what holds it."""
    free = span[0]
    for hold in sorted(holds, key=lambda each: each.starts_at):
        until = min(hold.starts_at - room.clearing, span[1])
        if free < until:
            yield Gap(free, until)
        free = max(free, hold.ends_at + room.setup)
    if free < span[1]:
        yield Gap(free, span[1])


def _full_hour(instant: datetime, up: bool = False) -> datetime:
    past = timedelta(minutes=instant.minute, seconds=instant.second, microseconds=instant.microsecond)
    return instant - past + (timedelta(hours=1) if up and past else timedelta())
