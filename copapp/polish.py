"""Polish as staff and organisations read it: plural forms, days and hours in words."""

import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from copapp import clock

LOCALE = "pl_PL"


def counted(number: int, one: str, few: str, many: str) -> str:
    """A number with its noun: 1 zgłoszenie, 2 zgłoszenia, 5 zgłoszeń, 22 zgłoszenia."""
    return f"{number} {plural(number, one, few, many)}"


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form of a noun that stands with a whole number."""
    number = abs(number)
    if number == 1:
        return one
    if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14:
        return few
    return many


SHORT_FORMS = {
    "Stowarzyszenie": "Stow.",
    "Stowarzyszenia": "Stow.",
    "Fundacja": "Fund.",
    "Towarzystwo": "Tow.",
    "Uniwersytet": "Uniw.",
    "Spółdzielnia": "Spółdz.",
}
"""Customary abbreviations of what organisations are."""


def short_name(name: str) -> str:
    """An organisation's name for a narrow place: Stow. Rodziców, Fund. Ster."""
    return " ".join(SHORT_FORMS.get(word, word) for word in name.split(" "))


def without_diacritics(text: str) -> str:
    """Plain small letters, to find words whatever their capitals and diacritics: zrodla of „Źródła”."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return "".join(each for each in letters if not unicodedata.combining(each))


def day(value: date | datetime) -> str:
    """czwartek, 26 marca 2026"""
    return _formatted(_date(value), "EEEE, d MMMM y")


def day_without_year(value: date | datetime) -> str:
    """czwartek, 26 marca"""
    return _formatted(_date(value), "EEEE, d MMMM")


def day_short(value: date | datetime) -> str:
    """czw., 26.03"""
    return _formatted(_date(value), "EEE, dd.MM")


def day_in_letter(value: date | datetime) -> str:
    """26 marca 2026 r. (czwartek)"""
    return _formatted(_date(value), "d MMMM y 'r.' (EEEE)")


def month(value: date) -> str:
    """marzec 2026"""
    return format_skeleton("yMMMM", _date(value), locale=LOCALE)


def hour(value: datetime) -> str:
    """17:00 of an aware instant, in Kalisz."""
    return f"{clock.to_local(value):%H:%M}"


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """17:00–19:30 of two aware instants; an end on another day says which."""
    start, end = clock.to_local(starts_at), clock.to_local(ends_at)
    if end.date() == start.date() or (end - start < timedelta(days=1) and end.hour < 6):
        return f"{start.hour:02}:{start.minute:02}–{end.hour:02}:{end.minute:02}"
    return f"{start:%H:%M} – {end:%d.%m %H:%M}"


def age(value: datetime) -> str:
    """How long ago an aware instant was: „przed chwilą”, „12 min”, „3 godz.”, „2 dni”."""
    minutes = int((clock.now() - value).total_seconds() // 60)
    if minutes < 1:
        return "przed chwilą"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        return f"{minutes // 60} godz."
    return counted(minutes // (24 * 60), "dzień", "dni", "dni")


def moment(value: datetime) -> str:
    """24.11.2026, 10:21 of an aware instant, in Kalisz."""
    return f"{clock.to_local(value):%d.%m.%Y, %H:%M}"


@lru_cache(2_000)
def _formatted(value: date, pattern: str) -> str:
    """Babel takes its time, and a page asks for the same days again and again."""
    return format_date(value, pattern, LOCALE)


def _date(value: date | datetime) -> date:
    return clock.to_local(value).date() if isinstance(value, datetime) else value
