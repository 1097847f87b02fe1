"""The command line, `./cop COMMAND`: each command lives in `copapp/commands/` and is loaded only when asked for."""

import sys
from importlib import import_module

import click

from copapp.config import WrongSetting
from copapp.problems import Refused

OF_THE_LAUNCHER = {
    "setup": "Przygotowuje samo środowisko.",
    "test": "Uruchamia wszystkie testy.",
    "bench": "Mierzy szybkość (./cop bench reading).",
    "lock": "Przypina biblioteki na nowo.",
}
"""Commands that `cop` answers itself, before this program starts."""

COMMANDS = {
    "up": ("copapp.commands.up", "Uruchamia intranet i odczyt poczty."),
    "migrate": ("copapp.commands.database", "Doprowadza bazę danych do bieżącej wersji."),
    "settings": ("copapp.commands.settings", "Pokazuje wszystkie ustawienia i skąd pochodzą."),
    "staff": ("copapp.commands.staff", "Zakłada konta pracowników."),
    "demo": ("copapp.commands.demo", "Wczytuje przykładowe Centrum do pustej bazy."),
    "mail": ("copapp.commands.mail", "Wysyła plik .eml do wbudowanej skrzynki."),
    "tickets": ("copapp.commands.listings", "Wypisuje zgłoszenia, wiersz na zgłoszenie."),
    "messages": ("copapp.commands.listings", "Wypisuje wiadomości, wiersz na wiadomość."),
}


class Commands(click.Group):
    """Commands by name, each imported when it is run: `./cop up` should not wait for the rest."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Polecenia"):
            formatter.write_dl([*((name, text) for name, (_, text) in COMMANDS.items()), *OF_THE_LAUNCHER.items()])


@click.group(cls=Commands)
def main() -> None:
    """Intranet Centrum Organizacji Pozarządowych."""


def run() -> None:
    """Run a command; what is refused or set wrongly ends in one line, never in a traceback."""
    try:
        main(prog_name="cop")
    except WrongSetting as error:
        _end(f"Złe ustawienie: {error}")
    except Refused as error:
        _end(error.message)


def _end(line: str) -> None:
    click.echo(line, err=True)
    sys.exit(2)


if __name__ == "__main__":
    run()
