"""Whether a number is the total ("łącznie 25", "dzieci 28, a z rodzicami 45") or the most ("nie więcej niż 45")."""

from itertools import islice, pairwise

from mail_ingest.reading.passage import Passage
from mail_ingest.reading.requests.people import is_person_noun, is_thing
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import number_at
from mail_ingest.reading.words.vocabulary import Vocabulary, phrases

_TOTAL = Vocabulary(
    {
        "total": phrases("""=łącznie, =razem, =sumie, =ogółem, =ogólnie, suma, =total, =altogether, =разом,
            =всього, =usiądzie""")
    },
    typos=False,
)


ABOUT = frozenset(
    words(
        """okolo kolo ok zapewne prawdopodobnie przypuszczalnie raczej chyba jednak teraz
        ca jakies jakis mniej wiecej jak ze z do max maks maksymalnie najwyzej gora srednio zwykle
        prawie ponad przeszlo nawet pewnie moze niz tylko about around approximately up to at most близько
        до орієнтовно приблизно . powyzej powiedzmy bo czyli tj okolo circa rzedu juz jedynie minimum min co
        najmniej : - –"""
    )
)


def people_before(passage: Passage, first: int) -> bool:
    """Whether people are counted or named before the number in its sentence."""
    around = passage.sentence(first)
    return any(is_noun(passage, index) for index in range(around.first, first))


def is_noun(passage: Passage, index: int) -> bool:
    """Whether the token is a noun for people."""
    token = passage.letter.tokens[index]
    return token.is_word and is_person_noun(token.raw)


def bounded(passage: Passage, first: int) -> bool:
    """ "nie więcej niż 45", "maksymalnie 45", "góra 45"."""
    before = [token.folded for token in passage.letter.tokens[max(passage.first, first - 3) : first]]
    return before[-3:-1] == ["nie", "wiecej"] or bool(
        before and before[-1] in ("maksymalnie", "max", "maks", "gora", "najwyzej")
    )


def totals(passage: Passage, first: int, last: int, noun: int | None) -> bool:
    """ "łącznie 25", "w sumie 12 osób", "12 in total" - not "łącznie 5 spotkań"."""
    tokens = passage.letter.tokens
    behind = (last if noun is None else noun) + 1
    after = [token for token in tokens[behind : behind + 2] if token.is_word and not token.newlines]
    if any(_TOTAL.concepts(token.raw) for token in after) and (behind >= passage.last or tokens[behind].is_word):
        return behind + 2 > passage.last or number_at(passage.letter.text, behind + len(after)) is None
    if [token.folded for token in tokens[last + 1 : last + 3]] == ["in", "all"] or _sums_up(passage, first):
        return True
    if _to_be_counted(passage, first, behind):
        return True
    if noun is None and last < passage.last and is_thing(tokens[last + 1]):
        return False
    before = tokens[max(passage.first, first - 4) : first]
    return any(_TOTAL.concepts(token.raw) for token in before if token.is_word)


def _to_be_counted(passage: Passage, first: int, behind: int) -> bool:
    """ "proszę liczyć dwunastu", "proszę wpisać 10", "potwierdziło 55 i tylu prosimy się spodziewać"."""
    tokens = passage.letter.tokens
    before = [token.folded for token in tokens[max(passage.first, first - 4) : first] if token.folded not in ABOUT]
    if any(word in _COUNT and "pros" in previous[:4] for previous, word in pairwise(before)):
        return True
    after = [token.folded for token in tokens[behind : behind + 3]]
    return any(word in ("tylu", "tyle") for word in after) and any(
        word.startswith("pros") for word in _ahead(passage, behind)
    )


def _ahead(passage: Passage, index: int) -> list[str]:
    return [token.folded for token in passage.letter.tokens[index : min(index + 6, passage.last + 1)]]


_COUNT = frozenset(words("liczyc wpisac przyjac zalozyc zapisac policzyc nastawic przygotowac"))
_SKIPPED = ABOUT - {"z", "ze", "czyli"}


def _sums_up(passage: Passage, first: int) -> bool:
    """ "12 harcerzy i ja, czyli 13", "dzieci będzie 28, a z rodzicami 60"."""
    tokens = passage.letter.tokens
    clause = passage.clause(first)
    telling = (tokens[n] for n in range(clause.first, first) if tokens[n].folded not in _SKIPPED)
    opening = list(islice(telling, 4))
    said = [token.folded for token in opening]
    if said == ["czyli"]:
        return people_before(passage, first)
    with_them = said[:1] == ["a"] and len(said) == 3 and said[1] in ("z", "ze") and is_person_noun(opening[2].raw)
    return with_them and people_before(passage.part((passage.first, clause.first - 1)), clause.first - 1)
