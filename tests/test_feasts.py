"""By which day an answer is promised."""

from datetime import date

import pytest

from copapp.feasts import working_day_after


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        ("2026-03-09", 3, "2026-03-12"),
        ("2026-03-13", 1, "2026-03-16"),
        ("2026-03-14", 1, "2026-03-16"),
        ("2026-04-03", 1, "2026-04-07"),
        ("2026-04-30", 2, "2026-05-05"),
        ("2026-12-23", 1, "2026-12-28"),
        ("2026-12-31", 1, "2027-01-04"),
        ("2026-03-09", 0, "2026-03-09"),
    ],
)
def test_saturdays_sundays_and_feasts_do_not_count(day: str, number: int, expected: str) -> None:
    assert working_day_after(date.fromisoformat(day), number) == date.fromisoformat(expected)
