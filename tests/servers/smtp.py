"""A real SMTP server on loopback that keeps what it is given, and refuses or breaks off when told to."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers.process import free_port


@dataclass(frozen=True)
class Received:
    """One message as it came: envelope addresses and the exact bytes of DATA."""

    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The message parsed by the standard library."""
        return cast(EmailMessage, message_from_bytes(self.raw, policy=default))


@dataclass
class Behaviour:
    """How the server answers from now on; the default accepts everything.

    `rcpt` and `data` are whole SMTP replies ("450 4.2.1 later", "550 5.1.1 no such user") given instead of success.
    `drop_before_data_ends` breaks the connection in the middle of DATA, `drop_after_data_ends` when the final dot has
    come and before any reply (the message is kept: the server has it and the client can't know). `delay` in seconds
    holds back the reply to DATA.
    """

    rcpt: str | None = None
    data: str | None = None
    drop_on_connect: bool = False
    drop_before_data_ends: bool = False
    drop_after_data_ends: bool = False
    delay: float = 0
    forward: Callable[[bytes], object] | None = field(default=None)


class SmtpServer:
    """The server: `host`, `port`, `received` (oldest first), `behaviour`, `certificate` when STARTTLS is offered."""

    host = "127.0.0.1"

    def __init__(
        self,
        login: tuple[str, str] | None = None,
        tls: ssl.SSLContext | None = None,
        is_good_token: Callable[[str], bool] | None = None,
    ) -> None:
        """`login` demands AUTH with that user and password, `is_good_token` by XOAUTH2 with a token that it calls good;
        `tls` demands STARTTLS first."""
        self.port = free_port()
        self.received: list[Received] = []
        self.attempts = 0
        self.behaviour = Behaviour()
        self._login, self._tls, self._is_good_token = login, tls, is_good_token
        self._controller: _Controller | None = None

    def start(self) -> None:
        """Start listening, if it doesn't already; after `stop`, on the same port."""
        if self._controller is None:
            self._controller = _Controller(self, self._login, self._tls, self._is_good_token is not None)
            self._controller.start()

    def stop(self) -> None:
        """Stop listening; what was received stays."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def reset(self) -> None:
        """Forget all messages and behave well again."""
        self.received.clear()
        self.attempts = 0
        self.behaviour = Behaviour()

    async def auth_XOAUTH2(self, protocol: SMTP, arguments: list[str]) -> AuthResult:
        said = await protocol.challenge_auth("")
        token = said.partition(b"auth=Bearer ")[2].rstrip(b"\x01").decode() if isinstance(said, bytes) else ""
        if self._is_good_token is not None and self._is_good_token(token):
            return AuthResult(success=True)
        await protocol.challenge_auth('{"status":"401"}')
        return AuthResult(success=False, handled=False)

    async def handle_RCPT(
        self, protocol: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.behaviour.rcpt:
            return self.behaviour.rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, protocol: SMTP, session: Session, envelope: Envelope) -> str:
        if self.behaviour.delay:
            await asyncio.sleep(self.behaviour.delay)
        if self.behaviour.data:
            return self.behaviour.data
        raw = cast(bytes, envelope.original_content)
        self.received.append(Received(envelope.mail_from or "", list(envelope.rcpt_tos), raw))
        if self.behaviour.forward:
            await asyncio.to_thread(self.behaviour.forward, raw)
        if self.behaviour.drop_after_data_ends:
            protocol.transport.abort()
        return "250 OK"


class _Protocol(SMTP):
    """aiosmtpd's protocol, able to break off in the middle of DATA."""

    def __init__(self, server: SmtpServer, **options: object) -> None:
        self._server = server
        super().__init__(server, **options)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if self._server.behaviour.drop_on_connect:
            cast(asyncio.Transport, transport).abort()

    async def smtp_DATA(self, arg: str | None) -> None:
        self._server.attempts += 1
        if not self._server.behaviour.drop_before_data_ends:
            await super().smtp_DATA(arg)
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        await self._reader.readline()
        self.transport.abort()


class _Controller(Controller):
    def __init__(
        self, server: SmtpServer, login: tuple[str, str] | None, tls: ssl.SSLContext | None, by_token: bool
    ) -> None:
        self._server, self._login, self._tls, self._by_token = server, login, tls, by_token
        super().__init__(server, hostname=server.host, port=server.port, ready_timeout=10)

    def factory(self) -> SMTP:
        options: dict[str, object] = {"hostname": "localhost", "enable_SMTPUTF8": True}
        if self._tls is not None:
            options |= {"tls_context": self._tls, "require_starttls": True}
        if self._login is not None or self._by_token:
            options |= {"authenticator": self._authenticate, "auth_required": True}
            options["auth_require_tls"] = self._tls is not None
        return _Protocol(self._server, **options)

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        given = (data.login.decode(), data.password.decode()) if isinstance(data, LoginPassword) else None
        return AuthResult(success=given == self._login, handled=False)
