"""What all servers of the tests share: free ports, folders, child processes that never outlive the test run."""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from copapp.environment import APT_INSTALL, SYSTEM_NEEDS

PR_SET_PDEATHSIG = 1


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nothing listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def need(program: str, *places: str) -> str:
    """The path of a system program; skips the test with the one command that installs it (in CI: fails)."""
    search = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", *places])
    found = shutil.which(program, path=search)
    if found:
        return found
    reason = f"{program} is not on this machine; install it with: sudo {' '.join([*APT_INSTALL, *SYSTEM_NEEDS])}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def temporary_folder(name: str, owner: str | None = None) -> Path:
    """A new folder with a short path (Unix sockets allow 107 bytes), handed to `owner` when we are root."""
    folder = Path(tempfile.mkdtemp(prefix=f"cop-{name}-", dir="/tmp"))
    if owner and os.getuid() == 0:
        account = pwd.getpwnam(owner)
        os.chown(folder, account.pw_uid, account.pw_gid)
    return folder


def start(command: Sequence[str], log: Path, user: str | None = None) -> subprocess.Popen[bytes]:
    """Start a server; its output goes to `log`. It gets SIGTERM when the test process dies, however that dies."""
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            **_as_user(user),
        )


def run(command: Sequence[str], user: str | None = None) -> str:
    """Run a helper program to its end and give its output; its complaint becomes the error."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, **_as_user(user))
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, seconds: float = 20) -> None:
    """Wait for a server to answer; if it ended or stays silent, fail with the end of its log."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if ready():
            return
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise RuntimeError(f"server did not start: {log.read_text(errors='replace')[-2000:]}")


def listens(port: int) -> bool:
    """Whether anything answers on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def stop(process: subprocess.Popen[bytes] | None, how: signal.Signals = signal.SIGTERM, seconds: float = 10) -> None:
    """End a server we started, first politely, and wait until it is gone."""
    if process is None or process.poll() is not None:
        return
    process.send_signal(how)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _as_user(user: str | None) -> dict[str, object]:
    """Arguments that make a child process run as `user`; without root it stays ourselves."""
    if user is None or os.getuid() != 0:
        return {}
    account = pwd.getpwnam(user)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": [], "cwd": "/"}


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
