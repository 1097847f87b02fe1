"""What making or changing a series will do to each of its days, worked out before anybody saves it.

The page shows the plan, and `series` carries out the same plan anew inside its transaction.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from copapp import clock
from copapp.bookings import queries, recurrence
from copapp.bookings.models import Series
from copapp.bookings.occurrences import Choices, Occurrence, Wish, planned
from copapp.bookings.recurrence import Recurrence
from copapp.bookings.rules import BookingDetails
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.series_pattern import changed_fields, details_in, details_on, hours_of, merged, pattern_of
from copapp.db import settings_of
from copapp.problems import Refused

USUAL_MONTHS = 6


class Scope(StrEnum):
    """How far a change of one booking of a series goes."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True)
class SeriesPlan:
    """All days of a series from the first that is touched. `series` is None for a new one; with `splits` it ends before
    `first_day`, where a series of its own begins."""

    recurrence: Recurrence
    pattern: Mapping[str, Any]
    first_day: date
    made_until: date
    occurrences: tuple[Occurrence, ...]
    series: Series | None = None
    splits: bool = False
    rule_changes: bool = True
    renamed: Mapping[date, date] = field(default_factory=dict)
    """The day of each booking by the rule before, also of a cancelled one → its day now."""

    @property
    def booked(self) -> list[Occurrence]:
        return [each for each in self.occurrences if not each.is_skipped and not each.drops]

    @property
    def skipped(self) -> list[Occurrence]:
        return [each for each in self.occurrences if each.is_skipped]

    @property
    def dropped(self) -> list[Occurrence]:
        return [each for each in self.occurrences if each.drops]

    @property
    def unready(self) -> list[Occurrence]:
        return [each for each in self.occurrences if not each.is_ready]

    @property
    def breaking(self) -> list[Occurrence]:
        """The days that are going to break the rules of booking: they take a note that says why."""
        return [each for each in self.occurrences if each.is_breach and each.warns]

    @property
    def needs_a_look(self) -> bool:
        """Whether staff should see the days before they save."""
        return self.rule_changes or bool(self.unready) or any(each.warns for each in self.occurrences)


def plan_new(
    session: Session,
    details: BookingDetails,
    wanted: Recurrence,
    choices: Choices,
    booking: BookingInfo | None = None,
) -> SeriesPlan:
    """A new series whose first day is that of `details`; `booking` is what stands there already and becomes its first.

    Raises:
        Refused: the rule has no day, or too many.
    """
    first = clock.to_local(details.starts_at).date()
    horizon = horizon_of(session)
    found = _days(wanted, first, horizon)
    pattern = pattern_of(details)
    found = [first, *found] if booking and first not in found else found
    wishes = [Wish(day, _on(pattern, day), details, booking if day == first else None) for day in found]
    made_until = found[-1] if wanted.has_end else horizon
    return SeriesPlan(wanted, pattern, first, made_until, planned(session, wishes, choices))


def plan_edit(
    session: Session,
    anchor: BookingInfo,
    scope: Scope,
    details: BookingDetails,
    wanted: Recurrence | None,
    choices: Choices,
) -> SeriesPlan:
    """What the form of one booking of a series does to the series: `details` and `wanted` are what it says now. What
    has begun already stays as it was, and so does what was changed alone.

    Raises:
        Refused: the rule has no day, or too many, or can't be moved to another day.
    """
    series = session.get_one(Series, anchor.series_id)
    old = Recurrence(series.rule, series.skip_feasts)
    coming = members(session, anchor, scope)
    by = clock.to_local(details.starts_at).date() - clock.to_local(anchor.starts_at).date()
    new = wanted if wanted is not None and wanted != old else old
    if new == old and by:
        new = replace(old, rule=_shifted(old.rule, by))
    splits = scope is Scope.FOLLOWING and anchor.series_day != _first(session, series)
    if splits and new.rule == old.rule:
        new = recurrence.from_day(old, series.first_day, anchor.series_day or series.first_day)
    days = {each.series_day: each for each in coming if each.series_day}
    first = (anchor.series_day or series.first_day) + by if splits else series.first_day + by
    rule_changes = bool(by) or (wanted is not None and wanted != old)
    renamed, new_days, made_until = {day: day for day in days}, [], series.made_until
    pattern = _pattern(series, anchor, details)
    if rule_changes:
        horizon = max(horizon_of(session), series.made_until)
        since = min(days) + min(by, timedelta())
        left_out = {date.fromisoformat(text) + by for text in series.left_out}
        asked = [day for day in _days(new, first, horizon) if day >= since and day not in left_out]
        is_moved = by and wanted in (None, old)
        pairs = {day: day + by for day in days if day + by in asked}
        renamed = pairs if is_moved else recurrence.pair(days, asked, new.rule)
        new_days = [day for day in asked if day not in renamed.values()]
        made_until = asked[-1] if new.has_end and asked else horizon
    wishes = list(_wishes(series, anchor, details, days, renamed))
    wishes += [Wish(day, _on(pattern, day), details) for day in new_days]
    found = planned(session, sorted(wishes, key=lambda wish: wish.day), choices)
    return SeriesPlan(new, pattern, first, made_until, found, series, splits, rule_changes, renamed)


def members(session: Session, anchor: BookingInfo, scope: Scope) -> list[BookingInfo]:
    """The bookings of a series that a change concerns, cancelled ones too: not those that have begun, but for the one
    that was opened."""
    assert anchor.series_id is not None and anchor.series_day is not None
    found = queries.bookings_of_series(session, anchor.series_id)
    now, since = clock.now(), anchor.series_day
    coming = [each for each in found if each.id == anchor.id or each.starts_at > now]
    if scope is Scope.ALL:
        return coming
    return [each for each in coming if each.id == anchor.id or (scope is Scope.FOLLOWING and _day(each) >= since)]


def horizon_of(session: Session) -> date:
    """Up to which day a rule without an end is carried out."""
    return recurrence.ahead(clock.today(), months_ahead(session))


def months_ahead(session: Session) -> int:
    """For how many months a rule without an end is carried out."""
    settings = settings_of(session)
    return settings.series_months if settings else USUAL_MONTHS


def _day(booking: BookingInfo) -> date:
    return booking.series_day or date.max


def _first(session: Session, series: Series) -> date:
    assert series.id is not None
    return min(map(_day, queries.bookings_of_series(session, series.id)), default=series.first_day)


def _days(wanted: Recurrence, first: date, horizon: date) -> list[date]:
    try:
        found = recurrence.days(wanted, first, max(horizon, first))
    except recurrence.NoRule:
        raise Refused("Tak nie da się powtarzać rezerwacji.", "rhythm") from None
    if not found:
        raise Refused("W tym czasie nie wypada ani jeden termin.", "rhythm")
    if len(found) > recurrence.MOST:
        raise Refused(f"To więcej niż {recurrence.MOST} terminów. Podaj wcześniejszy ostatni dzień.", "until")
    return found


def _shifted(rule: str, by: timedelta) -> str:
    moved = recurrence.shifted(rule, by)
    if moved is None:
        raise Refused("Dzień tego cyklu zmień w powtarzaniu albo przenieś tylko ten termin.", "day")
    return moved


def _on(pattern: Mapping[str, Any], day: date) -> BookingDetails | Refused:
    try:
        return details_on(pattern, day)
    except Refused as refused:
        return refused


def _pattern(series: Series, anchor: BookingInfo, details: BookingDetails) -> dict[str, Any]:
    """The pattern with what the form changes of the booking that was opened."""
    before, after, kept = details_in(anchor), pattern_of(details), dict(series.pattern)
    kept |= {name: after[name] for name in changed_fields(before, details)}
    if hours_of(anchor.span) != hours_of((details.starts_at, details.ends_at)):
        kept |= {name: after[name] for name in ("starts", "ends")}
    return kept


def _wishes(
    series: Series,
    anchor: BookingInfo,
    details: BookingDetails,
    days: Mapping[date, BookingInfo],
    renamed: Mapping[date, date],
) -> Iterator[Wish]:
    """What each booking that stands becomes; cancelled ones are no wishes."""
    pattern, changed = _pattern(series, anchor, details), changed_fields(details_in(anchor), details)
    for day, booking in days.items():
        own = details_in(booking)
        if booking.is_cancelled:
            continue
        if day not in renamed:
            yield Wish(day, own, own, booking, drops=True)
            continue
        now, base = renamed[day], _on(series.pattern, day)
        there = _on(pattern, now)
        if booking.id == anchor.id and (now == day or _local_day(details.starts_at) != _local_day(anchor.starts_at)):
            yield Wish(now, details, details, booking)
        elif isinstance(base, Refused) or isinstance(there, Refused):
            yield Wish(now, own, own, booking)
        else:
            mine = merged(booking, base, details, changed, (there.starts_at, there.ends_at))
            yield Wish(now, mine, mine, booking)


def _local_day(instant: datetime) -> date:
    return clock.to_local(instant).date()
