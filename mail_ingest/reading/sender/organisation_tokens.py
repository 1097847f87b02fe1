"""The tokens in which organisations' names are found, and what single words say: a kind, an adjective, a case."""

import re
from functools import lru_cache
from typing import NamedTuple

from mail_ingest.reading.sender.names import labels
from mail_ingest.reading.sender.organisation_words import (
    ABBREVIATIONS,
    FOREIGN_TYPES,
    PLACES,
    TYPES,
    UKRAINIAN_GENITIVES,
)
from mail_ingest.reading.words.morphology import CACHED_WORDS, analyses, fold, lemmas, words

_TOKEN = re.compile(
    r"(?P<quoted>„[^„”\"\n]{1,70}[”\"“]|\"[^\"\n]{2,70}\"|«[^«»\n]{1,70}»|“[^“”\n]{1,70}”)|"
    r"(?P<word>[^\W\d_]+(?:['’ʼ&-][^\W\d_]+)*(?:['’](?=\s)|\.)?(?=\W|$))|(?P<number>\d+)|(?P<gap>\n)|(?P<mark>[^\w\s])"
)
# A line as long as this was wrapped by the mail program; a shorter one was ended by its writer.
_WRAPPED = re.compile(r"(?<=[^\n]{56})\n(?=[^\n])")
# Of adjectives written without diacritics, which no dictionary knows.
_ADJECTIVE_ENDINGS = tuple(words("owa owej owy owego owe ski ska skiej skiego skie czna cznej czny cznego"))

_NAMED_KINDS = TYPES | PLACES
_new = tuple.__new__


class Token(NamedTuple):
    """A piece of a text: `kind` is word, quoted, number, gap (a line's end) or mark.

    `names` is the kind of organisation that a word names, as a folded lemma; empty for other words.
    """

    kind: str
    start: int
    end: int
    raw: str
    is_capital: bool
    names: str


@lru_cache(maxsize=4)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Words, quoted names, numbers, line ends and marks of a text, in order.

    The last few texts are kept, since a letter is looked through twice; no more, since each may be long.
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(_WRAPPED.sub(" ", text)):
        kind, raw = match.lastgroup or "mark", match.group()
        said = _said_by(raw) if kind == "word" else (raw.isupper(), "")
        # As Token(…), at half the cost.
        tokens.append(_new(Token, (kind, *match.span(), raw, *said)))
    return tuple(tokens)


@lru_cache(maxsize=CACHED_WORDS)
def _said_by(word: str) -> tuple[bool, str]:
    """Whether a word has a capital, and the kind of organisation that it names."""
    return word[:1].isupper(), _named_kind(word.rstrip("."))


def _named_kind(raw: str) -> str:
    if raw in ABBREVIATIONS:
        return raw
    folded, is_capital = fold(raw), raw[:1].isupper()
    if folded in FOREIGN_TYPES and (is_capital or not raw.isascii()):
        return folded
    for lemma in (*lemmas(raw), folded):
        if lemma in _NAMED_KINDS and not _is_plural(raw):
            return lemma
    if is_capital and folded.endswith(_PREFIXED):
        return next(kind for kind in _PREFIXED if folded.endswith(kind))
    return ""


_PREFIXED = tuple(kind for kind in TYPES if len(kind) > 5)
"""Kinds that may bear a prefix: "Ekopracownia", "Ministowarzyszenie"."""


def _is_plural(raw: str) -> bool:
    tags = [tag for _, tag in analyses(raw) if tag.startswith("subst")]
    return bool(tags) and all(":pl:" in tag for tag in tags) and fold(raw) not in _NAMED_KINDS


def is_adjective(word: str) -> bool:
    """Whether a word can be an adjective, and is no first name."""
    if not analyses(word):
        return word.isascii() and fold(word).endswith(_ADJECTIVE_ENDINGS)
    return any(tag.startswith(("adj", "pact", "ppas")) for _, tag in analyses(word)) and not any(
        mark in ("imię",) for mark, _ in labels(word)
    )


def is_nominative(word: str) -> bool:
    """Whether a kind can stand in the nominative singular; true of unknown words."""
    if fold(word) in UKRAINIAN_GENITIVES:
        return False
    nouns = [(fold(lemma), tag) for lemma, tag in analyses(word) if tag.startswith("subst")]
    tags = [tag for lemma, tag in nouns if lemma in _NAMED_KINDS] or [tag for _, tag in nouns]
    return not tags or any(re.match(r"subst:(?:\w+\.)*sg(?:\.\w+)*:(?:\w+\.)*nom", tag) for tag in tags)


def is_instrumental(word: str) -> bool:
    """Whether a kind can only stand in the instrumental singular: "z Fundacją" is with it, "z Fundacji" from it."""
    tags = [tag for lemma, tag in analyses(word) if tag.startswith("subst") and fold(lemma) in _NAMED_KINDS]
    return bool(tags) and all(re.match(r"subst:(?:\w+\.)*sg(?:\.\w+)*:inst", tag) for tag in tags)
