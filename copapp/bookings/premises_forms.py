"""The forms about rooms, opening hours and days off, understood. Pure; every refusal names its field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any, Protocol

from copapp.bookings.forms import MOST_PEOPLE, Fields, day_text, read_day, read_hour
from copapp.bookings.models import Room
from copapp.bookings.opening import DaysOff, Hours, WeeklyHours
from copapp.bookings.words import LAYOUTS
from copapp.problems import Refused

MOST_MINUTES = 24 * 60
LONGEST_NAME = 100
LONGEST_REASON = 200
WEEKDAYS = ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela")


class Given(Protocol):
    """A posted form, as Werkzeug's MultiDict is."""

    def get(self, key: str, default: str, /) -> str: ...
    def getlist(self, key: str) -> list[str]: ...


class WrongFields(Refused):
    """Fields that can't be read; `problems` says of each what is wrong with it."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("Nie zapisano. Popraw zaznaczone pola.")
        self.problems = dict(problems)


@dataclass(frozen=True)
class RoomDetails:
    """A room as its form says it: `parts` are the ids of the rooms that it joins, `hours` its own by weekday."""

    name: str
    capacity: int
    setup_minutes: int = 0
    clearing_minutes: int = 0
    aliases: tuple[str, ...] = ()
    layouts: Mapping[str, int] = field(default_factory=dict)
    parts: tuple[int, ...] = ()
    hours: WeeklyHours = field(default_factory=dict)
    active: bool = True


def _check(fields: Fields) -> None:
    if fields.problems:
        raise WrongFields(fields.problems)


def read_room(given: Given) -> RoomDetails:
    """The room that a form describes.

    Raises:
        WrongFields: a field can't be read.
    """
    fields = Fields()
    capacity = fields.attempt(read_number, given.get("capacity", ""), "capacity", MOST_PEOPLE) or 0
    if not capacity and "capacity" not in fields.problems:
        fields.problems["capacity"] = "Podaj, ile osób mieści sala."
    layouts = {
        key: fields.attempt(read_number, given.get(f"layout-{key}", ""), f"layout-{key}", MOST_PEOPLE) or 0
        for key in LAYOUTS
    }
    found = RoomDetails(
        fields.attempt(_name, given.get("name", "")) or "",
        capacity,
        fields.attempt(read_number, given.get("setup", ""), "setup", MOST_MINUTES) or 0,
        fields.attempt(read_number, given.get("clearing", ""), "clearing", MOST_MINUTES) or 0,
        _aliases(given.get("aliases", "")),
        {key: people for key, people in layouts.items() if people},
        tuple(sorted({int(text) for text in given.getlist("parts") if text.isascii() and text.isdecimal()})),
        _weekly(given, fields),
        given.get("active", "") == "1",
    )
    _check(fields)
    return found


def read_weekly(given: Given) -> WeeklyHours:
    """Opening hours by weekday; a weekday without hours is closed.

    Raises:
        WrongFields: an hour can't be read, one of the two is missing, or it closes before it opens.
    """
    fields = Fields()
    weekly = _weekly(given, fields)
    _check(fields)
    return weekly


def read_days_off(given: Given, room_ids: Iterable[int]) -> DaysOff:
    """Days on which the Centre, or one of the rooms, is closed.

    Raises:
        WrongFields: a field can't be read, or the last day is before the first.
    """
    fields = Fields()
    nobody = date.min
    first = fields.attempt(read_day, given.get("first", ""), "first") or nobody
    said = given.get("last", "").strip()
    last = (fields.attempt(read_day, said, "last") or nobody) if said else first
    if first > last and not fields.problems:
        fields.problems["last"] = "Ostatni dzień ma być nie wcześniej niż pierwszy."
    reason = " ".join(given.get("reason", "").split())
    if len(reason) > LONGEST_REASON:
        fields.problems["reason"] = f"Najwyżej {LONGEST_REASON} znaków, a jest {len(reason)}."
    room = given.get("room", "")
    room_id = next((number for number in room_ids if str(number) == room), None)
    _check(fields)
    return DaysOff(first, last, reason, room_id)


def read_reasons(text: str) -> list[str]:
    """Reasons for cancelling, one a line.

    Raises:
        WrongFields: a line is too long.
    """
    lines = list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
    if any(len(line) > LONGEST_REASON for line in lines):
        raise WrongFields({"reasons": f"Najwyżej {LONGEST_REASON} znaków w jednym wierszu."})
    return lines


def read_number(text: str, name: str, most: int) -> int:
    """A whole number in digits; 0 for an empty field.

    Raises:
        Refused: it is none, or higher than `most`.
    """
    text = text.strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal()):
        raise Refused("Podaj liczbę cyframi, np. 15.", name)
    if len(text) > 9 or int(text) > most:
        raise Refused(f"Najwyżej {most}.", name)
    return int(text)


def written_room(room: Room, parts: Iterable[int], hours: WeeklyHours) -> dict[str, Any]:
    """The form that shows a room: values by field, `parts` as a list."""
    return {
        "name": room.name,
        "capacity": str(room.capacity or ""),
        "setup": str(room.setup_minutes),
        "clearing": str(room.clearing_minutes),
        "aliases": ", ".join(room.aliases),
        "parts": [str(number) for number in parts],
        "active": "1" if room.active else "",
        **{f"layout-{key}": str(room.layouts.get(key, "")) for key in LAYOUTS},
        **written_weekly(hours),
    }


def written_weekly(hours: WeeklyHours) -> dict[str, str]:
    """The fields opens-0 to closes-6 that show opening hours."""
    shown = {}
    for weekday in range(7):
        opens, closes = hours.get(weekday, (None, None))
        shown[f"opens-{weekday}"] = f"{opens:%H:%M}" if opens else ""
        shown[f"closes-{weekday}"] = "" if closes is None else "24:00" if closes == time() else f"{closes:%H:%M}"
    return shown


def days_text(off: DaysOff) -> str:
    """„24.12.2026” or „28.12.2026 – 31.12.2026”."""
    first = day_text(off.first)
    return first if off.first == off.last else f"{first} – {day_text(off.last)}"


def _weekly(given: Given, fields: Fields) -> dict[int, Hours]:
    weekly = {}
    for weekday in range(7):
        hours = fields.attempt(_hours, given, weekday)
        if hours is not None:
            weekly[weekday] = hours
    return weekly


def _hours(given: Given, weekday: int) -> Hours | None:
    opens, closes = (given.get(f"{name}-{weekday}", "").strip() for name in ("opens", "closes"))
    if not opens and not closes:
        return None
    first = read_hour(opens, f"opens-{weekday}") if opens else None
    if first is None:
        raise Refused("Podaj też godzinę otwarcia.", f"opens-{weekday}")
    if not closes:
        raise Refused("Podaj też godzinę zamknięcia.", f"closes-{weekday}")
    last = read_hour(closes, f"closes-{weekday}") or timedelta(days=1)
    if last <= first:
        raise Refused("Zamknięcie ma być później niż otwarcie.", f"closes-{weekday}")
    if first >= timedelta(days=1):
        raise Refused("Otwarcie ma być przed północą.", f"opens-{weekday}")
    return _clock(first), _clock(last)


def _clock(since_midnight: timedelta) -> time:
    minutes = since_midnight // timedelta(minutes=1) % MOST_MINUTES
    return time(minutes // 60, minutes % 60)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise Refused("Podaj nazwę sali.", "name")
    if len(name) > LONGEST_NAME:
        raise Refused(f"Najwyżej {LONGEST_NAME} znaków, a jest {len(name)}.", "name")
    return name


def _aliases(text: str) -> tuple[str, ...]:
    found = (" ".join(part.split())[:LONGEST_NAME] for part in text.split(","))
    return tuple(dict.fromkeys(alias for alias in found if alias))
