"""What of the mentions counts: without what is weak, habits and rules that are listed, weekdays in their dates."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from mail_ingest.reading.when.echoes import NEXT_TO, without_echoes
from mail_ingest.reading.when.values import (
    Bound,
    Days,
    Hours,
    Length,
    Mark,
    Mention,
    Rule,
    Span,
    Times,
    days_of,
    is_period,
    start_day,
)


def without_listed_rule(mentions: list[Mention]) -> list[Mention]:
    """Without a rule whose days are all listed ("we wtorki: 17, 24 i 31 marca")."""
    listed = [mention for mention in mentions if _is_listed(mention)]
    days = [day for mention in listed for day in days_of(mention)]
    bounded = any(
        isinstance(m.value, Bound) or (isinstance(m.value, Times) and m.value.count != len(days)) for m in mentions
    )
    if len(days) < 2 or bounded:
        return mentions
    weekdays = {day.weekday() for day in days}
    heads = {one.start for one, other in pairwise(mentions) if other.start - one.end <= NEXT_TO and _is_listed(other)}
    return [
        mention
        for mention in mentions
        if not isinstance(mention.value, Rule)
        or not (weekdays == set(mention.value.days) or (mention.start in heads and set(mention.value.days) <= weekdays))
    ]


def _is_listed(mention: Mention) -> bool:
    return isinstance(mention.value, Days) and not mention.role and not mention.loose


def without_habit(mentions: list[Mention]) -> list[Mention]:
    """Without a rule that only tells when someone can, where another sentence asks for a day at an hour."""
    timed = {mention.sentence for mention in mentions if isinstance(mention.value, Hours)}
    asked = {
        m.sentence for m in mentions if isinstance(m.value, Days) and not m.role and not m.loose and m.sentence in timed
    }
    if not asked or any(isinstance(mention.value, (Bound, Times)) for mention in mentions):
        return mentions
    return [m for m in mentions if not (isinstance(m.value, Rule) and m.sentence not in timed | asked)]


def within_span(mentions: list[Mention]) -> list[Mention]:
    """Weekdays that stand beside the days they lie in ("20-22 marca: piątek 16-20, sobota 9-18") as these days."""
    spans = [m for m in mentions if isinstance(m.value, Span) and not m.loose and len(days_of(m)) <= 7]
    named = [m for m in mentions if m.loose and isinstance(m.value, Days) and not m.weak]
    if len(spans) != 1 or sum(len(days_of(m)) for m in named) < 2 - is_period(spans[0]):
        return mentions
    inside = {day.weekday(): day for day in days_of(spans[0])[:7]}
    if any(day.weekday() not in inside for m in named for day in days_of(m)):
        return mentions
    moved = [
        replace(m, value=replace(m.value, days=tuple(inside[day.weekday()] for day in m.value.days)))
        if m in named and isinstance(m.value, Days)
        else m
        for m in mentions
    ]
    return [mention for mention in moved if mention is not spans[0]]


def weekdays_of_month(mentions: list[Mention]) -> list[Mention]:
    """ "od poniedziałku do piątku w kwietniu" as weekdays that come back in that month."""
    spans = [m for m in mentions if isinstance(m.value, Span)]
    week = next((m for m in spans if m.loose), None)
    month = next((m for m in spans if is_period(m) and len(days_of(m)) > 27), None)
    if week is None or month is None or len(spans) != 2 or any(isinstance(m.value, Days) for m in mentions):
        return mentions
    rule = Rule("WEEKLY", 1, tuple(dict.fromkeys(day.weekday() for day in days_of(week)[:7])))
    return [replace(m, value=rule, loose=False) if m is week else m for m in mentions]


def weekdays_off(excluded: list[Mention]) -> frozenset[int]:
    """Weekdays that are taken out as such ("oprócz niedziel", "poza środą")."""
    off: set[int] = set()
    for mention in excluded:
        if isinstance(mention.value, Rule):
            off.update(mention.value.days)
        elif mention.loose or (is_period(mention) and len(days_of(mention)) == 2):
            off.update(day.weekday() for day in days_of(mention)[:7])
    return frozenset(off)


def without_days(rule: Rule, off: frozenset[int]) -> Rule:
    if rule.freq == "DAILY" and rule.interval == 1:
        return Rule("WEEKLY", 1, tuple(day for day in range(7) if day not in off))
    return replace(rule, days=tuple(day for day in rule.days if day not in off)) if set(rule.days) - off else rule


def daily_rule(mentions: list[Mention]) -> Mention | None:
    """ "codziennie" without the days it holds for."""
    mark = next((m for m in mentions if isinstance(m.value, Mark) and m.value.name == "daily"), None)
    if mark is None or any(isinstance(mention.value, (Span, Days)) for mention in mentions):
        return None
    return replace(mark, value=Rule("DAILY"))


def days_on_end(mentions: list[Mention]) -> list[Mention]:
    """ "od 16 marca codziennie przez 5 dni" as the days it takes."""
    length = next((m.value.days for m in mentions if isinstance(m.value, Length) and m.value.days > 1), 0)
    start = next((m for m in mentions if start_day(m)), None)
    first = start_day(start) if start else None
    if not length or start is None or first is None:
        return mentions
    span = replace(start, value=Span(first, first + timedelta(days=length - 1)))
    return [span if mention is start else mention for mention in mentions]


def within_period(mentions: list[Mention]) -> list[Mention]:
    """Without weekdays that can't be in the period of their sentence ("w kwietniu, najlepiej w środę")."""
    periods = {m.sentence: m.value for m in mentions if is_period(m) and isinstance(m.value, Span)}

    def lies_outside(mention: Mention) -> bool:
        period = periods.get(mention.sentence)
        if period is None or not mention.loose or not isinstance(mention.value, Days):
            return False
        return all(not period.first <= day <= period.last for day in mention.value.days)

    return [mention for mention in mentions if not lies_outside(mention)] if periods else mentions


def begun_and_ended(mentions: list[Mention]) -> list[Mention]:
    """ "zaczniemy 20 marca, skończymy 22 marca" as the days from the one to the other."""
    timed = [m for m in mentions if isinstance(m.value, (Days, Span, Bound, Hours))]
    for one, other in pairwise(timed):
        first, last = start_day(one), start_day(other)
        if one.role == "first" and other.role == "last" and first and last and first < last:
            span = replace(one, value=Span(first, last), end=other.end, also=other.text, role="")
            return [span if m is one else m for m in mentions if m is not other]
    return mentions


def without_weak(mentions: list[Mention]) -> list[Mention]:
    mentions = without_echoes(mentions)
    strong = [mention for mention in mentions if not mention.weak]
    if any(isinstance(mention.value, (Days, Span)) and not is_period(mention) for mention in strong):
        return strong
    if any(isinstance(mention.value, Rule) for mention in strong):
        return strong
    handed = _handed_over(mentions)
    return handed if handed else mentions


def _handed_over(mentions: list[Mention]) -> list[Mention]:
    """Things taken on one day and brought back on another are wanted from the one to the other."""
    taken = next((m for m in mentions if m.role == "pickup" and isinstance(m.value, Days)), None)
    taken = taken or next((m for m in mentions if isinstance(m.value, Bound) and m.value.since), None)
    back = next(
        (mention for mention in mentions if mention.role == "return" and isinstance(mention.value, (Days, Bound))), None
    )
    if taken is None or back is None:
        return []
    first = taken.value.since if isinstance(taken.value, Bound) else days_of(taken)[0]
    last = back.value.until if isinstance(back.value, Bound) else days_of(back)[0]
    if first is None or last is None or last < first:
        return []
    if timed := _with_hours(mentions, taken, back):
        return timed
    joined = replace(taken, value=Span(first, last), weak=False)
    others = [
        mention for mention in mentions if mention not in (taken, back) and mention.role not in ("pickup", "return")
    ]
    return [joined, *others]


def _with_hours(mentions: list[Mention], taken: Mention, back: Mention) -> list[Mention]:
    """Day and hour of taking and of bringing back, where both hours are told; else nothing."""
    behind = dict(pairwise(mentions))
    start, end = behind.get(taken), behind.get(back)
    if start is None or end is None or not isinstance(start.value, Hours) or not isinstance(end.value, Hours):
        return []
    return [replace(one, weak=False) for one in (taken, start, replace(back, role="last"), end)]
