"""`./cop settings`."""

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import make_url

from copapp import config

MASK = "••••••"


@click.command()
def settings() -> None:
    """Pokazuje ustawienia: znaczenie, jednostkę, wartość domyślną i skąd pochodzi obecna. Sekrety są zasłonięte."""
    values = config.load()
    table = Table("Ustawienie", "Wartość", "Skąd", "Domyślnie", "Jednostka", "Znaczenie", expand=True)
    for item in config.setting_fields():
        value = _shown(getattr(values, item.name), secret=item.metadata["secret"])
        about = item.metadata
        source = values.sources[item.name]
        table.add_row(config.env_name(item.name), value, source, about["default"], about["unit"], about["meaning"])
    console = Console()
    console.print(table if console.is_terminal else _plain(table), soft_wrap=not console.is_terminal)


def _shown(value: object, *, secret: bool) -> str:
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if "://" in str(value):
        return make_url(str(value)).render_as_string(hide_password=True)
    return MASK if secret and value else str(value)


def _plain(table: Table) -> str:
    """The same rows with tabs between, for files and pipes."""
    columns = [list(column.cells) for column in table.columns]
    rows = zip(*columns, strict=True)
    heads = (str(column.header) for column in table.columns)
    return "\n".join("\t".join(map(str, row)) for row in (tuple(heads), *rows))
