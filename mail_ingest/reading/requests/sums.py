"""Sums of people told in a row: "12 dzieci i 3 opiekunów", "16 uczniów, 3 nauczycieli oraz ratownik"."""

from mail_ingest.reading.passage import Passage
from mail_ingest.reading.requests.people import PEOPLE, is_one_person, is_person_noun, noun_after
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Numeral, number_at
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.text import Token
from mail_ingest.reading.words.vocabulary import Vocabulary, phrases

MOST = 5_000
"""A head count beyond this is a slip or a joke; the Centre's largest room holds far fewer."""


def with_ending(passage: Passage, last: int) -> int:
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


def with_more(passage: Passage, value: int, last: int) -> tuple[int, int]:
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
    if (told := _noun_first(passage, last + size + 1, tokens[last].folded)) is not None:
        return *told, True
    while last + size + 2 < passage.last and tokens[last + size + 1].folded in _ABOUT:
        size += 1
    first = tokens[last + size + 1]
    beside = tokens[last + size].folded in ("z", "ze", "with", "з")
    number = number_at(passage.letter.text, last + size + 1)
    if first.folded in ("ja", "me", "я") and not beside:
        return 1, last + size + 1, joined
    if number is None and not first.newlines and (_CARERS.concepts(first.raw) if beside else is_one_person(first.raw)):
        return 1, last + size + 1, joined
    if number is None or number.kind is not Numeral.CARDINAL or number.value > MOST:
        return None
    noun = noun_after(passage, with_ending(passage, number.last), one=number.value == 1)
    if noun is None or tokens[noun].folded == tokens[last].folded:
        return None
    return number.value, noun, joined


_ABOUT = frozenset(words("jakies okolo ok . moze pewnie jeszcze"))


def _noun_first(passage: Passage, index: int, counted: str) -> tuple[int, int] | None:
    """(number, last token) of "panów będzie pięciu", "dzieci 5", "opiekunowie: 2" from the noun on."""
    tokens = passage.letter.tokens
    noun = tokens[index]
    if not noun.is_word or not is_person_noun(noun.raw) or noun.folded in (counted, *_WHOLE):
        return None
    at = index + 1
    while at < passage.last and tokens[at].folded in _TOLD | _ABOUT and not tokens[at].newlines:
        at += 1
    number = number_at(passage.letter.text, at) if at <= passage.last else None
    if number is None or number.kind is not Numeral.CARDINAL or number.value > MOST:
        return None
    after = tokens[number.last + 1] if number.last < passage.last else None
    if after is not None and not (after.raw in ".,;)!" or after.newlines or after.folded in ("i", "oraz")):
        return None
    return number.value, number.last


_TOLD = frozenset(words("bedzie jest sa : - –"))
_WHOLE = frozenset(words("osob osoby ludzi czlonkow czlonkowie uczestnikow uczestnicy uprawnionych"))
"""People that are all of them together, or some other number, not a kind beside another."""


def _past_aside(passage: Passage, last: int) -> int:
    """The last token of what only describes the people: "(7-10 lat)", "w wieku 7-10 lat", "klasy 5a"."""
    tokens = passage.letter.tokens
    while last < passage.last and _qualifies(tokens[last + 1]):
        last += 1
    after = [token.folded for token in tokens[last + 1 : min(passage.last, last + 9) + 1]]
    if after[:1] == ["("] and ")" in after:
        end = last + 1 + after.index(")")
        return last if any(is_person_noun(tokens[index].raw) for index in range(last + 1, end)) else end
    if after[:2] == ["w", "wieku"]:
        return next((last + 1 + place for place, word in enumerate(after) if word in ("lat", "lata")), last)
    if after[:1] in (["klasy"], ["kl"], ["klas"]):
        end = last + 1
        while end < passage.last and (tokens[end + 1].is_number or tokens[end + 1].folded in _CLASSES):
            end += 1
        return end
    return last


def _qualifies(token: Token) -> bool:
    """ "osób słyszących", "dzieci młodszych": an adjective in the plural behind its noun."""
    return token.is_word and any(
        tag.startswith(("adj:pl:gen", "pact:pl:gen", "ppas:pl:gen")) for _, tag in loose_analyses(token.raw)
    )


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
