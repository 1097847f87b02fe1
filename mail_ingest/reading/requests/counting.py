"""How plainly the words around a number say that it counts the people who are expected."""

from mail_ingest.reading.passage import Passage
from mail_ingest.reading.requests.answers import answers_how_many, is_mere_answer
from mail_ingest.reading.requests.not_counts import AT_EACH
from mail_ingest.reading.requests.people import PEOPLE, is_person_noun, is_thing
from mail_ingest.reading.requests.tables import column_heading
from mail_ingest.reading.requests.totals import ABOUT, bounded, is_noun, people_before, totals
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import range_at
from mail_ingest.reading.words.text import Token
from mail_ingest.reading.words.vocabulary import Vocabulary, phrases

_US = frozenset({"nas", "nasza", "us", "нас", "we"})
_OF_THEM = (["z", "nas"], ["з", "нас"], ["із", "нас"])
""" "jedna z nas", "dwie z nas": a part of them all; English "12 of us" is how many there are."""


def plainness(passage: Passage, first: int, last: int, noun: int | None) -> int:
    """How plainly a number is the head count, from its own words: 0 when nothing says that it counts people."""
    base = _by_noun(passage, first, last, noun)
    if _of_us(passage, first, last):
        base = max(base, 2) + 1
    if base == 0:
        base = _by_neighbours(passage, first, last)
    if totals(passage, first, last, noun):
        base = (base or 2) + 3
    elif base < 4 and bounded(passage, first) and (base or people_before(passage, first)):
        base = max(base, 2) + 3
    return base


def counts_plainly(passage: Passage, first: int) -> bool:
    """Whether the words right around the number say that it is no hour: "dzieci będzie", "będzie nas", "15-20 os."."""
    tokens = passage.letter.tokens
    span = range_at(passage.letter.text, first)
    if span is not None and span.last < passage.last and tokens[span.last + 1].folded in _PEOPLE_COUNTED:
        return True
    if first - 2 < passage.first or tokens[first].newlines:
        return False
    other = first - 1
    while other - 1 > passage.first and tokens[other].folded in ABOUT:
        other -= 1
    one = other - 1
    if tokens[other].folded == "nas":
        return bool(_BEING.concepts(tokens[one].raw))
    return bool(_BEING.concepts(tokens[other].raw)) and is_noun(passage, one)


_PEOPLE_COUNTED = frozenset(words("os osob uczestnikow people осіб"))


def _by_noun(passage: Passage, first: int, last: int, noun: int | None) -> int:
    if _collective(passage, first, last):
        return 3
    if noun is None:
        return 0
    return 3 if "person" in PEOPLE.concepts(passage.letter.tokens[noun].raw) else 2


def _of_us(passage: Passage, first: int, last: int) -> bool:
    """ "będzie nas 12", "12 of us"."""
    tokens = passage.letter.tokens
    before = _back(passage, first)
    after = tokens[last + 1 : last + 3]
    if [token.folded for token in after] in _OF_THEM or (tokens[first].folded == "one" and first == last):
        return False
    return (before is not None and before.folded in _US) or any(t.folded in _US and not t.newlines for t in after)


def _by_neighbours(passage: Passage, first: int, last: int) -> int:
    """What the words around a bare number say."""
    tokens = passage.letter.tokens
    clause = passage.clause(first)
    after = tokens[last + 1] if last < passage.last else None
    if after is not None and not after.newlines and is_thing(after) and not _bounds_behind(passage, last):
        return 0
    if (first > passage.first and _heading(passage, first)) or _in_column(passage, first):
        return 3
    if answers_how_many(passage, first):
        return 3
    if _comes(passage, first, last):
        return 3
    if _noun_before(passage, clause, first) or _apposed(passage, clause, first):
        return 2
    if after is not None and after.folded in ("zamiast", "instead"):
        behind = passage.part((last + 2, last + 5))
        if people_before(passage, first) or behind.has(PEOPLE):
            return 2
    if _at_most(passage, first, last) or _for_each(passage, first, last):
        return 2
    return int(_alone(passage, first, last) or is_mere_answer(passage, first, last))


def _for_each(passage: Passage, first: int, last: int) -> bool:
    """ "po 12 na każdych zajęciach": what each of several meetings has."""
    tokens = passage.letter.tokens
    each = tokens[last + 2].folded if last + 1 < passage.last else ""
    return first > passage.first and tokens[first - 1].folded == "po" and each in AT_EACH


def _at_most(passage: Passage, first: int, last: int) -> bool:
    """ "max 40", "góra 15" as a clause of its own, with nothing counted."""
    tokens = passage.letter.tokens
    clause = passage.clause(first)
    before = first
    while before > clause.first and tokens[before - 1].folded in ABOUT:
        before -= 1
    most = before == clause.first and any(token.folded in _MOST for token in tokens[before:first])
    return most and (last == clause.last or tokens[last + 1].raw in ".;!?")


_MOST = frozenset(words("max maks maksymalnie gora najwyzej maximum"))


def _comes(passage: Passage, first: int, last: int) -> bool:
    """ "przychodzi 40-50", "we will be about fifteen": a verb of coming, and nothing counted after the number."""
    tokens = passage.letter.tokens
    before = _back(passage, first)
    after = tokens[last + 1] if last < passage.last else None
    ends = after is None or after.raw in ".,;!?)" or after.newlines > 0 or _bounds_behind(passage, last)
    if before is not None and before.folded in ("bedzie", "beda") and not people_before(passage, first):
        return False
    if before is not None and before.folded == "of" and first - 2 >= passage.first:
        return tokens[first - 2].folded in ("group", "party", "team", "class")
    return ends and before is not None and before.is_word and bool(_COMING.concepts(before.raw))


def _bounds_behind(passage: Passage, last: int) -> bool:
    """ "(we will be) 12 at most", "15 in all"."""
    behind = [token.folded for token in passage.letter.tokens[last + 1 : min(passage.last, last + 2) + 1]]
    return behind in (["at", "most"], ["at", "least"], ["in", "all"], ["in", "total"], ["or", "so"])


_COMING = Vocabulary(
    {
        "come": phrases("""przyjść, przychodzić, przybyć, przybywać, zjawić, zjawiać, pojawić, pojawiać,
            uczestniczyć, =będzie, =będą, =be, =come, =attend, =прийде, =приходить, =буде, =будемо""")
    },
    typos=False,
)


def _collective(passage: Passage, first: int, last: int) -> bool:
    """ "czworo", "we dwójkę", "trzydzieścioro": numerals that count people only."""
    token = passage.letter.tokens[first]
    folded = passage.letter.tokens[last].folded
    if not token.is_word:
        return False
    return folded.endswith(("oro", "ioro", "orga", "orgiem")) or folded in (
        "dwoje",
        "troje",
        "dwojga",
        "trojga",
        "четверо",
        "п'ятеро",
        "двоє",
        "троє",
    )


def _back(passage: Passage, first: int) -> Token | None:
    """The last token before the number that is no word of "about"."""
    tokens = passage.letter.tokens
    index = first - 1
    while index >= passage.first and tokens[index].folded in ABOUT and tokens[index].sentence == tokens[first].sentence:
        index -= 1
    return tokens[index] if index >= passage.first else None


def _in_column(passage: Passage, first: int) -> bool:
    """Whether a table's column is headed "Liczba osób", "Uczestnicy"."""
    if "|" not in passage.letter.text.source:
        return False
    heading = column_heading(passage.letter.tokens, first)
    return any(_HEADINGS.concepts(token.raw) or is_person_noun(token.raw) for token in heading if token.is_word)


def _heading(passage: Passage, first: int) -> bool:
    """ "Liczba osób: 30", "Osób: do 30", "uczestnicy - 15", "grupa: 18-22"."""
    tokens = passage.letter.tokens
    index = first - 1
    marked = False
    while index > passage.first and (tokens[index].folded in ABOUT or tokens[index].raw == "|"):
        marked = marked or tokens[index].raw in ":-–(|"
        index -= 1
    if not marked:
        return False
    before = [token for token in tokens[max(passage.first, index - 2) : index + 1] if token.is_word]
    return any(_HEADINGS.concepts(token.raw) or is_person_noun(token.raw) for token in before)


_HEADINGS = Vocabulary(
    {
        "heading": phrases("""grupa, ekipa, liczba osób, frekwencja, uczestnik, skład, publiczność, widownia,
            =участники""")
    },
    typos=False,
)


def _noun_before(passage: Passage, clause: Passage, first: int) -> bool:
    """ "Dzieci będzie 28", "Uczniów jest ośmioro", "osób około 30": the noun before, its verb or nothing between."""
    tokens = passage.letter.tokens
    index = first - 1
    steps = 0
    while index >= clause.first and steps < 5:
        token = tokens[index]
        if token.is_word and is_noun(passage, index) and (token.folded != "mam" or steps):
            return True
        if not (token.folded in ABOUT or _BEING.concepts(token.raw)):
            return False
        index, steps = index - 1, steps + 1
    return False


_BEING = Vocabulary(
    {
        "be": phrases("""być, bywać, przychodzić, chodzić, zbierać się, spotykać się,
            =będzie, =jest, =jakieś, przyjść, spodziewać, =się, przewidywać, zapisać,
            =mamy, =mam, potrzebować, =to, =буде, zaprosić, zapraszać, oczekiwać, zgłosić,
            doliczyć, zgłosić się, zapowiedzieć""")
    },
    typos=False,
)


def _apposed(passage: Passage, clause: Passage, first: int) -> bool:
    """ "more people, about 35": a bare number as a clause of its own behind one that names people."""
    tokens = passage.letter.tokens
    if first - clause.first > 2 or not all(token.folded in ABOUT for token in tokens[clause.first : first]):
        return False
    before = passage.clause(clause.first - 2) if clause.first - 2 >= passage.first else None
    same = before is not None and tokens[before.last].sentence == tokens[first].sentence
    return (
        same and before is not None and any(is_noun(passage, index) for index in range(before.first, before.last + 1))
    )


def _alone(passage: Passage, first: int, last: int) -> bool:
    """ "dla 20", "we expect 20", "sala na 30" where nothing else is counted after the number."""
    tokens = passage.letter.tokens
    before = _back(passage, first)
    if before is None or tokens[first].glued:
        return False
    after = tokens[last + 1] if last < passage.last else None
    ends = after is None or after.raw in ".,;!?)" or after.newlines > 0
    if before.folded == "na" and any(_counts_on(token) for token in tokens[max(passage.first, first - 4) : first]):
        return ends
    return ends and before.folded in ("dla", "expect", "spodziewamy", "sie", "liczymy", "zmiesci")


def _counts_on(token: Token) -> bool:
    """ "liczymy na"."""
    return token.is_word and token.folded.startswith(("liczymy", "licze", "liczylibysmy"))
