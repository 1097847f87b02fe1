"""By which day the Centre promises to answer: working days, without Saturdays, Sundays and feasts. Pure."""

from datetime import date, timedelta
from functools import cache

SATURDAY = 5


def working_day_after(day: date, number: int) -> date:
    """The day that comes `number` working days after `day` in Poland; `day` itself is not counted."""
    while number > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day not in _feasts(day.year):
            number -= 1
    return day


@cache
def _feasts(year: int) -> frozenset[date]:
    import holidays  # slow to load, and only the worker needs it

    return frozenset(holidays.country_holidays("PL", years=[year]))
