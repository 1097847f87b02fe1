"""What each view of the calendar is drawn from; the number of queries is that of the view, whatever it holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session

from copapp import clock
from copapp.bookings import queries
from copapp.bookings.month import Agenda, MonthSchedule, lay_out_list, lay_out_month, weeks_of
from copapp.bookings.opening import Opening
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.schedule import BookingInfo, DaySchedule, WeekSchedule, lay_out, with_gaps
from copapp.bookings.search import search
from copapp.bookings.shown import Shown

Drawn = DaySchedule | WeekSchedule | MonthSchedule | Agenda


@dataclass(frozen=True)
class Calendar:
    """A view with what holds its frame: the rooms that can be chosen, and when the Centre is open."""

    drawn: Drawn
    rooms: tuple[RoomInfo, ...]
    opening: Opening

    @property
    def days(self) -> tuple[DaySchedule, ...]:
        """The days that are drawn in rooms; none of a month or a list."""
        if isinstance(self.drawn, WeekSchedule):
            return self.drawn.days
        return (self.drawn,) if isinstance(self.drawn, DaySchedule) else ()

    @property
    def drawn_hours(self) -> str:
        """Tells whether parts of a grid still fit it."""
        return " ".join(f"{day.starts_at:%d%H}-{day.ends_at:%d%H}" for day in self.days)


def read(session: Session, shown: Shown) -> Calendar:
    """The calendar as shown."""
    known = queries.rooms(session)
    rooms = [room for room in known if not room.parts]
    opening = queries.opening(session)
    if shown.is_search:
        return Calendar(search(session, shown.filters), tuple(rooms), opening)
    days = _days(shown)
    span = clock.day_bounds(days[0])[0], clock.day_bounds(days[-1])[1]
    held = queries.holding(session, span, known)
    gone = queries.cancelled(session, span, known) if shown.filters.shows_cancelled else []
    return Calendar(_drawn(shown, chosen_rooms(shown, rooms), opening, held, gone), tuple(rooms), opening)


def chosen_rooms(shown: Shown, rooms: Sequence[RoomInfo]) -> list[RoomInfo]:
    """The rooms that a view shows: all, or the one of the filter; the week of one room has always one."""
    chosen = [room for room in rooms if room.id == shown.filters.room]
    return chosen or list(rooms[:1] if shown.view == "room" else rooms)


def _days(shown: Shown) -> list[date]:
    if shown.view == "month":
        return [day for week in weeks_of(shown.day) for day in week]
    return [shown.day + timedelta(days=number) for number in range((shown.until - shown.day).days)]


def _drawn(
    shown: Shown, rooms: Sequence[RoomInfo], opening: Opening, held: Sequence[BookingInfo], gone: Sequence[BookingInfo]
) -> Drawn:
    if shown.view in ("month", "list"):
        kept = sorted(filter(shown.filters.shows, (*held, *gone)), key=lambda each: (each.starts_at, each.id))
        names = {room.id: room.name for room in rooms}
        if shown.view == "month":
            return lay_out_month(shown.day, opening, kept, names)
        return lay_out_list(_days(shown), opening, kept, names)
    now = clock.now()
    laid = tuple(
        lay_out(day, opening, rooms, _by_room(held, day), now, _by_room(gone, day) if gone else None)
        for day in _days(shown)
    )
    if shown.view == "day":
        return laid[0]
    return WeekSchedule(shown.day, tuple(rooms), even(laid) if shown.view == "room" else laid)


def even(days: Iterable[DaySchedule]) -> tuple[DaySchedule, ...]:
    """The days drawn over the same hours of the wall clock, so that they stand side by side."""
    given = tuple(days)
    first = min(_since_midnight(day.day, day.starts_at) for day in given)
    last = max(_since_midnight(day.day, day.ends_at) for day in given)
    return tuple(with_gaps(day, _at(day.day, first), _at(day.day, last)) for day in given)


def _since_midnight(day: date, instant: datetime) -> timedelta:
    return clock.to_local(instant).replace(tzinfo=None) - datetime(day.year, day.month, day.day)


def _at(day: date, since_midnight: timedelta) -> datetime:
    """That hour of the wall clock; one that is skipped counts from the change on."""
    wall = datetime(day.year, day.month, day.day) + since_midnight
    return wall.replace(tzinfo=clock.WARSAW).astimezone(UTC)


def _by_room(found: Iterable[BookingInfo], day: date) -> dict[int, list[BookingInfo]]:
    return queries.by_room(found, clock.day_bounds(day))
