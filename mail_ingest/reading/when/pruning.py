"""What of the mentions counts: without what is weak or said twice, starts and ends joined, weekdays in their dates."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

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
from mail_ingest.reading.when.vocabulary import tags

_WEEK = 7
_NEXT_TO = 3
"""Characters at most between two mentions that stand side by side."""


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
    heads = {one.start for one, other in pairwise(mentions) if other.start - one.end <= _NEXT_TO and _is_listed(other)}
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
    spans = [m for m in mentions if isinstance(m.value, Span) and not m.loose and len(days_of(m)) <= _WEEK]
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
    mentions = _without_weekday_cells(_without_echoes(mentions))
    strong = [mention for mention in mentions if not mention.weak]
    if any(isinstance(mention.value, (Days, Span)) and not is_period(mention) for mention in strong):
        return strong
    if any(isinstance(mention.value, Rule) for mention in strong):
        return strong
    handed = _handed_over(mentions)
    return handed if handed else mentions


def _without_echoes(mentions: list[Mention]) -> list[Mention]:
    """Without weekdays that only say dates again ("29 maja … 31 maja, czyli od piątku do niedzieli")."""
    mentions = [m for m in mentions if not (m.loose and _is_listed_weekday(m, mentions))]
    mentions = _without_days_again(_without_adjectives(mentions))
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


def _without_adjectives(mentions: list[Mention]) -> list[Mention]:
    """Without a weekday that only describes what has its date behind it ("wtorkowe zajęcia z 24 marca")."""
    dated = {
        (mention.sentence, mention.value.days[0].weekday())
        for mention in mentions
        if isinstance(mention.value, Days) and not mention.loose
    }
    return [
        mention
        for mention in mentions
        if not (
            mention.loose
            and isinstance(mention.value, Days)
            and (mention.sentence, mention.value.days[0].weekday()) in dated
            and any(tag.startswith("adjective:") for tag in tags(mention.text.split()[-1]))
        )
    ]


def _without_days_again(mentions: list[Mention]) -> list[Mention]:
    """Without a mere weekday of days of an earlier sentence ("24-28 sierpnia 9-14. …, bo w piątek gramy finał")."""
    timed = {mention.sentence for mention in mentions if isinstance(mention.value, Hours)}
    told: dict[int, int] = {}
    kept: list[Mention] = []
    for mention in mentions:
        value = mention.value
        if isinstance(value, Span) and not mention.loose and not value.period:
            for day in days_of(mention)[:_WEEK]:
                told.setdefault(day.weekday(), mention.sentence)
        alone = mention.loose and isinstance(value, Days) and len(value.days) == 1 and mention.sentence not in timed
        if not (alone and told.get(days_of(mention)[0].weekday(), mention.sentence) < mention.sentence):
            kept.append(mention)
    return kept


def _is_listed_weekday(mention: Mention, mentions: list[Mention]) -> bool:
    """Whether the weekday is that of all days that its sentence lists ("zawsze w czwartek: 9, 16 i 23 kwietnia"), or is
    said of its one day ("8 marca, mimo że to niedziela")."""
    weekdays = {day.weekday() for day in days_of(mention)}
    lists = (m for m in mentions if m.sentence == mention.sentence and isinstance(m.value, Days) and not m.loose)
    said_of = mention.text.startswith("to ")
    return isinstance(mention.value, Days) and any(
        (len(days_of(m)) > 1 or said_of) and {day.weekday() for day in days_of(m)} == weekdays for m in lists
    )


def _without_weekday_cells(mentions: list[Mention]) -> list[Mention]:
    """Without a weekday in a row of its own below its date, as cells of a table come ("10.10.2026", "sobota")."""
    return [
        mention
        for place, mention in enumerate(mentions)
        if not (place and mention.loose and _is_weekday_of(mention, mentions[place - 1]))
    ]


def _is_weekday_of(mention: Mention, before: Mention) -> bool:
    if before.loose or not 0 <= mention.start - before.end <= _NEXT_TO + 1:
        return False
    days, dated = days_of(mention), days_of(before)
    return len(days) == len(dated) == 1 and days[0].weekday() == dated[0].weekday()


def without_summary(mentions: list[Mention]) -> list[Mention]:
    """Without days that are told together first, then each with its hours ("18 i 19 kwietnia: sobota 9-18, …")."""
    for place, mention in enumerate(mentions):
        days = set(days_of(mention))
        behind = mentions[place + 1 :]
        if len(days) < 2 or is_period(mention) or not behind or not isinstance(behind[0].value, (Days, Span)):
            continue
        timed = [one for one, other in pairwise(behind) if isinstance(other.value, Hours)]
        own = [set(days_of(one)) for one in timed if isinstance(one.value, Days) and len(days_of(one)) < len(days)]
        if own and days == set().union(*own):
            return [*mentions[:place], *behind]
    return mentions


def _ends_of(mention: Mention) -> list[date]:
    value = mention.value
    return [value.first, value.last] if isinstance(value, Span) else days_of(mention)


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


def merge_hours(mentions: Sequence[Mention]) -> list[Mention]:
    """A start and an end that are told apart ("zaczniemy o 17, skończymy o 19") as one mention."""
    merged: list[Mention] = []
    for mention in mentions:
        value = mention.value
        if isinstance(value, Hours) and value.start is not None and value.end is None and mention.role == "finish":
            mention = replace(mention, value=Hours(None, value.start))
        joined = _joined(merged[-1], mention) if merged else None
        around = _joined(merged[-2], mention) if _closes_day(merged, mention, mentions) else None
        if joined:
            merged[-1] = joined
        elif around:
            merged[-2] = around
        else:
            merged.append(mention)
    return merged


def _closes_day(merged: list[Mention], mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether only the day of both stands between a start and this end ("od 17 w piątek. Skończymy przed 21")."""
    if len(merged) < 2 or not isinstance(merged[-1].value, Days) or mention.sentence == merged[-1].sentence:
        return False
    return all(not isinstance(m.value, (Days, Span, Bound)) or m.sentence != mention.sentence for m in mentions)


def _joined(before: Mention, mention: Mention) -> Mention | None:
    """The two as one, if one is a lone start and the other a lone end ("od 20 do północy", "do północy od 20")."""
    one, other = before.value, mention.value
    if not isinstance(one, Hours) or not isinstance(other, Hours) or mention.sentence - before.sentence > 1:
        return None
    if one.start is not None and one.end is None and other.start is None:
        start, end = one.start, other.end
    elif one.start is None and other.start is not None and other.end is None:
        start, end = other.start, one.end
    else:
        return None
    if end is None:
        return None
    end = end if end > start else end + 12 * 60
    return replace(before, value=Hours(start, end), end=mention.end, also=mention.text) if end > start else None
