"""Days that are told twice: a weekday beside its date, one of days told before, a summary before its single days."""

from datetime import date
from itertools import pairwise

from mail_ingest.reading.when.values import Days, Hours, Mention, Span, days_of, is_period
from mail_ingest.reading.when.vocabulary import tags

NEXT_TO = 3
"""Characters at most between two mentions that stand side by side."""


def without_echoes(mentions: list[Mention]) -> list[Mention]:
    """Without weekdays that only say dates again ("29 maja … 31 maja, czyli od piątku do niedzieli")."""
    mentions = [m for m in mentions if not (m.loose and _is_listed_weekday(m, mentions))]
    mentions = _without_days_again(_without_adjectives(mentions))
    return _without_weekday_cells(_without_weekday_spans(mentions))


def _without_weekday_spans(mentions: list[Mention]) -> list[Mention]:
    """Without a stretch from one weekday to another where dates name both."""
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
            for day in days_of(mention)[:7]:
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
    if before.loose or not 0 <= mention.start - before.end <= NEXT_TO + 1:
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
