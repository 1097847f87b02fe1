"""What forms Polish words are, and other words in the same form."""

import threading
from dataclasses import dataclass
from functools import lru_cache

import morfeusz2

from mail_ingest.reading.sender.names import generate

FIRST_NAME, SURNAME, PLACE = "imię", "nazwisko", "nazwa_geograficzna"
NOUNS_AND_ADJECTIVES = frozenset({"subst", "adj", "ppas", "pact", "ger", "depr", "adja"})


_DIACRITICS = {"a": "aą", "c": "cć", "e": "eę", "l": "lł", "n": "nń", "o": "oó", "s": "sś", "z": "zżź"}
MOST_WRITINGS = 600


class _Analysers(threading.local):
    """One analyser a thread, since Morfeusz keeps state while it works."""

    def __init__(self) -> None:
        self.analyser = morfeusz2.Morfeusz()


_analysers = _Analysers()


@dataclass(frozen=True)
class Form:
    """One reading of a word by SGJP: its lemma, its tag ("subst:sg:gen.acc:m1") and the dictionary's labels."""

    lemma: str
    tag: str
    labels: frozenset[str]

    @property
    def part(self) -> str:
        return self.tag.partition(":")[0]

    @property
    def is_nominative(self) -> bool:
        return ":nom" in self.tag.replace(".", ":")

    @property
    def is_common(self) -> bool:
        """Whether this is an everyday word, no name: SGJP writes the lemmas of names with a capital."""
        return self.lemma[:1].islower()

    def is_name(self, *labels: str) -> bool:
        return not self.is_common and bool(self.labels.intersection(labels))


@lru_cache(maxsize=20_000)
def forms_of(word: str) -> tuple[Form, ...]:
    """All readings of a word as an everyday word and as a name, whatever its capitals; empty for an unknown one. Of a
    verb that Morfeusz takes apart ("chciałbym") that of its beginning."""
    lower, capital = word.lower(), word[:1].upper() + word[1:].lower()
    found = dict.fromkeys(form for written in (lower, capital) for form in _analysed(written))
    return tuple(found)


def _analysed(word: str) -> tuple[Form, ...]:
    edges = _analysers.analyser.analyse(word[:60])
    whole = len({start for start, _, _ in edges}) == 1
    return tuple(
        Form(lemma.partition(":")[0], tag, frozenset(labels))
        for start, _, (_, lemma, tag, labels, _) in edges
        if tag not in ("ign", "dig") and (whole or (start == 0 and tag.startswith("praet")))
    )


@lru_cache(maxsize=20_000)
def forms_restored(word: str) -> tuple[Form, ...]:
    """All readings of a word that was typed without its diacritics; empty where that would be too many words."""
    writings = [""]
    for letter in word.lower():
        writings = [done + sign for done in writings for sign in _DIACRITICS.get(letter, letter)]
        if len(writings) > MOST_WRITINGS:
            return ()
    return tuple(dict.fromkeys(form for writing in writings for form in forms_of(writing)))


def is_common(word: str) -> bool:
    """Whether the word can be an everyday one."""
    return any(form.is_common for form in forms_of(word))


def can_only_be_said(word: str) -> bool:
    """Whether the word can be a verb, a preposition or the like, which names nobody."""
    return any(form.is_common and form.part not in NOUNS_AND_ADJECTIVES for form in forms_of(word))


def is_function_word(word: str) -> bool:
    """Whether the word can be a preposition or a conjunction, as they stand within names."""
    return any(form.part in ("prep", "conj", "comp", "part") for form in forms_of(word))


def may_be_surname(word: str) -> bool:
    """Whether the word, with its diacritics or without, is known as a surname."""
    return any(form.is_name(SURNAME) for form in forms_of(word) or forms_restored(word))


def is_verb(word: str) -> bool:
    """Whether the word can be nothing but a verb."""
    found = [form for form in forms_of(word) if form.is_common]
    return bool(found) and all(form.part in ("fin", "praet", "inf", "impt", "bedzie", "imps", "pcon") for form in found)


@lru_cache(maxsize=4_096)
def inflected(lemma: str, tag: str) -> str | None:
    """The lemma in the form of a tag: of the same part of speech, number, case and gender; None where it has none."""
    wanted = _parts(tag)
    for form, made in generate(lemma):
        if all(one & other for one, other in zip(wanted, _parts(made), strict=False)):
            return form
    return None


def _parts(tag: str) -> list[set[str]]:
    """Part of speech, numbers, cases, genders, of adjectives the degree: what a form that stands for another shares."""
    fields = tag.split(":")
    if fields[0] in ("ppas", "pact"):
        fields[0], fields[4:] = "adj", ["pos"]
    return [set(field.split(".")) for field in fields[: 5 if fields[0] == "adj" else 4]]
