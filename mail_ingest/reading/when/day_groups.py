"""Days put together with the hours that they share, and the slots that they make.

Days that stand before hours share them; hours that stand first go to the days after them; "odpowiednio" pairs them
one by one.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from mail_ingest.reading.when import calendar
from mail_ingest.reading.when.slots import day_slots, timed_slot
from mail_ingest.reading.when.values import Days, Hours, Length, Mark, Mention, Slot, Span, days_of, is_period

_LONGEST_DAILY = 62
_LONGEST_WEEKEND = 4
"""Days of a period on each of which its hours are kept ("w weekend 10-16"); in a longer one a day is to be found."""
_NEAR = 14
_FAR = 40
"""Characters between hours of one day that are told with what each is for."""


@dataclass(slots=True)
class Group:
    """Days that share hours."""

    days: list[Mention] = field(default_factory=list)
    hours: list[Mention] = field(default_factory=list)
    whole: bool = False


def group_days(mentions: list[Mention]) -> list[Group]:
    """Days with their hours, in the order of the text."""
    groups: list[Group] = []
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
            groups.append(Group([mention], list(leading)))
        elif groups and not groups[-1].hours and not groups[-1].whole and not _holds(groups[-1].days[-1], mention):
            groups[-1].days.append(mention)
        else:
            groups.append(Group([mention]))
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


def _fill(groups: list[Group], leading: list[Mention]) -> None:
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


def counts_days(length: Mention, groups: list[Group]) -> bool:
    """Whether "na dwa dni" only says how many days are named one by one."""
    named = sum(len(days_of(mention)) for group in groups for mention in group.days)
    return isinstance(length.value, Length) and 1 < named == length.value.days


def slots_of(group: Group, length: Mention | None, respectively: bool, daily: bool) -> list[Slot]:
    """The slots of days with their hours. `respectively`: the hours are one by one those of the days."""
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


def _days_long(group: Group, length: Mention | None) -> int:
    """How many days a length such as "na trzy dni" or "przez kwartał" takes from the first day on; 0 without one."""
    if length is None or length.role != "led" or not isinstance(length.value, Length):
        return 0
    first = group.days[0]
    if length.value.months:
        beside = not group.hours and min(abs(length.start - first.end), abs(first.start - length.end)) < _NEAR
        day = days_of(first)[0]
        return (calendar.months_later(day, length.value.months) - day).days if beside else 0
    return length.value.days
