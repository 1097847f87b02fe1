"""A process that has the dictionaries loaded and reads nothing itself. Readers are forked from it: each is there at
once, and they share what it has loaded."""

import gc
import importlib
import logging
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

START_SECONDS = 60
ANSWER_SECONDS = 10
WARM_UP = "Subject: Sala\r\n\r\nProsimy o salę we wtorek o 17 dla 12 osób.\r\n".encode()
"""Read before the first fork, so that loading the dictionaries counts against no message."""
ROOT = Path(__file__).parent.parent
FORK, KILL = b"F", b"K"
NUMBER_BYTES = 8
"""A request is one of these letters, then the number of a process; so is the answer, without the letter."""

log = logging.getLogger(__name__)


class NurseryUnavailable(Exception):
    """The process doesn't start, or doesn't answer any more."""


@dataclass(frozen=True)
class Forked:
    """A reader: what is sent to it are pairs (raw bytes, instant of arrival), what comes back is what was read, or the
    words of an error."""

    number: int
    connection: Connection

    @property
    def has_ended(self) -> bool:
        """Whether it is no more; of one that is not just reading."""
        return self.connection.poll()


class Nursery:
    """The parent's side. Started at the first `fork`; `read` names what readers call, "module:function"."""

    def __init__(self, read: str, seconds: float, memory_bytes: int) -> None:
        self._arguments = [read, str(seconds), str(memory_bytes)]
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._lock = threading.Lock()

    def fork(self) -> Forked:
        """A new reader.

        Raises:
            NurseryUnavailable: there is none to be had now.
        """
        with self._lock:
            control = self._started()
            ours, theirs = Pipe()
            try:
                socket.send_fds(control, [FORK + bytes(NUMBER_BYTES)], [theirs.fileno()])
                return Forked(_number(control), ours)
            except OSError as error:
                ours.close()
                self._end()
                raise NurseryUnavailable from error
            finally:
                theirs.close()

    def kill(self, reader: Forked) -> None:
        """End a reader, whatever it does."""
        reader.connection.close()
        with self._lock:
            if self._control is not None:
                try:
                    self._control.sendall(KILL + reader.number.to_bytes(NUMBER_BYTES))
                    _number(self._control)
                except OSError:
                    self._end()

    def close(self) -> None:
        """End all readers and the process itself."""
        with self._lock:
            self._end()

    def _started(self) -> socket.socket:
        if self._control is not None and self._process is not None and self._process.poll() is None:
            return self._control
        self._end()
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-m", "mail_ingest.nursery", str(theirs.fileno()), *self._arguments]
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()], env={**os.environ, "PYTHONPATH": path}
        )
        theirs.close()
        self._control = ours
        ours.settimeout(START_SECONDS)
        try:
            _number(ours)
        except OSError as error:
            self._end()
            raise NurseryUnavailable from error
        ours.settimeout(ANSWER_SECONDS)
        return ours

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            try:
                self._process.wait(ANSWER_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._control = self._process = None


def _number(control: socket.socket) -> int:
    """The answer to a request.

    Raises:
        OSError: there is none.
    """
    answer = control.recv(NUMBER_BYTES)
    if len(answer) < NUMBER_BYTES:
        raise ConnectionError("no answer")
    return int.from_bytes(answer)


def breed(control: socket.socket, read: Callable[..., Any], seconds: float) -> None:
    """Fork and kill readers as asked, until the other side is gone."""
    alive: set[int] = set()
    while True:
        request, descriptors, *_ = socket.recv_fds(control, len(FORK) + NUMBER_BYTES, 1)
        if not request:
            break
        number = int.from_bytes(request[1:])
        if request.startswith(FORK):
            number = os.fork()
            if number == 0:
                control.close()
                _serve_and_end(read, Connection(descriptors[0]), seconds)
            os.close(descriptors[0])
            alive.add(number)
        elif number in alive:
            alive.remove(number)
            _kill(number)
        control.sendall(number.to_bytes(NUMBER_BYTES))
    for number in alive:
        _kill(number)


def _kill(number: int) -> None:
    """End a child; one that has ended by itself keeps its number until it is waited for."""
    with suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)


def _serve_and_end(read: Callable[..., Any], connection: Connection, seconds: float) -> None:
    try:
        serve(read, connection, seconds)
    finally:
        os._exit(0)


def serve(read: Callable[..., Any], connection: Connection, seconds: float) -> None:
    """Answer messages with what is read, or with the words of the error, until the other side is gone."""
    while True:
        try:
            raw, received_at = connection.recv()
        except (EOFError, OSError):
            return
        # Should nobody be left to kill us, the system does.
        signal.alarm(int(seconds) + 5)
        try:
            answer = read(raw, received_at)
        except MemoryError:
            return
        except Exception as error:
            # Of any kind at all: this is the place where a message must not stop the next one.
            log.exception("step=read failed")
            answer = f"{type(error).__name__}: {error}"[:500]
        signal.alarm(0)
        connection.send(answer)


def main(descriptor: str, read: str, seconds: str, memory_bytes: str) -> None:
    """The process: load everything, say so, then fork readers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    resource.setrlimit(resource.RLIMIT_AS, (int(memory_bytes), int(memory_bytes)))
    module, _, function = read.partition(":")
    read_one = getattr(importlib.import_module(module), function)
    read_one(WARM_UP, datetime(2026, 1, 1, tzinfo=UTC))
    gc.collect()
    gc.freeze()  # what is never looked at by the collector stays shared
    control = socket.socket(fileno=int(descriptor))
    control.sendall(os.getpid().to_bytes(NUMBER_BYTES))
    breed(control, read_one, float(seconds))


if __name__ == "__main__":
    # Under its own name, so that what is pickled here is known there.
    importlib.import_module("mail_ingest.nursery").main(*sys.argv[1:])
