"""Rows for people: a table on a terminal, lines with tabs elsewhere."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text


def show(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under their heads. What stands in them is never taken for markup or for control of the terminal."""
    console = Console()
    if not console.is_terminal:
        for row in (heads, *rows):
            console.print("\t".join(map(_harmless, row)), soft_wrap=True, markup=False, highlight=False, emoji=False)
        return
    table = Table(*heads, expand=True)
    for row in rows:
        table.add_row(*(Text(_harmless(cell)) for cell in row))
    console.print(table)


def _harmless(cell: object) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in str(cell))
