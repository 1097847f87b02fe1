"""Decisions about bookings: pure, without database and web.

Instants are aware; spans are half-open, [start, end): a booking may begin the minute that another one ends.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, TypeVar
from zlib import crc32

from copapp import clock
from copapp.bookings.models import BookingState
from copapp.polish import counted, day_without_year
from copapp.problems import Refused

Span = tuple[datetime, datetime]
WeeklyHours = Mapping[int, tuple[time, time]]
"""Opening and closing by weekday (0 = Monday), local time; closing at 0:00 is the end of the day; no entry: closed."""

USUAL_LENGTH = timedelta(hours=2)
LONGEST = timedelta(days=31)

ON_WEEKDAYS = ("w poniedziałek", "we wtorek", "w środę", "w czwartek", "w piątek", "w sobotę", "w niedzielę")


class Sized(Protocol):
    """A room, as far as these rules see it."""

    @property
    def id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def capacity(self) -> int: ...


class Joined(Protocol):
    """A room that may join others into one, as far as these rules see it."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def parts(self) -> tuple[int, ...]: ...


R = TypeVar("R", bound=Joined)


@dataclass(frozen=True)
class BookingDetails:
    """What a booking says, whole: which rooms, from when to when (aware instants), for whom and for what.

    `equipment` holds the keys that the reading of mail uses (projector, flipchart, …).
    """

    room_ids: tuple[int, ...]
    starts_at: datetime
    ends_at: datetime
    state: BookingState = BookingState.TENTATIVE
    purpose: str = ""
    organisation_id: int | None = None
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    attendees: int | None = None
    equipment: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Caution:
    """Something unusual that staff may want all the same."""

    field: str
    message: str

    @property
    def token(self) -> str:
        """What a form sends back to say that this very warning was read; other numbers make another token."""
        return f"{self.field}-{crc32(self.message.encode()):08x}"


def overlaps(one: Span, other: Span) -> bool:
    """Whether two half-open spans share any instant."""
    return one[0] < other[1] and other[0] < one[1]


def check(details: BookingDetails) -> None:
    """Refuse what can never be a booking.

    Raises:
        Refused: no room, an end not after the start, longer than a month, a negative number of people.
    """
    if not details.room_ids:
        raise Refused("Wybierz salę.", "rooms")
    if details.starts_at >= details.ends_at:
        raise Refused("Koniec ma być później niż początek.", "ends")
    if details.ends_at - details.starts_at > LONGEST:
        raise Refused("Rezerwacja może trwać najwyżej 31 dni.", "ends")
    if details.attendees is not None and details.attendees < 0:
        raise Refused("Liczba osób nie może być ujemna.", "attendees")


def without_parts(rooms: Sequence[R]) -> list[R]:
    """The rooms without those that a joined room among them holds anyway.

    Raises:
        Refused: two joined rooms share a part.
    """
    wholes = [room for room in rooms if room.parts]
    for number, one in enumerate(wholes):
        for other in wholes[:number]:
            if set(one.parts) & set(other.parts):
                raise Refused(f"{other.name} i {one.name} mają wspólną część. Wybierz jedną z nich.", "rooms")
    held = {part for room in wholes for part in room.parts}
    return [room for room in rooms if room.id not in held]


def cautions(details: BookingDetails, rooms: Sequence[Sized], opening: WeeklyHours, now: datetime) -> list[Caution]:
    """What staff should know before they save: too many people, a closed hour, a time that has passed."""
    found = []
    if message := too_many_people(details.attendees, [room for room in rooms if room.id in details.room_ids]):
        found.append(Caution("attendees", message))
    if message := closed_at((details.starts_at, details.ends_at), opening):
        found.append(Caution("hours", message))
    if details.ends_at <= now:
        found.append(Caution("day", "Ten termin już minął."))
    return found


def too_many_people(attendees: int | None, rooms: Sequence[Sized]) -> str | None:
    """What to say when more people are expected than the rooms hold together, else None."""
    places = sum(room.capacity for room in rooms)
    if attendees is None or not rooms or attendees <= places:
        return None
    people = counted(places, "osobę", "osoby", "osób")
    if len(rooms) == 1:
        return f"{rooms[0].name} mieści {people}, a ma być {attendees}."
    return f"Wybrane sale mieszczą razem {people}, a ma być {attendees}."


def closed_at(span: Span, opening: WeeklyHours) -> str | None:
    """What to say when the Centre is closed for a part of the span, else None; names the first such day."""
    for day, piece in by_days(span):
        hours = opening_span(day, opening)
        if hours is None:
            return f"{_first_upper(ON_WEEKDAYS[day.weekday()])} ({day_without_year(day).split(', ')[1]}) nieczynne."
        if piece[0] < hours[0] or hours[1] < piece[1]:
            opens, closes = opening[day.weekday()]
            return f"{_first_upper(ON_WEEKDAYS[day.weekday()])} czynne {opens:%H:%M}–{_closing(closes)}."
    return None


def opening_span(day: date, opening: WeeklyHours) -> Span | None:
    """The UTC instants between which the Centre is open on a day, half-open; None: closed.

    A local hour holds on both days of the clock's change; one that is skipped counts from the change on.
    """
    hours = opening.get(day.weekday())
    if hours is None:
        return None
    opens, closes = hours
    ends_on = day + timedelta(days=1) if closes == time() else day
    return _instant(day, opens), _instant(ends_on, closes)


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
