"""Where a message goes once it was read."""

from pathlib import Path

import pytest
from sqlmodel import select

from copapp import config
from copapp.audit import SYSTEM
from copapp.correspondence import queries
from copapp.db import Database
from copapp.tickets.models import Draft, Ticket, TicketState
from tests.mail.make import look, mail
from tests.mail.test_threading import Post


@pytest.fixture
def post(database: Database, tmp_path: Path) -> Post:
    """A closed ticket with a letter of ours."""
    post = Post(database, tmp_path)
    with database.unit_of_work(SYSTEM) as session:
        session.get_one(Ticket, 1).state = TicketState.DONE
    return post


MACHINE: dict[str, dict[str, str]] = {
    "Auto-Submitted": {"Auto_Submitted": "auto-replied"},
    "receipt": {"subject": "Przeczytano: Re: Sala"},
    "automatic answer": {"subject": "Odpowiedź automatyczna: Sala"},
    "null sender": {"Return_Path": "<>"},
    "mail system": {"sender": "MAILER-DAEMON@lokietek.example"},
    "precedence": {"Precedence": "auto_reply"},
}


def test_machine_mail_never_reopens_a_ticket_and_never_gets_an_answer(post: Post, tmp_path: Path) -> None:
    post.database.settings = config.load({"COP_DATA": str(tmp_path), "COP_ACKNOWLEDGE_DAYS": "3"}, dotenv=None)
    for headers in MACHINE.values():
        assert post.receive(mail("Dziękuję za list.", In_Reply_To=post.our_id, **headers)) is None

    with post.database.reading() as session:
        assert session.get_one(Ticket, 1).state is TicketState.DONE
        assert sum(queries.counts(session).letters.values()) == 1, "the letter that was there before"
        assert queries.counts(session).machine == len(MACHINE)
    assert len(look(post.database).tickets) == 1


def test_a_persons_reply_reopens_it(post: Post) -> None:
    assert post.receive(mail("Dziękuję, a co z rzutnikiem?", In_Reply_To=post.our_id)) == 1
    with post.database.reading() as session:
        assert session.get_one(Ticket, 1).state is TicketState.NEW


def test_several_requests_of_one_message_stay_together(post: Post) -> None:
    number = post.receive(
        mail(
            "Dzień dobry,\n\n1. prosimy o salę wykładową 19 marca 2026 w godz. 17-19 dla 20 osób.\n"
            "2. Prosimy też o poradę prawną w sprawie zmiany statutu.\n\nJadwiga Wrona\n"
        )
    )

    with post.database.reading() as session:
        drafts = session.exec(select(Draft).where(Draft.ticket_id == number)).all()
    assert {draft.kind for draft in drafts} == {"booking", "advice"}
    assert len(look(post.database).tickets) == 2
