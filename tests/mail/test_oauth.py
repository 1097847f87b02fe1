"""Signing in by tokens (XOAUTH2) to a real Dovecot and a real SMTP server, with an identity server of the tests."""

import logging
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from copapp.config import Settings
from copapp.correspondence.incoming import Place
from copapp.correspondence.models import LetterState, WorkerState
from copapp.correspondence.outbox import OUTBOX
from copapp.db import Database
from mail_ingest.oauth import NoToken, TokenRefused, Tokens
from mail_ingest.outbox import send_waiting
from mail_ingest.reader import read_raw
from mail_ingest.sources import Unreachable, WrongPassword
from mail_ingest.sources.imap import ImapSource
from mail_ingest.transports import SmtpTransport
from mail_ingest.worker import Worker
from tests.mail import sending
from tests.mail.make import check, mail, settings_of
from tests.servers.dovecot import Mailbox
from tests.servers.identity import CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, IdentityServer
from tests.servers.smtp import SmtpServer

on_one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Signing in has nothing to do with which one it is."""


@pytest.fixture
def identity(mailbox: Mailbox) -> Iterator[IdentityServer]:
    server = IdentityServer(mailbox.server.identity_port, mailbox.user)
    yield server
    server.stop()


@pytest.fixture
def server(identity: IdentityServer) -> Iterator[SmtpServer]:
    server = SmtpServer(is_good_token=identity.is_good)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def settings(mailbox: Mailbox, identity: IdentityServer, server: SmtpServer, tmp_path: Path) -> Settings:
    return by_token(mailbox, identity, server, tmp_path)


def by_token(mailbox: Mailbox, identity: IdentityServer, server: SmtpServer, data: Path, **more: str) -> Settings:
    environ = {
        "COP_IMAP_PASSWORD": "",
        "COP_SMTP_HOST": server.host,
        "COP_SMTP_PORT": str(server.port),
        "COP_SMTP_TLS": "off",
        "COP_SMTP_USER": mailbox.user,
        "COP_SEND_DELAY_SECONDS": "0",
        "COP_OAUTH_TOKEN_URL": identity.token_url,
        "COP_OAUTH_CLIENT_ID": CLIENT_ID,
        "COP_OAUTH_CLIENT_SECRET": CLIENT_SECRET,
        "COP_OAUTH_REFRESH_TOKEN": REFRESH_TOKEN,
        "COP_OAUTH_SCOPE": "mail",
    }
    return settings_of(mailbox, data, **{**environ, **more})


def look_in(settings: Settings) -> None:
    source = ImapSource(settings)
    list(source.batches(Place(), lambda _keys: set()))
    source.close()


@on_one_database
def test_mail_comes_in_and_letters_leave_with_one_token_that_is_kept(
    database: Database, mailbox: Mailbox, identity: IdentityServer, server: SmtpServer, settings: Settings
) -> None:
    mailbox.deliver(mail())
    sending.queue(database, settings)

    assert check(database, ImapSource(settings)).tickets == 1
    assert send_waiting(database, SmtpTransport(settings)).sent == 1
    check(database, ImapSource(settings))

    assert len(server.received) == 1
    assert identity.requests == [
        {
            "grant_type": "refresh_token",
            "refresh_token": REFRESH_TOKEN,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "scope": "mail",
        }
    ]


def test_without_a_refresh_token_the_program_asks_in_its_own_name(
    mailbox: Mailbox, identity: IdentityServer, server: SmtpServer, tmp_path: Path
) -> None:
    look_in(by_token(mailbox, identity, server, tmp_path, COP_OAUTH_REFRESH_TOKEN=""))

    assert [request["grant_type"] for request in identity.requests] == ["client_credentials"]


def test_where_a_password_is_set_it_is_used(
    mailbox: Mailbox, identity: IdentityServer, server: SmtpServer, tmp_path: Path
) -> None:
    look_in(by_token(mailbox, identity, server, tmp_path, COP_IMAP_PASSWORD=mailbox.password))

    assert identity.requests == []


def test_a_token_is_renewed_before_it_ends(identity: IdentityServer, settings: Settings) -> None:
    identity.life_seconds = 2
    tokens = Tokens(settings)
    first = tokens.get()
    assert tokens.get() == first

    time.sleep(1.1)

    assert identity.is_good(first)
    assert tokens.get() != first


def test_while_the_identity_server_is_away_a_token_is_used_to_its_end(
    identity: IdentityServer, settings: Settings
) -> None:
    identity.life_seconds = 2
    tokens = Tokens(settings)
    first = tokens.get()
    identity.failure = (503, "")
    time.sleep(1.1)

    assert tokens.get() == first
    time.sleep(1)
    with pytest.raises(NoToken, match="HTTP 503"):
        tokens.get()


@on_one_database
def test_a_token_that_was_called_back_is_replaced_at_the_refusal(
    database: Database, mailbox: Mailbox, identity: IdentityServer, server: SmtpServer, settings: Settings
) -> None:
    look_in(settings)
    identity.revoke()
    look_in(settings)
    identity.revoke()
    sending.queue(database, settings)

    assert send_waiting(database, SmtpTransport(settings)).sent == 1
    assert len(identity.requests) == 3


@on_one_database
def test_a_user_whom_the_mailbox_does_not_let_in_is_a_wrong_password_and_is_spared(
    database: Database, mailbox: Mailbox, identity: IdentityServer, settings: Settings
) -> None:
    identity.user = "somebody-else"
    source = ImapSource(settings)
    worker = Worker(settings, database, source, read_raw, SmtpTransport(settings))

    worker.turn()

    state = state_of(database, source.folder)
    assert state.details["state"] == "WrongPassword"
    assert "COP_OAUTH_SCOPE" in state.problem
    assert worker.mailbox.next_at - time.monotonic() > 200
    assert len(identity.requests) == 2, "once more with a new token, then never again for minutes"


@on_one_database
def test_a_sending_server_that_refuses_tokens_is_spared_and_no_letter_is_blamed(
    database: Database, mailbox: Mailbox, identity: IdentityServer, tmp_path: Path
) -> None:
    strict = SmtpServer(is_good_token=lambda _token: False)
    strict.start()
    settings = by_token(mailbox, identity, strict, tmp_path)
    letter_id = sending.queue(database, settings)
    worker = Worker(settings, database, ImapSource(settings), read_raw, SmtpTransport(settings))
    try:
        worker.turn()
    finally:
        strict.stop()

    state = state_of(database, OUTBOX)
    assert state.details["state"] == "WrongLogin"
    assert "COP_OAUTH_SCOPE" in state.problem
    assert worker.outbox.next_at - time.monotonic() > 200
    assert sending.letter(database, letter_id).state is LetterState.QUEUED
    assert strict.received == []


@pytest.mark.parametrize(
    ("failure", "kind", "words"),
    [
        ((400, '{"error": "invalid_grant", "error_description": "odswiez-0"}'), WrongPassword, "invalid_grant"),
        ((401, "<html>sekret-klienta"), WrongPassword, "401"),
        ((503, ""), Unreachable, "503"),
        ((302, ""), Unreachable, "302"),
        ((200, "<html>"), Unreachable, "bez tokenu"),
        ((200, '{"access_token": "a\\u0001b"}'), Unreachable, "bez tokenu"),
    ],
)
def test_what_the_identity_server_says_has_its_name_and_is_never_told_on(
    identity: IdentityServer,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    failure: tuple[int, str],
    kind: type[Exception],
    words: str,
) -> None:
    caplog.set_level(logging.INFO)
    identity.failure = failure

    with pytest.raises(kind, match=words) as error:
        look_in(settings)

    identity.failure = None
    look_in(settings)
    told = caplog.text + str(error.value)
    assert not [secret for secret in ("tajny-token", CLIENT_SECRET, "odswiez") if secret in told]


@on_one_database
def test_an_identity_server_that_is_gone_is_out_of_reach(
    database: Database, identity: IdentityServer, settings: Settings
) -> None:
    identity.stop()
    letter_id = sending.queue(database, settings)

    with pytest.raises(Unreachable, match=r"serwer tożsamości .* nie odpowiada"):
        look_in(settings)
    dispatch = send_waiting(database, SmtpTransport(settings))

    assert "nie odpowiada" in dispatch.trouble and not dispatch.wrong_login
    assert sending.letter(database, letter_id).state is LetterState.QUEUED


def test_a_new_refresh_token_replaces_the_old_one_over_a_restart(
    mailbox: Mailbox, identity: IdentityServer, server: SmtpServer, settings: Settings
) -> None:
    identity.rotates = True
    Tokens(settings).get()

    Tokens(settings).get()

    assert [request["refresh_token"] for request in identity.requests] == [REFRESH_TOKEN, "odswiez-1"]
    assert stat.S_IMODE((settings.data / "oauth_refresh_token").stat().st_mode) == 0o600
    newly_given = by_token(mailbox, identity, server, settings.data, COP_OAUTH_REFRESH_TOKEN="nowy")
    with pytest.raises(TokenRefused):
        Tokens(newly_given).get()
    assert identity.requests[-1]["refresh_token"] == "nowy", "what the administrator set anew counts"


def test_a_new_refresh_token_that_can_not_be_kept_serves_until_the_end(
    mailbox: Mailbox, identity: IdentityServer, server: SmtpServer, tmp_path: Path
) -> None:
    identity.rotates = True
    tokens = Tokens(by_token(mailbox, identity, server, Path("/proc/none"), COP_SECRET_KEY="x"))

    first = tokens.get()

    assert tokens.get(refused=first) != first
    assert [request["refresh_token"] for request in identity.requests] == [REFRESH_TOKEN, "odswiez-1"]


def state_of(database: Database, folder: str) -> WorkerState:
    with database.reading() as session:
        return session.get_one(WorkerState, folder)
