"""The words from which a reader may find anything: it is asked at no other.

Each reader's file tells its own `Beginning` beside it. Words are as `Scan.word` spells them; tags are those of
`vocabulary`, their numbers left out ("day:" for every weekday).
"""

from dataclasses import dataclass

from mail_ingest.reading.when.vocabulary import time_word
from mail_ingest.reading.words.numerals import is_numeral

WHICH_IN_ORDER = ("next", "nearest", "past", "this", "final", "another")
"""Tags of the words that say which week or weekday is meant; of two for one word the earlier counts."""
WHICH = frozenset(WHICH_IN_ORDER)
BEFORE_WEEKS = frozenset(("w", "we", "na", "in", "у", "в", "z", "the", "za", "через"))


@dataclass(frozen=True)
class Beginning:
    """What a reader's first word may be; `numerals`: a number in words, too; `parts`: letters anywhere in the word."""

    words: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    numerals: bool = False

    def fits(self, raw: str) -> bool:
        """Whether the reader may find something that begins with this word."""
        word, tags = time_word(raw)
        if word in self.words or (self.numerals and is_numeral(raw)):
            return True
        kinds = {tag.partition(":")[0] + ":" * (":" in tag) for tag in tags}
        return not self.tags.isdisjoint(kinds) or any(part in word for part in self.parts)
