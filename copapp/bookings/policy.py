"""The Centre's rules of booking: what the settings allow, and in words what a booking breaks of them. Pure.

Days are local days of Europe/Warsaw; a limit of 0 is no limit.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta

from copapp import clock
from copapp.bookings.rules import Span
from copapp.bookings.words import KINDS
from copapp.feasts import working_day_before
from copapp.organisations.models import OrganisationKind
from copapp.polish import counted


@dataclass(frozen=True)
class Policy:
    """All rules of booking.

    In working days before the day of the booking: `ask_latest` (at least), `ask_earliest` (at most) for a new one,
    `change_latest` (at least) for one that is moved. `hours_a_year`: of one organisation in a calendar year."""

    ask_latest: int = 0
    ask_earliest: int = 0
    change_latest: int = 0
    shortest_minutes: int = 0
    longest_hours: int = 0
    hours_a_year: int = 0
    not_admitted: frozenset[OrganisationKind] = frozenset()
    """Kinds of organisations that get no rooms."""
    must_accept: frozenset[OrganisationKind] = frozenset()
    """Kinds of organisations that sign the Centre's rules first."""


LIMITS = tuple(each.name for each in fields(Policy) if each.default == 0)
"""The rules that are numbers."""


@dataclass(frozen=True)
class Asker:
    """For whom a booking is, as the rules see it; `used` says how long it has rooms already, by calendar year."""

    name: str
    kind: OrganisationKind = OrganisationKind.UNKNOWN
    accepted_on: date | None = None
    used: Mapping[int, timedelta] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """What the rules judge a booking by: `before` is when it was, where it is no new one."""

    policy: Policy = Policy()
    asker: Asker | None = None
    before: Span | None = None

    def with_more(self, span: Span) -> "Case":
        """The same case once its asker has rooms for `span` as well."""
        if self.asker is None:
            return self
        year, length = _day(span).year, span[1] - span[0]
        used = {**self.asker.used, year: self.asker.used.get(year, timedelta()) + length}
        return replace(self, asker=replace(self.asker, used=used))


def breaches(span: Span, today: date, case: Case) -> Iterator[tuple[str, str]]:
    """What a booking at `span` breaks of the rules: the field of the form that it concerns, and what to say."""
    rules, asker = case.policy, case.asker
    said = [
        ("hours", too_short(span, rules.shortest_minutes)),
        ("hours", too_long(span, rules.longest_hours)),
        ("day", asked_too_early(span, today, rules.ask_earliest)),
        (
            "day",
            changed_too_late(span, case.before, today, rules.change_latest)
            if case.before
            else asked_too_late(span, today, rules.ask_latest),
        ),
    ]
    if asker is not None:
        said += [
            ("organisation", not_admitted(asker, rules)),
            ("organisation", rules_not_accepted(asker, rules)),
            ("hours", over_hours(span, asker, rules.hours_a_year)),
        ]
    return ((name, message) for name, message in said if message)


def asked_too_late(span: Span, today: date, days: int) -> str | None:
    """What to say of a new booking that is asked for less than so many working days before; of a past one nothing."""
    if not days or not working_day_before(_day(span), days) < today <= _day(span):
        return None
    return f"Rezerwować można najpóźniej {_working_days(days)} przed terminem."


def asked_too_early(span: Span, today: date, days: int) -> str | None:
    """What to say of a booking that is more than so many working days ahead."""
    if not days or today >= working_day_before(_day(span), days):
        return None
    return f"Rezerwować można najwcześniej {_working_days(days)} przed terminem."


def changed_too_late(span: Span, before: Span, today: date, days: int) -> str | None:
    """What to say of a booking that is moved less than so many working days before it was to be, or is to be now; of
    one that was already nothing."""
    first = min(_day(span), _day(before))
    if not days or span == before or not working_day_before(first, days) < today <= first:
        return None
    return f"Zmieniać termin można najpóźniej {_working_days(days)} przed nim."


def too_short(span: Span, minutes: int) -> str | None:
    """What to say of a booking that is shorter than the shortest."""
    if not minutes or span[1] - span[0] >= timedelta(minutes=minutes):
        return None
    return f"Rezerwacja trwa co najmniej {counted(minutes, 'minutę', 'minuty', 'minut')}."


def too_long(span: Span, hours: int) -> str | None:
    """What to say of a booking that is longer than the longest."""
    if not hours or span[1] - span[0] <= timedelta(hours=hours):
        return None
    return f"Rezerwacja trwa najwyżej {_hours(timedelta(hours=hours))}."


def over_hours(span: Span, asker: Asker, hours: int) -> str | None:
    """What to say where an organisation would have rooms for more hours in a calendar year than it may."""
    year = _day(span).year
    together = asker.used.get(year, timedelta()) + (span[1] - span[0])
    if not hours or together <= timedelta(hours=hours):
        return None
    limit = _hours(timedelta(hours=hours))
    return f"{asker.name}: na {year} rok najwyżej {limit}, a z tą rezerwacją {_hours(together, 'godzina')}."


def not_admitted(asker: Asker, rules: Policy) -> str | None:
    """What to say of an organisation whose kind gets no rooms."""
    if asker.kind not in rules.not_admitted:
        return None
    return f"{asker.name}: {KINDS[asker.kind]}. Według zasad nie rezerwuje sal."


def rules_not_accepted(asker: Asker, rules: Policy) -> str | None:
    """What to say of an organisation that has not signed the rules though it must."""
    if asker.kind not in rules.must_accept or asker.accepted_on is not None:
        return None
    return f"{asker.name}: brak podpisanego regulaminu."


def _day(span: Span) -> date:
    return clock.to_local(span[0]).date()


def _working_days(number: int) -> str:
    return counted(number, "dzień roboczy", "dni robocze", "dni roboczych")


def _hours(length: timedelta, one: str = "godzinę") -> str:
    """„3 godziny”, „2,5 godziny”."""
    minutes = length // timedelta(minutes=1)
    if minutes % 60 == 0:
        return counted(minutes // 60, one, "godziny", "godzin")
    return f"{minutes / 60:.2f}".rstrip("0").replace(".", ",") + " godziny"
