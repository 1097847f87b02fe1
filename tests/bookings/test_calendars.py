"""The views of the calendar: what each holds, in how many queries, on both databases."""

import itertools
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from copapp import clock
from copapp.audit import SYSTEM
from copapp.bookings import actions, calendars
from copapp.bookings.calendars import Calendar, even
from copapp.bookings.models import Closure
from copapp.bookings.month import DRAWN, Agenda, MonthSchedule, weeks_of
from copapp.bookings.opening import Opening
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.schedule import WeekSchedule, lay_out
from copapp.bookings.search import search
from copapp.bookings.shown import VIEWS, Filters, Shown
from copapp.db import Database
from copapp.polish import without_diacritics
from tests.bookings.conftest import Make, local
from tests.statements import counted

DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _still() -> Iterator[None]:
    with clock.stopped_at(local("2026-11-24T07:30")):
        yield


def read(session: Session, view: str, day: date = DAY, **filters: object) -> Calendar:
    return calendars.read(session, Shown(view, day, Filters(**filters)).at(day))  # type: ignore[arg-type]  # by the test


def book(centre: Database, details: Make, number: int) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        for n in range(number, 2 * number):
            start, room = f"2026-11-{23 + n % 6}T{8 + n // 12:02}:00", 1 + n // 6 % 2
            made = actions.create_booking(
                session, details(start, start.replace(":00", ":45"), rooms=(room, room + 2), organisation_id=1 + n % 2)
            )
            if n % 5 == 0:
                actions.cancel_booking(session, made.id or 0, 1)


@pytest.mark.parametrize(
    ("view", "filters"),
    [*((view, {}) for view in VIEWS), *((view, {"state": "all"}) for view in VIEWS), ("list", {"text": "start"})],
)
def test_each_view_takes_the_same_few_queries_whatever_it_holds(
    centre: Database, details: Make, view: str, filters: dict[str, str]
) -> None:
    counts = []
    for more in (12, 24):
        book(centre, details, more)
        with centre.reading() as session, counted(centre) as statements:
            calendar = read(session, view, **filters)
        counts.append(sum(statement.startswith("SELECT") for statement in statements))
    assert counts[0] == counts[1] <= 8
    drawn = calendar.drawn
    assert drawn.count if isinstance(drawn, Agenda) else True


def test_a_week_has_seven_days_with_their_own_hours(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2026-11-28T10:00", "2026-11-28T12:00", rooms=(3,)))
    with centre.reading() as session:
        week = read(session, "week").drawn
    assert isinstance(week, WeekSchedule)
    assert [day.day.isoweekday() for day in week.days] == [1, 2, 3, 4, 5, 6, 7]
    assert [day.opening is None for day in week.days] == [False] * 6 + [True]
    assert [len(day.rooms[2].bookings) for day in week.days] == [0, 0, 0, 0, 0, 1, 0]
    assert [each.who for each in week.tentative] == ["bez nazwy"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_week_of_a_room_holds_that_room_alone_over_the_same_hours(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2026-11-26T06:30", "2026-11-26T08:00", (2, 3)))
        actions.create_booking(session, details("2026-11-26T10:00", "2026-11-26T12:00"))
    with centre.reading() as session:
        week = read(session, "room", room=2).drawn
    assert isinstance(week, WeekSchedule)
    assert [room.id for room in week.rooms] == [2]
    assert [len(day.rooms[0].bookings) for day in week.days] == [0, 0, 0, 1, 0, 0, 0]
    assert {f"{clock.to_local(day.starts_at):%H:%M}" for day in week.days} == {"06:00"}
    assert {f"{clock.to_local(day.ends_at):%H:%M}" for day in week.days} == {"20:00"}


@pytest.mark.parametrize(("monday", "hours"), [(date(2026, 3, 23), 23), (date(2026, 10, 19), 25)])
def test_a_week_with_a_change_of_the_clock_stands_on_the_same_local_hours(monday: date, hours: int) -> None:
    room = RoomInfo(1, "hall", "Sala", 30)
    opening = Opening({weekday: (time(0), time(0)) for weekday in range(7)})
    days = even(
        lay_out(monday + timedelta(days=number), opening, [room], {}, datetime.now(clock.WARSAW)) for number in range(7)
    )
    assert [day.rows // 4 for day in days] == [24] * 6 + [hours]
    assert {clock.to_local(day.starts_at).time() for day in days} == {time(0)}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_month_holds_whole_weeks_with_feasts_and_days_off(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        session.add(Closure(first_day=DAY, last_day=DAY, room_id=2, reason="malowanie"))
        for number in range(DRAWN + 2):
            hour = f"2026-11-24T{10 + number}"
            actions.create_booking(session, details(f"{hour}:00", f"{hour}:45", (1,)))
        actions.create_booking(session, details("2026-11-24T10:00", "2026-11-25T10:00", (3,)))
    with centre.reading() as session:
        month, of_one_room = read(session, "month").drawn, read(session, "month", room=3).drawn
    assert isinstance(month, MonthSchedule) and isinstance(of_one_room, MonthSchedule)
    days = {day.day: day for week in month.weeks for day in week}
    assert (min(days), max(days)) == (date(2026, 10, 26), date(2026, 12, 6))
    assert days[date(2026, 11, 11)].day_off == "Narodowe Święto Niepodległości"
    assert days[DAY].rooms_off == ("Sala warsztatowa nr 1: malowanie",)
    assert (len(days[DAY].drawn), days[DAY].more) == (DRAWN - 1, 4)
    assert [len(days[date(2026, 11, day)].bookings) for day in (23, 25)] == [0, 1]
    assert [len(day.bookings) for week in of_one_room.weeks for day in week if day.bookings] == [1, 1]


def test_months_are_whole_weeks() -> None:
    for month in (date(2026, 2, 1), date(2027, 2, 1), date(2026, 8, 1), date(2026, 12, 1)):
        days = [day for week in weeks_of(month) for day in week]
        assert days[0].weekday() == 0 and len(days) % 7 == 0
        assert sum(day.month == month.month for day in days) >= 28
        assert all((other - day).days == 1 for day, other in itertools.pairwise(days))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_list_tells_of_feasts_and_shows_the_cancelled_only_when_asked(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        gone = actions.create_booking(session, details("2026-11-25T10:00", "2026-11-25T12:00"))
        actions.cancel_booking(session, gone.id or 0, 1)
        actions.create_booking(session, details("2026-11-26T10:00", "2026-11-26T12:00"))
    with centre.reading() as session:
        told = {
            state: [day.day for day in drawn.days]
            for state in ("", "cancelled", "all")
            if isinstance(drawn := read(session, "list", date(2026, 11, 10), state=state).drawn, Agenda)
        }
    feast, gone_on, held_on = date(2026, 11, 11), date(2026, 11, 25), date(2026, 11, 26)
    assert told == {"": [feast, held_on], "cancelled": [feast, gone_on], "all": [feast, gone_on, held_on]}


@pytest.mark.parametrize(
    "words", ["zolw", "ŻÓŁW", "prosna żółw", "łoś", "fundacja start", "jan@kalisz.pl", "100%", "_", "x' or 1=1 --"]
)
def test_a_search_finds_on_both_databases_what_the_rule_of_the_filter_finds(
    centre: Database, details: Make, words: str
) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        for number, rest in enumerate(
            (
                {"purpose": "Żółw i jaź", "organisation_id": 1},
                {
                    "purpose": "Zebranie",
                    "organisation_id": 2,
                    "contact_name": "Jan Łoś",
                    "contact_email": "Jan@Kalisz.pl",
                },
                {"purpose": "100% frekwencji", "contact_name": "Anna_Nowak"},
            )
        ):
            for day in ("2026-11-20", "2026-12-03"):
                starts = f"{day}T{10 + number}:00"
                actions.create_booking(session, details(starts, starts.replace(":00", ":45"), **rest))
    with centre.reading() as session:
        filters = Filters(text=words)
        found = search(session, filters)
        everything = search(session, Filters())
    for part in ("days", "past"):
        known = [each for day in getattr(everything, part) for each in day.bookings]
        got = [each.id for day in getattr(found, part) for each in day.bookings]
        assert got == [each.id for each in known if filters.shows(each)]
    assert bool(found.count) == ("1=1" not in words)


def test_a_search_keeps_to_the_room_the_state_and_the_organisation(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        one = actions.create_booking(session, details("2026-11-25T10:00", "2026-11-25T12:00", (1, 2), purpose="chór"))
        actions.cancel_booking(session, one.id or 0, 1)
        actions.create_booking(
            session, details("2026-11-25T10:00", "2026-11-25T12:00", organisation_id=2, purpose="chór")
        )

    def found(**filters: object) -> list[int]:
        with centre.reading() as session:
            drawn = search(session, Filters(text="chor", **filters))  # type: ignore[arg-type]  # by the test
        return [each.id for day in (*drawn.days, *drawn.past) for each in day.bookings]

    assert (found(), found(state="all"), found(state="cancelled")) == ([2], [1, 2], [1])
    assert (found(room=2), found(room=2, state="all")) == ([], [1])
    assert (found(organisation="dobry"), found(organisation="prosna")) == ([2], [])


def test_every_letter_that_postgresql_makes_plain_is_made_so_by_python() -> None:
    from copapp.bookings.search import LETTERS

    assert all(len(without_diacritics(each)) == 1 or each == "æ" for each in LETTERS)


ALL_VIEWS = pytest.mark.parametrize("view", list(VIEWS))


@ALL_VIEWS
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_each_view_shows_set_up_clearing_states_and_days_off(
    joined: Database, client: FlaskClient, details: Make, view: str
) -> None:
    with joined.unit_of_work(SYSTEM) as session:
        session.add(Closure(first_day=DAY, last_day=DAY, room_id=1, reason="malowanie"))
        actions.create_booking(session, details("2026-11-24T17:00", "2026-11-24T19:00"))
        for hour, act in ((10, actions.confirm_booking), (13, actions.cancel_booking)):
            made = actions.create_booking(session, details(f"2026-11-24T{hour}:00", f"2026-11-24T{hour}:45"))
            act(session, made.id or 0, 1)
    page = client.get(f"/bookings/{view}/2026-11-24?room=1&state=all").text
    assert any(told in page for told in ("sala zajęta 16:45–19:30", "16:45–17:00"))
    board = page[page.index('id="board"') : page.index('id="panel"')]
    assert all(state in board for state in ("wstępna", "potwierdzona", "odwołana"))
    assert "malowanie" in board
    assert "odwołana" not in client.get(f"/bookings/{view}/2026-11-24?room=1").text.partition('id="panel"')[0]
    feast = client.get(f"/bookings/{view}/2026-11-11?room=1").text.partition('id="panel"')[0]
    assert "Narodowe Święto Niepodległości" in feast


@ALL_VIEWS
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_new_after_a_change_comes_back_to_each_view(
    centre: Database, client: FlaskClient, details: Make, view: str
) -> None:
    shown = Shown(view, DAY).at(DAY).text
    known = client.get(f"/bookings/{view}/{DAY}").text
    drawn = re.search(r'name="drawn" value="([^"]*)"', known)
    assert drawn
    with centre.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2026-11-24T17:00", "2026-11-24T19:00", purpose="Próba chóru"))
    answer = client.get("/bookings/changes", query_string={"shown": shown, "since": 0, "drawn": drawn[1]}).text
    assert "Próba chóru" in answer
    assert ('id="board"' in answer) is (view in ("month", "list"))
