"""Taking changes back: whole, one by one, never over somebody else's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session

from copapp import audit, clock
from copapp.audit import Author
from copapp.bookings import actions, queries
from copapp.bookings.actions import RoomTaken
from copapp.bookings.models import Booking, BookingState
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.undo import CannotUndo, letters_told, undo, undoable
from copapp.correspondence.models import Letter
from copapp.db import Database
from tests.bookings.conftest import BOTH, Make, local

ANNA = Author("Anna Nowak")
JAN = Author("Jan Kos")

Work = Callable[[Session], object]

ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For what no database does in its own way; the fight for rooms takes back on both."""


def done(database: Database, work: Work, author: Author = ANNA) -> str:
    """Do something in a unit of work, and name that unit."""
    with database.unit_of_work(author) as session:
        work(session)
        return audit.unit_of(session)


def taken_back(database: Database, unit: str, author: Author = ANNA) -> str:
    return done(database, lambda session: undo(session, unit), author)


def now(database: Database, booking_id: int = 1) -> BookingInfo:
    with database.reading() as session:
        found = queries.booking(session, booking_id)
    assert found is not None
    return found


def what(booking: BookingInfo) -> BookingInfo:
    """The booking without what only counts."""
    return replace(booking, version=0, sequence=0)


@pytest.fixture
def made(centre: Database, details: Make) -> str:
    """The unit of work that made booking 1: the lecture hall on 24 November, 17:00 to 19:00."""
    given = details("2026-11-24T17:00", "2026-11-24T19:00", purpose="Zebranie", equipment=("projector",))
    return done(centre, lambda session: actions.create_booking(session, given))


def move(starts: str, ends: str, rooms: tuple[int, ...] = (1,), booking_id: int = 1) -> Work:
    def work(session: Session) -> object:
        version = session.get_one(Booking, booking_id).version
        return actions.move_booking(session, booking_id, version, rooms, local(starts), local(ends))

    return work


def cancel(session: Session) -> object:
    return actions.cancel_booking(session, 1, session.get_one(Booking, 1).version)


@ON_SQLITE
def test_what_was_made_is_cancelled_and_made_again(centre: Database, made: str) -> None:
    before = now(centre)
    unmaking = taken_back(centre, made)
    assert now(centre).state is BookingState.CANCELLED
    taken_back(centre, unmaking)
    assert what(now(centre)) == what(before)


def test_a_move_between_rooms_and_days_is_put_back(centre: Database, made: str) -> None:
    before = now(centre)
    unit = done(centre, move("2026-11-26T09:15", "2026-11-26T10:00", (2, 4)))
    assert now(centre).room_names == "Sala warsztatowa nr 1, Przestrzeń wspólna"
    taken_back(centre, unit)
    assert what(now(centre)) == what(before)
    assert now(centre).sequence == before.sequence + 2  # two more invitations could have told of it


@ON_SQLITE
def test_all_details_are_put_back(centre: Database, made: str, details: Make) -> None:
    before = now(centre)
    other = details("2026-11-24T17:00", "2026-11-24T19:00", organisation_id=2, attendees=5, note="Uwaga", purpose="")
    unit = done(centre, lambda session: actions.change_booking(session, 1, other, 1))
    taken_back(centre, unit)
    assert what(now(centre)) == what(before)


@ON_SQLITE
def test_what_the_details_do_not_hold_is_put_back_too(centre: Database, made: str) -> None:
    def reason_is_told(session: Session) -> None:
        session.get_one(Booking, 1).cancel_reason = "Awaria"

    unit = done(centre, reason_is_told)
    version = now(centre).version
    taken_back(centre, unit)
    with centre.reading() as session:
        assert session.get_one(Booking, 1).cancel_reason == ""
    assert now(centre).version == version + 1


def test_a_joined_room_comes_back_with_its_parts(joined: Database, details: Make) -> None:
    both = details("2026-11-24T17:00", "2026-11-24T19:00", rooms=(BOTH,))
    done(joined, lambda session: actions.create_booking(session, both))
    before = now(joined)
    unit = done(joined, move("2026-11-24T17:00", "2026-11-24T19:00", (1,)))
    taken_back(joined, unit)
    assert what(now(joined)) == what(before)
    assert {hold.room_id for hold in now(joined).holds} == {2, 3, BOTH}


@ON_SQLITE
def test_changes_unwind_one_by_one(centre: Database, made: str) -> None:
    start = now(centre)
    first = done(centre, move("2026-11-24T12:00", "2026-11-24T14:00"))
    middle = now(centre)
    second = done(centre, cancel)
    with pytest.raises(CannotUndo, match="ktoś zmienił"):
        taken_back(centre, first)
    taken_back(centre, second)
    assert what(now(centre)) == what(middle)
    taken_back(centre, first)
    assert what(now(centre)) == what(start)


@ON_SQLITE
def test_an_undo_can_be_undone_by_another(centre: Database, made: str) -> None:
    unit = done(centre, move("2026-11-24T12:00", "2026-11-24T14:00"))
    moved = now(centre)
    back = taken_back(centre, unit)
    taken_back(centre, back, JAN)
    assert what(now(centre)) == what(moved)
    with centre.reading() as session:
        assert audit.history(session, "booking", 1)[-1].author == "Jan Kos"


@ON_SQLITE
def test_nobody_is_overwritten_and_who_changed_it_is_named(centre: Database, made: str) -> None:
    unit = done(centre, move("2026-11-24T12:00", "2026-11-24T14:00"))
    done(centre, lambda session: actions.confirm_booking(session, 1, 2), JAN)
    with pytest.raises(CannotUndo, match=r"bez nazwy|Zebranie, wt\., 24\.11, 12:00–14:00: .*Jan Kos"):
        taken_back(centre, unit)
    assert now(centre).state is BookingState.CONFIRMED
    assert now(centre).starts_at == local("2026-11-24T12:00")


@ON_SQLITE
def test_the_booking_that_took_its_place_is_named(centre: Database, made: str, details: Make) -> None:
    unit = done(centre, move("2026-11-24T12:00", "2026-11-24T14:00"))
    other = details("2026-11-24T18:00", "2026-11-24T20:00", contact_name="Ewa Lis")
    done(centre, lambda session: actions.create_booking(session, other), JAN)
    with pytest.raises(RoomTaken, match="Ewa Lis, wtorek, 24 listopada, 18:00–20:00"):
        taken_back(centre, unit)
    done(centre, lambda session: actions.cancel_booking(session, 2, 1), JAN)
    taken_back(centre, unit)
    assert now(centre).starts_at == local("2026-11-24T17:00")


@ON_SQLITE
def test_several_bookings_of_one_unit_go_back_together_or_not_at_all(
    centre: Database, made: str, details: Make
) -> None:
    def swap(session: Session) -> None:
        """Booking 1 makes way and another takes its place."""
        move("2026-11-25T17:00", "2026-11-25T19:00")(session)
        actions.create_booking(session, details("2026-11-24T17:00", "2026-11-24T19:00"))

    unit = done(centre, swap)
    done(centre, move("2026-11-25T18:00", "2026-11-25T19:00"))
    with pytest.raises(CannotUndo):
        taken_back(centre, unit)
    assert now(centre, 2).state is BookingState.TENTATIVE  # the one that could have gone back did not
    done(centre, move("2026-11-25T17:00", "2026-11-25T19:00"))
    taken_back(centre, unit)
    assert (now(centre).starts_at, now(centre, 2).state) == (local("2026-11-24T17:00"), BookingState.CANCELLED)


@ON_SQLITE
def test_nothing_is_nothing_to_undo(centre: Database) -> None:
    with pytest.raises(CannotUndo, match="Nie ma czego cofać"):
        taken_back(centre, "0" * 32)


@ON_SQLITE
def test_the_history_offers_what_stands(centre: Database, made: str, staff: object) -> None:
    someone = Author("Anna Nowak", 1)
    first = done(centre, move("2026-11-24T12:00", "2026-11-24T14:00"), someone)
    second = done(centre, cancel, someone)

    def offered() -> dict[str, int]:
        with centre.reading() as session:
            return undoable(session, {entry.unit for entry in audit.history(session, "booking", 1)})

    assert offered() == {second: 1}  # and not what a program made
    back = taken_back(centre, second, someone)
    assert offered() == {first: 1, back: 1}


@ON_SQLITE
def test_a_letter_that_told_of_it_is_found(centre: Database, made: str) -> None:
    def letter(session: Session) -> None:
        calendar = f"BEGIN:VEVENT\r\nUID:{now(centre).uid}\r\nEND:VEVENT"
        later = clock.now() + timedelta(seconds=1)
        session.add(
            Letter(message_id="<1@x>", to_address="a@example.org", subject="", body="", calendar=calendar, raw=b"",
                   created_at=later)
        )  # fmt: skip

    before = done(centre, move("2026-11-24T12:00", "2026-11-24T14:00"))
    done(centre, letter)
    with clock.stopped_at(clock.now() + timedelta(minutes=1)), centre.unit_of_work(ANNA) as session:
        undo(session, before)
        assert [each.to_address for each in letters_told(session, before)] == ["a@example.org"]
        assert letters_told(session, audit.unit_of(session)) == []
