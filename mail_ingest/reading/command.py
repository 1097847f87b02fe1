"""`python -m mail_ingest read PATH...`: messages to readings, one JSON object a line."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from mail_ingest.message import parse_message
from mail_ingest.reading.reading import NO_SENDER, Reading, read_message


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
def read(paths: tuple[Path, ...]) -> None:
    """Read messages (files, or folders of .eml) and print one JSON object a line, in file order.

    The form is the reading corpus'; a message that can't be read has no requests, and "problems" say why.
    """
    missing = False
    for path in paths:
        for file in _files(path):
            click.echo(json.dumps(_read(file).as_json(file.name), ensure_ascii=False))
        if not path.exists():
            missing = True
            click.echo(f"Nie ma takiego pliku ani katalogu: {path}", err=True)
    if missing:
        raise SystemExit(1)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(file for file in path.glob("*.eml") if file.is_file())
    elif path.exists():
        yield path


def _read(file: Path) -> Reading:
    try:
        return read_message(parse_message(file.read_bytes()))
    except OSError as error:
        return Reading("request", "pl", dict(NO_SENDER), problems=[f"Nie można otworzyć pliku: {error.strerror}."])
