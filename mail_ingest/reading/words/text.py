"""The tokens of a text: words, numbers and marks with their places in it.

    text = Text.of("Prosimy o salę we wtorek 12.03, godz. 17:00-19:00")
    token = text.tokens[2]
    token.raw, token.folded, token.lemmas      # "salę", "sale", ("sala",)
    text.source[token.start : token.end]       # verbatim evidence; text.quote(first, last) for several tokens

Line breaks are no tokens: `token.newlines` says how many stood before it (1: a new line, 2 or more: a new paragraph),
so that a phrase is found across a wrapped line too. Numbers are runs of digits: "17:00" is three tokens, "17-tej" is
three ("17", "-", "tej"), "2ego" two; `token.glued` tells that nothing stood between a token and the one before it.
E-mail and web addresses are one token of kind OTHER, in which no reader finds anything by accident.
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple, Self

from mail_ingest.reading.words.morphology import CACHED_WORDS, analyses, fold, lemmas, words

LONGEST = 60_000
"""Characters of a text that are read: some twenty pages, more than anyone asks for a room with."""


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    MARK = "mark"
    OTHER = "other"


WORD, NUMBER = Kind.WORD, Kind.NUMBER
"""The members of an enum are slow to look up, and each token is asked for its kind dozens of times."""


class Token(NamedTuple):
    """A word, a number or a mark; `start` and `end` are offsets into the source."""

    kind: Kind
    start: int
    end: int
    raw: str
    folded: str
    glued: bool
    newlines: int
    line: int
    sentence: int
    paragraph: int

    @property
    def is_word(self) -> bool:
        return self.kind is WORD

    @property
    def is_number(self) -> bool:
        return self.kind is NUMBER

    @property
    def lemmas(self) -> tuple[str, ...]:
        """Folded lemmas of the word (of an unknown or foreign word, its folded form)."""
        return lemmas(self.raw) if self.kind is WORD else (self.folded,)


_LETTER = r"[^\W\d_]"
_WORD = rf"{_LETTER}+(?:(?:[\u0300-\u036f]|['’ʼ](?={_LETTER})){_LETTER}*)*"
_TOKEN = rf"(?P<word>{_WORD})|(?P<number>[0-9]+)|(?P<newline>\r\n|\r|\n)|(?P<mark>[^\w\s]|_|\d)"
_ADDRESS = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}|(?:https?://|www\.)[^\s<>\"„”]{1,2000}"
_PLAIN = re.compile(_TOKEN)
_WITH_ADDRESSES = re.compile(rf"(?P<other>(?<![\w.+-])(?:{_ADDRESS}))|{_TOKEN}")
_ADDRESS_MARK = re.compile(r"@|://|www\.")
_KINDS: dict[str | None, Kind | None] = {
    "word": Kind.WORD,
    "number": Kind.NUMBER,
    "mark": Kind.MARK,
    "other": Kind.OTHER,
    "newline": None,
}
_new = tuple.__new__
_folded = lru_cache(maxsize=CACHED_WORDS)(fold)
# "we" is none of them: Polish has it before "wtorek".
_ENGLISH = frozenset(
    words(
        "the would please our is are for and you from at of need want have with this room hello dear thanks thank could"
        " come meet run"
    )
)
_DIACRITICS = re.compile("[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]")
_STOPS = frozenset(".!?…")
_ABBREVIATIONS = frozenset(
    words(
        "godz g ul al pl os tel kom dr mgr inz prof np ok oko ca tj tzn tzw im sw ds nr p pp ks lic hab red dn dnia"
        " art ust poz pkt ew ewent wzgl lit str s zob por m in min max pon pn wt sr czw pt sob sb nd niedz ndz sty"
        " lut mar kwi maj cze lip sie wrz paz lis gru mr mrs ms st no вул тел пн вт ср чт пт сб нд"
    )
)


@dataclass(frozen=True)
class Text:
    """A text and its tokens; see the head of this module."""

    source: str
    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, source: str) -> Self:
        """Any string. No tokens are made beyond its first LONGEST characters."""
        tokens = _tokens(source[:LONGEST])
        if _PRONOUN.search(source):
            tokens = [_as_pronoun(token) if _is_pronoun(tokens, n) else token for n, token in enumerate(tokens)]
        return cls(source, tuple(tokens))

    def quote(self, first: int, last: int) -> str:
        """What the source says from token `first` to token `last`, both included, verbatim."""
        return self.source[self.tokens[first].start : self.tokens[last].end]

    def token_at(self, offset: int) -> int:
        """The index of the first token that ends after this offset of the source (len(tokens) when none does)."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end > offset:
                high = middle
            else:
                low = middle + 1
        return low

    @cached_property
    def english(self) -> bool:
        """Whether English function words stand in it, so that "ten" and "one" are numbers and not Polish pronouns."""
        return not _ENGLISH.isdisjoint([token.folded for token in self.tokens[:400]])

    @cached_property
    def plain(self) -> bool:
        """Whether it is written without any Polish diacritics, so that "niedziele" may stand for "niedzielę"."""
        return not _DIACRITICS.search(self.source)

    @cached_property
    def raws(self) -> list[str]:
        """The tokens as written."""
        return [token.raw for token in self.tokens]

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """(first, last) token indexes of each sentence, in order."""
        return self._groups("sentence")

    @cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """(first, last) token indexes of each line that has tokens, in order."""
        return self._groups("line")

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """(first, last) token indexes of each paragraph, in order."""
        return self._groups("paragraph")

    def _groups(self, attribute: str) -> tuple[tuple[int, int], ...]:
        numbers = list(map(attrgetter(attribute), self.tokens))
        firsts = [index for index, number in enumerate(numbers) if index == 0 or number != numbers[index - 1]]
        return tuple((first, end - 1) for first, end in pairwise([*firsts, len(numbers)]))


_PRONOUN = re.compile(r"\b(?:na|po|o|za|przez|w)\s+nie\b", re.IGNORECASE)
_ACCUSATIVE = frozenset(words("na po o za przez w"))
_DEGREES = frozenset(
    words(
        "wiecej mniej dluzej krocej pozniej wczesniej dalej blizej wiekszy mniejszy gorszy lepszy wyzej nizej tylko"
        " caly zbyt tak taki byle za zawsze kazdy wszystko wszyscy swoj ten to ma jest bo"
    )
)


def _is_pronoun(tokens: list[Token], index: int) -> bool:
    """Whether "nie" is "them" ("zebranie i na nie sala", "przyjedziemy po nie"), and denies nothing.

    "na nie więcej niż 20 osób" and "o nie 18, a 19 marca" deny what follows.
    """
    token = tokens[index]
    if token.folded != "nie" or index == 0 or tokens[index - 1].folded not in _ACCUSATIVE:
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or not (following.is_word or following.is_number):
        return True
    if following.is_number:
        return tokens[index - 1].folded == "po"
    return following.folded not in _DEGREES and not _DEGREES.intersection(following.lemmas)


def _as_pronoun(token: Token) -> Token:
    """The token told as "nich", which no reader takes for a denial; its place in the source stays."""
    return token._replace(raw="nich", folded="nich")


LONGEST_SENTENCE = 300
"""Tokens after which a sentence ends in any case: what means harm stays cheap to read."""


def _tokens(source: str) -> list[Token]:
    tokens: list[Token] = []
    line = sentence = paragraph = newlines = length = 0
    last_end, stopped = -1, False
    lower = _without_capitals(source)
    for found in (_PLAIN if _ADDRESS_MARK.search(source) is None else _WITH_ADDRESSES).finditer(source):
        kind = _KINDS[found.lastgroup]
        if kind is None:
            newlines += 1
            continue
        start, end = found.span()
        raw = found.group()
        glued = start == last_end
        if newlines:
            line += newlines
            if newlines > 1 and tokens:
                paragraph += 1
                sentence += 1
                stopped = False
        if stopped and raw not in _STOPS:
            sentence += _begins_sentence(tokens, kind, raw, glued, lower)
            stopped = False
        if raw in _STOPS:
            stopped = True
        if length >= LONGEST_SENTENCE:
            sentence += 1
        length = length + 1 if tokens and sentence == tokens[-1].sentence else 1
        folded = _folded(raw) if kind is WORD else raw
        # As Token(…), at half the cost.
        tokens.append(_new(Token, (kind, start, end, raw, folded, glued, newlines, line, sentence, paragraph)))
        last_end, newlines = end, 0
    return tokens


_OPENERS = frozenset(words("czy dodatkowo dzien gdyby jesli osoby po ponadto poza pozdrawiam prosba prosze przy sala"))
_SMALL_AFTER_STOP = re.compile(r"[^\W\d_]{4}[.!?]\s+[a-ząćęłńóśźżа-яіїєґ]")
_CAPITAL_AFTER_STOP = re.compile(r"[.!?]\s+[A-ZĄĆĘŁŃÓŚŹŻА-ЯІЇЄҐ]")


def _without_capitals(source: str) -> bool:
    """Whether sentences begin with small letters in this text, as some people write."""
    if _CAPITAL_AFTER_STOP.search(source):
        return False
    return bool(_SMALL_AFTER_STOP.search(source)) or source == source.lower()


def _is_finite_verb(word: str) -> bool:
    """Whether a word behind a number's full stop opens a sentence ("17-19. prosimy"), not a date ("19. marca")."""
    return any(tag.startswith(("fin", "praet", "bedzie", "winien")) for _, tag in analyses(word))


def _begins_sentence(tokens: list[Token], kind: Kind, raw: str, glued: bool, lower: bool) -> bool:
    """Whether a token after a stop begins a new sentence: not inside a date, nor after an abbreviation.

    `lower`: sentences of this text begin with small letters.
    """
    if glued:
        return False
    if tokens[-1].raw != ".":
        return True
    before = tokens[-2] if len(tokens) > 1 else None
    if before is None or (before.folded in _ABBREVIATIONS and before.is_word):
        return False
    if raw == "(" and before.folded in ("r", "br"):
        return False  # "4 grudnia 2026 r. (piątek) od 16"
    if kind is NUMBER:
        return before.is_word and len(before.raw) > 1
    if kind is WORD and lower:
        if before.is_word and len(before.raw) > 3:
            return True
        if not before.is_word and (_folded(raw) in _OPENERS or _is_finite_verb(raw)):
            return True
    return not raw[0].islower() if kind is WORD else before.is_word
