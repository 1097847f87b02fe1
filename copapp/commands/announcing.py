"""What `./cop up` says once it runs: the address, the mailbox, who may sign in."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click
from sqlmodel import func, select

from copapp.commands.demo import login_lines
from copapp.commands.door import LOOPBACK, opens_in_time
from copapp.commands.progress import step
from copapp.config import Settings
from copapp.db import Database
from copapp.demo.logins import Login
from copapp.polish import counted

READING_SECONDS = 120
"""How long the reading of the sample messages is watched."""
NO_STAFF = "Centrum nie ma jeszcze pracowników. Pierwszego administratora dodaje: ./cop staff add LOGIN --administrator"


@dataclass(frozen=True)
class Centre:
    """All that runs: `bound` is the web server's socket, `door_port` that of the embedded mailbox, where there is one,
    `fresh` the logins of a demo centre that was loaded just now."""

    settings: Settings
    database: Database
    bound: socket.socket
    door_port: int | None
    fresh: list[Login] | None


@contextmanager
def announcing(centre: Centre) -> Iterator[None]:
    """Tell, beside the work that goes on, where everything is, and how the sample messages are read."""
    leaving = threading.Event()
    teller = threading.Thread(target=_announce, args=(centre, leaving), name="announcing", daemon=True)
    teller.start()
    try:
        yield
    finally:
        leaving.set()
        teller.join(2)


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    here = "127.0.0.1" if host in ("0.0.0.0", "::", "") else host
    return f"http://{f'[{here}]' if ':' in here else here}:{port}/"


def _announce(centre: Centre, leaving: threading.Event) -> None:
    for line in _lines(centre):
        click.echo(line)
    if centre.fresh is not None and not centre.settings.imap_host:
        with step("Odczytuję przykładowe wiadomości"):
            _wait_for_reading(centre, leaving)
        if not leaving.is_set():
            click.echo(f"W skrzynce zgłoszeń: {_waiting_tickets(centre.database)}.")


def _lines(centre: Centre) -> Iterator[str]:
    from copapp.accounts.queries import anybody
    from copapp.demo.logins import valid_logins

    yield f"Intranet: {address(centre.settings.host, centre.bound.getsockname()[1])}"
    with centre.database.reading() as session:
        logins = valid_logins(session, centre.settings.data) if centre.fresh is None else centre.fresh
        staffed = anybody(session)
    yield from login_lines(logins) if staffed else [NO_STAFF]
    if centre.fresh is not None:
        yield "Puste Centrum zamiast przykładowego: COP_DATA=NOWY_FOLDER ./cop up --no-demo"
    yield from _mailbox_lines(centre)
    yield "Zatrzymanie: Ctrl-C."


def _mailbox_lines(centre: Centre) -> Iterator[str]:
    settings = centre.settings
    if centre.door_port is None:
        yield f"Skrzynka Centrum: {settings.imap_user} na serwerze {settings.imap_host}"
        if not settings.smtp_host:
            yield f"Uwaga: listy nie wychodzą do ludzi, tylko do {settings.sent}. Serwer poczty: COP_SMTP_HOST."
    elif opens_in_time(settings):
        yield f"Skrzynka Centrum: SMTP na {LOOPBACK}, port {centre.door_port}, albo ./cop mail send PLIK.eml"
    else:
        yield "Skrzynka Centrum nie przyjmuje jeszcze listów przez SMTP; ./cop mail send PLIK.eml już działa."


def _wait_for_reading(centre: Centre, leaving: threading.Event) -> None:
    """Until the worker has moved the sample messages away from the new ones, as it does once they are read."""
    new = centre.settings.mailbox / "new"
    for _ in range(READING_SECONDS * 4):
        if leaving.wait(0.25) or not new.is_dir() or not any(new.iterdir()):
            return


def _waiting_tickets(database: Database) -> str:
    from copapp.tickets.models import Ticket

    with database.reading() as session:
        number = session.exec(select(func.count()).select_from(Ticket)).one()
    return counted(number, "zgłoszenie", "zgłoszenia", "zgłoszeń")
