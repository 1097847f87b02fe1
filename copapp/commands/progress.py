"""Telling what goes on: a spinner with the time on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def step(text: str) -> Iterator[None]:
    """Say what is being done while it is done."""
    if not sys.stdout.isatty():
        click.echo(f"{text}…")
        yield
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    started = time.monotonic()
    with Progress(SpinnerColumn(), TextColumn("{task.description}…"), TimeElapsedColumn(), transient=True) as progress:
        progress.add_task(text, total=None)
        yield
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    click.echo(f"✓ {text} ({seconds} s)")
