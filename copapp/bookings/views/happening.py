"""What the panel shows of what really happened of a booking."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from copapp import clock, web
from copapp.bookings import facts, noting, telling
from copapp.bookings.models import Booking
from copapp.bookings.noting import FactsForm
from copapp.bookings.views.addresses import Address, of_organisation
from copapp.bookings.views.routes import known_booking
from copapp.organisations.queries import names_by_ids
from copapp.polish import hour, moment


def happened(booking_id: int, typed: FactsForm | None = None) -> dict[str, Any]:
    """What the panel shows of it: the row, what can be noted by one click, the form."""
    row, now = web.reading().get_one(Booking, booking_id), clock.now()
    offered = facts.offered(row, now)
    plan = facts.planned(row)
    return {
        "row": row,
        "offered": offered,
        "told_later": [fact for fact in offered if facts.instant_of(fact, plan, now) + facts.MINUTE < now],
        "instants": {fact: facts.instant_of(fact, plan, now) for fact in offered},
        "facts": facts.facts_of(row),
        "form": typed or noting.written(row),
        "at": _at(row),
        "address": _address(row),
        "outdated": telling.outdated(web.reading(), known_booking(booking_id)),
    }


def _address(row: Booking) -> Address | None:
    """The secret address of its organisation's own calendar."""
    if row.organisation_id is None:
        return None
    session = web.reading()
    named = names_by_ids(session, [row.organisation_id])
    return of_organisation(session, row.organisation_id, named.get(row.organisation_id, ""))


def _at(row: Booking) -> Callable[[datetime], str]:
    """An instant as its hour, of another day than the booking's with its date."""
    day = clock.to_local(row.starts_at).date()
    return lambda instant: hour(instant) if clock.to_local(instant).date() == day else moment(instant)
