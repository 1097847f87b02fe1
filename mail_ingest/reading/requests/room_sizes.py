"""Rooms that only their size names, where rooms are spoken of: "zmianę sali na większą", "sala? ta duża"."""

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.passage import Found, Passage
from mail_ingest.reading.requests.room_names import ROOMS
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.text import Token
from mail_ingest.reading.words.vocabulary import Vocabulary

_SIZES = Vocabulary(
    {"lecture_hall": ["większa", "duża", "największa"], "workshop": ["mniejsza", "mała", "najmniejsza"]}, typos=False
)


def rooms_by_size(passage: Passage) -> list[Found[str]]:
    """ "zmianę sali na większą", "prosimy o mniejszą": the size alone, where rooms are spoken of before."""
    tokens = passage.letter.tokens
    rooms = passage.find(ROOMS)
    if not rooms:
        return []
    found: list[Found[str]] = []
    for index in range(rooms[0].last + 2, passage.last + 1):
        if tokens[index - 1].folded not in _BEFORE_SIZE or not tokens[index].is_word:
            continue
        following = tokens[index + 1] if index < passage.last else None
        if following is None or not _is_noun(following):
            sizes = _SIZES.concepts(tokens[index].raw)
            found += [Found(room, index, index, Confidence.LIKELY) for room in sizes]
    return found


_BEFORE_SIZE = frozenset(words("na o ta te tej for"))


def _is_noun(token: Token) -> bool:
    """Whether the word may be a noun."""
    return token.is_word and any(tag.startswith("subst") for _, tag in loose_analyses(token.raw))
