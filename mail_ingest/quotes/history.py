"""Which lines of a message are new and which are quoted."""

import re
from dataclasses import dataclass
from functools import lru_cache

from mail_ingest.quotes.headers import MAX_WRAPPED, Introduction, find_introduction

MAX_LINES = 5_000
"""Lines in which introductions are looked for; of longer texts the rest is taken as it is marked."""
WRAPPED_QUOTE = 60
"""A quoted line this long may have been wrapped, its last words left without a mark on the next line."""

_MARK = re.compile(r"^[ \t]{0,2}>")
_RULE = re.compile(r"^\s*[_=-]{10,}\s*$")
# One of these stands in the first line of every introduction, or of those in one of the lines that it is wrapped over.
_MARKS = (":", "--", "@", "wiadomo", "cyt", "quoting")
_SAID = ("pis", "wrote", "writes", "schrieb", "пис", "пише", "w dniu")


@dataclass
class Separated:
    """Lines in their order: `new` ones, `quoted` ones, and the letter that ends the message below an introduction
    without marks of its own (`tail`; its lines are in `quoted` too)."""

    new: list[str]
    quoted: list[str]
    introduction: Introduction | None = None
    tail: list[str] | None = None


def quote_depth(line: str) -> int:
    """How many ">" the line begins with ("> > a" and ">>a" both 2)."""
    return re.match(r"^[ \t]{0,2}((?:>[ \t]?)*)", line)[1].count(">")  # type: ignore[index]  # matches any line


def strip_marks(lines: list[str]) -> list[str]:
    """Lines without their outermost quote mark, where they have one."""
    return [re.sub(r"^[ \t]{0,2}>[ ]?", "", line) for line in lines]


def separate(lines: list[str]) -> Separated:
    """Tell quoted lines from new ones, wherever the new ones stand: above, below or between."""
    found = Separated([], [])
    index = 0
    while index < len(lines):
        line = lines[index]
        if ">" in line[:3] and _MARK.match(line):
            found.quoted.append(line)
            index += 1
            if index < len(lines) and _is_wrapped_rest(lines, index):
                found.quoted.append(lines[index])
                index += 1
            continue
        introduction = _introduction(lines, index)
        if introduction is None:
            found.new.append(line)
            index += 1
            continue
        _drop_rule(found)
        found.quoted += lines[introduction.first : introduction.end]
        index = introduction.end
        if introduction.is_forward or not _next_is_marked(lines, index):
            found.introduction = introduction
            found.tail = lines[index:]
            found.quoted += lines[index:]
            break
        if found.introduction is None:
            found.introduction = introduction
    return found


def _introduction(lines: list[str], index: int) -> Introduction | None:
    if index > MAX_LINES or not lines[index].strip():
        return None
    likely = _is_marked(lines[index]) or any(map(_says, lines[index : index + MAX_WRAPPED]))
    return find_introduction(lines, index) if likely else None


def _is_marked(line: str) -> bool:
    return any(map(line[:400].lower().__contains__, _MARKS))


@lru_cache(maxsize=2 * MAX_WRAPPED)
def _says(line: str) -> bool:
    """Whether the line may be of an introduction; asked again for the lines above it, over which that may wrap."""
    return any(map(line[:400].lower().__contains__, _SAID))


def _next_is_marked(lines: list[str], index: int) -> bool:
    following = next((line for line in lines[index : index + 5] if line.strip()), "")
    return bool(_MARK.match(following))


def _is_wrapped_rest(lines: list[str], index: int) -> bool:
    before, line = lines[index - 1], lines[index]
    after = lines[index + 1] if index + 1 < len(lines) else ""
    if not line.strip() or _MARK.match(line) or not _MARK.match(after):
        return False
    text_before = before.lstrip("> ")
    return (
        len(before) >= WRAPPED_QUOTE
        and len(line) < WRAPPED_QUOTE // 2
        and not text_before.endswith((".", "?", "!", ":"))
    )


def _drop_rule(found: Separated) -> None:
    """The line drawn above a quoted header block belongs to it."""
    while found.new and not found.new[-1].strip():
        found.new.pop()
    if found.new and _RULE.match(found.new[-1]):
        found.quoted.append(found.new.pop())
