"""Which process holds the worker's lease, told so that another process of the machine can see whether it lives."""

import os
import platform
import uuid
from pathlib import Path

PROC = Path("/proc")


def this_process() -> str:
    """A name for this process that no other one has, on this machine or elsewhere: „host, boot and namespace, process,
    its start”. Where the system tells nothing of processes it is just unique."""
    pid = os.getpid()
    return " ".join([platform.node() or "?", _place(), str(pid), _started(pid) or uuid.uuid4().hex])


def is_surely_dead(holder: str) -> bool:
    """Whether the named process was one of this machine since its last boot, and is no more. False where unknown."""
    parts = holder.rsplit(" ", 3)
    if len(parts) < 4 or parts[0] != (platform.node() or "?"):
        return False
    _, place, pid, started = parts
    return place == _place() and place != "?" and pid.isdecimal() and _started(int(pid)) != started


def _place() -> str:
    """The running system and its namespace of process numbers: only in one of both do two numbers mean the same."""
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}/{os.readlink(PROC / 'self/ns/pid')}"
    except OSError:
        return "?"


def _started(pid: int) -> str:
    """When a process was started, in ticks since the boot (proc_pid_stat(5), field 22); "" for none, or a zombie."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]
