"""Where a drag or plain fields lead: by the wall clock, also through the changes of the clock."""

import pytest

from copapp.audit import SYSTEM, Author
from copapp.bookings import actions, moving, queries
from copapp.bookings.desk import NotSaved
from copapp.bookings.forms import BookingForm
from copapp.bookings.moving import Drag, span_in_words
from copapp.bookings.schedule import BookingInfo
from copapp.db import Database
from copapp.problems import Refused, Stale
from tests.bookings.conftest import Make, local

AS_IT_IS = BookingForm(rooms=("1",))


def booking(starts: str, ends: str) -> BookingInfo:
    return BookingInfo(id=1, version=1, state="tentative", starts_at=local(starts), ends_at=local(ends), rooms=())  # type: ignore[arg-type]  # as the database has it


@pytest.mark.parametrize(
    ("drag", "span"),
    [
        (Drag(starts="30", ends="30"), ("2026-11-24T17:30", "2026-11-24T19:30")),
        (Drag(ends="-45"), ("2026-11-24T17:00", "2026-11-24T18:15")),
        (Drag(days="2"), ("2026-11-26T17:00", "2026-11-26T19:00")),
        (Drag(days="-1", starts="-60", ends="0"), ("2026-11-23T16:00", "2026-11-23T19:00")),
        (Drag(), ("2026-11-24T17:00", "2026-11-24T19:00")),
    ],
)
def test_a_drag_is_days_of_the_calendar_and_then_minutes(drag: Drag, span: tuple[str, str]) -> None:
    assert drag.span(booking("2026-11-24T17:00", "2026-11-24T19:00")) == (local(span[0]), local(span[1]))


@pytest.mark.parametrize("day", ["2026-10-23", "2027-03-26"])
def test_days_through_a_change_of_the_clock_keep_the_hour(day: str) -> None:
    starts, ends = Drag(days="7").span(booking(f"{day}T17:00", f"{day}T19:00"))
    kept = booking(f"{day}T17:00", f"{day}T19:00")
    assert (starts - kept.starts_at).total_seconds() in (7 * 86400 + 3600, 7 * 86400 - 3600)
    assert (ends - starts).total_seconds() == 7200


def test_an_hour_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(Refused, match="Tej godziny nie ma: 28 marca"):
        Drag(days="1").span(booking("2027-03-27T02:30", "2027-03-27T04:00"))


@pytest.mark.parametrize("text", ["x", "1.5", "9" * 7, "١", "367", "99999"])
def test_what_no_hand_drags_is_refused(text: str) -> None:
    for drag in (Drag(days=text), Drag(starts=text)):
        if text != "367" or drag.days:
            with pytest.raises(Refused, match="Tak daleko"):
                drag.span(booking("2026-11-24T17:00", "2026-11-24T19:00"))


def test_plain_fields_without_an_end_keep_the_length() -> None:
    form = BookingForm(day="26.11.2026", starts="9")
    at = span_in_words(booking("2026-11-24T17:00", "2026-11-24T19:15"), form)
    assert at == (local("2026-11-26T09:00"), local("2026-11-26T11:15"))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestMoving:
    @pytest.fixture
    def made(self, centre: Database, details: Make) -> Database:
        with centre.unit_of_work(SYSTEM) as session:
            actions.create_booking(session, details("2099-11-24T17:00", "2099-11-24T19:00", attendees=20))
            actions.create_booking(session, details("2099-11-24T12:00", "2099-11-24T14:00", rooms=(4,), purpose="X"))
        return centre

    def move(self, database: Database, form: BookingForm, drag: Drag, version: int = 1) -> BookingInfo:
        with database.unit_of_work(Author("Anna")) as session:
            moving.move(session, 1, version, form, drag)
            found = queries.booking(session, 1)
        assert found is not None
        return found

    def test_only_rooms_and_hours_change(self, made: Database) -> None:
        moved = self.move(
            made, BookingForm(rooms=("4",), purpose="nie to", attendees="1"), Drag(starts="15", ends="15")
        )
        assert (moved.room_names, moved.attendees, moved.purpose) == ("Przestrzeń wspólna", 20, "")
        assert moved.span == (local("2099-11-24T17:15"), local("2099-11-24T19:15"))

    def test_a_taken_room_is_refused_beside_the_hours(self, made: Database) -> None:
        with pytest.raises(NotSaved) as refused:
            self.move(made, BookingForm(rooms=("4",)), Drag(starts="-240", ends="-240"))
        assert refused.value.problems["hours"].startswith("zajęte: X, wtorek, 24 listopada, 12:00–14:00")

    def test_warnings_come_before_the_move_and_are_set_aside(self, made: Database) -> None:
        with pytest.raises(NotSaved) as refused:
            self.move(made, BookingForm(rooms=("2",)), Drag(starts="75", ends="75"))
        assert [each.field for each in refused.value.warnings] == ["attendees", "hours"]
        accepted = frozenset(each.token for each in refused.value.warnings)
        moved = self.move(made, BookingForm(rooms=("2",), accepted=accepted), Drag(starts="75", ends="75"))
        assert moved.room_names == "Sala warsztatowa nr 1"

    def test_two_hands_at_once_never_add_up(self, made: Database) -> None:
        self.move(made, AS_IT_IS, Drag(starts="15", ends="15"))
        with pytest.raises(Stale):  # before any warning of the smaller room
            self.move(made, BookingForm(rooms=("2",)), Drag(starts="15", ends="15"))

    def test_an_end_before_the_start_is_refused(self, made: Database) -> None:
        with pytest.raises(NotSaved) as refused:
            self.move(made, AS_IT_IS, Drag(ends="-120"))
        assert refused.value.problems == {"ends": "Koniec ma być później niż początek."}
