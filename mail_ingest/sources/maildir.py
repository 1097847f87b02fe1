"""A Maildir on this machine: the embedded mailbox and the one for letters."""

import os
import socket
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from copapp import clock
from copapp.correspondence.incoming import Arrival, Place
from copapp.correspondence.mailbox import EMBEDDED
from copapp.correspondence.models import MessageSource
from mail_ingest.sources import BATCH_BYTES, BATCH_MESSAGES, HEADER_LIMIT, Batch, KnownKeys, Unreachable

SEEN = "S"
SETTLED_SECONDS = 2
"""A folder whose time of change is younger may change again without showing it."""


def make_maildir(path: Path) -> None:
    """Make the three folders of a Maildir where they are missing."""
    for part in ("tmp", "new", "cur"):
        (path / part).mkdir(parents=True, exist_ok=True)


def deliver(path: Path, raw: bytes, name: str | None = None) -> str:
    """Put a message into a Maildir, durably, and give its unique name; under a given `name` a second time is none."""
    make_maildir(path)
    name = name or f"{clock.now().timestamp():.6f}.{uuid.uuid4().hex}.{_host()}"
    if (path / "new" / name).exists() or any(path.glob(f"cur/{name}:*")):
        return name
    temporary = path / "tmp" / f"{name}.{os.getpid()}"
    with temporary.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(path / "new" / name)
    _sync_folder(path / "new")
    return name


class MaildirSource:
    """The messages of `new/` and `cur/`, by their unique names; what other programs move or flag changes nothing."""

    def __init__(self, path: Path, limit_bytes: int, folder: str = EMBEDDED) -> None:
        self.path, self.limit_bytes, self.folder = path, limit_bytes, folder
        self._taken: set[str] = set()
        self._cur_changed = -1

    def batches(self, place: Place, known: KnownKeys) -> Iterator[Batch]:
        try:
            make_maildir(self.path)
            changed, fresh = self._fresh(known)
        except OSError as error:
            raise Unreachable(f"nie można czytać skrzynki {self.path} ({error.strerror}).") from error
        self._cur_changed = -1  # until all of this is taken in
        unreadable: list[str] = []
        gone = 0
        for arrivals in _in_batches(self._read(name, file, unreadable) for name, file in fresh):
            here = [arrival for arrival in arrivals if arrival is not None]
            gone += len(arrivals) - len(here)
            yield Batch(here, place, len(arrivals) - len(here))
            self._taken.update(arrival.source_key or "" for arrival in here)
        if unreadable:
            raise Unreachable(f"w skrzynce {self.path} nie można czytać: {', '.join(unreadable[:3])}.")
        if not gone:
            self._cur_changed = changed

    def present(self, _place: Place) -> set[int] | None:
        return None  # there are no UIDs; `batches` looks through the whole folder each time

    def fetch(self, _uids: Sequence[int]) -> Iterator[Batch]:
        return iter(())

    def tell(self, taken: Sequence[MessageSource]) -> list[int]:
        done: list[int] = []
        current: dict[str, Path] | None = None
        for source in taken:
            name = source.source_key or ""
            if not self._move_to_cur(name):
                current = _files(self.path / "cur") if current is None else current
                if name in current:
                    self._flag(current[name])
            done.append(source.id or 0)
        return done

    def close(self) -> None:
        """Nothing is held open."""

    def _fresh(self, known: KnownKeys) -> tuple[int, list[tuple[str, Path]]]:
        """When `cur/` last changed, and names not taken in yet with their files, in the order in which they came."""
        files = _files(self.path / "new")
        changed = (self.path / "cur").stat().st_mtime_ns
        if changed != self._cur_changed:
            files |= _files(self.path / "cur")
        names = [name for name in files if name not in self._taken]
        self._taken |= known(names)
        settled = clock.now().timestamp() - changed / 1e9 > SETTLED_SECONDS
        return changed if settled else -1, sorted((name, files[name]) for name in names if name not in self._taken)

    def _read(self, name: str, file: Path, unreadable: list[str]) -> Arrival | None:
        """The message; None if it went away or moved meanwhile: then the next check finds it where it is."""
        try:
            with file.open("rb") as opened:
                size = os.fstat(opened.fileno()).st_size
                raw = opened.read() if size <= self.limit_bytes else headers_of(opened.read(HEADER_LIMIT))
        except FileNotFoundError:
            return None
        except OSError as error:
            unreadable.append(f"{file.name} ({error.strerror})")
            return None
        return Arrival(raw, size if size > self.limit_bytes else len(raw), source_key=name)

    def _move_to_cur(self, name: str) -> bool:
        try:
            (self.path / "new" / name).rename(self.path / "cur" / f"{name}:2,{SEEN}")
        except FileNotFoundError:
            return False
        except OSError as error:
            raise Unreachable(f"nie można zmieniać skrzynki {self.path} ({error.strerror}).") from error
        return True

    def _flag(self, file: Path) -> None:
        unique, _, flags = file.name.partition(":2,")
        if SEEN in flags:
            return
        try:
            file.rename(file.with_name(f"{unique}:2,{''.join(sorted({*flags, SEEN}))}"))
        except FileNotFoundError:
            return
        except OSError as error:
            raise Unreachable(f"nie można zmieniać skrzynki {self.path} ({error.strerror}).") from error


def headers_of(start: bytes) -> bytes:
    """The headers of a message of which `start` is the beginning, with the empty line that ends them."""
    ends = [(start.find(mark), len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if mark in start]
    where, length = min(ends, default=(len(start), 0))
    return start[: where + length]


def _files(folder: Path) -> dict[str, Path]:
    """The messages of one folder of a Maildir by their unique names."""
    entries = (entry for entry in os.scandir(folder) if not entry.name.startswith(".") and entry.is_file())
    return {entry.name.partition(":")[0]: Path(entry.path) for entry in entries}


def _in_batches(arrivals: Iterable[Arrival | None]) -> Iterator[list[Arrival | None]]:
    """Arrivals in their order, so many at once as may be held and committed."""
    batch: list[Arrival | None] = []
    total = 0
    for arrival in arrivals:
        batch.append(arrival)
        total += len(arrival.raw) if arrival else 0
        if len(batch) >= BATCH_MESSAGES or total >= BATCH_BYTES:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def _host() -> str:
    return socket.gethostname().replace("/", "_").replace(":", "_")


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
