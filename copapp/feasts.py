"""Days off work in Poland (ustawa z 18 stycznia 1951 r. o dniach wolnych od pracy), and the working days between."""

from datetime import date, timedelta
from functools import cache

SATURDAY = 5


def feast(day: date) -> str:
    """The Polish name of the feast on that day, Sundays that are no feast themselves not counted; "" for none."""
    return _feasts(day.year).get(day, "")


def working_day_after(day: date, number: int) -> date:
    """The day that comes `number` working days after `day`; `day` itself is not counted."""
    return _step(day, number, timedelta(days=1))


def working_day_before(day: date, number: int) -> date:
    """The day that comes `number` working days before `day`; `day` itself is not counted."""
    return _step(day, number, timedelta(days=-1))


def _step(day: date, number: int, by: timedelta) -> date:
    while number > 0:
        day += by
        if day.weekday() < SATURDAY and not feast(day):
            number -= 1
    return day


@cache
def _feasts(year: int) -> dict[date, str]:
    import holidays  # slow to load, and not every command needs it

    return dict(holidays.country_holidays("PL", years=[year], language="pl"))
