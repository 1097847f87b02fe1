"""Times that come again: RFC 5545 rules to instants and to Polish words. Pure."""

import re
from datetime import datetime, timedelta

from babel.dates import get_day_names
from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from copapp import clock, polish
from copapp.bookings.rules import Span
from copapp.tickets.times import Slot, has_hour, moment

MONTHS_AHEAD = 6
"""How far a rule without an end is carried out."""
MOST = 120
"""No rule makes more bookings at once."""

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EACH_DAY = ("poniedziałek", "wtorek", "środę", "czwartek", "piątek", "sobotę", "niedzielę")
ON_DAYS = ("w poniedziałki", "we wtorki", "w środy", "w czwartki", "w piątki", "w soboty", "w niedziele")
ORDINALS = {1: "pierwsz", 2: "drug", 3: "trzec", 4: "czwart", 5: "piąt", -1: "ostatn"}
FEMININE = {2, 5, 6}
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY")
_NTH = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")


def parts_of(rule: str) -> dict[str, str]:
    """FREQ, BYDAY and the like of a rule, by name."""
    pairs = (part.partition("=") for part in rule.removeprefix("RRULE:").split(";") if part)
    return {name.strip().upper(): value.strip().upper() for name, _, value in pairs}


def has_end(rule: str) -> bool:
    return bool({"UNTIL", "COUNT"} & parts_of(rule).keys())


def occurrences(slot: Slot, rule: str) -> list[Span] | None:
    """The instants of each time that a rule gives, the slot's own first; None where it can't be carried out.

    Each keeps the slot's local hours on both sides of the clock's change; a date-only UNTIL includes that whole day.
    A rule without an end is carried out for `MONTHS_AHEAD` months; none makes more than `MOST`.
    """
    if not (has_hour(slot.get("start")) and has_hour(slot.get("end"))):
        return None
    first, last = moment(slot["start"]), moment(slot["end"])
    try:
        starts = _starts(first, rule)
    except (ValueError, TypeError, KeyError):
        return None
    if first not in starts:
        starts = [first, *starts][:MOST]
    try:
        return [(clock.from_local(start), clock.from_local(start + (last - first))) for start in starts]
    except clock.HourSkipped:
        return None


def _starts(first: datetime, rule: str) -> list[datetime]:
    parts = parts_of(rule)
    if parts["FREQ"] not in FREQUENCIES:
        raise ValueError(parts["FREQ"])
    if "UNTIL" in parts:
        parts["UNTIL"] = f"{parts['UNTIL'][:8]}T235959"
    horizon = first + relativedelta(months=MONTHS_AHEAD)
    found: list[datetime] = []
    for start in rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=first):
        if len(found) == MOST or (start > horizon and not has_end(rule)):
            break
        found.append(start)
    return found


def words(rule: str) -> str:
    """„co tydzień we wtorki, do 30 czerwca 2026”, „w każdy pierwszy czwartek miesiąca, 6 razy”."""
    parts = parts_of(rule)
    said = _rhythm(parts)
    if "UNTIL" in parts:
        try:
            until = datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date()
        except ValueError:
            return said
        return f"{said}, do {polish.day(until).partition(', ')[2]}"
    if parts.get("COUNT", "").isdecimal():
        return f"{said}, {polish.counted(int(parts['COUNT']), 'raz', 'razy', 'razy')}"
    return said


def horizon_words(first: datetime) -> str:
    """What is said of a rule without an end: up to when it was carried out."""
    until = clock.to_local(first) + relativedelta(months=MONTHS_AHEAD)
    return f"bez podanego końca: na pół roku, do {polish.day(until.date()).partition(', ')[2]}"


def _rhythm(parts: dict[str, str]) -> str:
    frequency = parts.get("FREQ", "")
    every = int(parts["INTERVAL"]) if parts.get("INTERVAL", "").isdecimal() else 1
    days = [(found[1], DAYS.index(found[2])) for found in _NTH.finditer(parts.get("BYDAY", ""))]
    if frequency == "DAILY":
        return "codziennie" if every == 1 else f"co {every} dni"
    if frequency == "WEEKLY":
        names = " i ".join(ON_DAYS[day] for _, day in days)
        weeks = {1: "co tydzień", 2: "co dwa tygodnie"}.get(
            every, f"co {polish.counted(every, 'tydzień', 'tygodnie', 'tygodni')}"
        )
        return f"{weeks} {names}".strip()
    if frequency == "MONTHLY":
        months = "miesiąca" if every == 1 else f"co {polish.counted(every, 'miesiąc', 'miesiące', 'miesięcy')}"
        if days and (nth := days[0][0] or parts.get("BYSETPOS")):
            return f"w każdy {_ordinal(int(nth), days[0][1])} {EACH_DAY[days[0][1]]} {months}".replace(
                "każdy", "każdą" if days[0][1] in FEMININE else "każdy", 1
            )
        day = parts.get("BYMONTHDAY", "")
        return f"{day}. dnia każdego miesiąca" if day.isdecimal() else "co miesiąc"
    return "powtarza się"


def _ordinal(number: int, day: int) -> str:
    stem = ORDINALS.get(number, f"{number}.")
    if stem.endswith("."):
        return stem
    soft = stem in ("trzec", "ostatn")
    if day in FEMININE:
        return stem + ("ią" if soft else "ą")
    return stem + ("i" if soft or stem == "drug" else "y")


def day_names() -> list[str]:
    """Monday to Sunday."""
    names = get_day_names("wide", "format", polish.LOCALE)
    return [names[number] for number in range(7)]


def written(slot: Slot, rhythm: str, until: str) -> str | None:
    """The rule that staff choose in the form: `rhythm` is "", "weekly", "fortnightly" or "monthly" (the same weekday of
    the month as the first time), `until` an ISO day or ""."""
    if not rhythm:
        return None
    first = moment(slot["start"])
    day = DAYS[first.weekday()]
    nth = (first.day - 1) // 7 + 1
    last = (first + timedelta(days=7)).month != first.month
    rule = {
        "weekly": f"FREQ=WEEKLY;BYDAY={day}",
        "fortnightly": f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
        "monthly": f"FREQ=MONTHLY;BYDAY={-1 if last else nth}{day}",
    }[rhythm]
    return f"{rule};UNTIL={until.replace('-', '')}" if until else rule


def until_of(rule: str) -> str:
    """The last day of a rule, ISO; "" for none."""
    until = parts_of(rule).get("UNTIL", "")[:8]
    return f"{until[:4]}-{until[4:6]}-{until[6:]}" if len(until) == 8 and until.isdecimal() else ""


def rhythm_of(rule: str | None) -> str:
    """Which choice of the form a rule is; "other" for one that the form can't make."""
    if not rule:
        return ""
    parts = parts_of(rule)
    interval, frequency = parts.get("INTERVAL", "1"), parts.get("FREQ")
    if "COUNT" in parts or "BYMONTHDAY" in parts or "," in parts.get("BYDAY", ""):
        return "other"
    if frequency == "WEEKLY" and interval in ("1", "2"):
        return "weekly" if interval == "1" else "fortnightly"
    return "monthly" if frequency == "MONTHLY" and interval == "1" else "other"
