"""`./cop migrate`."""

import click

from copapp import config
from copapp.db import Database


@click.command()
def migrate() -> None:
    """Doprowadza bazę danych (COP_DATABASE_URL albo COP_DATA) do bieżącej wersji."""
    from copapp.migrate import migrate as bring_up_to_date  # Alembic is slow to load, and only this needs it

    changed = bring_up_to_date(Database(config.load().database_url))
    click.echo("Baza danych doprowadzona do bieżącej wersji." if changed else "Baza danych jest już w bieżącej wersji.")
