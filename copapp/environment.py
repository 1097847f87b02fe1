"""The Python environment of this clone: `.venv`, exactly what the lock files say, and what the tests need besides.

Run by ./cop as a script, before any package is installed: the standard library only, and nothing of copapp.

    environment.py setup          make or update .venv
    environment.py test [ARGS]    set up what the tests need, then become pytest
    environment.py bench [ARGS]   measure how fast things are (tests/bench)
    environment.py lock [ARGS]    write the lock files anew from requirements.in and requirements-test.in

A finished environment holds a copy of the lock that it was made from; ./cop compares it with the lock of the clone.
One without a copy was never finished and is made again.
"""

import fcntl
import glob
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
PROGRESS_SECONDS = 10

# Debian package → where its program is found when it is installed.
SYSTEM_NEEDS = {
    "dovecot-imapd": ["/usr/lib/dovecot/imap", "/usr/libexec/dovecot/imap"],
    "postgresql": ["/usr/lib/postgresql/*/bin/postgres"],
    "chromium": ["/usr/bin/chromium", "/snap/bin/chromium", "/usr/bin/google-chrome"],
    "fonts-dejavu-core": ["/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"],
    "libatomic1": ["/usr/lib/*/libatomic.so.1"],  # Playwright's driver needs it
    "openssl": ["/usr/bin/openssl"],
}
APT_INSTALL = ["apt-get", "install", "-y", "--no-install-recommends"]

# The connection failed, or not even the first package was found.
OFFLINE = r"connection broken|\A(?!.*^(?:Collecting|Processing) ).*from versions: none"

# What pip says → what the administrator needs to know. The first that fits is said.
PIP_FAILURES = [
    (r"No space left on device", "brak miejsca na dysku", "no space left on the disk"),
    (r"Permission denied", "brak uprawnień do zapisu", "no write permission"),
    (
        r"DO NOT MATCH THE HASHES",
        "pobrany pakiet ma inną sumę kontrolną niż w pliku lock; nie instaluję go",
        "a downloaded package differs from its hash in the lock file; not installed",
    ),
    (
        OFFLINE,
        "nie mogę pobrać pakietów Pythona: brak sieci albo zły adres w ustawieniach pip",
        "cannot download Python packages: no network, or a wrong address in pip's settings",
    ),
    (
        r"from versions: ",
        f"nie ma gotowego pakietu dla Pythona {sys.version_info.major}.{sys.version_info.minor} na tej maszynie",
        "no ready package for this Python on this machine",
    ),
]


def main(arguments: Sequence[str]) -> None:
    """Do what ./cop asks for."""
    command, *rest = arguments
    try:
        if command == "setup":
            make_environment()
        elif command == "test":
            install(TEST_LOCK)
            need_system_packages()
            run_module("pytest", ["-n", "2", *rest])
        elif command == "bench":
            install(TEST_LOCK)
            run_module("tests.bench", rest)
        elif command == "lock":
            install(TEST_LOCK)
            write_locks(rest)
    except KeyboardInterrupt:
        sys.exit(130)


def make_environment() -> None:
    """Bring .venv up to date with requirements.lock; does nothing when it is."""
    with alone():
        if is_current(LOCK):
            say("środowisko jest gotowe", "the environment is ready")
            return
        if not copy_of(LOCK).exists() or not works():
            create_venv()
        _install(LOCK)


def install(lock: Path) -> None:
    """Install what `lock` names into a finished .venv, unless it is there already."""
    with alone():
        if not is_current(lock):
            _install(lock)


def create_venv() -> None:
    """Make an empty .venv; whatever an interrupted set-up left there goes first."""
    if VENV.exists():
        say("środowisko jest niedokończone, tworzę je od nowa", "the environment is unfinished, making it anew")
    else:
        say("tworzę środowisko w .venv", "making the environment in .venv")
    # The versioned name: when the system moves on to another Python, .venv/bin/python leads nowhere and ./cop sees it.
    base = os.path.realpath(sys.executable)
    try:
        if VENV.exists():
            shutil.rmtree(VENV)
        VENV.mkdir()
    except OSError as error:
        fail(f"nie mogę pisać w {ROOT}: {error.strerror}", f"cannot write in {ROOT}")
    done = subprocess.run([base, "-I", "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if done.returncode:
        reason = last_line(done.stderr or done.stdout)
        fail(f"nie udało się utworzyć .venv: {reason}", "could not make .venv")


def _install(lock: Path) -> None:
    names = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", lock.read_text(), re.MULTILINE)
    say(f"instaluję pakiety z {lock.name}: {len(names)}", f"installing {len(names)} packages")
    started = time.monotonic()
    command = [str(PYTHON), "-I", "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "--retries", "2", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    output = follow([*command, "-r", str(lock)], len(names))
    if output is not None:
        explain(output)
    shutil.copyfile(lock, copy_of(lock))
    say(f"gotowe po {time.monotonic() - started:.0f} s", "done")


def follow(command: list[str], total: int) -> str | None:
    """Run pip, showing how far it is; None when it went well, all it printed when not."""
    lines: list[str] = []
    terminal = sys.stderr.isatty() and os.environ.get("CI") != "true"
    collected, shown = 0, time.monotonic()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            if not line.startswith(("Collecting ", "Processing ", "Installing ")):
                continue
            installing = line.startswith("Installing ")
            collected = total if installing else min(collected + 1, total)
            step = "instaluję…" if installing else Path(line.split()[1]).name
            if terminal:
                print(f"\r\033[K  {collected}/{total} {step}", end="", file=sys.stderr, flush=True)
            elif time.monotonic() - shown > PROGRESS_SECONDS:
                shown = time.monotonic()
                print(f"  {collected}/{total} {step}", file=sys.stderr, flush=True)
    if terminal:
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    return "".join(lines) if pip.returncode else None


def explain(output: str) -> NoReturn:
    """Say in one line why pip failed."""
    for sign, polish, english in PIP_FAILURES:
        if re.search(sign, output, re.DOTALL | re.MULTILINE):
            package = re.search(r"requirement (\S+) \(from versions", output)
            fail(f"{polish}{f' ({package[1]})' if package else ''}", english)
    fail(f"pip: {last_line(output)}", "pip failed")


def need_system_packages() -> None:
    """Install what the tests need of Debian when we may; else say the one command and end with code 2."""
    missing = [package for package, places in SYSTEM_NEEDS.items() if not any(map(glob.glob, places))]
    if not missing:
        return
    command = [*APT_INSTALL, *missing]
    if os.getuid() != 0 or not shutil.which("apt-get"):
        by_hand = f"sudo apt-get update && sudo {' '.join(command)}"
        fail(f"testy potrzebują jeszcze pakietów systemu: {by_hand}", "the tests need these system packages", 2)
    say(f"instaluję pakiety systemu: {' '.join(missing)}", "installing system packages")
    for step in (["apt-get", "update", "-q"], [*command, "-q"]):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(step, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment)
        if done.returncode:
            fail(f"{' '.join(step)}: {last_line(done.stderr or done.stdout)}", "apt-get failed", 2)


def run_module(name: str, arguments: Sequence[str]) -> NoReturn:
    """Become this module of the environment, in the folder of the clone."""
    os.chdir(ROOT)
    sys.stderr.flush()
    os.execv(PYTHON, [str(PYTHON), "-P", "-m", name, *arguments])


def write_locks(arguments: Sequence[str]) -> None:
    """Compile both lock files with hashes of every platform's files and without the address of any index.

    Versions stay as they are unless `arguments`, handed on to pip-compile, say `--upgrade` or `--upgrade-package NAME`.
    Django comes in as a dependency of django-htmx, of which only the files of htmx are used; it stays out.
    """
    os.chdir(ROOT)
    settings = {"CUSTOM_COMPILE_COMMAND": "./cop lock", "PIP_CONFIG_FILE": os.devnull}
    environment = {name: value for name, value in os.environ.items() if name not in ("PIP_FIND_LINKS", "PYTHONPATH")}
    command = [str(PYTHON), "-I", "-m", "piptools", "compile", "-q", "--generate-hashes", "--strip-extras"]
    for left_out in ("django", "asgiref", "sqlparse", "pip", "setuptools", "wheel"):
        command += ["--unsafe-package", left_out]
    for lock in (LOCK, TEST_LOCK):
        say(f"zapisuję {lock.name}", f"writing {lock.name}")
        subprocess.run(
            [*command, *arguments, "-o", lock.name, f"{lock.stem}.in"], env=environment | settings, check=True
        )
        text = re.sub(r"^--.*\n+", "", lock.read_text(), flags=re.MULTILINE)  # where this machine gets its packages
        lock.write_text(re.sub(r"\n# WARNING: .*", "", text, flags=re.DOTALL))


@contextmanager
def alone() -> Iterator[None]:
    """Keep other processes of ./cop from changing the same .venv meanwhile; the system lets go when we die."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("inne ./cop przygotowuje środowisko, czekam", "another ./cop is at it, waiting")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def copy_of(lock: Path) -> Path:
    """Where a finished environment keeps the lock that it was made from."""
    return VENV / lock.name


def is_current(lock: Path) -> bool:
    """Whether all of `lock` is installed."""
    copy = copy_of(lock)
    return PYTHON.exists() and copy.exists() and copy.read_bytes() == lock.read_bytes()


def works() -> bool:
    """Whether the Python of .venv starts and has pip."""
    try:
        return subprocess.run([str(PYTHON), "-I", "-c", "import pip"], capture_output=True).returncode == 0
    except OSError:
        return False


def last_line(output: str) -> str:
    """The last line that says anything, in which programs tell what went wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "?"


def say(polish: str, english: str) -> None:
    """One line of progress."""
    print(f"cop: {polish} / {english}", file=sys.stderr, flush=True)


def fail(polish: str, english: str, code: int = 1) -> NoReturn:
    """One line that says what went wrong, and the end."""
    say(polish, english)
    sys.exit(code)


if __name__ == "__main__":
    main(sys.argv[1:])
