"""Patterns of many alternatives that are asked only where their words stand.

    OFFERS = Sought(r"\\brabat|\\bprzedstawi\\w+ ofert|\\bgratis\\b")
    OFFERS.search(text)                 # as re's; None at once where neither "rabat" nor " ofert" nor "gratis" stands

A regular expression tries each of its alternatives at each letter. Whether a word stands in a text at all is known in
a hundredth of that time, and in most letters none of the words does. They are told from the pattern itself, so that
the two can't drift apart.
"""

import re
from collections.abc import Iterable, Iterator
from re import _constants as codes  # type: ignore[attr-defined]  # typeshed has no stubs of re's parser
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import Any

_Words = frozenset[str]
_ANY: _Words = frozenset({""})
"""The word that stands in every text."""


class Sought:
    """A pattern with the words of which one stands in all that it finds; none, where it may do without any."""

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self.pattern = re.compile(pattern, flags)
        self._ignores_case = bool(flags & re.IGNORECASE)
        needed = _needed(parser.parse(pattern, flags)) - _ANY
        folded = {word.lower() for word in needed} if self._ignores_case else needed
        self.words = tuple(sorted(w for w in folded if not any(other in w for other in folded if other != w)))

    def may_stand(self, text: str) -> bool:
        """Whether one of the words stands in the text."""
        if self._ignores_case:
            text = text.lower()
        return not self.words or any(map(text.__contains__, self.words))

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where the pattern matches."""
        return self.pattern.search(text) if self.may_stand(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """The match at the beginning of the text."""
        return self.pattern.match(text) if self.may_stand(text) else None

    def findall(self, text: str) -> list[Any]:
        """The texts of all matches, or their groups, as re gives them."""
        return self.pattern.findall(text) if self.may_stand(text) else []

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches, left to right."""
        return self.pattern.finditer(text) if self.may_stand(text) else iter(())


def _needed(sequence: Iterable[tuple[Any, Any]]) -> _Words:
    """The words of which one stands in all that a sequence of elements matches, as long as can be."""
    found = []
    run = ""
    for code, value in sequence:
        if code is codes.LITERAL:
            run += chr(value)
        else:
            found += [frozenset({run}), _needed_by(code, value)]
            run = ""
    # Of words as long as one another the last: a sum's unit is rarer than the mark before it.
    return max([frozenset({run}), *reversed(found)], key=_shortest)


def _needed_by(code: Any, value: Any) -> _Words:
    """The same of one element: a group, alternatives, a repetition."""
    if code is codes.SUBPATTERN and not value[1]:
        return _needed(value[-1])
    if code is codes.BRANCH:
        return frozenset().union(*map(_needed, value[1]))
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT) and value[0] > 0:
        return _needed(value[2])
    return _ANY


def _shortest(words: _Words) -> int:
    """The letters of the shortest word: the more, the rarer."""
    return min(map(len, words))
