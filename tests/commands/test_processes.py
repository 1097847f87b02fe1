"""Companions: started again when they die, never left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from copapp.commands import processes
from copapp.commands.processes import Companion

ROOT = Path(__file__).resolve().parents[2]
NOTES_ITS_PID = "import os, time\nwith open(os.environ['PIDS'], 'a') as f: print(os.getpid(), file=f)\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path


def companion(folder: Path, code: str, told: list[str], log: Path | None = None) -> Companion:
    (folder / "probny.py").write_text(NOTES_ITS_PID + code)
    return Companion("Próba", ["probny"], {"PIDS": str(folder / "pids")}, told.append, log)


def pids(folder: Path) -> list[int]:
    path = folder / "pids"
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def wait_until(true: Callable[[], bool]) -> None:
    limit = time.monotonic() + 30
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    """Whether a process is dead; one that only waits for its parent to notice counts as dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_it_is_started_again_ever_more_slowly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "FIRST_PAUSE_SECONDS", 0.1)
    told: list[str] = []
    dying = companion(folder, "raise SystemExit(3)", told)

    dying.start()
    wait_until(lambda: len(told) >= 3)
    dying.stop()

    assert "Próba: proces się zakończył (kod 3)" in told[0]
    assert len(set(pids(folder))) >= 3


def test_stopping_ends_it_for_good(folder: Path) -> None:
    told: list[str] = []
    steady = companion(folder, "time.sleep(600)", told)
    steady.start()
    wait_until(lambda: bool(pids(folder)))

    steady.stop()

    (pid,) = pids(folder)
    assert is_gone(pid)
    assert told == []


def test_a_stubborn_one_is_killed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PATIENCE_SECONDS", 0.3)
    stubborn = companion(
        folder,
        "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nopen(os.environ['PIDS'] + '.deaf', 'w')\n"
        "time.sleep(600)",
        [],
    )
    stubborn.start()
    wait_until((folder / "pids.deaf").exists)

    stubborn.stop()

    assert is_gone(pids(folder)[0])


def test_it_writes_into_its_log_and_a_large_one_is_put_aside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "LARGEST_LOG_BYTES", 10)
    log = folder / "worker.log"
    log.write_text("dawny dziennik\n")
    speaking = companion(folder, "print('nowy wpis', flush=True)\ntime.sleep(600)", [], log)

    speaking.start()
    wait_until(lambda: log.exists() and "nowy wpis" in log.read_text())
    speaking.stop()

    assert (folder / "worker.log.1").read_text() == "dawny dziennik\n"


def test_it_dies_with_a_parent_that_is_killed(folder: Path) -> None:
    (folder / "probny.py").write_text(NOTES_ITS_PID + "time.sleep(600)")
    code = (
        "import os, time\nfrom copapp.commands.processes import Companion\n"
        "Companion('Próba', ['probny'], {'PIDS': os.environ['PIDS']}, print).start()\ntime.sleep(600)"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{folder}", "PIDS": str(folder / "pids")}
    parent = subprocess.Popen([sys.executable, "-c", code], env=environment)
    wait_until(lambda: bool(pids(folder)))

    parent.send_signal(signal.SIGKILL)
    parent.wait()

    wait_until(lambda: is_gone(pids(folder)[0]))
