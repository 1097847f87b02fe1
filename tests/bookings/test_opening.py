"""When the Centre and its rooms are open: weekly hours, feasts, days off, and the two days of the clock's change."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from copapp import clock
from copapp.bookings.opening import DaysOff, Opening, by_days, closed_at
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import Span
from tests.bookings.conftest import local
from tests.bookings.spans import span, spans

WEEKLY = Opening({day: (time(8), time(20)) for day in range(5)} | {5: (time(9), time(14))})
HALL, WORKSHOP = (
    RoomInfo(1, "lecture_hall", "Sala wykładowa", 30),
    RoomInfo(2, "workshop_1", "Sala warsztatowa nr 1", 12),
)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
NOW = local("2026-11-20T12:00")


@given(spans)
def test_the_days_of_a_span_cover_it_without_gap_or_overlap(whole: Span) -> None:
    pieces = [piece for _, piece in by_days(whole)]
    assert pieces[0][0] == whole[0]
    assert pieces[-1][1] == whole[1]
    assert all(one[1] == other[0] for one, other in pairwise(pieces))


@given(spans)
def test_each_piece_lies_on_its_own_local_day(whole: Span) -> None:
    for day, piece in by_days(whole):
        assert clock.to_local(piece[0]).date() == day
        assert clock.to_local(piece[1] - timedelta(microseconds=1)).date() == day


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ("2026-11-24T08:00", "2026-11-24T20:00", None),
        ("2026-11-24T07:45", "2026-11-24T10:00", "We wtorek czynne 08:00–20:00."),
        ("2026-11-24T19:00", "2026-11-24T20:15", "We wtorek czynne 08:00–20:00."),
        ("2026-11-29T10:00", "2026-11-29T12:00", "W niedzielę (29 listopada) nieczynne."),
        ("2026-11-28T10:00", "2026-11-28T15:00", "W sobotę czynne 09:00–14:00."),
        ("2026-11-24T19:00", "2026-11-25T09:00", "We wtorek czynne 08:00–20:00."),
    ],
)
def test_what_lies_outside_the_opening_hours_is_said(starts: str, ends: str, said: str | None) -> None:
    assert closed_at(span(starts, ends), WEEKLY) == said


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_opening_hours_are_local_on_both_days_of_the_change(day: date) -> None:
    always = Opening({6: (time(8), time(20))})
    opens, closes = always.span(day) or (NOW, NOW)
    assert (clock.to_local(opens).hour, clock.to_local(closes).hour) == (8, 20)
    assert closed_at(span(f"{day}T08:00", f"{day}T20:00"), always) is None
    assert closed_at(span(f"{day}T07:59", f"{day}T20:00"), always) is not None
    assert closed_at(span(f"{day}T08:00", f"{day}T20:01"), always) is not None


def test_closing_at_midnight_is_the_end_of_the_day() -> None:
    late = Opening({1: (time(8), time(0))})
    assert closed_at(span("2026-11-24T20:00", "2026-11-25T00:00"), late) is None
    assert closed_at(span("2026-11-24T07:00", "2026-11-25T00:00"), late) == "We wtorek czynne 08:00–24:00."


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-11", "W środę (11 listopada) nieczynne: Narodowe Święto Niepodległości."),
        ("2026-12-24", "W czwartek (24 grudnia) nieczynne: Wigilia Bożego Narodzenia."),
        ("2026-12-28", "W poniedziałek (28 grudnia) nieczynne: przerwa świąteczna."),
        ("2026-12-31", "W czwartek (31 grudnia) nieczynne: przerwa świąteczna."),
        ("2027-01-04", None),
    ],
)
def test_feasts_and_the_centres_own_days_off_are_told_with_their_reason(day: str, said: str | None) -> None:
    break_ = DaysOff(date(2026, 12, 28), date(2026, 12, 31), "przerwa świąteczna")
    opening = Opening(WEEKLY.weekly, days_off=(break_,))
    assert closed_at(span(f"{day}T10:00", f"{day}T12:00"), opening) == said


def test_a_centre_may_work_on_feasts() -> None:
    opening = Opening(WEEKLY.weekly, open_on_feasts=True)
    assert closed_at(span("2026-11-11T10:00", "2026-11-11T12:00"), opening) is None


def test_a_room_may_have_hours_and_days_off_of_its_own() -> None:
    painting = DaysOff(date(2026, 11, 25), date(2026, 11, 25), "malowanie", room_id=1)
    opening = Opening(WEEKLY.weekly, {2: {1: (time(8), time(16)), 6: (time(10), time(12))}}, (painting,))
    evening, sunday = span("2026-11-24T15:00", "2026-11-24T17:00"), span("2026-11-29T10:00", "2026-11-29T12:00")
    assert closed_at(evening, opening, [HALL]) is None
    assert closed_at(evening, opening, [HALL, WORKSHOP]) == "Sala warsztatowa nr 1: we wtorek czynne 08:00–16:00."
    assert closed_at(sunday, opening, [WORKSHOP]) is None
    assert closed_at(sunday, opening, [HALL]) == "W niedzielę (29 listopada) nieczynne."
    wednesday = span("2026-11-25T10:00", "2026-11-25T12:00")
    assert closed_at(wednesday, opening, [WORKSHOP]) is None
    assert closed_at(wednesday, opening, [HALL]) == "Sala wykładowa: w środę (25 listopada) nieczynne: malowanie."
