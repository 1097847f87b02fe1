"""Made-up words that stand for real names: of the same grammatical kind, in the same form."""

import random
from collections.abc import Iterable

from mail_ingest.corrections.grammar import FIRST_NAME, PLACE, SURNAME, Form, forms_of, forms_restored, inflected
from mail_ingest.reading.words.morphology import fold, words

POOLS = {
    FIRST_NAME: """Ewa Maria Zofia Barbara Irena Teresa Monika Dorota Renata Halina Joanna Agata Wanda Helena
        Adam Piotr Marcin Robert Andrzej Ryszard Henryk Tomasz Roman Edward Wiktor Artur Daniel Filip""",
    SURNAME: """Lipiński Zieliński Wiśniewski Kamiński Dąbrowski Malinowski Wysocki Sawicki Rutkowski Górski
        Lipińska Zielińska Wiśniewska Kamińska Dąbrowska Malinowska Wysocka Sawicka Rutkowska Górska
        Nowak Wójcik Kaczmarek Mazurek Kubiak Pietrzak Walczak Stachowiak Szymczak Banaszak Sikora Zaremba Skiba
        Zaręba""",
    PLACE: """Warszawa Bydgoszcz Gdynia Kraków Poznań Toruń Radom Lublin Olsztyn Opole Gniezno Katowice Kielce
        Suwałki""",
    "": """rybak żeglarz pasterz ogrodnik bocian jeleń borsuk strumień wiatr jesion kamień klon latarnia łąka
        jabłoń chmura wierzba jezioro wzgórze źródło zielony srebrny cichy jasny leśny złoty polny słoneczny""",
}
"""Lemmas by what they name; "" are everyday words, of which names of organisations are made."""
ENDINGS = words(
    """skiego skiemu skiej skich skim ską ska ski owicza owiczem owiczowi owicz ewicza ewiczem ewicz owie owi ami ach
    iem em om ów ie ę ą a e i o u y"""
)
"""Endings of inflection that an unknown word keeps; they name nobody."""
CONSONANTS, VOWELS = "bdfgklmnprstwz", "aeiou"


class MadeUp:
    """One real word → one made-up word, the same all through a case; `taboo` are words that must not come out."""

    def __init__(self, chance: random.Random, taboo: Iterable[str]) -> None:
        self.chance = chance
        self.taboo = {fold(word) for word in taboo}
        self._lemmas: dict[tuple[str, str], str] = {}
        self._stems: dict[str, str] = {}
        self._letters: dict[str, str] = {}

    def word(self, word: str, *kinds: str) -> str:
        """The made-up word in the same form and capitals. `kinds` are what the word may name, the likeliest first."""
        forms = forms_of(word)
        for form in self._ranked(forms or forms_restored(word), kinds):
            if made := self._of_kind(form):
                return _capitals(made if forms else _without_diacritics(made), word)
        return _capitals(self._unknown(word), word)

    def letter(self, letter: str) -> str:
        """An initial."""
        if letter not in self._letters:
            self._letters[letter] = self.chance.choice([one for one in "ABEFGHKLMNPRST" if one != letter.upper()])
        return _capitals(self._letters[letter], letter)

    def acronym(self, word: str) -> str:
        """Capital letters, as many."""
        key = f"{word}."
        while key not in self._stems or fold(self._stems[key]) in self.taboo:
            self._stems[key] = "".join(self.chance.choice("BDFGHJLMRTWZ") for _ in word)
        return self._stems[key]

    def _ranked(self, forms: Iterable[Form], kinds: tuple[str, ...]) -> list[Form]:
        """A word's readings: those met before, then nominatives, then those of a likely kind."""
        order = (*kinds, FIRST_NAME, "", SURNAME, PLACE)

        def rank(form: Form) -> tuple[bool, bool, int]:
            met = (_kind(form), form.lemma) in self._lemmas
            return not met, not form.is_nominative, order.index(_kind(form))

        return sorted((form for form in forms if form.part in ("subst", "adj", "ppas", "pact")), key=rank)

    def _of_kind(self, form: Form) -> str | None:
        key = (_kind(form), form.lemma)
        if key in self._lemmas:
            return inflected(self._lemmas[key], form.tag)
        used = set(self._lemmas.values())
        pool = [lemma for lemma in POOLS[key[0]].split() if lemma not in used and fold(lemma) not in self.taboo]
        self.chance.shuffle(pool)
        pool.sort(key=lambda lemma: _distance(lemma, form.lemma))
        for lemma in pool:
            made = inflected(lemma, form.tag)
            if made and fold(made) not in self.taboo:
                self._lemmas[key] = lemma
                return made
        return None

    def _unknown(self, word: str) -> str:
        folded = fold(word)
        ending = next((each for each in ENDINGS if folded.endswith(fold(each)) and len(word) > len(each) + 2), "")
        stem, ending = folded[: len(folded) - len(ending)], word.lower()[len(word) - len(ending) :]
        key = stem[:4] if len(stem) > 5 else stem
        while key not in self._stems or fold(self._stems[key] + ending) in self.taboo:
            syllables = [self.chance.choice(CONSONANTS) + self.chance.choice(VOWELS) for _ in range(3)]
            self._stems[key] = "".join(syllables) + self.chance.choice(CONSONANTS)
        return self._stems[key] + ending


def _kind(form: Form) -> str:
    return next((label for label in (FIRST_NAME, SURNAME, PLACE) if form.is_name(label)), "")


def _distance(one: str, other: str) -> int:
    """How unlike two lemmas decline, as far as their ends tell: Lipska is like Zielińska, less like Sikora."""
    return 0 if one[-2:] == other[-2:] else 1 if one.endswith("a") == other.endswith("a") else 2


def _without_diacritics(word: str) -> str:
    """The word as somebody types it who leaves diacritics out."""
    folded = fold(word)
    return folded.capitalize() if word[:1].isupper() else folded


def _capitals(made: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return made.upper()
    return made[:1].upper() + made[1:] if like[:1].isupper() else made.lower()
