"""The ways by which letters leave: SMTP with its encryption and password, and the Maildir."""

import socket
from datetime import timedelta
from pathlib import Path

import pytest

from copapp.audit import SYSTEM
from copapp.config import Settings
from copapp.correspondence import outbox
from copapp.correspondence.models import LetterState
from copapp.db import Database
from mail_ingest.outbox import send_waiting
from mail_ingest.transports import MaildirTransport, SmtpTransport
from tests.mail.sending import later, letter, queue, settings_of
from tests.servers.smtp import SmtpServer
from tests.servers.tls import make_certificate


@pytest.fixture
def settings(smtp: SmtpServer) -> Settings:
    return settings_of(smtp.port)


@pytest.fixture
def transport(settings: Settings) -> SmtpTransport:
    return SmtpTransport(settings)


@pytest.mark.parametrize("trusted", [True, False])
def test_starttls_and_the_password_are_used_and_the_certificate_is_verified(
    database: Database, tmp_path: Path, trusted: bool
) -> None:
    import ssl

    certificate = make_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.certificate, certificate.key)
    server = SmtpServer(login=("cop", "tajne"), tls=context)
    server.start()
    try:
        settings = settings_of(server.port, COP_SMTP_TLS="starttls", COP_SMTP_USER="cop", COP_SMTP_PASSWORD="tajne")
        queue(database, settings)
        trust = ssl.create_default_context(cafile=str(certificate.certificate)) if trusted else None

        dispatch = send_waiting(database, SmtpTransport(settings, trust))

        assert dispatch.sent == (1 if trusted else 0)
        assert len(server.received) == (1 if trusted else 0)
    finally:
        server.stop()


def test_a_refused_password_is_the_servers_trouble_not_the_letters(database: Database) -> None:
    server = SmtpServer(login=("cop", "tajne"))
    server.start()
    try:
        settings = settings_of(server.port, COP_SMTP_USER="cop", COP_SMTP_PASSWORD="zle")
        letter_id = queue(database, settings)

        assert "COP_SMTP_PASSWORD" in send_waiting(database, SmtpTransport(settings)).trouble
        assert letter(database, letter_id).state is LetterState.QUEUED
    finally:
        server.stop()


def test_a_server_that_hangs_is_given_up(database: Database) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings = settings_of(silent.getsockname()[1])
        queue(database, settings)

        assert send_waiting(database, SmtpTransport(settings)).trouble


def test_without_a_server_letters_go_into_the_maildir_once(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    letter_id = queue(database, settings)
    with database.unit_of_work(SYSTEM) as session:
        lease = outbox.lease_next(session)
        assert lease is not None
    MaildirTransport(tmp_path / "sent").send(lease, lambda: None)  # and died before it could note so

    with later(timedelta(minutes=11)):
        assert send_waiting(database, MaildirTransport(tmp_path / "sent")).sent == 1

    (file,) = (tmp_path / "sent" / "new").iterdir()
    assert file.read_bytes() == letter(database, letter_id).raw
