"""Which of our numbered proposals an answer picks: "2", "pasuje drugi termin", "wybieram opcję nr 3".

    read_picked(body, taken)        # → Found(2, first, last) or None

Nothing is picked where two numbers are named, or one is turned down ("drugi nam nie pasuje").
"""

from mail_ingest.reading.passage import Found, Passage
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Numeral, number_at
from mail_ingest.reading.words.vocabulary import NEGATION, THANKS, Vocabulary, phrases

HIGHEST = 9
"""The greatest number that a proposal may have."""
LONGEST_ANSWER = 120
"""Tokens within which an answer picks; a longer letter asks for something of its own."""

_OFFERS = Vocabulary(
    {
        "offer": phrases("""termin, propozycja, opcja, wariant, możliwość, wersja, punkt, numer, =nr, =pkt, =ad,
            =option, =proposal, =number, =no, =варіант, =пропозиція, =термін, =номер"""),
    },
    typos=False,
)
_PICKING = Vocabulary(
    {
        "pick": phrases("""pasować, odpowiadać, wybierać, wybrać, decydować, zdecydować, brać, =bierzemy, =biorę,
            prosić, poprosić, =poproszę, zgadzać, zgoda, akceptować, potwierdzać, rezerwować, zarezerwować,
            =może być, =niech będzie, =super, =świetnie, =ok, =works, =suits, =choose, =take, =fine,
            =prefer, =підходить, =обираємо, =вибираємо, =беремо"""),
    },
    typos=False,
)
_OTHERS = frozenset(words("z ze from of із з"))


def read_picked(body: Passage, taken: frozenset[int] = frozenset()) -> Found[int] | None:
    """The number picked, with the words that say it. `taken`: tokens that speak of time ("o 17", "2 grudnia")."""
    if body.last - body.first >= LONGEST_ANSWER:
        return None
    found = [one for index in range(body.first, body.last + 1) if (one := _picked_at(body, index, taken))]
    return found[0] if len({one.value for one in found}) == 1 else None


def _picked_at(body: Passage, index: int, taken: frozenset[int]) -> Found[int] | None:
    number = number_at(body.letter.text, index)
    if number is None or not 1 <= number.value <= HIGHEST or number.last > body.last:
        return None
    clause, named = body.clause(index), _named(body, index, number.last)
    if clause.has(NEGATION) or _counts(body, number.last) or (index in taken and not named):
        return None
    alone = _is_alone(clause, index, number.last)
    if number.kind is Numeral.ORDINAL:
        said = named or alone or body.sentence(index).has(_PICKING)
        return Found(number.value, clause.first, clause.last) if said else None
    return Found(number.value, clause.first, clause.last) if not number.words and (named or alone) else None


def _counts(body: Passage, last: int) -> bool:
    """ "pierwszy z trzech": how many there are is no choice."""
    tokens, before = body.letter.tokens, last - 1
    return before >= body.first and tokens[before].folded in _OTHERS


def _named(body: Passage, first: int, last: int) -> bool:
    """Whether "termin", "opcja" or "nr" stands beside the number."""
    near = body.part((max(body.first, first - 2), min(body.last, last + 2)))
    return near.has(_OFFERS)


def _is_alone(clause: Passage, first: int, last: int) -> bool:
    """Whether the clause says nothing but the number (and "the", "ten", a thank-you)."""
    rest = [
        token for index, token in enumerate(clause.tokens, clause.first) if token.is_word and not first <= index <= last
    ]
    return all(token.folded in _FILLERS for token in rest) or (len(rest) <= 1 and clause.has(THANKS))


_FILLERS = frozenset(words("ten ta to tego tej poprosze prosze zatem wiec no tak the one please czyli raczej jednak"))
