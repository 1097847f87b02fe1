"""What really happened of a booking, beside its plan: keys, the real start and end, nobody came. Pure."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from copapp.bookings.models import Booking, BookingState
from copapp.bookings.rules import Span, overlaps

MINUTE = timedelta(minutes=1)
KEYS_AHEAD = timedelta(days=4)
"""Keys for a Monday after a long weekend are handed over before it."""
EARLIEST = timedelta(hours=1)
LATEST = timedelta(hours=3)
"""A click within these of the plan tells the moment itself; one from another time tells that all went as planned."""


class Fact(StrEnum):
    """What one click notes; the value names the column that holds it."""

    KEYS_GIVEN = "keys_given_at"
    KEYS_RETURNED = "keys_returned_at"
    BEGAN = "began_at"
    OVER = "over_at"
    NO_SHOW = "no_show"


@dataclass(frozen=True)
class Facts:
    """All that was noted; instants are UTC, None: nothing was."""

    keys_given_at: datetime | None = None
    keys_given_to: str = ""
    keys_returned_at: datetime | None = None
    keys_returned_by: str = ""
    began_at: datetime | None = None
    over_at: datetime | None = None
    no_show: bool = False


NAMES = tuple(Facts.__dataclass_fields__)
_TOLD = {
    Fact.NO_SHOW: "Nikt nie przyszedł",
    Fact.OVER: "Zakończenie",
    Fact.BEGAN: "Rozpoczęcie",
    Fact.KEYS_RETURNED: "Zwrot kluczy",
    Fact.KEYS_GIVEN: "Wydanie kluczy",
}


def facts_of(booking: Booking) -> Facts:
    """What was noted of a booking."""
    return Facts(**{name: getattr(booking, name) for name in NAMES})


def planned(booking: Booking) -> Span:
    """From when to when it was to be, also where it was over early."""
    return booking.starts_at, booking.planned_ends_at or booking.ends_at


def used(plan: Span, facts: Facts) -> Span | None:
    """From when to when the rooms were in use, by what was noted, else by the plan; None: nobody came."""
    starts, ends = facts.began_at or plan[0], facts.over_at or plan[1]
    return None if facts.no_show or starts >= ends else (starts, ends)


def held_until(plan: Span, over_at: datetime | None) -> datetime:
    """Until when it holds its rooms: to its real end where that is before the planned one."""
    return min(plan[1], max(over_at, plan[0] + MINUTE)) if over_at else plan[1]


def offered(booking: Booking, now: datetime) -> list[Fact]:
    """What can be noted of it now with one click."""
    if booking.state is BookingState.CANCELLED or booking.no_show:
        return []
    starts, found = booking.starts_at, []
    if booking.keys_given_at is None and starts - KEYS_AHEAD <= now:
        found.append(Fact.KEYS_GIVEN)
    if booking.keys_given_at is not None and booking.keys_returned_at is None:
        found.append(Fact.KEYS_RETURNED)
    if booking.began_at is None and booking.over_at is None and starts - EARLIEST <= now:
        found.append(Fact.BEGAN)
    if booking.over_at is None and starts < now:
        found.append(Fact.OVER)
        if booking.began_at is None:
            found.append(Fact.NO_SHOW)
    return found


def instant_of(fact: Fact, plan: Span, now: datetime) -> datetime:
    """The moment that a click notes, to the minute: this one, or the planned one where it is told long afterwards."""
    this = now.replace(second=0, microsecond=0)
    if fact is Fact.BEGAN:
        return this if now <= plan[1] else plan[0]
    if fact is Fact.KEYS_GIVEN:
        return this if now <= plan[1] + LATEST else plan[0]
    if fact is Fact.OVER:
        return this if now <= plan[1] + LATEST else plan[1]
    return min(this, plan[1]) if fact is Fact.NO_SHOW else this


def follow(booking: Booking, span: Span) -> None:
    """Before a booking gets another span: what happened stays with the time at which it happened."""
    if not overlaps((booking.starts_at, max(planned(booking)[1], booking.ends_at)), span):
        for name, value in vars(Facts()).items():
            setattr(booking, name, value)
        booking.planned_ends_at = None
    elif span[1] != booking.ends_at:
        booking.planned_ends_at = None


def fact_told(changed: Set[str]) -> str:
    """What a change of these columns is called; "" where it is of more than what happened."""
    if not changed <= {*NAMES, "ends_at", "planned_ends_at"}:
        return ""
    told = [title for fact, title in _TOLD.items() if fact.value in changed]
    if told == [_TOLD[Fact.OVER]] and "ends_at" in changed:
        return "Zakończenie przed czasem"
    return told[0] if told else "Jak było naprawdę" if changed & set(NAMES) else ""
