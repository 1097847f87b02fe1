"""The numbers of rooms: "sala warsztatowa nr 2", "1 i 2", "pierwsza warsztatowa", "(dwójka)"."""

from collections.abc import Sequence

from mail_ingest.reading.passage import Passage
from mail_ingest.reading.when.vocabulary import tags
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.text import Token
from mail_ingest.reading.words.vocabulary import Vocabulary, phrases

_NUMBER_WORDS = Vocabulary(
    {
        "1": phrases("pierwsza, jedynka, jeden, =i, =first, =one, перш*, =одна, =1"),
        "2": phrases("druga, dwójka, dwa, =ii, =second, =two, друг*, =2"),
    },
    typos=False,
)
_NUMBER_SIGNS = frozenset(words("nr numer no number num № номер # . - ( nr. o numerze numerem"))


def numbers_after(passage: Passage, index: int) -> list[tuple[str, int]]:
    """The numbers 1 and 2 that follow, with their tokens: "nr 2", "1 i 2", "numer jeden", "(dwójka)"."""
    tokens, found = passage.letter.tokens, list[tuple[str, int]]()
    signed = False
    position = index + 1
    while position <= passage.last and position <= index + 8:
        token = tokens[position]
        number = None if found and token.raw == "I" else room_number(token.raw)
        if number is not None:
            if not _stands_alone(passage, position, signed):
                break
            found.append((number, position))
            signed = False
        elif token.folded in _NUMBER_SIGNS:
            signed = signed or token.folded not in (".", "-", "(")
        elif not (found and token.folded in _BETWEEN_NUMBERS):
            break
        position += 1
    return found if len({number for number, _ in found}) == len(found) else found[:1]


_BETWEEN_NUMBERS = frozenset(words("i oraz and , та a albo lub or або"))


def room_number(raw: str) -> str | None:
    """ "1" or "2" as a word or a figure names it."""
    if raw in ("1", "2"):
        return raw
    return next(iter(_NUMBER_WORDS.concepts(raw)), None) if raw != "i" else None


def _stands_alone(passage: Passage, position: int, signed: bool) -> bool:
    """Whether the number is the room's: not the day of a date, an hour or a count ("sala warsztatowa 2 kwietnia")."""
    tokens = passage.letter.tokens
    if signed:
        return True
    if tokens[position].newlines:
        return False
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if following is None or following.newlines:
        return True
    if _opens_days(tokens, position):
        return False
    if following.is_word:
        return following.folded in _BEHIND_NUMBERS
    if following.is_number:
        return False
    behind = tokens[position + 2] if position + 2 < len(tokens) else None
    ends = following.raw == "." and (behind is None or (not behind.glued and (behind.newlines > 0 or _opens(behind))))
    return ends or not (following.raw in ".:/-–" and following.glued)


_BEHIND_NUMBERS = frozenset(
    words(
        "i oraz na w we dla od do z albo lub co każdy każdą po przed jest są będzie dnia"
        " and on for from every each to at until between is would will та на для з кожного"
    )
)


def _opens(token: Token) -> bool:
    """Whether the token is the first of a sentence, and no month ("1. Kwietnia")."""
    return token.is_word and token.raw[0].isupper() and not any(tag.startswith("month:") for tag in tags(token.raw))


def _opens_days(tokens: Sequence[Token], position: int) -> bool:
    """Whether the number is the first of days that share a month ("salkę 1, 8 i 15 kwietnia")."""
    at = position + 1
    while at + 1 < len(tokens) and tokens[at].folded in (",", "i", "oraz", "lub") and tokens[at + 1].is_number:
        at += 2
    return at > position + 1 and at < len(tokens) and any(tag.startswith("month:") for tag in tags(tokens[at].raw))


def number_before(passage: Passage, first: int) -> list[tuple[str, int]]:
    """The ordinal right before the room at `first`, with the room's token ("druga warsztatowa")."""
    if first <= passage.first:
        return []
    return [(number, first) for number in _ORDINALS.concepts(passage.letter.tokens[first - 1].raw)[:1]]


_ORDINALS = Vocabulary({"1": ["pierwsza", "=first", "перш*"], "2": ["druga", "=second", "друг*"]}, typos=False)
