"""Messages out of `.eml` files, as `load` takes them in."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from copapp.correspondence.compose import storable
from copapp.correspondence.incoming import Arrival, Place
from copapp.correspondence.mailbox import FILES
from copapp.correspondence.models import MessageSource
from mail_ingest.sources import BATCH_MESSAGES, Batch, KnownKeys, Unreachable


class FileSource:
    """Files, and the `.eml` files of folders, in the order of their names. They are never changed."""

    folder = FILES

    def __init__(self, paths: Sequence[Path]) -> None:
        self.files = [file for path in paths for file in _files_of(path)]

    def batches(self, place: Place, known: KnownKeys) -> Iterator[Batch]:
        for start in range(0, len(self.files), BATCH_MESSAGES):
            yield Batch([_read(file) for file in self.files[start : start + BATCH_MESSAGES]], place)

    def present(self, _place: Place) -> set[int] | None:
        return None  # there are no UIDs; `batches` looks through the whole folder each time

    def fetch(self, _uids: Sequence[int]) -> Iterator[Batch]:
        return iter(())

    def tell(self, taken: Sequence[MessageSource]) -> list[int]:
        return [source.id or 0 for source in taken]

    def close(self) -> None:
        """Nothing is held open."""


def _files_of(path: Path) -> list[Path]:
    return sorted(file for file in path.rglob("*.eml") if file.is_file()) if path.is_dir() else [path]


def _read(file: Path) -> Arrival:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise Unreachable(f"nie można czytać pliku {file} ({error.strerror}).") from error
    return Arrival(raw, len(raw), source_key=f"{storable(file.name)}:{hashlib.sha256(raw).hexdigest()}")
