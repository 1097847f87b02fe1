"""Telling open pages that the calendar changed, whoever changed it: one thread asks the database for all of them."""

import logging
import threading
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from copapp import clock
from copapp.bookings.live import newest_change
from copapp.db import Database

log = logging.getLogger(__name__)

MOST_STREAMS = 16
"""Each holds a thread of the web server, which has that many to spare; who comes later asks every two seconds."""
PULSE_SECONDS = 0.5
"""Between two looks into the database."""
SILENCE_SECONDS = 5.0
"""After so long a stream says that it lives, and finds out whether the page does."""
LIFETIME = timedelta(minutes=5)
"""After so long a page must ask anew, and show that its session still holds."""


class TooManyStreams(Exception):
    """All streams are taken."""


class Watch:
    """The changes of one database's calendar, for as many as `MOST_STREAMS` listeners."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._changed = threading.Condition()
        self._newest = 0
        self._listeners = 0
        self._thread: threading.Thread | None = None

    def stream(self) -> "Stream":
        """A stream for one page, which must be closed.

        Raises:
            TooManyStreams: see there.
        """
        with self._changed:
            if self._listeners >= MOST_STREAMS:
                raise TooManyStreams
            self._listeners += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="calendar-watch", daemon=True)
                self._thread.start()
        return Stream(self)

    def newer(self, known: int) -> int:
        """The number of the newest change, as soon as it is another one than `known`, or after some silence."""
        with self._changed:
            self._changed.wait_for(lambda: self._newest != known, SILENCE_SECONDS)
            return self._newest

    def leave(self) -> None:
        """One listener fewer."""
        with self._changed:
            self._listeners -= 1

    def _watch(self) -> None:
        pause = threading.Event()
        while self._look():
            pause.wait(PULSE_SECONDS)

    def _look(self) -> bool:
        """Look once; whether anybody listens still."""
        newest = self._newest
        try:
            with self._database.reading() as session:
                newest = newest_change(session)
        except SQLAlchemyError as error:
            log.warning("calendar watch: %s", type(error).__name__)  # pages say themselves that the database is away
        with self._changed:
            if newest != self._newest:
                self._newest = newest
                self._changed.notify_all()
            if not self._listeners:
                self._thread = None
            return bool(self._listeners)


class Stream:
    """Server-sent events (HTML, 9.2) for one page: the number of the newest change, whenever there is one."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._known = 0
        self._until = clock.now() + LIFETIME
        self._is_open = True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if not self._is_open or clock.now() > self._until:
            raise StopIteration
        newest = self._watch.newer(self._known)
        if newest == self._known:
            return ": jestem\n\n"
        self._known = newest
        return f"data: {newest}\n\n"

    def close(self) -> None:
        """Let another page listen; the web server calls it when the page is gone."""
        if self._is_open:
            self._is_open = False
            self._watch.leave()
