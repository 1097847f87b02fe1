"""The decisions about bookings, on ordinary days and on the two days of the clock's change."""

from datetime import timedelta

import pytest
from hypothesis import given

from copapp.bookings import rules
from copapp.bookings.rules import BookingDetails, Span, overlaps
from copapp.problems import Refused
from tests.bookings.conftest import local
from tests.bookings.spans import span, spans


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


def test_fewer_than_nobody_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        rules.check(wanted("2026-11-24T10:00", "2026-11-24T12:00", attendees=-1))
    assert refused.value.field == "attendees"
