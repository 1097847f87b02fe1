"""The next free times for so many people and so long. The finding is pure; `read` asks for what it needs."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from copapp import clock
from copapp.bookings import forms, queries
from copapp.bookings.forms import EQUIPMENT, Fields
from copapp.bookings.opening import Opening
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import Span, overlaps
from copapp.bookings.schedule import HALF_HOUR, BookingInfo, Hold, free_time
from copapp.problems import Refused

MOST = 6
PER_DAY = 2
"""So that the answers lie on several days."""
HORIZON_DAYS = 90
_LENGTH = re.compile(r"(\d{1,2})(?:[,.](\d{1,2})|:(\d{2}))?(?: ?(?:h|godz\.?))?", re.ASCII)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wanted:
    """For how many (None: any number), how long, from which local day on and not before which hour (since midnight)."""

    people: int | None
    length: timedelta
    day: date
    not_before: timedelta = timedelta()
    equipment: tuple[str, ...] = ()


@dataclass(frozen=True)
class FreeTime:
    """A room that is free for the span; `shared` tells who else wants the same equipment then."""

    room: RoomInfo
    span: Span
    shared: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        return clock.to_local(self.span[0]).date()

    @property
    def until(self) -> str:
        """The end as the booking form takes it."""
        ends = clock.to_local(self.span[1])
        return f"{ends:%H:%M}" if ends.date() == self.day else "24:00"


def read_wanted(given: Mapping[str, str], equipment: Iterable[str]) -> Wanted | dict[str, str]:
    """What the form asks for; else what is wrong with its fields, in Polish."""
    fields = Fields()
    people = fields.attempt(forms.read_attendees, given.get("attendees", ""))
    length = fields.attempt(_length, given.get("length", ""))
    day = fields.attempt(forms.read_day, given.get("day", ""))
    after = given.get("after", "").strip()
    not_before = fields.attempt(forms.read_hour, after, "after") if after else timedelta()
    if fields.problems or length is None or day is None or not_before is None:
        return fields.problems
    asked = set(equipment)
    return Wanted(people, length, day, not_before, tuple(key for key in EQUIPMENT if key in asked))


def read(session: Session, wanted: Wanted) -> list[FreeTime]:
    """The next free times from now on; the number of queries is always the same."""
    known = queries.rooms(session)
    span = clock.day_bounds(wanted.day)[0], clock.day_bounds(wanted.day + HORIZON_DAYS * _DAY)[1]
    held: dict[int, list[Hold]] = defaultdict(list)
    for hold in queries.holds(session, span):
        held[hold.room_id].append(hold)
    found = find(wanted, known, queries.opening(session), held, clock.now())
    if not wanted.equipment or not found:
        return found
    around = min(each.span[0] for each in found), max(each.span[1] for each in found)
    return with_shared(found, wanted.equipment, queries.holding(session, around, known))


def find(
    wanted: Wanted,
    rooms: Sequence[RoomInfo],
    opening: Opening,
    held: Mapping[int, Sequence[Hold]],
    now: datetime,
) -> list[FreeTime]:
    """The earliest times in rooms that are large enough, within opening hours, each room at most once a day.

    Of rooms free at one hour the smallest comes first, joined ones last. `held`: what keeps each room (by id).
    """
    large = [room for room in rooms if room.capacity >= (wanted.people or 0)]
    found: list[FreeTime] = []
    for number in range(HORIZON_DAYS):
        day = wanted.day + number * _DAY
        of_day = [each for room in large for each in _first(wanted, room, day, opening, held, now)]
        of_day.sort(key=lambda each: (each.span[0], bool(each.room.parts), each.room.capacity, each.room.position))
        found += of_day[:PER_DAY]
        if len(found) >= MOST:
            break
    return found[:MOST]


def with_shared(found: Iterable[FreeTime], equipment: Iterable[str], bookings: Sequence[BookingInfo]) -> list[FreeTime]:
    """The times, each with what of the equipment another booking of that time wants too."""
    asked = list(equipment)

    def shared(span: Span) -> Iterator[str]:
        for key in asked:
            who = [each.who for each in bookings if key in each.equipment and overlaps(each.span, span)]
            if who:
                yield f"{EQUIPMENT.get(key, key)}: {', '.join(who)}"

    return [replace(each, shared=tuple(shared(each.span))) for each in found]


def _first(
    wanted: Wanted,
    room: RoomInfo,
    day: date,
    opening: Opening,
    held: Mapping[int, Sequence[Hold]],
    now: datetime,
) -> Iterator[FreeTime]:
    """The earliest time that day, if there is one."""
    hours = opening.span(day, room.id)
    if hours is None:
        return
    asked = (datetime.combine(day, time()) + wanted.not_before).replace(tzinfo=clock.WARSAW).astimezone(UTC)
    within = max(hours[0], asked, now), hours[1]
    holds = [hold for room_id in room.ids for hold in held.get(room_id, ()) if hold.ends_at > within[0] - _DAY]
    for gap in free_time(within, room, holds):
        starts = _half_hour(gap.starts_at)
        if starts + wanted.length <= gap.ends_at:
            yield FreeTime(room, (starts, starts + wanted.length))
            return


def _half_hour(instant: datetime) -> datetime:
    """The next half hour; a local one too, as Warsaw is whole hours from UTC."""
    past = timedelta(minutes=instant.minute % 30, seconds=instant.second, microseconds=instant.microsecond)
    return instant - past + (HALF_HOUR if past else timedelta())


def _length(text: str) -> timedelta:
    """2, 1,5, 1.5 or 1:30 hours.

    Raises:
        Refused: not written so, nothing, or longer than a day.
    """
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        raise Refused("Podaj liczbę godzin, np. 2 albo 1,5.", "length")
    share = int(found[2]) / 10 ** len(found[2]) if found[2] else 0.0
    length = timedelta(minutes=round((int(found[1]) + share) * 60) + int(found[3] or 0))
    if not timedelta() < length <= _DAY:
        raise Refused("Od kwadransa do 24 godzin.", "length")
    return length
