"""Spans of the three days around the change to summer time, and spans as people write them."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from copapp.bookings.rules import Span
from tests.bookings.conftest import local

SPRING_START = datetime(2026, 3, 28, tzinfo=UTC)
spans: st.SearchStrategy[Span] = st.builds(
    lambda start, length: (SPRING_START + timedelta(minutes=start), SPRING_START + timedelta(minutes=start + length)),
    st.integers(0, 72 * 60),
    st.integers(1, 600),
)


def span(starts: str, ends: str) -> Span:
    return local(starts), local(ends)
