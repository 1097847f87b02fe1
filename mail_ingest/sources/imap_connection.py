"""A signed-in connection to the IMAP server of the settings, and what its troubles mean to staff."""

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import ParamSpec, TypeVar

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from copapp.config import Settings
from mail_ingest.failures import in_polish
from mail_ingest.oauth import NoToken, TokenRefused, Tokens, tokens_of, xoauth2
from mail_ingest.sources import SourceProblem, Unreachable, WrongPassword

KEEPALIVE = {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 15, "TCP_KEEPCNT": 4}
"""Seconds, seconds, tries: a connection whose other end is gone is noticed within a minute and a half."""

P = ParamSpec("P")
T = TypeVar("T")


def connect(settings: Settings, tls: ssl.SSLContext | None = None) -> IMAPClient:
    """A client that is signed in. `tls` replaces the system's trust, for a server with a certificate of its own.

    Raises:
        SourceProblem: there is none to be had now.
    """
    return ask(settings, _connected, settings, tls)


def ask(settings: Settings, call: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
    """Ask the server something.

    Raises:
        SourceProblem: what went wrong, in Polish.
    """
    host = settings.imap_host
    try:
        return call(*arguments, **options)
    except LoginError as error:
        if _is_passing(error):
            raise Unreachable(f"serwer {host} chwilowo nie przyjmuje logowań lub zerwał połączenie.") from error
        what = "hasła (COP_IMAP_USER, COP_IMAP_PASSWORD)"
        if _tokens(settings):
            what = "tokenu (COP_IMAP_USER, COP_OAUTH_SCOPE)"
        raise WrongPassword(f"serwer {host} nie przyjmuje użytkownika lub {what}.") from error
    except TokenRefused as error:
        raise WrongPassword(str(error)) from error
    except NoToken as error:
        raise Unreachable(str(error)) from error
    except ssl.SSLError as error:
        raise Unreachable(f"nie udało się bezpieczne połączenie z {host}: {in_polish(error)}.") from error
    except (IMAPClientAbortError, OSError) as error:
        raise Unreachable(f"serwer {host} nie odpowiada ({in_polish(error)}).") from error
    except (IMAPClientError, KeyError, ValueError) as error:
        raise SourceProblem(f"serwer {host} odmówił: {error}") from error


def _connected(settings: Settings, tls: ssl.SSLContext | None) -> IMAPClient:
    seconds = settings.mail_timeout_seconds
    if settings.imap_tls != "off":
        tls = tls or ssl.create_default_context()
    client = IMAPClient(
        settings.imap_host,
        port=settings.imap_port,
        ssl=settings.imap_tls == "on",
        ssl_context=tls if settings.imap_tls == "on" else None,
        timeout=SocketTimeout(connect=seconds, read=seconds),
    )
    try:
        _keep_alive(client.socket())
        if settings.imap_tls == "starttls":
            client.starttls(tls)
        tokens = _tokens(settings)
        if tokens is None:
            _sign_in(client, settings.imap_user, settings.imap_password)
        else:
            _sign_in_by_token(client, settings.imap_user, tokens)
    except BaseException:
        with suppress(OSError):
            client.shutdown()
        raise
    return client


def _sign_in(client: IMAPClient, user: str, password: str) -> None:
    # LOGIN knows ASCII only; SASL PLAIN takes UTF-8 (RFC 4616).
    (client.login if (user + password).isascii() else client.plain_login)(user, password)


def _sign_in_by_token(client: IMAPClient, user: str, tokens: Tokens) -> None:
    """A token that is refused may have been called back before its end: then once more, with a new one."""
    token = tokens.get()
    try:
        client.sasl_login("XOAUTH2", xoauth2(user, token))
    except LoginError as error:
        if _is_passing(error):
            raise
        client.sasl_login("XOAUTH2", xoauth2(user, tokens.get(refused=token)))


def _tokens(settings: Settings) -> Tokens | None:
    return None if settings.imap_password else tokens_of(settings)


def _is_passing(error: LoginError) -> bool:
    """Whether the server refuses everybody, for now (RFC 5530), or said nothing: IMAPClient calls a connection that
    breaks off here a refused login."""
    return "[UNAVAILABLE]" in str(error).upper() or isinstance(error.__context__, IMAPClientAbortError)


def _keep_alive(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in KEEPALIVE.items():
        if option := getattr(socket, name, None):
            connection.setsockopt(socket.IPPROTO_TCP, option, value)
