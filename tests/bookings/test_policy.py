"""The rules of booking: what each limit says, on which days, and in which words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from copapp import clock
from copapp.bookings.cautions import cautions
from copapp.bookings.policy import (
    Asker,
    Case,
    Policy,
    asked_too_early,
    asked_too_late,
    breaches,
    changed_too_late,
    over_hours,
    too_long,
    too_short,
)
from copapp.bookings.policy_forms import read_policy, written_policy
from copapp.bookings.premises_forms import WrongFields
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import BookingDetails, Span
from copapp.feasts import feast, working_day_before
from copapp.organisations.models import OrganisationKind
from tests.bookings.conftest import local
from tests.bookings.test_cautions import WEEKLY

DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
FRIDAY = ("2026-11-27T10:00", "2026-11-27T12:00")


def span(starts: str = FRIDAY[0], ends: str = FRIDAY[1]) -> Span:
    return local(starts), local(ends)


def on(day: date) -> Span:
    return span(f"{day}T10:00", f"{day}T12:00")


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 11, 24), None),
        (date(2026, 11, 25), "Rezerwować można najpóźniej 3 dni robocze przed terminem."),
        (date(2026, 11, 27), "Rezerwować można najpóźniej 3 dni robocze przed terminem."),
        (date(2026, 11, 28), None),
    ],
)
def test_the_latest_day_to_ask_is_said_and_past_ones_are_not(today: date, said: str | None) -> None:
    assert asked_too_late(span(), today, 3) == said
    assert asked_too_late(span(), today, 0) is None


def test_working_days_leave_out_weekends_and_feasts() -> None:
    monday = on(date(2027, 5, 4))  # Tuesday after the feast of 3 May, itself after a weekend
    assert asked_too_late(monday, date(2027, 4, 30), 1) is None
    assert asked_too_late(monday, date(2027, 5, 1), 1) == "Rezerwować można najpóźniej 1 dzień roboczy przed terminem."


def test_far_ahead_is_said_until_it_is_near_enough() -> None:
    assert asked_too_early(span(), date(2026, 11, 19), 5) == (
        "Rezerwować można najwcześniej 5 dni roboczych przed terminem."
    )
    assert asked_too_early(span(), date(2026, 11, 20), 5) is None


def test_a_move_counts_from_the_earlier_of_both_days() -> None:
    later, today = span("2026-12-11T10:00", "2026-12-11T12:00"), date(2026, 11, 26)
    assert changed_too_late(later, span(), today, 2) == "Zmieniać termin można najpóźniej 2 dni robocze przed nim."
    assert changed_too_late(span(), later, today, 2) is not None
    assert changed_too_late(span(), span(), today, 2) is None
    assert changed_too_late(later, span(), date(2026, 11, 25), 2) is None


@given(DAYS, DAYS, st.integers(1, 40))
def test_one_can_ask_until_the_limit_and_not_after(day: date, today: date, days: int) -> None:
    late = asked_too_late(on(day), today, days) is not None
    early = asked_too_early(on(day), today, days) is not None
    between = (
        sum(
            (today + timedelta(each)).weekday() < 5 and not feast(today + timedelta(each))
            for each in range(min((day - today).days, 60))
        )
        if today <= day
        else -1
    )
    assert late == (working_day_before(day, days) < today <= day)
    assert not (late and early)
    if between >= 0 and today.weekday() < 5 and not feast(today):
        assert late == (between < days)


@given(st.integers(1, 600), st.integers(0, 300), st.integers(0, 10))
def test_length_is_within_its_limits_or_one_of_them_is_said(minutes: int, shortest: int, longest: int) -> None:
    asked = local("2026-11-24T08:00"), local("2026-11-24T08:00") + timedelta(minutes=minutes)
    assert (too_short(asked, shortest) is not None) == (minutes < shortest)
    assert (too_long(asked, longest) is not None) == (0 < longest * 60 < minutes)


def test_length_is_real_time_on_the_night_of_the_change() -> None:
    assert too_long(span("2026-10-25T01:00", "2026-10-25T04:00"), 3) == "Rezerwacja trwa najwyżej 3 godziny."
    assert too_long(span("2027-03-28T01:00", "2027-03-28T05:00"), 3) is None


def test_hours_of_the_year_are_those_of_the_year_it_is_in() -> None:
    asker = Asker("Klub Szachowy", used={2026: timedelta(hours=9, minutes=30), 2027: timedelta()})
    said = "Klub Szachowy: na 2026 rok najwyżej 10 godzin, a z tą rezerwacją 11,5 godziny."
    assert over_hours(span(), asker, 10) == said
    assert over_hours(span(), asker, 12) is None
    assert over_hours(on(date(2027, 1, 7)), asker, 10) is None
    more = Case(asker=asker).with_more(on(date(2027, 1, 7))).asker
    assert more and more.used == {2026: timedelta(hours=9, minutes=30), 2027: timedelta(hours=2)}


def test_who_gets_rooms_and_who_signs_first() -> None:
    informal = frozenset({OrganisationKind.INFORMAL})
    asker = Asker("Sąsiedzi", OrganisationKind.INFORMAL)

    def said(policy: Policy, asker: Asker | None) -> list[tuple[str, str]]:
        return list(breaches(span(), date(2026, 11, 1), Case(policy, asker)))

    assert said(Policy(not_admitted=informal), asker) == [
        ("organisation", "Sąsiedzi: grupa nieformalna. Według zasad nie rezerwuje sal.")
    ]
    assert said(Policy(must_accept=informal), asker) == [("organisation", "Sąsiedzi: brak podpisanego regulaminu.")]
    signed = Asker("Sąsiedzi", OrganisationKind.INFORMAL, accepted_on=date(2026, 1, 5))
    assert said(Policy(must_accept=informal), signed) == []
    assert said(Policy(not_admitted=informal, must_accept=informal), None) == []


def test_breaches_are_cautions_that_take_a_note() -> None:
    rooms = [RoomInfo(1, "hall", "Sala wykładowa", 30)]
    details = BookingDetails((1,), *span("2026-11-27T21:00", "2026-11-27T23:00"), attendees=99)
    with clock.stopped_at(local("2026-11-26T12:00")):
        found = cautions(details, rooms, WEEKLY, clock.now(), Case(Policy(ask_latest=2, longest_hours=1)))
    assert [(each.field, each.is_breach) for each in found] == [
        ("attendees", False),
        ("hours", False),
        ("hours", True),
        ("day", True),
    ]


def test_the_form_is_read_as_it_is_written() -> None:
    rules = Policy(2, 90, 1, 30, 8, 200)
    kinds = [("admitted", kind.value) for kind in OrganisationKind]
    assert read_policy(MultiDict([*written_policy(rules).items(), *kinds])) == rules
    assert read_policy(MultiDict(kinds)) == Policy()


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"ask_latest": "dwa"}, "ask_latest", "Podaj liczbę cyframi, np. 15."),
        ({"ask_latest": "61"}, "ask_latest", "Najwyżej 60."),
        ({"ask_latest": "5", "ask_earliest": "4"}, "ask_earliest", "Ma być nie mniej niż w polu „Najpóźniej”."),
        (
            {"shortest_minutes": "90", "longest_hours": "1"},
            "longest_hours",
            "Ma być nie mniej niż najkrótsza",
        ),
        ({"admitted": "nobody"}, "admitted", "Zaznacz choć jeden rodzaj."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(typed: dict[str, str], field: str, said: str) -> None:
    with pytest.raises(WrongFields) as wrong:
        read_policy(MultiDict({"admitted": "registered", **typed}))
    assert wrong.value.problems.keys() == {field} and wrong.value.problems[field].startswith(said)
