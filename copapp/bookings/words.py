"""Days and weeks as the head of the calendar names them."""

from datetime import date, datetime, timedelta

from babel.dates import format_date

from copapp import clock
from copapp.organisations.models import OrganisationKind
from copapp.polish import LOCALE


def week(monday: date) -> str:
    """23–29 listopada 2026; 30 listopada – 6 grudnia 2026; 28 grudnia 2026 – 3 stycznia 2027"""
    return days(monday, monday + timedelta(days=6))


def days(first: date, last: date) -> str:
    """The same of any two days, less than a year apart."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{format_date(last, 'd MMMM y', LOCALE)}"
    begins = format_date(first, "d MMMM" if first.year == last.year else "d MMMM y", LOCALE)
    return f"{begins} – {format_date(last, 'd MMMM y', LOCALE)}"


def weekday(day: date) -> str:
    """wtorek"""
    return format_date(day, "EEEE", LOCALE)


def day_and_month(day: date) -> str:
    """24 listopada"""
    return format_date(day, "d MMMM", LOCALE)


def day_numeric(value: date | datetime) -> str:
    """26.03.2026 of a day or an aware instant, as forms show it"""
    return f"{clock.to_local(value) if isinstance(value, datetime) else value:%d.%m.%Y}"


LAYOUTS = {"theatre": "rzędy krzeseł", "tables": "stoliki", "u": "podkowa"}
"""How a room may be set up, by the key that the database keeps."""

KINDS = {
    OrganisationKind.REGISTERED: "organizacja zarejestrowana",
    OrganisationKind.INFORMAL: "grupa nieformalna",
    OrganisationKind.COUNCIL: "ciało opiniodawcze",
    OrganisationKind.CITY: "jednostka miasta",
    OrganisationKind.UNKNOWN: "rodzaj nieustalony",
}
"""What kinds of organisations the rules tell apart."""
