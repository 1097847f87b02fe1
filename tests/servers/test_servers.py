"""The servers of the tests keep what other tests rely on, above all that a browser test can fail."""

import smtplib
import ssl
from collections.abc import Callable
from typing import Any

import pytest
from imapclient import IMAPClient
from playwright.sync_api import Browser, Page
from sqlalchemy import create_engine, text

from tests.servers.chromium import axe_violations, watched_context
from tests.servers.dovecot import Dovecot, Mailbox
from tests.servers.smtp import SmtpServer

RAW = "Message-ID: <a@example.org>\r\nSubject: sala\r\n\r\nzażółć\r\n".encode()
SENDER, RECIPIENT = "ngo@example.org", "cop@example.org"


def send(server: SmtpServer, raw: bytes = RAW) -> None:
    with smtplib.SMTP(server.host, server.port, timeout=5) as client:
        client.sendmail(SENDER, [RECIPIENT], raw)


def html(body: str, policy: str = "default-src 'self'") -> Callable[..., Any]:
    """An application of one page."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", policy)])
        return [f'<!doctype html><html lang="pl"><title>x</title><main><h1>Próba</h1>{body}</main>'.encode()]

    return application


def test_mailbox_keeps_bytes_and_flags_over_a_restart(dovecot: Dovecot, mailbox: Mailbox) -> None:
    uid = mailbox.deliver(RAW)
    with mailbox.client("INBOX") as client:
        client.add_flags([uid], [rb"\Seen"])

    dovecot.restart()

    assert mailbox.uids() == [uid]
    assert (mailbox.raw(uid), mailbox.flags(uid)) == (RAW, {rb"\Seen"})


def test_stopped_dovecot_refuses_connections(dovecot: Dovecot, mailbox: Mailbox) -> None:
    dovecot.stop()

    with pytest.raises(OSError):
        mailbox.uids()


def test_each_mailbox_is_empty_and_may_have_polish_folders(mailbox: Mailbox) -> None:
    assert mailbox.uids() == []
    mailbox.deliver(RAW, "Załatwione/2026")

    assert mailbox.folders() == ["INBOX", "Załatwione", "Załatwione/2026"]


def test_uidvalidity_can_change(mailbox: Mailbox) -> None:
    mailbox.deliver(RAW)
    before = mailbox.uidvalidity()

    mailbox.change_uidvalidity()

    assert mailbox.uidvalidity() != before
    assert len(mailbox.uids()) == 1


@pytest.mark.parametrize("tls", ["starttls", "on"])
def test_dovecot_speaks_tls_to_those_who_trust_it(dovecot: Dovecot, mailbox: Mailbox, tls: str) -> None:
    def connect(context: ssl.SSLContext) -> None:
        port = dovecot.tls_port if tls == "on" else dovecot.port
        with IMAPClient("localhost", port=port, ssl=tls == "on", ssl_context=context, timeout=5) as client:
            if tls == "starttls":
                client.starttls(context)
            client.login(mailbox.user, mailbox.password)

    connect(dovecot.trusting_context())
    with pytest.raises(ssl.SSLCertVerificationError):
        connect(ssl.create_default_context())


def test_database_is_empty_and_its_owner_may_exclude_overlaps(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) == 0
        connection.execute(text("CREATE EXTENSION btree_gist"))
        assert connection.scalar(text("SELECT usesuper FROM pg_user WHERE usename = current_user")) is False
    engine.dispose()


def test_smtp_keeps_the_bytes_and_the_envelope(smtp: SmtpServer) -> None:
    send(smtp)

    received = smtp.received[0]
    assert (received.sender, received.recipients, received.raw) == (SENDER, [RECIPIENT], RAW)
    assert received.message["Subject"] == "sala"


def test_smtp_refuses_as_told(smtp: SmtpServer) -> None:
    smtp.behaviour.rcpt = "450 4.2.1 later"
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(smtp)
    smtp.behaviour.rcpt, smtp.behaviour.data = None, "554 5.7.1 no"
    with pytest.raises(smtplib.SMTPDataError):
        send(smtp)

    assert smtp.received == []


@pytest.mark.parametrize(("when", "kept"), [("drop_before_data_ends", 0), ("drop_after_data_ends", 1)])
def test_smtp_breaks_off_as_told(smtp: SmtpServer, when: str, kept: int) -> None:
    setattr(smtp.behaviour, when, True)

    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        send(smtp, RAW + b"x\r\n" * 1000)

    assert (smtp.attempts, len(smtp.received)) == (1, kept)


def test_smtp_can_deliver_into_dovecot(smtp: SmtpServer, mailbox: Mailbox) -> None:
    smtp.behaviour.forward = mailbox.deliver

    send(smtp)

    assert [mailbox.raw(uid) for uid in mailbox.uids()] == [RAW]


def test_smtp_can_demand_tls_and_a_password(dovecot: Dovecot) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(dovecot.certificate.certificate, dovecot.certificate.key)
    server = SmtpServer(login=("cop", "dobre"), tls=context)
    server.start()
    try:
        with smtplib.SMTP("localhost", server.port, timeout=5) as client:
            with pytest.raises(smtplib.SMTPResponseException):
                client.sendmail(SENDER, [RECIPIENT], RAW)
            client.starttls(context=dovecot.trusting_context())
            with pytest.raises(smtplib.SMTPAuthenticationError):
                client.login("cop", "inne")
        with smtplib.SMTP("localhost", server.port, timeout=5) as client:
            client.starttls(context=dovecot.trusting_context())
            client.login("cop", "dobre")
            client.sendmail(SENDER, [RECIPIENT], RAW)
    finally:
        server.stop()

    assert len(server.received) == 1


def test_page_is_shown_and_axe_finds_what_is_wrong(serve: Callable[[Any], str], page: Page) -> None:
    page.goto(serve(html('<img src="/obraz">')))

    assert page.inner_text("h1") == "Próba"
    assert [line.partition(" ")[0] for line in axe_violations(page)] == ["image-alt"]


@pytest.mark.parametrize(
    ("body", "policy", "problem"),
    [
        ("<style>h1 { color: red }</style>", "default-src 'self'", "refused by CSP"),
        ("<script>throw new Error('ojej')</script>", "script-src 'unsafe-inline'", "script error: .*ojej"),
        ('<img alt="" src="http://example.org/x">', "img-src *", "left the machine: GET http://example.org/x"),
    ],
)
def test_what_a_page_may_not_do_fails_the_test(
    serve: Callable[[Any], str], browser: Browser, body: str, policy: str, problem: str
) -> None:
    with pytest.raises(AssertionError, match=problem), watched_context(browser) as context:
        context.new_page().goto(serve(html(body, policy)))
