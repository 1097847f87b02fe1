"""Times of drafts: words, form rows, and what can't be a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copapp.tickets import times
from copapp.tickets.times import SlotRow, WrongRows


def slot(start: str, end: str | None = None) -> times.Slot:
    return {"start": start, "end": end}


@pytest.mark.parametrize(
    ("given_slot", "said"),
    [
        (slot("2026-03-19T17:00", "2026-03-19T19:00"), "czwartek, 19 marca 2026, 17:00–19:00"),
        (slot("2026-03-19T22:00", "2026-03-20T01:00"), "czwartek, 19 marca 2026, 22:00–01:00"),
        (slot("2026-03-19T17:00"), "czwartek, 19 marca 2026, od 17:00"),
        (slot("2026-03-19"), "czwartek, 19 marca 2026"),
        (slot("2026-04-03", "2026-04-05"), "piątek, 3 kwietnia 2026 – niedziela, 5 kwietnia 2026"),
    ],
)
def test_a_slot_says_what_is_known_and_no_more(given_slot: times.Slot, said: str) -> None:
    assert times.slot_words(given_slot) == said


@pytest.mark.parametrize(
    ("row", "slots"),
    [
        (SlotRow("19.03.2026", "17", "19.30"), [slot("2026-03-19T17:00", "2026-03-19T19:30")]),
        (SlotRow("2026-03-19", "17:00"), [slot("2026-03-19T17:00")]),
        (SlotRow("19.03.2026"), [slot("2026-03-19")]),
        (SlotRow("19.03.2026", last="20.03.2026"), [slot("2026-03-19", "2026-03-20")]),
        (SlotRow("19.03.2026", "20:00", "24:00"), [slot("2026-03-19T20:00", "2026-03-20T00:00")]),
        (
            SlotRow("19.03.2026", "9", "15", "20.03.2026"),
            [slot("2026-03-19T09:00", "2026-03-19T15:00"), slot("2026-03-20T09:00", "2026-03-20T15:00")],
        ),
        (SlotRow(), []),
    ],
)
def test_a_row_is_read(row: SlotRow, slots: list[times.Slot]) -> None:
    assert times.read_rows([row]) == slots


@pytest.mark.parametrize(
    ("row", "field", "told"),
    [
        (SlotRow("31.04.2026", "17", "19"), "day", "Nie ma takiego dnia"),
        (SlotRow("", "17", "19"), "day", "Podaj dzień"),
        (SlotRow("19.03.2026", "25", "26"), "starts", "Nie ma godziny „25”"),
        (SlotRow("19.03.2026", "19", "17"), "ends", "Koniec ma być później"),
        (SlotRow("19.03.2026", "", "17"), "starts", "Podaj godzinę początku"),
        (SlotRow("29.03.2026", "2:30", "4:00"), "starts", "zegary przestawia się"),
        (SlotRow("20.03.2026", "", "", "19.03.2026"), "last", "nie wcześniej"),
        (SlotRow("01.01.2026", "9", "10", "31.12.2026"), "last", "Najwyżej"),
    ],
)
def test_what_is_no_time_is_told_beside_its_field(row: SlotRow, field: str, told: str) -> None:
    with pytest.raises(WrongRows) as refused:
        times.read_rows([SlotRow("18.03.2026"), row])

    ((where, message),) = refused.value.problems.items()
    assert where == (1, field)
    assert told in message


days = st.dates(min_value=times.date(2020, 1, 1), max_value=times.date(2090, 1, 1)).map(str)
hours = st.integers(4, 22)


@given(days, hours, hours)
def test_a_row_shows_the_slot_that_it_reads(day: str, one: int, other: int) -> None:
    first, last = min(one, other), max(one, other) + 1
    given_slot = slot(f"{day}T{first:02}:00", f"{day}T{last:02}:00")

    assert times.read_rows([times.row_of(given_slot)]) == [given_slot]


def test_a_day_alone_takes_the_hours_of_the_earlier_booking() -> None:
    before = times.span_of(slot("2026-03-19T17:00", "2026-03-19T18:30"))
    assert before is not None

    assert times.like(slot("2026-03-24"), before) == slot("2026-03-24T17:00", "2026-03-24T18:30")
    assert times.like(slot("2026-03-24T10:00"), before) == slot("2026-03-24T10:00", "2026-03-24T11:30")
