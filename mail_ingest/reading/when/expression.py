"""One expression of time by itself."""

from datetime import datetime

from mail_ingest.reading.when.combine import combine
from mail_ingest.reading.when.cues import cues_of
from mail_ingest.reading.when.find import find_mentions
from mail_ingest.reading.when.values import Days, Mention, Schedule, Span
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.text import Text


def read_when(expression: str, at: datetime) -> Schedule:
    """What an expression such as "we wtorki 17-19 do końca czerwca" means at the reference time `at` (local).

    Of what is moved only the new time is told.
    """
    text = Text.of(expression)
    return combine(_without_moved(text, find_mentions(text, at)), at)


def _without_moved(text: Text, mentions: list[Mention]) -> list[Mention]:
    """Without the day that another one takes the place of ("przenieść z 19 na 26 marca", "zamiast w czwartek")."""
    days = [mention for mention in mentions if isinstance(mention.value, (Days, Span)) and mention.wanted]
    if len(days) < 2:
        return mentions
    changed = any(token.is_word and "change" in cues_of(token.raw) for token in text.tokens)
    moved = {id(mention) for mention in days if _is_left(text, mention, changed)}
    return mentions if len(moved) == len(days) else [mention for mention in mentions if id(mention) not in moved]


def _is_left(text: Text, mention: Mention, changed: bool) -> bool:
    at = text.token_at(mention.start) - 1
    at -= at > 0 and text.tokens[at].folded in ("w", "we", "dnia", "on")
    lead = text.tokens[at].folded if at >= 0 else ""
    return lead in _INSTEAD or (changed and lead in _FROM)


_INSTEAD = frozenset(("zamiast", "instead"))
_FROM = frozenset(words("z ze from"))
