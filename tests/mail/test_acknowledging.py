"""An acknowledgement goes to people, once, within its caps, and never into a loop."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlmodel import col, select

from copapp import clock, config
from copapp.correspondence.models import Letter, MessageState
from copapp.db import Database
from copapp.tickets.actions.acknowledging import ADDRESS_A_DAY
from copapp.tickets.models import TicketLetter
from mail_ingest.acknowledging import dmarc, may_be_acknowledged
from mail_ingest.intake import read_again
from mail_ingest.message import parse_message
from mail_ingest.reader import read_raw
from mail_ingest.sources.maildir import MaildirSource, deliver
from tests.mail.make import check, look, mail

NOW = datetime.fromisoformat("2026-03-09T11:00:00+01:00")
OURS = "mx.um.kalisz.pl"


@pytest.fixture(autouse=True)
def stopped_clock() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


class Mailbox:
    """A mailbox whose messages are taken in as the settings say."""

    def __init__(self, database: Database, folder: Path, **more: str) -> None:
        environ = {"COP_DATA": str(folder), "COP_ACKNOWLEDGE_DAYS": "3", "COP_AUTHSERV_ID": OURS, **more}
        database.settings = config.load(environ, dotenv=None)
        self.database, self.folder = database, folder / "mailbox"
        self.source = MaildirSource(self.folder, limit_bytes=40_000_000)

    def receive(self, *raws: bytes) -> list[Letter]:
        """Take in messages; gives all letters that wait to leave."""
        for raw in raws:
            deliver(self.folder, raw)
        check(self.database, self.source)
        with self.database.reading() as session:
            return list(session.exec(select(Letter).order_by(col(Letter.id))))


@pytest.fixture
def box(database: Database, tmp_path: Path) -> Mailbox:
    return Mailbox(database, tmp_path)


def test_it_is_off_until_somebody_switches_it_on(database: Database, tmp_path: Path) -> None:
    assert Mailbox(database, tmp_path, COP_ACKNOWLEDGE_DAYS="0").receive(mail()) == []


def test_it_says_by_when_we_answer_and_nothing_of_the_sender(box: Mailbox) -> None:
    (letter,) = box.receive(
        mail(
            "Kanarek w treści.", subject="Kanarek", sender="Kanarek <k@ngo.example>", message_id="<pytanie@ngo.example>"
        )
    )

    assert letter.to_address == "k@ngo.example"
    assert "Odpowiemy do 12 marca 2026 r. (czwartek)." in letter.body
    sent = message_from_bytes(letter.raw, policy=policy.default)
    assert sent["Auto-Submitted"] == "auto-replied"
    assert sent["Subject"] == "Dostaliśmy Państwa wiadomość (zgłoszenie nr 1)"
    assert sent["In-Reply-To"] == "<pytanie@ngo.example>"
    assert "kanarek" not in str(sent).lower()
    with box.database.reading() as session:
        assert [(row.ticket_id, row.action) for row in session.exec(select(TicketLetter))] == [(1, "acknowledge")]


def test_a_reply_to_it_continues_the_ticket_without_another(box: Mailbox) -> None:
    (letter,) = box.receive(mail())

    assert len(box.receive(mail("Dodam, że będzie 15 osób.", In_Reply_To=letter.message_id))) == 1
    assert len(look(box.database).tickets) == 1


def test_what_was_known_already_gets_none(box: Mailbox) -> None:
    raw = mail(message_id="<raz@ngo.example>")
    assert len(box.receive(raw)) == 1
    assert (
        len(box.receive(b"Received: from a by b\r\n" + raw, mail("Inna treść.", message_id="<raz@ngo.example>"))) == 1
    )
    read_again(box.database, read_raw, 1)
    assert len(box.receive()) == 1
    assert look(box.database).states().count(MessageState.DUPLICATE) == 1


def test_one_address_gets_so_many_a_day_and_again_the_day_after(box: Mailbox) -> None:
    for label in ("", "+b", "+c", "+d"):
        box.receive(mail(subject=f"Sala {label}", sender=f"jan{label}@ngo.example"))
    assert len(box.receive()) == ADDRESS_A_DAY

    with clock.stopped_at(NOW + timedelta(days=1, minutes=1)):
        box.receive(mail(sender="jan@ngo.example", date="Tue, 10 Mar 2026 10:30:00 +0100"))
    assert len(box.receive()) == ADDRESS_A_DAY + 1


@pytest.mark.parametrize(("cap", "sent"), [("DOMAIN_A_DAY", 2), ("ALL_A_DAY", 3)])
def test_a_domain_and_all_together_are_capped(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch, cap: str, sent: int
) -> None:
    monkeypatch.setattr(f"copapp.tickets.actions.acknowledging.{cap}", sent)

    letters = box.receive(*(mail(subject=str(n), sender=f"osoba{n}@ngo.example") for n in range(5)))

    assert len(letters) == sent


@pytest.mark.parametrize("quiet", [True, False])
def test_an_auto_responder_makes_no_loop(box: Mailbox, quiet: bool) -> None:
    """The worst one: it answers everything, under a new subject, without a header that tells what it is."""
    letters = box.receive(mail())
    for number in range(8):
        answer = letters[-1]
        headers = {} if quiet else {"In_Reply_To": answer.message_id}
        letters = box.receive(mail(f"Dziękuję za list nr {number}.", subject=f"Dziękuję {number}", **headers))

    assert len(letters) == (ADDRESS_A_DAY if quiet else 1)


SPEAKS_AGAINST = {
    "Auto-Submitted": {"Auto_Submitted": "auto-generated"},
    "Precedence: list": {"Precedence": "list"},
    "List-Id": {"List_Id": "<lista.example>"},
    "List-Unsubscribe": {"List_Unsubscribe": "<mailto:x@y.example>"},
    "null sender": {"Return_Path": "<>"},
    "sent by a mail system": {"Return_Path": "<MAILER-DAEMON@x.example>"},
    "X-Auto-Response-Suppress": {"X_Auto_Response_Suppress": "OOF, AutoReply"},
    "X-Loop": {"X_Loop": "tak"},
    "noreply": {"sender": "noreply@x.example"},
    "nie odpowiadaj": {"sender": "nie-odpowiadaj@x.example"},
    "list manager": {"sender": "lista-request@x.example"},
    "ourselves": {"sender": "Centrum <COP@um.kalisz.pl>"},
    "ourselves, labelled": {"sender": "cop+sala@um.kalisz.pl"},
    "no address": {"sender": "Jan"},
    "answers go elsewhere": {"Reply_To": "ofiara@inny.example"},
    "old": {"date": "Fri, 6 Mar 2026 10:00:00 +0100"},
    "DMARC fails": {"Authentication_Results": f"{OURS}; spf=pass; dmarc=fail (p=none) header.from=ngo.example"},
    "DMARC unsure": {"Authentication_Results": f"{OURS.upper()} 1; dmarc = temperror"},
}


def judged(raw: bytes, stored_at: datetime = NOW) -> bool:
    environ = {"COP_DATA": "/nonexistent", "COP_SECRET_KEY": "x", "COP_AUTHSERV_ID": OURS}
    return may_be_acknowledged(parse_message(raw), config.load(environ, dotenv=None), stored_at, NOW)


@pytest.mark.parametrize("case", SPEAKS_AGAINST)
def test_when_anything_speaks_against_it_none_goes_out(case: str) -> None:
    assert not judged(mail(**SPEAKS_AGAINST[case]))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Auto_Submitted": "no"},
        {"Return_Path": "<jadwiga@lokietek.example>"},
        {"Reply_To": "Jadwiga <Jadwiga@lokietek.example>"},
        {"X_Auto_Response_Suppress": "None"},
        {"Authentication_Results": f"{OURS}; dmarc=pass header.from=lokietek.example"},
        {"Authentication_Results": "obcy.example; dmarc=fail"},
        {"Authentication_Results": f"obcy.example ({OURS}); dmarc=fail"},
    ],
)
def test_a_persons_letter_may_be_acknowledged(headers: dict[str, str]) -> None:
    assert judged(mail(**headers))


def test_a_message_that_lay_here_for_long_gets_none_whatever_its_date() -> None:
    assert not judged(mail(), stored_at=NOW - timedelta(days=3))


def test_the_result_that_our_server_wrote_last_counts() -> None:
    ours, forged = f"{OURS}; dmarc=fail", f"{OURS}; dmarc=pass"
    raw = b"".join(f"Authentication-Results: {each}\r\n".encode() for each in (ours, forged)) + mail()

    assert dmarc(parse_message(raw), OURS) == "fail"
    assert dmarc(parse_message(raw), "") == "none"
