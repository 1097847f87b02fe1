"""By which day the Centre promises to answer: working days, without Saturdays, Sundays and feasts. Pure."""

from datetime import date, timedelta

from copapp.feasts import feast

SATURDAY = 5


def working_day_after(day: date, number: int) -> date:
    """The day that comes `number` working days after `day` in Poland; `day` itself is not counted."""
    while number > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and not feast(day):
            number -= 1
    return day
