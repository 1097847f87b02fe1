"""Signing in, and who may."""

from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlmodel import Session, col, delete, func, select

from copapp import clock
from copapp.accounts.models import FailedSignIn, Role, Staff
from copapp.problems import Refused

HASHER = PasswordHasher()
NOBODYS_HASH = HASHER.hash("nobody has this password")
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
THROTTLE_WINDOW = timedelta(minutes=15)
FAILURES_PER_LOGIN = 5
FAILURES_PER_ADDRESS = 30


class SignInRefused(Refused):
    """Wrong login or password; which of the two is not told."""


class SignInThrottled(Refused):
    """Too many failures lately, for this login or from this address."""


def sign_in(session: Session, login: str, password: str, address: str) -> Staff | None:
    """The member of staff whose login and password these are, else None; a failure is kept and counts.

    Raises:
        SignInThrottled: five failures for the login, or thirty from the address, within fifteen minutes.
    """
    login = login.replace("\0", "").strip().lower()[:200]
    _throttle(session, login, address)
    staff = session.exec(select(Staff).where(Staff.login == login)).one_or_none()
    known = staff is not None and staff.active
    right = _verifies(staff.password_hash if staff and known else NOBODYS_HASH, password[:LONGEST_PASSWORD])
    if staff is None or not known or not right:
        session.add(FailedSignIn(login=login, address=address))
        return None
    session.exec(delete(FailedSignIn).where(col(FailedSignIn.login) == login))
    if HASHER.check_needs_rehash(staff.password_hash):
        staff.password_hash = HASHER.hash(password)
    return staff


def add_staff(session: Session, login: str, name: str, password: str, role: Role = Role.STAFF) -> Staff:
    """A new member of staff.

    Raises:
        Refused: the login is taken or empty, the name is empty, the password too short or too long.
    """
    login = login.strip().lower()
    if not login or len(login) > 200:
        raise Refused("Podaj login, najwyżej 200 znaków.", "login")
    if not name.strip() or len(name) > 200:
        raise Refused("Podaj imię i nazwisko, najwyżej 200 znaków.", "name")
    if session.exec(select(Staff).where(Staff.login == login)).first():
        raise Refused(f"Login „{login}” jest już zajęty.", "login")
    staff = Staff(login=login, name=name.strip(), password_hash=_hashed(password), role=role)
    session.add(staff)
    session.flush()
    return staff


def set_password(session: Session, staff: Staff, password: str) -> None:
    """Give a new password; all open sessions of the person end.

    Raises:
        Refused: the password is too short or too long.
    """
    staff.password_hash = _hashed(password)
    staff.session_epoch += 1
    session.add(staff)


def sign_out_everywhere(session: Session, staff_id: int) -> None:
    """End all open sessions of the person."""
    staff = session.get_one(Staff, staff_id)
    staff.session_epoch += 1


def _hashed(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise Refused(f"Hasło ma mieć od {SHORTEST_PASSWORD} do {LONGEST_PASSWORD} znaków.", "password")
    return HASHER.hash(password)


def _verifies(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _throttle(session: Session, login: str, address: str) -> None:
    since = clock.now() - THROTTLE_WINDOW
    session.exec(delete(FailedSignIn).where(col(FailedSignIn.at) < since))
    for column, value, limit in (
        (FailedSignIn.login, login, FAILURES_PER_LOGIN),
        (FailedSignIn.address, address, FAILURES_PER_ADDRESS),
    ):
        failures = session.exec(select(func.count()).select_from(FailedSignIn).where(col(column) == value)).one()
        if failures >= limit:
            raise SignInThrottled("Zbyt wiele nieudanych prób. Spróbuj ponownie za 15 minut.")
