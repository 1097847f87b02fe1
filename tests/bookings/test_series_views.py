"""Series over HTTP: the days before saving, choices for each, a part, the rest or all, two editors at once."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from sqlmodel import select

from copapp import clock
from copapp.audit import SYSTEM
from copapp.bookings import premises
from copapp.bookings.models import Series
from copapp.bookings.schedule import BookingInfo
from copapp.db import Database
from tests.bookings.conftest import local
from tests.bookings.desk import HTMX, Desk, beside
from tests.statements import counted

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

WEEKLY = {"rhythm": "weekly", "until": "15.12.2026", "every": "1"}


@pytest.fixture(autouse=True)
def _still(centre: Database) -> Iterator[None]:
    with clock.stopped_at(local("2026-11-24T07:30")):
        yield


def standing(desk: Desk) -> list[str]:
    return [
        f"{clock.to_local(each.starts_at):%d.%m %H} {each.purpose}"
        for each in sorted(desk.bookings(), key=lambda each: each.starts_at)
        if not each.is_cancelled
    ]


def made(desk: Desk, **changes: object) -> list[BookingInfo]:
    answer = desk.send(step="save", **{**WEEKLY, **changes})
    assert answer.status_code == 200, answer.text
    return sorted((each for each in desk.bookings() if each.series_id), key=lambda each: each.starts_at)


def text_of(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


@pytest.mark.parametrize("htmx", [True, False])
def test_the_days_are_shown_before_anything_is_saved(desk: Desk, htmx: bool) -> None:
    desk.made(day="01.12.2026", starts="18:00", ends="20:00", organisation="", purpose="Próba")
    answer = desk.send(htmx=htmx, **WEEKLY, skip_feasts="1")
    said = text_of(answer.text)
    assert answer.status_code == 200 and ("<html" in answer.text) != htmx
    assert "co tydzień we wtorki, do 15 grudnia 2026, nie w święta" in said
    assert "zajęte: Próba, wtorek, 1 grudnia, 18:00–20:00 (Sala wykładowa)" in said
    assert "Zarezerwuj 3 terminy, pomiń 1" in said
    assert len(desk.bookings()) == 1


def test_choices_are_carried_out(desk: Desk) -> None:
    desk.made(day="01.12.2026", starts="18:00", ends="20:00")
    choices = {
        "do.2026-12-01": "room:2",
        "do.2026-12-08": "move",
        "day.2026-12-08": "09.12.2026",
        "starts.2026-12-08": "10",
        "ends.2026-12-08": "12",
        "do.2026-12-15": "skip",
    }
    rooms = [(f"{clock.to_local(each.starts_at):%d.%m %H}", each.room_names) for each in made(desk, **choices)]
    assert rooms == [
        ("24.11 17", "Sala wykładowa"),
        ("01.12 17", "Sala warsztatowa nr 1"),
        ("09.12 10", "Sala wykładowa"),
    ]


def test_what_is_taken_meanwhile_is_shown_again(desk: Desk) -> None:
    desk.made(day="01.12.2026", starts="18:00", ends="20:00")
    answer = desk.send(**WEEKLY, step="save", **{"do.2026-12-01": "keep"})
    assert answer.status_code == 422 and "Jeszcze nie zapisano. Zajęte: Fundacja Dobry Start" in text_of(answer.text)
    assert len(desk.bookings()) == 1


def test_back_leads_to_the_form_as_typed(desk: Desk) -> None:
    html = desk.send(**WEEKLY, step="back", purpose="Kurs").text
    assert 'value="Kurs"' in html and '<option value="weekly" selected>' in html and 'value="15.12.2026"' in html


def test_wrong_fields_say_so_beside_them(desk: Desk) -> None:
    answer = desk.send(**{**WEEKLY, "until": "wkrótce", "starts": ""})
    assert answer.status_code == 422
    assert "Nie rozumiem dnia „wkrótce”" in beside(answer.text, "until")
    assert beside(answer.text, "starts")


def test_this_and_following_are_changed(desk: Desk) -> None:
    third = made(desk)[2]
    form = {"version": third.version, "series_version": 1, "rule": "", "day": "08.12.2026", **WEEKLY, "weekdays": ["1"]}
    answer = desk.send(f"/bookings/{third.id}", scope="following", **{**form, "starts": "18:00", "purpose": "Próba"})
    assert answer.status_code == 200, text_of(answer.text)
    assert standing(desk) == [
        "24.11 17 Zebranie zarządu",
        "01.12 17 Zebranie zarządu",
        "08.12 18 Próba",
        "15.12 18 Próba",
    ]


def test_hours_that_staff_should_think_twice_of_are_shown_first(desk: Desk) -> None:
    first = made(desk)[0]
    form = {**WEEKLY, "version": 1, "series_version": 1, "scope": "all", "starts": "19:00", "ends": "21:00"}
    looked = text_of(desk.send(f"/bookings/{first.id}", **form).text)
    assert looked.count("We wtorek czynne 08:00–20:00.") == 4
    assert standing(desk)[0].startswith("24.11 17")
    assert desk.send(f"/bookings/{first.id}", step="save", **form).status_code == 200
    assert desk.send(f"/bookings/{first.id}", **{**form, "version": 2, "series_version": 2, "purpose": "Kurs"}).text
    assert standing(desk)[0] == "24.11 19 Kurs"


def test_a_changed_rule_of_this_one_only_asks_for_more(desk: Desk) -> None:
    first = made(desk)[0]
    answer = desk.send(f"/bookings/{first.id}", version=1, series_version=1, **{**WEEKLY, "every": "2"})
    assert "Powtarzanie zmienia też inne terminy" in beside(answer.text, "scope")


def test_a_changed_rule_shows_its_days_first(desk: Desk) -> None:
    first = made(desk)[0]
    form = {**WEEKLY, "every": "2", "version": 1, "series_version": 1, "scope": "all"}
    looked = desk.send(f"/bookings/{first.id}", **form)
    assert text_of(looked.text).count("odwołamy") == 2 and len(standing(desk)) == 4
    assert desk.send(f"/bookings/{first.id}", step="save", **form).status_code == 200
    assert [each[:5] for each in standing(desk)] == ["24.11", "08.12"]


def test_a_rule_that_somebody_changed_is_not_overwritten(desk: Desk) -> None:
    first, second, *_ = made(desk)
    form = {**WEEKLY, "series_version": 1, "scope": "all", "step": "save"}
    assert desk.send(f"/bookings/{first.id}", version=1, **{**form, "until": "08.12.2026"}).status_code == 200
    stale = desk.send(f"/bookings/{second.id}", version=1, **{**form, "every": "2", "day": "01.12.2026"})
    said = text_of(stale.text)
    assert stale.status_code == 409
    assert "do 8 grudnia 2026" in said and "co dwa tygodnie we wtorki, do 15 grudnia 2026" in said


def test_a_part_is_confirmed_and_a_part_called_off(desk: Desk) -> None:
    first, second, third, last = made(desk)
    desk.send(f"/bookings/{first.id}/members/confirm", members=[f"{second.id}-1", f"{third.id}-1"])
    assert [each.state.value for each in sorted(desk.bookings(), key=lambda each: each.id)] == [
        "tentative",
        "confirmed",
        "confirmed",
        "tentative",
    ]
    assert desk.send(f"/bookings/{first.id}/members/cancel", members=[f"{second.id}-1"]).status_code == 409
    desk.send(f"/bookings/{first.id}/members/cancel", members=[f"{last.id}-1"])
    assert len(standing(desk)) == 3


@pytest.mark.parametrize(("scope", "left"), [("this", 3), ("following", 1), ("all", 0)])
def test_calling_off_goes_as_far_as_it_says(desk: Desk, scope: str, left: int) -> None:
    second = made(desk)[1]
    desk.send(f"/bookings/{second.id}/cancel", version=1, scope=scope)
    assert len(standing(desk)) == left


def test_why_an_occurrence_was_called_off_is_told_in_its_series(desk: Desk, centre: Database) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        premises.save_reasons(session, ["Choroba prowadzącego"])
    first, second, *_ = made(desk)
    desk.send(f"/bookings/{second.id}/cancel", version=1, scope="this", reason="Choroba prowadzącego")
    members = desk.client.get(f"/bookings/{first.id}", headers=HTMX).text.partition('class="members"')[2]
    assert "Choroba prowadzącego" in members.partition("</ol>")[0]


def test_a_cancelled_occurrence_is_brought_back_alone(desk: Desk) -> None:
    first, second, *_ = made(desk)
    for each in (first, second):
        desk.send(f"/bookings/{each.id}/cancel", version=1, scope="this")
    form = {**WEEKLY, "day": "01.12.2026", "version": 2, "series_version": 1, "scope": "all", "purpose": "Znów"}
    assert desk.send(f"/bookings/{second.id}", **form).status_code == 200
    assert standing(desk)[0] == "01.12 17 Znów" and len(standing(desk)) == 3


def test_a_booking_that_stands_becomes_the_first_of_a_series(desk: Desk) -> None:
    one = desk.made()
    assert desk.send(f"/bookings/{one.id}", version=1, step="save", **WEEKLY).status_code == 200
    assert len(standing(desk)) == 4
    assert {each.series_id for each in desk.bookings()} == {1}


def test_the_panel_asks_as_little_for_a_long_series(desk: Desk, centre: Database) -> None:
    costs = []
    for until in ("08.12.2026", "29.06.2027"):
        first = made(desk, until=until, rooms=[str(len(costs) + 1)], attendees="")[-1]
        with counted(centre) as statements:
            desk.client.get(f"/bookings/{first.id}", headers=HTMX)
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_series_end_with_their_last_day_and_never_by_an_empty_field(desk: Desk, centre: Database) -> None:
    first = made(desk)[0]
    answer = desk.send(f"/bookings/{first.id}", version=1, series_version=1, scope="all", rhythm="")
    assert "Żeby zakończyć cykl" in beside(answer.text, "rhythm")
    with centre.reading() as session:
        assert session.exec(select(Series)).one().rule == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215"
