"""The part of the booking form that says when a booking comes again: from its fields to a rule and back. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from copapp.bookings import recurrence
from copapp.bookings.forms import Fields, day_text, read_day
from copapp.bookings.recurrence import DAYS, Recurrence
from copapp.problems import Refused

RHYTHMS = {
    "daily": "codziennie",
    "weekly": "co tydzień",
    "monthly": "co miesiąc, w dzień tygodnia",
    "monthday": "co miesiąc, tego samego dnia",
}
NTH = {"": "jak pierwszy termin", "1": "pierwszy", "2": "drugi", "3": "trzeci", "4": "czwarty", "-1": "ostatni"}
WEEKDAYS = ("pn", "wt", "śr", "czw", "pt", "sb", "nd")
MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
OTHER = "other"
"""A rule that the fields can't say: it stays as it is."""
MOST_BETWEEN = 52
NAMES = ("rhythm", "every", "nth", "until", "times", "skip_feasts", "rule")


@dataclass(frozen=True)
class RepeatForm:
    """What stands in the fields, as typed; without a `rhythm` the booking comes once. `weekdays` are numbers from "0",
    Monday; `skip_months` numbers from "1"; `rule` is one that only "other" keeps."""

    rhythm: str = ""
    every: str = "1"
    weekdays: tuple[str, ...] = ()
    nth: str = ""
    until: str = ""
    times: str = ""
    skip_feasts: str = ""
    skip_months: tuple[str, ...] = ()
    rule: str = ""


def read(form: RepeatForm, first: date) -> tuple[Recurrence | None, Mapping[str, str]]:
    """The recurrence that the fields say of a booking that is first on that day, None for one that comes once; and what
    is wrong with which field, in Polish."""
    if not form.rhythm:
        return None, {}
    fields = Fields()
    parts = fields.attempt(_rhythm, form, first) or {}
    parts |= fields.attempt(_end, form, first) or {}
    parts |= fields.attempt(_months, form) or {}
    rule = recurrence.rule_of(parts)
    if fields.problems:
        return None, fields.problems
    return Recurrence(rule, bool(form.skip_feasts)), {}


def written(found: Recurrence | None, first: date) -> RepeatForm:
    """The fields that show a recurrence that begins on that day."""
    if found is None:
        return RepeatForm()
    parts = recurrence.parts_of(found.rule)
    last = recurrence.last_day(found.rule)
    named = recurrence.weekdays_of(found.rule)
    chosen = parts["BYMONTH"].split(",") if "BYMONTH" in parts else []
    form = RepeatForm(
        rhythm=_SHOWN.get(parts.get("FREQ", ""), OTHER) if "BYMONTHDAY" not in parts else "monthday",
        every=parts.get("INTERVAL", "1"),
        weekdays=tuple(str(day) for _, day in named),
        nth=named[0][0] if named else "",
        until=day_text(last) if last else "",
        times=parts.get("COUNT", ""),
        skip_feasts="1" if found.skip_feasts else "",
        skip_months=tuple(str(month) for month in range(1, 13) if chosen and str(month) not in chosen),
        rule=found.rule,
    )
    again, _ = read(form, first)
    is_known = again is not None and _plain(again.rule) == _plain(found.rule)
    return form if is_known else replace(form, rhythm=OTHER)


def _plain(rule: str) -> dict[str, str]:
    parts = recurrence.parts_of(rule)
    return {name: value for name, value in parts.items() if (name, value) != ("INTERVAL", "1") and name != "WKST"}


_SHOWN = {"DAILY": "daily", "WEEKLY": "weekly", "MONTHLY": "monthly"}


def _rhythm(form: RepeatForm, first: date) -> dict[str, str]:
    if form.rhythm == OTHER:
        kept = recurrence.parts_of(form.rule[: recurrence.LONGEST_RULE])
        if kept.get("FREQ") in recurrence.FREQUENCIES:
            return {name: value for name, value in kept.items() if name not in ("UNTIL", "COUNT", "BYMONTH")}
    if form.rhythm not in RHYTHMS:
        raise Refused("Wybierz, jak często rezerwacja się powtarza.", "rhythm")
    every = _number(form.every, "every", MOST_BETWEEN) or 1
    parts = {"INTERVAL": str(every) if every > 1 else ""}
    if form.rhythm == "daily":
        return {"FREQ": "DAILY", **parts}
    if form.rhythm == "monthday":
        return {"FREQ": "MONTHLY", "BYMONTHDAY": str(first.day), **parts}
    weekdays = [int(text) for text in sorted(set(form.weekdays)) if text in _WEEKDAYS] or [first.weekday()]
    if form.rhythm == "weekly":
        return {"FREQ": "WEEKLY", "BYDAY": ",".join(DAYS[day] for day in weekdays), **parts}
    nth = form.nth if form.nth in NTH and form.nth else _nth(first)
    return {"FREQ": "MONTHLY", "BYDAY": ",".join(f"{nth}{DAYS[day]}" for day in weekdays), **parts}


_WEEKDAYS = frozenset("0123456")


def _nth(day: date) -> str:
    """Which one of its weekday a day is in its month; the fifth is the last."""
    is_last = (day + timedelta(days=7)).month != day.month
    return "-1" if is_last and day.day > 28 else str((day.day - 1) // 7 + 1)


def _end(form: RepeatForm, first: date) -> dict[str, str]:
    last = read_day(form.until, "until") if form.until.strip() else None
    times = _number(form.times, "times", recurrence.MOST)
    if last and times:
        raise Refused("Podaj ostatni dzień albo liczbę terminów, nie jedno i drugie.", "times")
    if last and last < first:
        raise Refused("Ostatni dzień ma być nie wcześniej niż pierwszy termin.", "until")
    return {"UNTIL": f"{last:%Y%m%d}" if last else "", "COUNT": str(times) if times else ""}


def _months(form: RepeatForm) -> dict[str, str]:
    skipped = {text for text in form.skip_months if text.isdecimal()}
    kept = [str(month) for month in range(1, 13) if str(month) not in skipped]
    if not kept:
        raise Refused("Zostaw choć jeden miesiąc.", "skip_months")
    return {"BYMONTH": ",".join(kept)} if len(kept) < 12 else {}


def _number(text: str, field: str, most: int) -> int | None:
    """A whole number from 1 to `most`, None for nothing typed.

    Raises:
        Refused: something else is typed.
    """
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 5 and 1 <= int(text) <= most):
        raise Refused(f"Podaj liczbę od 1 do {most}.", field)
    return int(text)
