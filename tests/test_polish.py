"""Plural forms, days and hours as they are read."""

from datetime import UTC, date, datetime, timedelta

import pytest

from copapp import clock, polish


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 zgłoszeń"),
        (1, "1 zgłoszenie"),
        (2, "2 zgłoszenia"),
        (4, "4 zgłoszenia"),
        (5, "5 zgłoszeń"),
        (12, "12 zgłoszeń"),
        (21, "21 zgłoszeń"),
        (22, "22 zgłoszenia"),
        (112, "112 zgłoszeń"),
        (124, "124 zgłoszenia"),
    ],
)
def test_counted(number: int, words: str) -> None:
    assert polish.counted(number, "zgłoszenie", "zgłoszenia", "zgłoszeń") == words


def test_days_in_words() -> None:
    day = date(2026, 3, 26)
    assert polish.day(day) == "czwartek, 26 marca 2026"
    assert polish.day_short(day) == "czw., 26.03"
    assert polish.day_in_letter(day) == "26 marca 2026 r. (czwartek)"
    assert polish.month(day) == "marzec 2026"


def test_hours_are_those_of_kalisz() -> None:
    start = datetime(2026, 3, 26, 16, 0, tzinfo=UTC)
    assert polish.hours(start, start + timedelta(hours=2, minutes=30)) == "17:00–19:30"
    assert polish.hours(start, start + timedelta(days=1)) == "17:00 – 27.03 17:00"
    assert polish.hours(start, start + timedelta(hours=8)) == "17:00–01:00"


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (timedelta(seconds=20), "przed chwilą"),
        (timedelta(minutes=12), "12 min"),
        (timedelta(hours=3), "3 godz."),
        (timedelta(days=1), "1 dzień"),
        (timedelta(days=22), "22 dni"),
    ],
)
def test_age(past: timedelta, words: str) -> None:
    with clock.stopped_at(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        assert polish.age(clock.now() - past) == words


def test_short_name_abbreviates_what_an_organisation_is_and_nothing_else() -> None:
    assert polish.short_name("Stowarzyszenie Rodziców Stowarzyszonych") == "Stow. Rodziców Stowarzyszonych"
    assert polish.short_name("Klub  Fundacja") == "Klub  Fund."
