"""Two at once, where no constraint of the database would stop the second: it waits, and finds what the first did."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlmodel import Session, select

from copapp import clock
from copapp.audit import SYSTEM
from copapp.bookings import (
    actions,
    forms,
    invitation,
    policies,
    queries,
    secret_addresses,
    series,
    series_desk,
    telling,
)
from copapp.bookings.invitation import Party
from copapp.bookings.models import Booking, Series
from copapp.bookings.policy import Policy
from copapp.bookings.recurrence import Recurrence
from copapp.bookings.series_plan import Scope, plan_new
from copapp.config import load
from copapp.correspondence import actions as correspondence
from copapp.correspondence.models import Letter
from copapp.db import Database
from copapp.problems import Refused
from tests.bookings.conftest import Make, local

SETTINGS = load({"COP_DATA": "/nonexistent", "COP_SECRET_KEY": "x" * 64}, dotenv=None)
HEAD_START_SECONDS = 0.5


@pytest.fixture(autouse=True)
def _still() -> Iterator[None]:
    with clock.stopped_at(local("2026-11-20T10:00")):
        yield


def both(database: Database, first: Callable[[Session], object], second: Callable[[Session], object]) -> str:
    """What the second's unit of work came to, which began while the first's was open."""
    said = []

    def follow() -> None:
        try:
            with database.unit_of_work(SYSTEM) as session:
                second(session)
            said.append("done")
        except Refused as refused:
            said.append(refused.message)

    other = threading.Thread(target=follow)
    with database.unit_of_work(SYSTEM) as session:
        first(session)
        other.start()
        time.sleep(HEAD_START_SECONDS)
    other.join()
    return said[0]


def test_a_guest_is_told_once(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        actions.create_booking(session, details("2026-11-24T17:00", "2026-11-24T19:00"))
        booking = queries.booking(session, 1)
        assert booking is not None
        text = invitation.request(booking, Party("COP", "cop@example.org"), [Party("", "jan@ngo.example")])
        correspondence.queue_letter(
            session, SETTINGS, to_address="jan@ngo.example", subject="Potwierdzenie", body="…", calendar=text
        )
        actions.move_booking(session, 1, 1, (1,), local("2026-11-24T18:00"), local("2026-11-24T20:00"))

    told = both(centre, *[lambda session: telling.tell(session, SETTINGS, 1, 2)] * 2)

    assert told == "Zaproszenie jest aktualne: nie ma o czym pisać."
    with centre.reading() as session:
        assert len(session.exec(select(Letter)).all()) == 2


def test_a_series_that_is_just_being_ended_is_not_extended(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        wanted = details("2026-11-24T17:00", "2026-11-24T19:00")
        series.save(session, plan_new(session, wanted, Recurrence("FREQ=WEEKLY;BYDAY=TU"), {}))
    with clock.stopped_at(local("2026-12-20T10:00")):
        with centre.reading() as session:
            anchor = queries.bookings_of_series(session, 1)[5]
            known = len(session.exec(select(Booking)).all())

        extended = both(
            centre, lambda session: series.cancel(session, anchor, anchor.version, Scope.ALL), series.extend
        )

        assert extended == "done"
        with centre.reading() as session:
            assert len(session.exec(select(Booking)).all()) == known


def test_of_two_who_change_a_series_neither_overwrites_the_other(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        wanted = details("2026-11-24T17:00", "2026-11-24T19:00")
        series.save(session, plan_new(session, wanted, Recurrence("FREQ=WEEKLY;BYDAY=TU;COUNT=4"), {}))
    with centre.reading() as session:
        anchor = queries.bookings_of_series(session, 1)[0]
        repeat = series_desk.shown(session, anchor)[1]

    def change(purpose: str = "", **repeats: str) -> Callable[[Session], object]:
        typed, again = replace(forms.written(anchor), purpose=purpose), replace(repeat, **repeats)
        known = {"looked": True, "booking_id": anchor.id, "version": anchor.version, "series_version": 1}
        return lambda session: series_desk.save_form(session, typed, again, Scope.ALL, {}, **known)

    said = both(centre, change(times="6"), change(purpose="Próba"))

    assert said.startswith("Ktoś zmienił powtarzanie w międzyczasie. Teraz jest: ")
    with centre.reading() as session:
        assert len(queries.bookings_of_series(session, 1)) == 6
        assert "COUNT=6" in session.get_one(Series, 1).rule


def test_of_two_first_rules_of_booking_the_later_stands(centre: Database) -> None:
    rules = [Policy(ask_latest=days) for days in (2, 3)]

    assert both(centre, *[lambda session, each=each: policies.save_policy(session, each) for each in rules]) == "done"

    with centre.reading() as session:
        assert policies.policy(session) == rules[1]


def test_an_address_issued_anew_by_two_is_another_each_time(centre: Database) -> None:
    assert both(centre, *[lambda session: secret_addresses.issue_anew(session, "door", "all")] * 2) == "done"

    with centre.reading() as session:
        assert secret_addresses.generation(session, "door", "all") == 2
