"""The house keeps its own rules: floors, style, types, and locks that say exactly what the code needs."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ("copapp", "mail_ingest", "migrations")
LOCKS = ("requirements.lock", "requirements-test.lock")

# In requirements.in, though no line of the code imports them: distribution → why.
USED_WITHOUT_IMPORT = {
    "bootstrap-flask": "copapp serves Bootstrap's files from inside it",
    "django-htmx": "copapp serves htmx's files from inside it",
    "psycopg": "SQLAlchemy loads it for postgresql+psycopg:// addresses",
}


def run(*command: str) -> str:
    """Run a tool of the tests' environment in the root of the clone; its complaint fails the test."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout


def test_imports_only_go_down() -> None:
    code = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_code_keeps_the_style() -> None:
    run("ruff", "check", ".")


def test_code_is_formatted() -> None:
    run("ruff", "format", "--check", ".")


def test_types_agree() -> None:
    run("mypy")


def requirements(file: str) -> set[str]:
    """Names in a requirements file, as packaging compares them (lower case, one kind of dash)."""
    lines = (ROOT / file).read_text().splitlines()
    names = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith((" ", "#", "-")))
    return {canonical(found[0]) for found in names if found}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> Iterator[str]:
    """Top-level names of everything that the code imports and that is neither ours nor Python's."""
    for package in CODE:
        for file in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(), str(file))):
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    names = [node.module or ""]
                else:
                    continue
                tops = {name.partition(".")[0] for name in names}
                yield from tops - sys.stdlib_module_names - set(CODE)


def imported_distributions() -> dict[str, set[str]]:
    """What the code imports → the distributions that may bring it."""
    brought_by = packages_distributions()
    return {name: set(map(canonical, brought_by.get(name, []))) for name in set(imported())}


def test_all_that_the_code_imports_is_required_by_name() -> None:
    asked_for = requirements("requirements.in")

    missing = {name: brought for name, brought in imported_distributions().items() if not brought & asked_for}

    assert not missing, f"imported, and not in requirements.in: {missing}"


def test_all_that_is_required_is_imported_or_has_its_reason() -> None:
    used = set().union(*imported_distributions().values()) | set(USED_WITHOUT_IMPORT)

    assert requirements("requirements.in") - used == set()


@pytest.mark.parametrize("source", ["requirements.in", "requirements-test.in"])
def test_all_that_is_required_is_locked(source: str) -> None:
    locked = requirements("requirements.lock") | requirements("requirements-test.lock")

    assert requirements(source) - locked == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_hashes_and_names_no_index(lock: str) -> None:
    text = (ROOT / lock).read_text()
    pins = re.findall(r"^\S+==\S+(?:(?!\n\S)[\s\S])*", text, re.MULTILINE)

    assert pins
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert re.findall(r"https?:|file:|--\w*index|--find-links|--trusted-host|@ ", text) == []


def test_both_locks_agree() -> None:
    pins: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*?\])?==(\S+)", (ROOT / lock).read_text(), re.M):
            pins.setdefault(canonical(name), set()).add(version)

    assert {name: versions for name, versions in pins.items() if len(versions) > 1} == {}
