"""Engine and unit of work, on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import select

from copapp.audit import SYSTEM
from copapp.db import Database
from copapp.organisations.models import Organisation, Person


def test_an_instant_comes_back_as_it_went_in_utc(database: Database) -> None:
    at = datetime(2026, 7, 1, 12, 30, tzinfo=timezone(timedelta(hours=2)))
    with database.unit_of_work(SYSTEM) as session:
        session.add(Organisation(name="A", created_at=at))
    with database.reading() as session:
        kept = session.exec(select(Organisation)).one().created_at
    assert kept == at
    assert kept.tzinfo == UTC


def test_a_naive_time_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="naive"), database.unit_of_work(SYSTEM) as session:
        session.add(Organisation(name="A", created_at=datetime(2026, 7, 1)))


def test_an_error_does_not_repeat_what_people_wrote(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught, database.unit_of_work(SYSTEM) as session:
        session.add(Person(organisation_id=999, name="Anna Kowalska"))
    assert "INSERT INTO person" in str(caught.value)
    assert "Kowalska" not in str(caught.value)


def test_foreign_keys_hold(database: Database) -> None:
    with pytest.raises(IntegrityError), database.unit_of_work(SYSTEM) as session:
        session.add(Person(organisation_id=999, name="Nikt"))


def test_reading_changes_nothing(database: Database) -> None:
    with database.reading() as session:
        session.add(Organisation(name="A"))
        session.flush()
    with database.reading() as session:
        assert session.exec(select(Organisation)).all() == []


def test_sqlite_is_durable_and_shared(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.reading() as session:
        pragmas = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15_000}
