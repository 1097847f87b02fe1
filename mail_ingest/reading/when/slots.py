"""Days and their hours as slots; what is said twice or taken out left away."""

from datetime import date, datetime, timedelta

from mail_ingest.reading.when.values import Days, Hours, Mention, Schedule, Slot, Span, days_of, moment


def left_out(slot: Slot, excluded: list[date], off: frozenset[int]) -> bool:
    if slot.end is not None and not isinstance(slot.start, datetime):
        return False
    return _day(slot.start) in excluded or _day(slot.start).weekday() in off


def _day(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def day_slots(mention: Mention, spread: int) -> list[Slot]:
    value = mention.value
    if isinstance(value, Span):
        return [Slot(value.first, value.last if value.last > value.first else None)]
    if isinstance(value, Days) and value.stretches:
        return [Slot(first, last if last > first else None) for first, last in value.stretches]
    days = days_of(mention)
    if spread > 1 and len(days) == 1:
        return [Slot(days[0], days[0] + timedelta(days=spread - 1))]
    return [Slot(day, None) for day in days]


def timed_slot(day: date, hours: Hours, minutes: int) -> Slot:
    start = hours.start or 0
    end = hours.end if hours.end is not None else start + minutes if minutes else None
    return Slot(moment(day, start), None if end is None else moment(day, end))


def drop_bare_twins(schedule: Schedule) -> None:
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


def cut_excluded(schedule: Schedule, excluded: list[date], off: frozenset[int]) -> None:
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
