"""Migrations: from empty to the newest on both databases, and no drift between them and the models."""

from multiprocessing import get_context

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from copapp import models
from copapp.db import Database
from copapp.migrate import migrate


def test_from_empty_to_the_newest_and_then_nothing(database_url: str) -> None:
    database = Database(database_url)
    assert migrate(database) is True
    assert migrate(database) is False
    assert set(models.METADATA.tables) | {"alembic_version"} == set(inspect(database.engine).get_table_names())
    database.dispose()


def test_migrated_tables_are_those_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, models.METADATA) == []


def migrate_url(url: str) -> None:
    migrate(Database(url))


def test_two_that_migrate_at_once_do_not_disturb_each_other(database_url: str) -> None:
    processes = [get_context("spawn").Process(target=migrate_url, args=(database_url,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    database = Database(database_url)
    assert migrate(database) is False
    database.dispose()
