"""Rows for people: a table on a terminal, lines with tabs elsewhere."""

import sys
from collections.abc import Iterable, Sequence

import click


def show(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under their heads. What stands in them is never taken for markup or for control of the terminal."""
    if not sys.stdout.isatty():
        for row in (heads, *rows):
            click.echo("\t".join(map(_harmless, row)))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*heads, expand=True)
    for row in rows:
        table.add_row(*(Text(_harmless(cell)) for cell in row))
    Console().print(table)


def _harmless(cell: object) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in str(cell))
