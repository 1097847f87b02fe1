"""`./cop bench reading [--quick]`: measure, print a table, and end with code 1 where a ratio is missed."""

import sys

import click

from tests.bench.figures import Figure, table
from tests.bench.reading import DEFAULT, QUICK, measure


@click.group()
def bench() -> None:
    """Measure how fast the product is."""


@bench.command()
@click.option("--quick", is_flag=True, help="Fewer letters and shorter texts: some seconds instead of a minute.")
def reading(quick: bool) -> None:
    """Reading mail: a letter's time, memory, the rival, and texts that mean harm."""
    sys.exit(report(measure(QUICK if quick else DEFAULT)))


def report(figures: list[Figure]) -> int:
    """Print the figures; the exit code says whether all are within their limits."""
    print(table(figures))
    return int(not all(figure.is_kept for figure in figures))


if __name__ == "__main__":
    bench(prog_name="./cop bench")
