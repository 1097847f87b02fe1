"""Sums with days: the next 12 March, the Thursday of next week, the last Friday of a month, feasts."""

import calendar
from datetime import date, timedelta
from functools import lru_cache

import holidays

DAY = timedelta(days=1)


def next_date(day: int, month: int, today: date) -> date | None:
    """The next such day on or after today; None when there is none within a year (31 April, 29 February)."""
    for year in (today.year, today.year + 1):
        found = on(year, month, day)
        if found and found >= today:
            return found
    return None


def on(year: int, month: int, day: int) -> date | None:
    """The date, or None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_monthday(day: int, today: date) -> date | None:
    """The next day with this number in its month, on or after today; a month that is too short is passed over."""
    year, month = today.year, today.month
    for _ in range(3):
        found = on(year, month, day)
        if found and found >= today:
            return found
        year, month = later_month(year, month, 1)
    return None


def next_weekday(weekday: int, today: date) -> date:
    """The weekday's next occurrence after today (Monday is 0)."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def weekday_of_week(weekday: int, weeks: int, today: date) -> date:
    """The weekday of the Monday-to-Sunday week that comes so many weeks after the one of today."""
    return today - timedelta(days=today.weekday()) + timedelta(days=weekday + 7 * weeks)


def week(weeks: int, today: date) -> tuple[date, date]:
    """Monday and Sunday of that week."""
    monday = weekday_of_week(0, weeks, today)
    return monday, monday + 6 * DAY


def month(year: int, number: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def later_month(year: int, number: int, months: int) -> tuple[int, int]:
    """Year and month so many months later."""
    count = year * 12 + number - 1 + months
    return count // 12, count % 12 + 1


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it is too short."""
    year, number = later_month(day.year, day.month, months)
    return min(month(year, number)[1], date(year, number, 1) + (day.day - 1) * DAY)


def year_of_month(number: int, today: date) -> int:
    """The year of the next such month that is not over yet."""
    return today.year if number >= today.month else today.year + 1


def nth_weekday(weekday: int, nth: int, year: int, number: int) -> date | None:
    """The nth weekday of a month (-1: the last, -2: the last but one); None where the month has no fifth."""
    first, last = month(year, number)
    if nth < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7) + timedelta(days=7 * (nth + 1))
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return found if found <= last else None


@lru_cache(maxsize=64)
def _public(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("PL", years=(year, year + 1), language="pl").items())


def is_free(day: date) -> bool:
    """Whether nobody works: a weekend or a public holiday of Poland."""
    return day.weekday() > 4 or day in _public(day.year)


def easter(year: int) -> date:
    """Easter Sunday."""
    return next(day for day, name in _public(year).items() if day.year == year and "Niedziela Wielkanocna" in name)


def next_holidays(today: date, which: str = "") -> tuple[date, date]:
    """ "Święta": the next Easter or Christmas, first and last day; `which`: "easter", "christmas" or any of them."""
    for year in (today.year, today.year + 1):
        sunday = easter(year)
        found = {"easter": (sunday, sunday + DAY), "christmas": (date(year, 12, 25), date(year, 12, 26))}
        for name, (first, last) in found.items():
            if last >= today and which in ("", name):
                return first, last
    raise AssertionError("a year without Christmas")


def long_weekend(today: date, number: int = 0) -> tuple[date, date]:
    """The next run of three or more days off, a single working day between two free ones taken along; with a month's
    number, the first one that touches that month."""
    day = today
    for _ in range(800):
        if is_free(day) and day.weekday() < 5:
            first, last = _stretch(day)
            if (last - first).days >= 2 and last >= today and number in (0, first.month, last.month):
                return first, last
        day += DAY
    return week(0, today)


def _stretch(day: date) -> tuple[date, date]:
    first = last = day
    while is_free(first - DAY) or (is_free(first - 2 * DAY) and is_free(first - 3 * DAY) and not is_free(first - DAY)):
        first -= DAY if is_free(first - DAY) else 2 * DAY
    while is_free(last + DAY) or (is_free(last + 2 * DAY) and is_free(last + 3 * DAY)):
        last += DAY if is_free(last + DAY) else 2 * DAY
    return first, last
