"""When the Centre and each of its rooms are open: weekly hours, feasts and other days off. Pure.

Instants are aware; spans are half-open. An hour is local time of Europe/Warsaw on whatever day it is asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from copapp import clock
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import Span
from copapp.feasts import feast
from copapp.polish import day_without_year

Hours = tuple[time, time]
"""Opening and closing, local time; closing at 0:00 is the end of the day."""
WeeklyHours = Mapping[int, Hours]
"""Hours by weekday (0 = Monday); no entry: closed."""

ON_WEEKDAYS = ("w poniedziałek", "we wtorek", "w środę", "w czwartek", "w piątek", "w sobotę", "w niedzielę")


@dataclass(frozen=True)
class DaysOff:
    """Days, both included, on which the Centre is closed, or one room (by id)."""

    first: date
    last: date
    reason: str = ""
    room_id: int | None = None


@dataclass(frozen=True)
class Opening:
    """All that decides when rooms can be used. A room that has hours of its own (`by_room`, by id) keeps to them on
    each weekday that it names, and to the Centre's on the others."""

    weekly: WeeklyHours
    by_room: Mapping[int, WeeklyHours] = field(default_factory=dict)
    days_off: tuple[DaysOff, ...] = ()
    open_on_feasts: bool = False

    def hours(self, day: date, room_id: int | None = None) -> Hours | None:
        """The hours on a day, of the Centre or of a room; None: closed."""
        if self.day_off(day, room_id) is not None:
            return None
        own = self.by_room.get(room_id, {}) if room_id is not None else {}
        return own.get(day.weekday()) or self.weekly.get(day.weekday())

    def day_off(self, day: date, room_id: int | None = None) -> str | None:
        """Why a day is off whatever the weekday, in Polish (perhaps ""); None: it is not."""
        for off in self.days_off:
            if off.first <= day <= off.last and off.room_id in (None, room_id):
                return off.reason
        return (feast(day) or None) if not self.open_on_feasts else None

    def span(self, day: date, room_id: int | None = None) -> Span | None:
        """The UTC instants between which it is open on a day, half-open; None: closed.

        A local hour holds on both days of the clock's change; one that is skipped counts from the change on.
        """
        hours = self.hours(day, room_id)
        if hours is None:
            return None
        opens, closes = hours
        ends_on = day + timedelta(days=1) if closes == time() else day
        return _instant(day, opens), _instant(ends_on, closes)


def closed_at(span: Span, opening: Opening, rooms: Sequence[RoomInfo] = ()) -> str | None:
    """What to say when one of the rooms (or, without any, the Centre) is closed for a part of the span, else None;
    tells of the first such day."""
    for day, piece in by_days(span):
        for room in rooms or (None,):
            said = _closed(day, piece, opening, room)
            if said:
                return said
    return None


def _closed(day: date, piece: Span, opening: Opening, room: RoomInfo | None) -> str | None:
    room_id = room.id if room else None
    hours, whole = opening.hours(day, room_id), opening.span(day, room_id)
    if whole and whole[0] <= piece[0] and piece[1] <= whole[1]:
        return None
    when = ON_WEEKDAYS[day.weekday()]
    whose = f"{room.name}: {when}" if room and hours != opening.hours(day) else _first_upper(when)
    if hours is not None:
        return f"{whose} czynne {hours[0]:%H:%M}–{_closing(hours[1])}."
    reason = opening.day_off(day, room_id)
    return f"{whose} ({day_without_year(day).split(', ')[1]}) nieczynne{f': {reason}' if reason else ''}."


def by_days(span: Span) -> Iterator[tuple[date, Span]]:
    """The parts of a span that lie on each local day."""
    day = clock.to_local(span[0]).date()
    while True:
        starts, ends = clock.day_bounds(day)
        if starts >= span[1]:
            return
        yield day, (max(starts, span[0]), min(ends, span[1]))
        day += timedelta(days=1)


def _instant(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=clock.WARSAW).astimezone(UTC)


def _closing(closes: time) -> str:
    return "24:00" if closes == time() else f"{closes:%H:%M}"


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
