"""Programs that run beside the web server: started together, started again when they die, ended together."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
STEADY_SECONDS = 60.0
"""A program that ran so long is started again after the first pause."""
PATIENCE_SECONDS = 15.0
"""How long a program may take to end before it is killed."""

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


LARGEST_LOG_BYTES = 5_000_000


class Companion:
    """A Python module run as a process of its own until `stop`. `name` is what people read, in Polish.

    What it prints goes into the file `log`, else where our own output goes.
    """

    def __init__(
        self,
        name: str,
        arguments: Sequence[str],
        environment: dict[str, str],
        tell: Callable[[str], None],
        log: Path | None = None,
    ) -> None:
        self.name, self.log, self._tell = name, log, tell
        self._command = [sys.executable, "-P", "-m", *arguments]
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
        self._environment = {**os.environ, **environment, "PYTHONPATH": path}
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        # The system's signal at the parent's death is tied to the thread that started the child: it lives as long.
        self._keeper = threading.Thread(target=self._keep_running, name=f"companion-{name}", daemon=True)

    def start(self) -> None:
        """Start it; returns at once."""
        self._keeper.start()

    def stop(self) -> None:
        """End it, at first politely, and wait until it is gone."""
        with self._lock:
            self._stopping.set()
            process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _keep_running(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while process := self._spawn():
            started = time.monotonic()
            code = process.wait()
            if self._stopping.is_set():
                return
            if time.monotonic() - started > STEADY_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            details = f" Szczegóły: {self.log}" if self.log else ""
            self._tell(
                f"{self.name}: proces się zakończył ({_how(code)}); uruchamiam go ponownie za {pause:.0f} s.{details}"
            )
            self._stopping.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def _spawn(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._stopping.is_set():
                return None
            with _opened(self.log) as output:
                # A session of its own: Ctrl-C on the terminal reaches only us, and we end it in order.
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    env=self._environment,
                    start_new_session=True,
                    preexec_fn=_end_with_parent if _libc else None,
                )
            return self._process


@contextmanager
def _opened(log: Path | None) -> Iterator[IO[bytes] | None]:
    """The file to append to; one that has grown too large is put aside first."""
    if log is None:
        yield None
        return
    if log.exists() and log.stat().st_size > LARGEST_LOG_BYTES:
        log.replace(log.with_name(f"{log.name}.1"))
    with log.open("ab") as file:
        yield file


def _end_with_parent() -> None:
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _how(code: int) -> str:
    if code < 0:
        return f"sygnał {signal.Signals(-code).name}"
    return f"kod {code}"
