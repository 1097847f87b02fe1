"""How fast mail is read: letters of 1-3 KB, memory, dateparser on the same texts, and texts that mean harm.

The limits are ratios to floors of the same run, a little above what is reached, so that a step back is seen. On the
machine of the README, 25 floors of a megabyte are about 1 s.
"""

import resource
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from mail_ingest.message import Message, parse_message
from mail_ingest.reading.reading import read_message
from tests.bench.figures import Figure, floor, took
from tests.bench.hostile import hostile, prose
from tests.bench.letters import letters

MEDIAN_FLOORS, HIGHEST_FLOORS, HOSTILE_FLOORS = 95.0, 170.0, 30.0
TIMES_DATEPARSER, TIMES_POLISH = 20.0, 1.1
"""search_dates finds out the language itself, as our reading does; told it, it skips its slowest part."""
MEMORY_GROWTH = 1.1
"""Peak memory after all letters to that after the first ones, in which the kept analyses fill up."""
TRIES = 3
"""A text over its limit is read again: the time that counts is the shortest."""


@dataclass(frozen=True)
class Sizes:
    """How much is measured: letters, of which the first are not timed, letters for the rival too, the bytes of a
    hostile text, and every how many-th of these."""

    letters: int
    warm: int
    rival: int
    hostile: int
    every: int = 1


DEFAULT = Sizes(letters=10_000, warm=2_000, rival=30, hostile=1_000_000)
QUICK = Sizes(letters=800, warm=400, rival=10, hostile=1_000_000, every=6)


def measure(sizes: Sizes) -> list[Figure]:
    """All figures, in the order of the table."""
    return [*_letters(sizes), *_rival(sizes), *_hostile(sizes)]


def _read(raw: bytes) -> Message:
    message = parse_message(raw)
    read_message(message)
    return message


def _letters(sizes: Sizes) -> list[Figure]:
    first_peak = 0.0
    spent: list[float] = []
    floors: list[float] = []
    for number, raw in enumerate(letters(sizes.letters)):
        if number == sizes.warm:
            first_peak = _peak_megabytes()
        seconds = took(_read, raw)
        if number >= sizes.warm:
            spent.append(seconds)
            floors.append(floor(raw.decode("utf-8", "replace")))
    peak = _peak_megabytes()
    least = statistics.median(floors)
    median, highest = statistics.median(spent), sorted(spent)[int(len(spent) * 0.99)]
    a_floor = f"floor of a letter ({least * 1000:.3f} ms)"
    return [
        Figure(f"a letter of 1-3 KB, median of {len(spent):,}", _ms(median), median / least, a_floor, MEDIAN_FLOORS),
        Figure("a letter of 1-3 KB, 99 %", _ms(highest), highest / least, a_floor, HIGHEST_FLOORS),
        Figure(
            f"memory after {sizes.letters:,} letters",
            f"{peak:.0f} MB",
            peak / first_peak,
            f"memory after {sizes.warm:,} ({first_peak:.0f} MB)",
            MEMORY_GROWTH,
        ),
    ]


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _rival(sizes: Sizes) -> Iterator[Figure]:
    """Our reading, from the bytes to rooms and days, against dateparser's search for dates alone in the new text."""
    # Imported late: its memory is not ours.
    from dateparser.search import search_dates

    raws = list(letters(sizes.rival, seed=2))
    texts = [parse_message(raw).new_text for raw in raws]
    ours = statistics.median(took(_read, raw) for raw in raws)
    for name, languages, limit in (("", None, TIMES_DATEPARSER), (" told that it is Polish", ["pl"], TIMES_POLISH)):
        search = partial(search_dates, languages=languages)
        theirs = statistics.median(took(search, text) for text in texts)
        to = f"our reading of it ({_ms(ours)})"
        yield Figure(f"dateparser's search_dates{name}", _ms(theirs), theirs / ours, to, limit, at_least=True)


def _hostile(sizes: Sizes) -> Iterator[Figure]:
    plain = prose(sizes.hostile)
    least = min(floor(plain.decode()) for _ in range(TRIES))
    megabytes = sizes.hostile / 1_000_000
    for name, raw in [("prose, for comparison", plain), *islice(hostile(sizes.hostile), 0, None, sizes.every)]:
        spent = took(_read, raw)
        for _ in range(TRIES - 1):
            if spent <= HOSTILE_FLOORS * least:
                break
            spent = min(spent, took(_read, raw))
        yield Figure(
            name,
            f"{spent / megabytes:.2f} s/MB",
            spent / least,
            f"floor of as much prose ({least / megabytes:.3f} s/MB)",
            HOSTILE_FLOORS,
        )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"
