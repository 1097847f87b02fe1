"""Creating, changing, moving, confirming and cancelling, on both databases."""

import pytest
from sqlmodel import Session, select

from copapp.audit import SYSTEM, Author, history
from copapp.bookings import actions, queries
from copapp.bookings.actions import NoSuchBooking, RoomTaken
from copapp.bookings.models import Booking, BookingRoom, BookingState
from copapp.db import Database
from copapp.problems import Refused, Stale
from tests.bookings.conftest import Make, local

EVENING = ("2026-11-24T17:00", "2026-11-24T19:00")


def made(centre: Database, *args: object) -> int:
    with centre.unit_of_work(SYSTEM) as session:
        booking = actions.create_booking(session, *args)  # type: ignore[arg-type]  # as the test gives
    assert booking.id is not None
    return booking.id


def rows(session: Session, booking_id: int) -> dict[int, tuple[object, object, bool]]:
    found = session.exec(select(BookingRoom).where(BookingRoom.booking_id == booking_id))
    return {row.room_id: (row.starts_at, row.ends_at, row.holds) for row in found}


def test_a_booking_holds_all_its_rooms(centre: Database, details: Make) -> None:
    booking_id = made(centre, details(*EVENING, rooms=(3, 1, 1), purpose="Zebranie", equipment=("projector",)))
    with centre.reading() as session:
        found = queries.booking(session, booking_id)
        assert found is not None
        assert [room.id for room in found.rooms] == [1, 3]
        assert (found.starts_at, found.ends_at) == (local(EVENING[0]), local(EVENING[1]))
        assert (found.purpose, found.equipment, found.version, found.sequence) == ("Zebranie", ("projector",), 1, 0)
        assert found.uid.endswith("@cop.kalisz")
        assert found.state is BookingState.TENTATIVE


def test_a_taken_room_is_refused_with_who_and_when(centre: Database, details: Make) -> None:
    made(centre, details(*EVENING, rooms=(1, 2), organisation_id=1))
    with pytest.raises(RoomTaken) as refused:
        made(centre, details("2026-11-24T18:30", "2026-11-24T20:00", rooms=(2, 4)))
    assert refused.value.message == (
        "zajęte: Stowarzyszenie Zielony Prosna, wtorek, 24 listopada, 17:00–19:00"
        " (Sala wykładowa, Sala warsztatowa nr 1)"
    )
    assert refused.value.field == "starts"
    with centre.reading() as session:
        assert len(session.exec(select(Booking)).all()) == 1


def test_a_refusal_leaves_the_larger_unit_of_work_alive(centre: Database, details: Make) -> None:
    made(centre, details(*EVENING))
    with centre.unit_of_work(SYSTEM) as session:
        before = actions.create_booking(session, details(*EVENING, rooms=(2,)))
        with pytest.raises(RoomTaken):
            actions.create_booking(session, details(*EVENING, rooms=(3, 1)))
        after = actions.create_booking(session, details(*EVENING, rooms=(4,)))
    with centre.reading() as session:
        assert {row.room_id for row in session.exec(select(BookingRoom))} == {1, 2, 4}
        assert history(session, "booking", before.id or 0)
        assert history(session, "booking", after.id or 0)


def test_one_may_begin_when_another_ends(centre: Database, details: Make) -> None:
    neighbours = (EVENING, ("2026-11-24T19:00", "2026-11-24T20:00"), ("2026-11-24T16:00", "2026-11-24T17:00"))
    assert len({made(centre, details(*hours)) for hours in neighbours}) == 3


def test_changing_time_and_rooms_keeps_the_rooms_in_step(centre: Database, details: Make) -> None:
    booking_id = made(centre, details(*EVENING, rooms=(1, 2)))
    with centre.unit_of_work(SYSTEM) as session:
        later = details("2026-11-25T10:00", "2026-11-25T12:00", rooms=(2, 3), purpose="Warsztat")
        changed = actions.change_booking(session, booking_id, later, 1)
        assert (changed.version, changed.sequence) == (2, 1)
        times = (local("2026-11-25T10:00"), local("2026-11-25T12:00"), True)
        assert rows(session, booking_id) == {2: times, 3: times}


def test_a_refused_change_leaves_the_booking_as_it_was(centre: Database, details: Make) -> None:
    made(centre, details(*EVENING, rooms=(3,), contact_name="Jan Kowalski"))
    booking_id = made(centre, details("2026-11-24T10:00", "2026-11-24T12:00", rooms=(1, 2), purpose="Próba"))
    with centre.unit_of_work(SYSTEM) as session:
        with pytest.raises(RoomTaken, match="Jan Kowalski"):
            actions.move_booking(session, booking_id, 1, (2, 3), local(EVENING[0]), local(EVENING[1]))
        assert actions.details_of(session, booking_id).purpose == "Próba"
    with centre.reading() as session:
        times = (local("2026-11-24T10:00"), local("2026-11-24T12:00"), True)
        assert rows(session, booking_id) == {1: times, 2: times}
        assert [entry.action for entry in history(session, "booking", booking_id)] == ["created"] * 3


def test_a_booking_may_be_moved_over_its_own_time(centre: Database, details: Make) -> None:
    booking_id = made(centre, details(*EVENING))
    with centre.unit_of_work(SYSTEM) as session:
        moved = actions.move_booking(session, booking_id, 1, (1,), local("2026-11-24T17:30"), local("2026-11-24T19:30"))
        assert moved.sequence == 1


def test_words_alone_do_not_raise_the_sequence(centre: Database, details: Make) -> None:
    booking_id = made(centre, details(*EVENING))
    with centre.unit_of_work(SYSTEM) as session:
        changed = actions.change_booking(session, booking_id, details(*EVENING, note="klucz u portiera"), 1)
        assert (changed.version, changed.sequence) == (2, 0)


def test_saving_what_stands_already_changes_nothing(centre: Database, details: Make) -> None:
    booking_id = made(centre, details(*EVENING))
    with centre.unit_of_work(SYSTEM) as session:
        assert actions.change_booking(session, booking_id, details(*EVENING), 1).version == 1
    with centre.reading() as session:
        assert len(history(session, "booking", booking_id)) == 2


def test_a_form_from_an_older_version_is_stale(centre: Database, details: Make) -> None:
    booking_id = made(centre, details(*EVENING))
    with centre.unit_of_work(SYSTEM) as session:
        actions.confirm_booking(session, booking_id, 1)
    with centre.unit_of_work(SYSTEM) as session, pytest.raises(Stale):
        actions.cancel_booking(session, booking_id, 1)


def test_a_cancelled_booking_frees_its_rooms_and_keeps_its_words(centre: Database, details: Make) -> None:
    booking_id = made(centre, details(*EVENING, rooms=(1, 2), purpose="Zebranie"))
    with centre.unit_of_work(SYSTEM) as session:
        cancelled = actions.cancel_booking(session, booking_id, 1)
        assert (cancelled.state, cancelled.holds, cancelled.sequence) == (BookingState.CANCELLED, False, 1)
    made(centre, details(*EVENING, rooms=(2,)))
    with centre.reading() as session:
        found = queries.booking(session, booking_id)
        assert found is not None
        assert (found.purpose, [room.id for room in found.rooms]) == ("Zebranie", [1, 2])


def test_a_cancelled_booking_comes_back_only_while_its_rooms_are_free(centre: Database, details: Make) -> None:
    booking_id = made(centre, details(*EVENING, rooms=(1, 2)))
    with centre.unit_of_work(SYSTEM) as session:
        actions.cancel_booking(session, booking_id, 1)
    other = made(centre, details(*EVENING, rooms=(2,)))
    with centre.unit_of_work(SYSTEM) as session, pytest.raises(RoomTaken):
        actions.change_booking(session, booking_id, details(*EVENING, rooms=(1, 2)), 2)
    with centre.unit_of_work(SYSTEM) as session:
        actions.cancel_booking(session, other, 1)
        actions.confirm_booking(session, booking_id, 2)


@pytest.mark.parametrize(
    ("starts", "ends", "rooms", "field"),
    [
        ("2026-11-24T17:00", "2026-11-24T17:00", (1,), "ends"),
        ("2026-11-24T17:00", "2026-11-24T16:00", (1,), "ends"),
        ("2026-11-24T17:00", "2026-12-26T17:00", (1,), "ends"),
        ("2026-11-24T17:00", "2026-11-24T18:00", (), "rooms"),
        ("2026-11-24T17:00", "2026-11-24T18:00", (1, 99), "rooms"),
    ],
)
def test_what_is_no_booking_names_its_field(
    centre: Database, details: Make, starts: str, ends: str, rooms: tuple[int, ...], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        made(centre, details(starts, ends, rooms=rooms))
    assert refused.value.field == field


def test_an_unknown_booking_is_refused(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        with pytest.raises(NoSuchBooking):
            actions.change_booking(session, 99, details(*EVENING), 1)
        with pytest.raises(NoSuchBooking):
            actions.cancel_booking(session, 99, 1)


def test_the_trail_tells_who_moved_what_from_where(centre: Database, details: Make) -> None:
    booking_id = made(centre, details(*EVENING))
    with centre.unit_of_work(Author("Anna Nowak")) as session:
        actions.move_booking(session, booking_id, 1, (2,), local("2026-11-24T09:00"), local("2026-11-24T11:00"))
    with centre.reading() as session:
        late = [entry for entry in history(session, "booking", booking_id) if entry.author == "Anna Nowak"]
    told = {(entry.entity, entry.action): (entry.before, entry.after) for entry in late}
    assert told["booking", "changed"][0]["starts_at"] == "2026-11-24T16:00:00+00:00"
    assert told["booking", "changed"][1]["starts_at"] == "2026-11-24T08:00:00+00:00"
    assert told["booking_room", "deleted"][0]["room_id"] == 1
    assert told["booking_room", "created"][1]["room_id"] == 2
