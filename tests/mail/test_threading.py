"""A reply joins the ticket of the letter that it answers; nothing else does."""

from pathlib import Path

import pytest

from copapp import config
from copapp.audit import SYSTEM
from copapp.correspondence import actions
from copapp.correspondence.models import Letter
from copapp.db import Database
from copapp.tickets import queries
from copapp.tickets.models import TicketLetter
from mail_ingest.sources.maildir import MaildirSource, deliver
from tests.mail.make import check, look, mail


class Post:
    """One ticket with a letter of ours to its sender, and a mailbox to answer into."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.mailbox = database, folder / "mailbox"
        self.source = MaildirSource(self.mailbox, limit_bytes=40_000_000)
        self.receive(mail(message_id="<pierwsza@lokietek.example>"))
        with database.unit_of_work(SYSTEM) as session:
            settings = config.load({"COP_DATA": str(folder)}, dotenv=None)
            letter: Letter = actions.queue_letter(
                session, settings, to_address="jadwiga@lokietek.example", subject="Re: Sala", body="Potwierdzamy."
            )
            assert letter.id is not None
            session.add(TicketLetter(letter_id=letter.id, ticket_id=1))
        self.our_id = letter.message_id

    def receive(self, raw: bytes) -> int | None:
        """Take in one message; gives the ticket that it stands on."""
        deliver(self.mailbox, raw)
        check(self.database, self.source)
        with self.database.reading() as session:
            return queries.ticket_of_message(session, look(self.database).messages[-1].id or 0)


@pytest.fixture
def post(database: Database, tmp_path: Path) -> Post:
    return Post(database, tmp_path)


@pytest.mark.parametrize("header", ["In_Reply_To", "References"])
def test_a_reply_to_our_letter_continues_its_ticket_whatever_the_subject(post: Post, header: str) -> None:
    assert post.receive(mail("Dziękuję!", subject="Coś innego", **{header: post.our_id})) == 1
    assert len(look(post.database).tickets) == 1


def test_our_id_is_found_among_many_references(post: Post) -> None:
    chain = " ".join(f"<{number}@obce.example>" for number in range(30))

    assert post.receive(mail("Dziękuję!", References=f"{chain} {post.our_id} <ostatni@obce.example>")) == 1


def test_the_subject_alone_or_a_foreign_id_proves_nothing(post: Post) -> None:
    assert post.receive(mail("Dziękuję!", subject="Re: Sala na zebranie")) == 2
    assert post.receive(mail("Dziękuję!", In_Reply_To="<pierwsza@lokietek.example>")) == 3


def test_a_reply_from_a_stranger_stays_out_and_says_where_it_may_belong(post: Post) -> None:
    stranger = mail("Proszę o odwołanie.", sender="Obcy <obcy@inny.example>", In_Reply_To=post.our_id)

    assert post.receive(stranger) == 2
    assert any("zgłoszenia nr 1" in problem for problem in look(post.database).messages[-1].problems)


def test_the_address_is_compared_without_regard_to_case(post: Post) -> None:
    assert post.receive(mail("Tak.", sender="Jadwiga <JADWIGA@Lokietek.example>", In_Reply_To=post.our_id)) == 1


def test_an_automatic_answer_enters_no_ticket(post: Post) -> None:
    away = mail("Jestem na urlopie.", In_Reply_To=post.our_id, Auto_Submitted="auto-replied")

    assert post.receive(away) is None
