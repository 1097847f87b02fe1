"""What a word written without Polish diacritics is a form of: "zawodnikow" is "zawodników"."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from mail_ingest.reading.words.morphology import analyse_once, analyses, knows_any

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
        if knows_any(candidates):
            restored = [pair for candidate in candidates for pair in analyse_once(candidate)]
            if restored:
                return tuple(restored)
    return ()


def _with_diacritics(word: str) -> Iterator[list[str]]:
    """The spellings with one letter changed, then those with two, and so on."""
    places = [index for index, letter in enumerate(word) if letter in _LETTERS][-_MOST_PLACES:]
    for changes in range(1, min(_MOST_CHANGES, len(places)) + 1):
        yield [spelt for chosen in combinations(places, changes) for spelt in _changed(word, chosen)]


def _changed(word: str, places: tuple[int, ...]) -> list[str]:
    """The word with diacritics at these places, in every way that there is."""
    spelt, end = [""], 0
    for place in places:
        head = word[end:place]
        spelt = [begun + head + letter for begun in spelt for letter in _LETTERS[word[place]]]
        end = place + 1
    return [begun + word[end:] for begun in spelt]
