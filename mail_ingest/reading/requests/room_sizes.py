"""Rooms that only their size names, where rooms are spoken of: "zmianę sali na większą", "sala? ta duża"."""

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.passage import Found, Passage
from mail_ingest.reading.requests.kind_words import PLACES
from mail_ingest.reading.requests.room_names import ROOMS
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.text import Token
from mail_ingest.reading.words.vocabulary import Vocabulary, phrases

_SIZES = Vocabulary(
    {"lecture_hall": ["większa", "duża", "największa"], "workshop": ["mniejsza", "mała", "najmniejsza"]}, typos=False
)


def rooms_by_size(passage: Passage) -> list[Found[str]]:
    """ "zmianę sali na większą", "sala: mała": the size alone, where rooms are spoken of before."""
    if not passage.has(_SIZES):
        return []
    tokens = passage.letter.tokens
    rooms = passage.find(ROOMS)
    found = _sufficing(passage)
    for index in range(rooms[0].last + 2 if rooms else passage.last + 1, passage.last + 1):
        field = tokens[index - 1].raw == ":" and tokens[index - 2].folded in ("sala", "salka", "room")
        if not (field or tokens[index - 1].folded in _BEFORE_SIZE) or not tokens[index].is_word:
            continue
        following = tokens[index + 1] if index < passage.last else None
        if following is None or not _is_noun(following):
            sizes = _SIZES.concepts(tokens[index].raw)
            found += [Found(room, index, index, Confidence.LIKELY) for room in sizes]
    return found


def _sufficing(passage: Passage) -> list[Found[str]]:
    """ "zebranie zarządu w sali, mała wystarczy": a size without its noun, where "sala" stands before."""
    tokens = passage.letter.tokens
    places = [match for match in passage.find(PLACES) if match.concept == "place"]
    if not places:
        return []
    return [
        Found(room, index, index, Confidence.LIKELY)
        for index in [match.first for match in passage.find(_SIZES) if match.first > places[0].last]
        for room in _SIZES.concepts(tokens[index].raw)
        if _suffices(passage, index)
    ]


def _suffices(passage: Passage, index: int) -> bool:
    """Whether a verb of sufficing stands right before or behind: "wystarczy mała", "duża by nam odpowiadała"."""
    around = passage.clause(index).part((index - 2, index + 3))
    negated = any(token.folded == "nie" for token in around.tokens)
    return (
        around.has(_ENOUGH)
        and not negated
        and not any(_is_noun(each) for each in around.tokens if each != passage.letter.tokens[index])
    )


_ENOUGH = Vocabulary(
    {
        "enough": phrases("""wystarczyć, starczyć, wystarczać, odpowiadać, pasować, =może być, =będzie dobra,
            =będzie w sam raz, =będzie idealna, =is enough, =will do, вистачить""")
    },
    typos=False,
)


_BEFORE_SIZE = frozenset(words("na o ta te tej for dostac wziac zajac wynajac"))


def _is_noun(token: Token) -> bool:
    """Whether the word may be a noun."""
    return token.is_word and any(tag.startswith("subst") for _, tag in loose_analyses(token.raw))
