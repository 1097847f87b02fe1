"""The calendar over HTTP: with HTMX and without, right input and wrong, two editors at once."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlmodel import select

from copapp import clock, web
from copapp.audit import SYSTEM
from copapp.bookings import premises
from copapp.bookings.models import Booking, BookingState, Room
from copapp.db import Database
from copapp.organisations.models import Organisation
from tests.bookings.conftest import local
from tests.bookings.desk import HTMX, Desk, beside, value

# What differs between the databases is tested with the actions and the queries.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _still(centre: Database) -> Iterator[None]:
    """The clock stands on a working Tuesday morning, in a furnished centre."""
    with clock.stopped_at(local("2026-11-24T07:30")):
        yield


def test_today_leads_to_the_day(desk: Desk) -> None:
    assert desk.client.get("/bookings/").location == "/bookings/day/2026-11-24"


@pytest.mark.parametrize(
    "path", ["/bookings/day/2026-11-24", "/bookings/week/2026-11-24", "/bookings/day/29.11.2026", "/bookings/new"]
)
def test_pages_are_whole_and_their_fragments_are_not(desk: Desk, path: str) -> None:
    whole, part = desk.client.get(path), desk.client.get(path, headers=HTMX)
    assert (whole.status_code, part.status_code) == (200, 200)
    assert "<html" in whole.text
    assert "<html" not in part.text


@pytest.mark.parametrize("day", ["2026-02-30", "jutro", "0001-01-01", "9999-12-31", "2026-11-24T10:00"])
def test_days_that_do_not_exist_are_not_found(desk: Desk, day: str) -> None:
    for view in ("day", "week"):
        assert desk.client.get(f"/bookings/{view}/{day}").status_code == 404


def test_every_day_of_a_week_leads_to_its_monday(desk: Desk) -> None:
    assert "23–29 listopada 2026" in desk.client.get("/bookings/week/2026-11-29").text


def test_jumping_reads_days_as_people_write_them(desk: Desk) -> None:
    jumped = desk.client.get("/bookings/jump?shown=week/2026-11-23&day=3.12.2026")
    assert jumped.location == "/bookings/week/2026-11-30"
    wrong = desk.client.get("/bookings/jump?shown=day/2026-11-24&day=31.04.2026")
    assert wrong.status_code == 422
    assert "Nie ma takiego dnia: 31 kwietnia 2026." in wrong.text
    assert 'value="31.04.2026"' in wrong.text


def test_a_free_place_opens_the_form_filled(desk: Desk) -> None:
    desk.made(starts="12:00", ends="14:00")
    html = desk.client.get("/bookings/new?day=2026-11-24&room=1&from=11:00", headers=HTMX).text
    assert (value(html, "day"), value(html, "starts"), value(html, "ends")) == ("24.11.2026", "11:00", "12:00")
    assert re.search(r'name="rooms" value="1" checked', html)


def test_a_booking_is_made_in_place(desk: Desk) -> None:
    answer = desk.send(rooms=["1", "3"], attendees="40", equipment=["projector"], contact_name="Jan Kowalski")
    assert answer.status_code == 200
    assert "Zapisano." in answer.text
    assert '<div id="board"' in answer.text
    assert 'hx-swap-oob="true"' in answer.text
    assert answer.headers["HX-Push-Url"] == "false"
    (booking,) = desk.bookings()
    assert (booking.starts_at, booking.ends_at) == (local("2026-11-24T17:00"), local("2026-11-24T19:00"))
    assert (booking.organisation, booking.attendees, booking.equipment) == ("Fundacja Dobry Start", 40, ("projector",))
    assert booking.room_names == "Sala wykładowa, Sala warsztatowa nr 2"


def test_a_booking_is_made_without_javascript(desk: Desk) -> None:
    answer = desk.send(htmx=False)
    (booking,) = desk.bookings()
    assert answer.status_code == 303
    assert answer.location.startswith(f"/bookings/{booking.id}?shown=day/2026-11-24&saved=1&done=")
    page = desk.client.get(answer.location).text
    assert "Zapisano." in page
    assert "Zebranie zarządu" in page


@pytest.mark.parametrize("htmx", [True, False])
def test_a_taken_room_is_named_beside_the_hours_and_all_typed_stays(desk: Desk, htmx: bool) -> None:
    desk.made()
    answer = desk.send(htmx=htmx, starts="18:00", ends="20:00", purpose="Inne", note="Uwaga & <b>")
    assert answer.status_code == 422
    assert beside(answer.text, "hours") == (
        "zajęte: Fundacja Dobry Start, wtorek, 24 listopada, 17:00–19:00 (Sala wykładowa)"
    )
    assert (value(answer.text, "starts"), value(answer.text, "purpose")) == ("18:00", "Inne")
    assert "Uwaga &amp; &lt;b&gt;" in answer.text
    assert len(desk.bookings()) == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("day", "31.04.2026", "Nie ma takiego dnia: 31 kwietnia 2026."),
        ("starts", "25:00", "Nie ma godziny „25:00”. Napisz np. 17:00."),
        ("ends", "16:00", "Koniec ma być później niż początek."),
        ("attendees", "dużo", "Podaj liczbę osób cyframi, np. 25."),
        ("purpose", "x" * 10_000, "Najwyżej 300 znaków, a jest 10000."),
        ("contact_email", "jan", "To nie jest adres e-mail. Napisz np. biuro@organizacja.pl."),
    ],
)
def test_wrong_input_is_refused_beside_its_field_and_stays(desk: Desk, field: str, typed: str, said: str) -> None:
    answer = desk.send(**{field: typed})
    assert answer.status_code == 422
    assert beside(answer.text, field) == said
    assert value(answer.text, field) == typed
    assert desk.bookings() == []


def test_the_skipped_hour_is_refused(desk: Desk) -> None:
    answer = desk.send(day="29.03.2027", starts="2:30", ends="4:00")
    assert answer.status_code == 422  # a Monday; closed, but the hour exists
    answer = desk.send(day="28.03.2027", starts="2:30", ends="4:00")
    assert beside(answer.text, "starts") == "Tej godziny nie ma: 28 marca o 2:00 zegary przestawia się na 3:00."


def test_a_room_that_does_not_exist_is_refused(desk: Desk) -> None:
    answer = desk.send(rooms=["99"])
    assert answer.status_code == 422
    assert beside(answer.text, "rooms") == "Nie ma takiej sali."


def test_cautions_stop_once_and_can_be_set_aside(desk: Desk) -> None:
    typed = {"attendees": "45", "ends": "21:00", "organisation": "Klub Nowy"}
    answer = desk.send(**typed)
    assert answer.status_code == 422
    assert beside(answer.text, "attendees") == "Sala wykładowa mieści 30 osób, a ma być 45."
    assert beside(answer.text, "hours") == "We wtorek czynne 08:00–20:00."
    assert beside(answer.text, "organisation") == "Nie znamy organizacji „Klub Nowy”. Zapis doda ją do listy."
    assert desk.bookings() == []
    button = re.search(r'name="accepted" value="([^"]+)">Zapisz mimo to', answer.text)
    assert button
    assert desk.send(**typed, accepted=button[1]).status_code == 200
    assert [booking.organisation for booking in desk.bookings()] == ["Klub Nowy"]
    with desk.database.reading() as session:
        assert len(session.exec(select(Organisation)).all()) == 3


def test_a_caution_set_aside_does_not_cover_a_new_one(desk: Desk) -> None:
    answer = desk.send(attendees="45")
    button = re.search(r'name="accepted" value="([^"]+)">Zapisz mimo to', answer.text)
    assert button
    again = desk.send(attendees="45", ends="21:00", accepted=button[1])
    assert again.status_code == 422
    assert beside(again.text, "attendees") == ""
    assert beside(again.text, "hours") == "We wtorek czynne 08:00–20:00."


def test_a_caution_that_was_saved_already_is_not_told_again(desk: Desk) -> None:
    many = {"attendees": "45"}
    button = re.search(r'name="accepted" value="([^"]+)">Zapisz mimo to', desk.send(**many).text)
    assert button
    booking = desk.made(**many, accepted=button[1])
    path = f"/bookings/{booking.id}"
    assert desk.send(path, version=1, **many, starts="16:00").status_code == 200
    assert desk.send(path, version=2, attendees="46", starts="16:00").status_code == 422


def test_a_caution_and_a_conflict_are_told_together(desk: Desk) -> None:
    desk.made()
    answer = desk.send(attendees="45")
    assert beside(answer.text, "hours").startswith("zajęte: ")
    assert beside(answer.text, "attendees")
    assert "Zapisz mimo to" not in answer.text


def test_changing_moves_to_another_day_room_and_hour(desk: Desk) -> None:
    booking = desk.made()
    moved = {"rooms": ["2", "4"], "day": "2026-11-26", "starts": "9", "ends": "11.30", "state": "confirmed"}
    answer = desk.send(f"/bookings/{booking.id}", version=booking.version, **moved)
    assert answer.status_code == 200
    (now,) = desk.bookings()
    assert (now.starts_at, now.ends_at) == (local("2026-11-26T09:00"), local("2026-11-26T11:30"))
    assert ([room.id for room in now.rooms], now.state, now.sequence) == ([2, 4], BookingState.CONFIRMED, 1)
    assert "Zmiana" in answer.text or "Potwierdzenie" in answer.text


def test_a_stale_form_shows_both_and_overwrites_nothing(desk: Desk) -> None:
    booking = desk.made()
    desk.send(f"/bookings/{booking.id}", version=1, purpose="Zebranie Ewy")
    answer = desk.send(f"/bookings/{booking.id}", version=1, purpose="Zebranie Anny")
    assert answer.status_code == 409
    row = r"<th scope=\"row\">Cel</th><td>Zebranie Ewy</td><td>Zebranie Anny</td>"
    assert re.search(row, answer.text)
    assert value(answer.text, "purpose") == "Zebranie Anny"
    assert desk.bookings()[0].purpose == "Zebranie Ewy"
    again = desk.send(f"/bookings/{booking.id}", version=value(answer.text, "version"), purpose="Zebranie Anny")
    assert again.status_code == 200
    assert desk.bookings()[0].purpose == "Zebranie Anny"


def test_confirming_cancelling_and_bringing_back(desk: Desk) -> None:
    booking = desk.made()
    confirmed = desk.send(f"/bookings/{booking.id}/confirm", version=1)
    assert "Potwierdzono." in confirmed.text
    cancelled = desk.send(f"/bookings/{booking.id}/cancel", version=2)
    assert "Odwołano. Sala jest wolna." in cancelled.text
    assert "Przywróć rezerwację" in cancelled.text
    assert desk.bookings()[0].is_cancelled
    board = cancelled.text[cancelled.text.index('id="board"') : cancelled.text.index('id="undo"')]
    assert "Fundacja Dobry Start" not in board
    assert desk.send(f"/bookings/{booking.id}", version=3, state="confirmed").status_code == 200
    assert desk.bookings()[0].state is BookingState.CONFIRMED


@pytest.mark.parametrize(("sent", "kept"), [("Awaria ogrzewania", "Awaria ogrzewania"), ("zmyślony", ""), ("", "")])
def test_a_cancellation_keeps_its_reason_until_the_booking_comes_back(desk: Desk, sent: str, kept: str) -> None:
    with desk.database.unit_of_work(SYSTEM) as session:
        premises.save_reasons(session, ["Awaria ogrzewania"])
    booking = desk.made()
    assert "<option>Awaria ogrzewania</option>" in desk.client.get(f"/bookings/{booking.id}").text
    page = desk.send(f"/bookings/{booking.id}/cancel", version=1, reason=sent).text
    assert ("powód odwołania: <del>—</del> → <ins>Awaria ogrzewania</ins>" in page) is bool(kept)
    with desk.database.reading() as session:
        assert session.get_one(Booking, booking.id).cancel_reason == kept
    desk.send(f"/bookings/{booking.id}", version=2, state="confirmed")
    with desk.database.reading() as session:
        assert session.get_one(Booking, booking.id).cancel_reason == ""


def test_a_layout_is_kept_and_warns_of_more_people_than_it_seats(desk: Desk) -> None:
    with desk.database.unit_of_work(SYSTEM) as session:
        session.get_one(Room, 1).layouts = {"u": 18}
    warned = desk.send(layout="u")
    assert "mieści 18 osób (podkowa), a ma być 20." in warned.text and desk.bookings() == []
    desk.send(layout="u", attendees="18")
    assert desk.bookings()[0].layout == "u"
    assert '<option value="u" selected>podkowa</option>' in desk.client.get(f"/bookings/{desk.bookings()[0].id}").text


def test_a_stale_cancellation_changes_nothing(desk: Desk) -> None:
    booking = desk.made()
    desk.send(f"/bookings/{booking.id}", version=1, purpose="Nowy cel")
    answer = desk.send(f"/bookings/{booking.id}/cancel", version=1)
    assert answer.status_code == 409
    assert "Ktoś zmienił to w międzyczasie" in answer.text
    assert not desk.bookings()[0].is_cancelled


@pytest.mark.parametrize("path", ["/bookings/99", "/bookings/99/cancel", "/bookings/99/confirm"])
def test_an_unknown_booking_is_not_found(desk: Desk, path: str) -> None:
    assert desk.send(path, version=1).status_code == 404
    assert desk.client.get("/bookings/99").status_code == 404


def test_what_people_typed_is_never_markup(desk: Desk) -> None:
    evil = '<img src=x onerror="alert(1)">'
    booking = desk.made(purpose=evil, contact_name=evil, organisation="")
    for path in ("/bookings/day/2026-11-24", "/bookings/week/2026-11-24", f"/bookings/{booking.id}"):
        assert "<img" not in desk.client.get(path).text


def test_a_room_out_of_use_is_not_lost_by_an_edit(desk: Desk) -> None:
    booking = desk.made(rooms=["2"], attendees="10")
    with desk.database.unit_of_work(SYSTEM) as session:
        session.get_one(Room, 2).active = False
    html = desk.client.get(f"/bookings/{booking.id}", headers=HTMX).text
    assert re.search(r'name="rooms" value="2" checked', html)
    assert 'name="rooms" value="2"' not in desk.client.get("/bookings/new", headers=HTMX).text


def test_the_week_answers_with_its_own_board(desk: Desk) -> None:
    answer = desk.send(shown="week/2026-11-23")
    assert '<table class="week">' in answer.text


@pytest.mark.parametrize("shown", ["", "month/2026-11-01", "week/kiedyś", "x" * 5000])
def test_a_strange_place_falls_back_to_a_day(desk: Desk, shown: str) -> None:
    assert desk.send(shown=shown).status_code == 200


def test_a_booking_over_midnight_is_shown_and_kept(desk: Desk) -> None:
    booking = desk.made(ends="24:00", accepted=accepted(desk, ends="24:00"))
    html = desk.client.get(f"/bookings/{booking.id}", headers=HTMX).text
    assert value(html, "ends") == "24:00"
    night = {"ends": "1:00", "ends_day": "25.11.2026"}
    answer = desk.send(f"/bookings/{booking.id}", version=1, **night, accepted=accepted(desk, **night))
    assert value(answer.text, "ends_day") == "25.11.2026"
    assert desk.bookings()[0].ends_at == local("2026-11-25T01:00")


def accepted(desk: Desk, **typed: object) -> str:
    """The tokens of the cautions that a form would meet."""
    found = re.search(r'name="accepted" value="([^"]+)">', desk.send(rooms=["4"], **typed).text)
    assert found
    return found[1]


def test_a_database_that_others_keep_busy_loses_nothing_typed(desk: Desk) -> None:
    event.listen(desk.database.engine, "checkout", lambda connection, *_: connection.execute("PRAGMA busy_timeout=50"))
    with desk.database.unit_of_work(SYSTEM) as other:
        other.connection()
        refused = desk.send(purpose="Próba, której nie wolno zgubić")
        whole = desk.send(htmx=False, purpose="Próba, której nie wolno zgubić")
    for answer in (refused, whole):
        assert answer.status_code == 422
        assert web.BUSY in answer.text
        assert value(answer.text, "purpose") == "Próba, której nie wolno zgubić"
    assert desk.made(purpose="Próba, której nie wolno zgubić").purpose == "Próba, której nie wolno zgubić"
