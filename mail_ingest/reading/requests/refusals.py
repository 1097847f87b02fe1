"""Things refused in a later clause or sentence: "rzutnik? nie", "pisałem o ekranie, ale nie będzie potrzebny"."""

from mail_ingest.reading.passage import Passage
from mail_ingest.reading.requests.people import is_person_noun, is_thing
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.vocabulary import ASKING, NEGATION


def taken_back(passage: Passage, last: int) -> bool:
    """ "pisałem o rzutniku, ale jednak nie będzie potrzebny"; not "przydałby się, ale nie jest konieczny"."""
    following = passage.clause(last).last + 2
    if following > passage.last or passage.letter.tokens[following].folded not in _BUTS:
        return False
    if passage.clause(last).has(ASKING):
        return False
    clause = passage.clause(following)
    needed = [token for token in clause.tokens if token.folded.startswith(_NEEDED)]
    others = [token for token in clause.tokens if token.is_word and token.folded not in _BUTS and token not in needed]
    if any(is_thing(token) or is_person_noun(token.raw) for token in others):
        return False
    return bool(needed) and clause.has(NEGATION, "not")


_BUTS = frozenset(words("ale lecz jednak but але"))


_NEEDED = ("potrzeb", "trzeba", "need", "потріб")


def answered_no(passage: Passage, last: int) -> bool:
    """ "Mikrofon? Nie."."""
    answer = [token.folded for token in passage.letter.tokens[last + 1 : last + 5]]
    if answer[:1] not in (["?"], [":"]):
        return False
    said = next((place for place, word in enumerate(answer) if word in ("nie", "no", "ні")), None)
    return said is not None and (said == 1 or (said == 2 and answer[1] in ("chyba", "raczej", "niestety", "oh")))
