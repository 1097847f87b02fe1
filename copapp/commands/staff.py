"""`./cop staff add`."""

import click

from copapp import config
from copapp.accounts import actions
from copapp.accounts.models import Role
from copapp.audit import SYSTEM
from copapp.db import Database
from copapp.migrate import migrate


@click.group()
def staff() -> None:
    """Konta pracowników."""


@staff.command()
@click.argument("login")
@click.option("--name", prompt="Imię i nazwisko", help="Imię i nazwisko.")
@click.option("--administrator", is_flag=True, help="Konto administratora.")
@click.password_option("--password", prompt="Hasło", confirmation_prompt="Powtórz hasło", help="Hasło, od 10 znaków.")
def add(login: str, name: str, administrator: bool, password: str) -> None:
    """Zakłada konto o podanym LOGINIE; o hasło pyta."""
    database = Database(config.load().database_url)
    migrate(database)
    with database.unit_of_work(SYSTEM) as session:
        actions.add_staff(session, login, name, password, Role.ADMINISTRATOR if administrator else Role.STAFF)
    click.echo(f"Konto „{login}” założone.")
