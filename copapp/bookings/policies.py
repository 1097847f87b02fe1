"""The rules of booking in the database, and what they are told of a booking. Functions that change flush, none
commits."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from copapp import clock
from copapp.bookings.actions import wait_for_turn
from copapp.bookings.models import Booking, BookingPolicy
from copapp.bookings.policy import LIMITS, Asker, Case, Policy
from copapp.bookings.rules import Span
from copapp.organisations.models import Organisation, OrganisationKind
from copapp.problems import Refused

THE_ONE = 1
OF_KINDS = ("not_admitted", "must_accept")


def policy(session: Session) -> Policy:
    """The rules as they are now; one query."""
    row = session.get(BookingPolicy, THE_ONE)
    if row is None:
        return Policy()
    admitted, accept = (frozenset(map(OrganisationKind, kinds)) for kinds in (row.not_admitted, row.must_accept))
    return Policy(**{name: getattr(row, name) for name in LIMITS}, not_admitted=admitted, must_accept=accept)


def save_policy(session: Session, wanted: Policy) -> None:
    """The rules, as `wanted` has them; what was booked before stays."""
    wait_for_turn(session)
    row = session.get(BookingPolicy, THE_ONE, populate_existing=True) or BookingPolicy(id=THE_ONE)
    for name in LIMITS:
        setattr(row, name, getattr(wanted, name))
    for name in OF_KINDS:
        setattr(row, name, sorted(kind.value for kind in getattr(wanted, name)))
    session.add(row)
    session.flush()


def save_organisation(session: Session, organisation_id: int, kind: OrganisationKind, accepted_on: date | None) -> None:
    """What an organisation is, and when it signed the rules.

    Raises:
        Refused: unknown id.
    """
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise Refused("Tej organizacji już nie ma.")
    organisation.kind, organisation.rules_accepted_on = kind, accepted_on
    session.flush()


def case_of(
    session: Session,
    organisation: Organisation | None,
    spans: Collection[Span],
    *,
    name: str = "",
    before: Span | None = None,
    besides: Collection[int] = (),
) -> Case:
    """What the rules judge bookings at `spans` by, for a known organisation or for the unknown one called `name`.

    `before`: when the booking was that is changed. `besides`: bookings (ids) that count no hours.
    """
    rules = policy(session)
    if organisation is None:
        return Case(rules, Asker(name) if name else None, before)
    assert organisation.id is not None
    years = {clock.to_local(span[0]).year for span in spans} if rules.hours_a_year else set()
    used = hours_by_year(session, organisation.id, years, besides)
    return Case(rules, Asker(organisation.name, organisation.kind, organisation.rules_accepted_on, used), before)


def hours_by_year(
    session: Session, organisation_id: int, years: Collection[int], besides: Collection[int] = ()
) -> dict[int, timedelta]:
    """For how long an organisation has rooms in each calendar year, counted where a booking starts; one query."""
    if not years:
        return {}
    query = select(Booking.id, Booking.starts_at, Booking.ends_at).where(
        Booking.organisation_id == organisation_id,
        col(Booking.holds),
        col(Booking.starts_at) >= _new_year(min(years)),
        col(Booking.starts_at) < _new_year(max(years) + 1),
    )
    found: dict[int, timedelta] = defaultdict(timedelta)
    for number, starts, ends in session.exec(query):
        if number not in besides:
            found[clock.to_local(starts).year] += ends - starts
    return dict(found)


def _new_year(year: int) -> datetime:
    return clock.from_local(datetime(year, 1, 1))
