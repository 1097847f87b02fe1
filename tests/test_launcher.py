"""./cop itself: the real script in a copied tree whose lock names one small wheel, so that no network is needed."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from copapp import environment
from tests.clone import Clone, copy_tree, write_wheel
from tests.servers.process import temporary_folder

SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
SYSTEM_PYTHON = "/usr/bin/python3"
PROGRESS = ("cop: tworzę środowisko", "cop: instaluję pakiety")


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A fresh clone; its folder's name has what breaks careless scripts."""
    return copy_tree(tmp_path / "Kopia z gałęzi 'nowa' $HOME", tmp_path / "wheels")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A clone whose environment is made; its tests leave it so."""
    folder = tmp_path_factory.mktemp("ready")
    made = copy_tree(folder / "klon", folder / "wheels")
    assert made.cop("setup").returncode == 0
    return made


@pytest.fixture
def finished(ready: Clone, tmp_path: Path) -> Clone:
    """A clone whose environment is made, to be broken by one test."""
    shutil.copytree(ready.root.parent, tmp_path / "copy", symlinks=True)
    return Clone(tmp_path / "copy" / "klon", tmp_path / "copy" / "wheels")


@pytest.fixture
def world_readable_clone() -> Iterator[Clone]:
    """A clone of ours that other users may read and not change."""
    folder = temporary_folder("clone")
    clone = copy_tree(folder / "klon", folder / "wheels")
    for place in (folder, *folder.rglob("*")):
        place.chmod(0o755)
    yield clone
    shutil.rmtree(folder)


def one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """The launcher gave up with exactly one line of reason, in Polish and English, without a traceback."""
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    reason = [line for line in done.stderr.splitlines() if not line.startswith(PROGRESS)]
    assert len(reason) == 1, done.stderr
    assert reason[0].startswith("cop: ") and " / " in reason[0]
    for word in words:
        assert word in reason[0]


def python_that_says(folder: Path, lie: str) -> Path:
    """A Python that runs what it is told after this statement, to look like one that this machine doesn't have."""
    python = folder / "python3"
    python.write_text(
        f'#!/bin/sh\n[ "$1 $2" = "-I -c" ] || exit 9\nexec {sys.executable} -I -c "import sys; {lie}\n$3"\n'
    )
    python.chmod(0o755)
    return python


def test_first_use_makes_the_environment_and_hands_over(clone: Clone, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(clone.root / "cop")

    first = clone.cop("mail", "send", "list żółty.eml", cwd=tmp_path)
    second = subprocess.run([tmp_path / "link", "up"], cwd="/", capture_output=True, text=True, check=False)

    assert (first.stdout, first.returncode) == ("1.0|1|mail|send|list żółty.eml\n", 7)
    assert "tworzę środowisko" in first.stderr and "instaluję" in first.stderr
    assert (second.stdout, second.stderr, second.returncode) == ("1.0|1|up\n", "", 7)


def test_changed_lock_is_installed_before_the_command(finished: Clone) -> None:
    finished.lock("2.0")

    assert finished.cop("up").stdout == "2.0|1|up\n"


def test_failed_update_keeps_the_environment_and_is_tried_again(finished: Clone) -> None:
    finished.lock("2.0")
    (finished.wheels / "cop_stub-2.0-py3-none-any.whl").unlink()

    one_line(finished.cop("up"), "cop-stub==2.0")
    assert finished.installed() == "1.0"
    write_wheel(finished.wheels, "2.0")
    assert finished.cop("up").stdout == "2.0|1|up\n"


def test_start_takes_no_time_of_its_own(ready: Clone) -> None:
    def seconds(command: list[str]) -> float:
        started = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        return time.perf_counter() - started

    stub = [str(ready.root / ".venv/bin/python"), "-I", "-c", "import cop_stub"]
    direct = min(seconds(stub) for _ in range(10))
    through_cop = min(seconds([str(ready.root / "cop"), "up"]) for _ in range(10))

    assert through_cop - direct < 0.1


def test_half_made_environment_is_made_again(clone: Clone) -> None:
    (clone.root / ".venv" / "bin").mkdir(parents=True)
    (clone.root / ".venv" / "bin" / "python").symlink_to("/usr/bin/gone-python")

    done = clone.cop("up")

    assert (done.stdout, done.returncode) == ("1.0|1|up\n", 7)
    assert "niedokończone" in done.stderr


def test_killed_in_the_middle_it_finishes_next_time(clone: Clone) -> None:
    process = clone.start("setup")
    while not (clone.root / ".venv" / "bin" / "python").exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.communicate()

    assert clone.cop("up").stdout == "1.0|1|up\n"


def test_environment_of_a_vanished_python_is_made_again(finished: Clone) -> None:
    python = finished.root / ".venv" / "bin" / "python"
    for name in ("python", "python3", f"python3.{sys.version_info.minor}"):
        (python.parent / name).unlink()
    python.symlink_to("/usr/bin/gone-python")

    assert finished.cop("up").stdout == "1.0|1|up\n"


def test_many_at_once_make_one_environment(clone: Clone) -> None:
    processes = [clone.start("up") for _ in range(4)]
    ended = [process.communicate(timeout=300) for process in processes]

    assert [output for output, _ in ended] == ["1.0|1|up\n"] * 4
    assert "".join(errors for _, errors in ended).count("tworzę środowisko") == 1


def test_no_network_is_one_line_and_the_next_start_mends_it(clone: Clone) -> None:
    clone.variables["PIP_FIND_LINKS"] = ""
    one_line(clone.cop("up"), "brak sieci", "no network")

    del clone.variables["PIP_FIND_LINKS"]
    assert clone.cop("up").stdout == "1.0|1|up\n"


def test_unreachable_index_is_one_line(finished: Clone) -> None:
    finished.lock("2.0")
    finished.variables |= {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_FIND_LINKS": ""}

    one_line(finished.cop("up"), "brak sieci", "no network")


def test_package_that_is_not_made_for_this_machine_is_named(finished: Clone) -> None:
    finished.lock("2.0")
    with (finished.root / "requirements.lock").open("a") as lock:
        lock.write(f"only-elsewhere==1.0 --hash=sha256:{'0' * 64}\n")

    one_line(finished.cop("up"), "nie ma gotowego pakietu", "only-elsewhere==1.0")


def test_package_with_another_hash_is_refused(finished: Clone) -> None:
    finished.lock("2.0")
    with (finished.wheels / "cop_stub-2.0-py3-none-any.whl").open("ab") as wheel:
        wheel.write(b"tampered")

    one_line(finished.cop("up"), "sumę kontrolną")


def test_too_old_python_is_one_line_that_says_which_and_what_to_do(clone: Clone, tmp_path: Path) -> None:
    old = python_that_says(tmp_path, "sys.version_info = (3, 9, 2)")
    clone.variables["COP_PYTHON"] = str(old)

    one_line(clone.cop("up"), "3.11", f"3.9.2 ({old})", "apt install", "COP_PYTHON")


def test_python_without_venv_is_one_line_that_names_the_package(clone: Clone, tmp_path: Path) -> None:
    bare = python_that_says(tmp_path, "sys.modules['ensurepip'] = None")
    clone.variables["COP_PYTHON"] = str(bare)

    one_line(clone.cop("up"), str(bare), "sudo apt install python3-venv")


def test_no_python_at_all_is_one_line(clone: Clone) -> None:
    clone.variables["COP_PYTHON"] = "/nowhere/python3"

    one_line(clone.cop("up"), "3.11", "brak / none")


def test_python_is_found_among_older_ones(clone: Clone, tmp_path: Path) -> None:
    places = tmp_path / "bin"
    places.mkdir()
    (places / "python3.13").symlink_to(sys.executable)
    (places / "python3.11").symlink_to(python_that_says(tmp_path, "sys.version_info = (3, 9, 2)"))
    clone.variables |= {"COP_PYTHON": "", "PATH": f"{places}:{SYSTEM_PATH}"}

    assert clone.cop("up").stdout == "1.0|1|up\n"
    assert str(Path(sys.executable).resolve()) == os.path.realpath(clone.root / ".venv" / "bin" / "python")


def test_folder_that_we_may_not_write_is_one_line(world_readable_clone: Clone) -> None:
    clone = world_readable_clone
    if os.getuid() == 0:
        clone.variables |= {"COP_PYTHON": SYSTEM_PYTHON, "HOME": "/nonexistent"}
        done = clone.cop("up", user="nobody", group="nogroup", extra_groups=[], cwd="/")
        if "Python" in done.stderr:
            pytest.skip(f"other users have no fit Python here: {done.stderr.strip()}")
    else:
        clone.root.chmod(0o555)
        done = clone.cop("up")
        clone.root.chmod(0o755)

    one_line(done, "nie mogę pisać", str(clone.root), "cannot write")


def test_others_may_run_an_environment_that_they_may_not_change(world_readable_clone: Clone) -> None:
    if os.getuid() != 0:
        pytest.skip("only root can become another user")
    clone = world_readable_clone
    clone.variables["COP_PYTHON"] = SYSTEM_PYTHON
    if clone.cop("setup").returncode != 0:
        pytest.skip(f"{SYSTEM_PYTHON} can't make environments here")

    done = clone.cop("up", user="nobody", group="nogroup", extra_groups=[], cwd="/")

    assert (done.stdout, done.stderr) == ("1.0|1|up\n", "")


def test_missing_system_packages_are_one_command_and_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "SYSTEM_NEEDS", {"shell": ["/bin/sh"], "chromium": ["/nowhere/*/chromium"]})
    monkeypatch.setattr(os, "getuid", lambda: 1000)

    with pytest.raises(SystemExit) as ended:
        environment.need_system_packages()

    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setattr(environment, "SYSTEM_NEEDS", {"shell": ["/bin/*sh"]})
    environment.need_system_packages()
