"""Days that come again by an RFC 5545 rule, and the rule in plain Polish. Pure.

A rule is an RRULE without DTSTART; it tells days, and each occurrence keeps its hours of the wall clock. UNTIL is a
local day, included. What RFC 5545 has no rule for, days off that move about, is left out by `skip_feasts`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from copapp import polish
from copapp.feasts import feast

MOST = 200
"""No rule makes more bookings at once."""
LONGEST_RULE = 300

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EACH_DAY = ("poniedziałek", "wtorek", "środę", "czwartek", "piątek", "sobotę", "niedzielę")
ON_DAYS = ("w poniedziałki", "we wtorki", "w środy", "w czwartki", "w piątki", "w soboty", "w niedziele")
ORDINALS = {1: "pierwsz", 2: "drug", 3: "trzec", 4: "czwart", 5: "piąt", -1: "ostatn"}
FEMININE = {2, 5, 6}
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
IN_MONTHS = (
    "w styczniu", "w lutym", "w marcu", "w kwietniu", "w maju", "w czerwcu",
    "w lipcu", "w sierpniu", "we wrześniu", "w październiku", "w listopadzie", "w grudniu",
)  # fmt: skip
_NTH = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")
_WORKDAYS = [0, 1, 2, 3, 4]


class NoRule(ValueError):
    """A text that is no rule which days can be counted by."""


@dataclass(frozen=True)
class Recurrence:
    """When something comes again: a rule, perhaps without the feasts of the law."""

    rule: str
    skip_feasts: bool = False

    @property
    def has_end(self) -> bool:
        return bool({"UNTIL", "COUNT"} & parts_of(self.rule).keys())

    def __str__(self) -> str:
        return f"{words(self.rule)}, nie w święta" if self.skip_feasts else words(self.rule)


def parts_of(rule: str) -> dict[str, str]:
    """FREQ, BYDAY and the like of a rule, by name."""
    pairs = (part.partition("=") for part in rule.removeprefix("RRULE:").split(";") if part)
    return {name.strip().upper(): value.strip().upper() for name, _, value in pairs}


def weekdays_of(rule: str) -> list[tuple[str, int]]:
    """The weekdays of BYDAY (0 = Monday), each with which one of a month it is, "" for any."""
    found = _NTH.finditer(parts_of(rule).get("BYDAY", ""))
    return [((each[1] or "").removeprefix("+"), DAYS.index(each[2])) for each in found]


def rule_of(parts: dict[str, str]) -> str:
    """The rule of these parts, in the order of RFC 5545's own examples."""
    order = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "COUNT", "UNTIL")
    names = sorted(parts, key=lambda name: (order.index(name) if name in order else len(order), name))
    return ";".join(f"{name}={parts[name]}" for name in names if parts[name])


def days(recurrence: Recurrence, first: date, horizon: date) -> list[date]:
    """The days of a rule from `first` on, up to `horizon` (included) where it has no end of its own.

    A day that a feast leaves out counts for COUNT, as it would with an EXDATE (RFC 5545, 3.8.5.1). One more than `MOST`
    come at most, so that a caller sees that there are too many.

    Raises:
        NoRule: see there.
    """
    found: list[date] = []
    for day in islice(_days(recurrence.rule, first), 4 * MOST):
        if len(found) > MOST or (day > horizon and not recurrence.has_end):
            break
        if not (recurrence.skip_feasts and feast(day)):
            found.append(day)
    return found


def _days(rule: str, first: date) -> Iterator[date]:
    parts = parts_of(rule)
    if parts.get("FREQ") not in FREQUENCIES:
        raise NoRule(rule)
    if "UNTIL" in parts:
        parts["UNTIL"] = f"{parts['UNTIL'][:8]}T235959"
    try:
        counted = rrulestr(rule_of(parts), dtstart=datetime.combine(first, time()))
        yield from (each.date() for each in counted)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise NoRule(rule) from error


def ahead(day: date, months: int) -> date:
    """The same day so many months later, or that month's last."""
    later: date = day + relativedelta(months=months)
    return later


def until(rule: str, last: date) -> str:
    """The rule, ending with that day at the latest."""
    parts = parts_of(rule)
    parts.pop("COUNT", None)
    return rule_of({**parts, "UNTIL": f"{last:%Y%m%d}"})


def last_day(rule: str) -> date | None:
    """The last day that UNTIL allows; None: it says none."""
    text = parts_of(rule).get("UNTIL", "")[:8]
    try:
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        return None


def from_day(recurrence: Recurrence, first: date, day: date) -> Recurrence:
    """The rest of a rule that began on `first`, from `day` on: of a COUNT what is left of it."""
    parts = parts_of(recurrence.rule)
    if not parts.get("COUNT", "").isdecimal():
        return recurrence
    gone = sum(1 for each in _days(recurrence.rule, first) if each < day)
    left = max(1, int(parts["COUNT"]) - gone)
    return Recurrence(rule_of({**parts, "COUNT": str(left)}), recurrence.skip_feasts)


def shifted(rule: str, by: timedelta) -> str | None:
    """The rule some days later or earlier; None where that can't be told of a rule (the first Thursday of a month has
    no day after it that a rule could name)."""
    parts = parts_of(rule)
    if parts.get("FREQ") == "DAILY":
        return rule
    if parts.get("FREQ") != "WEEKLY" or not set(parts) <= {"FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL", "WKST"}:
        return None
    named = [(day + by.days) % 7 for _, day in weekdays_of(rule)]
    last = last_day(rule)
    if last and by.days > 0:
        parts["UNTIL"] = f"{last + by:%Y%m%d}"
    return rule_of({**parts, "BYDAY": ",".join(DAYS[day] for day in sorted(named))})


def pair(old: Iterable[date], new: Iterable[date], rule: str) -> dict[date, date]:
    """Which day of a changed rule stands for which before: the same day, else the next free one in order within the
    same week (of a rule by months: the same month). Days without a partner are left out."""
    before, after = sorted(set(old)), sorted(set(new))
    found = {day: day for day in before if day in set(after)}
    free = [day for day in after if day not in found]
    weekly = parts_of(rule).get("FREQ") in ("DAILY", "WEEKLY")
    for day in before:
        if day not in found:
            partner = next((each for each in free if _period(each, weekly) == _period(day, weekly)), None)
            if partner:
                found[day] = partner
                free.remove(partner)
    return found


def _period(day: date, weekly: bool) -> tuple[int, int]:
    return day.isocalendar()[:2] if weekly else (day.year, day.month)


def words(rule: str) -> str:
    """„co tydzień we wtorki, do 30 czerwca 2026”, „w każdy pierwszy czwartek miesiąca, nie w lipcu i sierpniu”."""
    parts = parts_of(rule)
    said = ", ".join(filter(None, (_rhythm(rule), _months(parts))))
    last = last_day(rule)
    if "UNTIL" in parts:
        return f"{said}, do {polish.day(last).partition(', ')[2]}" if last else said
    if parts.get("COUNT", "").isdecimal():
        return f"{said}, {polish.counted(int(parts['COUNT']), 'raz', 'razy', 'razy')}"
    return said


def _rhythm(rule: str) -> str:
    parts = parts_of(rule)
    frequency = parts.get("FREQ", "")
    every = int(parts["INTERVAL"]) if parts.get("INTERVAL", "").isdecimal() else 1
    named = weekdays_of(rule)
    if frequency == "DAILY":
        return "codziennie" if every == 1 else f"co {every} dni"
    if frequency == "WEEKLY":
        return _weekly(every, [day for _, day in named])
    if frequency == "MONTHLY":
        return _monthly(parts, every, named)
    if frequency == "YEARLY":
        return "co roku" if every == 1 else f"co {polish.counted(every, 'rok', 'lata', 'lat')}"
    return "powtarza się"


def _weekly(every: int, named: list[int]) -> str:
    if every == 1 and named == _WORKDAYS:
        return "od poniedziałku do piątku"
    weeks = {1: "co tydzień", 2: "co dwa tygodnie"}
    said = weeks.get(every, f"co {polish.counted(every, 'tydzień', 'tygodnie', 'tygodni')}")
    return f"{said} {_listed(ON_DAYS[day] for day in named)}".strip()


def _monthly(parts: dict[str, str], every: int, named: list[tuple[str, int]]) -> str:
    months = "miesiąca" if every == 1 else f"co {polish.counted(every, 'miesiąc', 'miesiące', 'miesięcy')}"
    ordinals = [(int(nth or parts.get("BYSETPOS", "0") or 0), day) for nth, day in named]
    if len(named) > 1 and "BYSETPOS" in parts:
        which = [day for _, day in named]
        each = "dzień roboczy" if which == _WORKDAYS else f"z dni: {_listed(EACH_DAY[day] for day in which)},"
        return f"w każdy {_ordinal(ordinals[0][0], 0)} {each} {months}"
    if ordinals and all(nth for nth, _ in ordinals):
        each = "każdą" if ordinals[0][1] in FEMININE else "każdy"
        others = [f"{_ordinal(nth, day)} {EACH_DAY[day]}" for nth, day in ordinals]
        return f"w {each} {_listed(others)} {months}"
    day_of_month = parts.get("BYMONTHDAY", "")
    if day_of_month == "-1":
        return "ostatniego dnia miesiąca" if every == 1 else f"ostatniego dnia, {months}"
    if day_of_month.isdecimal():
        return f"{day_of_month}. dnia każdego miesiąca" if every == 1 else f"{day_of_month}. dnia miesiąca, {months}"
    return "co miesiąc" if every == 1 else months


def _months(parts: dict[str, str]) -> str:
    """In which months, or in which not, whichever is shorter to say."""
    given = parts.get("BYMONTH", "")
    chosen = sorted({int(text) for text in given.split(",") if text.isdecimal() and 1 <= int(text) <= 12})
    others = [month for month in range(1, 13) if month not in chosen]
    if not chosen or not others:
        return ""
    left_out = len(others) <= len(chosen)
    return f"{'nie' if left_out else 'tylko'} {_in_months(others if left_out else chosen)}"


def _in_months(months: list[int]) -> str:
    """„w lipcu i sierpniu”, „we wrześniu i w lutym”: the preposition once where it is the same."""
    said = [IN_MONTHS[month - 1] for month in months]
    if len({each.split(" ")[0] for each in said}) == 1:
        return f"{said[0].split(' ')[0]} {_listed(each.split(' ')[1] for each in said)}"
    return _listed(said)


def _ordinal(number: int, day: int) -> str:
    stem = ORDINALS.get(number)
    if stem is None:
        return f"{number}."
    soft = stem in ("trzec", "ostatn")
    if day in FEMININE:
        return stem + ("ią" if soft else "ą")
    return stem + ("i" if soft or stem == "drug" else "y")


def _listed(names: Iterable[str]) -> str:
    """„a, b i c”"""
    *first, last = [*names] or [""]
    return f"{', '.join(first)} i {last}" if first else last
