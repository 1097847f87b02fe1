"""Mentions of days, hours, lengths and repetitions put together into slots.

Days that stand before hours share them; hours that stand first go to the days after them; "odpowiednio" pairs them
one by one. A repetition takes its bounds from the days around it. What is not wanted is left out; what is weak counts
only where nothing better is said.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from mail_ingest.reading.when.around import with_time_around
from mail_ingest.reading.when.day_groups import Group, counts_days, group_days, slots_of
from mail_ingest.reading.when.echoes import without_summary
from mail_ingest.reading.when.joined_hours import merge_hours
from mail_ingest.reading.when.pruning import (
    begun_and_ended,
    daily_rule,
    days_on_end,
    weekdays_of_month,
    weekdays_off,
    within_period,
    within_span,
    without_days,
    without_habit,
    without_listed_rule,
    without_weak,
)
from mail_ingest.reading.when.recurrence import recurring
from mail_ingest.reading.when.slots import cut_excluded, drop_bare_twins, left_out
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


def _once(mentions: list[Mention], excluded: list[date], off: frozenset[int], daily: bool, schedule: Schedule) -> None:
    mentions = within_period(begun_and_ended(mentions))
    across = _across_days(mentions)
    if across:
        schedule.slots, schedule.evidence = [across[0]], across[1]
        return
    groups = group_days(_dated(mentions))
    lengths = [mention for mention in mentions if isinstance(mention.value, Length)]
    length = _length_of(lengths, mentions)
    if length and counts_days(length, groups):
        length = None
    respectively = any(isinstance(mention.value, Mark) and mention.value.name == "respectively" for mention in mentions)
    for group in groups:
        for slot in slots_of(group, length, respectively, daily):
            if slot not in schedule.slots and not left_out(slot, excluded, off):
                schedule.slots.append(slot)
    drop_bare_twins(schedule)
    cut_excluded(schedule, excluded, off)
    schedule.choice = _choice(mentions, groups) if len(schedule.slots) > 1 else "all"
    used = [mention for group in groups for mention in (*group.days, *group.hours)]
    used += [length] if length and groups else []
    schedule.evidence = evidence_of(used)


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


def _choice(mentions: list[Mention], groups: list[Group]) -> str:
    used = [mention for group in groups for mention in (*group.days, *group.hours)]
    if any(isinstance(mention.value, Days) and mention.value.any for mention in used):
        return "any"
    first, last = min(mention.start for mention in used), max(mention.end for mention in used)
    for mention in mentions:
        name = mention.value.name if isinstance(mention.value, Mark) else ""
        if name == "any" or (name == "or" and first <= mention.start < last):
            return "any"
    return "all"
