"""Engine, session, and one unit of work per request or message.

SQLite and PostgreSQL alike: instants are UTC, foreign keys hold, a unit of work commits once or not at all.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

from copapp import audit
from copapp.audit import AuditedSession, Author
from copapp.config import Settings
from copapp.polish import without_diacritics

BUSY_TIMEOUT_MS = 15_000
"""For so long a statement waits for a lock that another one holds."""
POSTGRESQL_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 15,
    "keepalives_count": 4,
    "tcp_user_timeout": 90_000,
}
"""Of libpq, in seconds and milliseconds: a server that is gone without a word is noticed in a minute and a half."""

Guard = Callable[[Session], None]
Row = TypeVar("Row", bound=SQLModel)


class Database:
    """One database by its URL; opens sessions, never keeps one. Its units of work know its `settings`."""

    def __init__(self, url: str, settings: Settings | None = None) -> None:
        self.url = url
        self.settings = settings
        self.engine = _engine(url)
        self._guard: Guard | None = None

    def guarded(self, guard: Guard) -> "Database":
        """The same database, where every unit of work begins with `guard`, which stops it by an exception."""
        other = copy(self)
        other._guard = guard
        return other

    @property
    def dialect(self) -> str:
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads; whatever it changed is thrown away."""
        with Session(self.engine) as session:
            session.info["settings"] = self.settings
            yield session

    @contextmanager
    def unit_of_work(self, author: Author) -> Iterator[Session]:
        """A session that commits once, at the end, or rolls all back on an exception.

        Every change to an audited row is written to the audit trail in the same transaction, as `author`'s.
        On SQLite the write lock is taken at the start, so that what was read still holds when it is written.
        """
        options: dict[str, Any] = {"begin": "IMMEDIATE"}
        with AuditedSession(self.engine.execution_options(**options), expire_on_commit=False) as session:
            audit.begin(session, author)
            session.info["settings"] = self.settings
            if self._guard is not None:
                self._guard(session)
            yield session
            session.commit()

    def dispose(self) -> None:
        self.engine.dispose()


def settings_of(session: Session) -> Settings | None:
    """The settings of a session's database; None where it was opened without any."""
    settings: Settings | None = session.info.get("settings")
    return settings


def locked_row(session: Session, table: type[Row], **key: str) -> Row:
    """The row with this primary key, made if it is missing, held until the end of the transaction.

    Two that make it at once end with the same row: the second waits for the first.
    """
    (identity,) = key.values()
    row = session.get(table, identity, with_for_update=True, populate_existing=True)
    if row is None:
        try:
            with session.begin_nested():
                session.add(table(**key))
        except IntegrityError:
            pass  # another one was quicker
        row = session.get_one(table, identity, with_for_update=True, populate_existing=True)
    return row


def _engine(url: str) -> Engine:
    """Errors tell the statement but never its values: what people wrote does not belong in a log."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        usual = {**POSTGRESQL_PATIENCE, "options": f"-c lock_timeout={BUSY_TIMEOUT_MS}"}
        patience = {name: value for name, value in usual.items() if name not in address.query}
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=patience)
    database = address.database
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    arguments = {"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin by itself: savepoints and IMMEDIATE need it so
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    connection.create_function("plain", 1, without_diacritics, deterministic=True)


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")
