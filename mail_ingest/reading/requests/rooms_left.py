"""Rooms that are named only to say why another is wanted: they do not fit, or are the usual ones."""

from collections.abc import Sequence

from mail_ingest.reading.passage import Found, Passage
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.text import Token
from mail_ingest.reading.words.vocabulary import IFS, Vocabulary, phrases


def unfit(passage: Passage, found: Found[str]) -> bool:
    """Whether the room is said not to do: "mała sala to za mało", "wykładowa jest dla nas za duża"."""
    clause = passage.clause(found.first)
    tokens = passage.letter.tokens
    if any(_conditions(tokens, index) for index in range(clause.first, clause.last + 1)):
        return False
    too = any(
        tokens[index].folded in _TOO and _is_quality(tokens[index + 1])
        for index in range(clause.first, clause.last)
        if not found.first <= index <= found.last
    )
    return too or clause.has(_NOT_ENOUGH)


def _conditions(tokens: Sequence[Token], index: int) -> bool:
    """ "jeśli mała będzie za mała"; "chyba" alone only doubts, "chyba że" makes a condition."""
    word = tokens[index].folded
    return word in IFS or (word == "chyba" and index + 1 < len(tokens) and tokens[index + 1].folded == "ze")


def usual(passage: Passage, found: Found[str]) -> bool:
    """Whether it is only the usual room, which this time is not meant ("zwykle w małej, teraz prosimy o dużą")."""
    return passage.clause(found.first).has(_HABITS) and Passage(passage.letter, found.last, passage.last).has(_NOW)


_HABITS = Vocabulary(
    {"habit": phrases("=zwykle, =zazwyczaj, =zawsze, =dotąd, =dotychczas, =na co dzień, =usually, =зазвичай")},
    typos=False,
)
_NOW = Vocabulary({"now": phrases("=teraz, =tym razem, =this time, =цього разу, =тепер")}, typos=False)
_TOO = frozenset(words("za zbyt too zanadto занадто"))
_NOT_ENOUGH = Vocabulary(
    {
        "unfit": phrases("""=nie zmieścimy, =nie zmieści, =nie zmieszczą, =nie pomieścimy, =nie pomieści, =nie
            wystarczy, =nie wystarcza, =nie starczy, =nie pasuje, =nie odpowiada, =nie nadaje, =odpada,
            =zamała, =zaduża, =won't fit, =замала, =завелика, =тісно""")
    },
    typos=False,
)


def _is_quality(token: Token) -> bool:
    return (token.is_word and any(tag.startswith(("adj", "adv")) for _, tag in loose_analyses(token.raw))) or (
        token.folded in ("small", "big", "large", "cold", "little", "мала", "велика")
    )
