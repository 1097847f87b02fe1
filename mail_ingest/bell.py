"""IDLE (RFC 2177), used as a door bell: it only wakes the worker, which then looks into the mailbox as it always does.

The bell has a connection of its own, so that whatever becomes of it no message depends on it.
"""

import logging
import random
import ssl
import threading
import time
from collections.abc import Callable
from typing import Any

from imapclient import IMAPClient

from copapp.config import Settings
from mail_ingest.rhythm import PASSWORD_BACKOFF, Rhythm
from mail_ingest.sources import SourceProblem, WrongPassword
from mail_ingest.sources.imap_connection import ask, connect

SHORTEST_IDLE, LONGEST_IDLE = 300.0, 540.0
"""Seconds after which IDLE is asked for anew: servers and routers drop connections that were silent for longer."""
PATIENCE_SECONDS = 1.0
"""How long `stop` may have to wait."""
NEWS = (b"EXISTS", b"RECENT")

log = logging.getLogger(__name__)


class Bell:
    """Calls `wake`, from a thread of its own, whenever mail may have come; `start()`, `stop()`."""

    def __init__(self, settings: Settings, wake: Callable[[], None], tls: ssl.SSLContext | None = None) -> None:
        """`tls` replaces the system's trust, for a server with a certificate of its own."""
        self.settings, self._wake, self._tls = settings, wake, tls
        self._rhythm = Rhythm(0.0)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="bell", daemon=True)

    def start(self) -> None:
        """Begin to listen; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """End the connection and the thread."""
        self._stopping.set()
        self._thread.join(self.settings.mail_timeout_seconds + 5)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                client = connect(self.settings, self._tls)
                try:
                    if not client.has_capability("IDLE"):
                        log.info("step=bell problem=no IDLE; polling only")
                        return
                    ask(self.settings, self._listen, client)
                finally:
                    ask(self.settings, client.shutdown)
            except SourceProblem as error:
                wait = self._rhythm.failed(PASSWORD_BACKOFF if isinstance(error, WrongPassword) else 0.0)
                log.warning("step=bell problem=%s next=%.0fs", error, wait)
                self._stopping.wait(wait)

    def _listen(self, client: IMAPClient) -> None:
        client.select_folder(self.settings.imap_folder, readonly=True)
        self._wake()  # for what came while nobody listened
        while not self._stopping.is_set():
            client.idle()
            until = time.monotonic() + random.uniform(SHORTEST_IDLE, LONGEST_IDLE)
            while not self._stopping.is_set() and time.monotonic() < until:
                self._ring_for(_heard(client))
            self._ring_for(client.idle_done()[1])
            self._rhythm.succeeded()

    def _ring_for(self, answers: list[Any]) -> None:
        if any(isinstance(answer, tuple) and len(answer) > 1 and answer[1] in NEWS for answer in answers):
            self._wake()


def _heard(client: IMAPClient) -> list[Any]:
    """What the server says within a moment.

    Raises:
        ConnectionError: it has hung up, which IMAPClient passes over in silence.
    """
    asked = time.monotonic()
    answers: list[Any] = client.idle_check(timeout=PATIENCE_SECONDS)
    if not answers and time.monotonic() - asked < PATIENCE_SECONDS / 2:
        raise ConnectionError("hung up")
    return answers
