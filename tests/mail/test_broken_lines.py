"""Connections that break: cut, half closed, silent or slow, at any byte, before a real Dovecot and a real SMTP."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from copapp.correspondence.incoming import Place
from copapp.correspondence.models import LetterState, MessageState
from copapp.db import Database
from mail_ingest.outbox import send_waiting
from mail_ingest.sources import Unreachable, imap_connection
from mail_ingest.sources.imap import ImapSource
from mail_ingest.transports import SmtpTransport
from tests.mail import sending
from tests.mail.make import check, look, mail, settings_of
from tests.mail.test_bell import listening
from tests.servers.dovecot import Mailbox
from tests.servers.proxy import Fault, Proxy, Spoiled
from tests.servers.smtp import SmtpServer

TIMES = {Fault.CUT: 6, Fault.HALF_CLOSE: 4, Fault.DELAY: 2, Fault.SILENCE: 2}
"""How many connections are spoiled: less where each costs a timeout of a second."""
SEED = 20261124


@pytest.fixture
def before_dovecot(mailbox: Mailbox) -> Iterator[Proxy]:
    proxy = Proxy(mailbox.server.port)
    yield proxy
    proxy.close()


@pytest.fixture
def before_smtp(smtp: SmtpServer) -> Iterator[Proxy]:
    proxy = Proxy(smtp.port)
    yield proxy
    proxy.close()


def at_random_bytes(fault: Fault, to_client: int, to_server: int) -> list[Spoiled]:
    """Faults spread over a connection in which so many bytes pass; half of them on the way to the server."""
    chance = random.Random(SEED)
    half = TIMES[fault] // 2
    answers = [Spoiled(fault, chance.randrange(to_client)) for _ in range(half)]
    return answers + [Spoiled(fault, chance.randrange(to_server), to_server=True) for _ in range(half)]


@pytest.mark.parametrize("fault", Fault)
def test_wherever_the_mailbox_breaks_off_each_message_comes_once(
    database: Database, mailbox: Mailbox, before_dovecot: Proxy, tmp_path: Path, fault: Fault
) -> None:
    port = {"COP_IMAP_PORT": str(before_dovecot.port), "COP_MAIL_TIMEOUT_SECONDS": "1"}
    source = ImapSource(settings_of(mailbox, tmp_path, **port))
    sent_in = [mail("Załącznik.\n" * 50)]
    mailbox.deliver(sent_in[0])
    check(database, source)
    before_dovecot.coming = at_random_bytes(fault, *before_dovecot.passed())

    broken = 0
    while before_dovecot.coming:
        sent_in.append(mail("Załącznik.\n" * 50))
        mailbox.deliver(sent_in[-1])
        try:
            check(database, source)
        except Unreachable:
            broken += 1
    check(database, source)

    assert (broken == 0) == (fault is Fault.DELAY)
    seen = look(database)
    assert sorted(seen.raws) == sorted(sent_in)
    assert Counter(seen.states()) == {MessageState.READ: len(sent_in)}
    assert len(seen.tickets) == len(sent_in)
    assert all(rb"\Seen" in mailbox.flags(uid) for uid in mailbox.uids())


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.HALF_CLOSE])
def test_a_line_that_breaks_while_signing_in_is_no_wrong_password(
    mailbox: Mailbox, before_dovecot: Proxy, tmp_path: Path, fault: Fault
) -> None:
    """Else a mail server that is started anew would cost five minutes of waiting."""
    before_dovecot.coming = [Spoiled(fault, len(b"ABCD0 CAPABILITY\r\n") + 4, to_server=True)]
    source = ImapSource(settings_of(mailbox, tmp_path, COP_IMAP_PORT=str(before_dovecot.port)))

    with pytest.raises(Unreachable):
        list(source.batches(Place(), lambda _keys: set()))


@pytest.mark.parametrize("fault", Fault)
def test_wherever_the_sending_server_breaks_off_each_letter_leaves_once_or_is_unclear(
    database: Database, smtp: SmtpServer, before_smtp: Proxy, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr("mail_ingest.transports.FINAL_REPLY", 1)
    settings = sending.settings_of(before_smtp.port)
    transport = SmtpTransport(settings)
    letters = [sending.queue(database, settings)]
    assert send_waiting(database, transport).sent == 1
    coming = at_random_bytes(fault, *before_smtp.passed())

    for number, spoiled in enumerate(coming, 1):
        before_smtp.coming = [spoiled]
        letters.append(sending.queue(database, settings))
        with sending.later(timedelta(minutes=number)):
            send_waiting(database, transport)
    with sending.later(timedelta(hours=1)):
        send_waiting(database, transport)

    arrived = Counter(received.message["Message-ID"] for received in smtp.received)
    for letter in (sending.letter(database, letter_id) for letter_id in letters):
        assert letter.state in (LetterState.SENT, LetterState.UNCLEAR)
        assert arrived[letter.message_id] == 1 or letter.state is LetterState.UNCLEAR
        assert arrived[letter.message_id] <= 1


@pytest.mark.parametrize(
    ("after", "to_server", "state", "arrived"),
    [
        ("MAIL", False, LetterState.SENT, 1),
        ("in DATA", True, LetterState.SENT, 1),
        ("before the end of DATA", True, LetterState.UNCLEAR, 0),
        ("before the answer to DATA", False, LetterState.UNCLEAR, 1),
    ],
)
def test_a_letter_is_sent_again_only_if_the_server_can_not_have_it(
    database: Database,
    smtp: SmtpServer,
    before_smtp: Proxy,
    after: str,
    to_server: bool,
    state: LetterState,
    arrived: int,
) -> None:
    settings = sending.settings_of(before_smtp.port)
    transport = SmtpTransport(settings)
    sending.queue(database, settings)
    send_waiting(database, transport)
    answers, said = before_smtp.passed()
    end, quit_, accepted, bye = len(b".\r\n"), len(b"QUIT\r\n"), len(b"250 OK\r\n"), len(b"221 Bye\r\n")
    bytes_passed = {
        "MAIL": answers - bye - accepted - len(b"354 End data with <CR><LF>.<CR><LF>\r\n") - accepted,
        "in DATA": said - quit_ - end - 40,
        "before the end of DATA": said - quit_ - end,
        "before the answer to DATA": answers - bye - accepted,
    }[after]
    smtp.reset()
    before_smtp.coming = [Spoiled(Fault.CUT, bytes_passed, to_server)]
    letter_id = sending.queue(database, settings)

    first = send_waiting(database, transport)
    with sending.later(timedelta(hours=1)):
        second = send_waiting(database, transport)

    assert (first.sent, first.unclear, second.sent) == ((0, 1, 0) if state is LetterState.UNCLEAR else (0, 0, 1))
    assert sending.letter(database, letter_id).state is state
    assert len(smtp.received) == arrived


def test_a_bell_whose_line_went_silent_is_hung_up_anew(
    mailbox: Mailbox, before_dovecot: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is noticed when IDLE is asked for anew; until then the poll, on a line of its own, takes in what comes."""
    monkeypatch.setattr("mail_ingest.bell.SHORTEST_IDLE", 0.5)
    monkeypatch.setattr("mail_ingest.bell.LONGEST_IDLE", 0.5)
    monkeypatch.setattr("mail_ingest.rhythm.FIRST_BACKOFF", 0.2)
    port = {"COP_IMAP_PORT": str(before_dovecot.port), "COP_MAIL_TIMEOUT_SECONDS": "1"}
    with listening(mailbox, tmp_path, **port) as rings:
        assert rings.wait_for(1)
        before_dovecot.silence()
        assert rings.wait_for(2, seconds=8), "it rings when it begins to listen again"
        mailbox.deliver(mail())
        assert rings.wait_for(3)


def test_a_half_open_line_is_noticed_though_nothing_is_said_on_it(
    mailbox: Mailbox, before_dovecot: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By TCP's own probes; in earnest after 30 to 90 seconds, here after one."""
    monkeypatch.setattr("mail_ingest.rhythm.FIRST_BACKOFF", 0.2)
    for name in ("TCP_KEEPIDLE", "TCP_KEEPINTVL"):
        monkeypatch.setitem(imap_connection.KEEPALIVE, name, 1)
    with listening(mailbox, tmp_path, COP_IMAP_PORT=str(before_dovecot.port)) as rings:
        assert rings.wait_for(1)
        time.sleep(0.5)  # until it waits: to what it says on a line that is gone there would be an answer
        try:
            before_dovecot.vanish()
        except PermissionError:
            pytest.skip("only root may take a connection away without a word")
        assert rings.wait_for(2, seconds=8)
