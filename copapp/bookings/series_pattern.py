"""What the bookings of a series have in common, kept as plain JSON, and where it lies on a day. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from copapp import clock
from copapp.bookings import forms
from copapp.bookings.models import BookingState
from copapp.bookings.rules import BookingDetails, Span
from copapp.bookings.schedule import BookingInfo

TIMES = frozenset({"starts_at", "ends_at"})
MERGED = tuple(each.name for each in fields(BookingDetails) if each.name not in TIMES)
"""What may differ from one booking of a series to the next, beside its times."""
_LISTS = ("room_ids", "equipment")


@dataclass(frozen=True)
class Hours:
    """From when to when on the wall clock, both counted from the midnight that the day begins with."""

    starts: timedelta
    ends: timedelta

    def on(self, day: date) -> Span:
        """The instants on a day, by the clock of that day.

        Raises:
            Refused: the clock skips one of the hours then.
        """
        return forms.instant(day, self.starts, "starts"), forms.instant(day, self.ends, "ends")


def hours_of(span: Span) -> Hours:
    """The hours of a span, from the midnight of the day on which it begins."""
    starts, ends = (clock.to_local(instant).replace(tzinfo=None) for instant in span)
    midnight = datetime.combine(starts.date(), time())
    return Hours(starts - midnight, ends - midnight)


def pattern_of(details: BookingDetails) -> dict[str, Any]:
    """A booking's details as a series keeps them."""
    hours = hours_of((details.starts_at, details.ends_at))
    kept = {name: getattr(details, name) for name in MERGED}
    return kept | {
        "state": details.state.value,
        **{name: list(kept[name]) for name in _LISTS},
        "starts": hours.starts // timedelta(minutes=1),
        "ends": hours.ends // timedelta(minutes=1),
    }


def hours_in(pattern: Mapping[str, Any]) -> Hours:
    return Hours(timedelta(minutes=pattern["starts"]), timedelta(minutes=pattern["ends"]))


def details_on(pattern: Mapping[str, Any], day: date) -> BookingDetails:
    """The pattern as a booking of that day.

    Raises:
        Refused: the clock skips its hours on that day.
    """
    kept = {name: pattern[name] for name in MERGED if name in pattern}
    kept |= {name: tuple(kept[name]) for name in _LISTS} | {"state": BookingState(pattern["state"])}
    starts, ends = hours_in(pattern).on(day)
    return BookingDetails(starts_at=starts, ends_at=ends, **kept)


def details_in(booking: BookingInfo) -> BookingDetails:
    """What a booking says, as details."""
    kept = {name: getattr(booking, name) for name in MERGED if name != "room_ids"}
    return BookingDetails(tuple(room.id for room in booking.rooms), booking.starts_at, booking.ends_at, **kept)


def changed_fields(before: BookingDetails, after: BookingDetails) -> frozenset[str]:
    """Which of `MERGED` differ; rooms in whatever order."""
    return frozenset(name for name in MERGED if _comparable(before, name) != _comparable(after, name))


def merged(
    booking: BookingInfo, base: BookingDetails, new: BookingDetails, changed: frozenset[str], span: Span
) -> BookingDetails:
    """The booking with those changes of its series that concern it: what was changed on it alone (it differs there from
    `base`, what the series said of its day) stays. `span`: where the series has it now."""
    own = details_in(booking)
    alone = changed_fields(base, own)
    taken = {name: getattr(new, name) for name in changed - alone}
    moved_alone = booking.span != (base.starts_at, base.ends_at)
    starts, ends = booking.span if moved_alone else span
    return replace(own, starts_at=starts, ends_at=ends, **taken)


def _comparable(details: BookingDetails, name: str) -> object:
    value = getattr(details, name)
    return frozenset(value) if name in _LISTS else value
