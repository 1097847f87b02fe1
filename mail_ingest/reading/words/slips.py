"""Slips of the pen: the words of all vocabularies that are one edit (OSA) from what somebody typed.

One index serves all vocabularies, which know many of the same words.
"""

import threading
from collections.abc import Iterable

from rapidfuzz.distance import OSA


class Slips:
    """Words by the spellings that they share with words one edit away."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._near: dict[str, tuple[str, ...]] = {}
        self._lock = threading.Lock()

    def add(self, words: Iterable[str]) -> None:
        """Take in folded words; those that are known already cost nothing."""
        with self._lock:
            for word in words:
                if word in self._words:
                    continue
                alone = (word,)
                for shorter in _shortened(word):
                    self._near[shorter] = self._near.get(shorter, ()) + alone
                self._words.add(word)

    def one_edit_from(self, typed: str) -> list[str]:
        """The words that this folded one may be a slip of, in no order; the word itself is none of them."""
        near = {word for shorter in _shortened(typed) for word in self._near.get(shorter, ())}
        return [word for word in near if OSA.distance(word, typed, score_cutoff=1) == 1]


def likelihood(word: str, typed: str) -> tuple[int, str]:
    """Commoner slips first: letters swapped, one left out, one too many, one for another."""
    if len(word) == len(typed):
        return (0 if sorted(word) == sorted(typed) else 3), word
    return (1 if len(word) > len(typed) else 2), word


def _shortened(word: str) -> set[str]:
    """The word, and the word without each one of its letters: two words one edit apart share one of these."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


SLIPS = Slips()
