"""The list and the page of a ticket, through HTTP."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import select

from copapp.bookings.models import Booking
from copapp.correspondence.models import Letter
from copapp.db import Database
from copapp.tickets.models import Draft, Ticket, TicketState
from tests.statements import counted
from tests.tickets.conftest import Arrive, Booked, request

HX = {"HX-Request": "true"}


def draft(database: Database, number: int = 0) -> Draft:
    with database.reading() as session:
        return session.exec(select(Draft).order_by(Draft.id)).all()[number]


def form(database: Database, **values: object) -> dict[str, object]:
    one = draft(database)
    usual = {
        "draft": one.id,
        "draft_version": f"{one.id}:{one.version}",
        "answer": "confirm",
        "letter_to": "anna@bursztyn.example",
        "letter_subject": "Re: Sala",
        "letter_body": "Dzień dobry, moje słowa.",
    }
    return {**usual, **values}


def test_a_row_says_who_what_when_and_whether_it_is_free(client: FlaskClient, arrive: Arrive) -> None:
    arrive(request())

    page = client.get("/tickets/").text

    for said in ("Stowarzyszenie Bursztynowy Szlak", "Anna Kowalska", "Sala na zebranie", "Sala wykładowa"):
        assert said in page
    assert "czw., 19.03, 17:00–19:00" in page
    assert "wolne" in page


def test_a_row_names_who_holds_the_room(client: FlaskClient, arrive: Arrive, booked: Booked) -> None:
    booked("2026-03-19T18:00", "2026-03-19T20:00")
    arrive(request())

    assert "zajęte: Jan Wójcik" in client.get("/tickets/").text


def test_the_list_asks_as_much_for_many_tickets_as_for_one(
    client: FlaskClient, centre: Database, arrive: Arrive
) -> None:
    arrive(request())
    with counted(centre) as one:
        client.get("/tickets/")
    for _ in range(5):
        arrive(request(), request(rooms=["workshop"]))
    with counted(centre) as many:
        client.get("/tickets/")

    assert len(many) == len(one)


@pytest.mark.parametrize("tab", ["new", "mine", "in_progress", "waiting", "closed", "nonsense"])
def test_an_empty_tab_helps(client: FlaskClient, centre: Database, tab: str) -> None:
    assert "empty-state" in client.get(f"/tickets/?tab={tab}").text


def test_the_page_marks_evidence_and_escapes_the_letter(client: FlaskClient, arrive: Arrive) -> None:
    ticket = arrive(request(), new_text="<script>alert(1)</script> będzie 25 osób")

    page = client.get(f"/tickets/{ticket.id}").text

    assert "<script>alert" not in page
    assert 'data-evidence="draft-1-attendees"' in page
    assert "25 osób</mark>" in page


def test_a_value_is_mended_in_place(client: FlaskClient, centre: Database, arrive: Arrive) -> None:
    ticket = arrive(request())

    answer = client.post(
        f"/tickets/{ticket.id}/drafts/1/slots",
        data={"version": 1, "day": "19.03.2026", "starts": "18", "ends": "20", "draft": 1},
        headers=HX,
    )

    assert answer.status_code == 200
    assert "18:00–20:00" in answer.text
    assert "odczytano:" in answer.text
    assert draft(centre).slots == [{"start": "2026-03-19T18:00", "end": "2026-03-19T20:00"}]


def test_a_value_is_mended_without_javascript(client: FlaskClient, centre: Database, arrive: Arrive) -> None:
    ticket = arrive(request())

    opened = client.get(f"/tickets/{ticket.id}/drafts/1/attendees")
    saved = client.post(f"/tickets/{ticket.id}/drafts/1/attendees", data={"version": 1, "attendees": "12"})

    assert "<html" in opened.text
    assert saved.status_code == 303
    assert draft(centre).attendees == 12


def test_what_is_wrong_is_told_and_stays_typed(client: FlaskClient, centre: Database, arrive: Arrive) -> None:
    ticket = arrive(request())

    answer = client.post(
        f"/tickets/{ticket.id}/drafts/1/slots",
        data={"version": 1, "day": ["19.03.2026", "31.04.2026"], "starts": ["18", "9"], "ends": ["20", "x"]},
        headers=HX,
    )

    assert answer.status_code == 422
    assert "Nie ma takiego dnia: 31 kwietnia 2026" in answer.text
    assert 'value="31.04.2026"' in answer.text
    assert 'value="x"' in answer.text
    assert draft(centre).version == 1


def test_a_stale_form_shows_both_values(client: FlaskClient, centre: Database, arrive: Arrive) -> None:
    ticket = arrive(request())
    url = f"/tickets/{ticket.id}/drafts/1/attendees"
    client.post(url, data={"version": 1, "attendees": "12"})

    answer = client.post(url, data={"version": 1, "attendees": "14"}, headers=HX)

    assert answer.status_code == 409
    assert "Teraz jest: <strong>12</strong>" in answer.text
    assert 'value="14"' in answer.text
    assert 'name="version" value="2"' in answer.text


def test_what_was_read_comes_back_with_one_click(client: FlaskClient, centre: Database, arrive: Arrive) -> None:
    ticket = arrive(request())
    client.post(f"/tickets/{ticket.id}/drafts/1/attendees", data={"version": 1, "attendees": "12"})

    client.post(f"/tickets/{ticket.id}/drafts/1/attendees/restore", data={"version": 2})

    assert draft(centre).attendees == 25


def test_an_unsure_value_asks_until_somebody_looked(client: FlaskClient, centre: Database, arrive: Arrive) -> None:
    ticket = arrive(request(), confidence={"requests/0/attendees": "unsure"})
    assert "Dobrze odczytane?" in client.get(f"/tickets/{ticket.id}").text

    client.post(f"/tickets/{ticket.id}/drafts/1/attendees/restore", data={"version": 1})

    assert "Dobrze odczytane?" not in client.get(f"/tickets/{ticket.id}").text


def test_mending_keeps_the_letter_that_somebody_typed(client: FlaskClient, arrive: Arrive, centre: Database) -> None:
    ticket = arrive(request())

    answer = client.post(
        f"/tickets/{ticket.id}/drafts/1/attendees",
        data=form(centre, version=1, attendees="12", letter_drawn="0000"),
        headers=HX,
    )

    assert "Dzień dobry, moje słowa." in answer.text
    assert "Treść zmieniona ręcznie." in answer.text


def test_confirming_sends_and_can_be_taken_back(client: FlaskClient, centre: Database, arrive: Arrive) -> None:
    ticket = arrive(request())

    answer = client.post(f"/tickets/{ticket.id}/answer", data=form(centre))
    page = client.get(f"/tickets/{ticket.id}").text

    assert answer.status_code == 303
    assert "Cofnij wysłanie" in page
    assert "załatwione" in page
    client.post(f"/tickets/{ticket.id}/letters/1/withdraw")
    with centre.reading() as session:
        assert [booking.holds for booking in session.exec(select(Booking))] == [False]


def test_a_conflict_keeps_the_letter_and_names_who(
    client: FlaskClient, centre: Database, arrive: Arrive, booked: Booked
) -> None:
    ticket = arrive(request())
    booked("2026-03-19T18:00", "2026-03-19T20:00")

    answer = client.post(f"/tickets/{ticket.id}/answer", data=form(centre))

    assert answer.status_code == 409
    assert "zajęte: Jan Wójcik, czwartek, 19 marca, 18:00–20:00" in answer.text
    assert "Dzień dobry, moje słowa." in answer.text
    with centre.reading() as session:
        assert session.exec(select(Letter)).all() == []


def test_a_wrong_address_is_told_beside_it(client: FlaskClient, centre: Database, arrive: Arrive) -> None:
    ticket = arrive(request())

    answer = client.post(f"/tickets/{ticket.id}/answer", data=form(centre, letter_to="nikt"))

    assert answer.status_code == 422
    assert 'value="nikt" autocomplete="off" spellcheck="false" aria-invalid="true"' in answer.text


def test_an_old_page_confirms_nothing(client: FlaskClient, centre: Database, arrive: Arrive) -> None:
    ticket = arrive(request())
    old = form(centre)
    client.post(f"/tickets/{ticket.id}/drafts/1/attendees", data={"version": 1, "attendees": "12"})

    answer = client.post(f"/tickets/{ticket.id}/answer", data=old)

    assert answer.status_code == 409
    assert "Niczego nie wysłano" in answer.text


def test_who_comes_second_keeps_the_letter(client: FlaskClient, centre: Database, arrive: Arrive) -> None:
    ticket = arrive(request())
    old = form(centre)
    client.post(f"/tickets/{ticket.id}/answer", data=old)

    answer = client.post(f"/tickets/{ticket.id}/answer", data={**old, "letter_body": "Drugi list."})

    assert answer.status_code == 409
    assert "Niczego nie wysłano" in answer.text
    assert "Drugi list." in answer.text


@pytest.mark.parametrize("number", ["0", "99", "2147483648", "99999999999999999999999"])
def test_no_such_number_is_not_found(client: FlaskClient, arrive: Arrive, number: str) -> None:
    ticket = arrive(request())

    assert client.get(f"/tickets/{number}").status_code == 404
    assert client.get(f"/tickets/{ticket.id}/drafts/{number}/slots").status_code == 404
    assert client.get(f"/tickets/{ticket.id}?draft={number}&slot={number}&booking={number}").status_code == 200
    assert client.get(f"/tickets/?page={number}").status_code == 200
    tampered = {**{"answer": "confirm", "letter_body": "x", "letter_to": "a@b.example"}, "draft_version": f"{number}:1"}
    assert client.post(f"/tickets/{ticket.id}/answer", data=tampered).status_code == 409


def test_taking_giving_noting_and_closing(client: FlaskClient, centre: Database, arrive: Arrive) -> None:
    ticket = arrive(request())
    client.post(f"/tickets/{ticket.id}/take")
    client.post(f"/tickets/{ticket.id}/sender/note", data={"version": 2, "text": "Zadzwonić <b>jutro</b>"})
    client.post(f"/tickets/{ticket.id}/state", data={"version": 3, "state": "done"})

    page = client.get(f"/tickets/{ticket.id}").text

    assert "prowadzisz Ty" in page
    assert "Zadzwonić &lt;b&gt;jutro&lt;/b&gt;" in page
    with centre.reading() as session:
        assert session.get_one(Ticket, ticket.id).state is TicketState.DONE
    assert "Prowadzi: <del>—</del>" in page


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("nip", "123", "To nie jest poprawny NIP"),
        ("krs", "abc", "Numer KRS ma 10 cyfr"),
        ("phone", "dzwonić", "To nie jest numer telefonu"),
        ("sender_address", "anna", "To nie jest adres e-mail"),
        ("contact_name", "x" * 10_000, "Najwyżej 200 znaków"),
    ],
)
def test_a_wrong_value_of_the_sender_stays_typed(
    client: FlaskClient, arrive: Arrive, field: str, typed: str, told: str
) -> None:
    ticket = arrive(request())

    answer = client.post(f"/tickets/{ticket.id}/sender/{field}", data={"version": 1, "text": typed}, headers=HX)

    assert answer.status_code == 422
    assert told in answer.text
    assert f'value="{typed}"' in answer.text


def test_a_new_organisation_is_remembered(client: FlaskClient, arrive: Arrive) -> None:
    sender = {"organisation": "Fundacja Nowe Drogi"}
    first = arrive(request(), sender=sender, from_address="nowe@drogi.example")
    client.post(f"/tickets/{first.id}/organisation", data={"version": 1})

    second = arrive(request(), sender={}, from_address="nowe@drogi.example", sha256="1" * 64)

    assert second.organisation_name == "Fundacja Nowe Drogi"


def test_an_organisation_of_a_like_name_is_proposed_and_one_click_makes_it_known(
    client: FlaskClient, centre: Database, arrive: Arrive
) -> None:
    first = arrive(request(), sender={"organisation": "Bursztynowy Szlak Kalisz"}, from_address="nowa@szlak.example")
    page = client.get(f"/tickets/{first.id}").text

    client.post(f"/tickets/{first.id}/organisation", data={"version": 1, "known": 1})
    after = client.get(f"/tickets/{first.id}").text
    second = arrive(request(), sender={}, from_address="nowa@szlak.example", sha256="1" * 64)

    assert "Stowarzyszenie Bursztynowy Szlak" in page and "podobna nazwa" in page
    assert "to inna, nowa" in page
    assert "ten sam adres e-mail" in after
    assert second.organisation_id == 1


def test_a_proposed_organisation_that_is_gone_is_said(client: FlaskClient, arrive: Arrive) -> None:
    ticket = arrive(request(), sender={"organisation": "Kto to wie"}, from_address="nowa@szlak.example")

    answer = client.post(f"/tickets/{ticket.id}/organisation", data={"version": 1, "known": 999})

    assert answer.status_code == 422
    assert "Tej organizacji już nie ma." in answer.text


def test_all_that_can_be_confirmed_is_offered_as_one_letter(client: FlaskClient, arrive: Arrive) -> None:
    ticket = arrive(request(), request(kind="advice", rooms=[], slots=[]))

    page = client.get(f"/tickets/{ticket.id}").text
    together = client.get(f"/tickets/{ticket.id}?together=1").text

    assert "Potwierdź wszystkie jednym listem" in page
    assert "2. Przyjęliśmy prośbę o poradę." in together
    assert together.count('name="draft_version"') == 2


def test_a_letter_withdrawn_elsewhere_offers_to_undo_the_rest(
    client: FlaskClient, centre: Database, arrive: Arrive
) -> None:
    ticket = arrive(request())
    client.post(f"/tickets/{ticket.id}/answer", data=form(centre))
    client.post("/machine-room/letters/1/withdraw")

    page = client.get(f"/tickets/{ticket.id}").text
    client.post(f"/tickets/{ticket.id}/letters/1/withdraw")

    assert "Cofnij też skutki" in page
    with centre.reading() as session:
        assert [booking.holds for booking in session.exec(select(Booking))] == [False]


def test_the_next_new_ticket_is_one_step_away(client: FlaskClient, centre: Database, arrive: Arrive) -> None:
    first, second = arrive(request()), arrive(request(), sha256="1" * 64)

    client.post(f"/tickets/{first.id}/answer", data=form(centre))

    assert f'id="next" href="/tickets/{second.id}"' in client.get(f"/tickets/{first.id}").text
