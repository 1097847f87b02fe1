"""Access tokens of OAuth 2.0 (RFC 6749), with which mailbox and sending server are signed in to where no password is
set, by XOAUTH2.

They come from COP_OAUTH_TOKEN_URL and nowhere else: no redirect is followed. Neither they nor what they are asked for
with is ever logged.
"""

import hashlib
import json
import logging
import os
import re
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from copapp.config import Settings
from mail_ingest.failures import in_polish

USUAL_LIFE_SECONDS = 600.0
"""Of a token of which the server doesn't say how long it is good for."""
RENEW_BEFORE_SECONDS = 300.0
"""So long before its end a token is renewed; one that lives less than twice as long, at half its life."""
LARGEST_ANSWER = 100_000
TOKEN = re.compile(r"[\x21-\x7e]{1,20000}")
ERROR_CODE = re.compile(r"[a-z_]{1,50}")

log = logging.getLogger(__name__)


class NoToken(Exception):
    """There is no access token to be had now. The text says why, in Polish, for staff."""


class TokenRefused(NoToken):
    """The identity server refuses our id, secret or refresh token: trying again quickly would not help."""


@dataclass(frozen=True)
class _Token:
    """The token itself, and the monotonic seconds from which on it is renewed and no good any more."""

    value: str
    renew_at: float
    ends_at: float


class Tokens:
    """The access token of the Centre's mailbox, kept and renewed in time; for any number of threads."""

    def __init__(self, settings: Settings, tls: ssl.SSLContext | None = None) -> None:
        """`tls` replaces the system's trust, for a server with a certificate of its own."""
        self.settings, self._tls = settings, tls
        self._kept_in = settings.data / "oauth_refresh_token"
        self._lock = threading.Lock()
        self._token: _Token | None = None
        self._unsaved = ""

    def get(self, refused: str = "") -> str:
        """A token to sign in with; another one than `refused`, which a mail server did not accept.

        Raises:
            NoToken: the identity server can't be asked, or refuses.
        """
        with self._lock:
            token, now = self._token, time.monotonic()
            is_usable = token is not None and token.value != refused and now < token.ends_at
            if token is None or not is_usable or now >= token.renew_at:
                try:
                    token = self._token = self._asked_for()
                except NoToken as error:
                    if token is None or not is_usable or isinstance(error, TokenRefused):
                        self._token = None
                        raise
                    log.warning("step=token problem=%s", error)
            return token.value

    def _asked_for(self) -> _Token:
        asked_at = time.monotonic()
        answer = self._answer(self._request())
        value = answer.get("access_token")
        if not isinstance(value, str) or not TOKEN.fullmatch(value):
            raise NoToken(f"serwer tożsamości {self._host} odpowiedział bez tokenu.")
        following = answer.get("refresh_token")
        if isinstance(following, str) and following and self.settings.oauth_refresh_token:
            self._keep(following)
        life = answer.get("expires_in")
        seconds = float(life) if isinstance(life, int | str) and str(life).isdecimal() else USUAL_LIFE_SECONDS
        log.info("step=token seconds=%.0f", seconds)
        return _Token(value, asked_at + max(seconds - RENEW_BEFORE_SECONDS, seconds / 2), asked_at + seconds)

    def _request(self) -> dict[str, str]:
        """What is asked: by the refresh token (RFC 6749, 6), else in the program's own name (4.4)."""
        settings = self.settings
        refresh_token = self._refresh_token()
        asked = {
            "grant_type": "refresh_token" if refresh_token else "client_credentials",
            "refresh_token": refresh_token,
            "client_id": settings.oauth_client_id,
            "client_secret": settings.oauth_client_secret,
            "scope": settings.oauth_scope,
        }
        return {name: value for name, value in asked.items() if value}

    def _answer(self, request: dict[str, str]) -> dict[str, Any]:
        try:
            status, body = self._post(urlencode(request))
        except (OSError, HTTPException) as error:
            raise NoToken(f"serwer tożsamości {self._host} nie odpowiada ({in_polish(error)}).") from error
        try:
            answer = json.loads(body)
        except ValueError:
            answer = None
        said = answer if isinstance(answer, dict) else {}
        if status == 200:
            return said
        if status in (400, 401, 403):
            code = str(said.get("error", ""))
            raise TokenRefused(
                f"serwer tożsamości {self._host} nie wydał tokenu ({code if ERROR_CODE.fullmatch(code) else status}): "
                "sprawdź COP_OAUTH_CLIENT_ID, COP_OAUTH_CLIENT_SECRET i COP_OAUTH_REFRESH_TOKEN."
            )
        raise NoToken(f"serwer tożsamości {self._host} nie wydał tokenu (HTTP {status}).")

    def _post(self, form: str) -> tuple[int, bytes]:
        url = urlsplit(self.settings.oauth_token_url)
        seconds = self.settings.mail_timeout_seconds
        if url.scheme == "https":
            tls = self._tls or ssl.create_default_context()
            connection: HTTPConnection = HTTPSConnection(self._host, url.port, timeout=seconds, context=tls)
        else:
            connection = HTTPConnection(self._host, url.port, timeout=seconds)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        with closing(connection):
            connection.request("POST", url._replace(scheme="", netloc="", fragment="").geturl() or "/", form, headers)
            answer = connection.getresponse()
            return answer.status, answer.read(LARGEST_ANSWER)

    @property
    def _host(self) -> str:
        return urlsplit(self.settings.oauth_token_url).hostname or ""

    def _refresh_token(self) -> str:
        """The newest that the server gave in place of the configured one, else that one."""
        configured = self.settings.oauth_refresh_token
        if self._unsaved or not configured:
            return self._unsaved
        try:
            kept = json.loads(self._kept_in.read_text())
            return str(kept["token"]) if kept["instead_of"] == _digest(configured) else configured
        except FileNotFoundError:
            return configured
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("step=refresh_token file=%s problem=%s", self._kept_in, type(error).__name__)
            return configured

    def _keep(self, refresh_token: str) -> None:
        """Servers may give a new refresh token each time, and take the old one no longer (RFC 6749, 6)."""
        if refresh_token == self._refresh_token():
            return
        new = self._kept_in.with_suffix(".new")
        try:
            new.unlink(missing_ok=True)
            with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                json.dump({"instead_of": _digest(self.settings.oauth_refresh_token), "token": refresh_token}, file)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._kept_in)
            self._unsaved = ""
        except OSError as error:
            self._unsaved = refresh_token
            log.error("step=refresh_token file=%s problem=%s", self._kept_in, error.strerror)


_all: dict[Settings, Tokens] = {}
"""One for all threads: two that ask at once with the same refresh token may lose it."""


def tokens_of(settings: Settings) -> Tokens | None:
    """The tokens of these settings, the same for all who sign in; None where passwords alone are used."""
    return _all.setdefault(settings, Tokens(settings)) if settings.oauth_token_url else None


def xoauth2(user: str, token: str) -> Callable[..., str]:
    """What to answer the server in the mechanism XOAUTH2: the token; then nothing to the reason of a refusal, which it
    gives as one more challenge."""
    return lambda challenge: "" if challenge else f"user={user}\x01auth=Bearer {token}\x01\x01"


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
