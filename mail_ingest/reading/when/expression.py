"""One expression of time by itself."""

from datetime import datetime

from mail_ingest.reading.when.combine import combine
from mail_ingest.reading.when.find import find_mentions
from mail_ingest.reading.when.values import Schedule
from mail_ingest.reading.words.text import Text


def read_when(expression: str, at: datetime) -> Schedule:
    """What an expression such as "we wtorki 17-19 do końca czerwca" means at the reference time `at` (local)."""
    return combine(find_mentions(Text.of(expression), at), at)
