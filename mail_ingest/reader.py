"""Reading a message in a process of its own, which may take so long and so much memory and no more.

Whatever a message does to a parser (endless loop, gigabytes, a crash in C), the worker goes on with the next one.
"""

import importlib
import logging
import os
import pickle
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

from mail_ingest.message import Message, parse_message

SECONDS = 30
START_SECONDS = 60
MEMORY_BYTES = 2_000_000_000
WARM_UP = "Subject: Sala\r\n\r\nProsimy o salę we wtorek o 17 dla 12 osób.\r\n".encode()
"""Read before the first message, so that loading the dictionaries counts against none."""
ROOT = Path(__file__).parent.parent

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """A message as parsed; its reading in the corpus' form with evidence, confidence and problems; and why it was
    sorted as a person's or a machine's, in Polish."""

    message: Message
    reading: dict[str, Any]
    sorted_because: str = ""


Read = Callable[[bytes, datetime], Outcome]
"""Raw bytes and the instant of their arrival (the reference where the message has no date) → what they say."""


class ReadingFailed(Exception):
    """A message that can't be read; the text says why, in Polish, for staff."""


class ReadingTooLong(ReadingFailed):
    """It took longer than it may."""


class ReadingDied(ReadingFailed):
    """The process that read it ended: too much memory, or a crash."""


class ReaderUnavailable(Exception):
    """The reading process doesn't start: no message's fault. The text is for staff, in Polish."""


def read_raw(raw: bytes, received_at: datetime) -> Outcome:
    """Parse and read a message, here and now."""
    # Their dictionaries belong into the reading process only.
    from mail_ingest.reading.reading import read_message
    from mail_ingest.sorting import sort

    message = parse_message(raw)
    if message.date is None:
        message = replace(message, date=received_at)
    return Outcome(message, read_message(message).as_json(), sort(message).reason)


class BoundedReader:
    """Reads in a child process, which is started at the first message, kept for the next ones, and killed when it
    takes too long. `read` names the function to call there, "module:function"."""

    def __init__(
        self,
        read: str = "mail_ingest.reader:read_raw",
        seconds: float = SECONDS,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        self.read, self.seconds, self.memory_bytes = read, seconds, memory_bytes
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    def __call__(self, raw: bytes, received_at: datetime) -> Outcome:
        """Read a message.

        Raises:
            ReadingFailed: it can't be read, or not within the bounds.
            ReaderUnavailable: nothing can be read now.
        """
        connection = self._started()
        try:
            connection.send((raw, received_at))
            if not connection.poll(self.seconds):
                raise ReadingTooLong(f"Odczyt trwał dłużej niż {self.seconds:g} s i został przerwany.")
            outcome = connection.recv()
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.close()
            raise ReadingDied("Odczyt tej wiadomości się załamał (za dużo pamięci albo błąd programu).") from error
        except ReadingTooLong:
            self.close()
            raise
        if isinstance(outcome, Outcome):
            return outcome
        raise ReadingFailed(f"Błąd przy odczycie: {outcome}")

    def close(self) -> None:
        """End the child process."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._connection = self._process = None

    def _started(self) -> Connection:
        if self._connection is not None and self._process is not None and self._process.poll() is None:
            return self._connection
        self.close()
        ours, theirs = Pipe()
        command = [sys.executable, "-P", "-m", "mail_ingest.reader", self.read, str(theirs.fileno())]
        command += [str(self.seconds), str(self.memory_bytes)]
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()], env={**os.environ, "PYTHONPATH": path}
        )
        theirs.close()
        self._connection = ours
        try:
            if not ours.poll(START_SECONDS) or ours.recv() != "ready":
                raise EOFError
        except (EOFError, OSError) as error:
            self.close()
            raise ReaderUnavailable("nie udało się uruchomić odczytu wiadomości.") from error
        return ours


def serve(read: Read, connection: Connection, seconds: float) -> None:
    """Answer messages with outcomes, or with the words of the error, until the other side is gone."""
    read(WARM_UP, datetime(2026, 1, 1, tzinfo=UTC))
    connection.send("ready")
    while True:
        try:
            raw, received_at = connection.recv()
        except (EOFError, OSError):
            return
        # Should nobody be left to kill us, the system does.
        signal.alarm(int(seconds) + 5)
        try:
            answer: Outcome | str = read(raw, received_at)
        except MemoryError:
            return
        except Exception as error:
            # Of any kind at all: this is the place where a message must not stop the next one.
            log.exception("step=read failed")
            answer = f"{type(error).__name__}: {error}"[:500]
        signal.alarm(0)
        connection.send(answer)


def main(read: str, descriptor: str, seconds: str, memory_bytes: str) -> None:
    """The child process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    resource.setrlimit(resource.RLIMIT_AS, (int(memory_bytes), int(memory_bytes)))
    module, _, function = read.partition(":")
    serve(getattr(importlib.import_module(module), function), Connection(int(descriptor)), float(seconds))


if __name__ == "__main__":
    # Under its own name, so that what is pickled here is known there.
    importlib.import_module("mail_ingest.reader").main(*sys.argv[1:])
