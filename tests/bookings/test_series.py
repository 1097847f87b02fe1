"""Series: rows that the database guards, changed from one on or as a whole, exceptions kept, all of it taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session, col, select

from copapp import clock
from copapp.audit import SYSTEM, Author
from copapp.bookings import actions, queries, series
from copapp.bookings.actions import RoomTaken
from copapp.bookings.models import Booking, BookingState, Series
from copapp.bookings.occurrences import Choice
from copapp.bookings.recurrence import Recurrence
from copapp.bookings.rules import BookingDetails
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.series_pattern import details_in
from copapp.bookings.series_plan import Scope, SeriesPlan, plan_edit, plan_new
from copapp.bookings.undo import CannotUndo
from copapp.db import Database
from copapp.problems import Refused, Stale
from tests.bookings.conftest import Make, local
from tests.bookings.test_undo import ON_SQLITE, done, taken_back
from tests.statements import counted

WEEKLY = Recurrence("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270216")
ENDLESS = Recurrence("FREQ=WEEKLY;BYDAY=TU")


@pytest.fixture(autouse=True)
def _still() -> Iterator[None]:
    with clock.stopped_at(local("2027-01-01T12:00")):
        yield


@pytest.fixture
def tuesday(details: Make) -> BookingDetails:
    return details("2027-01-19T17:00", "2027-01-19T19:00", purpose="Chór")


def make(session: Session, given: BookingDetails, wanted: Recurrence, **choices: Choice) -> Series:
    picked = {date.fromisoformat(f"2027-{day[1:].replace('_', '-')}"): choice for day, choice in choices.items()}
    return series.save(session, plan_new(session, given, wanted, picked))


@pytest.fixture
def made(centre: Database, tuesday: BookingDetails) -> str:
    """The unit of work that made five Tuesdays, from 19 January to 16 February."""
    return done(centre, lambda session: make(session, tuesday, WEEKLY))


def all_bookings(database: Database) -> list[BookingInfo]:
    with database.reading() as session:
        ids = [number for number in session.exec(select(Booking.id)) if number]
        return sorted(queries.bookings_by_ids(session, ids).values(), key=lambda each: (each.starts_at, each.id))


def told(database: Database) -> list[str]:
    """What is booked: "19.01 17 Chór", a room besides the first by its number."""
    return [_told(each) for each in all_bookings(database) if not each.is_cancelled]


def _told(booking: BookingInfo) -> str:
    rooms = "".join(f" s{room.id}" for room in booking.rooms if room.id != 1)
    return f"{clock.to_local(booking.starts_at):%d.%m %H} {booking.purpose}{rooms}"


def on(database: Database, day: str) -> BookingInfo:
    """The booking whose rule has it on that day of 2027, written 01-19."""
    return next(each for each in all_bookings(database) if str(each.series_day) == f"2027-{day}")


def edit(
    session: Session,
    anchor: BookingInfo,
    scope: Scope,
    wanted: Recurrence | None = None,
    choices: dict[date, Choice] | None = None,
    **changes: object,
) -> SeriesPlan:
    given = replace(details_in(anchor), **changes)  # type: ignore[arg-type]  # as the test gives
    plan = plan_edit(session, anchor, scope, given, wanted, choices or {})
    series.save(session, plan)
    return plan


def test_each_occurrence_is_a_row_at_its_hours(centre: Database, made: str) -> None:
    assert told(centre) == [f"{day} 17 Chór" for day in ("19.01", "26.01", "02.02", "09.02", "16.02")]
    assert len({each.uid for each in all_bookings(centre)}) == 5


@ON_SQLITE
def test_a_series_keeps_its_hour_through_both_changes_of_the_clock(centre: Database, tuesday: BookingDetails) -> None:
    year = Recurrence("FREQ=WEEKLY;BYDAY=TU;UNTIL=20271221")
    with centre.unit_of_work(SYSTEM) as session:
        make(session, tuesday, year)
    hours = {(f"{clock.to_local(each.starts_at):%H:%M}", each.starts_at.hour) for each in all_bookings(centre)}
    assert hours == {("17:00", 16), ("17:00", 15)}


def test_a_taken_day_is_left_out_moved_or_gets_another_room(
    centre: Database, tuesday: BookingDetails, details: Make
) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        for day in ("26", "02", "09"):
            month = "01" if day == "26" else "02"
            actions.create_booking(session, details(f"2027-{month}-{day}T18:00", f"2027-{month}-{day}T20:00"))
        found = plan_new(session, tuesday, WEEKLY, {})
        assert [each.day.day for each in found.occurrences if each.conflicts] == [26, 2, 9]
        assert [each.day.day for each in found.skipped] == [26, 2, 9]
        assert 2 in [room.id for room in found.occurrences[1].free_rooms]
        choices = {"d02_02": Choice("move", "03.02.2027", "9", "11"), "d02_09": Choice("room:3")}
        made = make(session, tuesday, WEEKLY, **choices)
    assert [one for one in told(centre) if "Chór" in one] == [
        "19.01 17 Chór",
        "03.02 09 Chór",
        "09.02 17 Chór s3",
        "16.02 17 Chór",
    ]
    assert made.left_out == ["2027-01-26"]


def test_a_day_that_is_kept_though_taken_makes_none(centre: Database, tuesday: BookingDetails, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2027-02-02T18:00", "2027-02-02T20:00"))
    with pytest.raises(RoomTaken), centre.unit_of_work(SYSTEM) as session:
        make(session, tuesday, WEEKLY, d02_02=Choice("keep"))
    assert len(all_bookings(centre)) == 1


@ON_SQLITE
def test_a_move_that_can_not_be_read_says_so(centre: Database, tuesday: BookingDetails) -> None:
    with pytest.raises(Refused, match="Nie ma godziny „rano”"), centre.unit_of_work(SYSTEM) as session:
        make(session, tuesday, WEEKLY, d02_02=Choice("move", "02.02.2027", "rano", "11"))


@ON_SQLITE
def test_a_skipped_hour_of_the_clock_can_be_moved(centre: Database, details: Make) -> None:
    night = details("2027-03-21T02:30", "2027-03-21T03:30", purpose="Noc")
    weekly = Recurrence("FREQ=WEEKLY;BYDAY=SU;COUNT=2")
    with pytest.raises(Refused, match="Tej godziny nie ma"), centre.unit_of_work(SYSTEM) as session:
        make(session, night, weekly)
    with centre.unit_of_work(SYSTEM) as session:
        make(session, night, weekly, d03_28=Choice("move", "28.03.2027", "4", "5"))
    assert told(centre) == ["21.03 02 Noc", "28.03 04 Noc"]


def test_this_and_following_become_a_series_of_their_own(centre: Database, made: str) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        later = local("2027-02-02T18:00"), local("2027-02-02T20:00")
        edit(session, on(centre, "02-02"), Scope.FOLLOWING, starts_at=later[0], ends_at=later[1], purpose="Próba")
    assert told(centre) == ["19.01 17 Chór", "26.01 17 Chór", "02.02 18 Próba", "09.02 18 Próba", "16.02 18 Próba"]
    with centre.reading() as session:
        rules = [(row.rule, str(row.first_day)) for row in session.exec(select(Series).order_by(col(Series.id)))]
    assert rules == [
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270201", "2027-01-19"),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270216", "2027-02-02"),
    ]


def test_exceptions_survive_an_edit_of_the_series(centre: Database, made: str) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        moved = on(centre, "01-26")
        actions.move_booking(session, moved.id, 1, (2,), local("2027-01-27T10:00"), local("2027-01-27T12:00"))
        actions.cancel_booking(session, on(centre, "02-09").id, 1)
        noted = on(centre, "02-16")
        actions.change_booking(session, noted.id, replace(details_in(noted), note="klucz u Ewy", purpose="Koncert"), 1)
    with centre.unit_of_work(SYSTEM) as session:
        later = local("2027-01-19T16:00"), local("2027-01-19T18:00")
        edit(
            session, on(centre, "01-19"), Scope.ALL, starts_at=later[0], ends_at=later[1], purpose="Próba", attendees=9
        )
    assert told(centre) == ["19.01 16 Próba", "27.01 10 Próba s2", "02.02 16 Próba", "16.02 16 Koncert"]
    assert (on(centre, "02-16").note, on(centre, "02-16").attendees) == ("klucz u Ewy", 9)
    assert on(centre, "02-09").is_cancelled


def test_a_series_moves_to_another_day_with_its_exceptions(centre: Database, made: str) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        actions.cancel_booking(session, on(centre, "02-09").id, 1)
        wednesday = local("2027-01-20T17:00"), local("2027-01-20T19:00")
        plan = edit(session, on(centre, "01-19"), Scope.ALL, starts_at=wednesday[0], ends_at=wednesday[1])
    assert plan.recurrence.rule == "FREQ=WEEKLY;BYDAY=WE;UNTIL=20270217"
    assert told(centre) == ["20.01 17 Chór", "27.01 17 Chór", "03.02 17 Chór", "17.02 17 Chór"]
    assert on(centre, "02-10").is_cancelled


def test_a_changed_rule_adds_and_calls_off_days(centre: Database, made: str) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        fortnightly = Recurrence("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270218")
        edit(session, on(centre, "01-19"), Scope.ALL, fortnightly)
    days = ["19.01", "21.01", "02.02", "04.02", "16.02", "18.02"]
    assert told(centre) == [f"{day} 17 Chór" for day in days]
    with centre.unit_of_work(SYSTEM) as session:
        edit(session, on(centre, "01-19"), Scope.ALL, WEEKLY)
    assert len(told(centre)) == 5


@ON_SQLITE
def test_what_is_over_stays_as_it_was(centre: Database, made: str) -> None:
    with clock.stopped_at(local("2027-01-28T12:00")), centre.unit_of_work(SYSTEM) as session:
        edit(session, on(centre, "02-02"), Scope.ALL, purpose="Próba")
    assert told(centre)[1:3] == ["26.01 17 Chór", "02.02 17 Próba"]


@ON_SQLITE
def test_of_a_count_the_rest_is_left(centre: Database, tuesday: BookingDetails) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        make(session, tuesday, Recurrence("FREQ=WEEKLY;BYDAY=TU;COUNT=5"))
    with centre.unit_of_work(SYSTEM) as session:
        plan = edit(session, on(centre, "02-02"), Scope.FOLLOWING, purpose="Próba")
    assert plan.recurrence.rule == "FREQ=WEEKLY;BYDAY=TU;COUNT=3"


@ON_SQLITE
def test_the_first_thursday_of_a_month_has_no_day_after(centre: Database, details: Make) -> None:
    thursday = details("2027-01-07T17:00", "2027-01-07T19:00")
    with centre.unit_of_work(SYSTEM) as session:
        make(session, thursday, Recurrence("FREQ=MONTHLY;BYDAY=1TH;COUNT=3"))
    friday = local("2027-01-08T17:00"), local("2027-01-08T19:00")
    with pytest.raises(Refused, match="Dzień tego cyklu"), centre.unit_of_work(SYSTEM) as session:
        edit(session, on(centre, "01-07"), Scope.ALL, starts_at=friday[0], ends_at=friday[1])


def test_a_series_is_confirmed_in_part_and_ended(centre: Database, made: str) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        series.confirm(session, on(centre, "02-02"), 1, Scope.FOLLOWING)
    states = [each.state.value for each in all_bookings(centre)]
    assert states == ["tentative"] * 2 + ["confirmed"] * 3
    with pytest.raises(Stale), centre.unit_of_work(SYSTEM) as session:
        series.cancel(session, on(centre, "02-09"), 1, Scope.FOLLOWING)
    with centre.unit_of_work(SYSTEM) as session:
        series.cancel(session, on(centre, "02-09"), 2, Scope.FOLLOWING, "brak chętnych")
    assert told(centre) == ["19.01 17 Chór", "26.01 17 Chór", "02.02 17 Chór"]


def rows(database: Database) -> list[object]:
    kept = [replace(each, version=0, sequence=0) for each in all_bookings(database) if not each.is_cancelled]
    with database.reading() as session:
        return [kept, [(row.rule, row.pattern, row.active, row.left_out) for row in session.exec(select(Series))]]


def test_a_change_of_a_series_is_taken_back_in_one_go(centre: Database, made: str) -> None:
    before = rows(centre)
    rule = Recurrence("FREQ=WEEKLY;BYDAY=TU,WE;UNTIL=20270209")
    unit = done(centre, lambda session: edit(session, on(centre, "01-19"), Scope.ALL, rule, purpose="Próba"))
    after = rows(centre)
    assert after != before
    undoing = taken_back(centre, unit)
    assert rows(centre) == before
    taken_back(centre, undoing)
    assert rows(centre) == after


def test_a_split_is_taken_back_and_then_the_making(centre: Database, made: str) -> None:
    before = rows(centre)
    unit = done(centre, lambda session: edit(session, on(centre, "02-02"), Scope.FOLLOWING, purpose="Próba"))
    taken_back(centre, unit)
    assert rows(centre)[0] == before[0]
    taken_back(centre, made)
    assert told(centre) == []
    with centre.reading() as session:
        assert not any(row.active for row in session.exec(select(Series)))


@ON_SQLITE
def test_what_others_changed_since_stands_in_the_way_of_an_undo(centre: Database, made: str) -> None:
    done(centre, lambda session: series.cancel(session, on(centre, "02-16"), 1, Scope.FOLLOWING), Author("Jan Kos"))
    with pytest.raises(CannotUndo, match="Jan Kos"):
        taken_back(centre, made)


def test_a_rule_without_an_end_runs_to_the_horizon_and_is_extended(
    centre: Database, tuesday: BookingDetails, details: Make
) -> None:
    unit = done(centre, lambda session: make(session, tuesday, ENDLESS))
    assert told(centre)[-1] == "29.06 17 Chór"
    with clock.stopped_at(local("2027-01-14T12:00")):
        with centre.unit_of_work(SYSTEM) as session:
            actions.create_booking(session, details("2027-07-13T18:00", "2027-07-13T20:00"))
            assert (series.extend(session), series.extend(session)) == (2, 0)
        assert told(centre)[-2:] == ["06.07 17 Chór", "13.07 18 "]
        with centre.reading() as session:
            taken = session.exec(select(Booking).where(Booking.series_day == date(2027, 7, 13))).one()
        assert taken.state is BookingState.CANCELLED and "zajęte" in taken.cancel_reason
        with pytest.raises(CannotUndo, match="Cykl zmienił się"):
            taken_back(centre, unit)


@ON_SQLITE
def test_an_ended_series_is_not_extended(centre: Database, tuesday: BookingDetails) -> None:
    unit = done(centre, lambda session: make(session, tuesday, ENDLESS))
    taken_back(centre, unit)
    with clock.stopped_at(local("2027-03-14T12:00")), centre.unit_of_work(SYSTEM) as session:
        assert series.extend(session) == 0


@ON_SQLITE
def test_a_plan_costs_the_same_for_few_days_and_for_many(centre: Database, tuesday: BookingDetails) -> None:
    costs = []
    for count in (3, 60):
        with centre.reading() as session, counted(centre) as statements:
            plan_new(session, tuesday, Recurrence(f"FREQ=WEEKLY;BYDAY=TU;COUNT={count}"), {})
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 9


@ON_SQLITE
@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=DAILY;COUNT=201", "więcej niż 200"),
        ("FREQ=HOURLY", "nie da się"),
        ("FREQ=YEARLY;BYMONTH=3;UNTIL=20270201", "ani jeden"),
    ],
)
def test_rules_that_make_no_series(centre: Database, tuesday: BookingDetails, rule: str, said: str) -> None:
    with pytest.raises(Refused, match=said), centre.unit_of_work(SYSTEM) as session:
        make(session, tuesday, Recurrence(rule))
