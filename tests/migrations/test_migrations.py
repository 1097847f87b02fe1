"""Migrations: from empty to the newest on both databases, and no drift between them and the models."""

from multiprocessing import get_context

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from copapp import models
from copapp.audit import SYSTEM
from copapp.correspondence.models import Message
from copapp.db import Database
from copapp.migrate import alembic_config, migrate


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


def test_what_came_before_the_reading_was_kept_stays_and_has_none(database_url: str) -> None:
    database = Database(database_url)
    with database.engine.begin() as connection:
        config = alembic_config(database)
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text(
                'INSERT INTO message (state, sha256, size, stored_at, in_reply_to, "references", from_name,'
                " from_address, reply_to, subject, new_text, quoted_text, problems, quarantine_reason, attempts)"
                " VALUES ('read', 'a', 1, '2026-03-16 08:30:00', '[]', '[]', '', '', '', 'Sala', 'Prosimy o salę.',"
                " '', '[]', '', 0)"
            )
        )

    assert migrate(database) is True

    with database.unit_of_work(SYSTEM) as session:
        message = session.get_one(Message, 1)
        assert (message.subject, message.new_text, message.reading) == ("Sala", "Prosimy o salę.", {})
        message.reading = {"language": "pl"}
    with database.reading() as session:
        assert session.get_one(Message, 1).reading == {"language": "pl"}
    database.dispose()
