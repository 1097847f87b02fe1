"""Moving and stretching a booking: by how far it was dragged, or by plain fields."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from copapp import clock
from copapp.bookings import actions, desk, forms, queries
from copapp.bookings.actions import NoSuchBooking
from copapp.bookings.forms import BookingForm
from copapp.bookings.models import Booking
from copapp.bookings.rules import Span
from copapp.bookings.schedule import BookingInfo
from copapp.problems import Refused, Stale

FARTHEST_DAYS = 366
FARTHEST_MINUTES = 31 * 24 * 60
_WHOLE = re.compile(r"-?\d{1,6}", re.ASCII)


@dataclass(frozen=True)
class Drag:
    """By how much a booking was dragged: whole days by the wall clock, then minutes for each end; as sent."""

    days: str = ""
    starts: str = ""
    ends: str = ""

    def span(self, booking: BookingInfo) -> Span:
        """Where it ends up.

        Raises:
            Refused: not whole numbers, too far, or at an hour that the wall clock skips.
        """
        days = timedelta(days=_whole(self.days, FARTHEST_DAYS))
        starts, ends = (timedelta(minutes=_whole(text, FARTHEST_MINUTES)) for text in (self.starts, self.ends))
        return on_other_day(booking.starts_at, days, "starts") + starts, on_other_day(
            booking.ends_at, days, "ends"
        ) + ends


def span_in_words(booking: BookingInfo, form: BookingForm) -> Span:
    """From the form's day and hours; without an end the booking keeps its length.

    Raises:
        Refused: a field can't be read.
    """
    day, starts = forms.read_day(form.day), forms.read_hour(form.starts)
    if not form.ends:
        first = forms.instant(day, starts, "starts")
        return first, first + (booking.ends_at - booking.starts_at)
    last_day = forms.read_day(form.ends_day, "ends_day") if form.ends_day else day
    return forms.span_of(day, starts, last_day, forms.read_hour(form.ends, "ends"))


def on_other_day(instant: datetime, days: timedelta, field: str) -> datetime:
    """The same hour of the wall clock so many days later.

    Raises:
        Refused: the clock skips that hour then; `field` is the form's.
    """
    if not days:
        return instant
    local = clock.to_local(instant)
    since_midnight = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
    return forms.instant(local.date() + days, since_midnight, field)


def move(session: Session, booking_id: int, version: int, form: BookingForm, drag: Drag | None = None) -> Booking:
    """The booking in the form's rooms at the form's hours, or where it was dragged; the rest of the form is not read.

    Raises:
        NotSaved: a field can't be read, a room is taken, or there are warnings that the form doesn't accept yet.
        Stale, NoSuchBooking: as for `actions.change_booking`.
    """
    before = queries.booking(session, booking_id)
    if before is None:
        raise NoSuchBooking
    if before.version != version:
        raise Stale
    with desk.beside_fields():
        starts, ends = drag.span(before) if drag else span_in_words(before, form)
        rooms = forms.read_rooms(form.rooms)
        now = actions.details_of(session, booking_id)
        note = form.override_note.strip()[: forms.LONGEST["override_note"]]
        details = replace(now, room_ids=rooms, starts_at=starts, ends_at=ends, override_note=note)
        desk.check_cautions(session, form, details, before.organisation, before)
        return actions.change_booking(session, booking_id, details, version)


def _whole(text: str, farthest: int) -> int:
    number = int(text) if _WHOLE.fullmatch(text) else 0 if not text else farthest + 1
    if abs(number) > farthest:
        raise Refused("Tak daleko nie można przesunąć rezerwacji.", "starts")
    return number
