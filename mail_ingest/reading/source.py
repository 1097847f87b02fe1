"""What the readers of one message share: its text, and what it says of time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from mail_ingest.reading.passage import Letter, Passage
from mail_ingest.reading.requests.agreed import AGREED, RESERVED
from mail_ingest.reading.requests.cancelling import calls_off
from mail_ingest.reading.requests.changing import moves
from mail_ingest.reading.when import Mention
from mail_ingest.reading.when.values import Hours, is_period

DAY_KINDS = frozenset({"days", "span", "rule"})
"""The kinds of mentions that name days."""


@dataclass(frozen=True)
class Source:
    """What the readers of one message share."""

    letter: Letter
    subject: Passage
    body: Passage
    mentions: Sequence[Mention]
    at: datetime
    reply: bool

    def within(self, passage: Passage) -> list[Mention]:
        """The wanted mentions of time in a passage."""
        if passage.first > passage.last:
            return []
        start, end = self.letter.tokens[passage.first].start, self.letter.tokens[passage.last].end
        return [
            mention for mention in self.mentions if mention.wanted and start <= mention.start and mention.end <= end
        ]

    @cached_property
    def timed(self) -> frozenset[int]:
        """The tokens that speak of time: no number among them counts people."""
        text = self.letter.text
        return frozenset(
            index
            for mention in self.mentions
            if not _open_start(mention)
            for index in range(text.token_at(mention.start), text.token_at(mention.end - 1) + 1)
        )

    def agreed(self, passage: Passage) -> list[Mention]:
        """The mentions of a change or cancellation: what was agreed in the past counts among them."""
        told = [
            replace(mention, wanted=True, weak=False)
            for mention in self.mentions
            if (mention.why in ("past event", "declined") or (mention.kind == "bound" and mention.why == "deadline"))
            and self._of_agreement(passage, mention)
        ]
        told += self.former_hours(passage)
        kept = [
            replace(mention, weak=False)
            if mention.kind == "hours" and self._of_agreement(passage, mention)
            else mention
            for mention in self.within(passage)
        ]
        return sorted([*kept, *told], key=lambda mention: mention.start)

    def former_hours(self, passage: Passage) -> list[Mention]:
        """The hours of an earlier time ("poprzednio było 18-20"), which "te same godziny" may mean."""
        text = self.letter.text
        former = (mention for mention in self.mentions if mention.why == "past hours")
        return [
            replace(mention, wanted=True)
            for mention in former
            if passage.first <= text.token_at(mention.start) <= passage.last
        ]

    def _of_agreement(self, passage: Passage, mention: Mention) -> bool:
        index = self.letter.text.token_at(mention.start)
        if not passage.first <= index <= passage.last:
            return False
        sentence = passage.sentence(index)
        return sentence.has(RESERVED) or sentence.has(AGREED) or calls_off(sentence) or moves(sentence)

    def tells_hours(self, passage: Passage) -> bool:
        """Whether wanted hours are told in the passage."""
        return any(mention.kind == "hours" for mention in self.within(passage))

    def days(self, passage: Passage) -> frozenset[int]:
        """The tokens at which wanted days begin."""
        return frozenset(
            self.letter.text.token_at(mention.start)
            for mention in self.within(passage)
            if mention.kind in DAY_KINDS and not is_period(mention)
        )


def _open_start(mention: Mention) -> bool:
    """ "do 12" may be an hour or a number of people."""
    return isinstance(mention.value, Hours) and mention.value.start is None
