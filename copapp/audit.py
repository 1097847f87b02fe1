"""Who changed what, from what, to what: written by the session itself, so that no action can forget it.

A model takes part by deriving from `Audited`; it says under whose history its changes show (a ticket's, a booking's).
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar

from sqlalchemy import JSON, event, insert, inspect
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Field, Session, SQLModel, col, select

from copapp import clock
from copapp.columns import created


@dataclass(frozen=True)
class Author:
    """Who acts: a member of staff, or a part of the program."""

    name: str
    staff_id: int | None = None


WORKER = Author("Odczyt poczty")
SYSTEM = Author("Program")


class Audited:
    """Mixin of tables whose changes are kept with before and after."""

    unaudited: ClassVar[frozenset[str]] = frozenset({"version", "updated_at"})
    """Columns that are no change of their own; a subclass may name more, such as a password's hash."""

    def audit_subject(self) -> tuple[str, int | None]:
        """The thing under whose history this row's changes show: ("ticket", 7)."""
        raise NotImplementedError(type(self).__name__)


class AuditEntry(SQLModel, table=True):
    """One row created, changed or deleted, with the values of its changed columns. `unit` names the unit of work."""

    __tablename__ = "audit_entry"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = created()
    unit: str = Field(index=True, max_length=32)
    author: str
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    subject: str = Field(index=True)
    subject_id: int = Field(index=True)
    entity: str
    entity_id: int
    action: str
    before: dict[str, Any] = Field(default_factory=dict, sa_type=JSON, nullable=False)
    after: dict[str, Any] = Field(default_factory=dict, sa_type=JSON, nullable=False)


class AuditedSession(Session):
    """A session that writes every audited change that it flushes to the trail, as the author's whom `begin` names."""


def begin(session: AuditedSession, author: Author) -> None:
    """From now on the changes of the session are `author`'s, of one unit of work."""
    session.info["author"] = author
    session.info["unit"] = uuid.uuid4().hex


def author_of(session: AnySession) -> Author:
    """Who acts in this unit of work."""
    author: Author = session.info["author"]
    return author


def history(session: Session, subject: str, subject_id: int) -> list[AuditEntry]:
    """All that changed on one thing, the oldest first."""
    query = select(AuditEntry).where(AuditEntry.subject == subject, AuditEntry.subject_id == subject_id)
    return list(session.exec(query.order_by(col(AuditEntry.id))))


@event.listens_for(AuditedSession, "after_flush")
def _write(session: AnySession, _context: object) -> None:
    rows = list(_entries(session))
    if rows:
        session.connection().execute(insert(AuditEntry), rows)


def _entries(session: AnySession) -> Iterator[dict[str, Any]]:
    for action, changed in (("created", session.new), ("changed", session.dirty), ("deleted", session.deleted)):
        for row in changed:
            if isinstance(row, Audited):
                before, after = _difference(row, action)
                if before or after:
                    yield _entry(session, row, action, before, after)


def _entry(
    session: AnySession, row: Audited, action: str, before: dict[str, Any], after: dict[str, Any]
) -> dict[str, Any]:
    author = author_of(session)
    subject, subject_id = row.audit_subject()
    state = inspect(row)
    assert state is not None
    return {
        "at": clock.now(),
        "unit": session.info["unit"],
        "author": author.name,
        "staff_id": author.staff_id,
        "subject": subject,
        "subject_id": subject_id,
        "entity": state.mapper.local_table.name,
        "entity_id": state.dict["id"],
        "action": action,
        "before": before,
        "after": after,
    }


def _difference(row: Audited, action: str) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state = inspect(row)
    assert state is not None
    for attribute in state.mapper.column_attrs:
        name = attribute.key
        if name in row.unaudited or name == "id":
            continue
        change = state.attrs[name].history
        if action == "deleted":
            before[name] = _plain(state.dict.get(name))
        elif action == "created":
            if state.dict.get(name) is not None:
                after[name] = _plain(state.dict[name])
        elif change.has_changes():
            before[name] = _plain(change.deleted[0]) if change.deleted else None
            after[name] = _plain(change.added[0]) if change.added else None
    return before, after


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"<{len(value)} B>"
    return value
