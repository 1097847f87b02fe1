"""Bringing a database up to date with Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from copapp.db import Database

FOLDER = Path(__file__).parent.parent / "migrations"


def migrate(database: Database) -> bool:
    """Run the migrations that the database lacks; says whether there were any. On PostgreSQL two at once wait."""
    config = alembic_config(database)
    with database.engine.connect() as connection:
        before = MigrationContext.configure(connection).get_current_revision()
    if before == ScriptDirectory.from_config(config).get_current_head():
        return False
    with database.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        if database.dialect == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20260101)")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return True


def alembic_config(database: Database) -> Config:
    """Alembic's view of the migrations, for one database."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = database.url
    return config
