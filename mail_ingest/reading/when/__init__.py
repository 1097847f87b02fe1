"""Days, hours, periods and repetitions, as letters write them.

    mentions = find_mentions(text, at)          # all that a Text says of time, wanted or not, with offsets
    schedule = combine(mentions, at)            # of any subset of them: slots, choice, recurrence, evidence, problems
    schedule = read_when("w czwartek o 17 na 2 godziny", at)

`at` is the reference time, Europe/Warsaw local, naive or aware (only its wall-clock day counts). `combine` leaves out
by itself what is not wanted or excluded; a caller who splits a text into requests passes each one's mentions.
`Slot.as_json()` gives a slot the form of the reading corpus.
"""

from mail_ingest.reading.when.combine import combine
from mail_ingest.reading.when.expression import read_when
from mail_ingest.reading.when.find import find_mentions
from mail_ingest.reading.when.values import Mention, Schedule, Slot

__all__ = ["Mention", "Schedule", "Slot", "combine", "find_mentions", "read_when"]
