"""Which calendar is shown: addresses that come back, steps, and filters."""

from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from copapp.bookings.shown import STATES, VIEWS, Filters, Shown

DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
FILTERS = st.builds(
    lambda room, organisation, state, text: Filters.read(
        {"room": room, "organisation": organisation, "state": state, "q": text}
    ),
    st.sampled_from(["", "1", "7", "x", "99999999999"]),
    st.text(max_size=20),
    st.sampled_from([*STATES, "?"]),
    st.text(max_size=20),
)


@given(st.sampled_from(list(VIEWS)), DAYS, FILTERS)
def test_what_is_shown_comes_back_from_its_text(view: str, day: date, filters: Filters) -> None:
    shown = Shown(view, day, filters).at(day)
    assert Shown.read(shown.text, date(2000, 1, 1)) == shown
    assert shown.covers(day)
    assert shown.stepped(1).stepped(-1) == shown
    assert shown.stepped(1).day == shown.until


@pytest.mark.parametrize(
    ("view", "today", "there"),
    [("day", date(2026, 11, 24), date(2026, 11, 24)), ("day", date(2026, 12, 24), date(2026, 11, 1))],
)
def test_another_view_opens_on_today_where_it_is_shown(view: str, today: date, there: date) -> None:
    assert Shown("month", date(2026, 11, 1)).turned(view, today).day == there


def test_an_address_carries_only_what_filters(app: Flask) -> None:
    with app.test_request_context():
        bare = Shown("month", date(2026, 11, 1))
        assert bare.url == "/bookings/month/2026-11-01"
        filtered = Shown("list", date(2026, 11, 1), Filters(room=2, state="all", text="chór"))
        assert filtered.url == "/bookings/list/2026-11-01?room=2&state=all&q=ch%C3%B3r"
        assert filtered.without("room", "state", "text").url == "/bookings/list/2026-11-01"
