"""The booking form: from what staff type to `BookingDetails` and back. Pure; every refusal names its field.

A day is written 2026-03-26 or 26.03.2026, an hour 17:00, 17.00 or 17.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from babel.dates import get_month_names

from copapp import clock
from copapp.bookings import rules
from copapp.bookings.models import BookingState
from copapp.bookings.rules import BookingDetails
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.words import LAYOUTS
from copapp.polish import LOCALE, counted
from copapp.problems import Refused

T = TypeVar("T")

EQUIPMENT = {
    "projector": "rzutnik",
    "screen": "ekran",
    "laptop": "laptop",
    "speakers": "nagłośnienie",
    "microphone": "mikrofon",
    "flipchart": "flipchart",
    "whiteboard": "tablica",
    "printer": "drukarka",
    "videoconference": "zestaw do wideokonferencji",
    "camera": "kamera",
    "chairs": "dodatkowe krzesła",
    "tables": "dodatkowe stoły",
}
"""The equipment that can go with a room, by the keys that the reading of mail uses."""

LONGEST = {
    "organisation": 300,
    "purpose": 300,
    "contact_name": 200,
    "contact_email": 320,
    "contact_phone": 40,
    "note": 5000,
    "override_note": 500,
}
"""How many characters a field may have."""

YEARS = range(2000, 2100)
MOST_PEOPLE = 9999
STATES = (BookingState.TENTATIVE, BookingState.CONFIRMED)

_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_POLISH_DAY = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?: ?r\.?)?", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?", re.ASCII)
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
_MONTHS = get_month_names("wide", "format", LOCALE)


@dataclass(frozen=True)
class BookingForm:
    """What stands in the form, as typed. `ends_day` is empty unless the booking ends on another day. `accepted` holds
    the tokens of the warnings that staff saw and set aside."""

    rooms: tuple[str, ...] = ()
    day: str = ""
    starts: str = ""
    ends: str = ""
    ends_day: str = ""
    state: str = BookingState.TENTATIVE.value
    organisation: str = ""
    purpose: str = ""
    attendees: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    equipment: tuple[str, ...] = ()
    layout: str = ""
    note: str = ""
    override_note: str = ""
    accepted: frozenset[str] = frozenset()

    @property
    def has_more(self) -> bool:
        """Whether any of the rarer fields is filled."""
        return any((self.contact_name, self.contact_email, self.contact_phone, self.equipment, self.layout, self.note))


@dataclass(frozen=True)
class FormRead:
    """The form, understood: details unless a field has a problem. The organisation is a name yet."""

    details: BookingDetails | None
    organisation: str
    problems: Mapping[str, str]


class Fields:
    """Reads the fields of a form one by one and gathers what is wrong with them, by field."""

    def __init__(self) -> None:
        self.problems: dict[str, str] = {}

    def attempt(self, reader: Callable[..., T], *given: object) -> T | None:
        """What the reader makes of it; None where it refuses."""
        try:
            return reader(*given)
        except Refused as refused:
            self.problems.setdefault(refused.field or "", refused.message)
            return None


def read(form: BookingForm) -> FormRead:
    """What the form says; `problems` tells each field that can't be read what is wrong with it, in Polish."""
    fields = Fields()
    attempt, problems = fields.attempt, fields.problems
    room_ids = attempt(read_rooms, form.rooms)
    texts = {name: attempt(_text, getattr(form, name), name) or "" for name in LONGEST}
    attempt(_address, texts["contact_email"])
    attendees, state = attempt(read_attendees, form.attendees), attempt(_state, form.state)
    day, starts, ends = (
        attempt(read_day, form.day),
        attempt(read_hour, form.starts),
        attempt(read_hour, form.ends, "ends"),
    )
    last_day = attempt(read_day, form.ends_day, "ends_day") if form.ends_day else day
    span = None
    if day is not None and starts is not None and ends is not None and last_day is not None:
        span = attempt(span_of, day, starts, last_day, ends)
    if problems or room_ids is None or span is None or state is None:
        return FormRead(None, texts["organisation"], problems)
    details = BookingDetails(
        room_ids,
        *span,
        state,
        purpose=texts["purpose"],
        contact_name=texts["contact_name"],
        contact_email=texts["contact_email"],
        contact_phone=texts["contact_phone"],
        attendees=attendees,
        equipment=tuple(key for key in EQUIPMENT if key in form.equipment),
        layout=form.layout if form.layout in LAYOUTS else "",
        note=texts["note"],
        override_note=texts["override_note"],
    )
    attempt(rules.check, details)
    return FormRead(None if problems else details, texts["organisation"], problems)


def written(booking: BookingInfo) -> BookingForm:
    """The form that shows a booking."""
    starts, ends = clock.to_local(booking.starts_at), clock.to_local(booking.ends_at)
    midnight = ends.time() == time() and ends.date() == starts.date() + timedelta(days=1)
    other_day = ends.date() != starts.date() and not midnight
    return BookingForm(
        rooms=tuple(str(room.id) for room in booking.rooms),
        day=day_text(starts.date()),
        starts=f"{starts:%H:%M}",
        ends="24:00" if midnight else f"{ends:%H:%M}",
        ends_day=day_text(ends.date()) if other_day else "",
        state=(BookingState.CONFIRMED if booking.state is BookingState.CONFIRMED else BookingState.TENTATIVE).value,
        organisation=booking.organisation,
        purpose=booking.purpose,
        attendees="" if booking.attendees is None else str(booking.attendees),
        contact_name=booking.contact_name,
        contact_email=booking.contact_email,
        contact_phone=booking.contact_phone,
        equipment=booking.equipment,
        layout=booking.layout,
        note=booking.note,
        override_note=booking.override_note,
    )


def blank(day: date, room_id: int | None, span: rules.Span | None) -> BookingForm:
    """The form of a new booking, as far as the place that was clicked tells."""
    room_ids = (str(room_id),) if room_id else ()
    if span is None:
        return BookingForm(rooms=room_ids, day=day_text(day))
    starts, ends = (clock.to_local(instant) for instant in span)
    return BookingForm(
        rooms=room_ids,
        day=day_text(day),
        starts=f"{starts:%H:%M}",
        ends=f"{ends:%H:%M}" if ends.date() == day else "24:00",
    )


def day_text(day: date) -> str:
    """26.03.2026, as forms show a day."""
    return f"{day:%d.%m.%Y}"


def read_day(text: str, field: str = "day") -> date:
    """A day written 2026-03-26 or 26.03.2026.

    Raises:
        Refused: not written so, no such day in the calendar, or not between 2000 and 2099.
    """
    text = text.strip()
    if not text:
        raise Refused("Podaj dzień, np. 26.03.2026.", field)
    found = _ISO_DAY.fullmatch(text) or _POLISH_DAY.fullmatch(text)
    if found is None:
        raise Refused(f"Nie rozumiem dnia „{_short(text)}”. Napisz np. 26.03.2026.", field)
    year, month, day = (int(found[name]) for name in ("year", "month", "day"))
    if year not in YEARS:
        raise Refused(f"Rok ma być od {YEARS[0]} do {YEARS[-1]}.", field)
    try:
        return date(year, month, day)
    except ValueError:
        named = f"{day} {_MONTHS[month]} {year}" if 1 <= month <= 12 else _short(text)
        raise Refused(f"Nie ma takiego dnia: {named}.", field) from None


def read_hour(text: str, field: str = "starts") -> timedelta:
    """An hour written 17:00, 17.00 or 17, as the wall clock's time since midnight; 24:00 is the end of the day.

    Raises:
        Refused: not written so, or no such hour.
    """
    text = text.strip()
    if not text:
        raise Refused("Podaj godzinę, np. 17:00.", field)
    found = _HOUR.fullmatch(text)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if minute > 59 or hour > 24 or (hour == 24 and (minute or field == "starts")):
        raise Refused(f"Nie ma godziny „{_short(text)}”. Napisz np. 17:00.", field)
    return timedelta(hours=hour, minutes=minute)


def read_instant(day: date, text: str, field: str = "starts") -> datetime | None:
    """The instant of an hour on a day; None where it can't be read."""
    try:
        return instant(day, read_hour(text, field), field)
    except Refused:
        return None


def span_of(day: date, starts: timedelta, last_day: date, ends: timedelta) -> rules.Span:
    """The instants between two hours, each on its day; 0:00 on the first day is its end.

    Raises:
        Refused: the end is not after the start, or one of them the wall clock never shows.
    """
    if not ends and last_day == day:
        ends = timedelta(days=1)  # until 0:00 is until the end of the day
    if datetime.combine(last_day, time()) + ends <= datetime.combine(day, time()) + starts:
        raise Refused("Koniec ma być później niż początek.", "ends")
    return instant(day, starts, "starts"), instant(last_day, ends, "ends")


def instant(day: date, since_midnight: timedelta, field: str) -> datetime:
    """The instant that the wall clock shows so long after midnight.

    Raises:
        Refused: the hour is skipped when summer time begins.
    """
    wall = datetime.combine(day, time()) + since_midnight
    try:
        return clock.from_local(wall)
    except clock.HourSkipped:
        named = f"{day.day} {_MONTHS[day.month]}"
        message = f"Tej godziny nie ma: {named} o 2:00 zegary przestawia się na 3:00."
        raise Refused(message, field) from None


def read_rooms(given: tuple[str, ...]) -> tuple[int, ...]:
    room_ids = tuple(
        dict.fromkeys(int(text) for text in given if text.isascii() and text.isdecimal() and len(text) < 10)
    )
    if not room_ids:
        raise Refused("Wybierz salę.", "rooms")
    return room_ids


def _text(given: str, field: str) -> str:
    """Without what no database or letter takes: control characters, and spaces at the ends."""
    lines = given.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(sign for sign in lines if sign.isprintable() or sign == "\n" or sign.isspace()).strip()
    text = text if field == "note" else " ".join(text.split())
    if len(text) > LONGEST[field]:
        raise Refused(f"Najwyżej {counted(LONGEST[field], 'znak', 'znaki', 'znaków')}, a jest {len(text)}.", field)
    return text


def _address(text: str) -> None:
    if text and not _ADDRESS.fullmatch(text):
        raise Refused("To nie jest adres e-mail. Napisz np. biuro@organizacja.pl.", "contact_email")


def read_attendees(text: str) -> int | None:
    """How many people; None: it is not told.

    Raises:
        Refused: not a number written in digits, or too many.
    """
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()):
        raise Refused("Podaj liczbę osób cyframi, np. 25.", "attendees")
    if len(text) > 9 or int(text) > MOST_PEOPLE:
        raise Refused(f"Najwyżej {MOST_PEOPLE} osób.", "attendees")
    return int(text)


def _state(text: str) -> BookingState:
    for state in STATES:
        if state.value == text:
            return state
    raise Refused("Wybierz stan: wstępna albo potwierdzona.", "state")


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"
