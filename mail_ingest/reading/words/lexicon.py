"""Vocabularies that know all forms of their words.

    EQUIPMENT = Lexicon({"projector": ["rzutnik", "projektor"], "whiteboard": ["tablica suchościeralna"]})
    for match in EQUIPMENT.find(text):           # text: mail_ingest.reading.words.text.Text
        match.concept, match.first, match.last   # "projector", index of the first and of the last token

Entries are written as lemmas ("tablica suchościeralny" or "tablica suchościeralna", both do); every inflected form is
found, with and without Polish diacritics, in any case, and with one edit (a letter left out, added, changed, or two
swapped) in words of five letters and more that are no known Polish word themselves. In an entry

    =word     stands for this form only (no inflection, no typo),
    stem*     for every word that begins so (no typo): "зал*".

Words of other languages have no inflection here: they stand for themselves, so list their forms or use a stem.
A lexicon is built on first use, which costs about 0.1 ms a word.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from mail_ingest.reading.words.morphology import CACHED_WORDS, fold, forms, known
from mail_ingest.reading.words.slips import SLIPS, likelihood
from mail_ingest.reading.words.text import WORD, Text

TYPO_LENGTH = 5
"""Shorter words are too like one another to mend."""
LONGEST_MENDED = 40
CACHED_PAIRS = 2 * CACHED_WORDS
"""Words and vocabularies that they were looked up in, whose answer is kept."""


class Match(NamedTuple):
    """A concept found in a text, with the indexes of its first and last token (both belong to it)."""

    concept: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of an entry: the forms that it may take, or the stems with which it may begin."""

    forms: frozenset[str]
    stem: str = ""

    def fits(self, folded: str) -> bool:
        return folded in self.forms or bool(self.stem and folded.startswith(self.stem))


class _Begun(NamedTuple):
    """What a word stands for alone, and the longer entries that it begins, each with its further words."""

    single: tuple[str, ...]
    longer: tuple[tuple[str, tuple[_Word, ...]], ...]


_NONE = _Begun((), ())


class Lexicon:
    """Concepts and the words for them; see the head of this module."""

    def __init__(
        self, entries: Mapping[str, Sequence[str]], *, typos: bool = True, shortest: int = TYPO_LENGTH
    ) -> None:
        """`entries`: concept → its words or phrases. `typos=False`: only right spelling (and without diacritics).

        `shortest`: the least letters of a misspelt word, which always stands for one of TYPO_LENGTH letters or more.
        """
        self._entries = entries
        self._typos = typos
        self._shortest = shortest

    def spells(self, word: str) -> bool:
        """Whether this is one of the words, rightly spelt (with or without diacritics)."""
        return fold(word) in self._all_forms

    def concepts(self, word: str) -> tuple[str, ...]:
        """The concepts that this single word, in any form, stands for."""
        return self._begun_by(word).single

    def begins(self, word: str) -> bool:
        """Whether an entry may begin with this word."""
        return self._begun_by(word) != _NONE

    def at(self, text: Text, index: int) -> Match | None:
        """The longest entry that begins at this token."""
        tokens = text.tokens
        if index >= len(tokens) or tokens[index].kind is not WORD:
            return None
        single, longer = self._begun_by(tokens[index].raw)
        if not longer:
            return Match(single[0], index, index) if single else None
        best = Match(single[0], index, index) if single else None
        following = self._mended_after(text, index)
        for concept, rest in longer:
            last = self._last(text, index, rest) if following and rest[0].fits(following) else -1
            if last >= 0 and (best is None or last > best.last):
                best = Match(concept, index, last)
        return best

    def find(self, text: Text, places: Iterable[int] | None = None) -> Iterator[Match]:
        """All entries found, left to right, longest first, none inside another.

        `places`: the tokens at which any may begin, ascending; all of them, when not given.
        """
        after = 0
        for index in range(len(text.tokens)) if places is None else places:
            match = self.at(text, index) if index >= after else None
            if match is not None:
                yield match
                after = match.last + 1

    def _mended_after(self, text: Text, index: int) -> str:
        """What the word behind this token is written for; "" where no word follows, or one of no entry."""
        tokens, size = text.tokens, len(text.tokens)
        index += 1
        while index < size and tokens[index].raw == "-":
            index += 1
        return self.mend(tokens[index].raw) or "" if index < size and tokens[index].kind is WORD else ""

    def _last(self, text: Text, index: int, rest: tuple[_Word, ...]) -> int:
        tokens, size = text.tokens, len(text.tokens)
        for word in rest:
            index += 1
            while index < size and tokens[index].raw == "-":
                index += 1
            if index >= size or tokens[index].kind is not WORD:
                return -1
            if not word.fits(self.mend(tokens[index].raw) or ""):
                return -1
        return index

    @lru_cache(maxsize=CACHED_PAIRS)  # noqa: B019 - lexicons are module constants, they live as long as the cache
    def _begun_by(self, word: str) -> "_Begun":
        folded = self.mend(word)
        if folded is None:
            return _NONE
        stemmed = [
            start for size in self._stem_sizes if size <= len(folded) for start in self._stems.get(folded[:size], ())
        ]
        found = self._index.get(folded, []) + stemmed
        single = tuple(dict.fromkeys(concept for concept, rest in found if not rest))
        return _Begun(single, tuple(start for start in found if start[1])) if found else _NONE

    @lru_cache(maxsize=CACHED_PAIRS)  # noqa: B019 - lexicons are module constants, they live as long as the cache
    def mend(self, word: str) -> str | None:
        """The folded form that this word is written for: itself, or what it is one edit from; None if neither."""
        folded = fold(word)
        if folded in self._all_forms or folded.startswith(self._all_stems):
            return folded
        if not self._typos or not self._shortest <= len(folded) <= LONGEST_MENDED:
            return None
        own = self._mendable
        slips = (form for form in SLIPS.one_edit_from(folded) if form in own)
        best = min(slips, key=lambda form: likelihood(form, folded), default=None)
        return None if best is None or known(word) or known(word.lower()) else best

    @cached_property
    def _phrases(self) -> list[tuple[str, tuple[_Word, ...]]]:
        return [
            (concept, tuple(_entry_word(word) for word in phrase.split()))
            for concept, phrases in self._entries.items()
            for phrase in phrases
        ]

    @cached_property
    def _index(self) -> dict[str, list[tuple[str, tuple[_Word, ...]]]]:
        index: dict[str, list[tuple[str, tuple[_Word, ...]]]] = {}
        for concept, words in self._phrases:
            for form in words[0].forms:
                index.setdefault(form, []).append((concept, words[1:]))
        return index

    @cached_property
    def _stems(self) -> dict[str, list[tuple[str, tuple[_Word, ...]]]]:
        stems: dict[str, list[tuple[str, tuple[_Word, ...]]]] = {}
        for concept, words in self._phrases:
            if words[0].stem:
                stems.setdefault(words[0].stem, []).append((concept, words[1:]))
        return stems

    @cached_property
    def _stem_sizes(self) -> list[int]:
        return sorted({len(stem) for stem in self._stems})

    @cached_property
    def _all_forms(self) -> frozenset[str]:
        return frozenset(form for _, words in self._phrases for word in words for form in word.forms)

    @cached_property
    def _all_stems(self) -> tuple[str, ...]:
        return tuple({word.stem for _, words in self._phrases for word in words if word.stem})

    @cached_property
    def _mendable(self) -> frozenset[str]:
        """The forms for which a slip may stand, known to SLIPS from now on."""
        exact = {
            fold(word[1:])
            for phrases in self._entries.values()
            for phrase in phrases
            for word in phrase.split()
            if word[0] == "="
        }
        mendable = frozenset(form for form in self._all_forms - exact if len(form) >= TYPO_LENGTH)
        SLIPS.add(mendable)
        return mendable


def _entry_word(word: str) -> _Word:
    if word.startswith("="):
        return _Word(frozenset({fold(word[1:])}))
    if word.endswith("*"):
        return _Word(frozenset(), fold(word[:-1]))
    return _Word(forms(word))
