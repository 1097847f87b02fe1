"""Reading messages in processes of their own, which may take so long and so much memory and no more.

Whatever a message does to a parser (endless loop, gigabytes, a crash in C), the worker goes on with the next one.
"""

import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from queue import LifoQueue
from typing import Any

from mail_ingest.message import Message, parse_message
from mail_ingest.nursery import Forked, Nursery, NurseryUnavailable

SECONDS = 30
MEMORY_BYTES = 2_000_000_000
PROCESSES = min(2, os.cpu_count() or 1)
"""So many messages are read at a time; each process takes some 100 MB of its own."""


@dataclass(frozen=True)
class Outcome:
    """A message as parsed; its reading in the corpus' form with evidence, confidence and problems; and why it is not a
    person's, in Polish, where it is a machine's or bulk."""

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
    """No reading process starts: no message's fault. The text is for staff, in Polish."""


def read_raw(raw: bytes, received_at: datetime) -> Outcome:
    """Parse and read a message, here and now."""
    # Their dictionaries belong into the reading processes only.
    from mail_ingest.reading.reading import read_message
    from mail_ingest.sorting import sort

    message = parse_message(raw)
    if message.date is None:
        message = replace(message, date=received_at)
    reading = read_message(message)
    return Outcome(message, reading.as_json(), "" if reading.disposition == "request" else sort(message).reason)


class BoundedReader:
    """Reads in `processes` of its own, from as many threads at a time. They are forked when first needed, kept for the
    next messages, and killed when one takes too long. `read` names the function to call there, "module:function"."""

    def __init__(
        self,
        read: str = "mail_ingest.reader:read_raw",
        seconds: float = SECONDS,
        memory_bytes: int = MEMORY_BYTES,
        processes: int = PROCESSES,
    ) -> None:
        self.seconds, self.processes = seconds, processes
        self._nursery = Nursery(read, seconds, memory_bytes)
        self._idle: LifoQueue[Forked | None] = LifoQueue()
        for _ in range(processes):
            self._idle.put(None)

    def __call__(self, raw: bytes, received_at: datetime) -> Outcome:
        """Read a message.

        Raises:
            ReadingFailed: it can't be read, or not within the bounds.
            ReaderUnavailable: nothing can be read now.
        """
        reader = self._idle.get()
        try:
            if reader is not None and reader.has_ended:
                self._nursery.kill(reader)
                reader = None
            reader = reader or self._nursery.fork()
            answer = self._answer(reader, raw, received_at)
        except NurseryUnavailable as error:
            raise ReaderUnavailable("nie udało się uruchomić odczytu wiadomości.") from error
        except ReadingFailed:
            if reader is not None:
                self._nursery.kill(reader)
            reader = None
            raise
        finally:
            self._idle.put(reader)
        if isinstance(answer, Outcome):
            return answer
        raise ReadingFailed(f"Błąd przy odczycie: {answer}")

    def close(self) -> None:
        """End the processes."""
        self._nursery.close()

    def _answer(self, reader: Forked, raw: bytes, received_at: datetime) -> Any:
        try:
            reader.connection.send((raw, received_at))
            if not reader.connection.poll(self.seconds):
                raise ReadingTooLong(f"Odczyt trwał dłużej niż {self.seconds:g} s i został przerwany.")
            return reader.connection.recv()
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise ReadingDied("Odczyt tej wiadomości się załamał (za dużo pamięci albo błąd programu).") from error
