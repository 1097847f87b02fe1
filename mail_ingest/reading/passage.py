"""A stretch of a letter that readers work on, and what they bring back from it.

    letter = Letter(Text.of(body))
    for match in letter.whole.find(ROOMS): ...
    letter.clause_at(index)                  # the clause around a token, as (first, last)

Indexes are always token indexes of the letter's text; both ends belong to a stretch.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.words.hoping import hopes
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.morphology import CACHED_WORDS, fold, words
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.text import WORD, Text, Token
from mail_ingest.reading.words.vocabulary import Vocabulary, openings_of, places_of

T_co = TypeVar("T_co", covariant=True)


LONGEST_CLAUSE = 80
"""Tokens after which a clause ends in any case: people's are shorter, and what means harm stays cheap to read."""


@dataclass(frozen=True)
class Found(Generic[T_co]):
    """A value, the tokens that say it, and how sure its reader is."""

    value: T_co
    first: int
    last: int
    confidence: Confidence = Confidence.CERTAIN


_BREAKS = frozenset(',;:()•–—…!?"„”')
_ENGLISH = frozenset(words("the and we our is for you will of need would like not are have but please"))
_CONJUNCTIONS = frozenset(words("ale lecz natomiast bo gdyz poniewaz wiec zeby but because але бо"))
_PARTING = _CONJUNCTIONS | frozenset("-*•·–")
"""Words and marks that a clause may begin with."""


class Letter:
    """A text with what is found in it, each vocabulary looked up once."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.tokens = text.tokens
        self.found = _Matches(text)
        self.memory: dict[object, Any] = {}
        """What readers marked with `once` found in its passages."""

    @cached_property
    def whole(self) -> "Passage":
        """All of it; of an empty text the passage from 0 to -1."""
        return Passage(self, 0, len(self.text.tokens) - 1)

    @cached_property
    def is_english(self) -> bool:
        """Whether common English words stand in it, so that "no" denies and is not the Polish filler."""
        found = [token.folded for token in self.tokens[:400] if token.folded in _ENGLISH]
        return len(found) > 1 and set(found) != {"we"}  # as in "we wtorki i we środy"

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """(first, last) of each clause: what stands between two marks or conjunctions within a sentence.

        A comma inside a number ("1,5") and the colon of an hour ("17:00") part nothing.
        """
        found: list[tuple[int, int]] = []
        first = 0
        tokens = self.tokens
        for index, token in enumerate(tokens):
            if index > first and (
                token.sentence != tokens[index - 1].sentence
                or (token.folded in _PARTING and self._parts_before(index))
                or index - first >= LONGEST_CLAUSE
            ):
                found.append((first, index - 1))
                first = index
            if token.raw in _BREAKS and not self._inside_number(index):
                if index > first:
                    found.append((first, index - 1))
                first = index + 1
        if first < len(self.tokens):
            found.append((first, len(self.tokens) - 1))
        return tuple(found)

    def _parts_before(self, index: int) -> bool:
        token = self.tokens[index]
        if token.folded in _CONJUNCTIONS:
            return True
        return not token.glued and (token.newlines > 0 or (token.raw == "-" and not self._joins(index)))

    def _joins(self, index: int) -> bool:
        around = self.tokens[max(0, index - 1)], self.tokens[min(len(self.tokens) - 1, index + 1)]
        return any(token.is_number for token in around)

    def _inside_number(self, index: int) -> bool:
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return (
            index > 0
            and self.tokens[index - 1].is_number
            and following is not None
            and following.is_number
            and (self.tokens[index].raw in "–—" or (following.glued and self.tokens[index].raw in ",:"))
        )

    @cached_property
    def _clause_of(self) -> list[int]:
        numbers = [-1] * len(self.tokens)
        for number, (first, last) in enumerate(self.clauses):
            numbers[first : last + 1] = [number] * (last + 1 - first)
        return numbers

    def clause_at(self, index: int) -> tuple[int, int]:
        """The clause that holds this token; of a mark between clauses the mark itself."""
        number = self._clause_of[index]
        return self.clauses[number] if number >= 0 else (index, index)

    @cached_property
    def past(self) -> Sequence[int]:
        """The tokens that are verbs in the past tense, ascending; without those of what was only hoped for."""
        return [
            index
            for index, token in enumerate(self.tokens)
            if token.kind is WORD and _is_past_form(token.raw) and not hopes(self.tokens, index)
        ]

    @cached_property
    def wishing(self) -> Sequence[int]:
        """The tokens that make what stands around them a wish or the future, ascending."""
        return [
            index
            for index, token in enumerate(self.tokens)
            if token.kind is WORD and (token.folded in _FUTURE or token.folded.startswith(_WISHING))
        ]

    @cached_property
    def _sentence_of(self) -> list[tuple[int, int]]:
        return [bounds for bounds in self.text.sentences for _ in range(bounds[0], bounds[1] + 1)]

    def sentence_at(self, index: int) -> tuple[int, int]:
        """The sentence that holds this token."""
        return self._sentence_of[index]


class _Matches(dict[Vocabulary, tuple[list[int], list[Match]]]):
    """What each vocabulary that was asked for finds in a text, with the tokens at which it begins."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text
        self.openings = openings_of(text)
        self._places = places_of(self.openings)

    def __missing__(self, vocabulary: Vocabulary) -> tuple[list[int], list[Match]]:
        places = self._places.get(vocabulary)
        matches = list(vocabulary.find(self._text, places)) if places else []
        found = self[vocabulary] = [match.first for match in matches], matches
        return found


class Passage(NamedTuple):
    """Tokens `first` to `last` of a letter."""

    letter: Letter
    first: int
    last: int

    def find(self, vocabulary: Vocabulary) -> list[Match]:
        """What the vocabulary finds within the passage."""
        starts, matches = self.letter.found[vocabulary]
        if not starts:
            return []
        part = matches[bisect_left(starts, self.first) : bisect_right(starts, self.last)]
        if part and part[-1].last > self.last:
            part.pop()
        return part

    def has(self, vocabulary: Vocabulary, *concepts: str) -> bool:
        """Whether any of the concepts (any at all, when none is named) is found in the passage."""
        found = self.find(vocabulary)
        return any(match.concept in concepts for match in found) if found and concepts else bool(found)

    def may_find(self) -> set[Vocabulary]:
        """The vocabularies of which an entry may stand in the passage: no other finds anything there."""
        return set().union(*self.letter.found.openings[self.first : self.last + 1])

    def part(self, bounds: tuple[int, int]) -> "Passage":
        """The common part of this passage and of these bounds."""
        first, last = bounds
        return Passage(
            self.letter, first if first > self.first else self.first, last if last < self.last else self.last
        )

    def clause(self, index: int) -> "Passage":
        """The clause around a token, as far as it lies in this passage."""
        return self.part(self.letter.clause_at(index))

    def sentence(self, index: int) -> "Passage":
        """The sentence around a token, as far as it lies in this passage."""
        return self.part(self.letter.sentence_at(index))

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.letter.tokens[self.first : self.last + 1]

    @property
    def raws(self) -> list[str]:
        """Its tokens as written."""
        return self.letter.text.raws[self.first : self.last + 1]

    @property
    def quote(self) -> str:
        """The words of the passage, verbatim; empty for an empty passage."""
        return self.letter.text.quote(self.first, self.last) if self.first <= self.last else ""


FIRST_PERSON_PAST = ("smy", "lam", "lem")
"""Endings of a folded verb that tells one's own past ("zapisaliśmy", "zapisałam")."""


def is_past(token: Token) -> bool:
    """Whether the word is a verb in the past tense ("przyszło", "odbylismy"), not a conditional ("przyszłoby")."""
    return token.kind is WORD and _is_past_form(token.raw)


@lru_cache(maxsize=CACHED_WORDS)
def _is_past_form(word: str) -> bool:
    folded = fold(word)
    if "by" in folded[-6:] and _CONDITIONAL.intersection(folded[-size:] for size in (2, 3, 5, 6)):
        return False
    found = loose_analyses(word)
    if found:
        past = {lemma for lemma, tag in found if tag.startswith("praet")}
        return bool(past & _COMMON) or (bool(past) and not any(tag.startswith("subst") for _, tag in found))
    return folded.endswith(("lismy", "lysmy", "liscie", "lyscie")) or folded in _PAST_FOREIGN


_COMMON = frozenset(("być", "móc", "mieć", "chcieć"))
"""Verbs so common that their past is none of the rare nouns that are written alike ("mogli", "była")."""
_CONDITIONAL = frozenset({"by", "bym", "bys", "bysmy", "byscie"})
_PAST_FOREIGN = frozenset(words("was were had came held був була було були"))


def tells_past(passage: Passage) -> bool:
    """Whether the passage tells of the past: a past verb that no "żeby" turns into a wish."""
    letter, first, last = passage.letter, passage.first, passage.last
    return _any_within(letter.past, first, last) and not _any_within(letter.wishing, first, last)


def _any_within(indexes: Sequence[int], first: int, last: int) -> bool:
    return bisect_left(indexes, first) < bisect_right(indexes, last)


_FUTURE = frozenset(("bede", "bedziesz", "bedzie", "bedziemy", "bedziecie", "beda"))
_WISHING = ("zeby", "aby", "gdyby", "zebysm", "якби", "щоб")


P = ParamSpec("P")
R = TypeVar("R")


def once(read: Callable[Concatenate[Passage, P], R]) -> Callable[Concatenate[Passage, P], R]:
    """Have a reader of passages read each passage once, however many other readers ask it."""

    @wraps(read)
    def kept(passage: Passage, /, *arguments: P.args, **named: P.kwargs) -> R:
        memory: dict[object, R] = passage.letter.memory
        key = (read, passage.first, passage.last, arguments, tuple(named.items()))
        if key not in memory:
            memory[key] = read(passage, *arguments, **named)
        return memory[key]

    return kept
