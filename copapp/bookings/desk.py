"""Saving the booking form: read, warn, book. What the views ask for, in one transaction of the caller's."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sqlmodel import Session

from copapp import clock
from copapp.bookings import actions, forms, policies, queries
from copapp.bookings.actions import NoSuchBooking, RoomTaken
from copapp.bookings.cautions import Caution, cautions
from copapp.bookings.forms import BookingForm
from copapp.bookings.models import Booking
from copapp.bookings.rules import BookingDetails
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.series_pattern import details_in
from copapp.organisations.actions import add_organisation
from copapp.organisations.models import Organisation
from copapp.organisations.queries import by_id, find_named
from copapp.problems import Refused, Stale

WHY = "To odstępstwo od zasad. Napisz, dlaczego mimo to."


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
    """Stop at what staff should know first and have not set aside, or have without a note that a breach takes.

    Raises:
        NotSaved: with these warnings, and whatever stands in the way already, so that one look shows all.
    """
    new = new_cautions(session, details, organisation, before)
    unread = [caution for caution in new if caution.token not in form.accepted]
    if unread:
        span = details.starts_at, details.ends_at
        in_the_way = queries.conflicts(session, details.room_ids, *span, before.id if before else None)
        raise NotSaved({"hours": RoomTaken(in_the_way).message} if in_the_way else {}, unread)
    check_note(form, new)


def check_note(form: BookingForm, found: Sequence[Caution]) -> None:
    """Stop where a breach of the rules is set aside without saying why.

    Raises:
        NotSaved: beside the note, with the breaches again.
    """
    unexplained = [caution for caution in found if caution.is_breach and not form.override_note.strip()]
    if unexplained:
        raise NotSaved({"override_note": WHY}, unexplained)


def new_cautions(
    session: Session, details: BookingDetails, organisation: str, before: BookingInfo | None
) -> list[Caution]:
    """What staff should know of a booking and did not save already."""
    known = _organisation(session, organisation, before)
    case = policies.case_of(
        session,
        known,
        [(details.starts_at, details.ends_at)],
        name=organisation,
        before=before.span if before and not before.is_cancelled else None,
        besides=[before.id] if before else [],
    )
    given = queries.rooms(session), queries.opening(session), clock.now()
    found = cautions(details, *given, case)
    if organisation and known is None:
        unknown = f"Nie znamy organizacji „{organisation}”. Zapis doda ją do listy."
        found.append(Caution("organisation", unknown))
    own = case if before and before.organisation == organisation else replace(case, asker=None)
    saved = cautions(details_in(before), *given, own) if before else []
    tokens = {caution.token for caution in saved}
    return [caution for caution in found if caution.token not in tokens]


def _organisation(session: Session, name: str, before: BookingInfo | None) -> Organisation | None:
    """The known organisation of that name. Several may bear one name; the booking's own is meant first."""
    if before and before.organisation_id and before.organisation == name:
        return by_id(session, before.organisation_id)
    return find_named(session, name)


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
    known = _organisation(session, name, before)
    return (known or add_organisation(session, name)).id
