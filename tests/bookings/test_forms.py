"""The booking form: what is read, what is refused beside which field, and that it shows what it read."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copapp import clock
from copapp.bookings import forms
from copapp.bookings.forms import BookingForm
from copapp.bookings.models import BookingState
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.schedule import BookingInfo
from copapp.problems import Refused
from tests.bookings.conftest import local

GOOD = BookingForm(rooms=("1",), day="26.03.2026", starts="17:00", ends="19:00", purpose="Zebranie")
HALL = RoomInfo(1, "lecture_hall", "Sala wykładowa", 30)


def problems(**changes: object) -> dict[str, str]:
    return dict(forms.read(replace(GOOD, **changes)).problems)  # type: ignore[arg-type]  # as the test gives


def span(**changes: object) -> tuple[datetime, datetime]:
    details = forms.read(replace(GOOD, **changes)).details  # type: ignore[arg-type]  # as the test gives
    assert details is not None
    return details.starts_at, details.ends_at


@pytest.mark.parametrize("text", ["2026-03-26", "26.03.2026", "26.3.2026", " 26.03.2026 ", "26.03.2026 r."])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert forms.read_day(text) == date(2026, 3, 26)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Podaj dzień"),
        ("31.04.2026", "Nie ma takiego dnia: 31 kwietnia 2026."),
        ("2026-02-29", "Nie ma takiego dnia: 29 lutego 2026."),
        ("12.13.2026", "Nie ma takiego dnia"),
        ("00.00.2026", "Nie ma takiego dnia"),
        ("jutro", "Nie rozumiem dnia „jutro”"),
        ("26.03", "Nie rozumiem dnia"),
        ("0001-01-01", "Rok ma być od 2000"),
        ("9999-12-31", "Rok ma być od 2000"),
        ("x" * 10_000, "Nie rozumiem dnia „xxxxxxxxxxxxxxxxxxxx…”"),
    ],
)
def test_a_wrong_day_is_refused_in_words(text: str, said: str) -> None:
    found = problems(day=text)
    assert list(found) == ["day"]
    assert found["day"].startswith(said)


@pytest.mark.parametrize("text", ["17:00", "17.00", "17", " 17 "])
def test_an_hour_is_read_as_people_write_it(text: str) -> None:
    assert span(starts=text, ends="19") == (local("2026-03-26T17:00"), local("2026-03-26T19:00"))


@pytest.mark.parametrize("text", ["25", "17:60", "-1", "17:5", "24:00", "17:00:00", "wieczorem", "١٧", "1e1"])
def test_a_wrong_hour_is_refused_beside_its_field(text: str) -> None:
    assert list(problems(starts=text)) == ["starts"]


def test_everything_wrong_is_told_at_once() -> None:
    found = problems(day="31.04.2026", starts="25", ends="", attendees="dużo", contact_email="jan", rooms=(), state="x")
    assert set(found) == {"day", "starts", "ends", "attendees", "contact_email", "rooms", "state"}


@pytest.mark.parametrize("ends", ["17:00", "16:00", "1"])
def test_an_end_before_the_start_is_refused(ends: str) -> None:
    assert problems(ends=ends) == {"ends": "Koniec ma być później niż początek."}


@pytest.mark.parametrize("ends", ["24:00", "24", "0:00", "00:00"])
def test_an_end_at_midnight_is_the_end_of_the_day(ends: str) -> None:
    assert span(ends=ends)[1] == local("2026-03-27T00:00")


def test_an_end_on_another_day_is_read() -> None:
    assert span(ends="1:00", ends_day="27.03.2026")[1] == local("2026-03-27T01:00")
    assert list(problems(ends_day="25.03.2026")) == ["ends"]
    assert list(problems(ends_day="wczoraj")) == ["ends_day"]


def test_the_hour_that_summer_time_skips_is_refused() -> None:
    skipped = "Tej godziny nie ma: 29 marca o 2:00 zegary przestawia się na 3:00."
    assert problems(day="29.03.2026", starts="2:30", ends="4:00") == {"starts": skipped}
    assert problems(day="29.03.2026", starts="1:00", ends="2:00") == {"ends": skipped}


def test_a_night_over_the_change_keeps_its_real_length() -> None:
    starts, ends = span(day="29.03.2026", starts="1:00", ends="4:00")
    assert ends - starts == timedelta(hours=2)
    starts, ends = span(day="25.10.2026", starts="1:00", ends="4:00")
    assert ends - starts == timedelta(hours=4)


@pytest.mark.parametrize(
    ("field", "limit"),
    [("organisation", 300), ("purpose", 300), ("contact_name", 200), ("contact_phone", 40), ("note", 5000)],
)
def test_a_text_of_ten_thousand_characters_is_refused_beside_its_field(field: str, limit: int) -> None:
    found = problems(**{field: "x" * 10_000})
    assert found == {field: f"Najwyżej {limit} znaków, a jest 10000."}
    assert problems(**{field: "x" * limit}) == {}


@pytest.mark.parametrize("text", ["dużo", "12,5", "-3", "1e3", "²", "10000", "9" * 400])
def test_attendees_that_are_no_number_of_people_are_refused(text: str) -> None:
    assert list(problems(attendees=text)) == ["attendees"]


@pytest.mark.parametrize(("text", "number"), [("", None), (" 25 ", 25), ("0", 0), ("007", 7)])
def test_attendees_are_read(text: str, number: int | None) -> None:
    details = forms.read(replace(GOOD, attendees=text)).details
    assert details is not None
    assert details.attendees == number


def test_texts_are_cleaned_of_what_a_database_refuses() -> None:
    form = replace(GOOD, purpose="  Zebranie\x00\n zarządu ", note="jeden\r\ndwa\x07")
    details = forms.read(form).details
    assert details is not None
    assert (details.purpose, details.note) == ("Zebranie zarządu", "jeden\ndwa")


@pytest.mark.parametrize("rooms", [("x",), ("-1",), ("9" * 30,), ("",)])
def test_rooms_that_are_no_numbers_are_refused(rooms: tuple[str, ...]) -> None:
    assert list(problems(rooms=rooms)) == ["rooms"]


def test_unknown_equipment_is_left_out() -> None:
    details = forms.read(replace(GOOD, equipment=("projector", "rakieta"))).details
    assert details is not None
    assert details.equipment == ("projector",)


@given(st.text(max_size=30), st.text(max_size=12), st.text(max_size=12))
def test_no_text_breaks_the_form(day: str, starts: str, ends: str) -> None:
    read = forms.read(replace(GOOD, day=day, starts=starts, ends=ends))
    assert (read.details is None) == bool(read.problems)


days = st.sampled_from(
    [date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25), date(2026, 11, 24)]
)


@given(
    days,
    st.integers(0, 25 * 60),
    st.integers(1, 30 * 60),
    st.sampled_from([BookingState.TENTATIVE, BookingState.CONFIRMED]),
)
def test_a_form_reads_back_what_it_shows(day: date, offset: int, length: int, state: BookingState) -> None:
    starts = clock.day_bounds(day)[0] + timedelta(minutes=offset)
    ends = starts + timedelta(minutes=length)
    if any(clock.to_local(each).fold for each in (starts, ends)):
        return  # the form knows only the first of the hour that comes twice
    shown = forms.written(BookingInfo(1, 1, state, starts.astimezone(UTC), ends.astimezone(UTC), (HALL,), attendees=7))
    details = forms.read(shown).details
    assert details is not None
    assert (details.starts_at, details.ends_at, details.state, details.attendees) == (starts, ends, state, 7)


def test_a_start_that_cannot_be_read_is_none() -> None:
    assert forms.read_instant(date(2026, 3, 29), "2:30") is None
    assert forms.read_instant(date(2026, 3, 29), "") is None
    assert forms.read_instant(date(2026, 3, 26), "17:00") == local("2026-03-26T17:00")


def test_hour_of_day_end_is_no_start() -> None:
    with pytest.raises(Refused):
        forms.read_hour("24:00")
    assert forms.read_hour("24:00", "ends") == timedelta(days=1)
