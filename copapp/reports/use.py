"""Hours for which rooms were in use in a month or a year, by room and by organisation. Pure, but for the reading."""

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO

from sqlmodel import Session

from copapp import clock
from copapp.bookings.rules import Span
from copapp.bookings.used import RoomUse, room_uses
from copapp.polish import month

NOBODY = "bez organizacji"
YEARS = range(2000, 2100)
_PERIOD = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)


@dataclass(frozen=True)
class Period:
    """A calendar month, or a whole year where `month` is 0; local."""

    year: int
    month: int = 0

    @property
    def text(self) -> str:
        """As addresses carry it: 2026-11, 2026."""
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)

    @property
    def name(self) -> str:
        """„listopad 2026”, „rok 2026”."""
        return month(date(self.year, self.month, 1)) if self.month else f"rok {self.year}"

    @property
    def span(self) -> Span:
        """Its instants, half-open."""
        after, first = self.stepped(1), date(self.year, self.month or 1, 1)
        return clock.day_bounds(first)[0], clock.day_bounds(date(after.year, after.month or 1, 1))[0]

    def stepped(self, direction: int) -> "Period":
        """The next (1) or the previous (-1) one of the same length."""
        if not self.month:
            return Period(self.year + direction)
        number = self.year * 12 + self.month - 1 + direction
        return Period(number // 12, number % 12 + 1)

    @classmethod
    def read(cls, text: str, today: date) -> "Period":
        """What `text` wrote; this month where it can't be read."""
        found = _PERIOD.fullmatch(text)
        year, number = (int(found[1]), int(found[2] or 0)) if found else (0, 0)
        return cls(year, number) if year in YEARS and number <= 12 else cls(today.year, today.month)


@dataclass
class Sum:
    """What some rooms of some bookings come to. Of a booking in two rooms each counts its hours, but it is one
    booking, and its people are counted once."""

    bookings: set[int] = field(default_factory=set)
    no_shows: set[int] = field(default_factory=set)
    people: int = 0
    planned: timedelta = timedelta()
    used: timedelta = timedelta()

    def add(self, use: RoomUse) -> None:
        if use.booking_id not in self.bookings and not use.no_show:
            self.people += use.attendees
        self.bookings.add(use.booking_id)
        if use.no_show:
            self.no_shows.add(use.booking_id)
        self.planned += use.planned
        self.used += use.used


@dataclass(frozen=True)
class UseReport:
    """`organisations`: those that used most first."""

    period: Period
    whole: Sum
    rooms: dict[str, Sum]
    organisations: dict[str, Sum]


def read_use(session: Session, period: Period) -> UseReport:
    """The report of a period, as far as it has passed; one query."""
    uses = room_uses(session, period.span)
    whole = Sum()
    for use in uses:
        whole.add(use)
    by_organisation = _sums(uses, lambda use: use.organisation or NOBODY)
    ranked = sorted(by_organisation.items(), key=lambda pair: (-pair[1].used, pair[0]))
    return UseReport(period, whole, _sums(uses, lambda use: use.room), dict(ranked))


def as_csv(report: UseReport) -> str:
    """For a spreadsheet as Polish Windows opens it: semicolons, a decimal comma."""
    text = StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow(["Podział", "Nazwa", "Rezerwacje", "Nikt nie przyszedł", "Osoby", "Godziny planu", "Godziny użycia"])
    for part, sums in (("sala", report.rooms), ("organizacja", report.organisations), ("razem", {"": report.whole})):
        for name, each in sums.items():
            counts = len(each.bookings), len(each.no_shows), each.people
            rows.writerow([part, _harmless(name), *counts, hours(each.planned), hours(each.used)])
    return text.getvalue()


def hours(length: timedelta) -> str:
    """„12,5”: hours with at most two decimals."""
    return f"{length / timedelta(hours=1):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _sums(uses: Iterable[RoomUse], key: Callable[[RoomUse], str]) -> dict[str, Sum]:
    found: dict[str, Sum] = {}
    for use in uses:
        found.setdefault(key(use), Sum()).add(use)
    return found


def _harmless(name: str) -> str:
    """A name that no spreadsheet takes for a formula."""
    return f"'{name}" if name[:1] in "=+-@\t\r" and name else name
