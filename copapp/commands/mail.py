"""`./cop mail send`."""

import mailbox
import re
import smtplib
from email import message_from_bytes
from email.utils import parseaddr
from pathlib import Path

import click

from copapp import config
from copapp.commands.door import listening_door
from copapp.commands.opening import cannot_write
from copapp.config import Settings
from copapp.problems import Refused

DOOR_TIMEOUT_SECONDS = 30


@click.group()
def mail() -> None:
    """Wbudowana skrzynka Centrum."""


@mail.command()
@click.argument("files", metavar="PLIK.eml...", nargs=-1, required=True, type=click.Path(path_type=Path))
def send(files: tuple[Path, ...]) -> None:
    """Wysyła pliki .eml do wbudowanej skrzynki: przez SMTP, gdy intranet działa, inaczej wprost do jej folderu."""
    settings = config.load()
    if settings.imap_host:
        raise Refused(
            f"Skrzynka Centrum jest na serwerze {settings.imap_host} (COP_IMAP_HOST), nie tutaj: wyślij przez niego."
        )
    letters = [(file, _read(file)) for file in files]
    port = listening_door(settings)
    for file, raw in letters:
        if port is None:
            _put(settings, raw)
            click.echo(f"{file}: włożono wprost do skrzynki {settings.mailbox} (SMTP nie działa).")
        else:
            _hand_in(settings, port, raw)
            click.echo(f"{file}: wysłano przez SMTP, port {port}.")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"Nie można przeczytać pliku {file}: {_reason(error)}. Niczego nie wysłano.") from error


def _reason(error: OSError) -> str:
    known = {FileNotFoundError: "nie ma go", IsADirectoryError: "to folder", PermissionError: "brak uprawnień"}
    return known.get(type(error), error.strerror or "nie wiadomo dlaczego")


def _hand_in(settings: Settings, port: int, raw: bytes) -> None:
    try:
        with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost", timeout=DOOR_TIMEOUT_SECONDS) as door:
            door.ehlo()
            options = ["BODY=8BITMIME"] if door.has_extn("8bitmime") else []
            door.sendmail(_sender(raw), [settings.mail_address], _with_network_line_ends(raw), options)
    except (smtplib.SMTPException, OSError) as error:
        raise Refused(f"Wbudowana skrzynka (SMTP, port {port}) nie przyjęła listu: {error}") from error


def _put(settings: Settings, raw: bytes) -> None:
    try:
        mailbox.Maildir(settings.mailbox, create=True).add(raw)
    except OSError as error:
        raise cannot_write(settings.mailbox, error) from error


def _sender(raw: bytes) -> str:
    """The envelope's sender: the address in From, or none (RFC 5321, 4.5.5) where it can't stand in an envelope."""
    address = parseaddr(str(message_from_bytes(raw).get("From", "")))[1]
    return address if address.isascii() and re.fullmatch(r"[^\s<>@]+@[^\s<>@]+", address) else ""


def _with_network_line_ends(raw: bytes) -> bytes:
    """SMTP knows lines that end in CRLF only (RFC 5321, 2.3.8)."""
    return re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
