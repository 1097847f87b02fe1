"""Reading some messages ahead of the one who commits what comes of them."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType

from copapp.correspondence import incoming
from copapp.correspondence.incoming import Stored
from copapp.db import Database
from mail_ingest.reader import BoundedReader, Outcome, Read

AT_ONCE = 50
"""So many messages are begun, and committed, together at the most."""
AT_ONCE_BYTES = 8_000_000
GATHERING_SECONDS = 2.0
"""After so long what has been read is committed, however little: a lease of the worker is prolonged by writing."""


@dataclass(frozen=True)
class Begun:
    """A stored message that is being read."""

    stored: Stored
    outcome: Future[Outcome]


class ReadAhead:
    """Reads waiting messages in their order; `with` it. Holds up to three groups of `AT_ONCE` at a time."""

    def __init__(self, database: Database, read: Read) -> None:
        self.database, self.read = database, read
        self._readers = ThreadPoolExecutor(read.processes if isinstance(read, BoundedReader) else 1, "reading")
        self._waiting: deque[list[int]] = deque()
        self._begun: deque[Begun] = deque()

    def __enter__(self) -> "ReadAhead":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._readers.shutdown(cancel_futures=True)

    @property
    def number(self) -> int:
        """How many messages are yet to be gathered."""
        return len(self._begun) + sum(map(len, self._waiting))

    def look(self) -> None:
        """Look for messages that wait, and begin to read them."""
        with self.database.reading() as session:
            waiting = incoming.waiting(session)
        known = {each.stored.message_id for each in self._begun}.union(*self._waiting)
        self._waiting.extend(_in_groups({number: size for number, size in waiting.items() if number not in known}))
        self._begin()

    def gather(self, stop: Callable[[], bool]) -> list[Begun]:
        """The next messages to be committed together, each read or failed; at least one, unless none is left."""
        self._begin()
        gathered: list[Begun] = []
        until = time.monotonic() + GATHERING_SECONDS
        while self._begun and len(gathered) < AT_ONCE and not (gathered and (stop() or time.monotonic() > until)):
            gathered.append(self._begun.popleft())
            gathered[-1].outcome.exception()  # waits; what it was is asked for later
        return gathered

    def _begin(self) -> None:
        """Have the next groups read, as long as less than two wait for their turn."""
        while self._waiting and len(self._begun) < 2 * AT_ONCE:
            with self.database.reading() as session:
                stored = incoming.stored(session, self._waiting.popleft())
            for each in stored:
                self._begun.append(Begun(each, self._readers.submit(self.read, each.raw, each.stored_at)))


def _in_groups(sizes: Mapping[int, int]) -> Iterator[list[int]]:
    """Messages in their order, cut so that a group can be held and committed at once."""
    group: list[int] = []
    for number, size in sizes.items():
        if group and (len(group) >= AT_ONCE or sum(sizes[each] for each in group) + size > AT_ONCE_BYTES):
            yield group
            group = []
        group.append(number)
    if group:
        yield group
