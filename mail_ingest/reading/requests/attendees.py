"""How many people a passage expects.

    read_attendees(passage)     # → Found(25, first, last, …) or None

Every number that counts people is a candidate; a total ("łącznie 25") wins over what is said of "nas" or with a verb of
expecting, that over a bare "25 osób". Ages, prices, counts of things, past attendances ("w zeszłym roku przyszło 240
osób"), the size of an organisation and parts of a group ("w tym jedna na wózku", "po 5 osób") are none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.passage import Found, Passage
from mail_ingest.reading.requests.circumstances import circumstances
from mail_ingest.reading.requests.counting import counts_plainly, is_other, plainness
from mail_ingest.reading.requests.groups import group_at
from mail_ingest.reading.requests.people import PEOPLE, is_one_person, is_person_noun, is_thing, noun_after
from mail_ingest.reading.sender.names import labels
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Numeral, number_at, range_at
from mail_ingest.reading.words.vocabulary import ASKING, Vocabulary, phrases

MOST = 5_000
"""A head count beyond this is a slip or a joke; the Centre's largest room holds far fewer."""

_OR = frozenset(words("lub albo moze gora or або czy , ( maksymalnie max nawet a"))


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
    best = _with_added(passage, best, candidates, taken)
    alone = len({candidate.value for candidate in candidates}) == 1 and not _stray_number(passage, best, taken)
    confidence = Confidence.CERTAIN if best.score >= 3 and alone else Confidence.LIKELY
    return Found(best.value, best.first, best.last, confidence if best.score >= 2 else Confidence.UNSURE)


def _stray_number(passage: Passage, best: _Candidate, taken: frozenset[int]) -> bool:
    """Whether a number in the same sentence counts nothing that is known: it may be the better head count."""
    tokens = passage.letter.tokens
    sentence = passage.sentence(best.first)
    for index in range(sentence.first, sentence.last + 1):
        if best.first <= index <= best.last or index in taken:
            continue
        number = number_at(passage.letter.text, index)
        if number is None or number.value < _FEW or number.kind is not Numeral.CARDINAL:
            continue
        after = tokens[number.last + 1 : min(number.last + 2, sentence.last) + 1]
        inside = len(after) == 2 and after[1].glued
        if not after or not (is_thing(after[0]) or after[0].raw in "/:%" or inside):
            return True
    return False


_FEW = 3
"""Smaller numbers are those of rooms and of things."""


def _with_added(
    passage: Passage, best: _Candidate, candidates: Sequence[_Candidate], taken: frozenset[int]
) -> _Candidate:
    """The sum with those who come besides: "20 pań, do tego zaprosiliśmy 5 gości", nothing else asked for between."""
    later = [candidate for candidate in candidates if candidate.first > best.last]
    if not later or later[0].score < 2 or later[0].first - best.last > _FAR:
        return best
    between = passage.part((best.last + 1, later[0].first - 1))
    marked = between.has(_ADDED) and not between.has(ASKING, "ask", "need", "book")
    if not marked or not taken.isdisjoint(range(between.first, between.last + 1)):
        return best
    return replace(best, value=best.value + later[0].value, last=later[0].last)


_FAR = 14
"""Tokens within which "do tego" still adds to the people told before."""
_ADDED = Vocabulary(
    {
        "added": phrases("""=do tego, =dodatkowo, =ponadto, =oprócz tego, =poza tym, =plus, =oprócz nich, dojść,
            dołączyć, dochodzić, dołączać, =plus also, =in addition, =besides, =крім того""")
    },
    typos=False,
)


def _candidates(passage: Passage, taken: frozenset[int]) -> list[_Candidate]:
    found: list[_Candidate] = []
    index = passage.first
    while index <= passage.last:
        candidate = None
        if index not in taken or counts_plainly(passage, index):
            candidate = _grouped(passage, index) or _counted(passage, index)
        if candidate is not None and 0 < candidate.value <= MOST and candidate.score > 0:
            found.append(candidate)
            index = candidate.last
        index += 1
    return found


def _grouped(passage: Passage, index: int) -> _Candidate | None:
    """A group that one expression tells ("15-osobowa", "we dwoje", "dwie grupy po 15 osób")."""
    group = group_at(passage, index)
    if group is None:
        return None
    told = circumstances(passage, max(index, group.first), group.last)
    return _Candidate(group.value, group.first, group.last, group.plainness + told)


def _counted(passage: Passage, index: int) -> _Candidate | None:
    """A number that counts people."""
    tokens = passage.letter.tokens
    if index > passage.first and tokens[index].glued and tokens[index - 1].raw in "./:-–,+":
        return None
    span = range_at(passage.letter.text, index)
    if span is None or span.last > passage.last or _ordinal(passage, index):
        return None
    value, last = _upper(passage, span.high, _with_ending(passage, span.last))
    noun = noun_after(passage, last, one=value == 1)
    if value == 1 and noun is not None and not PEOPLE.concepts(tokens[noun].raw):
        noun = None
    if is_other(passage, index, last, noun):
        return None
    score = plainness(passage, index, last, noun)
    if score <= 0:
        return None
    end = noun if noun is not None else last
    value, end = _with_more(passage, value, end)
    first = _start(passage, index)
    return _Candidate(value, first, end, score + circumstances(passage, index, end))


def _with_ending(passage: Passage, last: int) -> int:
    """The last token of "15-tu", "6-ciu", "20tka": digits with the ending of the word that they stand for."""
    tokens = passage.letter.tokens
    if not tokens[last].is_number:
        return last
    after = last + 1
    if after < passage.last and tokens[after].raw in "-–" and tokens[after].glued:
        after += 1
    ends = after <= passage.last and tokens[after].glued and tokens[after].folded in _ENDINGS
    return after if ends else last


_ENDINGS = frozenset(words("ciu cioro ciorga tu ro tka tki stu miu cio cie oro iu ech ga rga ka"))


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
    """The sum of "12 dzieci i 3 opiekunów", "16 uczniów, 3 nauczycieli oraz ratownik": kinds of people in a row.

    A mere comma joins them only where the row ends in a word that does, and not behind "osób", of which the kinds are
    the parts ("40 osób, 30 dzieci i 10 dorosłych").
    """
    total, end = value, last
    summed, summed_end = value, last
    listed = "person" not in PEOPLE.concepts(passage.letter.tokens[last].raw)
    while (more := _one_more(passage, summed_end, comma=listed)) is not None:
        summed, summed_end, joined = summed + more[0], more[1], more[2]
        if joined:
            total, end = summed, summed_end
    return total, end


def _one_more(passage: Passage, last: int, *, comma: bool) -> tuple[int, int, bool] | None:
    """(number, last token, whether a word joins them) of the people told right behind token `last`."""
    tokens = passage.letter.tokens
    last = _past_aside(passage, last)
    joint = [token.folded for token in tokens[last + 1 : last + 4]]
    size = next((len(words) for words in _JOINTS if joint[: len(words)] == words), 0)
    joined = size > 0
    if not joined and comma and joint[:1] == [","]:
        size = 1
    if not size or last + size >= passage.last:
        return None
    first = tokens[last + size + 1]
    beside = joint[size - 1] in ("z", "ze", "with", "з")
    number = number_at(passage.letter.text, last + size + 1)
    if first.folded in ("ja", "me", "я") and not beside:
        return 1, last + size + 1, joined
    if number is None and not first.newlines and (_CARERS.concepts(first.raw) if beside else is_one_person(first.raw)):
        return 1, last + size + 1, joined
    if number is None or number.kind is not Numeral.CARDINAL or number.value > MOST:
        return None
    noun = noun_after(passage, _with_ending(passage, number.last), one=number.value == 1)
    if noun is None or tokens[noun].folded == tokens[last].folded:
        return None
    return number.value, noun, joined


def _past_aside(passage: Passage, last: int) -> int:
    """The last token of what only describes the people: "(7-10 lat)", "w wieku 7-10 lat", "klasy 5a"."""
    tokens = passage.letter.tokens
    after = [token.folded for token in tokens[last + 1 : min(passage.last, last + 9) + 1]]
    if after[:1] == ["("] and ")" in after:
        end = last + 1 + after.index(")")
        return last if any(_is_noun(passage, index) for index in range(last + 1, end)) else end
    if after[:2] == ["w", "wieku"]:
        return next((last + 1 + place for place, word in enumerate(after) if word in ("lat", "lata")), last)
    if after[:1] in (["klasy"], ["kl"], ["klas"]):
        end = last + 1
        while end < passage.last and (tokens[end + 1].is_number or tokens[end + 1].folded in _CLASSES):
            end += 1
        return end
    return last


_CLASSES = frozenset(words(". a b c d e f ii iii iv v vi vii viii"))
_CARERS = Vocabulary(
    {
        "carer": phrases("""opiekun, opiekunka, wychowawca, wychowawczyni, nauczyciel, nauczycielka, trener,
            trenerka, instruktor, instruktorka, kierowniczka, drużynowa, drużynowy""")
    },
    typos=False,
)


_JOINTS = (
    [",", "do", "tego"],
    [",", "plus"],
    [",", "oraz"],
    [",", "a"],
    ["i"],
    ["oraz"],
    ["plus"],
    ["z"],
    ["ze"],
    ["wraz", "z"],
    ["razem", "z"],
    [",", "razem", "z"],
    ["and"],
    ["та"],
    ["+"],
)


def named_people(passage: Passage) -> Found[int] | None:
    """People told by their names: "zgłaszam Annę Nowak i Piotra Lisa" are two, "mnie i koleżankę" as well."""
    tokens = passage.letter.tokens
    if (beside_me := _me_and_others(passage)) is not None:
        return beside_me
    firsts = [
        index
        for index in range(passage.first, passage.last)
        if _is_first_name(tokens[index].raw) and _is_capitalised(tokens[index + 1].raw)
    ]
    if len(firsts) < 2 or any(tokens[i].sentence != tokens[firsts[0]].sentence for i in firsts):
        return None
    return Found(len(firsts), firsts[0], firsts[-1] + 1, Confidence.LIKELY)


def _me_and_others(passage: Passage) -> Found[int] | None:
    """ "mnie i koleżankę Zofię Bies", "siebie, skarbnika oraz dwie wolontariuszki"."""
    tokens = passage.letter.tokens
    first = next((i for i in range(passage.first, passage.last) if tokens[i].folded in ("mnie", "siebie", "me")), None)
    if first is None:
        return None
    count, last, index = 1, first, first + 1
    while index <= passage.last and tokens[index].sentence == tokens[first].sentence:
        token = tokens[index]
        joined = tokens[index - 1].folded in (",", "i", "oraz", "and", "z", "pana", "pania", "moja", "mojego", "nasza")
        number = number_at(passage.letter.text, index) if joined else None
        if number is not None and (noun := noun_after(passage, number.last, one=number.value == 1)) is not None:
            count, last, index = count + number.value, noun, noun
        elif joined and token.is_word and (_is_first_name(token.raw) or is_person_noun(token.raw, one=True)):
            named = token.folded not in ("pana", "pania")
            count, last = count + named, index
        elif token.folded in ("na", "do", ".", ":"):
            break
        index += 1
    return Found(count, first, last, Confidence.LIKELY) if count > 1 else None


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower()


def _is_first_name(word: str) -> bool:
    return _is_capitalised(word) and any(label == "imię" for label, _ in labels(word))
