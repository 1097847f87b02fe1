"""The statements that a database carries out."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from copapp.db import Database


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Those of the time within, in their order."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
