"""`./cop bench`: measure, print a table, end with code 1 where a ratio is missed."""

import sys

import click

from tests.bench.figures import Figure, table


@click.group()
def bench() -> None:
    """Measure how fast the product is."""


@bench.command()
@click.option("--quick", is_flag=True, help="Fewer letters and shorter texts: some seconds instead of a minute.")
def reading(quick: bool) -> None:
    """Reading mail: a letter's time, memory, the rival, and texts that mean harm."""
    from tests.bench.reading import DEFAULT, QUICK, measure

    sys.exit(report(measure(QUICK if quick else DEFAULT)))


@bench.command()
@click.option("--messages", default=1000, show_default=True, help="How many messages come in.")
@click.option("--already", default=0, show_default=True, help="How many tickets are there before.")
def intake(messages: int, already: int) -> None:
    """Taking in mail from a real Dovecot, beside a bare program that fetches, parses and commits; and how soon a
    message is a draft on the screen."""
    from tests.bench.intake import measure as taken_in

    sys.exit(report(taken_in(messages, already)))


@bench.command()
@click.option("--few", default=1_000, show_default=True, help="Bookings in the database at first.")
@click.option("--many", default=100_000, show_default=True, help="Bookings in the database then.")
@click.option("--rounds", default=40, show_default=True, help="How often each is measured.")
@click.option("--hand/--no-hand", default=True, help="Whether to drag in Chromium too.")
def calendar(few: int, many: int, rounds: int, hand: bool) -> None:
    """The calendar: a week of 280 bookings and a swap after an edit beside bare views, on both databases; how much its
    pages weigh; and, in Chromium, frames while dragging and the time until a drop is settled."""
    from tests.bench.calendar import measure as drawn
    from tests.bench.calendar import measure_page

    sys.exit(report([*(measure_page(few, rounds) if hand else []), *drawn(few, many, rounds)]))


@bench.command()
@click.option("--users", default=8, show_default=True, help="How many ask at once.")
@click.option("--rounds", default=40, show_default=True, help="How often they do.")
def fight(users: int, rounds: int) -> None:
    """Many users ask for one room at one time, on both databases: who wins, what overlaps, what the others hear."""
    from tests.bench.fight import measure as fought

    sys.exit(report(fought(users, rounds)))


def report(figures: list[Figure]) -> int:
    """Print the figures; the exit code says whether all are within their limits."""
    print(table(figures))
    return int(not all(figure.is_kept for figure in figures))


if __name__ == "__main__":
    bench(prog_name="./cop bench")
