# ruff: noqa: E501 - rows of tables
"""Numbers in figures and words."""

import pytest

from mail_ingest.reading.words.numerals import Numeral, number_at, range_at, split_compound
from mail_ingest.reading.words.text import Text


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("25", 25), ("dwadzieścia pięć", 25), ("dwudziestu pięciu", 25), ("dwudziestu pięciorga", 25), ("dwudziestką", None),
        ("pięcioro", 5), ("ośmiorga", 8), ("trzydzieścioro sześcioro", 36), ("sto dwadzieścia", 120), ("dwustu", 200),
        ("szescdziesieciu", 60), ("dwie", 2), ("obie", 2), ("kilkanaście", None), ("kilku", None), ("osób", None),
        ("twenty-five", 25), ("thirty people", 30), ("двадцять п'ять", 25), ("сорока", 40), ("12345678901", None),
        ("piętnaścioro dzieci", 15), ("czterdzieścioro dwoje", 42), ("tysiąc", 1000), ("ten", None), ("for ten people", None),
    ],
)  # fmt: skip
def test_numbers(source: str, value: int | None) -> None:
    number = number_at(Text.of(source), 0)
    assert (number.value if number else None) == value


@pytest.mark.parametrize(
    ("source", "value", "last"),
    [
        ("szesnasty", 16, 0), ("dwudziestego pierwszego maja", 21, 1), ("16-ty", 16, 2), ("2ego", 2, 1), ("21st", 21, 1),
        ("trzeciej", 3, 0), ("dwa tysiące dwudziesty szósty", 2026, 3), ("seventh", 7, 0), ("п'ятнадцятого", 15, 0),
    ],
)  # fmt: skip
def test_ordinals(source: str, value: int, last: int) -> None:
    number = number_at(Text.of(source), 0)
    assert number is not None
    assert (number.value, number.kind, number.last) == (value, Numeral.ORDINAL, last)


def test_a_polish_pronoun_is_no_english_number() -> None:
    assert number_at(Text.of("na ten dzień"), 1) is None
    number = number_at(Text.of("the room for ten people"), 3)
    assert number is not None and number.value == 10


@pytest.mark.parametrize(
    ("source", "low", "high"),
    [
        ("20-25 osób", 20, 25), ("od 20 do 25 osób", 20, 25), ("od sześciu do dziesięciu", 6, 10), ("20", 20, 20),
        ("dwadzieścia do trzydziestu", 20, 30), ("between 10 and 15", 10, 15), ("25-20", 25, 25),
    ],
)  # fmt: skip
def test_ranges(source: str, low: int, high: int) -> None:
    found = range_at(Text.of(source), 0)
    assert found is not None and (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("trzydziestoosobowa", (30, "osobowa")), ("dwugodzinne", (2, "godzinne")), ("dwunastoosobowej", (12, "osobowej")),
        ("trzydziestopięcioosobowa", (35, "osobowa")), ("czteroosobowy", (4, "osobowy")), ("sala", None),
    ],
)  # fmt: skip
def test_compounds(word: str, expected: tuple[int, str] | None) -> None:
    assert split_compound(word) == expected
