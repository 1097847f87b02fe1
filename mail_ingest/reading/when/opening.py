"""Which words without a tag of their own may begin a mention of time."""

from functools import lru_cache

from mail_ingest.reading.morphology import fold
from mail_ingest.reading.when.feasts import begins_feast
from mail_ingest.reading.when.marks import begins_mark
from mail_ingest.reading.when.scan import ORS

_STEMS = ("poltor", "godzinn", "polgodzin", "що", "півтор")


@lru_cache(maxsize=60_000)
def opens(raw: str) -> bool:
    """Whether a mark, a feast or a length of time may begin with this word."""
    folded = fold(raw)
    return (
        folded in ORS
        or folded.startswith(_STEMS)
        or "godzinn" in folded
        or "minutow" in folded
        or "dniow" in folded
        or begins_feast(raw)
        or begins_mark(raw)
    )
