"""Mentions of days, hours, lengths and repetitions put together into slots.

Days that stand before hours share them; hours that stand first go to the days after them; "odpowiednio" pairs them
one by one. A repetition takes its bounds from the days around it. What is not wanted is left out; what is weak counts
only where nothing better is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from mail_ingest.reading.when.recurrence import recurring
from mail_ingest.reading.when.values import Bound, Days, Hours, Length, Mark, Mention, Rule, Schedule, Slot, Span, Times

_LONGEST_DAILY = 62
_NEAR = 14


def combine(mentions: Iterable[Mention], at: datetime) -> Schedule:
    """The schedule that these mentions make, read in the order of the text. `at`: the reference, local time."""
    ordered = sorted((mention for mention in mentions if mention.wanted), key=lambda mention: mention.start)
    schedule = Schedule()
    for mention in ordered:
        schedule.problems.extend(problem for problem in mention.problems if problem not in schedule.problems)
    kept = merge_hours(_without_weak([mention for mention in ordered if not mention.excluded]))
    out = [mention for mention in ordered if mention.excluded]
    excluded = [day for mention in out if not mention.loose for day in _days_of(mention)]
    kept = [m for m in kept if not (isinstance(m.value, Days) and set(m.value.days) <= set(excluded))]
    off = _weekdays_off(out)
    daily = any(isinstance(mention.value, Mark) and mention.value.name == "daily" for mention in kept)
    kept = _days_on_end(kept) if daily else kept
    kept = _within_span(_without_listed_rule(kept))
    rule = next((mention for mention in kept if isinstance(mention.value, Rule)), None) or _daily_rule(kept)
    if rule is not None and off:
        kept = [replace(m, value=_without_days(m.value, off)) if isinstance(m.value, Rule) else m for m in kept]
        rule = replace(rule, value=_without_days(rule.value, off)) if isinstance(rule.value, Rule) else rule
    if rule is not None and recurring(kept, rule, excluded, at, schedule):
        return schedule
    _once(kept, excluded, off, daily, schedule)
    return schedule


def _without_listed_rule(mentions: list[Mention]) -> list[Mention]:
    """Without a rule whose days are all listed ("we wtorki: 17, 24 i 31 marca")."""
    listed = [m for m in mentions if isinstance(m.value, Days) and not m.role and not m.loose]
    days = [day for mention in listed for day in _days_of(mention)]
    bounded = any(isinstance(mention.value, (Bound, Times)) for mention in mentions)
    if len(days) < 2 or bounded:
        return mentions
    return [
        mention
        for mention in mentions
        if not (isinstance(mention.value, Rule) and {day.weekday() for day in days} == set(mention.value.days))
    ]


def _within_span(mentions: list[Mention]) -> list[Mention]:
    """Weekdays that stand beside the days they lie in ("20-22 marca: piątek 16-20, sobota 9-18") as these days."""
    spans = [m for m in mentions if isinstance(m.value, Span) and not m.loose and not m.value.period]
    named = [m for m in mentions if m.loose and isinstance(m.value, Days) and not m.weak]
    if len(spans) != 1 or len(named) < 2:
        return mentions
    inside = {day.weekday(): day for day in _days_of(spans[0])[:7]}
    if len(_days_of(spans[0])) > 7 or any(day.weekday() not in inside for m in named for day in _days_of(m)):
        return mentions
    moved = [
        replace(m, value=Days(tuple(inside[day.weekday()] for day in _days_of(m)))) if m in named else m
        for m in mentions
    ]
    return [mention for mention in moved if mention is not spans[0]]


def _weekdays_off(excluded: list[Mention]) -> frozenset[int]:
    """Weekdays that are taken out as such ("oprócz niedziel", "poza środą")."""
    off: set[int] = set()
    for mention in excluded:
        if isinstance(mention.value, Rule):
            off.update(mention.value.days)
        elif mention.loose or (_is_period(mention) and len(_days_of(mention)) == 2):
            off.update(day.weekday() for day in _days_of(mention)[:7])
    return frozenset(off)


def _without_days(rule: Rule, off: frozenset[int]) -> Rule:
    if rule.freq == "DAILY" and rule.interval == 1:
        return Rule("WEEKLY", 1, tuple(day for day in range(7) if day not in off))
    return replace(rule, days=tuple(day for day in rule.days if day not in off)) if set(rule.days) - off else rule


def _daily_rule(mentions: list[Mention]) -> Mention | None:
    """ "codziennie" without the days it holds for."""
    mark = next((m for m in mentions if isinstance(m.value, Mark) and m.value.name == "daily"), None)
    if mark is None or any(isinstance(mention.value, (Span, Days)) for mention in mentions):
        return None
    return replace(mark, value=Rule("DAILY"))


def _days_on_end(mentions: list[Mention]) -> list[Mention]:
    """ "od 16 marca codziennie przez 5 dni" as the days it takes."""
    length = next((m.value.days for m in mentions if isinstance(m.value, Length) and m.value.days > 1), 0)
    start = next((m for m in mentions if _start_day(m)), None)
    first = _start_day(start) if start else None
    if not length or start is None or first is None:
        return mentions
    span = replace(start, value=Span(first, first + timedelta(days=length - 1)))
    return [span if mention is start else mention for mention in mentions]


def _is_period(mention: Mention) -> bool:
    return isinstance(mention.value, Span) and mention.value.period


def _days_of(mention: Mention) -> list[date]:
    value = mention.value
    if isinstance(value, Days):
        return list(value.days)
    if isinstance(value, Span):
        return [value.first + timedelta(days=n) for n in range(min((value.last - value.first).days, 366) + 1)]
    return []


def _without_weak(mentions: list[Mention]) -> list[Mention]:
    mentions = _without_echoes(mentions)
    strong = [mention for mention in mentions if not mention.weak]
    if any(isinstance(mention.value, (Days, Span)) and not _is_period(mention) for mention in strong):
        return strong
    if any(isinstance(mention.value, Rule) for mention in strong):
        return strong
    handed = _handed_over(mentions)
    return handed if handed else mentions


def _without_echoes(mentions: list[Mention]) -> list[Mention]:
    """Without weekdays that only say dates again ("29 maja … 31 maja, czyli od piątku do niedzieli")."""
    dated = {
        day.weekday() for m in mentions if isinstance(m.value, (Days, Span)) and not m.loose for day in _ends_of(m)
    }
    if len(dated) < 2:
        return mentions
    return [
        mention
        for mention in mentions
        if not (
            mention.loose and isinstance(mention.value, Span) and {day.weekday() for day in _ends_of(mention)} <= dated
        )
    ]


def _ends_of(mention: Mention) -> list[date]:
    value = mention.value
    return [value.first, value.last] if isinstance(value, Span) else _days_of(mention)


def _handed_over(mentions: list[Mention]) -> list[Mention]:
    """Things taken on one day and brought back on another are wanted from the one to the other."""
    taken = next(
        (mention for mention in mentions if mention.role == "pickup" and isinstance(mention.value, Days)), None
    )
    back = next(
        (mention for mention in mentions if mention.role == "return" and isinstance(mention.value, (Days, Bound))), None
    )
    if taken is None or back is None:
        return []
    first = _days_of(taken)[0]
    last = back.value.until if isinstance(back.value, Bound) else _days_of(back)[0]
    if last is None or last < first:
        return []
    joined = replace(taken, value=Span(first, last), weak=False)
    others = [
        mention for mention in mentions if mention not in (taken, back) and mention.role not in ("pickup", "return")
    ]
    return [joined, *others]


def merge_hours(mentions: Sequence[Mention]) -> list[Mention]:
    """A start and an end that are told apart ("zaczniemy o 17, skończymy o 19") as one mention."""
    merged: list[Mention] = []
    for mention in mentions:
        value = mention.value
        if isinstance(value, Hours) and value.start is not None and value.end is None and mention.role == "finish":
            mention = replace(mention, value=Hours(None, value.start))
            value = mention.value
        previous = merged[-1] if merged else None
        if (
            previous is not None
            and isinstance(value, Hours)
            and isinstance(previous.value, Hours)
            and value.start is None
            and value.end is not None
            and previous.value.end is None
            and previous.value.start is not None
            and mention.sentence - previous.sentence <= 1
        ):
            end = value.end if value.end > previous.value.start else value.end + 12 * 60
            if end > previous.value.start:
                merged[-1] = replace(
                    previous, value=Hours(previous.value.start, end), end=mention.end, text=previous.text
                )
                continue
        merged.append(mention)
    return merged


@dataclass(slots=True)
class _Group:
    """Days that share hours."""

    days: list[Mention] = field(default_factory=list)
    hours: list[Mention] = field(default_factory=list)
    whole: bool = False


def _once(mentions: list[Mention], excluded: list[date], off: frozenset[int], daily: bool, schedule: Schedule) -> None:
    across = _across_days(mentions)
    if across:
        schedule.slots, schedule.evidence = [across[0]], across[1]
        return
    dated = _dated(mentions)
    groups = _groups([*dated])
    lengths = [mention for mention in mentions if isinstance(mention.value, Length)]
    length = next((mention for mention in lengths if mention.role == "led"), lengths[0] if lengths else None)
    respectively = any(isinstance(mention.value, Mark) and mention.value.name == "respectively" for mention in mentions)
    for group in groups:
        for slot in _slots(group, length, respectively, daily):
            if slot not in schedule.slots and not _left_out(slot, excluded, off):
                schedule.slots.append(slot)
    _drop_bare_twins(schedule)
    _cut_excluded(schedule, excluded, off)
    schedule.choice = _choice(mentions, groups) if len(schedule.slots) > 1 else "all"
    used = [mention for group in groups for mention in (*group.days, *group.hours)]
    used += [length] if length and groups else []
    schedule.evidence = [mention.text for mention in sorted(set(used), key=lambda mention: mention.start)]


def _left_out(slot: Slot, excluded: list[date], off: frozenset[int]) -> bool:
    if slot.end is not None and not isinstance(slot.start, datetime):
        return False
    return _day(slot.start) in excluded or _day(slot.start).weekday() in off


def _day(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _across_days(mentions: list[Mention]) -> tuple[Slot, list[str]] | None:
    """ "od piątku 15 maja godz. 16 do niedzieli 17 maja godz. 14" is one stretch."""
    timed = [mention for mention in mentions if isinstance(mention.value, (Days, Span, Bound, Hours))]
    for n in range(len(timed) - 3):
        opening, start, closing, end = timed[n : n + 4]
        first, last = _start_day(opening), closing.value.until if isinstance(closing.value, Bound) else None
        if first is None or last is None or not isinstance(start.value, Hours) or not isinstance(end.value, Hours):
            continue
        until = end.value.start if end.value.start is not None else end.value.end
        if start.value.start is None or start.value.end is not None or until is None or last <= first:
            continue
        return Slot(_at(first, start.value.start), _at(last, until)), [
            one.text for one in (opening, start, closing, end)
        ]
    return None


def _start_day(mention: Mention) -> date | None:
    if isinstance(mention.value, Bound):
        return mention.value.since
    return mention.value.days[0] if isinstance(mention.value, Days) and len(mention.value.days) == 1 else None


def _dated(mentions: list[Mention]) -> list[Mention]:
    """Days and hours that count: periods only where no day is named, a lone "od 12 maja" only where nothing else is."""
    days = [
        mention
        for mention in mentions
        if isinstance(mention.value, Days) or (isinstance(mention.value, Span) and not _is_period(mention))
    ]
    if not days:
        days = _from_bounds(mentions)
    if not days:
        periods = [mention for mention in mentions if isinstance(mention.value, Span)]
        days = [one for one in periods if not any(_inside(other, one) for other in periods)]
    hours = [mention for mention in mentions if isinstance(mention.value, (Hours, Mark))]
    return sorted([*days, *hours], key=lambda mention: mention.start)


def _inside(inner: Mention, outer: Mention) -> bool:
    if not isinstance(inner.value, Span) or not isinstance(outer.value, Span) or inner.value == outer.value:
        return False
    return outer.value.first <= inner.value.first and inner.value.last <= outer.value.last


def _from_bounds(mentions: list[Mention]) -> list[Mention]:
    since = next((m for m in mentions if isinstance(m.value, Bound) and m.value.since), None)
    if since is None or not isinstance(since.value, Bound) or since.value.since is None:
        return []
    until = next((m for m in mentions if isinstance(m.value, Bound) and m.value.until and m.start > since.start), None)
    if until and isinstance(until.value, Bound) and until.value.until and until.value.until > since.value.since:
        return [replace(since, value=Span(since.value.since, until.value.until))]
    return [replace(since, value=Days((since.value.since,)))]


def _groups(mentions: list[Mention]) -> list[_Group]:
    """Days with their hours, in the order of the text."""
    groups: list[_Group] = []
    leading: list[Mention] = []
    hours_first = _hours_first(mentions)
    last_hours: Mention | None = None
    for mention in mentions:
        if isinstance(mention.value, Mark):
            if mention.value.name == "whole day" and groups and not groups[-1].hours:
                groups[-1].whole = True
        elif isinstance(mention.value, Hours):
            if hours_first or not groups:
                if leading and not _adjoining(leading[-1], mention):
                    leading = []
                leading.append(mention)
            elif not groups[-1].hours or _adjoining(last_hours, mention):
                groups[-1].hours.append(mention)
            last_hours = mention
        elif hours_first:
            groups.append(_Group([mention], list(leading)))
        elif groups and not groups[-1].hours and not groups[-1].whole and not _holds(groups[-1].days[-1], mention):
            groups[-1].days.append(mention)
        else:
            groups.append(_Group([mention]))
    _fill(groups, leading)
    return groups


def _holds(span: Mention, mention: Mention) -> bool:
    """Whether a single day lies in the stretch named before it ("od 16 do 27 marca, otwarcie 16 marca o 18")."""
    if not isinstance(span.value, Span) or not isinstance(mention.value, Days):
        return False
    return all(span.value.first <= day <= span.value.last for day in mention.value.days)


def _hours_first(mentions: list[Mention]) -> bool:
    """Whether each day follows its hours ("17-19 we wtorek, 10-12 w środę")."""
    timed = [mention for mention in mentions if not isinstance(mention.value, Mark)]
    return (
        len(timed) > 2
        and isinstance(timed[0].value, Hours)
        and not isinstance(timed[-1].value, Hours)
        and any(isinstance(mention.value, Hours) for mention in timed[1:])
    )


def _adjoining(before: Mention | None, mention: Mention) -> bool:
    """Whether more hours of the same day follow ("10-12 i 14-16")."""
    return before is not None and before.sentence == mention.sentence and 0 <= mention.start - before.end <= _NEAR


def _fill(groups: list[_Group], leading: list[Mention]) -> None:
    """Days without hours take those said before them: of the group before, or the ones that stand first."""
    said = [group.hours for group in groups if group.hours]
    for group in groups:
        if not group.hours and not group.whole:
            if leading:
                group.hours = list(leading)
            elif (
                said
                and all(hours == said[0] for hours in said)
                and not any(_holds(group.days[-1], day) for other in groups for day in other.days)
            ):
                group.hours = list(said[0])


def _slots(group: _Group, length: Mention | None, respectively: bool, daily: bool) -> list[Slot]:
    minutes = length.value.minutes if length and isinstance(length.value, Length) else 0
    spread = length.value.days if length and length.role == "led" and isinstance(length.value, Length) else 0
    hours = [
        mention.value for mention in group.hours if isinstance(mention.value, Hours) and mention.value.start is not None
    ]
    if not hours or group.whole:
        return [slot for mention in group.days for slot in _day_slots(mention, spread)]
    days = [day for mention in group.days for day in _days_of(mention)]
    periods = [mention for mention in group.days if _is_period(mention)]
    if periods and not daily:
        return [slot for mention in group.days for slot in _day_slots(mention, 0)]
    if len(days) > _LONGEST_DAILY:
        return [slot for mention in group.days for slot in _day_slots(mention, 0)]
    if spread > 1 and len(days) == 1:
        days = [days[0] + timedelta(days=n) for n in range(min(spread, 31))]
    if (respectively and len(hours) == len(days)) or (len(hours) == len(days) > 2):
        return [_timed(day, one, minutes) for day, one in zip(days, hours, strict=True)]
    return [_timed(day, one, minutes) for day in days for one in hours]


def _day_slots(mention: Mention, spread: int) -> list[Slot]:
    value = mention.value
    if isinstance(value, Span):
        return [Slot(value.first, value.last if value.last > value.first else None)]
    days = _days_of(mention)
    if spread > 1 and len(days) == 1:
        return [Slot(days[0], days[0] + timedelta(days=spread - 1))]
    return [Slot(day, None) for day in days]


def _timed(day: date, hours: Hours, minutes: int) -> Slot:
    start = hours.start or 0
    end = hours.end if hours.end is not None else start + minutes if minutes else None
    return Slot(_at(day, start), None if end is None else _at(day, end))


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def _drop_bare_twins(schedule: Schedule) -> None:
    """A day named once without and once with hours is one slot; so are hours named without and with their end."""
    timed = {_day(slot.start) for slot in schedule.slots if isinstance(slot.start, datetime)}
    ended = {slot.start for slot in schedule.slots if slot.end is not None}
    spans = [slot for slot in schedule.slots if slot.end is not None and not isinstance(slot.start, datetime)]
    kept = []
    for slot in schedule.slots:
        if slot.end is None and not isinstance(slot.start, datetime) and slot.start in timed:
            continue
        if slot.end is None and slot.start in ended:
            continue
        if any(other is not slot and _covers(other, slot) for other in spans):
            continue
        kept.append(slot)
    schedule.slots = kept


def _covers(span: Slot, slot: Slot) -> bool:
    if isinstance(slot.start, datetime) or span.end is None or (span.start, span.end) == (slot.start, slot.end):
        return False
    return _day(span.start) <= slot.start and (slot.end or slot.start) <= _day(span.end)


def _cut_excluded(schedule: Schedule, excluded: list[date], off: frozenset[int]) -> None:
    """Days taken out of a range of days leave the ranges beside them."""
    if not excluded and not off:
        return
    cut: list[Slot] = []
    for slot in schedule.slots:
        if slot.end is None or isinstance(slot.start, datetime):
            cut.append(slot)
            continue
        length = min((_day(slot.end) - slot.start).days, 366)
        days = [slot.start + timedelta(days=n) for n in range(length + 1)]
        kept = [day for day in days if day not in excluded and day.weekday() not in off]
        cut.extend(_stretches(kept))
    schedule.slots = cut


def _stretches(days: list[date]) -> list[Slot]:
    """Days in a row as ranges."""
    stretches: list[Slot] = []
    for day in days:
        last = stretches[-1] if stretches else None
        if last and (_day(last.end or last.start) + timedelta(days=1)) == day:
            stretches[-1] = Slot(last.start, day)
        else:
            stretches.append(Slot(day, None))
    return stretches


def _choice(mentions: list[Mention], groups: list[_Group]) -> str:
    used = [mention for group in groups for mention in (*group.days, *group.hours)]
    if any(isinstance(mention.value, Days) and mention.value.any for mention in used):
        return "any"
    first, last = min(mention.start for mention in used), max(mention.end for mention in used)
    for mention in mentions:
        if (
            isinstance(mention.value, Mark)
            and mention.value.name == "or"
            and (first <= mention.start < last or " " in mention.text)
        ):
            return "any"
    return "all"


__all__ = ["Times", "combine", "merge_hours"]
