"""Memory of a process and of all that it has started, shared pages counted once."""

import os
from pathlib import Path

PROC = Path("/proc")


def megabytes(pid: int | None = None) -> float:
    """The proportional set sizes of the process (this one) and its descendants that read mail, together."""
    first = pid or os.getpid()
    return sum(_proportional_set_size(each) for each in {first, *_readers_below(first)}) / 1000


def _readers_below(pid: int) -> set[int]:
    parents = {int(folder.name): _parent(folder) for folder in PROC.iterdir() if folder.name.isdecimal()}
    found, before = {pid}, set[int]()
    while found != before:
        before = set(found)
        found |= {child for child, parent in parents.items() if parent in before}
    return {child for child in found - {pid} if b"mail_ingest" in _read(PROC / str(child) / "cmdline")}


def _parent(folder: Path) -> int:
    fields = _read(folder / "stat").rpartition(b")")[2].split()
    return int(fields[1]) if len(fields) > 1 else 0


def _proportional_set_size(pid: int) -> int:
    """In kB; 0 of one that has ended meanwhile."""
    lines = _read(PROC / str(pid) / "smaps_rollup").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith(b"Pss:")), 0)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
