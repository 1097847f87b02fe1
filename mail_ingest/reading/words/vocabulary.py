"""Words that several readers share: asking, denying, owning, expecting.

A `Vocabulary` is a `Lexicon` that also knows verbs with personal endings ("prosilibyśmy", "odwołałam"), which the
inflection tables leave out since Polish writes them as two segments.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from mail_ingest.reading.words.lexicon import CACHED_PAIRS, LONGEST_MENDED, TYPO_LENGTH, Lexicon
from mail_ingest.reading.words.morphology import CACHED_WORDS, fold
from mail_ingest.reading.words.slips import SLIPS
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.text import WORD, Text

_PERSONS = ("bysmy", "byscie", "bym", "bys", "by", "smy", "scie", "em", "es", "m", "s")
_PAST_STEMS = ("l", "la", "lo", "li", "ly")


def phrases(text: str) -> list[str]:
    """The entries of a vocabulary, written with commas between them."""
    return [" ".join(part.split()) for part in text.split(",") if part.strip()]


def participles(stems: str) -> list[str]:
    """All forms of passive participles, of their stems: "zarezerwowan" gives "zarezerwowana", "zarezerwowanej", …"""
    forms = [f"={stem}{ending}" for stem in stems.split() for ending in _PARTICIPLE_ENDINGS]
    return forms + [f"={stem[:-2]}eni" for stem in stems.split() if stem.endswith("ion")]  # "umówieni"


_PARTICIPLE_ENDINGS = ("y", "a", "e", "ą", "ej", "ego", "emu", "ym", "ych", "ymi", "i", "o")


class Vocabulary(Lexicon):
    """A lexicon that finds verbs in the conditional and in the first and second person of the past, too."""

    def __init__(self, entries: Mapping[str, Sequence[str]], *, typos: bool = True) -> None:
        super().__init__(entries, typos=typos)
        _made.append(self)
        _beginnings.cache_clear()
        opened_by.cache_clear()

    @lru_cache(maxsize=CACHED_PAIRS)  # noqa: B019 - vocabularies are module constants, they live as long as the cache
    def mend(self, word: str) -> str | None:
        folded = fold(word)
        if folded in self._all_forms:
            return folded
        for stem in _past_stems(folded):
            if stem in self._all_forms:
                return stem
        if folded.startswith(self._all_stems):
            return folded
        # What makes sense once its diacritics are back is no slip of another word ("przyniose" is not "przenios").
        return None if loose_analyses(word) else super().mend(word)

    def openings(self) -> Iterator[str]:
        """The folded words, or their stems, with which its entries begin."""
        if self._typos:
            _ = self._mendable
        yield from self._index
        yield from self._stems


def _past_stems(folded: str) -> Iterator[str]:
    """The verb in the third person of the past that this may be with an ending ("prosilibysmy": "prosili")."""
    for ending in _PERSONS if folded.endswith(_PERSONS) else ():
        if folded.endswith(ending) and folded.endswith(_PAST_STEMS, 0, -len(ending)):
            yield folded[: -len(ending)]


_made: list[Vocabulary] = []


def openings_of(text: Text) -> list[tuple[Vocabulary, ...]]:
    """For each token the vocabularies of which an entry may begin there: one walk over a text serves all."""
    return [opened_by(token.raw) if token.kind is WORD else () for token in text.tokens]


def places_of(openings: Iterable[Iterable[Vocabulary]]) -> Mapping[Vocabulary, Sequence[int]]:
    """The tokens at which entries of each vocabulary may begin, ascending."""
    places: dict[Vocabulary, list[int]] = defaultdict(list)
    for index, vocabularies in enumerate(openings):
        for vocabulary in vocabularies:
            places[vocabulary].append(index)
    return places


@lru_cache(maxsize=CACHED_WORDS)
def opened_by(word: str) -> tuple[Vocabulary, ...]:
    """The vocabularies of which an entry may begin with this word."""
    beginnings = _beginnings()
    folded = fold(word)
    spellings = [folded, *_past_stems(folded)]
    if TYPO_LENGTH - 1 <= len(folded) <= LONGEST_MENDED and not loose_analyses(word):
        spellings += SLIPS.one_edit_from(folded)
    likely = dict.fromkeys(
        vocabulary
        for spelling in spellings
        for size in range(1, len(spelling) + 1)
        for vocabulary in beginnings.get(spelling[:size], ())
    )
    return tuple(vocabulary for vocabulary in likely if vocabulary.begins(word))


@lru_cache(maxsize=1)
def _beginnings() -> Mapping[str, Sequence[Vocabulary]]:
    """The vocabularies by what their entries begin with."""
    beginnings: dict[str, list[Vocabulary]] = defaultdict(list)
    for vocabulary in _made:
        for opening in vocabulary.openings():
            beginnings[opening].append(vocabulary)
    return dict(beginnings)


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
        "lend": phrases("""pożyczyć, pożyczać, wypożyczyć, wypożyczać, wypożyczenie, pożyczenie, pożyczka, przetrzymać,
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


IFS = frozenset(("jesli", "jezeli", "gdyby", "if", "якщо"))
"""Words that make what follows them a condition, folded."""
