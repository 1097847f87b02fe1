"""How many people a passage expects.

    read_attendees(passage)     # → Found(25, first, last, …) or None

Every number that counts people is a candidate; a total ("łącznie 25") wins over what is said of "nas" or with a verb of
expecting, that over a bare "25 osób". Ages, prices, counts of things, past attendances ("w zeszłym roku przyszło 240
osób"), the size of an organisation and parts of a group ("w tym jedna na wózku", "po 5 osób") are none.
"""

from dataclasses import dataclass

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.passage import Found, Passage
from mail_ingest.reading.requests.circumstances import circumstances
from mail_ingest.reading.requests.counting import counts_plainly, is_other, plainness
from mail_ingest.reading.requests.people import is_one_person, is_person_noun, is_thing
from mail_ingest.reading.sender.names import labels
from mail_ingest.reading.words.morphology import fold, words
from mail_ingest.reading.words.numerals import Numeral, number_at, range_at, split_compound
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.vocabulary import Vocabulary

MOST = 5_000
"""A head count beyond this is a slip or a joke; the Centre's largest room holds far fewer."""

_OR = frozenset(words("lub albo moze gora or або czy , maksymalnie max nawet a"))


@dataclass(frozen=True)
class _Candidate:
    value: int
    first: int
    last: int
    score: int


def read_attendees(passage: Passage, taken: frozenset[int] = frozenset()) -> Found[int] | None:
    """The number expected; of a range its upper bound. `taken`: tokens that speak of time."""
    candidates = _candidates(passage, taken)
    if not candidates:
        return None
    best = max(candidates, key=lambda candidate: (candidate.score, candidate.value, -candidate.first))
    rivals = {candidate.value for candidate in candidates if candidate.score >= best.score - 1}
    confidence = Confidence.CERTAIN if best.score >= 3 and len(rivals) == 1 else Confidence.LIKELY
    return Found(best.value, best.first, best.last, confidence if best.score >= 2 else Confidence.UNSURE)


def _candidates(passage: Passage, taken: frozenset[int]) -> list[_Candidate]:
    found: list[_Candidate] = []
    index = passage.first
    while index <= passage.last:
        candidate = None
        if index not in taken or counts_plainly(passage, index):
            candidate = (
                _compound(passage, index)
                or _together(passage, index)
                or _round(passage, index)
                or _counted(passage, index)
            )
        if candidate is not None and 0 < candidate.value <= MOST and candidate.score > 0:
            found.append(candidate)
            index = candidate.last
        index += 1
    return found


def _compound(passage: Passage, index: int) -> _Candidate | None:
    """ "trzydziestoosobowa", "15-osobowa", "12 osobowej"."""
    tokens = passage.letter.tokens
    token = tokens[index]
    split = split_compound(token.raw) if token.is_word else None
    if split is not None and split[1].startswith("osobow"):
        return _Candidate(split[0], index, index, 3 + circumstances(passage, index, index))
    if token.is_number and len(token.raw) < 5:
        after = index + 1
        while after <= passage.last and (
            tokens[after].raw in "-–" or (tokens[after].glued and tokens[after].folded in _LINKS)
        ):
            after += 1
        if after <= passage.last and tokens[after].folded.startswith(("osobow", "person")):
            span = range_at(passage.letter.text, index)
            value = span.high if span is not None else int(token.raw)
            if span is not None and span.last > index:
                return None if span.last >= after else _Candidate(value, index, after, 3)
            return _Candidate(value, index, after, 3 + circumstances(passage, index, after))
    return None


_LINKS = frozenset(("cio", "o", "sto", "stu", "ro", "to", "u", "cioro"))
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


_ROUND = Vocabulary(
    {
        "10": ["dziesiątka"], "15": ["piętnastka"], "20": ["dwudziestka"], "30": ["trzydziestka"],
        "40": ["czterdziestka"], "50": ["pięćdziesiątka"], "100": ["setka"], "5": ["piątka"], "4": ["czwórka"],
        "3": ["trójka"], "6": ["szóstka"], "7": ["siódemka"], "8": ["ósemka"],
    },
    typos=False,
)  # fmt: skip


def _round(passage: Passage, index: int) -> _Candidate | None:
    """ "trzydziestka dzieci", "setka gości"."""
    token = passage.letter.tokens[index]
    number = next(iter(_ROUND.concepts(token.raw)), None) if token.is_word else None
    noun = _noun_after(passage, index) if number is not None else None
    if number is None or noun is None:
        return None
    return _Candidate(int(number), index, noun, 2 + circumstances(passage, index, noun))


def _together(passage: Passage, index: int) -> _Candidate | None:
    """ "we dwójkę", "w piątkę"."""
    tokens = passage.letter.tokens
    if index == passage.first or tokens[index - 1].folded not in ("we", "w"):
        return None
    number = _TOGETHER.get(tokens[index].folded)
    spoken = number_at(passage.letter.text, index) if number is None and tokens[index].is_word else None
    if spoken is not None and tokens[index - 1].folded == "we" and spoken.kind is Numeral.CARDINAL:
        alone = spoken.last >= passage.last or not is_thing(tokens[spoken.last + 1])
        number = spoken.value if alone else None
    if number is None:
        return None
    return _Candidate(number, index - 1, index, 3 + circumstances(passage, index, index))


def _counted(passage: Passage, index: int) -> _Candidate | None:
    """A number that counts people."""
    tokens = passage.letter.tokens
    if index > passage.first and tokens[index].glued and tokens[index - 1].raw in "./:-–,+":
        return None
    span = range_at(passage.letter.text, index)
    if span is None or span.last > passage.last or _ordinal(passage, index):
        return None
    value, last = span.high, span.last
    value, last = _upper(passage, value, last)
    noun = _noun_after(passage, last)
    if is_other(passage, index, last, noun):
        return None
    score = plainness(passage, index, last, noun)
    if score <= 0:
        return None
    end = noun if noun is not None else last
    value, end = _with_more(passage, value, end)
    first = _start(passage, index)
    return _Candidate(value, first, end, score + circumstances(passage, index, end))


def _ordinal(passage: Passage, index: int) -> bool:
    number = number_at(passage.letter.text, index)
    return number is not None and number.kind is Numeral.ORDINAL


def _upper(passage: Passage, value: int, last: int) -> tuple[int, int]:
    """The larger of "sześciu, może siedmiu", "10 albo 12", "10 osób, góra 12"."""
    tokens, position = passage.letter.tokens, last + 1
    said = False
    while position <= min(passage.last, last + 5) and (tokens[position].folded in _OR or _is_noun(passage, position)):
        said = said or (tokens[position].folded in _OR and tokens[position].is_word)
        position += 1
    if not said or position > passage.last:
        return value, last
    number = number_at(passage.letter.text, position)
    if number is not None and value < number.value <= value * 2 and number.kind is Numeral.CARDINAL:
        return number.value, number.last
    return value, last


def _noun_after(passage: Passage, last: int, *, one: bool = False) -> int | None:
    """The token of the people noun that the number counts, adjectives and the like skipped. `one`: in the singular."""
    tokens = passage.letter.tokens
    for index in range(last + 1, min(passage.last, last + 4) + 1):
        token = tokens[index]
        if token.newlines > 1 or (token.newlines and token.raw[0].isupper()):
            return None
        if token.is_word and is_person_noun(token.raw, one=one):
            return index
        if token.raw in "()" or token.folded in ("nowych", "naszych", "of", "the", "dodatkowych"):
            continue
        if not token.is_word or not _attribute(token.raw):
            return None
    return None


def _attribute(word: str) -> bool:
    """Whether the word may stand between a number and its noun: an adjective or participle."""
    found = loose_analyses(word)
    return any(tag.startswith(("adj", "pact", "ppas")) for _, tag in found) or (
        not found and fold(word).endswith(("ych", "ich", "ой", "их"))
    )


def _is_noun(passage: Passage, index: int) -> bool:
    token = passage.letter.tokens[index]
    return token.is_word and is_person_noun(token.raw)


def _start(passage: Passage, first: int) -> int:
    """Where the words of "about" before the number begin, for the evidence."""
    tokens, index = passage.letter.tokens, first
    while (
        index > passage.first
        and tokens[index - 1].folded
        in ("okolo", "ok", ".", "ca", "jakies", "do", "najwyzej", "nawet", "about", "around", "близько")
        and tokens[index].newlines == 0
    ):
        index -= 1
    return first if tokens[index].raw == "." else index


def _with_more(passage: Passage, value: int, last: int) -> tuple[int, int]:
    """The sum of "12 dzieci i 3 opiekunów", where the two stand side by side."""
    tokens = passage.letter.tokens
    joint = [token.folded for token in tokens[last + 1 : last + 4]]
    size = next((len(words) for words in _JOINTS if joint[: len(words)] == words), 0)
    if not size or last + size >= passage.last:
        return value, last
    number = number_at(passage.letter.text, last + size + 1)
    if number is None and is_one_person(tokens[last + size + 1].raw) and not tokens[last + size + 1].newlines:
        return value + 1, last + size + 1
    if number is None or number.kind is not Numeral.CARDINAL or number.value > MOST:
        return value, last
    noun = _noun_after(passage, number.last, one=number.value == 1)
    if noun is None or tokens[noun].folded == tokens[last].folded:
        return value, last
    return value + number.value, noun


_JOINTS = (
    [",", "do", "tego"],
    [",", "plus"],
    [",", "oraz"],
    [",", "a"],
    ["i"],
    ["oraz"],
    ["plus"],
    ["and"],
    ["та"],
    ["+"],
)


def named_people(passage: Passage) -> Found[int] | None:
    """People told by their names: "zgłaszam Annę Nowak i Piotra Lisa" are two."""
    tokens = passage.letter.tokens
    firsts = [
        index
        for index in range(passage.first, passage.last)
        if _is_first_name(tokens[index].raw) and _is_capitalised(tokens[index + 1].raw)
    ]
    if len(firsts) < 2 or any(tokens[i].sentence != tokens[firsts[0]].sentence for i in firsts):
        return None
    return Found(len(firsts), firsts[0], firsts[-1] + 1, Confidence.LIKELY)


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower()


def _is_first_name(word: str) -> bool:
    return _is_capitalised(word) and any(label == "imię" for label, _ in labels(word))
