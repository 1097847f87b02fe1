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
from mail_ingest.reading.requests.counting import counts_plainly, plainness
from mail_ingest.reading.requests.groups import begins_count, group_at
from mail_ingest.reading.requests.not_counts import is_other
from mail_ingest.reading.requests.people import PEOPLE, is_thing, noun_after
from mail_ingest.reading.requests.sums import MOST, with_ending, with_more
from mail_ingest.reading.requests.totals import is_noun
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Numeral, number_at, range_at
from mail_ingest.reading.words.text import NUMBER, WORD
from mail_ingest.reading.words.vocabulary import ASKING, Vocabulary, phrases

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
            dołączyć, dochodzić, dołączać, =in addition, =besides, =крім того""")
    },
    typos=False,
)


def _candidates(passage: Passage, taken: frozenset[int]) -> list[_Candidate]:
    tokens = passage.letter.tokens
    found: list[_Candidate] = []
    after = passage.first
    for index in range(passage.first, passage.last + 1):
        kind = tokens[index].kind
        if index < after or not (kind is NUMBER or (kind is WORD and begins_count(tokens[index].raw))):
            continue
        candidate = None
        if index not in taken or counts_plainly(passage, index):
            candidate = _grouped(passage, index) or _counted(passage, index)
        if candidate is not None and 0 < candidate.value <= MOST and candidate.score > 0:
            found.append(candidate)
            after = candidate.last + 1
    return found


def _grouped(passage: Passage, index: int) -> _Candidate | None:
    """A group that one expression tells ("15-osobowa", "we dwoje", "dwie grupy po 15 osób")."""
    group = group_at(passage, index)
    if group is None:
        return None
    told = circumstances(passage, max(index, group.first), group.last)
    last = group.last
    tokens = passage.letter.tokens
    last += last < passage.last and tokens[last + 1].folded in ("grupy", "grupe", "grupa")
    last += last < passage.last and is_noun(passage, last + 1)  # "25-osobowej grupy młodzieży i trzech opiekunów"
    value, last = with_more(passage, group.value, last)
    return _Candidate(value, group.first, last, group.plainness + told)


def _counted(passage: Passage, index: int) -> _Candidate | None:
    """A number that counts people."""
    tokens = passage.letter.tokens
    if index > passage.first and tokens[index].glued and tokens[index - 1].raw in "./:-–,+":
        return None
    span = range_at(passage.letter.text, index)
    if span is None or span.last > passage.last or _ordinal(passage, index):
        return None
    value, last = _upper(passage, span.high, with_ending(passage, span.last))
    if (all_of_them := _part_of(passage, last)) is not None:
        return _Candidate(value, _start(passage, index), all_of_them, 4 + circumstances(passage, index, all_of_them))
    noun = noun_after(passage, last, one=value == 1)
    value += noun is not None and _with_me(passage, index)
    if value == 1 and noun is not None and not PEOPLE.concepts(tokens[noun].raw):
        noun = None
    if is_other(passage, index, last, noun):
        return None
    score = plainness(passage, index, last, noun)
    if score <= 0:
        return None
    end = noun if noun is not None else last
    value, end = with_more(passage, value, end)
    first = _start(passage, index)
    return _Candidate(value, first, end, score + circumstances(passage, index, end))


def _with_me(passage: Passage, first: int) -> bool:
    """Whether the writer comes with those counted ("ja i trzy koleżanki", "ja plus dwie osoby")."""
    before = [token.folded for token in passage.letter.tokens[max(passage.first, first - 2) : first]]
    return len(before) == 2 and before[0] in ("ja", "me") and before[1] in ("i", "oraz", "plus", "+", "and", "z")


def _part_of(passage: Passage, last: int) -> int | None:
    """The last token of "(17) z 20 członków", "(12) na 15 uczniów": so many of all of them come."""
    if last + 2 > passage.last or passage.letter.tokens[last + 1].folded not in ("z", "ze", "na", "sposrod"):
        return None
    whole = number_at(passage.letter.text, last + 2)
    if whole is None or whole.kind is not Numeral.CARDINAL:
        return None
    return noun_after(passage, whole.last)


def _ordinal(passage: Passage, index: int) -> bool:
    number = number_at(passage.letter.text, index)
    return number is not None and number.kind is Numeral.ORDINAL


def _upper(passage: Passage, value: int, last: int) -> tuple[int, int]:
    """The larger of "sześciu, może siedmiu", "10 albo 12", "10 osób, góra 12"."""
    tokens, position = passage.letter.tokens, last + 1
    said = False
    while position <= min(passage.last, last + 5) and (tokens[position].folded in _OR or is_noun(passage, position)):
        said = said or (tokens[position].folded in _OR and tokens[position].is_word)
        position += 1
    if not said or position > passage.last:
        return value, last
    number = number_at(passage.letter.text, position)
    if number is not None and value < number.value <= value * 2 and number.kind is Numeral.CARDINAL:
        return number.value, number.last
    return value, last


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
