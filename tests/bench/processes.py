"""What this process and those that read for it take: memory, shared pages counted once, and time of the processor."""

import os
from pathlib import Path

PROC = Path("/proc")


def megabytes() -> float:
    """Their proportional set sizes together."""
    return sum(_proportional_set_size(each) for each in _all()) / 1000


def processor_seconds() -> float:
    """Their time of the processor together, which what else runs on the machine does not count into."""
    ticks = sum(sum(map(int, _state(PROC / str(each))[11:13])) for each in _all())
    return ticks / os.sysconf("SC_CLK_TCK")


def _all() -> set[int]:
    return {os.getpid(), *_readers_below(os.getpid())}


def _readers_below(pid: int) -> set[int]:
    parents = {int(folder.name): _parent(folder) for folder in PROC.iterdir() if folder.name.isdecimal()}
    found, before = {pid}, set[int]()
    while found != before:
        before = set(found)
        found |= {child for child, parent in parents.items() if parent in before}
    return {child for child in found - {pid} if b"mail_ingest" in _read(PROC / str(child) / "cmdline")}


def _parent(folder: Path) -> int:
    fields = _state(folder)
    return int(fields[1]) if fields else 0


def _state(folder: Path) -> list[bytes]:
    """What follows the name of a process in proc_pid_stat(5); nothing of one that has ended."""
    return _read(folder / "stat").rpartition(b")")[2].split()


def _proportional_set_size(pid: int) -> int:
    """In kB; 0 of one that has ended meanwhile."""
    lines = _read(PROC / str(pid) / "smaps_rollup").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith(b"Pss:")), 0)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
