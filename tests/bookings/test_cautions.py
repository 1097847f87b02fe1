"""What staff are told before they save."""

from dataclasses import replace
from datetime import time

import pytest

from copapp.bookings.cautions import cautions, too_many_people
from copapp.bookings.opening import Opening
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import BookingDetails
from tests.bookings.conftest import local

WEEKLY = Opening({day: (time(8), time(20)) for day in range(5)} | {5: (time(9), time(14))})
HALL, WORKSHOP = (
    RoomInfo(1, "lecture_hall", "Sala wykładowa", 30),
    RoomInfo(2, "workshop_1", "Sala warsztatowa nr 1", 12),
)
NOW = local("2026-11-20T12:00")


def wanted(starts: str, ends: str, rooms: tuple[int, ...] = (1,), attendees: int | None = None) -> BookingDetails:
    return BookingDetails(rooms, local(starts), local(ends), attendees=attendees)


@pytest.mark.parametrize(
    ("attendees", "rooms", "said"),
    [
        (30, [HALL], None),
        (None, [HALL], None),
        (31, [HALL], "Sala wykładowa mieści 30 osób, a ma być 31."),
        (42, [HALL, WORKSHOP], None),
        (43, [HALL, WORKSHOP], "Wybrane sale mieszczą razem 42 osoby, a ma być 43."),
        (5, [], None),
    ],
)
def test_more_people_than_places_is_said(attendees: int | None, rooms: list[RoomInfo], said: str | None) -> None:
    assert too_many_people(attendees, rooms) == said


def test_a_layout_seats_its_own_number() -> None:
    hall = replace(HALL, layouts={"u": 18})
    assert too_many_people(18, [hall], "u") is None
    assert too_many_people(19, [hall], "u") == "Sala wykładowa mieści 18 osób (podkowa), a ma być 19."
    assert too_many_people(30, [hall], "theatre") is None
    assert too_many_people(31, [hall, WORKSHOP], "u") == "Wybrane sale mieszczą razem 30 osób (podkowa), a ma być 31."


def test_cautions_name_their_fields() -> None:
    details = wanted("2026-11-15T21:00", "2026-11-15T22:00", attendees=99)
    found = cautions(details, [HALL, WORKSHOP], WEEKLY, NOW)
    assert [caution.field for caution in found] == ["attendees", "hours", "day"]


def test_a_caution_accepted_for_some_people_does_not_cover_more() -> None:
    tokens = [
        cautions(wanted("2026-11-24T10:00", "2026-11-24T12:00", attendees=number), [HALL], WEEKLY, NOW)[0].token
        for number in (31, 31, 310)
    ]
    assert tokens[0] == tokens[1] != tokens[2]


def test_an_ordinary_booking_has_no_cautions() -> None:
    details = wanted("2026-11-24T10:00", "2026-11-24T12:00", attendees=30)
    assert cautions(details, [HALL, WORKSHOP], WEEKLY, NOW) == []
