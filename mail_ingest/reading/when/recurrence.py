"""A repetition with its bounds as an RFC 5545 RRULE and its first occurrence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from mail_ingest.reading.when import calendar
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
    Times,
    evidence_of,
    moment,
)

_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST = 750


def recurring(
    mentions: Sequence[Mention], mention: Mention, excluded: list[date], at: datetime, schedule: Schedule
) -> bool:
    """Fills the schedule with the repetition; False (and nothing filled) where no first day can be told."""
    rule = _joined_rule(mentions, mention)
    if rule is None:
        return False
    rule, mentions = _of_week_span(rule, mentions)
    since, until, used = _bounds(mentions, at.date())
    rule = _with_day(rule, mentions, since)
    start = since or at.date() + calendar.DAY
    days = _occurrences(rule, start)
    first = next(days, None)
    while first is not None and first in excluded:
        first = next(days, None)
    if first is None:
        return False
    count = next((m.value.count for m in mentions if isinstance(m.value, Times)), 0) or _weeks_long(mentions, rule)
    if not until and not count and (months := _months_long(mentions)):
        until = calendar.months_later(since or first, months) - calendar.DAY
    hours = _hours(mentions)
    slots = _first_slots(first, hours, mentions)
    schedule.evidence = _evidence(mentions, mention, used)
    if (excluded and (until or count)) or (until and since and (until - since).days < 7 and rule.interval == 1):
        _enumerate(schedule, rule, start, until, count, excluded, slots)
        return True
    schedule.slots = slots
    schedule.recurrence = _written(rule, until, count)
    schedule.exclusions = sorted(excluded)
    if _other_rules(mentions, rule):
        schedule.problems.append("W treści jest więcej niż jedno powtórzenie; odczytano pierwsze.")
    return True


def _of_week_span(rule: Rule, mentions: Sequence[Mention]) -> tuple[Rule, Sequence[Mention]]:
    """ "od poniedziałku do piątku co tydzień": the weekdays of the rule, not its bounds."""
    span = next((m for m in mentions if m.loose and isinstance(m.value, Span)), None)
    if rule.freq != "WEEKLY" or rule.days or span is None or not isinstance(span.value, Span):
        return rule, mentions
    length = min((span.value.last - span.value.first).days, 6)
    days = tuple((span.value.first + timedelta(days=n)).weekday() for n in range(length + 1))
    return replace(rule, days=days), [mention for mention in mentions if mention is not span]


def _joined_rule(mentions: Sequence[Mention], mention: Mention) -> Rule | None:
    """The rule, with the weekdays or the interval that another mention adds ("co dwa tygodnie, we wtorki")."""
    rule = mention.value
    if not isinstance(rule, Rule):
        return None
    for other in mentions:
        value = other.value
        if other is mention or not isinstance(value, Rule) or value.freq != rule.freq:
            continue
        if not rule.days and value.days:
            rule = replace(rule, days=value.days, nths=value.nths)
        if rule.interval == 1 and value.interval > 1:
            rule = replace(rule, interval=value.interval)
        elif (
            value.days
            and value.days != rule.days
            and not rule.nths
            and not value.nths
            and other.sentence == mention.sentence
            and not _parted_by_hours(mentions, mention, other)
        ):
            rule = replace(rule, days=tuple(dict.fromkeys((*rule.days, *value.days))))
    return rule


def _parted_by_hours(mentions: Sequence[Mention], one: Mention, other: Mention) -> bool:
    """Whether each of two rules has hours of its own ("we wtorki 16-18 i w czwartki 17-19")."""
    said = {m.value for m in mentions if isinstance(m.value, Hours)}
    if len(said) < 2:
        return False
    first, last = sorted((one.start, other.start))
    return any(isinstance(m.value, Hours) and first < m.start < last for m in mentions)


def _other_rules(mentions: Sequence[Mention], rule: Rule) -> bool:
    return any(isinstance(m.value, Rule) and not set(m.value.days) <= set(rule.days) for m in mentions)


def _bounds(mentions: Sequence[Mention], today: date) -> tuple[date | None, date | None, list[Mention]]:
    """First and last day of the repetition, as far as the mentions tell them, and the mentions that do."""
    since: date | None = None
    until: date | None = None
    used: list[Mention] = []
    named = False
    for mention in mentions:
        value = mention.value
        if isinstance(value, Bound):
            since, until = value.since or since, value.until or until
            named = named or value.since is not None
        elif isinstance(value, Span) and value.period and mention.role == "last":
            until = value.last
        elif isinstance(value, Span) and (not value.period or not named):
            if mention.role == "first":
                since = value.first
            else:
                since, until = value.first, until if until and value.period else value.last
        elif isinstance(value, Days) and mention.role == "last":
            until = value.days[-1]
        elif isinstance(value, Days) and (
            mention.role == "first" or since is None or (since < value.days[0] and not named)
        ):
            since = value.days[0]
            named = named or mention.role == "first"
        else:
            continue
        used.append(mention)
    if since and since < today:
        since = today + calendar.DAY
    return since, until, used


def _with_day(rule: Rule, mentions: Sequence[Mention], since: date | None) -> Rule:
    """A rule that names no day takes the day of its start ("co dwa tygodnie, pierwszy raz 14 września")."""
    exact = any(
        (isinstance(m.value, Days) and not (m.loose and rule.freq == "MONTHLY"))
        or (isinstance(m.value, Span) and not m.value.period and not m.loose)
        or (isinstance(m.value, Bound) and m.value.since and not m.value.period)
        for m in mentions
    )
    started = since if exact else None
    if rule.freq == "WEEKLY" and not rule.days and started:
        return replace(rule, days=(started.weekday(),))
    if rule.freq == "MONTHLY" and not rule.days and not rule.monthdays and started:
        return replace(rule, monthdays=(started.day,))
    return rule


def _occurrences(rule: Rule, start: date) -> Iterator[date]:
    """The days of the rule from `start` on; the interval counts from the first of them."""
    if rule.freq == "DAILY":
        yield from (start + timedelta(days=n * rule.interval) for n in range(_LONGEST))
    elif rule.freq == "WEEKLY" and rule.days:
        first = next(start + timedelta(days=n) for n in range(7) if (start + timedelta(days=n)).weekday() in rule.days)
        monday = first - timedelta(days=first.weekday())
        for week in range(0, 110, rule.interval):
            for weekday in sorted(rule.days):
                day = monday + timedelta(days=7 * week + weekday)
                if day >= first:
                    yield day
    elif rule.freq == "MONTHLY" and (rule.days or rule.monthdays):
        for months in range(26):
            yield from (
                day for day in _in_month(rule, *calendar.later_month(start.year, start.month, months)) if day >= start
            )


def _in_month(rule: Rule, year: int, number: int) -> list[date]:
    if rule.days:
        found = (calendar.nth_weekday(rule.days[0], nth, year, number) for nth in rule.nths or (1,))
    else:
        found = (
            calendar.on(year, number, day) if day > 0 else calendar.month(year, number)[1] for day in rule.monthdays
        )
    return sorted(day for day in found if day is not None)


def _hours(mentions: Sequence[Mention]) -> list[Hours]:
    said = [m.value for m in mentions if isinstance(m.value, Hours) and m.value.start is not None]
    full = [hours for hours in said if hours.end is not None]
    return full[:1] or said[:1]


def _first_slots(first: date, hours: list[Hours], mentions: Sequence[Mention]) -> list[Slot]:
    whole = any(isinstance(m.value, Mark) and m.value.name == "whole day" for m in mentions)
    if not hours or whole:
        return [Slot(first, None)]
    start = hours[0].start or 0
    lengths = [m for m in mentions if isinstance(m.value, Length) and m.value.minutes]
    length = next((m for m in lengths if m.role == "led"), lengths[0] if lengths else None)
    end = hours[0].end
    if end is None and length and isinstance(length.value, Length):
        end = start + length.value.minutes
    return [Slot(moment(first, start), None if end is None else moment(first, end))]


def _months_long(mentions: Sequence[Mention]) -> int:
    """ "na trzy miesiące", "przez pół roku"."""
    return next((m.value.months for m in mentions if m.role == "led" and isinstance(m.value, Length)), 0)


def _weeks_long(mentions: Sequence[Mention], rule: Rule) -> int:
    """ "przez 6 tygodni" as a count of a weekly rule."""
    days = next((m.value.days for m in mentions if isinstance(m.value, Length) and m.value.days >= 14), 0)
    if not days or rule.freq != "WEEKLY" or days % 7:
        return 0
    return max(1, days // 7 // rule.interval) * max(1, len(rule.days))


def _written(rule: Rule, until: date | None, count: int) -> str:
    parts = [f"FREQ={rule.freq}"]
    if rule.interval > 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.days:
        named = [f"{nth or ''}{_NAMES[day]}" for nth in rule.nths or (0,) for day in sorted(rule.days)]
        parts.append("BYDAY=" + ",".join(named))
    if rule.monthdays:
        parts.append("BYMONTHDAY=" + ",".join(str(day) for day in rule.monthdays))
    if count:
        parts.append(f"COUNT={count}")
    elif until:
        parts.append(f"UNTIL={until:%Y%m%d}")
    return ";".join(parts)


def _enumerate(
    schedule: Schedule, rule: Rule, start: date, until: date | None, count: int, excluded: list[date], slots: list[Slot]
) -> None:
    """A bounded repetition with days taken out has no RRULE: all its days are slots."""
    template = slots[0]
    for number, day in enumerate(_occurrences(rule, start)):
        if (until and day > until) or (count and number >= count) or len(schedule.slots) > 200:
            break
        if day not in excluded:
            shift = day - (template.start.date() if isinstance(template.start, datetime) else template.start)
            schedule.slots.append(Slot(template.start + shift, template.end + shift if template.end else None))


def _evidence(mentions: Sequence[Mention], mention: Mention, used: list[Mention]) -> list[str]:
    kept = [m for m in mentions if m is mention or m in used or isinstance(m.value, (Hours, Times)) or _is_long(m)]
    return evidence_of(kept)


def _is_long(mention: Mention) -> bool:
    return isinstance(mention.value, Length) and bool(mention.value.months or mention.value.days >= 14)
