"""Taking in mail from a real Dovecot."""

import os
import signal
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import pytest
from imapclient import IMAPClient

from copapp.audit import WORKER
from copapp.correspondence import incoming
from copapp.correspondence.incoming import Place
from copapp.correspondence.models import MessageState
from copapp.db import Database
from mail_ingest.intake import Tally, reconcile
from mail_ingest.reader import read_raw
from mail_ingest.sources import Unreachable, WrongPassword
from mail_ingest.sources.imap import ImapSource
from tests.mail.killing import killed_at
from tests.mail.make import check, look, mail, settings_of
from tests.servers.dovecot import Dovecot, Mailbox


@pytest.fixture
def source(mailbox: Mailbox, tmp_path: Path) -> ImapSource:
    return ImapSource(settings_of(mailbox, tmp_path))


def nothing_known(_keys: object) -> set[str]:
    return set()


def test_a_message_becomes_a_ticket_and_is_marked_in_the_mailbox(
    database: Database, mailbox: Mailbox, source: ImapSource
) -> None:
    raw = mail()
    uid = mailbox.deliver(raw)

    tally = check(database, source)

    assert (tally.fetched, tally.stored, tally.tickets) == (1, 1, 1)
    seen = look(database)
    assert seen.raws == [raw]
    assert seen.places[0].uid == uid
    assert seen.places[0].uidvalidity == mailbox.uidvalidity()
    assert seen.places[0].mailbox_done
    assert mailbox.flags(uid) == {rb"\Seen", b"$COP"}


def test_a_second_check_finds_nothing_new(database: Database, mailbox: Mailbox, source: ImapSource) -> None:
    mailbox.deliver(mail())
    check(database, source)

    assert check(database, source).fetched == 0


def test_mail_that_a_person_has_read_in_webmail_comes_in_too(
    database: Database, mailbox: Mailbox, source: ImapSource
) -> None:
    uid = mailbox.deliver(mail())
    with mailbox.client("INBOX") as client:
        client.add_flags([uid], [rb"\Seen"])

    assert check(database, source).tickets == 1


def test_a_changed_uidvalidity_brings_in_what_is_new_and_repeats_nothing(
    database: Database, mailbox: Mailbox, source: ImapSource
) -> None:
    mailbox.deliver(mail(subject="pierwsza"))
    mailbox.deliver(mail(subject="druga"))
    check(database, source)
    mailbox.change_uidvalidity()
    mailbox.deliver(mail(subject="trzecia"))

    tally = check(database, source)

    assert (tally.fetched, tally.stored, tally.duplicates, tally.tickets) == (3, 1, 2, 1)
    seen = look(database)
    assert sorted(message.subject for message in seen.messages) == ["druga", "pierwsza", "trzecia"]
    assert len(seen.places) == 5
    assert check(database, source).fetched == 0


def test_a_message_that_another_client_expunges_meanwhile_is_passed_over(
    database: Database, mailbox: Mailbox, source: ImapSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    uids = [mailbox.deliver(mail(subject=name)) for name in ("zostaje", "znika", "też zostaje")]
    fetch = source._fetch

    def fetch_while_another_expunges(some: list[int], item: str) -> dict[int, dict[bytes, object]]:
        if item == "BODY.PEEK[]":
            with mailbox.client("INBOX") as client:
                client.delete_messages([uids[1]])
                client.expunge()
        return fetch(some, item)

    monkeypatch.setattr(source, "_fetch", fetch_while_another_expunges)

    assert check(database, source).tickets == 2
    assert [message.subject for message in look(database).messages] == ["zostaje", "też zostaje"]
    assert check(database, source).fetched == 0


def test_expunging_the_last_message_does_not_bring_back_the_one_before(
    database: Database, mailbox: Mailbox, source: ImapSource
) -> None:
    mailbox.deliver(mail())
    check(database, source)

    batches = list(source.batches(Place(mailbox.uidvalidity(), mailbox.uids()[-1] + 7), nothing_known))

    assert batches == []


def test_many_messages_come_in_batches_in_the_order_of_their_uids(
    database: Database, mailbox: Mailbox, source: ImapSource
) -> None:
    with mailbox.client() as client:
        for number in range(120):
            client.append("INBOX", mail(subject=str(number)))

    places = [batch.place.last_uid for batch in source.batches(Place(), nothing_known)]

    assert len(places) >= 3
    assert places == sorted(places)
    assert places[-1] == mailbox.uids()[-1]


def test_of_a_message_over_the_limit_the_headers_are_kept_and_it_says_so(
    database: Database, mailbox: Mailbox, tmp_path: Path
) -> None:
    source = ImapSource(settings_of(mailbox, tmp_path, COP_MESSAGE_LIMIT_MB="1"))
    mailbox.deliver(mail("x" * 60 + "\n" + "Załącznik.\n" * 120_000, subject="Wielka"))
    mailbox.deliver(mail(subject="Mała"))

    assert check(database, source).tickets == 2

    large, small = look(database).messages
    assert large.size > 1_000_000 > len(look(database).raws[0])
    assert large.subject == "Wielka"
    assert "Zachowano jej nagłówki" in large.problems[0]
    assert large.new_text == ""
    assert small.problems == []


@pytest.mark.parametrize("password", ["zle-haslo", "złe-hasło"])
def test_a_wrong_password_has_a_name_of_its_own(mailbox: Mailbox, tmp_path: Path, password: str) -> None:
    source = ImapSource(settings_of(mailbox, tmp_path, COP_IMAP_PASSWORD=password))

    with pytest.raises(WrongPassword, match="COP_IMAP_PASSWORD"):
        list(source.batches(Place(), nothing_known))


def test_a_password_beyond_ascii_is_sent_as_utf_8(
    database: Database, mailbox: Mailbox, source: ImapSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dovecot takes ASCII passwords only here; that PLAIN signs in at all shows with the right one."""
    mailbox.deliver(mail())
    monkeypatch.setattr("imapclient.IMAPClient.login", IMAPClient.plain_login)

    assert check(database, source).tickets == 1


def test_a_server_that_is_gone_is_unreachable_and_its_mail_comes_when_it_is_back(
    database: Database, dovecot: Dovecot, mailbox: Mailbox, source: ImapSource
) -> None:
    mailbox.deliver(mail())
    dovecot.stop(signal.SIGKILL)
    with pytest.raises(Unreachable):
        check(database, source)
    dovecot.start()

    assert check(database, source).tickets == 1


def test_a_server_that_says_nothing_is_given_up_after_the_timeout(mailbox: Mailbox, tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings = settings_of(
            mailbox, tmp_path, COP_IMAP_PORT=str(silent.getsockname()[1]), COP_MAIL_TIMEOUT_SECONDS="1"
        )

        with pytest.raises(Unreachable, match="nie odpowiada"):
            list(ImapSource(settings).batches(Place(), nothing_known))


@pytest.mark.parametrize("mode", ["on", "starttls"])
def test_tls_is_verified(database: Database, mailbox: Mailbox, tmp_path: Path, mode: str) -> None:
    port = mailbox.server.tls_port if mode == "on" else mailbox.server.port
    settings = settings_of(mailbox, tmp_path, COP_IMAP_TLS=mode, COP_IMAP_PORT=str(port))
    mailbox.deliver(mail())

    with pytest.raises(Unreachable, match="bezpieczne"):
        check(database, ImapSource(settings))
    assert check(database, ImapSource(settings, mailbox.server.trusting_context())).tickets == 1


def test_a_certificate_for_another_host_is_refused(mailbox: Mailbox, tmp_path: Path) -> None:
    context: ssl.SSLContext = mailbox.server.trusting_context()
    settings = settings_of(
        mailbox, tmp_path, COP_IMAP_TLS="on", COP_IMAP_PORT=str(mailbox.server.tls_port), COP_IMAP_HOST="127.0.0.2"
    )

    with pytest.raises(Unreachable):
        list(ImapSource(settings, context).batches(Place(), nothing_known))


def test_when_the_mailbox_cannot_be_told_nothing_is_read_again(
    database: Database, mailbox: Mailbox, source: ImapSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = mailbox.deliver(mail())

    def refuse(_taken: object) -> list[int]:
        raise Unreachable("pełna skrzynka")

    with monkeypatch.context() as patch:
        patch.setattr(source, "tell", refuse)
        assert check(database, source).tickets == 1
        assert check(database, source).fetched == 0
    assert mailbox.flags(uid) == set()

    assert check(database, source).fetched == 0
    assert rb"\Seen" in mailbox.flags(uid)
    assert len(look(database).tickets) == 1


def test_two_workers_on_one_folder_take_in_each_message_once(
    database: Database, mailbox: Mailbox, tmp_path: Path
) -> None:
    with mailbox.client() as client:
        for number in range(80):
            client.append("INBOX", mail(subject=str(number)))
    environ = {**os.environ, "COP_DATA": str(tmp_path), "COP_IMAP_HOST": mailbox.server.host, "COP_IMAP_TLS": "off"}
    environ |= {"COP_IMAP_PORT": str(mailbox.server.port), "COP_IMAP_USER": mailbox.user}
    environ |= {"COP_IMAP_PASSWORD": mailbox.password}
    command = [sys.executable, "-m", "tests.mail.rival", database.url]
    rivals = [subprocess.Popen(command, env=environ) for _ in range(2)]

    assert [rival.wait(timeout=120) for rival in rivals] == [0, 0]
    seen = look(database)
    assert len(seen.messages) == len(seen.tickets) == len(seen.places) == 80
    assert [place.uid for place in seen.places] == mailbox.uids()


def test_killed_between_any_two_steps_nothing_is_lost_and_nothing_comes_twice(
    database: Database, mailbox: Mailbox, source: ImapSource, tmp_path: Path
) -> None:
    """Each child kills itself at a step of its log; the next one goes on."""
    for number in range(4):
        mailbox.deliver(mail(subject=str(number)))
    settings = settings_of(mailbox, tmp_path)
    for step in ("step=stored", "step=opened", "step=told"):
        assert killed_at(step, lambda: check(Database(database.url), ImapSource(settings)))
        mailbox.deliver(mail(subject=f"po {step}"))

    check(database, source, read_raw)

    seen = look(database)
    assert sorted(message.subject for message in seen.messages) == sorted(
        [*"0123", "po step=stored", "po step=opened", "po step=told"]
    )
    assert len(seen.tickets) == 7
    assert seen.states() == [MessageState.READ] * 7
    assert all(rb"\Seen" in mailbox.flags(uid) for uid in mailbox.uids())


def test_a_look_through_the_whole_folder_finds_what_was_passed_over(
    database: Database, mailbox: Mailbox, source: ImapSource
) -> None:
    passed_over, taken = mailbox.deliver(mail()), mailbox.deliver(mail())
    with database.unit_of_work(WORKER) as session:  # as if the server had shown the first only after the second
        incoming.keep(session, source.folder, [], Place(mailbox.uidvalidity(), passed_over))
    check(database, source)
    assert [place.uid for place in look(database).places] == [taken]

    tally = Tally()
    reconcile(database, source, read_raw, tally)

    assert (tally.stored, tally.tickets) == (1, 1)
    assert sorted(place.uid or 0 for place in look(database).places) == [passed_over, taken]
    with database.reading() as session:
        assert incoming.place_of(session, source.folder).last_uid == taken


def test_mail_that_a_person_took_out_of_the_folder_is_noted_and_kept(
    database: Database, mailbox: Mailbox, source: ImapSource
) -> None:
    uids = [mailbox.deliver(mail()), mailbox.deliver(mail())]
    check(database, source)
    with mailbox.client("INBOX") as client:
        client.delete_messages([uids[0]])
        client.uid_expunge([uids[0]])

    reconcile(database, source, read_raw, Tally())
    again = Tally()
    reconcile(database, source, read_raw, again)

    assert [place.gone_at is not None for place in look(database).places] == [True, False]
    assert len(look(database).raws) == 2
    assert again.fetched == 0
