"""Days off work in Poland (ustawa z 18 stycznia 1951 r. o dniach wolnych od pracy)."""

from datetime import date
from functools import cache


def feast(day: date) -> str:
    """The Polish name of the feast on that day, Sundays that are no feast themselves not counted; "" for none."""
    return _feasts(day.year).get(day, "")


@cache
def _feasts(year: int) -> dict[date, str]:
    import holidays  # slow to load, and not every command needs it

    return dict(holidays.country_holidays("PL", years=[year], language="pl"))
