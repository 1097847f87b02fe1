"""Saving the booking form: read, warn, book. What the views ask for, in one transaction of the caller's."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sqlmodel import Session

from copapp import clock
from copapp.bookings import actions, forms, queries
from copapp.bookings.actions import NoSuchBooking, RoomTaken
from copapp.bookings.cautions import Caution, cautions
from copapp.bookings.forms import BookingForm
from copapp.bookings.models import Booking
from copapp.bookings.rules import BookingDetails
from copapp.bookings.schedule import BookingInfo
from copapp.organisations.actions import add_organisation
from copapp.organisations.queries import find_named
from copapp.problems import Refused, Stale


class NotSaved(Refused):
    """The form can't be saved as it is: `problems` by field, and `warnings` that staff may set aside."""

    def __init__(self, problems: Mapping[str, str], warnings: Sequence[Caution] = ()) -> None:
        super().__init__("Nie zapisano. Popraw zaznaczone pola." if problems else "Jeszcze nie zapisano.")
        self.problems = dict(problems)
        self.warnings = list(warnings)


def save_form(session: Session, form: BookingForm, booking_id: int | None = None, version: int = 0) -> Booking:
    """Make a booking of the form, or change the one with `booking_id`, drawn from `version`.

    Raises:
        NotSaved: a field can't be read, a room is taken, or there are warnings that the form doesn't accept yet.
        Stale, NoSuchBooking: as for `actions.change_booking`.
    """
    read = forms.read(form)
    if read.details is None:
        raise NotSaved(read.problems)
    before = _booking(session, booking_id)
    check_cautions(session, form, read.details, read.organisation, before)
    details = replace(read.details, organisation_id=organisation_id(session, read.organisation, before))
    with beside_fields():
        if booking_id is None:
            return actions.create_booking(session, details)
        return actions.change_booking(session, booking_id, details, version)


@contextmanager
def beside_fields() -> Iterator[None]:
    """Makes refusals of what happens within `NotSaved`, beside their fields."""
    try:
        yield
    except RoomTaken as taken:
        raise NotSaved({"hours": taken.message}) from taken
    except (NotSaved, Stale, NoSuchBooking):
        raise
    except Refused as refused:
        raise NotSaved({refused.field or "": refused.message}) from refused


def check_cautions(
    session: Session, form: BookingForm, details: BookingDetails, organisation: str, before: BookingInfo | None
) -> None:
    """Stop at what staff should know first and have not set aside.

    Raises:
        NotSaved: with these warnings, and whatever stands in the way already, so that one look shows all.
    """
    found = unaccepted_cautions(session, form, details, organisation, before)
    if found:
        span = details.starts_at, details.ends_at
        in_the_way = queries.conflicts(session, details.room_ids, *span, before.id if before else None)
        raise NotSaved({"hours": RoomTaken(in_the_way).message} if in_the_way else {}, found)


def unaccepted_cautions(
    session: Session, form: BookingForm, details: BookingDetails, organisation: str, before: BookingInfo | None
) -> list[Caution]:
    """What staff should know first, have not set aside yet, and did not save already."""
    given = queries.rooms(session), queries.opening(session), clock.now()
    found = cautions(details, *given)
    if organisation and find_named(session, organisation) is None and not _keeps_organisation(organisation, before):
        unknown = f"Nie znamy organizacji „{organisation}”. Zapis doda ją do listy."
        found.append(Caution("organisation", unknown))
    saved = cautions(_details(before), *given) if before else []
    known = form.accepted | {caution.token for caution in saved}
    return [caution for caution in found if caution.token not in known]


def _details(booking: BookingInfo) -> BookingDetails:
    room_ids = tuple(room.id for room in booking.rooms)
    return BookingDetails(room_ids, booking.starts_at, booking.ends_at, attendees=booking.attendees)


def _keeps_organisation(name: str, before: BookingInfo | None) -> bool:
    """Several organisations may bear one name; the booking's own is no new one."""
    return before is not None and before.organisation == name


def _booking(session: Session, booking_id: int | None) -> BookingInfo | None:
    if booking_id is None:
        return None
    before = queries.booking(session, booking_id)
    if before is None:
        raise NoSuchBooking
    return before


def organisation_id(session: Session, name: str, before: BookingInfo | None) -> int | None:
    """The id of the organisation of that name, added if it is new; None for no name."""
    if not name:
        return None
    if before and _keeps_organisation(name, before):
        return before.organisation_id
    return add_organisation(session, name).id
