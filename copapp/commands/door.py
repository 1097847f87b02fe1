"""Where the loopback SMTP door of the embedded mailbox stands: its port is chosen by `up` and kept in COP_DATA."""

import socket
import time
from pathlib import Path

from copapp.commands.opening import cannot_write
from copapp.config import Settings

LOOPBACK = "127.0.0.1"
FILE = "door_port"
OPENING_SECONDS = 30
"""How long a worker on a busy machine may take to open the door."""


def note_port(settings: Settings, port: int) -> None:
    """Let `listening_door` know where the door of this data's mailbox stands.

    Raises:
        CannotOpen: the folder of data can't be written, or its disk is full.
    """
    try:
        _note(settings).write_text(f"{port}\n")
    except OSError as error:
        raise cannot_write(settings.data, error) from error


def forget_port(settings: Settings) -> None:
    """The door is closed."""
    _note(settings).unlink(missing_ok=True)


def listening_door(settings: Settings) -> int | None:
    """The port of the door that delivers into this data's mailbox, or None when it doesn't listen.

    Another centre's door may stand at the default port, so only a noted one counts.
    """
    try:
        port = int(_note(settings).read_text())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    with socket.socket() as probe:
        probe.settimeout(1)
        return port if probe.connect_ex((LOOPBACK, port)) == 0 else None


def opens_in_time(settings: Settings) -> bool:
    """Wait until the noted door listens; False where it doesn't within `OPENING_SECONDS`."""
    limit = time.monotonic() + OPENING_SECONDS
    while listening_door(settings) is None:
        if time.monotonic() > limit:
            return False
        time.sleep(0.05)
    return True


def _note(settings: Settings) -> Path:
    return settings.data / FILE
