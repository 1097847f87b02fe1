"""Words that several readers share: asking, denying, owning, expecting.

A `Vocabulary` is a `Lexicon` that also knows verbs with personal endings ("prosilibyśmy", "odwołałam"), which the
inflection tables leave out since Polish writes them as two segments.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from mail_ingest.reading.words.lexicon import Lexicon, Match
from mail_ingest.reading.words.morphology import fold
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.text import Kind, Text

_PERSONS = ("bysmy", "byscie", "bym", "bys", "by", "smy", "scie", "em", "es", "m", "s")
_PAST_STEMS = ("l", "la", "lo", "li", "ly")


def phrases(text: str) -> list[str]:
    """The entries of a vocabulary, written with commas between them."""
    return [" ".join(part.split()) for part in text.split(",") if part.strip()]


_REMEMBERED = 4_000
"""Words of which a vocabulary remembers what begins with them; there are some fifty vocabularies."""


def participles(stems: str) -> list[str]:
    """All forms of passive participles, of their stems: "zarezerwowan" gives "zarezerwowana", "zarezerwowanej", …"""
    return [f"={stem}{ending}" for stem in stems.split() for ending in _PARTICIPLE_ENDINGS]


_PARTICIPLE_ENDINGS = ("y", "a", "e", "ą", "ej", "ego", "emu", "ym", "ych", "ymi", "i", "o")


class Vocabulary(Lexicon):
    """A lexicon that finds verbs in the conditional and in the first and second person of the past, too."""

    def __init__(self, entries: Mapping[str, Sequence[str]], *, typos: bool = True) -> None:
        super().__init__(entries, typos=typos)
        self._openings: dict[str, bool] = {}

    @lru_cache(maxsize=60_000)  # noqa: B019 - vocabularies are module constants, they live as long as the cache
    def mend(self, word: str) -> str | None:
        folded = fold(word)
        if folded in self._all_forms:
            return folded
        for ending in _PERSONS:
            stem = folded.removesuffix(ending)
            if stem != folded and stem.endswith(_PAST_STEMS) and stem in self._all_forms:
                return stem
        if any(folded.startswith(stem) for stem in self._all_stems):
            return folded
        # What makes sense once its diacritics are back is no slip of another word ("przyniose" is not "przenios").
        return None if loose_analyses(word) else super().mend(word)

    def find(self, text: Text) -> Iterator[Match]:
        """All entries found, left to right, longest first, none inside another."""
        openings, after = self._openings, 0
        for index, token in enumerate(text.tokens):
            if index < after or token.kind is not Kind.WORD:
                continue
            opens = openings.get(token.raw)
            if opens is None:
                if len(openings) >= _REMEMBERED:
                    openings.clear()
                opens = openings[token.raw] = self.begins(token.raw)
            match = self.at(text, index) if opens else None
            if match is not None:
                yield match
                after = match.last + 1


NEGATION = Vocabulary(
    {
        "not": phrases("=nie, =ani, =not, =don't, =doesn't, =won't, =no, =не, =ні"),
        "without": ["=bez", "=without", "=без"],
        "needless": phrases("""zbędny, niepotrzebny, zbyteczny, =niekoniecznie, =zbędne, =niepotrzebnie,
            =unnecessary, =obejdzie się bez, =odpada, =odpadają"""),
        "none": ["żaden", "=none"],
    },
    typos=False,
)

OWN = Vocabulary(
    {
        "own": phrases("własny, swój, =own, =ours, =свій, =свої, =своя, =власний, =власні"),
        "bring": phrases("""przywieźć, przywozić, przynieść, przynosić, zabrać ze sobą, wziąć ze sobą, brać ze
            sobą, dysponować, przytaszczyć, =bring, =bringing, =принесемо, =привеземо,
            zapewnić sami, =mamy, =mam, posiadać, =маємо, =we have"""),
        "ours": phrases("=nasz, =nasze, =nasza, =naszego, =naszych, =nasi, =наш, =наші, =our"),
    },
    typos=False,
)

LENDING = Vocabulary(
    {
        "lend": phrases("""pożyczyć, pożyczać, wypożyczyć, wypożyczać, wypożyczenie, pożyczenie, pożyczka,
            =borrow, =lend, =rent, =позичити, =позичте, =випозичити"""),
        "use": ["skorzystać", "korzystać", "skorzystanie", "=use"],
        "copy": phrases("""kserować, skserować, wydrukować, drukować, powielić, powielenie, odbić,
            wydrukowanie, skserowanie, kserowanie, =print, =photocopy"""),
    }
)

ASKING = Vocabulary(
    {
        "ask": phrases("""prosić, poprosić, =prosba, prośba, zwracać się, wnioskować, wnosić, wniosek,
            zgłaszać, ubiegać się, =please, =просимо, =прошу, =попросимо, =прохання, =request,
            =запит"""),
        "need": phrases("""potrzebować, potrzebny, potrzeba, =potrzebne, przydać, =przydałby, zależeć,
            niezbędny, konieczny, wymagany, szukać, poszukiwać, =need, =looking, =потрібен,
            =потрібна, =потрібно, =потрібні, =потребуємо, =шукаємо, wystarczyć, starczyć,
            =wystarcza, =enough"""),
        "want": phrases("""chcieć, pragnąć, =zamierzamy, woleć, marzyć, reflektować, =like, =want, =wish,
            =хочемо, =хотіли, =хотіла, =хотів, =хочу, =love, planować, życzyć sobie, pasować,
            =bierzemy, brać, wybrać, wybierać, decydować, odpowiadać"""),
        "may": phrases("""móc, można, możliwość, możliwy, szansa, =da się, =dałoby, =dało, =could, =can,
            =may, =possible, =чи можна, =можна, =можете, =могли, =можемо, udać, znaleźć,
            znaleźć się"""),
        "book": phrases("""zarezerwować, rezerwować, zaklepać, =rezerwacja, rezerwacja, zarezerwowanie,
            udostępnić, udostępniać, udostępnienie, użyczyć, użyczenie, użyczać, wynająć,
            wynajem, wynajęcie, wynajmować, przydzielić, przydzielenie, przytrzymać,
            przytrzymanie, =zająć, zabukować, bukować, dostać, otrzymać, gościć, ugościć,
            przyjąć, =book, =reserve, =hire, =booking, =reservation, =забронювати,
            =бронювання, =надати, =оренда, =орендувати, =зарезервувати"""),
        "meet": phrases("""umówić, umawiać, zapisać, =przyjść, przyjść, spotkać, spotkanie, wizyta,
            porozmawiać, skonsultować, usiąść, =appointment, =meet, =come, =прийти,
            =записатися, =зустрітися"""),
    }
)

THANKS = Vocabulary(
    {
        "ahead": phrases("""=z góry dziękować, =z góry dzięki, =thank you in advance, =thanks in advance, =z
            góry podziękować, =заздалегідь дякую"""),
        "thanks": phrases("""dziękować, podziękować, podziękowanie, =dzięki, gratulować, życzyć, =thank,
            =thanks, =дякуємо, =дякую"""),
    }
)

QUESTION = Vocabulary(
    {
        "price": phrases("""=ile kosztuje, =ile kosztują, kosztować, =ile by kosztowało, koszt, cena, cennik,
            stawka, opłata, płatny, odpłatny, bezpłatny, odpłatność, odpłatnie, =odpłatnie,
            =za darmo, =nieodpłatny, =nieodpłatne, =price, =cost, =costs, =fee, =free of
            charge, =charge, =скільки коштує, =вартість, =ціна, =безкоштовно, =ile trzeba
            zapłacić, =ile się płaci, darmowy"""),
        "rules": phrases("""regulamin, =na jakich warunkach, =na jakich zasadach, =jakie są zasady, =jakie
            warunki, =jakie są warunki, =jak długo, =wolno, =czy trzeba, =czy należy, =jakie
            dokumenty, =co trzeba, =co jest potrzebne, warunek, zasada, =how long, =rules,
            =allowed, =conditions, =yaki, =які умови, =правила, formalność, procedura"""),
        "general": phrases("""=ile osób, =ile miejsc, pomieścić, mieścić, =jak duża, =od kiedy, =kiedy, =gdzie,
            =w jakich godzinach, =godziny otwarcia, otwarty, =czynne, =czynny, klimatyzacja,
            parking, podjazd, winda, =how many, =when, =where, =скільки, =коли, =де, =opening
            hours, =open"""),
        "asking": phrases("""pytanie, zapytać, spytać, pytać, dowiedzieć, zapytanie, =orientuję, orientować
            się, =rozglądam, rozglądać się, =proszę o informację, =prosimy o informację,
            =proszę o informacje, =prosimy o informacje, =poproszę o informację, =wondering,
            =question, =питання, =запитати, ciekawić, zorientować, =tell me, =tell us, =know
            whether, =know if, interesować"""),
    },
)
