"""Invitations: what mail programs need is there, and reads back."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from icalendar import Calendar

from copapp import clock
from copapp.bookings import invitation
from copapp.bookings.invitation import Party
from copapp.bookings.models import BookingState
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.schedule import BookingInfo
from tests.bookings.conftest import local

ROOMS = (RoomInfo(1, "lecture_hall", "Sala wykładowa", 30), RoomInfo(2, "workshop_1", "Sala warsztatowa nr 1", 12))
BOOKING = BookingInfo(
    7,
    3,
    BookingState.CONFIRMED,
    local("2026-11-24T17:00"),
    local("2026-11-24T19:00"),
    ROOMS,
    purpose="Zebranie; zarząd, „walne”",
    uid="0f8b@cop.kalisz",
    sequence=2,
)
CENTRE = Party("Centrum Organizacji Pozarządowych", "cop@um.kalisz.pl")
GUEST = Party("Jan Żółty", "jan@example.org")
NOW = local("2026-11-20T12:00")


def event_of(text: str) -> tuple[Calendar, dict[str, object]]:
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_a_request_says_what_mail_programs_need() -> None:
    with clock.stopped_at(NOW):
        text = invitation.request(
            BOOKING, CENTRE, [GUEST], place="ul. Babina 1, 62-800 Kalisz", description="Klucz\nu nas"
        )
    calendar, event = event_of(text)
    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("0f8b@cop.kalisz", 2, "CONFIRMED")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (BOOKING.starts_at, BOOKING.ends_at)
    assert event["DTSTAMP"].dt == NOW
    assert event["SUMMARY"] == "Zebranie; zarząd, „walne” (Sala wykładowa, Sala warsztatowa nr 1)"
    assert event["LOCATION"] == "Sala wykładowa, Sala warsztatowa nr 1, ul. Babina 1, 62-800 Kalisz"
    assert event["DESCRIPTION"] == "Klucz\nu nas"
    assert event["ORGANIZER"] == "mailto:cop@um.kalisz.pl"
    assert event["ORGANIZER"].params["CN"] == "Centrum Organizacji Pozarządowych"
    assert event["ATTENDEE"] == "mailto:jan@example.org"
    assert event["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25", "2026-07-01"])
def test_times_are_the_same_instants_all_year(day: str) -> None:
    moved = replace(BOOKING, starts_at=local(f"{day}T17:00"), ends_at=local(f"{day}T19:00"))
    text = invitation.request(moved, CENTRE, [GUEST])
    assert f"DTSTART:{moved.starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n" in text


def test_a_tentative_booking_makes_a_tentative_event() -> None:
    text = invitation.request(replace(BOOKING, state=BookingState.TENTATIVE), CENTRE, [GUEST])
    assert event_of(text)[1]["STATUS"] == "TENTATIVE"


def test_a_cancellation_speaks_of_the_same_event() -> None:
    gone = replace(BOOKING, state=BookingState.CANCELLED, sequence=3)
    calendar, event = event_of(invitation.cancel(gone, CENTRE, [GUEST]))
    assert calendar["METHOD"] == "CANCEL"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("0f8b@cop.kalisz", 3, "CANCELLED")


def test_lines_are_short_and_end_as_the_standard_has_it() -> None:
    text = invitation.request(replace(BOOKING, purpose="Bardzo długi cel " * 15), CENTRE, [GUEST])
    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    assert all(len(line.encode()) <= 75 for line in lines)


def test_hostile_names_bring_in_no_lines_of_their_own() -> None:
    guest = Party('Jan"\r\nX-EVIL: 1\r\n', "jan@example.org\r\nATTENDEE:mailto:evil@example.org")
    text = invitation.request(replace(BOOKING, purpose="a\r\nMETHOD:CANCEL"), CENTRE, [guest])
    unfolded = text.replace("\r\n ", "")
    assert not any(line.startswith(("X-EVIL", "METHOD:CANCEL")) for line in unfolded.splitlines())
    assert sum(line.startswith("ATTENDEE") for line in unfolded.splitlines()) == 1


def test_several_people_are_invited_each() -> None:
    text = invitation.request(BOOKING, CENTRE, [GUEST, Party("", "ewa@example.org")])
    _, event = event_of(text)
    assert list(map(str, event["ATTENDEE"])) == ["mailto:jan@example.org", "mailto:ewa@example.org"]
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=2)
