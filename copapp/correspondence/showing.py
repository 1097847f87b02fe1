"""Asking for what a sender's file or HTML may show. It is opened in a process of its own, with bounds; the intranet
itself never parses a picture, a page or a message of others."""

import base64
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore

from copapp import clock
from copapp.problems import Refused

SECONDS = 20
PROCESSOR_SECONDS = 5
MEMORY_BYTES = 1_000_000_000
MAX_SHOWN_BYTES = 60_000_000
ROOT = Path(__file__).parent.parent.parent
_at_once = BoundedSemaphore(2)
"""Whoever opens a page of forty pictures shall not take the machine from the others."""


class NotShown(Refused):
    """It can't be shown safely; the message says why. It can still be downloaded."""


@dataclass(frozen=True)
class PackedFile:
    """A file out of a message that came as a file itself."""

    filename: str
    content_type: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True)
class Unpacked:
    """A message that came as a file. `date` is in Kalisz time, None where it says none."""

    subject: str
    sender: str
    date: datetime | None
    text: str
    files: tuple[PackedFile, ...]


def original(raw: bytes) -> bytes:
    """The HTML of a message as a harmless page, UTF-8.

    Raises:
        NotShown: the message has no HTML, or one made to break what shows it.
    """
    return _show("original", raw)


def picture(content: bytes) -> tuple[bytes, str]:
    """A picture painted anew, and its MIME type.

    Raises:
        NotShown: it is no PNG, JPEG, GIF or WebP, broken, or too large.
    """
    painted = _show("picture", content)
    return painted, "image/png" if painted.startswith(b"\x89PNG") else "image/jpeg"


def unpacked(content: bytes) -> Unpacked:
    """Text and files of an .eml or winmail.dat.

    Raises:
        NotShown: it can't be unpacked.
    """
    said = json.loads(_show("unpacked", content))
    files = (PackedFile(each["name"], each["type"], base64.b64decode(each["content"])) for each in said["files"])
    date = datetime.fromisoformat(said["date"]) if said["date"] else None
    return Unpacked(said["subject"], said["sender"], clock.to_local(date) if date else None, said["text"], tuple(files))


def _show(job: str, content: bytes) -> bytes:
    bounds = [str(MEMORY_BYTES), str(PROCESSOR_SECONDS)]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    with _at_once:
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "mail_ingest.showing", job, *bounds],
                input=content,
                capture_output=True,
                timeout=SECONDS,
                check=False,
                env={**os.environ, "PYTHONPATH": path},
            )
        except subprocess.TimeoutExpired as error:
            raise NotShown("Otwieranie trwało za długo i zostało przerwane.") from error
    if done.returncode == 3:
        raise NotShown(done.stderr.decode())
    if done.returncode or len(done.stdout) > MAX_SHOWN_BYTES:
        raise NotShown("Tego nie da się bezpiecznie pokazać.")
    return done.stdout
