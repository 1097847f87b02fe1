"""A reply joins the ticket of the letter that it answers; whatever else may belong there is shown to a person."""

import uuid
from pathlib import Path

import pytest
from sqlmodel import col, select

from copapp import config
from copapp.audit import SYSTEM
from copapp.correspondence import actions
from copapp.correspondence.models import Letter
from copapp.db import Database
from copapp.tickets import actions as tickets
from copapp.tickets import queries
from copapp.tickets.models import Suggestion, TicketLetter, Why
from mail_ingest.intake import read_again
from mail_ingest.reader import read_raw
from mail_ingest.sources.maildir import MaildirSource, deliver
from mail_ingest.threading import FORGED, ticket_number
from tests.mail.make import check, look, mail


class Post:
    """One ticket with a letter of ours to its sender, and a mailbox to answer into."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.settings = config.load({"COP_DATA": str(folder)}, dotenv=None)
        database.settings = self.settings
        self.database, self.mailbox = database, folder / "mailbox"
        self.source = MaildirSource(self.mailbox, limit_bytes=40_000_000)
        self.receive(mail(message_id="<pierwsza@lokietek.example>"))
        with database.unit_of_work(SYSTEM) as session:
            letter: Letter = actions.queue_letter(
                session, self.settings, to_address="jadwiga@lokietek.example", subject="Re: Sala", body="Potwierdzamy."
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

    def suggestions(self) -> list[tuple[int, int, Why]]:
        """The messages that may belong elsewhere: number, ticket, reason."""
        with self.database.reading() as session:
            found = session.exec(select(Suggestion).order_by(col(Suggestion.id)))
            return [(each.message_id, each.ticket_id, each.why) for each in found]


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


def test_the_same_subject_proves_nothing(post: Post) -> None:
    assert post.receive(mail("Dziękuję!", subject="Re: Sala na zebranie")) == 2
    assert post.suggestions() == []


def test_a_letter_from_before_ids_were_signed_still_threads(post: Post) -> None:
    with post.database.unit_of_work(SYSTEM) as session:
        letter = session.exec(select(Letter)).one()
        letter.message_id = f"<{uuid.uuid4()}@um.kalisz.pl>"
    old_id = letter.message_id

    assert post.receive(mail("Dziękuję!", In_Reply_To=old_id)) == 1


def test_a_letter_signed_with_an_earlier_key_still_threads(post: Post, tmp_path: Path) -> None:
    post.database.settings = config.load({"COP_DATA": str(tmp_path), "COP_SECRET_KEY": "nowy"}, dotenv=None)

    assert post.receive(mail("Dziękuję!", In_Reply_To=post.our_id)) == 1


def test_a_reply_from_a_stranger_stays_out_and_is_shown_to_a_person(post: Post) -> None:
    stranger = mail("Proszę o odwołanie.", sender="Obcy <obcy@inny.example>", In_Reply_To=post.our_id)

    assert post.receive(stranger) == 2
    assert post.suggestions() == [(2, 1, Why.STRANGER)]


def test_a_made_up_id_stays_out_even_from_the_sender_of_the_ticket(post: Post) -> None:
    forged = post.our_id.rpartition("@")[0][:-16] + "A" * 16 + "@um.kalisz.pl>"

    assert post.receive(mail("Tak.", In_Reply_To=forged)) == 2
    assert post.suggestions() == [(2, 1, Why.FORGED)]


def test_an_id_made_up_out_of_nothing_suggests_nothing_and_is_told(post: Post) -> None:
    forged = f"<cop.{'x' * 16}.{'y' * 16}@um.kalisz.pl>"

    assert post.receive(mail("Tak.", In_Reply_To=forged)) == 2
    assert post.suggestions() == []
    assert FORGED in look(post.database).messages[-1].problems


def test_our_number_in_the_subject_is_only_a_suggestion(post: Post) -> None:
    assert post.receive(mail("Proszę o odwołanie.", subject="Re: Dostaliśmy wiadomość (zgłoszenie nr 1)")) == 2
    assert post.receive(mail("Proszę o odwołanie.", subject="Zgłoszenie nr 77")) == 3
    assert post.suggestions() == [(2, 1, Why.NUMBER)]


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("Re: Dostaliśmy Państwa wiadomość (zgłoszenie nr 23)", 23),
        ("zgloszenie numer 23 - sala", 23),
        ("[COP-23] sala", 23),
        ("odwołanie zgłoszenia nr. 23", 23),
        ("Sala warsztatowa nr 1", None),
        ("Uchwała nr 23/2026", None),
        ("Zgłoszenie 23", None),
        ("zgłoszenie nr 1234567890", None),
        ("zgłoszenie nr " + "1" * 100_000, None),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_tickets_number_is_told_from_other_numbers(subject: str, number: int | None) -> None:
    assert ticket_number(subject) == number


def test_a_reply_to_a_message_of_a_ticket_is_only_a_suggestion(post: Post) -> None:
    assert post.receive(mail("I jeszcze rzutnik.", In_Reply_To="<pierwsza@lokietek.example>")) == 2
    assert post.suggestions() == [(2, 1, Why.FOLLOWS)]


def test_read_again_a_message_is_suggested_once(post: Post) -> None:
    post.receive(mail("Tak.", sender="Obcy <obcy@inny.example>", In_Reply_To=post.our_id))
    read_again(post.database, read_raw, 2)

    assert post.suggestions() == [(2, 1, Why.STRANGER)]


def test_after_a_person_let_a_stranger_in_the_next_reply_comes_by_itself(post: Post) -> None:
    stranger = "Obcy <obcy@inny.example>"
    post.receive(mail("Piszę za Jadwigę.", sender=stranger, In_Reply_To=post.our_id))
    with post.database.unit_of_work(SYSTEM) as session:
        tickets.accept(session, 2, 2)

    assert post.receive(mail("I jeszcze to.", sender=stranger, In_Reply_To=post.our_id)) == 1


def test_a_reply_to_a_letter_of_an_emptied_ticket_goes_where_its_messages_went(post: Post) -> None:
    post.receive(mail("To samo w nowym wątku."))
    with post.database.unit_of_work(SYSTEM) as session:
        tickets.move_message(session, 1, 1, 2)

    assert post.receive(mail("Dziękuję!", In_Reply_To=post.our_id)) == 2


def test_the_address_is_compared_without_regard_to_case(post: Post) -> None:
    assert post.receive(mail("Tak.", sender="Jadwiga <JADWIGA@Lokietek.example>", In_Reply_To=post.our_id)) == 1


def test_an_automatic_answer_enters_no_ticket(post: Post) -> None:
    away = mail("Jestem na urlopie.", In_Reply_To=post.our_id, Auto_Submitted="auto-replied")

    assert post.receive(away) is None
