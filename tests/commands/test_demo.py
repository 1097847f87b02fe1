"""`./cop demo`."""

import re
from pathlib import Path

from tests.commands.running import cop


def test_demo_is_loaded_once_and_its_logins_can_be_seen_again(tmp_path: Path) -> None:
    data = tmp_path / "var"

    first, again, logins = cop(data, "demo"), cop(data, "demo"), cop(data, "demo", "--logins")

    assert first.returncode == logins.returncode == 0, first.stderr + logins.stderr
    passwords = re.findall(r"^  \w+ +(\S+-\d+) ", first.stdout, re.MULTILINE)
    assert len(passwords) == 3
    assert passwords == re.findall(r"^  \w+ +(\S+-\d+) ", logins.stdout, re.MULTILINE)
    assert again.returncode == 2
    assert "Baza nie jest pusta" in again.stderr and again.stderr.count("\n") == 1


def test_a_centre_without_a_demo_has_no_logins_to_show(tmp_path: Path) -> None:
    data = tmp_path / "var"
    assert cop(data, "migrate").returncode == 0

    shown = cop(data, "demo", "--logins")

    assert shown.returncode == 0
    assert "Nie ma tu działających loginów" in shown.stdout
