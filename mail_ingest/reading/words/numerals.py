"""Numbers in digits and words, in Polish in every inflection, in English and in Ukrainian.

    number = number_at(text, index)           # index of a token of mail_ingest.reading.words.text.Text
    number.value, number.kind, number.last    # 25, Numeral.CARDINAL, index of its last token

"dwudziestu pięciorga", "25", "twenty-five", "двадцять п'ять" are 25; "szesnasty", "16-ty", "2ego", "21st" are
ordinals; "kilkanaście" is no number. `range_at` reads "20-25", "od 20 do 25", "dwadzieścia do trzydziestu", and one
number as well.
`split_compound("trzydziestoosobowa")` gives (30, "osobowa").
"""

from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from mail_ingest.reading.words.lexicon import Lexicon
from mail_ingest.reading.words.morphology import fold, forms, words
from mail_ingest.reading.words.text import NUMBER, WORD, Text


class Numeral(Enum):
    """How a number is said: 5, five, pięcioro (CARDINAL); 5th, piąty (ORDINAL)."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"


class Number(NamedTuple):
    """A number and its last token. `words` tells that it is written in words; `value` is at most 9 digits long."""

    value: int
    kind: Numeral
    last: int
    words: bool


class NumberRange(NamedTuple):
    """From `low` to `high` (equal for a single number), up to and including token `last`."""

    low: int
    high: int
    last: int


_CARDINALS = words(
    "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście czternaście"
    " piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście"
)
_ORDINALS = words(
    "zerowy pierwszy drugi trzeci czwarty piąty szósty siódmy ósmy dziewiąty dziesiąty jedenasty dwunasty trzynasty"
    " czternasty piętnasty szesnasty siedemnasty osiemnasty dziewiętnasty"
)
_TENS = "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt"
_ORDINAL_TENS = (
    "dwudziesty trzydziesty czterdziesty pięćdziesiąty sześćdziesiąty siedemdziesiąty osiemdziesiąty dziewięćdziesiąty"
)
_HUNDREDS = "sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset"
_ENGLISH = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_ENGLISH_ORDINALS = words(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_ENGLISH_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
_UKRAINIAN = {
    1: "один одна одне одного одної одну",
    2: "два дві двох двоє двом двома",
    3: "три трьох троє трьом",
    4: "чотири чотирьох четверо",
    5: "п'ять п'яти п'ятеро п'ятьох",
    6: "шість шести шестеро шістьох",
    7: "сім семи семеро сімох",
    8: "вісім восьми восьмеро вісьмох",
    9: "дев'ять дев'яти дев'ятеро",
    10: "десять десяти десятеро десятьох",
    11: "одинадцять одинадцяти одинадцятеро",
    12: "дванадцять дванадцяти дванадцятеро",
    13: "тринадцять тринадцяти тринадцятеро",
    14: "чотирнадцять чотирнадцяти чотирнадцятеро",
    15: "п'ятнадцять п'ятнадцяти п'ятнадцятеро",
    16: "шістнадцять шістнадцяти",
    17: "сімнадцять сімнадцяти",
    18: "вісімнадцять вісімнадцяти",
    19: "дев'ятнадцять дев'ятнадцяти",
    20: "двадцять двадцяти двадцятеро",
    30: "тридцять тридцяти",
    40: "сорок сорока",
    50: "п'ятдесят п'ятдесяти",
    100: "сто ста",
}
_UKRAINIAN_ORDINALS = {
    1: "перш*", 2: "друг*", 3: "трет*", 4: "четверт* четвёрт*", 5: "п'ят*", 6: "шост*", 7: "сьом*", 8: "восьм*",
    9: "дев'ят*", 10: "десят*", 11: "одинадцят*", 12: "дванадцят*", 13: "тринадцят*", 14: "чотирнадцят*",
    15: "п'ятнадцят*", 16: "шістнадцят*", 17: "сімнадцят*", 18: "вісімнадцят*", 19: "дев'ятнадцят*", 20: "двадцят*",
    30: "тридцят*",
}  # fmt: skip
_UKRAINIAN_ENDINGS = words("ий ого ому им ім а ої ій у ою е і их")
_PRONOUNS = frozenset(("ten", "one"))
"""English numbers that are Polish pronouns."""
_COLLECTIVE_UNITS = {"oboje": 2, "obydwoje": 2}
_ORDINAL_ENDINGS = frozenset(
    words(
        "ego go emu mu ta tej ej ty tym ym te szy szego szej gi giego ci ciego czy wty th st nd rd го й ї та а ої"
        " ій ого ому tego temu mego mym stego ma mej my sma smej sta stej sza szą tą mą"
    )
)


class _Part(NamedTuple):
    value: int
    kind: Numeral
    scale: int  # 1: units and teens, 10: tens, 100: hundreds, 1000: thousand


def _plain(word: str) -> str:
    return fold(word).replace("’", "'").replace("ʼ", "'")


@lru_cache(maxsize=1)
def _parts() -> dict[str, _Part]:
    parts: dict[str, _Part] = {}

    def put(words: frozenset[str], value: int, kind: Numeral, scale: int) -> None:
        for word in words:
            parts.setdefault(word, _Part(value, kind, scale))

    for value, word in enumerate(_CARDINALS):
        put(frozenset(form for form in forms(word) if not form.endswith("cio")), value, Numeral.CARDINAL, 1)
    for value, word in enumerate(_ORDINALS):
        put(forms(word) - {"wtory"}, value, Numeral.ORDINAL, 1)
    for tens, (word, ordinal) in enumerate(zip(_TENS.split(), _ORDINAL_TENS.split(), strict=True), start=2):
        put(forms(word), tens * 10, Numeral.CARDINAL, 10)
        put(forms(ordinal), tens * 10, Numeral.ORDINAL, 10)
    for hundreds, word in enumerate(_HUNDREDS.split(), start=1):
        put(forms(word), hundreds * 100, Numeral.CARDINAL, 100)
    put(forms("setny"), 100, Numeral.ORDINAL, 100)
    put(forms("tysiąc") - {"tys"}, 1000, Numeral.CARDINAL, 1000)
    put(forms("dwutysięczny"), 2000, Numeral.ORDINAL, 1000)
    for word, value in _COLLECTIVE_UNITS.items():
        put(forms(word), value, Numeral.CARDINAL, 1)
    _put_foreign(parts)
    return parts


def _put_foreign(parts: dict[str, _Part]) -> None:
    for value, (word, ordinal) in enumerate(zip(_ENGLISH, _ENGLISH_ORDINALS, strict=True)):
        parts.setdefault(word, _Part(value, Numeral.CARDINAL, 1))
        parts.setdefault(ordinal, _Part(value, Numeral.ORDINAL, 1))
    for tens, word in enumerate(_ENGLISH_TENS, start=2):
        parts.setdefault(word, _Part(tens * 10, Numeral.CARDINAL, 10))
        parts.setdefault(word[:-1] + "ieth", _Part(tens * 10, Numeral.ORDINAL, 10))
    parts.setdefault("hundred", _Part(100, Numeral.CARDINAL, 100))
    for value, listed in _UKRAINIAN.items():
        for word in listed.split():
            parts.setdefault(_plain(word), _Part(value, Numeral.CARDINAL, _scale(value)))
    for value, stems in _UKRAINIAN_ORDINALS.items():
        for stem in stems.split():
            for ending in _UKRAINIAN_ENDINGS:
                parts.setdefault(_plain(stem[:-1] + ending), _Part(value, Numeral.ORDINAL, _scale(value)))
                parts.setdefault(_plain(stem[:-1] + "ь" + ending), _Part(value, Numeral.ORDINAL, _scale(value)))


def _scale(value: int) -> int:
    return 1 if value < 20 else 10 if value < 100 else 100


@lru_cache(maxsize=20_000)
def _part(word: str) -> _Part | None:
    return _parts().get(_plain(word)) or _mended(word)


@lru_cache(maxsize=1)
def _near_parts() -> Lexicon:
    """Number words of five letters and more, to be found with a slip of the pen; weekdays beside, which are as near."""
    numbers = {word: [word] for word in _parts() if len(word) >= _LONG_ENOUGH and word.isascii()}
    return Lexicon(numbers | {"weekday": ["czwartek", "piątek"]})


def _mended(word: str) -> _Part | None:
    """The number that a misspelt word stands for ("dwunasttgo"); never a weekday ("piatek" is no slip for "piatej")."""
    if len(word) < _LONG_ENOUGH or not word.isalpha() or fold(word) in _not_numbers():
        return None
    written = _near_parts().mend(word)
    return _parts().get(written) if written and written != fold(word) else None


@lru_cache(maxsize=1)
def _not_numbers() -> frozenset[str]:
    return forms("piątek") | forms("piątka") | forms("szóstka") | forms("trójka") | forms("dziesiątka")


_LONG_ENOUGH = 5


def is_numeral(raw: str) -> bool:
    """Whether this word is a number, or the beginning of one."""
    return _part(raw) is not None


def numeral_spelling(raw: str) -> str:
    """The folded number word, rightly spelt ("dwunasttgo" → "dwunastego"); another word as it is."""
    folded = _plain(raw)
    if folded in _parts() or len(raw) < _LONG_ENOUGH:
        return fold(raw)
    return _near_parts().mend(raw) or fold(raw)


def number_at(text: Text, index: int) -> Number | None:
    """The number that begins at this token, as long as it goes; None when none begins here."""
    kind = text.tokens[index].kind
    if kind is NUMBER:
        return _in_digits(text, index)
    return _in_words(text, index) if kind is WORD else None


def _in_digits(text: Text, index: int) -> Number | None:
    token, tokens, size = text.tokens[index], text.tokens, len(text.tokens)
    if len(token.raw) > 9:
        return None
    after = index + 1
    if after + 1 < size and tokens[after].glued and tokens[after].raw in "-–'’" and tokens[after + 1].glued:
        after += 1
    if after < size and tokens[after].glued and tokens[after].folded in _ORDINAL_ENDINGS:
        return Number(int(token.raw), Numeral.ORDINAL, after, False)
    return Number(int(token.raw), Numeral.CARDINAL, index, False)


def _in_words(text: Text, index: int) -> Number | None:
    part = _part(text.tokens[index].raw)
    if part is None or (text.tokens[index].folded in _PRONOUNS and not text.english):
        return None
    total, scale, kind, last = part.value, part.scale, part.kind, index
    following = index + 1
    while following < len(text.tokens) and following - index < 8:
        token = text.tokens[following]
        if token.raw == "-" and token.glued:
            following += 1
            continue
        if token.newlines > 1:
            break
        part = _part(token.raw) if token.is_word else None
        if part is None:
            break
        if part.scale == 1000 and total < 1000 and kind is Numeral.CARDINAL:
            total, scale = total * part.value, 1000
        elif part.scale < scale and part.value and (part.scale > 1 or part.value < 10 or scale > 10):
            total, scale = total + part.value, part.scale
        else:
            break
        if kind is Numeral.ORDINAL and part.kind is Numeral.CARDINAL:
            break
        kind, last, following = part.kind, following, following + 1
    return Number(total, kind, last, True)


def range_at(text: Text, index: int) -> NumberRange | None:
    """The range of numbers, or the one number, that begins at this token ("od 20 do 25", "20-25", "20")."""
    size, first = len(text.tokens), index
    opened = text.tokens[index].folded in ("od", "miedzy", "from", "between", "від")
    if opened:
        first += 1
    low = number_at(text, first) if first < size else None
    if low is None:
        return None
    joint = low.last + 1
    joints = ("-", "–", "—", "do", "a", "to", "and", "до", "i") if opened else ("-", "–", "—", "do", "to", "до")
    if joint + 1 < size and text.tokens[joint].folded in joints:
        high = number_at(text, joint + 1)
        if high is not None and high.value > low.value:
            return NumberRange(low.value, high.value, high.last)
    return NumberRange(low.value, low.value, low.last) if not opened else None


_PREFIXES = {
    "jedno": 1, "dwu": 2, "dwó": 2, "trzy": 3, "trój": 3, "cztero": 4, "pięcio": 5, "sześcio": 6, "siedmio": 7,
    "ośmio": 8, "dziewięcio": 9, "dziesięcio": 10, "jedenasto": 11, "dwunasto": 12, "trzynasto": 13, "czternasto": 14,
    "piętnasto": 15, "szesnasto": 16, "siedemnasto": 17, "osiemnasto": 18, "dziewiętnasto": 19, "dwudziesto": 20,
    "trzydziesto": 30, "czterdziesto": 40, "pięćdziesięcio": 50, "sześćdziesięcio": 60, "siedemdziesięcio": 70,
    "osiemdziesięcio": 80, "dziewięćdziesięcio": 90, "stu": 100,
}  # fmt: skip
_LONGEST_FIRST = sorted(((fold(word), value) for word, value in _PREFIXES.items()), key=lambda pair: -len(pair[0]))


@lru_cache(maxsize=20_000)
def split_compound(word: str) -> tuple[int, str] | None:
    """Number and folded rest of a compound adjective: "dwugodzinne" → (2, "godzinne"), "trzydziestopięcioosobowa" →
    (35, "osobowa"); None when the word does not begin with a number."""
    rest, total, scale = fold(word), 0, 1000
    while True:
        for prefix, value in _LONGEST_FIRST:
            if rest.startswith(prefix) and len(rest) > len(prefix) and _scale(value) < scale:
                rest, total, scale = rest[len(prefix) :], total + value, _scale(value)
                break
        else:
            break
    return (total, rest) if total else None
