"""Head counts that one expression says without a plain number before a noun.

"trzydziestoosobowa", "we dwójkę", "setka gości", "dwa tuziny osób", "dwie grupy po 15 osób", "2x15 osób", "10 par
tanecznych".
"""

from functools import lru_cache
from typing import NamedTuple

from mail_ingest.reading.passage import Passage
from mail_ingest.reading.requests.people import is_thing, noun_after
from mail_ingest.reading.words.morphology import CACHED_WORDS, fold, words
from mail_ingest.reading.words.numerals import Numeral, is_numeral, number_at, range_at, split_compound
from mail_ingest.reading.words.vocabulary import Vocabulary, phrases


class Group(NamedTuple):
    """How many people, the tokens that say so, and how plainly (2: a hint, 3: plainly)."""

    value: int
    first: int
    last: int
    plainness: int


@lru_cache(maxsize=CACHED_WORDS)
def begins_count(word: str) -> bool:
    """Whether a number, or a group told in one word, may begin with this word."""
    folded = fold(word)
    named = folded in _OPENING or folded in _UKRAINIAN or folded in _TOGETHER
    return (
        named
        or is_numeral(word)
        or split_compound(word) is not None
        or bool(_SIZES.concepts(word) + _ROUND.concepts(word))
    )


_OPENING = frozenset(words("od miedzy from between від"))


def group_at(passage: Passage, index: int) -> Group | None:
    """The group that is told from this token on."""
    return (
        _compound(passage, index)
        or _together(passage, index)
        or _multiplied(passage, index)
        or _times(passage, index)
        or _round(passage, index)
    )


_TRADES = ("dzialalnos", "spolk", "firm", "zarzad")


def _compound(passage: Passage, index: int) -> Group | None:
    """ "trzydziestoosobowa", "15-osobowa", "12 osobowej"."""
    tokens = passage.letter.tokens
    token = tokens[index]
    split = split_compound(token.raw) if token.is_word else None
    if split is not None and split[1].startswith("osobow"):
        if index < passage.last and tokens[index + 1].folded.startswith(_TRADES):
            return None  # "jednoosobowa działalność"
        return Group(split[0], index, index, 3)
    if not token.is_number or len(token.raw) > 4:
        return None
    after = index + 1
    while after <= passage.last and (
        tokens[after].raw in "-–" or (tokens[after].glued and tokens[after].folded in _LINKS)
    ):
        after += 1
    if after > passage.last or not tokens[after].folded.startswith(("osobow", "person")):
        return None
    span = range_at(passage.letter.text, index)
    if span is not None and span.last >= after:
        return None
    return Group(span.high if span is not None else int(token.raw), index, after, 3)


_LINKS = frozenset(("cio", "o", "sto", "stu", "ro", "to", "u", "cioro"))


def _together(passage: Passage, index: int) -> Group | None:
    """ "we dwójkę", "w piątkę"."""
    tokens = passage.letter.tokens
    if tokens[index].folded in _UKRAINIAN:
        return Group(_UKRAINIAN[tokens[index].folded], index, index, 3)
    if index == passage.first or tokens[index - 1].folded not in ("we", "w"):
        return None
    number = _TOGETHER.get(tokens[index].folded)
    spoken = number_at(passage.letter.text, index) if number is None and tokens[index].is_word else None
    if spoken is not None and tokens[index - 1].folded == "we" and spoken.kind is Numeral.CARDINAL:
        alone = spoken.last >= passage.last or not is_thing(tokens[spoken.last + 1])
        number = spoken.value if alone else None
    return Group(number, index - 1, index, 3) if number is not None else None


_UKRAINIAN = {"вдвох": 2, "удвох": 2, "втрьох": 3, "утрьох": 3, "вчотирьох": 4, "учотирьох": 4, "вп'ятьох": 5}
_TOGETHER = {
    "dwojke": 2,
    "trojke": 3,
    "czworke": 4,
    "piatke": 5,
    "szostke": 6,
    "siodemke": 7,
    "osemke": 8,
    "dziesiatke": 10,
}


def _multiplied(passage: Passage, index: int) -> Group | None:
    """ "2x15 osób", "2 x 15"."""
    tokens = passage.letter.tokens
    if index + 2 > passage.last or tokens[index + 1].folded not in ("x", "×", "razy"):
        return None
    times, each = number_at(passage.letter.text, index), range_at(passage.letter.text, index + 2)
    noun = noun_after(passage, each.last) if each is not None else None
    if times is None or each is None or noun is None or times.last != index:
        return None
    return Group(times.value * each.high, index, noun, 3)


def _times(passage: Passage, index: int) -> Group | None:
    """ "dwie grupy po 15 osób", "trzy zespoły po 5", "dwa tuziny osób", "10 par tanecznych"."""
    tokens = passage.letter.tokens
    number = number_at(passage.letter.text, index)
    if number is None or number.kind is not Numeral.CARDINAL or number.last + 1 > passage.last:
        return None
    place = number.last + 1
    size = next(iter(_SIZES.concepts(tokens[place].raw)), None)
    if size is not None:
        noun = noun_after(passage, place)
        return Group(number.value * int(size), index, noun, 3) if noun is not None else None
    if place < passage.last and _PAIRS.at(passage.letter.text, place) is not None:
        return Group(number.value * 2, index, place + 1, 3)
    if not _TEAMS.concepts(tokens[place].raw) or place + 2 > passage.last or tokens[place + 1].folded != "po":
        return None
    each = range_at(passage.letter.text, place + 2)
    noun = noun_after(passage, each.last) if each is not None else None
    return Group(number.value * each.high, index, noun, 3) if each is not None and noun is not None else None


_TEAMS = Vocabulary(
    {"team": phrases("grupa, grupka, zespół, drużyna, ekipa, podgrupa, zastęp, patrol, sekcja, klasa")}, typos=False
)
_PAIRS = Vocabulary({"pair": phrases("para taneczny, para małżeński, para narzeczeński, =par rodziców")}, typos=False)


def _round(passage: Passage, index: int) -> Group | None:
    """ "trzydziestka dzieci", "setka gości", "tuzin osób"."""
    token = passage.letter.tokens[index]
    number = next(iter(_ROUND.concepts(token.raw) + _SIZES.concepts(token.raw)), None) if token.is_word else None
    if number is None:
        return None
    noun = noun_after(passage, index)
    before = passage.letter.tokens[index - 1].folded if index > passage.first else ""
    if noun is None and before in ("nas", "cala"):  # "będzie nas piątka"
        return Group(int(number), index, index, 3)
    return Group(int(number), index, noun, 2) if noun is not None else None


_SIZES = Vocabulary({"12": ["tuzin"], "100": ["setka"], "10": ["dziesiątka"]}, typos=False)
_ROUND = Vocabulary(
    {
        "10": ["dziesiątka"], "15": ["piętnastka"], "20": ["dwudziestka"], "30": ["trzydziestka"],
        "40": ["czterdziestka"], "50": ["pięćdziesiątka"], "60": ["sześćdziesiątka"], "100": ["setka"],
        "5": ["piątka"], "4": ["czwórka"], "3": ["trójka"], "6": ["szóstka"], "7": ["siódemka"], "8": ["ósemka"],
        "12": ["dwunastka"],
    },
    typos=False,
)  # fmt: skip
