"""Rooms, opening hours, days off and reasons: what administrators may change, and what that does."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from flask.testing import FlaskClient
from sqlmodel import select

from copapp import clock
from copapp.audit import SYSTEM, history
from copapp.bookings import premises, queries
from copapp.bookings.actions import RoomTaken
from copapp.bookings.models import CancelReason, Closure, Room
from copapp.bookings.opening import DaysOff
from copapp.bookings.premises_forms import RoomDetails
from copapp.db import Database
from copapp.problems import Refused
from tests.bookings.conftest import BOTH, Make, local
from tests.bookings.test_actions import made

ROOM = {
    "name": "Sala kominkowa",
    "capacity": "20",
    "setup": "10",
    "clearing": "",
    "aliases": "kominkowa, z kominkiem",
    "active": "1",
}


@pytest.fixture(autouse=True)
def _still() -> Iterator[None]:
    with clock.stopped_at(local("2026-11-24T07:30")):
        yield


def room(centre: Database, room_id: int) -> Room:
    with centre.reading() as session:
        return session.get_one(Room, room_id)


def test_a_room_is_added_with_its_gaps_and_names(administrator: FlaskClient, centre: Database) -> None:
    assert administrator.post("/bookings/premises/rooms/new", data={**ROOM, "layout-theatre": "18"}).status_code == 303
    added = room(centre, 5)
    assert (added.key, added.name, added.capacity, added.position) == ("sala_kominkowa", "Sala kominkowa", 20, 4)
    assert (added.setup_minutes, added.clearing_minutes, added.layouts) == (10, 0, {"theatre": 18})
    assert added.aliases == ["kominkowa", "z kominkiem"]
    assert "Sala kominkowa" in administrator.get("/bookings/day/2026-11-24").text


def test_what_is_wrong_is_told_beside_its_field_and_stays_typed(administrator: FlaskClient, centre: Database) -> None:
    wrong = {**ROOM, "name": "Sala wykładowa", "capacity": "dużo", "setup": "2000", "opens-1": "9", "closes-1": "8"}
    page = administrator.post("/bookings/premises/rooms/new", data=wrong)
    assert page.status_code == 422
    for said in ("Podaj liczbę cyframi", "Najwyżej 1440.", "Zamknięcie ma być później", 'value="dużo"', 'value="2000"'):
        assert said in page.text
    page = administrator.post("/bookings/premises/rooms/new", data={**ROOM, "name": "sala WYKŁADOWA"})
    assert page.status_code == 422 and "Jest już sala o tej nazwie." in page.text
    with centre.reading() as session:
        assert len(session.exec(select(Room)).all()) == 4


def test_a_change_of_a_room_is_in_the_trail(administrator: FlaskClient, centre: Database) -> None:
    form = {**ROOM, "name": "Sala wykładowa", "clearing": "30"}
    assert administrator.post("/bookings/premises/rooms/1", data=form).status_code == 303
    with centre.reading() as session:
        (entry,) = (each for each in history(session, "room", 1) if each.action == "changed")
        assert entry.author == "Anna Nowak" and entry.after["clearing_minutes"] == 30
    assert 'value="30"' in administrator.get("/bookings/premises/rooms/1").text


def test_a_room_may_have_hours_of_its_own(administrator: FlaskClient, centre: Database) -> None:
    administrator.post("/bookings/premises/rooms/1", data={**ROOM, "opens-6": "10", "closes-6": "24:00"})
    with centre.reading() as session:
        assert queries.opening(session).hours(date(2026, 11, 29), 1) == (time(10), time(0))
        assert queries.opening(session).hours(date(2026, 11, 29), 2) is None
    assert 'value="24:00"' in administrator.get("/bookings/premises/rooms/1").text
    administrator.post("/bookings/premises/rooms/1", data=ROOM)
    with centre.reading() as session:
        assert queries.opening(session).hours(date(2026, 11, 29), 1) is None


def test_opening_hours_are_changed_and_a_blank_day_is_closed(administrator: FlaskClient, centre: Database) -> None:
    week = {f"opens-{day}": "9" for day in range(4)} | {f"closes-{day}": "18:30" for day in range(4)}
    assert administrator.post("/bookings/premises/hours", data=week).status_code == 303
    with centre.reading() as session:
        weekly = queries.opening(session).weekly
    assert weekly == {day: (time(9), time(18, 30)) for day in range(4)}
    page = administrator.post("/bookings/premises/hours", data={**week, "closes-2": ""})
    assert page.status_code == 422 and "Podaj też godzinę zamknięcia." in page.text


def test_days_off_close_the_calendar_and_name_what_is_booked(
    administrator: FlaskClient, centre: Database, details: Make
) -> None:
    made(centre, details("2026-12-28T10:00", "2026-12-28T12:00", contact_name="Jan Wójcik"))
    form = {"first": "28.12.2026", "last": "31.12.2026", "reason": "przerwa świąteczna", "room": ""}
    assert administrator.post("/bookings/premises/days-off", data=form).status_code == 303
    page = administrator.get("/bookings/premises").text
    assert "28.12.2026 – 31.12.2026" in page and "Jan Wójcik, poniedziałek, 28 grudnia, 10:00–12:00" in page
    assert "Centrum jest nieczynne: przerwa świąteczna." in administrator.get("/bookings/day/2026-12-29").text
    with centre.reading() as session:
        number = session.exec(select(Closure.id)).one()
    for _ in range(2):  # a second click finds it gone already
        assert administrator.post(f"/bookings/premises/days-off/{number}/remove").status_code == 303
    assert "jest nieczynne" not in administrator.get("/bookings/day/2026-12-29").text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"first": ""}, "Podaj dzień"),
        ({"first": "31.04.2026"}, "Nie ma takiego dnia"),
        ({"first": "2.12.2026", "last": "1.12.2026"}, "nie wcześniej niż pierwszy"),
        ({"first": "2.12.2026", "reason": "x" * 201}, "Najwyżej 200 znaków"),
    ],
)
def test_wrong_days_off_are_refused_and_stay_typed(administrator: FlaskClient, form: dict[str, str], said: str) -> None:
    page = administrator.post("/bookings/premises/days-off", data={"last": "", "reason": "", "room": "", **form})
    assert page.status_code == 422 and said in page.text
    assert f'value="{form["first"]}"' in page.text


def test_reasons_keep_their_order_and_those_out_of_use(administrator: FlaskClient, centre: Database) -> None:
    for text in ("Awaria\nChoroba prowadzącego\n\nAwaria", "Choroba prowadzącego\nRemont"):
        assert administrator.post("/bookings/premises/reasons", data={"reasons": text}).status_code == 303
    with centre.reading() as session:
        found = {reason.text: (reason.active, reason.position) for reason in session.exec(select(CancelReason))}
    assert found["Choroba prowadzącego"] == (True, 0) and found["Remont"] == (True, 1) and not found["Awaria"][0]


@pytest.mark.parametrize(
    "path", ["premises/hours", "premises/days-off", "premises/reasons", "premises/rooms/new", "premises/rooms/1"]
)
def test_staff_read_but_do_not_change(client: FlaskClient, centre: Database, path: str) -> None:
    assert client.post(f"/bookings/{path}", data=ROOM).status_code == 403
    page = client.get("/bookings/premises")
    assert page.status_code == 200 and "Zmieniać może administrator." in page.text and "Dodaj salę" not in page.text


def details_of(name: str, parts: tuple[int, ...]) -> RoomDetails:
    return RoomDetails(name, 28, parts=parts)


def test_joining_rooms_holds_the_parts_of_bookings_to_come(joined: Database, details: Make) -> None:
    past = made(joined, details("2026-11-20T10:00", "2026-11-20T12:00", rooms=(BOTH,)))
    coming = made(joined, details("2026-11-25T10:00", "2026-11-25T12:00", rooms=(BOTH,)))
    with joined.unit_of_work(SYSTEM) as session:
        premises.save_room(session, BOTH, details_of("Trzy sale", (2, 3, 4)))
    made(joined, details("2026-11-20T10:00", "2026-11-20T12:00", rooms=(4,)))
    with pytest.raises(RoomTaken):
        made(joined, details("2026-11-25T11:00", "2026-11-25T13:00", rooms=(4,)))
    with joined.reading() as session:
        held = {
            number: {hold.room_id for hold in queries.bookings_by_ids(session, [number])[number].holds}
            for number in (past, coming)
        }
    assert held == {past: {2, 3, BOTH}, coming: {2, 3, 4, BOTH}}


def test_rooms_that_are_booked_apart_are_not_joined(joined: Database, details: Make) -> None:
    made(joined, details("2026-11-25T10:00", "2026-11-25T12:00", rooms=(BOTH,)))
    made(joined, details("2026-11-25T11:00", "2026-11-25T13:00", rooms=(4,)))
    said = "środa, 25 listopada, 10:00–12:00 jedna z nich jest zajęta"
    with pytest.raises(Refused, match=said), joined.unit_of_work(SYSTEM) as session:
        premises.save_room(session, BOTH, details_of("Trzy sale", (2, 3, 4)))
    with joined.reading() as session:
        assert queries.rooms_by_ids(session, [BOTH])[0].parts == (2, 3)


@pytest.mark.parametrize(("room_id", "parts"), [(BOTH, (BOTH, 2)), (BOTH, (99,)), (2, (3, 4)), (4, (BOTH,))])
def test_rooms_that_cannot_be_parts_are_refused(joined: Database, room_id: int, parts: tuple[int, ...]) -> None:
    with pytest.raises(Refused) as refused, joined.unit_of_work(SYSTEM) as session:
        premises.save_room(session, room_id, details_of("Inna", parts))
    assert refused.value.field == "parts"


def test_days_off_of_a_room_name_only_what_is_booked_in_it(joined: Database, details: Make) -> None:
    made(joined, details("2026-11-25T10:00", "2026-11-25T12:00", rooms=(BOTH,), contact_name="Obie"))
    made(joined, details("2026-11-25T10:00", "2026-11-25T12:00", rooms=(1,), contact_name="Wykład"))
    with joined.reading() as session:
        told = premises.booked_on(session, [DaysOff(date(2026, 11, 25), date(2026, 11, 25), room_id=2)])[0]
    assert len(told) == 1 and told[0].startswith("Obie, ")
