"""Fixtures that all tests share: real servers, started once per test process and only when a test asks for one.

dovecot, mailbox        a real IMAP server; a fresh empty mailbox on it
postgres, postgres_url  a real PostgreSQL; a fresh empty database on it
sqlite_url              a fresh SQLite file
database_url            the test runs twice: on SQLite and on PostgreSQL
smtp                    a real SMTP server, empty and well-behaved at the start of each test
serve                   serves a WSGI application: address = serve(app)
database                the same, migrated, as `copapp.db.Database`
staff, client           a member of staff, and a Flask client signed in as this person, without CSRF
app                     the intranet over `database`
browser, context, page  Debian's Chromium; a fresh profile and page for each test
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page

from copapp import config
from copapp.accounts import actions as accounts
from copapp.accounts.actions import add_staff
from copapp.accounts.models import Staff
from copapp.application import create_app
from copapp.audit import SYSTEM
from copapp.db import Database
from copapp.migrate import migrate
from tests.servers.chromium import chromium, watched_context
from tests.servers.dovecot import Dovecot, Mailbox
from tests.servers.postgres import Postgres
from tests.servers.smtp import SmtpServer
from tests.servers.web import served

hypothesis.settings.register_profile("same every time", derandomize=True)
hypothesis.settings.register_profile("explore")
hypothesis.settings.load_profile("same every time")
"""What passed once passes on every machine; `./cop test --hypothesis-profile=explore` looks for new examples."""


@pytest.fixture(scope="session", autouse=True)
def real_hasher() -> Iterator[PasswordHasher]:
    """The hasher of passwords as it is in use; the tests hash with the same at the least cost, for at full cost each
    test that signs in would pay 0.4 s of processor time."""
    real = accounts.HASHER
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield real


@pytest.fixture(scope="session")
def _dovecot() -> Iterator[Dovecot]:
    server = Dovecot()
    try:
        yield server
    finally:
        server.close()


@pytest.fixture
def dovecot(_dovecot: Dovecot) -> Dovecot:
    """A running Dovecot; a test may stop it, the next one finds it running."""
    _dovecot.start()
    return _dovecot


@pytest.fixture
def mailbox(dovecot: Dovecot) -> Mailbox:
    """An empty mailbox on Dovecot that no other test has seen."""
    return dovecot.new_mailbox()


@pytest.fixture(scope="session")
def _postgres() -> Iterator[Postgres]:
    server = Postgres()
    try:
        yield server
    finally:
        server.close()


@pytest.fixture
def postgres(_postgres: Postgres) -> Postgres:
    """A running PostgreSQL; a test may stop it, the next one finds it running."""
    _postgres.start()
    return _postgres


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """SQLAlchemy URL of an empty PostgreSQL database."""
    url = postgres.new_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """SQLAlchemy URL of an SQLite file that doesn't exist yet."""
    return f"sqlite:///{tmp_path / 'cop.sqlite3'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """SQLAlchemy URL of an empty database; the test runs once on each kind."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture(scope="session")
def _migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "template.sqlite3"
    empty = Database(f"sqlite:///{path}")
    migrate(empty)
    empty.dispose()
    return path


class Template(NamedTuple):
    """The database that others are made from, and its tables by name."""

    name: str
    tables: str


@pytest.fixture(scope="session")
def _migrated_postgres(_postgres: Postgres) -> Template:
    _postgres.start()
    url = _postgres.new_database()
    empty = Database(url)
    migrate(empty)
    empty.dispose()
    return Template(url.rpartition("/")[2], _postgres.empty_database(url))


@pytest.fixture(scope="session")
def _spare_databases() -> list[str]:
    """Migrated PostgreSQL databases that no test uses now."""
    return []


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A migrated, empty database; the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("_migrated_sqlite"), tmp_path / "cop.db")
        url = f"sqlite:///{tmp_path / 'cop.db'}"
    else:
        postgres, spare = request.getfixturevalue("postgres"), request.getfixturevalue("_spare_databases")
        template = request.getfixturevalue("_migrated_postgres")
        url = spare.pop() if spare else postgres.new_database(template.name)
    migrated = Database(url)
    yield migrated
    migrated.dispose()
    if request.param == "postgresql":
        _keep(postgres, url, template, spare)


def _keep(postgres: Postgres, url: str, template: Template, spare: list[str]) -> None:
    """Keep a database for the next test, emptied, unless this one changed its tables."""
    postgres.start()
    if postgres.empty_database(url) == template.tables:
        spare.append(url)
    else:
        postgres.drop_database(url)


@pytest.fixture
def app(database: Database, tmp_path: Path) -> Flask:
    """The intranet over `database`, its state in the test's own folder."""
    settings = config.load({"COP_DATA": str(tmp_path), "COP_DATABASE_URL": database.url}, dotenv=None)
    return create_app(settings, database)


@pytest.fixture
def staff(database: Database) -> Staff:
    """Anna Nowak, an ordinary member of staff: login „anna”, password „tajne-haslo-1”."""
    with database.unit_of_work(SYSTEM) as session:
        return add_staff(session, "anna", "Anna Nowak", "tajne-haslo-1")


@pytest.fixture
def client(app: Flask, staff: Staff) -> FlaskClient:
    """A client signed in as `staff`. Forms need no CSRF token here; that they need one is tested on its own."""
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.post("/sign-in", data={"login": "anna", "password": "tajne-haslo-1"})
    return client


@pytest.fixture(scope="session")
def _smtp() -> Iterator[SmtpServer]:
    server = SmtpServer()
    yield server
    server.stop()


@pytest.fixture
def smtp(_smtp: SmtpServer) -> SmtpServer:
    """A running SMTP server that has received nothing and accepts everything."""
    _smtp.reset()
    _smtp.start()
    return _smtp


@pytest.fixture
def serve() -> Iterator[Callable[[Any], str]]:
    """Serve a WSGI application until the end of the test; gives its address."""
    with ExitStack() as stack:
        yield lambda application: stack.enter_context(served(application))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for all tests of this process."""
    with chromium() as started:
        yield started


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile; fails the test on requests off this machine, script errors and CSP refusals."""
    with watched_context(browser) as fresh:
        yield fresh


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page in a fresh browser profile."""
    return context.new_page()
