"""Polish words: what they are forms of, by Morfeusz and SGJP, the grammatical dictionary of Polish."""

import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import morfeusz2

CACHED_WORDS = 12_000
"""Words whose analysis is kept, each some hundred bytes: those of a thousand letters, of which the common ones stay."""


@lru_cache(maxsize=CACHED_WORDS)
def fold(word: str) -> str:
    """The word in lower case and without diacritics ("Środę" → "srode", "Łódź" → "lodz", "їжа" → "іжа")."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower().replace("ł", "l")).lower()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).replace("ł", "l")


def words(listed: str) -> list[str]:
    """The words of a list written as one string, which reads better than a wall of quotation marks."""
    return listed.split()


class _Analysers(threading.local):
    """One analyser a thread, since Morfeusz keeps state while it works."""

    def __init__(self) -> None:
        self.analyser = morfeusz2.Morfeusz()


_analysers = _Analysers()


@lru_cache(maxsize=CACHED_WORDS)
def analyses(word: str) -> tuple[tuple[str, str], ...]:
    """The (lemma, SGJP tag) pairs of one word as written; empty for a word that SGJP does not know.

    Of a word that Morfeusz takes apart ("zrobiłbym") only the first segment counts.
    """
    return tuple(analyse_once(word))


def analyse_once(word: str) -> list[tuple[str, str]]:
    """As `analyses`, for a word that will hardly come again and would only push others out."""
    if "\ufffd" in word:
        return []  # no word has the sign of a lost letter, and Morfeusz would complain of it on standard error
    return [(lemma.split(":")[0], tag) for lemma, tag, _ in _interpreted(word) if tag not in ("ign", "dig")]


def labels(word: str) -> frozenset[tuple[str, str]]:
    """(label, tag) of a word's readings: SGJP marks names by "imię", "nazwisko", "nazwa_geograficzna" and others."""
    return frozenset((label, tag) for _, tag, marks in _interpreted(word) for label in marks)


@lru_cache(maxsize=64)
def _interpreted(word: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """(lemma, tag, labels) of the readings of the word's first segment; a new word is asked for both at once."""
    return tuple(
        (lemma, tag, tuple(marks))
        for start, _, (_, lemma, tag, marks, _) in _analysers.analyser.analyse(word[:60])
        if start == 0
    )


def knows_any(listed: Iterable[str]) -> bool:
    """Whether Polish has any of these words; to ask for many at once takes half the time."""
    return any(tag != "ign" for _, _, (_, _, tag, _, _) in _analysers.analyser.analyse(" ".join(listed)))


@lru_cache(maxsize=CACHED_WORDS)
def lemmas(word: str) -> tuple[str, ...]:
    """The folded lemmas of one word, each once, in SGJP's order; of an unknown word its own folded form."""
    return tuple(dict.fromkeys(fold(lemma) for lemma, _ in analyses(word))) or (fold(word),)


def known(word: str) -> bool:
    """Whether Polish (SGJP) has this word, diacritics as written."""
    return bool(analyses(word))


@lru_cache(maxsize=4096)
def forms(word: str) -> frozenset[str]:
    """All inflected forms of a lemma, folded, itself included; of an inflected word those of its lemmas."""
    made = _generate(word)
    if not made:
        for lemma, _ in analyses(word):
            made |= _generate(lemma)
    return frozenset({fold(form) for form in made} | {fold(word)})


def _generate(lemma: str) -> set[str]:
    """The forms of a lemma but its abbreviations, which are other words as well ("w." for "wielki")."""
    return {form for form, _, tag, _, _ in _analysers.analyser.generate(lemma) if tag != "ign" and tag[:4] != "brev"}
