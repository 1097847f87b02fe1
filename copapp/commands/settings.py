"""`./cop settings`."""

import click
from sqlalchemy import make_url

from copapp import config
from copapp.commands.tables import show

MASK = "••••••"
HEADS = ("Ustawienie", "Wartość", "Skąd", "Domyślnie", "Jednostka", "Znaczenie")


@click.command()
def settings() -> None:
    """Pokazuje ustawienia: znaczenie, jednostkę, wartość domyślną i skąd pochodzi obecna. Sekrety są zasłonięte."""
    values = config.load()
    rows = []
    for item in config.setting_fields():
        about = item.metadata
        value = _shown(getattr(values, item.name), secret=about["secret"])
        source = values.sources[item.name]
        rows.append((config.env_name(item.name), value, source, about["default"], about["unit"], about["meaning"]))
    show(HEADS, rows)


def _shown(value: object, *, secret: bool) -> str:
    if isinstance(value, bool):
        return "tak" if value else "nie"
    if "://" in str(value):
        return make_url(str(value)).render_as_string(hide_password=True)
    return MASK if secret and value else str(value)
