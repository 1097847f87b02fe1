"""Words that count people: "osoba", "druhów", "opiekunki", "children".

Polish tells people from things by gender: SGJP's masculine personal ("m1") nouns are all people, and the feminine twins
of such nouns ("opiekunka": "opiekun") are, too; the rest is listed.
"""

from collections.abc import Sequence
from functools import lru_cache

from mail_ingest.reading.passage import Passage
from mail_ingest.reading.when.hour_fits import COUNTED_BEHIND
from mail_ingest.reading.words.morphology import analyses, fold, words
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.text import Token
from mail_ingest.reading.words.vocabulary import Vocabulary, phrases

PEOPLE = Vocabulary(
    {
        "person": phrases("""osoba, =os, uczestnik, uczestniczka, człowiek, ludzie, =людей, осіб*, особ*,
            =people, =persons, =participants, =attendees, =guests, учасник*, гост*, =чоловік"""),
        "kind": phrases("""dziecko, dzieciak, kobieta, pani, dziewczyna, dziewczynka, dziewczę, głowa,
            chętny, zwiedzający, obecny, zainteresowany, prowadzący, niepełnosprawny,
            niewidomy, głuchy, starszy, dorosły, mama, babcia, siostra, młodzież, ćwiczący,
            słuchający, grający, nauczycielka, członkini, seniorka, wolontariuszka, panna,
            znajomy, zgłoszenie, miejsce, zapis, para rąk, dama, mieszkanka, sołtyska,
            podopieczny, uchodźczyni, gospodyni, krawcowa, amazonka, niania, mężatka, wdowa,
            ciocia, ciotka, koleżanka, uczennica, druhna, posłanka, koronczarka, prządka,
            bliźnię, niemowlę, nastolatka, =children, =kids, =members, =women, =men, =volunteers,
            =students, =adults, =pupils, =seniors, =players, =foreigners, =parents, =visitors,
            =delegates, =graduates, =candidates, =athletes, =residents,
            дітей, діти, жінок, волонтер*, учнів, членів"""),
    }
)
_NOT_PEOPLE = frozenset(
    words("rok dzien miesiac raz grosz drukarka marynarka pies piesek kot kotek szczeniak kon kucyk krolik")
)


@lru_cache(maxsize=20_000)
def is_person_noun(word: str, *, one: bool = False) -> bool:
    """Whether the word counts people: masculine personal in SGJP, listed, or the feminine of such a word.

    `one`: in the singular, too.
    """
    if PEOPLE.concepts(word):
        return one or not _only_singular(word)
    if word.isascii() and word.lower().endswith(_ENGLISH_DOERS) and not loose_analyses(word):
        return word.lower() not in _ENGLISH_THINGS
    for lemma, tag in loose_analyses(word):
        if tag.startswith("subst") and fold(lemma) not in _NOT_PEOPLE and (one or "pl" in tag.split(":")[1]):
            if ":m1" in tag and lemma[0].islower():
                return True
            if tag.split(":")[3:4] == ["f"] and _has_masculine(lemma):
                return True
    return False


def _only_singular(word: str) -> bool:
    """Whether the word can't be plural ("pierwsze miejsce"); "młodzież" is many all the same."""
    nouns = [(lemma, tag) for lemma, tag in loose_analyses(word) if tag.startswith("subst")]
    return bool(nouns) and all(tag.split(":")[1] == "sg" and lemma not in _MANY for lemma, tag in nouns)


_MANY = frozenset({"młodzież"})
_ENGLISH_DOERS = ("ers", "ors", "ists", "ians", "ants", "ees")
_ENGLISH_THINGS = frozenset(
    words(
        "computers posters stickers papers numbers letters flyers speakers folders trailers hours monitors floors doors"
    )
)


def _has_masculine(lemma: str) -> bool:
    """Whether a feminine noun has a masculine personal twin ("opiekunka": "opiekun", "członkini": "członek")."""
    for ending, twin in (
        ("czka", "k"),
        ("czka", "cz"),
        ("szka", "sz"),
        ("ka", ""),
        ("ka", "a"),
        ("ka", "ik"),
        ("kini", "ek"),
        ("ini", ""),
        ("yni", "a"),
        ("yni", "ca"),
        ("czyni", "ca"),
        ("ożka", "og"),
        ("ka", "iec"),
        ("ica", "ik"),
        ("anka", "anin"),
        ("arka", "arz"),
        ("erka", "erz"),
    ):
        if lemma.endswith(ending) and len(lemma) > len(ending) + 2:
            stem = lemma.removesuffix(ending) + twin
            if any(base == stem and ":m1" in tag and tag.startswith("subst:sg:nom") for base, tag in analyses(stem)):
                return True
    return False


def is_thing(token: Token) -> bool:
    """Whether a word is a noun that is no person."""
    if not token.is_word or is_person_noun(token.raw):
        return False
    return any(tag.startswith("subst") for _, tag in loose_analyses(token.raw))


@lru_cache(maxsize=20_000)
def is_one_person(word: str) -> bool:
    """Whether the word is one person told by what they do, in the nominative ("i logopedka", "plus prelegent")."""
    if any(":m2" in tag for _, tag in loose_analyses(word)):  # "plus kot": an animal, whoever else is called so
        return False
    return any(
        (tag.startswith(("subst:sg:nom", "adj:sg:nom", "pact:sg:nom")) and PEOPLE.spells(lemma))
        or (tag.startswith("subst:sg:nom") and lemma[:1].islower() and (":m1" in tag or _has_masculine(lemma)))
        for lemma, tag in loose_analyses(word)
    )


def noun_after(passage: Passage, last: int, *, one: bool = False) -> int | None:
    """The token of the people noun that the number counts, adjectives and the like skipped. `one`: in the singular."""
    tokens = passage.letter.tokens
    for index in range(last + 1, min(passage.last, last + 4) + 1):
        token = tokens[index]
        if token.newlines > 1 or (token.newlines and (token.raw[0].isupper() or _counts_for_itself(tokens, index))):
            return None
        if token.is_word and is_person_noun(token.raw, one=one) and not _qualifies_next(passage, index):
            return index
        if (
            token.raw in "()"
            or (token.raw == "+" and token.glued)
            or token.folded in ("nowych", "naszych", "of", "the", "dodatkowych")
        ):
            continue
        if not token.is_word or not _attribute(token.raw):
            return None
    return None


def _counts_for_itself(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word has its number behind it ("uczestników będzie dziesięcioro", "osób: 18")."""
    behind = tokens[index + 1 : index + 2]
    return bool(behind) and behind[0].folded in COUNTED_BEHIND


def _qualifies_next(passage: Passage, index: int) -> bool:
    """Whether "innych", "naszych", which alone may be people, belongs to the noun right behind it."""
    tokens = passage.letter.tokens
    if index >= passage.last or PEOPLE.concepts(tokens[index].raw) or not _attribute(tokens[index].raw):
        return False
    behind = tokens[index + 1]
    return behind.is_word and not behind.newlines and (is_person_noun(behind.raw) or is_thing(behind))


def _attribute(word: str) -> bool:
    """Whether the word may stand between a number and its noun: an adjective or participle."""
    found = loose_analyses(word)
    return any(tag.startswith(("adj", "pact", "ppas")) for _, tag in found) or (
        not found and fold(word).endswith(("ych", "ich", "ой", "их"))
    )
