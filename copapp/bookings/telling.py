"""Telling a guest what became of a booking since their invitation: an update or a cancellation of the same event
(iTIP, RFC 5546: the same UID, a greater SEQUENCE), which mail programs apply by themselves."""

from datetime import UTC, datetime

from icalendar import Calendar
from sqlmodel import Session

from copapp import clock
from copapp.bookings import invitation, queries
from copapp.bookings.actions import turn
from copapp.bookings.invitation import Party
from copapp.bookings.schedule import BookingInfo
from copapp.config import Settings
from copapp.correspondence import actions as correspondence
from copapp.correspondence.models import Letter
from copapp.correspondence.queries import letter_inviting
from copapp.polish import day_in_letter, hours
from copapp.problems import Refused

EVER = datetime(2000, 1, 1, tzinfo=UTC)


def outdated(session: Session, booking: BookingInfo) -> Letter | None:
    """The last letter that told a guest of a coming booking, when the booking has changed since; None: nobody has to be
    told."""
    if booking.ends_at <= clock.now():
        return None
    letter = letter_inviting(session, booking.uid, EVER)
    if letter is None or letter.calendar is None:
        return None
    told = [each for each in Calendar.from_ical(letter.calendar).walk("VEVENT") if each["uid"] == booking.uid]
    return letter if told and int(told[0].get("sequence", 0)) < booking.sequence else None


def tell(session: Session, settings: Settings, booking_id: int, version: int) -> Letter:
    """Queue the letter that says how a booking is now, with the update or the cancellation of its event.

    Raises:
        NoSuchBooking: unknown id.
        Stale: somebody changed the booking since that version.
        Refused: the guest knows already.
    """
    turn(session, booking_id, version)
    booking = queries.booking(session, booking_id)
    assert booking is not None
    before = outdated(session, booking)
    if before is None:
        raise Refused("Zaproszenie jest aktualne: nie ma o czym pisać.")
    guest = Party(booking.contact_name, before.to_address)
    host = Party(settings.centre_name, settings.mail_address)
    write = invitation.cancel if booking.is_cancelled else invitation.request
    return correspondence.queue_letter(
        session,
        settings,
        to_address=before.to_address,
        to_name=booking.contact_name,
        subject=f"{'Odwołanie' if booking.is_cancelled else 'Zmiana'} rezerwacji: {booking.room_names}",
        body=_body(booking, settings),
        in_reply_to=before.message_id,
        calendar=write(booking, host, [guest], place=settings.centre_address),
        calendar_method="CANCEL" if booking.is_cancelled else "REQUEST",
    )


def _body(booking: BookingInfo, settings: Settings) -> str:
    when = f"{day_in_letter(booking.starts_at)}, {hours(*booking.span)}"
    if booking.is_cancelled:
        said = f"odwołaliśmy Państwa rezerwację: {when}, {booking.room_names}."
    else:
        state = "\nRezerwacja jest wstępna." if booking.is_tentative else ""
        said = f"Państwa rezerwacja zmieniła się. Teraz:\n\nTermin: {when}\nMiejsce: {booking.room_names}{state}"
    end = "Gdyby to nie odpowiadało, prosimy po prostu odpowiedzieć na tę wiadomość."
    return f"Dzień dobry,\n\n{said}\n\n{end}\n\nZ poważaniem\n{settings.centre_name}\n{settings.centre_address}\n"
