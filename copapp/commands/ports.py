"""Ports of this machine: taking the wanted one, finding a free one."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from copapp.commands.opening import CannotOpen
from copapp.config import Settings

PORTS_TRIED = 100


@contextmanager
def web_socket(settings: Settings) -> Iterator[socket.socket]:
    """The web server's socket, bound before anything else so that a taken port is told at once.

    Raises:
        CannotOpen: the port is taken or not allowed, or the host is not this machine.
    """
    host, port = settings.host, settings.port
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise CannotOpen(f"COP_HOST={host}: nie ma takiego adresu.") from error
    with socket.socket(family, kind, protocol) as bound:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind(address)
            bound.listen()
        except OSError as error:
            raise CannotOpen(_why_no_port(settings, error)) from error
        yield bound


def free_port(host: str, wanted: int) -> int | None:
    """The wanted port if nobody listens there, else the next such one; 0 gives any. None: a hundred are taken."""
    for port in range(wanted, min(wanted + PORTS_TRIED, 65536)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return None


def _why_no_port(settings: Settings, error: OSError) -> str:
    host, port = settings.host, settings.port
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} jest zajęty: może intranet już działa. Inny port: {_other(host, port)}"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port}: system na niego nie pozwala. Wybierz od 1024 wzwyż: COP_PORT=8000 ./cop up"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"COP_HOST={host}: ta maszyna nie ma takiego adresu."
    return f"Nie można słuchać na {host}, port {port}: {error.strerror}"


def _other(host: str, taken: int) -> str:
    port = free_port(host, taken + 1) or 8000
    return f"COP_PORT={port} ./cop up"
