"""Series: bookings made, changed and ended together. Each occurrence is a row that the database guards by itself.

Functions flush and never commit; a refusal leaves it to the caller's unit of work to take all of it back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from copapp import clock
from copapp.bookings import actions, queries, recurrence
from copapp.bookings.actions import RoomTaken
from copapp.bookings.models import Booking, BookingState, Series
from copapp.bookings.occurrences import Occurrence
from copapp.bookings.recurrence import Recurrence
from copapp.bookings.rules import BookingDetails
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.series_pattern import details_on, pattern_of
from copapp.bookings.series_plan import Scope, SeriesPlan, horizon_of, members
from copapp.problems import Refused, Stale


def save(session: Session, plan: SeriesPlan) -> Series:
    """Carry out a plan made in this unit of work, after `actions.wait_for_turn`.

    Raises:
        RoomTaken: a day is held by another booking; all that stand in the way are named.
        Refused: another problem of a day that is not left out, or every day is.
    """
    actions.wait_for_turn(session)
    _check(plan)
    series = _kept(session, plan)
    for each in plan.dropped:
        _drop(session, each)
    _rename(session, plan, series)
    later = any(now > before for before, now in plan.renamed.items())
    standing = [each for each in plan.occurrences if each.booking and not each.drops]
    for each in reversed(standing) if later else standing:
        _change(session, each, series)
    for each in plan.booked:
        if each.booking is None:
            assert each.details is not None
            _make(session, series, each.day, each.details)
    session.flush()
    return series


def book(
    session: Session,
    wanted: Recurrence,
    occurrences: Iterable[BookingDetails],
    left_out: Iterable[date] = (),
) -> list[Booking]:
    """A series of occurrences that are known already, the first of which is its pattern.

    Raises:
        RoomTaken, Refused: as for `actions.create_booking`.
    """
    given = list(occurrences)
    days = [clock.to_local(each.starts_at).date() for each in given]
    until = max(days) if wanted.has_end else max(horizon_of(session), *days)
    series = _new(session, wanted, days[0], pattern_of(given[0]), until)
    series.left_out = sorted(day.isoformat() for day in left_out)
    return [_make(session, series, day, each) for day, each in zip(days, given, strict=True)]


def confirm(session: Session, anchor: BookingInfo, version: int, scope: Scope) -> None:
    """Confirm what is tentative among the bookings that the scope names.

    Raises:
        Stale: the booking that was opened is not at that version any more.
    """
    _into_state(session, anchor, version, scope, BookingState.CONFIRMED)


def cancel(session: Session, anchor: BookingInfo, version: int, scope: Scope, reason: str = "") -> None:
    """Cancel the bookings that the scope names; the series gets no more after them. Raises what `confirm` does."""
    series = _into_state(session, anchor, version, scope, BookingState.CANCELLED, reason)
    if scope is Scope.ALL:
        series.active = False
    elif scope is Scope.FOLLOWING and anchor.series_day:
        series.rule = recurrence.until(series.rule, anchor.series_day - timedelta(days=1))
    series.version += 1
    session.flush()


def confirm_some(session: Session, series_id: int, versions: Mapping[int, int]) -> None:
    """Confirm bookings of a series by their ids, each at the version that the page showed.

    Raises:
        Stale: one of them was changed since, or is not of that series.
    """
    for each in _some(session, series_id, versions):
        if each.is_tentative:
            actions.confirm_booking(session, each.id, versions[each.id])


def cancel_some(session: Session, series_id: int, versions: Mapping[int, int]) -> None:
    """Cancel bookings of a series by their ids; raises what `confirm_some` does."""
    for each in _some(session, series_id, versions):
        if not each.is_cancelled:
            actions.cancel_booking(session, each.id, versions[each.id])


def _some(session: Session, series_id: int, versions: Mapping[int, int]) -> list[BookingInfo]:
    if not versions:
        raise Refused("Zaznacz choć jeden termin.", "members")
    actions.wait_for_turn(session)
    known = {each.id: each for each in queries.bookings_of_series(session, series_id)}
    if versions.keys() - known.keys() or any(known[number].version != versions[number] for number in versions):
        raise Stale
    return [known[number] for number in versions]


def extend(session: Session) -> int:
    """Make the bookings of series without an end up to the horizon; gives how many. A day whose room is taken gets a
    cancelled booking that says so: it is seen, and can be moved."""
    actions.wait_for_turn(session)
    horizon = horizon_of(session)
    query = select(Series).where(col(Series.active), Series.made_until < horizon).order_by(col(Series.id))
    made = 0
    for series in session.exec(query).all():
        wanted = Recurrence(series.rule, series.skip_feasts)
        if not wanted.has_end:
            made += _extend(session, series, wanted, horizon)
    return made


def _extend(session: Session, series: Series, wanted: Recurrence, horizon: date) -> int:
    asked = recurrence.days(wanted, series.first_day, horizon)
    new = [day for day in asked if day > series.made_until and day.isoformat() not in series.left_out]
    for day in new:
        try:
            details = details_on(series.pattern, day)
            _make(session, series, day, details)
        except RoomTaken as taken:
            _note_taken(session, series, day, details, taken.message)
        except Refused:
            continue  # the clock skips that hour
    series.made_until = horizon
    session.flush()
    return len(new)


def _note_taken(session: Session, series: Series, day: date, details: BookingDetails, why: str) -> None:
    booking = _make(session, series, day, replace(details, state=BookingState.CANCELLED))
    booking.cancel_reason = f"Nie zarezerwowano: {why}"[:200]


def _into_state(
    session: Session, anchor: BookingInfo, version: int, scope: Scope, state: BookingState, reason: str = ""
) -> Series:
    actions.wait_for_turn(session)
    if session.get_one(Booking, anchor.id, populate_existing=True).version != version:
        raise Stale
    for each in members(session, anchor, scope):
        if state is BookingState.CONFIRMED and each.is_tentative:
            actions.confirm_booking(session, each.id, each.version)
        if state is BookingState.CANCELLED and not each.is_cancelled:
            actions.cancel_booking(session, each.id, each.version, reason)
    return session.get_one(Series, anchor.series_id)


def _check(plan: SeriesPlan) -> None:
    taken = {each.id: each for one in plan.unready for each in one.conflicts}
    if taken:
        raise RoomTaken(taken.values())
    if plan.unready:
        raise Refused(plan.unready[0].problem, "occurrences")
    if plan.series is None and not plan.booked:
        raise Refused("Zostaw choć jeden termin.", "occurrences")


def _kept(session: Session, plan: SeriesPlan) -> Series:
    """The series that the occurrences belong to from now on: a new one, the same, or the rest of it as its own."""
    left_out = {each.day.isoformat() for each in plan.skipped if each.booking is None}
    old = plan.series
    if old is None or plan.splits:
        series = _new(session, plan.recurrence, plan.first_day, dict(plan.pattern), plan.made_until)
        if old is not None:
            left_out |= {day for day in old.left_out if day >= plan.first_day.isoformat()}
            first = min(plan.renamed)
            old.rule = recurrence.until(old.rule, first - timedelta(days=1))
            old.version += 1
    else:
        series = old
        series.rule, series.skip_feasts = plan.recurrence.rule, plan.recurrence.skip_feasts
        series.first_day, series.pattern = plan.first_day, dict(plan.pattern)
        series.made_until = plan.made_until
        series.version += 1
        left_out |= set(old.left_out)
    series.left_out = sorted(left_out)
    session.flush()
    return series


def _new(session: Session, wanted: Recurrence, first: date, pattern: dict[str, Any], until: date) -> Series:
    series = Series(
        rule=wanted.rule,
        skip_feasts=wanted.skip_feasts,
        first_day=first,
        pattern=pattern,
        left_out=[],
        made_until=until,
    )
    session.add(series)
    session.flush()
    return series


def _drop(session: Session, one: Occurrence) -> None:
    """Cancel what the rule has no more; it is the series' no longer, so that the day may come again."""
    assert one.booking is not None
    booking = actions.cancel_booking(session, one.booking.id, one.booking.version)
    booking.series_id = booking.series_day = None
    session.flush()


def _rename(session: Session, plan: SeriesPlan, series: Series) -> None:
    """Give each booking that stays its series and its day, the cancelled ones too; no two ever have one day."""
    if plan.series is None:
        return
    query = select(Booking).where(Booking.series_id == plan.series.id, col(Booking.series_day).in_(plan.renamed))
    rows = sorted(session.exec(query), key=lambda row: row.series_day or date.min)
    later = any(now > before for before, now in plan.renamed.items())
    for row in reversed(rows) if later else rows:
        assert row.series_day is not None
        row.series_id, row.series_day = series.id, plan.renamed[row.series_day]
        session.flush()


def _change(session: Session, one: Occurrence, series: Series) -> None:
    assert one.booking is not None and one.details is not None
    if one.booking.series_id is None:
        row = session.get_one(Booking, one.booking.id)
        row.series_id, row.series_day = series.id, one.day
    if one.is_skipped:
        actions.cancel_booking(session, one.booking.id, one.booking.version)
    elif one.changes:
        actions.change_booking(session, one.booking.id, one.details, one.booking.version)


def _make(session: Session, series: Series, day: date, details: BookingDetails) -> Booking:
    booking = actions.create_booking(session, details)
    booking.series_id, booking.series_day = series.id, day
    session.flush()
    return booking
