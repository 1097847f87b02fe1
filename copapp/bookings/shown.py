"""Which calendar a page shows: the view, the day that it is about, and what is left of the bookings by its filters."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import url_for

from copapp.bookings import forms
from copapp.bookings.schedule import BookingInfo
from copapp.polish import without_diacritics
from copapp.problems import Refused

LIST_DAYS = 28
"""How many days the list shows."""
LONGEST_FILTER = 100
"""Characters of what is searched for."""
STATES = {
    "": "stan: aktualne",
    "tentative": "tylko wstępne",
    "confirmed": "tylko potwierdzone",
    "cancelled": "tylko odwołane",
    "all": "z odwołanymi",
}
"""What the filter by state offers; "": all but the cancelled."""


@dataclass(frozen=True)
class View:
    """A way to draw the calendar, with the words of its tab and of the steps to its neighbours."""

    name: str
    icon: str
    back: str
    on: str


VIEWS = {
    "day": View("Dzień", "layout-three-columns", "Poprzedni dzień", "Następny dzień"),
    "week": View("Tydzień", "calendar-week", "Poprzedni tydzień", "Następny tydzień"),
    "room": View("Sala", "door-open", "Poprzedni tydzień", "Następny tydzień"),
    "month": View("Miesiąc", "calendar3", "Poprzedni miesiąc", "Następny miesiąc"),
    "list": View("Lista", "list-ul", "Wcześniejsze dni", "Późniejsze dni"),
}
WEEKS = ("week", "room")


@dataclass(frozen=True)
class Filters:
    """Which bookings are looked for. Words are found anywhere, without regard to capitals and diacritics."""

    room: int | None = None
    organisation: str = ""
    state: str = ""
    text: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Filters":
        """From an address; what can't be read filters nothing."""
        room, state = given.get("room", ""), given.get("state", "")
        words = (" ".join(given.get(name, "").split())[:LONGEST_FILTER] for name in ("organisation", "q"))
        is_number = room.isascii() and room.isdecimal() and len(room) < 10
        return cls(int(room) if is_number else None, next(words), state if state in STATES else "", next(words))

    @property
    def arguments(self) -> dict[str, str]:
        """As an address carries them; those that filter nothing are left out."""
        room = str(self.room) if self.room else ""
        found = {"room": room, "organisation": self.organisation, "state": self.state, "q": self.text}
        return {name: text for name, text in found.items() if text}

    @property
    def shows_cancelled(self) -> bool:
        return self.state in ("cancelled", "all")

    @property
    def words(self) -> list[str]:
        """What is searched for, plain."""
        return without_diacritics(self.text).split()

    def leaves_aside(self, booking: BookingInfo) -> bool:
        """Whether a booking is not among those looked for, whatever its rooms. Of the cancelled only those are asked
        about that `shows_cancelled` let in."""
        if not (self.organisation or self.state or self.text):
            return False
        if self.state and self.state != "all" and booking.state.value != self.state:
            return True
        name = without_diacritics(booking.organisation)
        if not all(word in name for word in without_diacritics(self.organisation).split()):
            return True
        told = without_diacritics(" ".join((booking.organisation, *(getattr(booking, each) for each in SEARCHED))))
        return not all(word in told for word in self.words)

    def shows(self, booking: BookingInfo) -> bool:
        """Whether a booking is among those looked for, its rooms too."""
        if self.room and all(hold.room_id != self.room for hold in booking.holds):
            return False
        return not self.leaves_aside(booking)


SEARCHED = ("purpose", "contact_name", "contact_email", "contact_phone")
"""What is searched beside the organisation's name."""


@dataclass(frozen=True)
class Shown:
    """Which calendar the panel stands beside: a view of a date."""

    view: str
    day: date
    filters: Filters = Filters()

    @property
    def url(self) -> str:
        return self.url_at(self.day)

    def url_at(self, day: date) -> str:
        """The address of the same view of another date; `url_for` is asked once for a page of them."""
        before, after = self._address
        return f"{before}{self.at(day).day}{after}"

    @cached_property
    def _address(self) -> tuple[str, str]:
        """What stands in the address before the day and after it."""
        arguments: dict[str, Any] = {**self.filters.arguments}
        before, _, after = url_for(f"bookings.{self.view}", day=date.min, **arguments).partition(str(date.min))
        return before, after

    @property
    def text(self) -> str:
        """As forms and addresses carry it: day/2026-11-24, list/2026-11-24?state=tentative."""
        arguments = self.filters.arguments
        return f"{self.view}/{self.day}" + (f"?{urlencode(arguments)}" if arguments else "")

    @property
    def bare_url(self) -> str:
        """Without filters: where a form sends them."""
        return url_for(f"bookings.{self.view}", day=self.day)

    @property
    def list_url(self) -> str:
        """Where a search goes to."""
        return url_for("bookings.list", day=self.day)

    @property
    def last(self) -> date:
        """The last day that is shown."""
        return self.until - timedelta(days=1)

    @property
    def is_search(self) -> bool:
        """Whether all times are searched instead of a few days shown."""
        return self.view == "list" and bool(self.filters.text)

    @property
    def until(self) -> date:
        """The day after the last that is shown."""
        if self.view == "list":
            return self.day + timedelta(days=LIST_DAYS)
        return self.stepped(1).day

    def at(self, day: date) -> "Shown":
        """The same view of another date."""
        if self.view == "month":
            return replace(self, day=day.replace(day=1))
        return replace(self, day=day - timedelta(days=day.weekday()) if self.view in WEEKS else day)

    def turned(self, view: str, today: date) -> "Shown":
        """Another view of the same time: of today where that is among the days shown."""
        return replace(self, view=view).at(today if self.covers(today) else self.day)

    def stepped(self, direction: int) -> "Shown":
        """The next (1) or the previous (-1) day, week, month or days of the list."""
        if self.view == "month":
            return self.at(self.day + timedelta(days=31 if direction > 0 else -1))
        days = {"day": 1, "list": LIST_DAYS}.get(self.view, 7)
        return replace(self, day=self.day + timedelta(days=direction * days))

    def covers(self, day: date) -> bool:
        """Whether that day is among those shown."""
        return self.day <= day < self.until

    def without(self, *names: str) -> "Shown":
        """The same without some of the filters, by their names in `Filters`."""
        kept: Filters = replace(self.filters, **{name: getattr(Filters(), name) for name in names})
        return replace(self, filters=kept)

    def of_room(self, room_id: int) -> "Shown":
        """The week of one room."""
        return replace(self, view="room", filters=replace(self.filters, room=room_id)).at(self.day)

    @classmethod
    def read(cls, text: str, fallback: date) -> "Shown":
        """What `text` wrote; the day `fallback` where it can't be read."""
        where, _, arguments = text.partition("?")
        view, _, day = where.partition("/")
        filters = Filters.read(dict(parse_qsl(arguments)))
        try:
            found = forms.read_day(day)
        except Refused:
            return cls("day", fallback)
        return cls(view if view in VIEWS else "day", found, filters).at(found)
