"""A text with the time tags of its words, as the small readers of this folder walk over it."""

from dataclasses import dataclass
from datetime import date

from mail_ingest.reading.when.values import Value
from mail_ingest.reading.when.vocabulary import time_word
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Number, number_at
from mail_ingest.reading.words.text import NUMBER, WORD, Text

NOTHING: frozenset[str] = frozenset()
DASHES = frozenset("-–—−‑÷~→")
UNTIL = frozenset(("do", "till", "until", "до", "to"))
ANDS = frozenset(words("i oraz and & та й і plus + a takze jak również rowniez"))
ORS = frozenset(words("lub albo badz ewentualnie ewent ew wzglednie czy or або чи alternatywnie opcjonalnie либо"))
ANDS_AND_COMMA = ANDS | {","}
JOINTS = ANDS | ORS
JOINTS_AND_COMMA = JOINTS | {","}
PREPOSITIONS = frozenset(words("w we na dnia dn dniu dniach o od do on at in the у в на of ze z"))


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader has found: the value, from token `first` to token `last`, with its problems."""

    first: int
    last: int
    value: Value
    problems: tuple[str, ...] = ()
    role: str = ""
    loose: bool = False


_PAD = 24


class Scan:
    """Tokens by index, with their tags; every question about an index outside the text has the answer "nothing".

    The lists are padded at their end with nothing, which negative indexes (counted from there) find as well: readers
    never look further than some ten tokens beyond where they stand.
    """

    def __init__(self, text: Text, today: date) -> None:
        self.text = text
        self.today = today
        self.tokens = text.tokens
        self.size = len(text.tokens)
        self.week: tuple[int, int] | None = None
        """(weeks from now, sentence) of the week that was named last."""
        self.month: tuple[int, int] | None = None
        """(year, month) that was named last as a period."""
        self.dated = -9
        """The last token of the day that was found last."""
        self.timed = -9
        """The last token of the lone hour that was found last."""
        self.monthless = -1
        """The token up to which no month ends a run of days that begins before it."""
        said = [time_word(token.raw) for token in text.tokens]
        self.tags = [
            word.tags if token.kind is WORD else NOTHING for word, token in zip(said, text.tokens, strict=True)
        ] + [NOTHING] * _PAD
        self._words = [word.spelling for word in said] + [""] * _PAD
        self._numbers: dict[int, Number | None] = {}

    def word(self, index: int) -> str:
        """The folded token, or ""."""
        return self._words[index] if index < self.size else ""

    def has(self, index: int, tag: str) -> bool:
        return index < self.size and tag in self.tags[index]

    def tags_at(self, index: int) -> frozenset[str]:
        return self.tags[index] if index < self.size else NOTHING

    def numbered(self, index: int, prefix: str) -> int:
        """The number of a tag such as "month:3" (3), or -1."""
        if index < self.size:
            for tag in self.tags[index]:
                if tag.startswith(prefix):
                    return int(tag[len(prefix) :])
        return -1

    def digits(self, index: int) -> str:
        """The token if it is a run of digits, or ""."""
        if 0 <= index < self.size and self.tokens[index].kind is NUMBER:
            return self.tokens[index].raw
        return ""

    def number(self, index: int) -> Number | None:
        """The number, in digits or words, that begins here."""
        if index in self._numbers:
            return self._numbers[index]
        found = number_at(self.text, index) if 0 <= index < self.size else None
        self._numbers[index] = found
        return found

    def glued(self, index: int) -> bool:
        return 0 <= index < self.size and self.tokens[index].glued

    def is_that(self, index: int) -> bool:
        """Whether "że" stands here, which is folded like the preposition "ze" ("piszę, ze 27 marca …")."""
        return self.word(index) == "ze" and (self.tokens[index].raw.lower() == "że" or self.word(index - 1) == ",")

    def parted(self, index: int) -> bool:
        """Whether a new paragraph begins here (or the text is over)."""
        return index >= self.size or self.tokens[index].newlines > 1

    def dot(self, index: int) -> int:
        """The index after a full stop that stands here, else the same index."""
        return index + 1 if self.word(index) == "." else index
