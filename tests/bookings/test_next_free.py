"""The next free time: what is found, against a plain look at every half hour; what is asked and answered over HTTP."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from html import unescape
from re import findall

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copapp import clock
from copapp.audit import SYSTEM
from copapp.bookings import actions
from copapp.bookings.next_free import FreeTime, Wanted, find, read, read_wanted
from copapp.bookings.opening import DaysOff, Opening
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import overlaps
from copapp.bookings.schedule import Hold
from copapp.db import Database
from tests.bookings.conftest import BOTH, Make, local
from tests.bookings.desk import HTMX, Desk, value
from tests.statements import counted

DAY = date(2026, 11, 24)
NOW = local("2026-11-24T07:30")
SMALL = RoomInfo(1, "small", "Mała", 10)
SLOW = RoomInfo(2, "slow", "Duża", 30, 1, setup=timedelta(minutes=30), clearing=timedelta(minutes=15))
WHOLE = RoomInfo(3, "whole", "Obie", 40, 2, parts=(1, 2))
ROOMS = (SMALL, SLOW, WHOLE)
OPENING = Opening({weekday: (time(8), time(20)) for weekday in range(5)})


def hold(room_id: int, starts: str, ends: str) -> Hold:
    return Hold(room_id, local(starts), local(ends))


def told(found: list[FreeTime]) -> list[str]:
    return [f"{each.room.name} {clock.to_local(each.span[0]):%d.%m %H:%M}-{each.until}" for each in found]


def by_room(holds: list[Hold]) -> dict[int, list[Hold]]:
    return {room.id: [each for each in holds if each.room_id == room.id] for room in ROOMS}


def test_the_smallest_room_that_is_large_enough_comes_first_and_joined_ones_last() -> None:
    found = told(find(Wanted(5, timedelta(hours=2), DAY), ROOMS, OPENING, {}, NOW))
    assert found[:3] == ["Mała 24.11 08:00-10:00", "Duża 24.11 08:00-10:00", "Mała 25.11 08:00-10:00"]
    assert told(find(Wanted(35, timedelta(hours=2), DAY), ROOMS, OPENING, {}, NOW))[0] == "Obie 24.11 08:00-10:00"
    assert find(Wanted(41, timedelta(hours=2), DAY), ROOMS, OPENING, {}, NOW) == []


def test_closed_days_and_the_past_are_left_out_and_set_up_is_kept() -> None:
    opening = Opening(OPENING.weekly, days_off=(DaysOff(DAY, DAY + timedelta(days=1), "remont"),))
    assert told(find(Wanted(5, timedelta(hours=2), DAY), ROOMS, opening, {}, NOW))[0] == "Mała 26.11 08:00-10:00"
    late = find(Wanted(5, timedelta(hours=2), DAY), ROOMS, OPENING, {}, local("2026-11-24T16:40"))
    assert told(late)[0] == "Mała 24.11 17:00-19:00"
    held = by_room([hold(2, "2026-11-24T08:00", "2026-11-24T12:00")])
    found = find(Wanted(20, timedelta(hours=2), DAY), ROOMS[:2], OPENING, held, NOW)
    assert told(found)[0] == "Duża 24.11 12:30-14:30"


SPANS = st.tuples(st.integers(1, 2), st.integers(0, 4), st.integers(8, 19), st.integers(1, 8))


@given(
    st.lists(SPANS, max_size=12),
    st.integers(1, 8),
    st.one_of(st.none(), st.integers(1, 40)),
    st.integers(0, 18),
)
@settings(deadline=None)
def test_what_is_found_is_free_and_nothing_earlier_is(
    taken: list[tuple[int, int, int, int]], halves: int, people: int | None, after: int
) -> None:
    holds = []
    for room, days, hour, length in taken:
        starts = local(f"{DAY + timedelta(days=days)}T{hour:02}:00")
        holds.append(Hold(room, starts, starts + length * timedelta(minutes=30)))
    wanted = Wanted(people, halves * timedelta(minutes=30), DAY, timedelta(hours=after))
    found = find(wanted, ROOMS, OPENING, by_room(holds), NOW)

    def is_free(room: RoomInfo, starts: datetime) -> bool:
        span = starts, starts + wanted.length
        hours = OPENING.span(clock.to_local(starts).date())
        is_open = hours is not None and hours[0] <= span[0] and span[1] <= hours[1]
        held = room.held(span)
        return is_open and not any(each.room_id in room.ids and overlaps(each.span, held) for each in holds)

    assert all(is_free(each.room, each.span[0]) for each in found)
    assert all(each.room.capacity >= (people or 0) for each in found)
    first = local(f"{DAY}T{max(after, 8):02}:00")
    for each in found[:1]:
        earlier = (first + number * timedelta(minutes=30) for number in range(300))
        assert not any(
            is_free(room, at)
            for at in earlier
            if at < each.span[0] and clock.to_local(at).hour >= after
            for room in ROOMS
            if room.capacity >= (people or 0)
        )


@pytest.mark.parametrize(("text", "minutes"), [("2", 120), ("1,5", 90), ("0.25", 15), ("1:30", 90), ("2 godz.", 120)])
def test_lengths_are_read_as_people_write_them(text: str, minutes: int) -> None:
    wanted = read_wanted({"length": text, "day": "24.11.2026"}, [])
    assert isinstance(wanted, Wanted) and wanted.length == timedelta(minutes=minutes)


def test_the_number_of_queries_does_not_grow(joined: Database, details: Make) -> None:
    counts = []
    for number in range(2):
        with joined.unit_of_work(SYSTEM) as session:
            for hour in range(8, 20, 1 + number):
                starts = f"2026-11-{24 + number}T{hour:02}:00"
                actions.create_booking(session, details(starts, starts.replace(":00", ":10"), (BOTH,)))
        with joined.reading() as session, clock.stopped_at(NOW), counted(joined) as statements:
            found = read(session, Wanted(20, timedelta(hours=1), DAY, equipment=("projector",)))
        assert found[0].room.id == 1
        counts.append(len([each for each in statements if each.startswith("SELECT")]))
    assert counts[0] == counts[1] <= 6


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestOverHttp:
    @pytest.fixture(autouse=True)
    def _still(self, centre: Database) -> Iterator[None]:
        with clock.stopped_at(NOW):
            yield

    @pytest.mark.parametrize("htmx", [True, False])
    def test_an_answer_opens_the_form_filled_in(self, desk: Desk, htmx: bool) -> None:
        desk.made(starts="08:00", ends="12:00", rooms=["2"], attendees="10", equipment=["projector"])
        desk.made(starts="08:00", ends="12:00", rooms=["3"], attendees="10")
        asked = "attendees=14&length=1,5&day=24.11.2026&after=10&equipment=projector&shown=week/2026-11-23"
        page = desk.client.get(f"/bookings/next-free?{asked}", headers=HTMX if htmx else {}).text
        urls = [unescape(url) for url in findall(r'class="free-time" href="([^"]+)"', page)]
        assert len(urls) == 6
        assert "wtedy też potrzebny – rzutnik: Fundacja Dobry Start" in page
        form = desk.client.get(urls[0], headers=HTMX).text
        assert [value(form, name) for name in ("day", "starts", "ends", "attendees")] == [
            "24.11.2026",
            "10:00",
            "11:30",
            "14",
        ]
        assert 'value="projector" checked' in form and 'name="shown" value="week/2026-11-23"' in form

    def test_what_cannot_be_read_stays_in_its_field(self, desk: Desk) -> None:
        answer = desk.client.get("/bookings/next-free?attendees=dużo&length=&day=31.04.2026&after=25")
        assert answer.status_code == 422
        for said in (
            "Podaj liczbę osób cyframi",
            "Podaj liczbę godzin",
            "Nie ma takiego dnia: 31 kwietnia 2026.",
            "Nie ma godziny „25”",
        ):
            assert said in answer.text
        assert value(answer.text, "attendees") == "dużo"

    def test_more_people_than_any_room_holds_is_said(self, desk: Desk) -> None:
        page = desk.client.get("/bookings/next-free?attendees=99&length=2&day=24.11.2026").text
        assert "Największa ma 60 miejsc." in page
