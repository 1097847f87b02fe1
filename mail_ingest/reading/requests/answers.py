"""Bare numbers that answer how many come: "Ile osób będzie? 18", or "18, plus pies" below a quoted question."""

from mail_ingest.reading.passage import Passage
from mail_ingest.reading.requests.people import is_person_noun
from mail_ingest.reading.requests.totals import ABOUT
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import is_numeral

_HOW_MANY = frozenset(words("ile ilu liczba ilosc many скільки"))
_WHO = frozenset(words("was nas panstwa"))


def answers_how_many(passage: Passage, first: int) -> bool:
    """Whether the question right before the number asks for people."""
    tokens = passage.letter.tokens
    mark = first - 1
    while mark > passage.first and tokens[mark].folded in ABOUT:
        mark -= 1
    if mark < passage.first or tokens[mark].raw != "?":
        return False
    asked = [token for token in passage.sentence(mark).tokens if token.is_word]
    many = any(token.folded in _HOW_MANY for token in asked)
    return many and any(token.folded in _WHO or is_person_noun(token.raw) for token in asked)


def is_mere_answer(passage: Passage, first: int, last: int) -> bool:
    """Whether the number opens a paragraph and stands alone in it or before a comma: its question is not told."""
    tokens = passage.letter.tokens
    if not (tokens[first].is_number or is_numeral(tokens[first].raw)):
        return False
    start = first
    while start > passage.first and tokens[start].newlines == 0 and tokens[start - 1].folded in ABOUT:
        start -= 1
    if start > passage.first and tokens[start].newlines < 2:
        return False
    after = tokens[last + 1] if last < passage.last else None
    if after is None or after.newlines > 1:
        return True
    behind = tokens[last + 2] if last + 1 < passage.last else None
    ends = behind is None or behind.newlines > 1 or (after.raw == "," and behind.is_word)
    return after.raw in ",." and ends
