"""The waiting list for a time that is taken, the time that becomes free, and drafts that want the same one."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import Session, select
from werkzeug.datastructures import MultiDict

from copapp import clock
from copapp.bookings import actions as bookings
from copapp.bookings import noting
from copapp.bookings.facts import Fact
from copapp.bookings.models import Booking
from copapp.config import Settings
from copapp.correspondence.models import Letter
from copapp.db import Database
from copapp.problems import Stale
from copapp.tickets import actions, waiting
from copapp.tickets.actions import NotReady
from copapp.tickets.letters import LetterText
from copapp.tickets.models import Draft, Ticket, TicketState
from tests.bookings.conftest import local
from tests.statements import counted
from tests.tickets.conftest import ANNA, Arrive, Booked, request

WANTED = ("2026-03-19T17:00", "2026-03-19T19:00")
TEXT = LetterText("a@b.example", "Sala", "Dzień dobry")
Free = Callable[[Session], object]


@pytest.fixture
def taken(arrive: Arrive, booked: Booked) -> Ticket:
    """A ticket that asks for the lecture hall at a time at which booking 1 holds it."""
    booked(*WANTED)
    return arrive(request())


def draft_of(centre: Database, ticket: Ticket) -> Draft:
    with centre.reading() as session:
        return session.exec(select(Draft).where(Draft.ticket_id == ticket.id)).one()


def put_on_list(centre: Database, settings: Settings, ticket: Ticket) -> Letter:
    draft = draft_of(centre, ticket)
    with centre.unit_of_work(ANNA) as session:
        return actions.wait_for_time(session, settings, ticket.id or 0, {draft.id or 0: draft.version}, TEXT)


def freed(centre: Database) -> list[int | None]:
    with centre.reading() as session:
        return [each.ticket.id for each in waiting.freed(session)]


def cancel(session: Session) -> object:
    return bookings.cancel_booking(session, 1, 1)


def move(session: Session) -> object:
    return bookings.move_booking(session, 1, 1, [4], local(WANTED[0]), local(WANTED[1]))


def test_who_waits_is_told_and_the_ticket_waits(centre: Database, settings: Settings, taken: Ticket) -> None:
    put_on_list(centre, settings, taken)
    assert draft_of(centre, taken).waiting_since == clock.now()
    with centre.reading() as session:
        assert session.get_one(Ticket, taken.id).state is TicketState.WAITING
    assert freed(centre) == []


@pytest.mark.parametrize("free", [cancel, move])
def test_a_time_that_is_let_go_shows_at_the_desk(
    centre: Database, settings: Settings, taken: Ticket, free: Free
) -> None:
    put_on_list(centre, settings, taken)
    with centre.unit_of_work(ANNA) as session:
        free(session)
    assert freed(centre) == [taken.id]


def test_an_early_end_frees_who_waits_for_the_rest(
    centre: Database, settings: Settings, arrive: Arrive, booked: Booked
) -> None:
    booked(*WANTED)
    late = arrive(request(slots=[{"start": "2026-03-19T18:30", "end": "2026-03-19T19:00"}]))
    put_on_list(centre, settings, late)
    with clock.stopped_at(local("2026-03-19T18:00")):
        with centre.unit_of_work(ANNA) as session:
            noting.note(session, 1, session.get_one(Booking, 1).version, Fact.OVER)
        assert freed(centre) == [late.id]
    with clock.stopped_at(local("2026-03-19T19:30")):
        assert freed(centre) == [], "what is past is no news"


def test_of_two_that_wait_the_first_stands_first(
    centre: Database, settings: Settings, taken: Ticket, arrive: Arrive
) -> None:
    second = arrive(request())
    put_on_list(centre, settings, taken)
    with clock.stopped_at(local("2026-03-17T10:00")):
        put_on_list(centre, settings, second)
        with centre.unit_of_work(ANNA) as session:
            cancel(session)
        with counted(centre) as statements:
            assert freed(centre) == [taken.id, second.id]
    assert len(statements) <= 6


def test_a_letter_taken_back_takes_off_the_list(centre: Database, settings: Settings, taken: Ticket) -> None:
    letter = put_on_list(centre, settings, taken)
    with centre.unit_of_work(ANNA) as session:
        actions.withdraw(session, taken.id or 0, letter.id or 0)
    assert draft_of(centre, taken).waiting_since is None


def test_nobody_waits_for_a_free_time_and_no_taken_one_is_offered(
    centre: Database, settings: Settings, taken: Ticket, arrive: Arrive
) -> None:
    free = arrive(request(slots=[{"start": "2026-03-20T10:00", "end": "2026-03-20T12:00"}]))
    with pytest.raises(NotReady):
        put_on_list(centre, settings, free)
    put_on_list(centre, settings, taken)
    draft = draft_of(centre, taken)
    with pytest.raises(Stale, match="znów zajęty"), centre.unit_of_work(ANNA) as session:
        actions.offer_freed(session, settings, taken.id or 0, {draft.id or 0: draft.version}, TEXT)


def page_of(client: FlaskClient, address: str) -> html.HtmlElement:
    return html.fromstring(client.get(address).text)


def send(client: FlaskClient, ticket: Ticket, page: html.HtmlElement) -> None:
    fields = MultiDict(page.get_element_by_id("answer-form").form_values())
    assert client.post(f"/tickets/{ticket.id}/answer", data=fields).status_code == 303


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_whole_way_over_the_pages(client: FlaskClient, centre: Database, taken: Ticket) -> None:
    page = page_of(client, f"/tickets/{taken.id}?answer=wait")
    assert "Wpisaliśmy Państwa na listę oczekujących" in page.get_element_by_id("letter_body").text_content()
    send(client, taken, page)
    assert "Na liście oczekujących" in client.get(f"/tickets/{taken.id}").text
    assert "Zwolniło się" not in client.get("/tickets/").text
    with centre.unit_of_work(ANNA) as session:
        cancel(session)
    (link,) = page_of(client, "/tickets/").xpath("//section[contains(@class, 'freed')]//a/@href")
    assert link in client.get("/tickets/freed").text.replace("&amp;", "&")
    page = page_of(client, link)
    assert "zwolnił się termin" in page.get_element_by_id("letter_body").text_content()
    send(client, taken, page)
    assert draft_of(centre, taken).waiting_since is None and freed(centre) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_one_is_struck_off_by_a_click(client: FlaskClient, centre: Database, settings: Settings, taken: Ticket) -> None:
    put_on_list(centre, settings, taken)
    draft = draft_of(centre, taken)
    path = f"/tickets/{taken.id}/drafts/{draft.id}/leave-list"
    assert client.post(path, data={"draft_version": 99}).status_code == 409
    client.post(path, data={"draft_version": draft.version})
    assert draft_of(centre, taken).waiting_since is None


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_who_wants_the_same_is_named_and_after_accepting_ruled_out(
    client: FlaskClient, centre: Database, arrive: Arrive
) -> None:
    first, second = arrive(request()), arrive(request(slots=[{"start": "2026-03-19T18:00", "end": "2026-03-19T20:00"}]))
    arrive(request(rooms=["open_space"]))
    arrive(request(slots=[{"start": "2026-03-19T19:00", "end": "2026-03-19T20:00"}]))
    page = page_of(client, f"/tickets/{first.id}")
    rivals = page.xpath("//section[contains(@class, 'rivals')]//a/@href")
    assert [f"/tickets/{second.id}?" in each for each in rivals] == [True]
    send(client, first, page)
    page = page_of(client, f"/tickets/{first.id}")
    heading = page.xpath("//section[contains(@class, 'rivals')]/h3")[0].text_content()
    assert "Przez to potwierdzenie nie zmieszczą się" in heading
    letter = page.xpath("//section[contains(@class, 'rivals')]//a[contains(@class, 'btn')]/@href")[0]
    assert "Możemy zaproponować" in page_of(client, letter).get_element_by_id("letter_body").text_content()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_workshop_of_two_is_no_rival_while_the_other_is_free(client: FlaskClient, arrive: Arrive) -> None:
    first, _either = arrive(request(rooms=["workshop_1"])), arrive(request(rooms=["workshop"]))
    assert not page_of(client, f"/tickets/{first.id}").xpath("//section[contains(@class, 'rivals')]")
