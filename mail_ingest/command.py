"""`python -m mail_ingest run`, `once`, `load` and `export-corrections`."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from sqlalchemy.exc import DBAPIError

from copapp import config
from copapp.config import Settings, WrongSetting
from copapp.correspondence.incoming import waiting
from copapp.db import Database
from copapp.migrate import migrate
from mail_ingest.bell import Bell
from mail_ingest.door import Door
from mail_ingest.intake import Tally, read_waiting, take_in, tell_mailbox
from mail_ingest.reader import BoundedReader, ReaderUnavailable
from mail_ingest.sources import Source, SourceProblem
from mail_ingest.sources.files import FileSource
from mail_ingest.sources.imap import ImapSource
from mail_ingest.sources.maildir import MaildirSource
from mail_ingest.transports import transport_of
from mail_ingest.worker import Worker, running


@click.command()
def run() -> None:
    """Run the worker: take in mail and send letters until stopped."""
    settings, database = _prepared(logging.INFO)
    worker = Worker(settings, database, source_of(settings), BoundedReader(), transport_of(settings))
    door = None if settings.imap_host else Door(settings.mailbox, settings.door_port)
    bell = Bell(settings, worker.wake) if settings.imap_host else None
    with running(worker, door, bell):
        worker.run()


@click.command()
def once() -> None:
    """Take in all that waits in the mailbox, then exit. The last line is JSON: what was done."""
    settings, database = _prepared(logging.WARNING)
    _take_in(database, source_of(settings))


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def load(paths: tuple[Path, ...]) -> None:
    """Take in .eml files, or the .eml files of folders. The last line is JSON: what was done."""
    _, database = _prepared(logging.WARNING)
    _take_in(database, FileSource(paths))


@click.command("export-corrections")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option("--with-added", is_flag=True, help="Also messages where staff only filled in what was not read.")
def export_corrections(folder: Path, with_added: bool) -> None:
    """Write the messages that staff found misread into an empty folder, as cases of the corpus (NNN-slug.eml with
    NNN-slug.json), all people, organisations, numbers and addresses replaced. The last line is JSON: what was done."""
    from mail_ingest.corrections.export import export  # the worker need not load its dictionaries

    settings, database = _prepared(logging.WARNING)
    try:
        with database.reading() as session:
            exported = export(session, folder, settings.mail_address, with_added)
    except FileExistsError:
        click.echo(f"Katalog {folder} nie jest pusty; niczego nie zapisano. Podaj pusty albo nowy.", err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"Nie można zapisać w {folder}: {error.strerror}.", err=True)
        sys.exit(1)
    for line in exported.lines():
        click.echo(line, err=True)
    click.echo(json.dumps(exported.as_json(), ensure_ascii=False))


def source_of(settings: Settings) -> Source:
    """The mailbox that these settings choose."""
    if settings.imap_host:
        return ImapSource(settings)
    return MaildirSource(settings.mailbox, settings.message_limit_mb * 1_000_000)


def take_in_all(
    database: Database, source: Source, read: BoundedReader, tally: Tally, stop: Callable[[], bool]
) -> None:
    """Take in a mailbox and read until nothing waits: what fails is tried until it is quarantined.

    Raises:
        SourceProblem: the mailbox can't be read; what had come before is read nevertheless.
    """
    try:
        take_in(database, source, read, tally, stop)
    finally:
        while _waits(database):
            read_waiting(database, read, tally, stop)
        tell_mailbox(database, source)
        source.close()


def _take_in(database: Database, source: Source) -> None:
    tally, read = Tally(), BoundedReader()
    problem = ""
    try:
        with _progress(tally) as stop:
            take_in_all(database, source, read, tally, stop)
    except (SourceProblem, ReaderUnavailable) as error:
        problem = f"Poczta: {error}"
    except DBAPIError as error:
        problem = f"Baza danych: {error.orig}".splitlines()[0]
    finally:
        read.close()
    if problem:
        click.echo(problem, err=True)
    click.echo(json.dumps(tally.as_json()))
    if problem:
        sys.exit(1)


def _waits(database: Database) -> bool:
    with database.reading() as session:
        return bool(waiting(session))


def _prepared(level: int) -> tuple[Settings, Database]:
    """Settings and a database that is up to date, or one line that says what is wrong with them."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    for talkative in ("alembic", "mail.log", "imapclient"):  # the second is aiosmtpd's
        logging.getLogger(talkative).setLevel(logging.WARNING)
    try:
        settings = config.load()
    except WrongSetting as error:
        click.echo(f"Złe ustawienie: {error}", err=True)
        sys.exit(2)
    database = Database(settings.database_url, settings)
    migrate(database)
    return settings, database


@contextmanager
def _progress(tally: Tally) -> Iterator[Callable[[], bool]]:
    """Something to call between messages; on a terminal it shows how far the work has come."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda: False
        return
    with console.status("Sprawdzam pocztę…") as status:

        def show() -> bool:
            status.update(f"Przyjętych wiadomości: {tally.stored}, zgłoszeń: {tally.tickets}")
            return False

        yield show
