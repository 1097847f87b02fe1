"""What a bench has measured: figures, their ratios and the limits of these."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

_T = TypeVar("_T")
_WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Figure:
    """One line of the table. `ratio` is to what `to` names; it keeps its limit from below, or from above."""

    name: str
    measured: str
    ratio: float
    to: str
    limit: float
    at_least: bool = False

    @property
    def is_kept(self) -> bool:
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit


def table(figures: Sequence[Figure]) -> str:
    """The figures as lines in columns."""
    rows = [("", "measured", "ratio", "to", "limit", "")] + [
        (
            figure.name,
            figure.measured,
            f"{figure.ratio:.2f}",
            figure.to,
            f"{'≥' if figure.at_least else '≤'} {figure.limit:g}",
            "" if figure.is_kept else "MISSED",
        )
        for figure in figures
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        f"{name:<{widths[0]}}  {measured:>{widths[1]}}  {ratio:>{widths[2]}}  {to:<{widths[3]}}"
        f"  {limit:<{widths[4]}}  {missed}".rstrip()
        for name, measured, ratio, to, limit, missed in rows
    )


def took(work: Callable[[_T], object], given: _T) -> float:
    """Seconds of this thread's processor time, which what else runs on the machine does not count into."""
    started = time.thread_time()
    work(given)
    return time.thread_time() - started


def floor(text: str) -> float:
    """Seconds in which a plain pattern takes a text apart into words and marks: what any reading does at least."""
    return took(_WORD_OR_MARK.findall, text)
