"""Lines that a mail program broke at its margin → the writer's own lines.

A program breaks where the next word no longer fits; a person who ends a line does so wherever the thought ends. So a
letter is taken for wrapped only where every break inside a sentence is one that the margin explains.
"""

import itertools
import re

from mail_ingest.quotes.closings import without_greeting
from mail_ingest.reading.words.folding import fold_text
from mail_ingest.reading.words.morphology import words

NARROWEST, WIDEST = 40, 120
"""Characters of a line between which a margin lies."""

_ENDS = re.compile(r"[.!?:;…][\"”)]*$")
_ITEM = re.compile(r"\W*(?:[-*•·–>|]\s|\d{1,2}[.)]\s|[a-h][.)]\s)")
_LEADS_ON = frozenset(
    words(
        "a albo ale and at by by co dla do dnia dniu for from godz godzinie godzinach godziny i in ja jako jest lub max"
        " min na nad nie nr numer numerem o od of ok okolo on or oraz po pod pomiedzy miedzy przed przez przy r rzecz s"
        " sw tel tj to ul us w we with z za ze zamiast в до з на о об і й у для"
    )
)


def unwrap(lines: list[str]) -> list[str]:
    """The lines with those joined that a margin broke; an empty line, an item and a label stay lines of their own."""
    margin = _margin(lines)
    if margin is None:
        return lines
    joined: list[str] = []
    for before, line in itertools.pairwise(["", *lines]):
        if joined and _goes_on(before, line, margin):
            joined[-1] = f"{joined[-1]} {line.lstrip()}"
        else:
            joined.append(line)
    return joined


def _margin(lines: list[str]) -> int | None:
    """The length of the longest line that another follows; None where some break is not explained by it."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if a.strip() and b.strip()]
    margin = max((len(a) for a, _ in pairs), default=0)
    if not NARROWEST <= margin <= WIDEST:
        return None
    return margin if all(_is_full(a, b, margin) for a, b in pairs if _may_go_on(a, b)) else None


def _may_go_on(before: str, line: str) -> bool:
    start = line.lstrip()
    if not before.strip() or not start or _ENDS.search(before) or _ITEM.match(line):
        return False
    greets = before.rstrip().endswith(",") and not without_greeting(fold_text(before)).strip()
    return (start[0].islower() or start[0] == "(") and not greets


def _goes_on(before: str, line: str, margin: int) -> bool:
    if not before.strip() or not line.strip() or _ITEM.match(line) or not _is_full(before, line, margin):
        return False
    if _may_go_on(before, line):
        return True
    last = re.split(r"[\s(]+", fold_text(before).rstrip())[-1]
    return last.rstrip(".") in _LEADS_ON or last.endswith(("-", "–"))


def _is_full(before: str, line: str, margin: int) -> bool:
    """Whether the next word would not have fitted behind the line."""
    return len(before) + 1 + len(line.split(maxsplit=1)[0]) > margin
