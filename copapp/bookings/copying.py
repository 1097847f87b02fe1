"""Copying a booking to other days: at the same hours of the wall clock, in the same rooms."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from copapp import clock
from copapp.bookings import actions, policies, queries
from copapp.bookings.actions import NoSuchBooking, RoomTaken
from copapp.bookings.cautions import cautions
from copapp.bookings.desk import WHY, NotSaved
from copapp.bookings.forms import LONGEST
from copapp.bookings.models import Booking, BookingState
from copapp.bookings.moving import on_other_day
from copapp.bookings.rules import BookingDetails, Span
from copapp.bookings.schedule import BookingInfo
from copapp.organisations.queries import by_id
from copapp.problems import Refused

MOST = 60
"""Days in one go."""


@dataclass(frozen=True)
class CopyDay:
    """What a copy on that day would be: when (None: the wall clock skips that hour), what is in its way, and what staff
    should know first."""

    day: date
    span: Span | None
    problem: str = ""
    warning: str = ""
    is_breach: bool = False
    """Whether the warning is of the Centre's rules, and a copy takes a note that says why."""

    @property
    def is_free(self) -> bool:
        return not self.problem


def preview(session: Session, booking: BookingInfo, days: Sequence[date], counting: bool = False) -> list[CopyDay]:
    """Each day as it would be; the number of queries does not grow with the days. `counting`: they are all wanted, so
    that each takes its hours from what is left of the organisation's year."""
    details = actions.details_of(session, booking.id)
    rooms, opening, now = queries.rooms(session), queries.opening(session), clock.now()
    spans = [_span_on(booking, day) for day in days]
    possible = [span for span in spans if not isinstance(span, Refused)]
    in_the_way = iter(queries.busy(session, [(details.room_ids, *span) for span in possible]))
    organisation = by_id(session, details.organisation_id) if details.organisation_id else None
    case = policies.case_of(session, organisation, possible)
    found = []
    for day, span in zip(days, spans, strict=True):
        if isinstance(span, Refused):
            found.append(CopyDay(day, None, span.message))
            continue
        there = replace(details, starts_at=span[0], ends_at=span[1])
        conflicts = next(in_the_way)
        told = cautions(there, rooms, opening, now, case)
        warning, is_breach = " ".join(each.message for each in told), any(each.is_breach for each in told)
        found.append(CopyDay(day, span, str(RoomTaken(conflicts)) if conflicts else "", warning, is_breach))
        if counting and not conflicts:
            case = case.with_more(span)
    return found


def copy_booking(
    session: Session, booking_id: int, days: Sequence[date], only_free: bool = False, note: str = ""
) -> list[Booking]:
    """A copy of the booking on each of the days; with `only_free` without those that are taken. `note` says why those
    that break the rules are made, and stays with them.

    Raises:
        NotSaved: no day is chosen, too many are, one of them is taken, or the note is missing; then none is copied.
        NoSuchBooking: unknown id.
    """
    booking = queries.booking(session, booking_id)
    if booking is None:
        raise NoSuchBooking
    actions.wait_for_turn(session)
    found = preview(session, booking, sorted(set(days))[: MOST + 1], counting=True)
    chosen = [each for each in found if each.span and each.is_free]
    if not chosen:
        raise NotSaved({"days": "Wybierz przynajmniej jeden wolny dzień."})
    if len(found) > MOST:
        raise NotSaved({"days": f"Najwyżej {MOST} dni naraz."})
    if len(chosen) < len(found) and not only_free:
        raise NotSaved({"days": "Nie wszystkie wybrane dni są wolne."})
    if any(each.is_breach for each in chosen) and not note.strip():
        raise NotSaved({"override_note": WHY})
    details = _copied(actions.details_of(session, booking_id))
    return [actions.create_booking(session, _on(details, each, note)) for each in chosen]


def month_around(day: date) -> list[list[date]]:
    """The weeks of a month from Monday to Sunday, with the days of its neighbours that fill them."""
    return Calendar().monthdatescalendar(day.year, day.month)


def _span_on(booking: BookingInfo, day: date) -> Span | Refused:
    by = day - clock.to_local(booking.starts_at).date()
    try:
        return on_other_day(booking.starts_at, by, "starts"), on_other_day(booking.ends_at, by, "ends")
    except Refused as refused:
        return refused


def _on(details: BookingDetails, day: CopyDay, note: str) -> BookingDetails:
    assert day.span is not None
    kept = note.strip()[: LONGEST["override_note"]] if day.is_breach else ""
    return replace(details, starts_at=day.span[0], ends_at=day.span[1], override_note=kept)


def _copied(details: BookingDetails) -> BookingDetails:
    revived = BookingState.TENTATIVE if details.state is BookingState.CANCELLED else details.state
    return replace(details, state=revived)
