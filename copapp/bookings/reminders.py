"""Reminders before the day of a booking: whose turn it is, and taking one back that has not left."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from copapp import clock
from copapp.bookings import queries
from copapp.bookings.models import Booking, BookingReminder, BookingState
from copapp.bookings.schedule import BookingInfo
from copapp.correspondence import actions as correspondence
from copapp.correspondence import queries as letters
from copapp.correspondence.actions import LetterLeft

HOURS = range(8, 20)
"""Local hours in which a reminder is written; nobody is woken by one."""


def is_due(starts_at: datetime, made_at: datetime, days: int, now: datetime) -> bool:
    """Whether a booking's reminder is to be written at an aware instant: `days` before its day or later, but before the
    day itself. One that was made on those last days needs none: its confirmation has just gone out."""
    local, day = clock.to_local(now), clock.to_local(starts_at).date()
    first = day - timedelta(days=days)
    return local.hour in HOURS and first <= local.date() < day and clock.to_local(made_at).date() < first


def next_due(session: Session, days: int) -> BookingInfo | None:
    """The earliest confirmed booking with an address whose reminder is due and was not written for its day; three
    queries at most."""
    now = clock.now()
    tomorrow = clock.day_bounds(clock.today())[1]
    last = clock.day_bounds(clock.today() + timedelta(days=days))[1]
    query = (
        select(Booking.id, Booking.starts_at, Booking.created_at)
        .where(Booking.state == BookingState.CONFIRMED, Booking.contact_email != "")
        .where(col(Booking.starts_at) >= tomorrow, col(Booking.starts_at) < last)
        .order_by(col(Booking.starts_at), col(Booking.id))
    )
    waiting = [(number, starts) for number, starts, made in session.exec(query) if is_due(starts, made, days, now)]
    written = _written(session, [number for number, _ in waiting if number])
    for number, starts in waiting:
        if number and (number, clock.to_local(starts).date()) not in written:
            return queries.booking(session, number)
    return None


def note(session: Session, booking: BookingInfo, letter_id: int | None) -> None:
    """The reminder for the booking's day is written; None: nobody can be written to."""
    day = clock.to_local(booking.starts_at).date()
    session.add(BookingReminder(booking_id=booking.id, day=day, letter_id=letter_id))
    session.flush()


def take_back(session: Session, booking_id: int) -> None:
    """The booking moved or was cancelled: a reminder that has not left never will. One that has cannot be helped."""
    for row in session.exec(select(BookingReminder).where(BookingReminder.booking_id == booking_id)):
        if row.letter_id is None:
            session.delete(row)
            continue
        try:
            correspondence.withdraw_letter(session, row.letter_id)
        except LetterLeft:
            continue
        session.delete(row)
    session.flush()


def reminded_of(session: Session, message_ids: Sequence[str]) -> int | None:
    """The booking of which a letter with one of these Message-IDs reminded; None: none did."""
    numbers = [letter.id for letter in letters.letters_by_message_id(session, message_ids)] if message_ids else []
    query = select(BookingReminder.booking_id).where(col(BookingReminder.letter_id).in_(numbers))
    return session.exec(query.limit(1)).first() if numbers else None


def _written(session: Session, booking_ids: Sequence[int]) -> set[tuple[int, date]]:
    query = select(BookingReminder).where(col(BookingReminder.booking_id).in_(booking_ids))
    return {(row.booking_id, row.day) for row in session.exec(query)} if booking_ids else set()
