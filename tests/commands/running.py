"""`./cop` commands as processes of their own, as people run them."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.servers.process import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60


def environment(data: Path, **settings: str) -> dict[str, str]:
    """What a command needs to know, and nothing of the machine's own settings of ours."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COP_")}
    return {**plain, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COP_DATA": str(data), **settings}


def cop(data: Path, *arguments: str, cwd: Path | None = None, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "copapp", *arguments],
        cwd=cwd or data.parent,
        env=environment(data, **settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )


class Up:
    """A running `./cop up`: `address`, `port`, `output` so far.

    `cpu_seconds` is what its own process had worked at the first answer: a busy machine doesn't count.
    """

    def __init__(self, data: Path, *arguments: str, **settings: str) -> None:
        self.data, self.port = data, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._log = data.parent / f"{data.name}-{self.port}.log"
        ports = {"COP_PORT": str(self.port), "COP_DOOR_PORT": str(free_port())}
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "copapp", "up", *arguments],
                cwd=data.parent,
                env=environment(data, **{**ports, **settings}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._wait_for_answer()
        self.cpu_seconds = _worked(self.process.pid)
        self.wait_for("Zatrzymanie: Ctrl-C.")

    @property
    def output(self) -> str:
        return self._log.read_text()

    def wait_for(self, text: str) -> None:
        """Until it has said this."""
        limit = time.monotonic() + PATIENCE_SECONDS
        while text not in self.output:
            assert time.monotonic() < limit and self.process.poll() is None, self.output
            time.sleep(0.05)

    def logins(self) -> dict[str, str]:
        """The printed logins with their passwords."""
        return dict(re.findall(r"^  (\w+) +(\w+-\w+-\w+-\d+) ", self.output, re.MULTILINE))

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """End it as a person or the system does; gives its exit code."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE_SECONDS)

    def processes(self) -> dict[int, str]:
        """Processes that work on this data, without the zombies: id and command line."""
        return processes_on(self.data)

    def _wait_for_answer(self) -> None:
        limit = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < limit and self.process.poll() is None:
            try:
                with urlopen(f"{self.address}/sign-in", timeout=PATIENCE_SECONDS):
                    return
            except URLError:
                time.sleep(0.02)
        self.process.kill()
        raise AssertionError(f"no answer\n{self.output}")


def _worked(pid: int) -> float:
    """User and system time of a process, all its threads, in seconds (proc_pid_stat(5): utime, stime)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def processes_on(data: Path) -> dict[int, str]:
    """Living processes whose COP_DATA is this folder: id and command line."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                if f"COP_DATA={data}\0".encode() in (entry / "environ").read_bytes():
                    found[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
    return found
