"""Suggestions, moves and their undoing, through HTTP."""

import pytest
from flask.testing import FlaskClient

from copapp.audit import WORKER
from copapp.config import Settings
from copapp.correspondence.bounces import Failure
from copapp.correspondence.models import Fault
from copapp.db import Database
from copapp.tickets import actions, queries
from copapp.tickets.letters import LetterText
from copapp.tickets.models import Draft, Why
from tests.tickets.conftest import ANNA, Arrive, reading, receive, request

STRANGE = {"sha256": "2" * 64, "message_id": "<b@x>", "from_address": "obcy@inny.example", "subject": "Odp: sala"}


@pytest.fixture
def suggested(centre: Database, arrive: Arrive) -> Database:
    arrive(request())
    arrive(request(kind="advice"), from_name="Obcy <b>", **STRANGE)
    with centre.unit_of_work(WORKER) as session:
        actions.suggest(session, 2, 1, Why.STRANGER)
    return centre


def where(database: Database, message_id: int = 2) -> int | None:
    with database.reading() as session:
        return queries.ticket_of_message(session, message_id)


def test_a_suggestion_asks_in_plain_words_and_escapes_the_sender(client: FlaskClient, suggested: Database) -> None:
    page = client.get("/tickets/2").text

    for said in ("To odpowiedź w", "zgłoszeniu nr 1", "Dołącz do niego", "kto w nim dotąd nie pisał"):
        assert said in page
    assert "Obcy <b>" not in page
    assert "To odpowiedź w" not in client.get("/tickets/1").text


def test_the_list_says_which_ticket_a_message_may_belong_to_until_a_person_has_decided(
    client: FlaskClient, suggested: Database
) -> None:
    assert client.get("/tickets/").text.count("może odpowiedź w nr 1") == 1

    client.post("/tickets/2/messages/2/decline")

    assert "może odpowiedź" not in client.get("/tickets/").text


def test_one_click_joins_and_one_takes_it_back(client: FlaskClient, suggested: Database) -> None:
    joined = client.post("/tickets/2/messages/2/join", follow_redirects=True)
    assert joined.request.path == "/tickets/1"
    assert where(suggested) == 1
    assert "przeniesiona ze" in joined.text
    assert "jest teraz w" in client.get("/tickets/2").text

    back = client.post("/tickets/1/moves/1/undo", follow_redirects=True)
    assert back.request.path == "/tickets/2"
    assert where(suggested) == 2
    assert "To odpowiedź w" in back.text


def test_no_can_be_thought_over(client: FlaskClient, suggested: Database) -> None:
    declined = client.post("/tickets/2/messages/2/decline", follow_redirects=True).text
    assert "to osobna sprawa" in declined and "Dołącz do niego" not in declined
    assert client.post("/tickets/2/messages/2/join").status_code == 409

    assert "Dołącz do niego" in client.post("/tickets/2/messages/2/reconsider", follow_redirects=True).text


def test_the_page_of_moving_tells_what_goes_along_and_where_it_may_go(client: FlaskClient, suggested: Database) -> None:
    page = client.get("/tickets/2/messages/2/move").text

    assert "Przejdzie z nią: porada" in page
    assert "nr 1</strong>" in page and "najnowsze" in page
    assert "Wydziel" not in page, "an only message is not split off"


def test_tickets_of_the_sender_and_the_organisation_come_first(client: FlaskClient, arrive: Arrive) -> None:
    arrive(request(), subject="Trzecia")
    arrive(request(), subject="Tej organizacji", from_address="anna@bursztyn.example")
    arrive(request(), subject="Obca", from_address="x@y.example")
    arrive(request(), subject="Tej pani", from_address="anna@bursztyn.example")

    page = client.get("/tickets/1/messages/1/move").text

    assert page.index("Tej pani") < page.index("Tej organizacji") < page.index("Obca")
    assert "ten sam nadawca" in page


@pytest.mark.parametrize("form", [{"to": "1"}, {"number": "nr 1", "to": "2"}])
def test_a_message_is_moved_by_choice_or_number(client: FlaskClient, suggested: Database, form: dict[str, str]) -> None:
    moved = client.post("/tickets/2/messages/2/move", data=form)

    assert moved.location == "/tickets/1"
    assert where(suggested) == 1


def test_a_wrong_number_is_told_and_moves_nothing(client: FlaskClient, suggested: Database) -> None:
    for form in ({}, {"number": "siedem"}, {"number": "99"}, {"number": "9" * 30}, {"to": "2"}):
        refused = client.post("/tickets/2/messages/2/move", data=form)

        assert refused.status_code == 422
        assert 'role="alert"' in refused.text
    assert where(suggested) == 2


def test_a_new_topic_is_split_off_with_one_click(client: FlaskClient, suggested: Database) -> None:
    with suggested.unit_of_work(WORKER) as session:
        message = receive(session, sha256="5" * 64, message_id="<e@x>", subject="Nowa sprawa")
        actions.continue_ticket(session, 1, message, reading(request(kind="advice")))

    done = client.post("/tickets/1/messages/3/move", data={"split": "1"}, follow_redirects=True)

    assert done.request.path == "/tickets/3"
    assert "wydzielona ze" in done.text
    assert "ma teraz własne" in client.get("/tickets/1").text


def test_the_history_of_both_tickets_tells_of_the_move(client: FlaskClient, suggested: Database) -> None:
    client.post("/tickets/2/messages/2/move", data={"to": "1"})

    assert "Przeniesienie wiadomości" in client.get("/tickets/2").text
    assert "Wiadomość z innego zgłoszenia" in client.get("/tickets/1").text


def test_a_message_of_another_ticket_is_not_moved_from_here(client: FlaskClient, suggested: Database) -> None:
    assert client.get("/tickets/1/messages/2/move").status_code == 404
    assert client.post("/tickets/1/messages/2/move", data={"to": "2"}).status_code == 409
    assert where(suggested) == 2


def test_a_letter_that_came_back_is_told_with_its_address_and_reason(
    client: FlaskClient, suggested: Database, settings: Settings
) -> None:
    with suggested.unit_of_work(ANNA) as session:
        letter = LetterText("anna@bursztyn.example", "Re", "Która sala?")
        sent = actions.ask_for_details(session, settings, 1, {1: session.get_one(Draft, 1).version}, letter)
        report = receive(session, sha256="7" * 64, message_id="<zwrot@x>")
        hard = Failure("anna+<b>@bursztyn.example", "5.1.1", Fault.NO_ADDRESS, hard=True, given_up=True)
        soft = Failure("kopia@bursztyn.example", "4.4.1", Fault.NO_ANSWER, hard=False, given_up=False)
        actions.letter_came_back(session, sent.id or 0, report.id or 0, [hard, soft])

    page = client.get("/tickets/1").text

    assert client.get("/tickets/?tab=in_progress").text.count("list nie dotarł") == 1
    assert "nie ma takiego adresu. Serwer odmówił na stałe" in page
    assert "jeszcze nie dotarł: serwer odbiorcy nie odpowiada" in page
    assert "anna+&lt;b&gt;@bursztyn.example" in page
    assert "w toku" in page
