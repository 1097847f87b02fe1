"""The wanted times of a draft: local wall time as the reading writes it, words, and instants. Pure.

A slot is {"start", "end"}: "2026-03-19T17:00" is a day with an hour, "2026-03-19" a day; `end` may be None.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from copapp import clock, polish
from copapp.bookings.forms import day_text, read_day, read_hour
from copapp.bookings.rules import Span
from copapp.problems import Refused

Slot = dict[str, Any]
MOST_SLOTS = 40


@dataclass(frozen=True)
class SlotRow:
    """A slot as its form has it, as typed; `last` only where it spans days."""

    day: str = ""
    starts: str = ""
    ends: str = ""
    last: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.day or self.starts or self.ends or self.last)


class WrongRows(Refused):
    """Rows that are no times; `problems` says what is wrong, by (row number, field)."""

    def __init__(self, problems: dict[tuple[int, str], str]) -> None:
        self.problems = problems
        super().__init__(next(iter(problems.values())), "slots")


def has_hour(text: str | None) -> bool:
    return bool(text) and "T" in str(text)


def moment(text: str) -> datetime:
    """The naive wall-clock time of "2026-03-19T17:00" or of the beginning of "2026-03-19"."""
    return datetime.fromisoformat(text)


def day_of(slot: Slot) -> date:
    return moment(slot["start"]).date()


def span_of(slot: Slot) -> Span | None:
    """The instants of a slot that has both hours, else None; None, too, for an hour that the clock skips."""
    start, end = slot.get("start"), slot.get("end")
    if not (start and end and has_hour(start) and has_hour(end)):
        return None
    try:
        span = clock.from_local(moment(start)), clock.from_local(moment(end))
    except clock.HourSkipped:
        return None
    return span if span[0] < span[1] else None


def slot_of(span: Span) -> Slot:
    """Two instants as a slot."""
    return {"start": _written(clock.to_local(span[0])), "end": _written(clock.to_local(span[1]))}


def _written(local: datetime) -> str:
    return local.replace(tzinfo=None).isoformat(timespec="minutes")


def slot_words(slot: Slot, *, weekday: bool = True) -> str:
    """„czwartek, 19 marca 2026, 17:00–19:00”; what is not known is not said: „… , od 17:00”, „3–5 kwietnia 2026”."""
    start, end = slot.get("start"), slot.get("end")
    if not start:
        return "bez terminu"
    first = moment(start)
    if not has_hour(start):
        last = moment(end) if end else first
        return _day(first, weekday) if last.date() <= first.date() else f"{_day(first)} – {_day(last)}"
    if not (end and has_hour(end)):
        return f"{_day(first, weekday)}, od {first:%H:%M}"
    last = moment(end)
    same_evening = last.date() == first.date() or (last - first < timedelta(hours=24) and last.hour < 6)
    until = f"{last:%H:%M}" if same_evening else f"{last:%d.%m.%Y %H:%M}"
    return f"{_day(first, weekday)}, {first:%H:%M}–{until}"


def slot_short(slot: Slot) -> str:
    """„czw., 19.03, 17:00–19:00”, as lists show it."""
    start, end = slot.get("start"), slot.get("end")
    if not start:
        return ""
    first = moment(start)
    if not has_hour(start):
        last = moment(end) if end else first
        return polish.day_short(first.date()) + (f" – {last:%d.%m}" if last.date() > first.date() else "")
    until = f"–{moment(end):%H:%M}" if end and has_hour(end) else ""
    return f"{polish.day_short(first.date())}, {first:%H:%M}{until}"


def _day(value: datetime, weekday: bool = True) -> str:
    words = polish.day(value.date())
    return words if weekday else words.partition(", ")[2]


def row_of(slot: Slot) -> SlotRow:
    """The form's row that shows a slot."""
    start, end = slot.get("start"), slot.get("end")
    first = moment(start) if start else None
    last = moment(end) if end else None
    spans_days = first and last and last.date() > first.date() and not (has_hour(end) and last.hour < 6)
    return SlotRow(
        day=day_text(first.date()) if first else "",
        starts=f"{first:%H:%M}" if first and has_hour(start) else "",
        ends=f"{last:%H:%M}" if last and has_hour(end) else "",
        last=day_text(last.date()) if last and spans_days else "",
    )


def read_rows(rows: Iterable[SlotRow]) -> list[Slot]:
    """The slots that the form's rows say. Empty rows are left out; days of a range with hours become a slot each.

    Raises:
        WrongRows: a day or an hour that doesn't exist, an end that isn't after its start, too many slots.
    """
    slots: list[Slot] = []
    problems: dict[tuple[int, str], str] = {}
    for number, row in enumerate(rows):
        if row.is_empty:
            continue
        try:
            slots += _read_row(row)
        except Refused as refused:
            problems[number, refused.field or "day"] = refused.message
    if len(slots) > MOST_SLOTS:
        problems[0, "last"] = f"Najwyżej {MOST_SLOTS} terminów naraz."
    if problems:
        raise WrongRows(problems)
    return slots


def _read_row(row: SlotRow) -> list[Slot]:
    first = read_day(row.day)
    last = read_day(row.last, "last") if row.last.strip() else first
    if last < first:
        raise Refused("Ostatni dzień ma być nie wcześniej niż pierwszy.", "last")
    starts = read_hour(row.starts) if row.starts.strip() else None
    ends = read_hour(row.ends, "ends") if row.ends.strip() else None
    if starts is None:
        if ends is not None:
            raise Refused("Podaj godzinę początku, np. 17:00.", "starts")
        return [{"start": first.isoformat(), "end": last.isoformat() if last > first else None}]
    if (last - first).days >= MOST_SLOTS:
        raise Refused(f"Najwyżej {MOST_SLOTS} dni naraz.", "last")
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [_timed(day, starts, ends) for day in days]


def _timed(day: date, starts: timedelta, ends: timedelta | None) -> Slot:
    midnight = datetime.combine(day, time())
    start = _existing(midnight + starts, "starts")
    if ends is None:
        return {"start": _written(start), "end": None}
    end = midnight + (ends or timedelta(days=1))
    if end <= start:
        raise Refused("Koniec ma być później niż początek.", "ends")
    return {"start": _written(start), "end": _written(_existing(end, "ends"))}


def _existing(wall: datetime, field: str) -> datetime:
    try:
        clock.from_local(wall)
    except clock.HourSkipped:
        raise Refused("Tej godziny tego dnia nie ma: o 2:00 zegary przestawia się na 3:00.", field) from None
    return wall


def like(slot: Slot, model: Span) -> Slot:
    """A slot with what it lacks carried over from an earlier booking: its hours, or its length."""
    start, end = slot.get("start"), slot.get("end")
    if not start:
        return slot
    first, last = (clock.to_local(instant).replace(tzinfo=None) for instant in model)
    if not has_hour(start):
        if end and moment(end) > moment(start):
            return slot
        begin = datetime.combine(moment(start).date(), first.time())
    elif has_hour(end):
        return slot
    else:
        begin = moment(start)
    return {"start": _written(begin), "end": _written(begin + (last - first))}


def matches(booking: Span, slots: Sequence[Slot]) -> bool:
    """Whether a booking is at one of these times, as far as they say: the day, and the hours where they are given."""
    start, end = (clock.to_local(instant).replace(tzinfo=None) for instant in booking)
    for slot in slots:
        said, until = moment(slot["start"]), slot.get("end")
        if has_hour(slot["start"]):
            if start == said and (not has_hour(until) or end == moment(str(until))):
                return True
        elif said.date() <= start.date() <= (moment(until).date() if until else said.date()):
            return True
    return False
