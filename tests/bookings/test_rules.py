"""The decisions about bookings, on ordinary days and on the two days of the clock's change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copapp import clock
from copapp.bookings import rules
from copapp.bookings.rules import BookingDetails, Span, overlaps
from copapp.bookings.schedule import RoomInfo
from copapp.problems import Refused
from tests.bookings.conftest import local

WEEKLY = {day: (time(8), time(20)) for day in range(5)} | {5: (time(9), time(14))}
HALL, WORKSHOP = (
    RoomInfo(1, "lecture_hall", "Sala wykładowa", 30),
    RoomInfo(2, "workshop_1", "Sala warsztatowa nr 1", 12),
)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
NOW = local("2026-11-20T12:00")

SPRING_START = datetime(2026, 3, 28, tzinfo=UTC)
minutes = st.integers(0, 72 * 60)
spans = st.builds(
    lambda start, length: (SPRING_START + timedelta(minutes=start), SPRING_START + timedelta(minutes=start + length)),
    minutes,
    st.integers(1, 600),
)


def span(starts: str, ends: str) -> Span:
    return local(starts), local(ends)


def wanted(starts: str, ends: str, rooms: tuple[int, ...] = (1,), attendees: int | None = None) -> BookingDetails:
    return BookingDetails(rooms, local(starts), local(ends), attendees=attendees)


@given(spans, spans)
def test_spans_overlap_when_they_share_a_minute(one: Span, other: Span) -> None:
    shared = any(
        other[0] <= one[0] + timedelta(minutes=number) < other[1]
        for number in range(round((one[1] - one[0]) / timedelta(minutes=1)))
    )
    assert overlaps(one, other) == overlaps(other, one) == shared


def test_a_span_that_begins_when_another_ends_does_not_overlap_it() -> None:
    assert not overlaps(span("2026-11-24T10:00", "2026-11-24T12:00"), span("2026-11-24T12:00", "2026-11-24T13:00"))


@given(spans)
def test_the_days_of_a_span_cover_it_without_gap_or_overlap(whole: Span) -> None:
    pieces = [piece for _, piece in rules.by_days(whole)]
    assert pieces[0][0] == whole[0]
    assert pieces[-1][1] == whole[1]
    assert all(one[1] == other[0] for one, other in pairwise(pieces))


@given(spans)
def test_each_piece_lies_on_its_own_local_day(whole: Span) -> None:
    for day, piece in rules.by_days(whole):
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
    assert rules.closed_at(span(starts, ends), WEEKLY) == said


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_opening_hours_are_local_on_both_days_of_the_change(day: date) -> None:
    always = {6: (time(8), time(20))}
    opens, closes = rules.opening_span(day, always) or (NOW, NOW)
    assert (clock.to_local(opens).hour, clock.to_local(closes).hour) == (8, 20)
    assert rules.closed_at(span(f"{day}T08:00", f"{day}T20:00"), always) is None
    assert rules.closed_at(span(f"{day}T07:59", f"{day}T20:00"), always) is not None
    assert rules.closed_at(span(f"{day}T08:00", f"{day}T20:01"), always) is not None


def test_closing_at_midnight_is_the_end_of_the_day() -> None:
    late = {1: (time(8), time(0))}
    assert rules.closed_at(span("2026-11-24T20:00", "2026-11-25T00:00"), late) is None
    assert rules.closed_at(span("2026-11-24T07:00", "2026-11-25T00:00"), late) == "We wtorek czynne 08:00–24:00."


@pytest.mark.parametrize(
    ("attendees", "rooms", "said"),
    [
        (30, [HALL], None),
        (None, [HALL], None),
        (31, [HALL], "Sala wykładowa mieści 30 osób, a ma być 31."),
        (42, [HALL, WORKSHOP], None),
        (43, [HALL, WORKSHOP], "Wybrane sale mieszczą razem 42 osoby, a ma być 43."),
        (5, [], None),
    ],
)
def test_more_people_than_places_is_said(attendees: int | None, rooms: list[RoomInfo], said: str | None) -> None:
    assert rules.too_many_people(attendees, rooms) == said


def test_cautions_name_their_fields() -> None:
    details = wanted("2026-11-15T21:00", "2026-11-15T22:00", attendees=99)
    found = rules.cautions(details, [HALL, WORKSHOP], WEEKLY, NOW)
    assert [caution.field for caution in found] == ["attendees", "hours", "day"]


def test_a_caution_accepted_for_some_people_does_not_cover_more() -> None:
    tokens = [
        rules.cautions(wanted("2026-11-24T10:00", "2026-11-24T12:00", attendees=number), [HALL], WEEKLY, NOW)[0].token
        for number in (31, 31, 310)
    ]
    assert tokens[0] == tokens[1] != tokens[2]


def test_an_ordinary_booking_has_no_cautions() -> None:
    details = wanted("2026-11-24T10:00", "2026-11-24T12:00", attendees=30)
    assert rules.cautions(details, [HALL, WORKSHOP], WEEKLY, NOW) == []


def test_fewer_than_nobody_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        rules.check(wanted("2026-11-24T10:00", "2026-11-24T12:00", attendees=-1))
    assert refused.value.field == "attendees"
