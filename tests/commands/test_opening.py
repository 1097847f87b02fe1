"""Databases that can't be used: one line that says which and why."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from copapp import config, db
from copapp.audit import SYSTEM
from copapp.commands.door import note_port
from copapp.commands.opening import CannotOpen, cannot_write, opened
from copapp.commands.up import prepare
from copapp.config import Settings
from copapp.db import Database
from copapp.organisations.models import Person


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return config.load({"COP_DATA": str(tmp_path)}, dotenv=None)


def test_a_locked_database_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 100)
    holder = sqlite3.connect(settings.data / "cop.db", isolation_level=None)
    holder.execute("PRAGMA journal_mode=WAL")
    holder.execute("BEGIN EXCLUSIVE")

    with pytest.raises(CannotOpen, match="zajęta przez inny program"), opened(settings) as database:
        prepare(database, settings, demo=False)

    holder.close()


def test_a_database_of_a_later_release_is_told(settings: Settings) -> None:
    with opened(settings) as database:
        prepare(database, settings, demo=False)
        with database.engine.execution_options(begin="IMMEDIATE").begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(CannotOpen, match="bieżącej wersji"), opened(settings) as database:
        prepare(database, settings, demo=False)


def test_a_mistake_of_the_program_stays_one(database: Database, tmp_path: Path) -> None:
    settings = config.load({"COP_DATA": str(tmp_path), "COP_DATABASE_URL": database.url}, dotenv=None)

    with pytest.raises(IntegrityError), opened(settings) as same, same.unit_of_work(SYSTEM) as session:
        session.add(Person(organisation_id=12345, name="Nikt"))
    with pytest.raises(DatabaseError) as caught, opened(settings) as same, same.reading() as session:
        session.connection().execute(text("SELEC 1"))
    assert not isinstance(caught.value, CannotOpen)


def test_the_reason_is_in_polish() -> None:
    error = PermissionError(13, "Permission denied")

    assert str(cannot_write(Path("/dane"), error)).startswith("Nie można pisać w /dane: brak uprawnień do zapisu.")


def test_a_folder_that_takes_no_more_files_is_told(settings: Settings) -> None:
    (settings.data / "door_port").mkdir()

    with pytest.raises(CannotOpen, match="Nie można pisać w"):
        note_port(settings, 8025)
