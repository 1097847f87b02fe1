"""The database itself keeps two bookings out of one room, whoever asks: here in plain SQL, beside the code."""

import json
from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from copapp.audit import SYSTEM
from copapp.bookings import actions
from copapp.columns import UtcDateTime
from copapp.db import Database
from tests.bookings.conftest import Make, local

BOOKING = text(
    "INSERT INTO booking (id, state, holds, starts_at, ends_at, purpose, contact_name, contact_email, contact_phone,"
    " equipment, note, uid, sequence, version, created_at) VALUES"
    " (:id, 'confirmed', :holds, :starts, :ends, '', '', '', '', :equipment, '', :uid, 0, 1, :starts)"
)
ROOM = text(
    "INSERT INTO booking_room (booking_id, room_id, starts_at, ends_at, holds)"
    " VALUES (:id, :room, :starts, :ends, :holds)"
)


def stored(session: Session, wall: str) -> datetime:
    """An instant as this database keeps it."""
    value = UtcDateTime().process_bind_param(local(wall), session.get_bind().dialect)
    assert value is not None
    return value


def insert(session: Session, number: int, starts: str, ends: str, room: int = 1, holds: bool = True) -> None:
    given = {
        "id": number,
        "room": room,
        "starts": stored(session, starts),
        "ends": stored(session, ends),
        "holds": holds,
    }
    connection = session.connection()
    connection.execute(BOOKING, given | {"uid": str(number), "equipment": json.dumps([])})
    connection.execute(ROOM, given)


def refuses(centre: Database, *statements: tuple[str, dict[str, object]]) -> bool:
    """Whether the database refuses the last of these statements, and takes those before it."""
    with centre.unit_of_work(SYSTEM) as session:
        for statement, values in statements[:-1]:
            session.connection().execute(text(statement), values)
        try:
            with session.begin_nested():
                session.connection().execute(text(statements[-1][0]), statements[-1][1])
        except IntegrityError as error:
            return "room_taken" in str(error)
    return False


@pytest.mark.parametrize(
    ("starts", "ends", "taken"),
    [
        ("17:00", "19:00", True),
        ("18:59", "20:00", True),
        ("16:00", "17:01", True),
        ("17:30", "18:00", True),
        ("16:00", "20:00", True),
        ("19:00", "20:00", False),
        ("16:00", "17:00", False),
    ],
)
def test_an_overlapping_row_is_refused(centre: Database, starts: str, ends: str, taken: bool) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        insert(session, 1, "2026-11-24T17:00", "2026-11-24T19:00")
        if taken:
            with pytest.raises(IntegrityError, match="room_taken"), session.begin_nested():
                insert(session, 2, f"2026-11-24T{starts}", f"2026-11-24T{ends}")
        else:
            insert(session, 2, f"2026-11-24T{starts}", f"2026-11-24T{ends}")
        insert(session, 3, "2026-11-24T17:00", "2026-11-24T19:00", room=2)
        insert(session, 4, "2026-11-24T17:00", "2026-11-24T19:00", holds=False)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("starts", "ends", "refusal"),
    [
        ("2026-11-24T16:30:00", "2026-11-24T17:30:00", "room_taken"),
        ("2026-11-24T16:30Z", "2026-11-24T17:30Z", "room_taken"),
        ("2026-11-24 18:30:00+01:00", "2026-11-24 19:30:00+01:00", "room_taken"),
        ("2026-11-24T18:00:00", "2026-11-24T19:00:00", None),
        ("2026-11-24 15:00", "2026-11-24 16:00:00.000000", None),
        ("jutro", "pojutrze", "no_span"),
    ],
)
def test_however_an_instant_is_written_it_counts(centre: Database, starts: str, ends: str, refusal: str | None) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        insert(session, 1, "2026-11-24T17:00", "2026-11-24T19:00")
    given = {"id": 2, "room": 1, "starts": starts, "ends": ends, "holds": True, "uid": "2", "equipment": "[]"}
    with centre.unit_of_work(SYSTEM) as session:
        session.connection().execute(BOOKING, given)
        if refusal is None:
            session.connection().execute(ROOM, given)
        else:
            with pytest.raises(IntegrityError, match=refusal), session.begin_nested():
                session.connection().execute(ROOM, given)


def test_a_span_longer_than_queries_look_back_is_refused(centre: Database) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        insert(session, 1, "2026-11-01T10:00", "2026-12-02T10:00")
        with pytest.raises(IntegrityError, match="no_span"), session.begin_nested():
            insert(session, 2, "2026-11-01T10:00", "2026-12-02T10:01", room=2)
        with pytest.raises(IntegrityError, match="room_taken"), session.begin_nested():
            insert(session, 3, "2026-12-02T09:00", "2026-12-02T12:00")


def test_moving_a_booking_onto_another_is_refused_through_the_cascade(centre: Database) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        insert(session, 1, "2026-11-24T17:00", "2026-11-24T19:00")
        insert(session, 2, "2026-11-24T19:00", "2026-11-24T20:00")
        onto = {"starts": stored(session, "2026-11-24T18:30")}
        past = {"starts": stored(session, "2026-11-24T19:30")}
    assert refuses(centre, ("UPDATE booking SET starts_at = :starts WHERE id = 2", onto))
    assert not refuses(centre, ("UPDATE booking SET starts_at = :starts WHERE id = 2", past))
    with centre.reading() as session:
        rows = session.connection().execute(text("SELECT starts_at FROM booking_room WHERE booking_id = 2")).scalars()
        assert [str(row)[:16] for row in rows] == ["2026-11-24 18:30"]


def test_bringing_back_a_cancelled_booking_onto_another_is_refused(centre: Database) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        insert(session, 1, "2026-11-24T17:00", "2026-11-24T19:00", holds=False)
        insert(session, 2, "2026-11-24T18:00", "2026-11-24T20:00")
    back = ("UPDATE booking SET holds = :holds WHERE id = 1", {"holds": True})
    assert refuses(centre, back)
    assert not refuses(centre, ("DELETE FROM booking WHERE id = 2", {}), back)


def test_changing_the_room_of_a_row_onto_another_is_refused(centre: Database) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        insert(session, 1, "2026-11-24T17:00", "2026-11-24T19:00")
        insert(session, 2, "2026-11-24T17:00", "2026-11-24T19:00", room=2)
    assert refuses(centre, ("UPDATE booking_room SET room_id = 1 WHERE booking_id = 2", {}))


def test_a_row_cannot_have_other_times_than_its_booking(centre: Database, details: Make) -> None:
    with centre.unit_of_work(SYSTEM) as session:
        booking = actions.create_booking(session, details("2026-11-24T17:00", "2026-11-24T19:00"))
        early = {"id": booking.id, "starts": stored(session, "2026-11-24T16:00")}
    update = text("UPDATE booking_room SET starts_at = :starts WHERE booking_id = :id")
    with pytest.raises(IntegrityError), centre.unit_of_work(SYSTEM) as session:
        session.connection().execute(update, early)
