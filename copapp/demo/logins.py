"""Logins of the demo centre: made by chance when it is loaded, kept readable in COP_DATA so that they can be shown."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from argon2.exceptions import VerificationError
from sqlmodel import Session, col, select

from copapp.accounts.actions import HASHER
from copapp.accounts.models import Staff

FILE = "demo_logins.json"
WORDS = Path(__file__).parent / "words.txt"


@dataclass(frozen=True)
class Login:
    """How one person of the demo centre signs in."""

    login: str
    password: str
    name: str
    administrator: bool


def new_password() -> str:
    """A password that is easy to type and hard to guess: klarnet-wrzos-zegar-4821."""
    words = WORDS.read_text(encoding="utf-8").split()
    return "-".join([*secrets.SystemRandom().sample(words, 3), f"{secrets.randbelow(10_000):04}"])


def keep(data: Path, logins: list[Login]) -> None:
    """Write the logins into COP_DATA, readable to its owner only."""
    data.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(data / FILE, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump([asdict(login) for login in logins], file, ensure_ascii=False, indent=1)


def valid_logins(session: Session, data: Path) -> list[Login]:
    """The kept logins with which one can still sign in: the person is active and has the same password."""
    try:
        kept = [Login(**entry) for entry in json.loads((data / FILE).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []  # none were kept, or somebody wrote something else there
    hashes = dict(session.exec(select(Staff.login, Staff.password_hash).where(col(Staff.active))).all())
    return [login for login in kept if login.login in hashes and _verifies(hashes[login.login], login.password)]


def _verifies(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password)
    except VerificationError:
        return False
