"""The words of a message that a value was read from, marked in it. Pure.

What comes out is safe to show: every character of the message is escaped, and nothing but <mark> is added.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

LONGEST_SHOWN = 60_000


@dataclass(frozen=True)
class Evidence:
    """Words that say a value. `key` pairs them with the value on the page, `field` gives their colour, `label` names
    the value for those who can't see it."""

    key: str
    field: str
    words: str
    label: str


@dataclass(frozen=True)
class _Place:
    start: int
    end: int
    evidence: Evidence


def mark(text: str, evidence: Iterable[Evidence]) -> Markup:
    """The text, escaped, with each evidence that stands in it verbatim (but for white space) inside a <mark>.

    Where evidence overlaps, the shared words are in both marks; stripping the tags always gives the text.
    """
    places = [place for each in evidence if (place := _find(text, each))]
    bounds = sorted({0, len(text), *(edge for place in places for edge in (place.start, place.end))})
    pieces = [_piece(text[start:end], _covering(places, start, end)) for start, end in pairwise(bounds)]
    return Markup("").join(pieces)


def shortened(text: str) -> str:
    """What of a text is shown at once; the whole of it stands in the source."""
    return text[:LONGEST_SHOWN]


def stands_in(text: str, words: str) -> bool:
    """Whether the words stand in the text, but for white space."""
    return _search(text, words) is not None


def _find(text: str, evidence: Evidence) -> _Place | None:
    found = _search(text, evidence.words)
    return _Place(found.start(), found.end(), evidence) if found else None


def _search(text: str, words: str) -> re.Match[str] | None:
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return None
    pattern = r"\s+".join(parts)
    # Whole words first: "15" is not the head of "150" when it also stands alone.
    return re.search(rf"(?<!\w){pattern}(?!\w)", text) or re.search(pattern, text)


def _covering(places: Sequence[_Place], start: int, end: int) -> list[Evidence]:
    return [place.evidence for place in places if place.start <= start and end <= place.end]


def _piece(text: str, covering: Sequence[Evidence]) -> Markup:
    piece = escape(text)
    for evidence in covering:
        piece = Markup('<mark class="evidence field-{}" data-evidence="{}" title="{}">{}</mark>').format(
            evidence.field, evidence.key, evidence.label, piece
        )
    return piece
