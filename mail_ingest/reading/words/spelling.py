"""What a word written without Polish diacritics is a form of: "zawodnikow" is "zawodników"."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations

from mail_ingest.reading.words.morphology import analyse_once, analyses, knows_any

_LETTERS = {"a": "ą", "c": "ć", "e": "ę", "n": "ń", "o": "ó", "s": "ś"}
_VOWELS = frozenset("aeiouy")
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
    places = [(index, letters) for index in range(len(word)) if (letters := _letters(word, index))][-_MOST_PLACES:]
    for changes in range(1, min(_MOST_CHANGES, len(places)) + 1):
        yield [spelt for chosen in combinations(places, changes) for spelt in _changed(word, chosen)]


def _letters(word: str, index: int) -> str:
    """What may stand for this letter: no Polish word has "ć", "ą" or "ó" before a vowel, nor "ł" before "i"."""
    letter, following = word[index], word[index + 1 : index + 2]
    if letter == "l":
        return "" if following == "i" else "ł"
    if letter == "z":
        return "ż" if following in _VOWELS else "żź"
    return "" if following in _VOWELS else _LETTERS.get(letter, "")


def _changed(word: str, places: Iterable[tuple[int, str]]) -> list[str]:
    """The word with diacritics at these places, in every way that there is."""
    spelt, end = [""], 0
    for place, letters in places:
        head = word[end:place]
        spelt = [begun + head + letter for begun in spelt for letter in letters]
        end = place + 1
    return [begun + word[end:] for begun in spelt]
