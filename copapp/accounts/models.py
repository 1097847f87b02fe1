"""Tables of staff and of their attempts to sign in."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlmodel import Field, SQLModel

from copapp.audit import Audited
from copapp.columns import choice, created


class Role(StrEnum):
    STAFF = "staff"
    ADMINISTRATOR = "administrator"


class Staff(SQLModel, Audited, table=True):
    """A member of staff. `session_epoch` grows when all open sessions of the person must end."""

    unaudited: ClassVar[frozenset[str]] = frozenset({"version", "password_hash", "session_epoch"})

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True, max_length=200)
    name: str = Field(max_length=200)
    role: Role = choice(Role, default=Role.STAFF)
    password_hash: str
    active: bool = True
    session_epoch: int = 0
    created_at: datetime = created()

    def audit_subject(self) -> tuple[str, int | None]:
        return "staff", self.id


class FailedSignIn(SQLModel, table=True):
    """A refused attempt to sign in; throttling counts them by login and by address."""

    __tablename__ = "failed_sign_in"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = created()
    login: str = Field(index=True, max_length=200)
    address: str = Field(index=True, max_length=64)
