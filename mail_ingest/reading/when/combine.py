"""Mentions of days, hours, lengths and repetitions put together into slots.

Days that stand before hours share them; hours that stand first go to the days after them; "odpowiednio" pairs them
one by one. A repetition takes its bounds from the days around it. What is not wanted is left out; what is weak counts
only where nothing better is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from mail_ingest.reading.when import calendar
from mail_ingest.reading.when.around import with_time_around
from mail_ingest.reading.when.pruning import (
    begun_and_ended,
    daily_rule,
    days_on_end,
    merge_hours,
    weekdays_of_month,
    weekdays_off,
    within_period,
    within_span,
    without_days,
    without_habit,
    without_listed_rule,
    without_summary,
    without_weak,
)
from mail_ingest.reading.when.recurrence import recurring
from mail_ingest.reading.when.slots import cut_excluded, day_slots, drop_bare_twins, left_out, timed_slot
from mail_ingest.reading.when.values import (
    Bound,
    Days,
    Hours,
    Length,
    Mark,
    Mention,
    Rule,
    Schedule,
    Slot,
    Span,
    days_of,
    evidence_of,
    is_period,
    moment,
    start_day,
)

_LONGEST_DAILY = 62
_LONGEST_WEEKEND = 4
"""Days of a period on each of which its hours are kept ("w weekend 10-16"); in a longer one a day is to be found."""
_NEAR = 14
_FAR = 40
"""Characters between hours of one day that are told with what each is for."""


def combine(mentions: Iterable[Mention], at: datetime) -> Schedule:
    """The schedule that these mentions make, read in the order of the text. `at`: the reference, local time."""
    ordered = sorted((mention for mention in mentions if mention.wanted), key=lambda mention: mention.start)
    schedule = Schedule()
    for mention in ordered:
        schedule.problems.extend(problem for problem in mention.problems if problem not in schedule.problems)
    kept = with_time_around(merge_hours(without_weak([mention for mention in ordered if not mention.excluded])))
    out = [mention for mention in ordered if mention.excluded]
    excluded = [day for mention in out if not mention.loose for day in days_of(mention)]
    kept = [m for m in kept if not (isinstance(m.value, Days) and set(m.value.days) <= set(excluded))]
    off = weekdays_off(out)
    daily = any(isinstance(mention.value, Mark) and mention.value.name == "daily" for mention in kept)
    kept = days_on_end(kept) if daily else kept
    kept = within_span(without_habit(without_listed_rule(kept)))
    kept = without_summary(weekdays_of_month(kept))
    rule = next((mention for mention in kept if isinstance(mention.value, Rule)), None) or daily_rule(kept)
    if rule is not None and off:
        kept = [replace(m, value=without_days(m.value, off)) if isinstance(m.value, Rule) else m for m in kept]
        rule = replace(rule, value=without_days(rule.value, off)) if isinstance(rule.value, Rule) else rule
    if rule is not None and recurring(kept, rule, excluded, at, schedule):
        return schedule
    _once(kept, excluded, off, daily, schedule)
    return schedule


@dataclass(slots=True)
class _Group:
    """Days that share hours."""

    days: list[Mention] = field(default_factory=list)
    hours: list[Mention] = field(default_factory=list)
    whole: bool = False


def _once(mentions: list[Mention], excluded: list[date], off: frozenset[int], daily: bool, schedule: Schedule) -> None:
    mentions = within_period(begun_and_ended(mentions))
    across = _across_days(mentions)
    if across:
        schedule.slots, schedule.evidence = [across[0]], across[1]
        return
    dated = _dated(mentions)
    groups = _groups([*dated])
    lengths = [mention for mention in mentions if isinstance(mention.value, Length)]
    length = _length_of(lengths, mentions)
    if length and _counts_days(length, groups):
        length = None
    respectively = any(isinstance(mention.value, Mark) and mention.value.name == "respectively" for mention in mentions)
    for group in groups:
        for slot in _slots(group, length, respectively, daily):
            if slot not in schedule.slots and not left_out(slot, excluded, off):
                schedule.slots.append(slot)
    drop_bare_twins(schedule)
    cut_excluded(schedule, excluded, off)
    schedule.choice = _choice(mentions, groups) if len(schedule.slots) > 1 else "all"
    used = [mention for group in groups for mention in (*group.days, *group.hours)]
    used += [length] if length and groups else []
    schedule.evidence = evidence_of(used)


def _counts_days(length: Mention, groups: list[_Group]) -> bool:
    """Whether "na dwa dni" only says how many days are named one by one."""
    named = sum(len(days_of(mention)) for group in groups for mention in group.days)
    return isinstance(length.value, Length) and 1 < named == length.value.days


def _length_of(lengths: list[Mention], mentions: list[Mention]) -> Mention | None:
    """Of several lengths the one said beside a day or an hour, best with a word of its own ("na dwie godziny")."""
    beside = {mention.sentence for mention in mentions if isinstance(mention.value, (Days, Hours))}
    ranked = sorted(lengths, key=lambda length: (length.sentence not in beside, length.role != "led"))
    return ranked[0] if ranked else None


def _across_days(mentions: list[Mention]) -> tuple[Slot, list[str]] | None:
    """ "od piątku 15 maja godz. 16 do niedzieli 17 maja godz. 14" is one stretch."""
    timed = [mention for mention in mentions if isinstance(mention.value, (Days, Span, Bound, Hours))]
    for n in range(len(timed) - 3):
        opening, start, closing, end = _day_first(timed[n : n + 4])
        first, last = start_day(opening), _last_day(closing)
        if first is None or last is None or not isinstance(start.value, Hours) or not isinstance(end.value, Hours):
            continue
        until = end.value.start if end.value.start is not None else end.value.end
        if start.value.start is None or start.value.end is not None or until is None:
            continue
        if moment(last, until) <= moment(first, start.value.start):
            continue
        return Slot(moment(first, start.value.start), moment(last, until)), [
            one.text for one in (opening, start, closing, end)
        ]
    return None


def _day_first(mentions: list[Mention]) -> list[Mention]:
    """Day, hour, day, hour; the hours of "od 15:00 12 maja do 10:00 14 maja" stand before their days."""
    start, opening, end, closing = mentions
    if not (isinstance(start.value, Hours) and isinstance(end.value, Hours) and end.value.start is None):
        return mentions
    if not isinstance(opening.value, Days) or not isinstance(closing.value, Days) or len(closing.value.days) > 1:
        return mentions
    return [opening, start, replace(closing, role="last"), end]


def _last_day(mention: Mention) -> date | None:
    """The day on which a stretch ends: "do 17 maja", "zakończenie: 17 maja"."""
    if isinstance(mention.value, Bound):
        return mention.value.until
    return mention.value.days[-1] if isinstance(mention.value, Days) and mention.role == "last" else None


def _dated(mentions: list[Mention]) -> list[Mention]:
    """Days and hours that count: periods only where no day is named, a lone "od 12 maja" only where nothing else is."""
    days = [
        mention
        for mention in mentions
        if isinstance(mention.value, Days) or (isinstance(mention.value, Span) and not is_period(mention))
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
            elif not groups[-1].hours or _adjoining(last_hours, mention) or _goes_on(last_hours, mention):
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


def _goes_on(before: Mention | None, mention: Mention) -> bool:
    """Whether later hours of the same day are told in the same sentence ("9-11 maluchy, 11:30-13 starsze dzieci")."""
    if before is None or before.sentence != mention.sentence or mention.start - before.end > _FAR:
        return False
    earlier, later = before.value, mention.value
    if not isinstance(earlier, Hours) or not isinstance(later, Hours):
        return False
    return None not in (earlier.start, later.end) and later.start is not None and (earlier.end or 1441) <= later.start


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
    spread = _days_long(group, length)
    hours = [
        mention.value for mention in group.hours if isinstance(mention.value, Hours) and mention.value.start is not None
    ]
    if not hours or group.whole:
        return [slot for mention in group.days for slot in day_slots(mention, spread)]
    days = [day for mention in group.days for day in days_of(mention)]
    periods = [mention for mention in group.days if is_period(mention) and len(days_of(mention)) > _LONGEST_WEEKEND]
    if periods and (not daily or any(one.end is None for one in hours)):
        return [slot for mention in group.days for slot in day_slots(mention, 0)]
    if len(days) > _LONGEST_DAILY:
        return [slot for mention in group.days for slot in day_slots(mention, 0)]
    if spread > 1 and len(days) == 1:
        days = [days[0] + timedelta(days=n) for n in range(min(spread, 31))]
    if respectively and 1 < len(hours) < len(days):
        hours += hours[-1:] * (len(days) - len(hours))
    if (respectively and len(hours) == len(days)) or (len(hours) == len(days) > 2):
        return [timed_slot(day, one, minutes) for day, one in zip(days, hours, strict=True)]
    return [timed_slot(day, one, minutes) for day in days for one in hours]


def _days_long(group: _Group, length: Mention | None) -> int:
    """How many days a length such as "na trzy dni" or "przez kwartał" takes from the first day on; 0 without one."""
    if length is None or length.role != "led" or not isinstance(length.value, Length):
        return 0
    first = group.days[0]
    if length.value.months:
        beside = not group.hours and min(abs(length.start - first.end), abs(first.start - length.end)) < _NEAR
        day = days_of(first)[0]
        return (calendar.months_later(day, length.value.months) - day).days if beside else 0
    return length.value.days


def _choice(mentions: list[Mention], groups: list[_Group]) -> str:
    used = [mention for group in groups for mention in (*group.days, *group.hours)]
    if any(isinstance(mention.value, Days) and mention.value.any for mention in used):
        return "any"
    first, last = min(mention.start for mention in used), max(mention.end for mention in used)
    for mention in mentions:
        name = mention.value.name if isinstance(mention.value, Mark) else ""
        if name == "any" or (name == "or" and first <= mention.start < last):
            return "any"
    return "all"
