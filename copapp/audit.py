"""Who changed what, from what, to what: written by the session itself, so that no action can forget it.

A model takes part by deriving from `Audited`; it says under whose history its changes show (a ticket's, a booking's).
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from types import SimpleNamespace
from typing import Any, ClassVar, cast

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Mapper, class_mapper
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Field, Session, SQLModel, col, select

from copapp import clock
from copapp.columns import created, keyed


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
    before: dict[str, Any] = keyed()
    after: dict[str, Any] = keyed()


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


def unit_of(session: AnySession) -> str:
    """The name that the trail knows this unit of work by."""
    unit: str = session.info["unit"]
    return unit


def of_unit(session: Session, unit: str) -> list[AuditEntry]:
    """All that one unit of work changed, in the order of doing."""
    return list(session.exec(select(AuditEntry).where(AuditEntry.unit == unit).order_by(col(AuditEntry.id))))


def unit_that_made(session: Session, subject: str, subject_id: int) -> str:
    """The unit of work that made a thing: the first of its history."""
    query = select(AuditEntry.unit).where(AuditEntry.subject == subject, AuditEntry.subject_id == subject_id)
    return session.exec(query.order_by(col(AuditEntry.id)).limit(1)).one()


def history(session: Session, subject: str, subject_id: int) -> list[AuditEntry]:
    """All that changed on one thing, the oldest first."""
    query = select(AuditEntry).where(AuditEntry.subject == subject, AuditEntry.subject_id == subject_id)
    return list(session.exec(query.order_by(col(AuditEntry.id))))


def insert_rows(session: Session, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows all at once, without an object for each; what they leave out has its default. The session's changes
    before this are flushed."""
    assert not issubclass(table, Audited), "its rows have a trail"
    session.flush()
    if rows:
        session.execute(insert(table), rows)


def insert_audited(session: Session, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert rows as `insert_rows` does, and write their trail as a flush would; gives their ids, in order."""
    session.flush()
    if not rows:
        return []
    mapper, defaults, audited = class_mapper(table), _defaults(table), cast(type[Audited], table)
    whole = [{**defaults, **row} for row in rows]
    new_ids = insert(table).returning(mapper.primary_key[0], sort_by_parameter_order=True)
    ids: list[int] = list(session.scalars(new_ids, whole))
    entries = []
    for number, row in zip(ids, whole, strict=True):
        after = {name: _plain(row[name]) for name in _audited_columns(mapper) if row.get(name) is not None}
        subject = audited.audit_subject(cast(Audited, SimpleNamespace(**row, id=number)))
        entries.append(_entry(session, subject, (str(table.__tablename__), number), "created", {}, after))
    session.connection().execute(insert(AuditEntry), entries)
    return ids


def _defaults(table: type[SQLModel]) -> dict[str, Any]:
    fields = {name: field for name, field in table.model_fields.items() if name != "id" and not field.is_required()}
    return {name: field.get_default(call_default_factory=True) for name, field in fields.items()}


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
                    state = inspect(row)
                    assert state is not None
                    entity = (state.mapper.local_table.name, state.dict["id"])
                    yield _entry(session, row.audit_subject(), entity, action, before, after)


def _entry(
    session: AnySession,
    subject: tuple[str, int | None],
    entity: tuple[str, int],
    action: str,
    before: dict[str, Any],
    after: dict[str, Any],
) -> dict[str, Any]:
    author = author_of(session)
    return {
        "at": clock.now(),
        "unit": session.info["unit"],
        "author": author.name,
        "staff_id": author.staff_id,
        "subject": subject[0],
        "subject_id": subject[1],
        "entity": entity[0],
        "entity_id": entity[1],
        "action": action,
        "before": before,
        "after": after,
    }


def _difference(row: Audited, action: str) -> tuple[dict[str, Any], dict[str, Any]]:
    state = inspect(row)
    assert state is not None
    names = _audited_columns(state.mapper)
    if action == "deleted":
        return {name: _plain(state.dict.get(name)) for name in names}, {}
    if action == "created":
        return {}, {name: _plain(state.dict[name]) for name in names if state.dict.get(name) is not None}
    changes = {name: state.attrs[name].history for name in names if name in state.committed_state}
    changed = {name: change for name, change in changes.items() if change.has_changes()}
    before = {name: _plain(change.deleted[0]) if change.deleted else None for name, change in changed.items()}
    after = {name: _plain(change.added[0]) if change.added else None for name, change in changed.items()}
    return before, after


@cache
def _audited_columns(mapper: Mapper[Any]) -> tuple[str, ...]:
    names = [attribute.key for attribute in mapper.column_attrs]
    return tuple(name for name in names if name not in mapper.class_.unaudited and name != "id")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"<{len(value)} B>"
    return value
