"""How a letter leaves: to an SMTP server (RFC 5321), or into the Maildir of sent letters."""

import os
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol

from copapp.config import Settings
from copapp.correspondence.outbox import Lease
from mail_ingest.failures import in_polish
from mail_ingest.oauth import NoToken, TokenRefused, Tokens, tokens_of, xoauth2
from mail_ingest.sources.maildir import deliver

FINAL_REPLY = 10
"""How many times longer than for all else a server may take to answer the end of DATA (RFC 5321, 4.5.3.2.6)."""
LONGEST_REPLY = 300


class NotSent(Exception):
    """The letter did not leave. The text says why, in Polish, for staff."""


class Refused(NotSent):
    """The server will never take this letter."""


class NotNow(NotSent):
    """The server did not take this letter now; it may be offered again."""


class ServerTrouble(NotNow):
    """The server takes no letter at all now."""


class WrongLogin(ServerTrouble):
    """The server refuses the user, the password or the token: trying again quickly would only lock the account."""


class Unclear(NotSent):
    """The server had been given the whole letter when the connection broke: it may have it."""


class Transport(Protocol):
    def send(self, lease: Lease, handing_over: Callable[[], None]) -> None:
        """Send one letter. `handing_over` is called, and must return, before the server is given the end of it.

        Raises:
            NotSent: one of its four kinds.
        """
        ...


class MaildirTransport:
    """Letters as files, under names made of their Message-IDs: twice the same letter is one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def send(self, lease: Lease, handing_over: Callable[[], None]) -> None:
        try:
            deliver(self.path, lease.raw, name=lease.message_id.strip("<>"))
        except OSError as error:
            raise ServerTrouble(f"Nie można zapisać listu w {self.path} ({error.strerror}).") from error


class SmtpTransport:
    """Letters through an SMTP server, one connection each."""

    def __init__(self, settings: Settings, tls: ssl.SSLContext | None = None) -> None:
        """`tls` replaces the system's trust, for a server with a certificate of its own."""
        self.settings = settings
        self._tls = tls if tls or settings.smtp_tls == "off" else ssl.create_default_context()

    def send(self, lease: Lease, handing_over: Callable[[], None]) -> None:
        with closing(self._connected()) as server:
            self._offer(server, lease)
            self._hand_over(server, lease, handing_over)
            with suppress(smtplib.SMTPException, OSError):  # it said that it has the letter: the rest is courtesy
                server.quit()

    def _connected(self) -> smtplib.SMTP:
        settings = self.settings
        where, name, seconds = settings.smtp_host, socket.gethostname(), settings.mail_timeout_seconds
        server: smtplib.SMTP | None = None
        try:
            if settings.smtp_tls == "on":
                server = smtplib.SMTP_SSL(where, settings.smtp_port, name, timeout=seconds, context=self._tls)
            else:
                server = smtplib.SMTP(where, settings.smtp_port, name, timeout=seconds)
            if settings.smtp_tls == "starttls":
                server.starttls(context=self._tls)
            if settings.smtp_user:
                _sign_in(server, settings)
        except smtplib.SMTPAuthenticationError as error:
            _close(server)
            if error.smtp_code // 100 == 4:
                raise ServerTrouble(f"Serwer {where} chwilowo nie przyjmuje logowań: {_words(error)}") from error
            what = "hasła (COP_SMTP_USER, COP_SMTP_PASSWORD)"
            if _tokens(settings):
                what = "tokenu (COP_SMTP_USER, COP_OAUTH_SCOPE)"
            raise WrongLogin(f"Serwer {where} nie przyjmuje użytkownika lub {what}.") from error
        except NoToken as error:
            _close(server)
            kind = WrongLogin if isinstance(error, TokenRefused) else ServerTrouble
            raise kind(f"Wysyłanie: {error}") from error
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            _close(server)
            raise ServerTrouble(f"Nie udało się połączyć z serwerem {where}: {_words(error)}") from error
        return server

    def _offer(self, server: smtplib.SMTP, lease: Lease) -> None:
        """MAIL, RCPT and the word DATA."""
        try:
            server.ehlo_or_helo_if_needed()
            # No sender where no person wrote: nothing may answer it, so two programs can't write to each other for ever
            # (RFC 3834, 3.3; RFC 5321, 4.5.5).
            sender = "" if lease.is_automatic else self.settings.mail_address
            _expect(server.mail(sender), "nie przyjął nadawcy")
            _expect(server.rcpt(lease.to_address), f"nie przyjął adresu {lease.to_address}")
            server.putcmd("data")
            _expect(server.getreply(), "nie chciał treści listu", wanted=3)
        except (smtplib.SMTPException, OSError) as error:
            raise ServerTrouble(f"Połączenie z serwerem zostało przerwane: {_words(error)}") from error

    def _hand_over(self, server: smtplib.SMTP, lease: Lease, handing_over: Callable[[], None]) -> None:
        try:
            server.send(_stuffed(lease.raw))
        except (smtplib.SMTPException, OSError) as error:
            raise NotNow(f"Połączenie zostało przerwane w środku listu: {_words(error)}") from error
        handing_over()
        if server.sock is None or _is_cut(server.sock):
            raise NotNow("Połączenie zostało przerwane w środku listu.")
        try:
            server.sock.settimeout(self.settings.mail_timeout_seconds * FINAL_REPLY)
            server.send(b".\r\n")
            reply = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            raise Unclear(
                f"Serwer dostał list, ale połączenie zerwało się przed jego odpowiedzią: {_words(error)}"
            ) from error
        if reply[0] // 100 not in (2, 4, 5):
            raise Unclear(f"Serwer dostał list i odpowiedział niezrozumiale: {_reply(reply)}")
        _expect(reply, "nie przyjął listu")


def transport_of(settings: Settings) -> Transport:
    """The way out that these settings choose."""
    return SmtpTransport(settings) if settings.smtp_host else MaildirTransport(settings.sent)


def _sign_in(server: smtplib.SMTP, settings: Settings) -> None:
    """By password, else by a token; one that is refused may have been called back: then once more, with a new one."""
    user, tokens = settings.smtp_user, _tokens(settings)
    if tokens is None:
        server.login(user, settings.smtp_password)
        return
    server.ehlo_or_helo_if_needed()
    token = tokens.get()
    try:
        _present(server, user, token)
    except smtplib.SMTPAuthenticationError as error:
        if error.smtp_code // 100 == 4:
            raise
        _present(server, user, tokens.get(refused=token))


def _present(server: smtplib.SMTP, user: str, token: str) -> None:
    # Not with AUTH itself: a token may be longer than a command may be (RFC 4954, 4).
    server.auth("XOAUTH2", xoauth2(user, token), initial_response_ok=False)


def _tokens(settings: Settings) -> Tokens | None:
    return None if settings.smtp_password else tokens_of(settings)


def _expect(reply: tuple[int, bytes], what: str, wanted: int = 2) -> None:
    kind = reply[0] // 100
    if kind == wanted:
        return
    if kind == 5:
        raise Refused(f"Serwer {what}: {_reply(reply)}")
    if reply[0] == 421:
        raise ServerTrouble(f"Serwer teraz nie pracuje: {_reply(reply)}")
    raise NotNow(f"Serwer na razie {what}: {_reply(reply)}")


def _stuffed(raw: bytes) -> bytes:
    """RFC 5321, 4.5.2: CRLF line ends, and a dot before each line that begins with one."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").split(b"\n")
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines)


def _is_cut(connection: socket.socket) -> bool:
    """Whether the other side has gone; looked at beneath TLS, without taking anything away."""
    with socket.socket(fileno=os.dup(connection.fileno())) as beneath:
        try:
            return beneath.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True


def _reply(reply: tuple[int, bytes]) -> str:
    text = " ".join(reply[1].decode("utf-8", "replace").split())
    return f"{reply[0]} {text}"[:LONGEST_REPLY]


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        message = error.smtp_error
        return _reply((error.smtp_code, message if isinstance(message, bytes) else str(message).encode()))
    return in_polish(error)


def _close(server: smtplib.SMTP | None) -> None:
    if server is not None:
        server.close()
