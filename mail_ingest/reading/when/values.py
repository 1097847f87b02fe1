"""What a mention of time can say, and the schedule that mentions make together.

Days are `date`, hours are minutes after the midnight that opens their day (25 * 60: one in the night after it); all is
local time of Europe/Warsaw, as people write it, never shifted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """One day or several, each for itself. `any`: one of them serves; `stretches`: as named, where some are ranges."""

    days: tuple[date, ...]
    any: bool = False
    stretches: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """From day to day, both included. `period`: a week, month or the like in which a day is to be found."""

    first: date
    last: date
    period: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """Start and end; one of them may be missing ("o 17", "do 20")."""

    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Length:
    """How long, in minutes ("na dwie godziny"), in days ("na trzy dni") or in months ("przez kwartał")."""

    minutes: int = 0
    days: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A repetition. `days`: weekdays from Monday = 0; `nths`: which of them in a month (-1 the last); `monthdays`: days
    of the month by their number."""

    freq: str
    interval: int = 1
    days: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    monthdays: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """Where a repetition begins or ends ("od 10 września"); `period`: named as a month or the like ("od września")."""

    since: date | None = None
    until: date | None = None
    period: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """How often ("osiem spotkań")."""

    count: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that joins others: "or" (between two), "any", "respectively", "same hours", "whole day", "daily", …"""

    name: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A day or hour that can't be; the mention's problem says why."""


Value = Days | Span | Hours | Length | Rule | Bound | Times | Mark | Unreadable


@dataclass(frozen=True, slots=True)
class Mention:
    """A piece of text that speaks of time. `start`, `end`: offsets into the source; `text`: source[start:end].

    `wanted` is false where the sentence tells of something else than what is asked for (a statute's date, the past,
    a deadline, telephone hours); `why` then says which. `excluded`: the day is taken out ("oprócz 21 kwietnia").
    `weak`: wanted unless a better mention says it ("w piątek odbierzemy"). `loose`: named by weekdays only. `role`:
    "first", "last", "pickup", "return", "finish", "led" or "". `problems`: Polish sentences for people.
    `also`: the words of another mention that was joined to this one (an end told apart from its start).
    """

    start: int
    end: int
    text: str
    value: Value
    sentence: int
    line: int
    paragraph: int
    wanted: bool = True
    why: str = ""
    excluded: bool = False
    weak: bool = False
    loose: bool = False
    role: str = ""
    problems: tuple[str, ...] = ()
    also: str = ""

    @property
    def kind(self) -> str:
        """The value's class in lower case: "days", "span", "hours", "length", "rule", "bound", "times", "mark", …"""
        return _KIND_OF[type(self.value)]


_KIND_OF = {
    value: value.__name__.lower() for value in (Days, Span, Hours, Length, Rule, Bound, Times, Mark, Unreadable)
}


def days_of(mention: Mention) -> list[date]:
    """The days that it names, of a stretch the first 367; none of what is no day or stretch of days."""
    value = mention.value
    if isinstance(value, Days):
        return list(value.days)
    if isinstance(value, Span):
        return [value.first + timedelta(days=n) for n in range(min((value.last - value.first).days, 366) + 1)]
    return []


def start_day(mention: Mention) -> date | None:
    """The one day on which it begins: of "od 12 maja" or of a single day."""
    if isinstance(mention.value, Bound):
        return mention.value.since
    return mention.value.days[0] if isinstance(mention.value, Days) and len(mention.value.days) == 1 else None


def is_period(mention: Mention) -> bool:
    """Whether it is a week, a month or the like, in which a day is to be found."""
    return isinstance(mention.value, Span) and mention.value.period


def moment(day: date, minutes: int) -> datetime:
    """Local time so many minutes after the day's midnight; past 1440 on the next day."""
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class Slot:
    """A day (dates) or hours of a day (datetimes, local); `end` is None where the text gives none."""

    start: datetime | date
    end: datetime | date | None

    def as_json(self) -> dict[str, str | None]:
        """The form of the reading corpus: "2026-03-19T17:00" or "2026-03-19"."""
        return {"start": _written(self.start), "end": None if self.end is None else _written(self.end)}


def _written(moment: datetime | date) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M") if isinstance(moment, datetime) else moment.isoformat()


def evidence_of(mentions: Iterable[Mention]) -> list[str]:
    """The verbatim pieces that mentions rest on, in the order of the text."""
    ordered = sorted(set(mentions), key=lambda mention: mention.start)
    return [text for mention in ordered for text in (mention.text, mention.also) if text]


@dataclass(slots=True)
class Schedule:
    """What mentions say together.

    `choice`: "all" slots are wanted, or "any" one serves. `recurrence`: an RFC 5545 RRULE or None; then `slots` holds
    the first occurrence only and `exclusions` the days taken out of it. `evidence`: verbatim pieces of the text.
    """

    slots: list[Slot] = field(default_factory=list)
    choice: str = "all"
    recurrence: str | None = None
    exclusions: list[date] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
