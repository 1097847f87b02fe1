"""A relay in front of a server of the tests that spoils connections: cuts, half-closes, silences, delays."""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

TCP_REPAIR = 19
"""tcp(7) lets root take a connection away without a word to the other end (`linux/tcp.h`)."""


class Fault(StrEnum):
    """What happens to a connection: both ends are reset, one direction is ended, neither hears the other any more, or
    the bytes stay away for `Proxy.delay_seconds`."""

    CUT = "cut"
    HALF_CLOSE = "half-close"
    SILENCE = "silence"
    DELAY = "delay"


@dataclass(frozen=True)
class Spoiled:
    """A fault that strikes once so many bytes have passed to the client, or to the server."""

    fault: Fault
    after: int
    to_server: bool = False


@dataclass
class _Connection:
    client: socket.socket
    server: socket.socket
    spoiled: Spoiled | None
    silent: threading.Event = field(default_factory=threading.Event)
    to_client: int = 0
    to_server: int = 0


class Proxy:
    """The relay: `host`, `port`. Each connection takes the next of `coming`; when none is left all goes well."""

    host = "127.0.0.1"

    def __init__(self, port: int, coming: Sequence[Spoiled] = ()) -> None:
        self._target = port
        self.coming = list(coming)
        self.delay_seconds = 0.2
        self.connections: list[_Connection] = []
        self._listener = socket.create_server((self.host, 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections, and cut those there are."""
        self._listener.close()
        self.cut()

    def passed(self) -> tuple[int, int]:
        """How many bytes the last connection passed to the client and to the server."""
        last = self.connections[-1]
        return last.to_client, last.to_server

    def cut(self) -> None:
        """Reset every connection."""
        for connection in self.connections:
            _reset(connection)

    def silence(self) -> None:
        """Leave every connection open, and pass nothing on it any more."""
        for connection in self.connections:
            connection.silent.set()

    def vanish(self) -> None:
        """Leave the clients half-open: their other end is gone and never said so.

        Raises:
            PermissionError: only root may do so.
        """
        for connection in self.connections:
            connection.silent.set()
            connection.client.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
            connection.client.shutdown(socket.SHUT_RD)  # wakes the one that reads from it: only then it can be closed
            connection.client.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            spoiled = self.coming.pop(0) if self.coming else None
            try:
                server = socket.create_connection((self.host, self._target))
            except OSError:
                client.close()
                continue
            connection = _Connection(client, server, spoiled)
            self.connections.append(connection)
            for to_server in (True, False):
                threading.Thread(target=self._pump, args=(connection, to_server), daemon=True).start()

    def _pump(self, connection: _Connection, to_server: bool) -> None:
        ends = (connection.client, connection.server)
        source, sink = ends if to_server else ends[::-1]
        try:
            while data := source.recv(65_536):
                if not connection.silent.is_set():
                    self._pass(connection, to_server, sink, data)
            if not connection.silent.is_set():
                sink.shutdown(socket.SHUT_WR)
        except OSError:
            if not connection.silent.is_set():
                _reset(connection)

    def _pass(self, connection: _Connection, to_server: bool, sink: socket.socket, data: bytes) -> None:
        passed = connection.to_server if to_server else connection.to_client
        spoiled = connection.spoiled
        if spoiled is not None and spoiled.to_server == to_server and passed + len(data) > spoiled.after:
            connection.spoiled = None
            before = data[: spoiled.after - passed]
            self._pass(connection, to_server, sink, before)
            self._strike(connection, spoiled.fault, sink)
            if spoiled.fault is Fault.DELAY:
                self._pass(connection, to_server, sink, data[len(before) :])
            return
        sink.sendall(data)
        if to_server:
            connection.to_server += len(data)
        else:
            connection.to_client += len(data)

    def _strike(self, connection: _Connection, fault: Fault, sink: socket.socket) -> None:
        match fault:
            case Fault.CUT:
                _reset(connection)
            case Fault.HALF_CLOSE:
                sink.shutdown(socket.SHUT_WR)
            case Fault.SILENCE:
                connection.silent.set()
            case Fault.DELAY:
                time.sleep(self.delay_seconds)


def _reset(connection: _Connection) -> None:
    """End both sides with RST, as a router does that forgot the connection."""
    for end in (connection.client, connection.server):
        with contextlib.suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
