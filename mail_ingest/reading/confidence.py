"""How sure the reading is of a value: certain (right 99 times of 100), likely, or unsure (ask the sender)."""

from collections.abc import Iterable
from enum import Enum


class Confidence(Enum):
    """Three steps; the screen marks what is likely and asks for what is unsure."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNSURE = "unsure"


_ORDER = (Confidence.CERTAIN, Confidence.LIKELY, Confidence.UNSURE)


def weakest(confidences: Iterable[Confidence]) -> Confidence:
    """The least of several; of none, certain."""
    return max(confidences, key=_ORDER.index, default=Confidence.CERTAIN)
