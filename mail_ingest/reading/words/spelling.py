"""What a word written without Polish diacritics is a form of: "zawodnikow" is "zawodników"."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, product

from mail_ingest.reading.words.morphology import analyses

_LETTERS = {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "żź"}
_MOST_PLACES = 9
_MOST_CHANGES = 3


@lru_cache(maxsize=30_000)
def loose_analyses(word: str) -> tuple[tuple[str, str], ...]:
    """The (lemma, SGJP tag) pairs of a word as written, in lower case, or with the fewest diacritics put back.

    Empty for words that are none even so, and for words of other alphabets.
    """
    found = analyses(word) or analyses(word.lower())
    if found or not word.isascii() or len(word) > 30:
        return found
    for candidates in _with_diacritics(word.lower()):
        restored = [pair for candidate in candidates for pair in analyses(candidate)]
        if restored:
            return tuple(restored)
    return ()


def _with_diacritics(word: str) -> Iterator[list[str]]:
    """The spellings with one letter changed, then those with two, and so on."""
    places = [index for index, letter in enumerate(word) if letter in _LETTERS]
    if len(places) > _MOST_PLACES:
        places = places[-_MOST_PLACES:]
    for changes in range(1, min(_MOST_CHANGES, len(places)) + 1):
        yield [
            "".join(_changed(word, dict(zip(chosen, letters, strict=True))))
            for chosen in combinations(places, changes)
            for letters in product(*(_LETTERS[word[index]] for index in chosen))
        ]


def _changed(word: str, letters: dict[int, str]) -> Iterator[str]:
    for index, letter in enumerate(word):
        yield letters.get(index, letter)
