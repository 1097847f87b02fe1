"""Days that share a month, and what they are in the calendar."""

from dataclasses import dataclass
from datetime import date

from mail_ingest.reading.when import calendar
from mail_ingest.reading.words.morphology import words

_WEEKDAY_NAMES = ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela")


_GENITIVES = words("stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia")


@dataclass(frozen=True, slots=True)
class Piece:
    """One day of a run, or a range of its days; `joint` is what stood before it ("", "and", "or")."""

    day: int
    until: int = 0
    weekday: int = -1
    joint: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Days that share a month: tokens `first` to `last`; `year` 0 when none is said; `loose`: without month."""

    first: int
    last: int
    pieces: tuple[Piece, ...]
    month: int
    year: int = 0

    @property
    def any(self) -> bool:
        return any(piece.joint == "or" for piece in self.pieces)


def resolve(run: Run, today: date) -> tuple[list[tuple[date, date]], list[str]]:
    """(first, last) of each piece, equal for single days, and the problems: days that don't exist are left out."""
    found: list[tuple[date, date]] = []
    problems: list[str] = []
    for piece in run.pieces:
        ends = _ends(run, piece, today)
        if ends is None:
            missing = piece.until if piece.until and calendar.on(2028, run.month, piece.until) is None else piece.day
            problems.append(f"Nie ma takiego dnia: {missing} {_GENITIVES[run.month - 1]}.")
            continue
        found.append(ends)
        if piece.weekday >= 0:
            problems.extend(weekday_problem(ends[0], piece.weekday))
    return found, problems


def _ends(run: Run, piece: Piece, today: date) -> tuple[date, date] | None:
    last = (
        calendar.on(run.year, run.month, piece.until or piece.day)
        if run.year
        else calendar.next_date(piece.until or piece.day, run.month, today)
    )
    first = calendar.on(last.year, run.month, piece.day) if last else None
    return (first, last) if first and last else None


def weekday_problem(day: date, weekday: int) -> list[str]:
    """What to tell when a day is said to be another weekday than it is."""
    if day.weekday() == weekday:
        return []
    return [f"{_written(day)} to {_WEEKDAY_NAMES[day.weekday()]}, a w treści jest {_WEEKDAY_NAMES[weekday]}."]


def contradiction(said: str, day: date, other: date) -> str:
    """What to tell when a day that has a name ("jutro", "Wielki Piątek") stands beside another date."""
    return f"„{said}” to {_written(day)}, a obok jest {_written(other)}."


def _written(day: date) -> str:
    return f"{day.day} {_GENITIVES[day.month - 1]} {day.year}"
