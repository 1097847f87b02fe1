"""The only place that asks the system for the time.

The database and the code between hold aware UTC instants; people read and write wall-clock time in Europe/Warsaw.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WARSAW = ZoneInfo("Europe/Warsaw")

_stopped: list[datetime] = []


class HourSkipped(ValueError):
    """A wall-clock time that does not exist: the hour that is skipped when summer time begins."""


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _stopped[-1] if _stopped else datetime.now(UTC)


def local_now() -> datetime:
    """This instant, aware, in Europe/Warsaw."""
    return now().astimezone(WARSAW)


def today() -> date:
    """Today's date in Kalisz."""
    return local_now().date()


def to_local(instant: datetime) -> datetime:
    """An aware instant as aware Europe/Warsaw time."""
    return instant.astimezone(WARSAW)


def from_local(wall: datetime) -> datetime:
    """A naive Europe/Warsaw wall-clock time as an aware UTC instant.

    Of the hour that comes twice in October the first is meant, unless `wall.fold` is 1.

    Raises:
        HourSkipped: the wall clock never shows that time (the last Sunday of March, 2:00 to 3:00).
    """
    instant = wall.replace(tzinfo=WARSAW).astimezone(UTC)
    if instant.astimezone(WARSAW).replace(tzinfo=None) != wall.replace(fold=0):
        raise HourSkipped(wall.isoformat())
    return instant


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The UTC instants between which a day in Kalisz lies, half-open: 23, 24 or 25 hours apart."""
    return from_local(datetime.combine(day, time())), from_local(datetime.combine(day + timedelta(days=1), time()))


@contextmanager
def stopped_at(instant: datetime) -> Iterator[None]:
    """Hold the clock at an aware instant; for tests and for demo data that must not depend on the day."""
    _stopped.append(instant.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.pop()
