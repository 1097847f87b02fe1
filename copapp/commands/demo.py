"""`./cop demo`."""

from collections.abc import Iterable

import click

from copapp import config
from copapp.commands.opening import opened
from copapp.commands.progress import step
from copapp.demo.logins import Login, valid_logins


@click.command()
@click.option("--logins", is_flag=True, help="Tylko pokaż loginy przykładowego Centrum, które wciąż działają.")
def demo(logins: bool) -> None:
    """Wczytuje przykładowe Centrum do pustej bazy: sale, organizacje, rezerwacje, wiadomości i trzy konta."""
    settings = config.load()
    with opened(settings) as database:
        if logins:
            with database.reading() as session:
                valid = valid_logins(session, settings.data)
            click.echo("\n".join(login_lines(valid)) or "Nie ma tu działających loginów przykładowego Centrum.")
            return
        from copapp.demo.load import AUTHOR, load_demo
        from copapp.migrate import migrate

        with step("Przygotowuję bazę danych"):
            migrate(database)
        with step("Wczytuję przykładowe Centrum"), database.unit_of_work(AUTHOR) as session:
            fresh = load_demo(session, settings)
    click.echo("\n".join(login_lines(fresh)))


def login_lines(logins: Iterable[Login]) -> list[str]:
    """One line for each: login, password, who it is; none for nobody."""
    lines = [
        f"  {login.login:8} {login.password:34} {login.name}{', administrator' if login.administrator else ''}"
        for login in logins
    ]
    return ["Loginy przykładowego Centrum (login, hasło):", *lines] if lines else []
