"""`./cop up`: the web server and the mail worker together, on data that are ready for them."""

import fcntl
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import TYPE_CHECKING, TextIO

import click

from copapp import config
from copapp.commands.announcing import Centre, announcing
from copapp.commands.door import LOOPBACK, forget_port, note_port
from copapp.commands.opening import CannotOpen, cannot_write, opened
from copapp.commands.ports import free_port, web_socket
from copapp.commands.processes import Companion
from copapp.commands.progress import step
from copapp.config import Settings
from copapp.db import Database
from copapp.demo.logins import Login

if TYPE_CHECKING:
    from flask import Flask

WEB_THREADS = 8
"""Enough for a handful of people on two cores; each waits mostly for the database. Open calendars hold others."""
WORKER_LOG = "worker.log"
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@click.command()
@click.option("--no-demo", is_flag=True, help="Przy pierwszym uruchomieniu puste Centrum, bez przykładowych danych.")
def up(no_demo: bool) -> None:
    """Uruchamia intranet i odczyt poczty; zatrzymuje Ctrl-C.

    Przy pierwszym uruchomieniu przygotowuje bazę danych i przykładowe Centrum.
    """
    for number in ENDING:
        if (
            number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN
        ):  # nohup ./cop up outlives its terminal
            signal.signal(number, _leave)
    settings = config.load()
    with ExitStack() as stack:
        bound = stack.enter_context(web_socket(settings))
        stack.enter_context(alone(settings))
        database = stack.enter_context(opened(settings))
        fresh = prepare(database, settings, demo=not no_demo)
        app = intranet(settings, database)  # before the worker, which would take the processor from the first page
        door_port = stack.enter_context(mail_running(settings))
        serve(app, Centre(settings, database, bound, door_port, fresh))
    click.echo("Zatrzymano.")


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Keep a second `up` off the same data: the mail would be read twice for nothing.

    Raises:
        CannotOpen: another one runs, or the folder of data can't be written.
    """
    path = settings.data / "up.lock"
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        file: TextIO = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise cannot_write(settings.data, error) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotOpen(
                f"Intranet już działa na danych z {settings.data}. Zatrzymaj go albo wskaż inny: COP_DATA=ŚCIEŻKA."
            ) from error
        yield


def prepare(database: Database, settings: Settings, *, demo: bool) -> list[Login] | None:
    """Bring the database up to date and, on first use, give the centre what it begins with.

    First use is a database without rooms and staff. Gives the logins of a demo centre that was loaded just now.

    Raises:
        CannotOpen: the database is newer than this program.
    """
    from alembic.util import CommandError

    from copapp.accounts.queries import anybody
    from copapp.audit import SYSTEM
    from copapp.demo.centre import found_centre, is_founded
    from copapp.migrate import migrate

    try:
        if migrate(database):
            click.echo("Baza danych doprowadzona do bieżącej wersji.")
    except CommandError as error:
        raise CannotOpen(f"Bazy danych nie można doprowadzić do bieżącej wersji: {error}") from error
    with database.reading() as session:
        founded, staffed = is_founded(session), anybody(session)
    if founded:
        return None
    if demo and not staffed:
        from copapp.demo.load import AUTHOR, load_demo

        with step("Pierwsze uruchomienie: wczytuję przykładowe Centrum"), database.unit_of_work(AUTHOR) as session:
            return load_demo(session, settings)
    with database.unit_of_work(SYSTEM) as session:
        found_centre(session)
    return None


@contextmanager
def mail_running(settings: Settings) -> Iterator[int | None]:
    """The mail worker as its own process; gives the port of the embedded mailbox's door, if there is one.

    On a terminal the worker writes into a file beside the data, so that the lines for people stay in sight.

    Raises:
        CannotOpen: no port is free for the door.
    """
    environment = {"COP_DATA": str(settings.data)}
    port = None
    if not settings.imap_host:
        port = free_port(LOOPBACK, settings.door_port)
        if port is None:
            raise CannotOpen(f"Port {settings.door_port} i następne są zajęte. Inny: COP_DOOR_PORT=PORT ./cop up")
        environment["COP_DOOR_PORT"] = str(port)
        note_port(settings, port)
    log = settings.data / WORKER_LOG if sys.stdout.isatty() else None
    worker = Companion("Odczyt poczty", ["mail_ingest", "run"], environment, click.echo, log)
    worker.start()
    try:
        yield port
    finally:
        worker.stop()
        forget_port(settings)


def intranet(settings: Settings, database: Database) -> "Flask":
    """The web application; the longest import of all."""
    from copapp.application import create_app

    return create_app(settings, database)


def serve(app: "Flask", centre: Centre) -> None:
    """Serve the intranet until a signal ends it."""
    from waitress.server import create_server

    from copapp.bookings.watching import MOST_STREAMS

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is no news
    server = create_server(
        app, sockets=[centre.bound], threads=WEB_THREADS + MOST_STREAMS, ident=None, clear_untrusted_proxy_headers=True
    )
    with announcing(centre):
        server.run()


def _leave(_number: int, _frame: FrameType | None) -> None:
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)  # stopping takes a moment; impatience must not break it
    sys.exit(0)
