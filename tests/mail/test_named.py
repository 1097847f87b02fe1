"""Hundreds of broken and hostile messages: each is stored once, becomes what it should, and is harmless to look at."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html as lxml_html
from sqlmodel import Session, col, select

from copapp.correspondence.models import Attachment, Message, MessageSource, MessageState
from copapp.correspondence.piles import Pile
from copapp.db import Database
from copapp.tickets.models import TicketMessage
from mail_ingest.content import LONGEST_LINE
from mail_ingest.reader import BoundedReader
from mail_ingest.sources.imap import ImapSource
from mail_ingest.sources.maildir import MaildirSource, deliver
from tests.mail.make import check, look, settings_of
from tests.mail.named import CLASSES, MESSAGES
from tests.mail.named.files import NAMES
from tests.mail.named.headers import FROM, SUBJECTS
from tests.mail.named.letter import Named
from tests.mail.named.markup import MARKUP
from tests.servers.dovecot import Mailbox

Key = int | str
LONGEST_SHOWN = 20_000
"""Bytes of the messages that are opened as pages: larger ones differ in their size only."""
ACTING = ("script", "style", "object", "embed", "base", "meta", "link", "audio", "video")
LOADING = ("href", "src", "action", "formaction", "srcset", "data", "poster", "background", "xlink:href")
OURS = re.compile(r"/(?!/)|\?|#|$")


@pytest.fixture(scope="module")
def reader() -> Iterator[BoundedReader]:
    """The reading process of the worker itself."""
    reader = BoundedReader()
    yield reader
    reader.close()


def test_there_are_many_and_no_two_share_a_name() -> None:
    assert len(MESSAGES) == sum(map(len, CLASSES)) >= 250


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_from_a_mail_server_each_is_stored_once_and_becomes_what_it_should(
    database: Database, mailbox: Mailbox, tmp_path: Path, reader: BoundedReader
) -> None:
    # No message that comes over IMAP has NULs, or nothing in it (RFC 3501, 4.3).
    sent = {name: named.raw for name, named in MESSAGES.items() if named.raw and b"\0" not in named.raw}
    with mailbox.client("INBOX") as client:
        for raw in sent.values():
            client.append("INBOX", raw)
    source = ImapSource(settings_of(mailbox, tmp_path))

    tally = check(database, source, reader)
    mailbox.change_uidvalidity()
    again = check(database, source, reader)

    assert (tally.fetched, tally.stored) == (len(sent), len(sent))
    assert (again.fetched, again.stored) == (len(sent), 0)
    assert differences(database, dict(enumerate(sent, 1))) == {}


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_from_a_maildir_each_is_stored_once_byte_for_byte_and_becomes_what_it_should(
    database: Database, tmp_path: Path, reader: BoundedReader
) -> None:
    source, names = delivered(tmp_path, MESSAGES)

    check(database, source, reader)
    check(database, source, reader)

    assert sorted(look(database).raws) == sorted(named.raw for named in MESSAGES.values())
    assert differences(database, names) == {}


def delivered(folder: Path, messages: Iterable[str]) -> tuple[MaildirSource, dict[Key, str]]:
    """A Maildir with these messages, and their names by those of the files."""
    path = folder / "mailbox"
    names = {deliver(path, MESSAGES[name].raw, f"{number:04}.x"): name for number, name in enumerate(messages)}
    return MaildirSource(path, limit_bytes=40_000_000), dict(names)


def differences(database: Database, names: dict[Key, str]) -> dict[str, list[object]]:
    """What became of each message otherwise than it should; `names` by UIDs or unique names of files."""
    with database.reading() as session:
        ids = numbers(session, names)
        tickets = set(session.exec(select(TicketMessage.message_id)))
        found = {}
        for name, message_id in ids.items():
            files = session.exec(
                select(Attachment.filename).where(Attachment.message_id == message_id).order_by(col(Attachment.id))
            )
            found[name] = unlike(
                MESSAGES[name], session.get_one(Message, message_id), message_id in tickets, tuple(files)
            )
        assert len(ids) == len(set(ids.values())) == len(names)
        return {name: each for name, each in found.items() if each}


def numbers(session: Session, names: dict[Key, str]) -> dict[str, int]:
    """The number of each message, by its first place."""
    places = session.exec(select(MessageSource).order_by(col(MessageSource.id)))
    return {names[place.uid or place.source_key or ""]: place.message_id for place in islice(places, len(names))}


def unlike(named: Named, message: Message, has_ticket: bool, files: tuple[str, ...]) -> list[object]:
    """All in which a stored message is not as it should be."""
    became = message.state.value if message.state is not MessageState.READ else str(message.disposition)
    told = "\n".join([*message.problems, message.quarantine_reason])
    kept = became != "duplicate"
    return [
        *([became] if became != named.is_ else []),
        *([has_ticket] if has_ticket != (named.is_ == "request") else []),
        *([message.new_text[:200]] if named.says not in message.new_text else []),
        *([told] if named.told not in told else []),
        *([message.subject[:200]] if message.subject != named.subject[:LONGEST_LINE] else []),
        *([message.from_address] if message.from_address != named.sender else []),
        *([files] if kept and named.files is not None and files != named.files else []),
    ]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_page_of_any_holds_anything_that_acts(client: FlaskClient, database: Database, tmp_path: Path) -> None:
    source, names = delivered(tmp_path, [name for name, each in MESSAGES.items() if len(each.raw) < LONGEST_SHOWN])
    check(database, source)
    with database.reading() as session:
        ids = numbers(session, names)
        tickets = dict(session.exec(select(TicketMessage.message_id, TicketMessage.ticket_id)).all())
    pages = {(name, f"/machine-room/messages/{number}") for name, number in ids.items()}
    marked = [ids[name] for name in (*MARKUP, *FROM, *SUBJECTS, *NAMES) if name in ids]
    pages |= {("a ticket", f"/tickets/{tickets[number]}") for number in marked}
    pages |= {("a list", f"/machine-room/messages/{pile}") for pile in Pile} | {("the list", "/tickets/?tab=new")}

    assert {page: found for page in pages if (found := acting(client, page[1]))} == {}


def acting(client: FlaskClient, address: str) -> list[str]:
    """What on a page could run, load or lead away; the status of the answer if it is no page."""
    answer = client.get(address)
    if answer.status_code != 200:
        return [str(answer.status_code)]
    (main,) = lxml_html.document_fromstring(answer.text).xpath("//main")
    elements = [element for element in main.iter() if isinstance(element.tag, str)]
    previews = main.xpath(".//details[@class='preview']/img")
    tags = [
        element.tag
        for element in elements
        if element.tag in ACTING or (element.tag == "img" and element not in previews)
    ]
    return tags + [
        f"{name}={value}"
        for element in elements
        for name, value in element.items()
        if name.startswith(("on", "hx-on")) or name == "srcdoc" or (name in LOADING and not OURS.match(value))
    ]
