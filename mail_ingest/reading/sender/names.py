"""People's names: which words are first names and surnames, and whether two writings name one person."""

import re
import threading
from functools import lru_cache

import morfeusz2

from mail_ingest.reading.sender.first_names import FIRST_NAMES
from mail_ingest.reading.words import morphology
from mail_ingest.reading.words.morphology import CACHED_WORDS, fold, words

_NAME_WORD = re.compile(r"^[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?$")
_SURNAME_ENDINGS = tuple(
    words(
        "ski ska cki cka dzki dzka ny na owicz ewicz czyk czak czuk iuk niak arz owna enko енко ськии ська цькии цька"
        " чук юк ко ук ова ов ін іна єв єва"
    )
)


# First names of SGJP that in a letter are nearly always the common word.
_RARER_THAN_THE_WORD = frozenset(
    words(
        """
        sala sale salka salki ale mile pan pani lodzie andrzejki lesie jaki terenie jury hala hale data dane cena mama
        tata rada para kolo dana mila
        """
    )
)


class _Analysers(threading.local):
    """One analyser a thread, since Morfeusz keeps state while it works."""

    def __init__(self) -> None:
        self.analyser = morfeusz2.Morfeusz()


_analysers = _Analysers()


@lru_cache(maxsize=CACHED_WORDS)
def labels(word: str) -> frozenset[tuple[str, str]]:
    """(label, case and number tag) of a word's readings as a name; labels are SGJP's "imię" and "nazwisko"."""
    return morphology.labels(word)


def _bears(word: str, label: str) -> bool:
    shaped = word[:1].upper() + word[1:].lower()
    return any(mark == label and ":nom" in f":{tag.replace('.', ':')}:" for mark, tag in labels(shaped))


@lru_cache(maxsize=CACHED_WORDS)
def is_first_name(word: str) -> bool:
    """Whether the word is a first name in the nominative (any case of letters, diacritics optional)."""
    folded = fold(word)
    return folded not in _RARER_THAN_THE_WORD and (_bears(word, "imię") or folded in FIRST_NAMES)


@lru_cache(maxsize=CACHED_WORDS)
def is_surname(word: str) -> bool:
    """Whether the word can be a surname in the nominative: known as one, or shaped like one."""
    parts = word.split("-")
    return all(part and (_bears(part, "nazwisko") or _looks_like_surname(part)) for part in parts)


def is_person(written: str) -> bool:
    """Whether a short text is a person's name and nothing else: a first name and a surname, in either order."""
    parts = [part for part in written.strip(' ,.;:()"').split() if part]
    if not 2 <= len(parts) <= 4 or not all(_NAME_WORD.match(part) for part in parts):
        return False
    if len({part[:1].isupper() for part in parts}) > 1:
        return False
    if is_first_name(parts[0]):
        return is_surname(parts[-1]) or parts[-1][:1].isupper()
    return len(parts) == 2 and is_first_name(parts[1]) and _bears(parts[0], "nazwisko")


def same_person(written: str, known: str | None) -> bool:
    """Whether a short text names the person known by another name ("Kuba Zych" in "Zych Kuba", "M. Dudek", "Kuba")."""
    if not known or not written.strip():
        return False
    these, those = [fold(part) for part in _LETTERS.findall(written)], _folded_parts(known)
    if not these or not those or len(these) > 5:
        return False
    if len(these) == 1:
        return these[0] in those and len(these[0]) > 2 and len(those) <= 4
    shared = [part for part in these if any(_same_part(part, other) for other in those)]
    return len(shared) >= 2 or (len(shared) == 1 and len(those) == 1 and len(these) == 2)


_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=64)
def _folded_parts(known: str) -> tuple[str, ...]:
    return tuple(fold(part) for part in _LETTERS.findall(known))


def _same_part(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _looks_like_surname(word: str) -> bool:
    return len(word) > 3 and word[:1].isalpha() and fold(word).endswith(_SURNAME_ENDINGS)


@lru_cache(maxsize=4096)
def generate(lemma: str) -> tuple[tuple[str, str], ...]:
    """All (form, SGJP tag) pairs of a lemma; empty for one that SGJP does not know."""
    return tuple((form, tag) for form, _, tag, _, _ in _analysers.analyser.generate(lemma[:60]) if tag != "ign")
