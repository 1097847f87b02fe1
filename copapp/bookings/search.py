"""Bookings found by words: in the purpose, the organisation and the person, whatever capitals and diacritics."""

from typing import Any

from sqlalchemy import String, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlmodel import Session, col, func, select

from copapp import clock
from copapp.bookings import queries
from copapp.bookings.models import Booking, BookingRoom
from copapp.bookings.month import Agenda, lay_out_found
from copapp.bookings.shown import SEARCHED, Filters
from copapp.organisations.models import Organisation
from copapp.polish import without_diacritics

MOST = 100
"""Bookings to come, and as many that are over."""
LETTERS = "ąćęłńóśźżàáâãäåæçèéêëìíîïñòôõöùúûüýÿăčďěľňőřšťůűžšğı"
"""What PostgreSQL makes plain by its own means; each is one letter."""


class plain(GenericFunction[str]):  # the name of an SQL function
    """Plain small letters, as `polish.without_diacritics` makes them (which SQLite calls itself)."""

    type = String()
    inherit_cache = True


@compiles(plain, "postgresql")
def _plain_of_postgresql(element: "plain", compiler: Any, **options: Any) -> str:
    to = "".join(without_diacritics(each)[:1] for each in LETTERS)
    return f"translate(lower({compiler.process(element.clause_expr, **options)}), '{LETTERS}', '{to}')"


def search(session: Session, filters: Filters) -> Agenda:
    """What the filters leave of all bookings ever: those to come and those that are over, at most `MOST` of each."""
    now = clock.now()
    matching = _matching(filters)
    ahead = matching.where(col(Booking.ends_at) > now).order_by(col(Booking.starts_at), col(Booking.id))
    over = matching.where(col(Booking.ends_at) <= now).order_by(col(Booking.starts_at).desc(), col(Booking.id))
    coming, past = (list(session.exec(query.limit(MOST + 1))) for query in (ahead, over))
    known = queries.bookings_by_ids(session, [*coming[:MOST], *past[:MOST]])
    shown = [[known[number] for number in ids[:MOST]] for ids in (coming, past)]
    return lay_out_found(shown[0], shown[1], is_cut=len(coming) > MOST or len(past) > MOST)


def _matching(filters: Filters) -> Any:
    told: Any = func.coalesce(Organisation.name, "")
    for name in SEARCHED:
        told = told + literal(" ") + getattr(Booking, name)
    query = select(Booking.id).join(Organisation, col(Organisation.id) == Booking.organisation_id, isouter=True)
    named: Any = plain(func.coalesce(Organisation.name, ""))
    query = query.where(*(plain(told).contains(word, autoescape=True) for word in filters.words))
    query = query.where(
        *(named.contains(word, autoescape=True) for word in without_diacritics(filters.organisation).split())
    )
    if filters.state != "all":
        query = query.where(Booking.state == filters.state if filters.state else col(Booking.holds))
    if filters.room:
        rooms = select(BookingRoom.booking_id).where(BookingRoom.room_id == filters.room)
        query = query.where(col(Booking.id).in_(rooms))
    return query
