"""Numbers that tell of somebody, and those that tell when and how many."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberType, is_valid_number, number_type, parse
from stdnum import iban
from stdnum.pl import nip, pesel, regon

from mail_ingest.corrections.numbers import Numbers


def made(text: str, numbers: Numbers | None = None, seed: int = 1) -> str:
    numbers = numbers or Numbers(random.Random(seed))
    for start, end, written in sorted(numbers.spans(text), reverse=True):
        text = text[:start] + written + text[end:]
    return text


@pytest.mark.parametrize(
    "text",
    [
        "w środę 18.03.2026 w godz. 17.00-19.00",
        "12 i 19 maja, 10-14",
        "2026-03-19 17:00",
        "od 1700 do 2130",
        "3, 10, 17 i 24.04, godz. 16.30–18.00",
        "20-25 osób, 12 krzeseł, 500 zł",
        "w latach 2019-2024",
    ],
)
def test_days_hours_and_counts_stay(text: str) -> None:
    assert made(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "tel. 601 234 567",
        "+48 601-234-567",
        "0048 601 234 567",
        "(62) 765 43 21",
        "tel. 765-43-21",
        "NIP 618-99-17-005",
        "KRS 0000123456",
        "konto 61 1090 1014 0000 0712 1981 2874",
        "PESEL 44051401359",
        "ul. Kwiatowa 17/3",
        "al. Wojska Polskiego 112 m. 4",
        "62-800 Kalisz",
        "umowa 20481/77",
    ],
)
def test_numbers_that_tell_are_replaced_in_their_own_writing(text: str) -> None:
    shape = re.sub(r"\d", "9", text)

    for seed in range(5):
        result = made(text, seed=seed)
        assert result != text
        assert re.sub(r"\d", "9", result) == shape or "ul." in text or "al." in text


@pytest.mark.parametrize(
    ("digits", "is_right"),
    [
        ("6189917005", nip.is_valid),
        ("258985510", regon.is_valid),
        ("44051401359", pesel.is_valid),
        ("61109010140000071219812874", lambda made: iban.is_valid(f"PL{made}")),
        ("601234567", lambda made: number_type(parse(f"+48{made}")) == PhoneNumberType.MOBILE),
        ("627654321", lambda made: is_valid_number(parse(f"+48{made}"))),
    ],
)
def test_what_is_made_up_is_as_valid(digits: str, is_right: object) -> None:
    assert callable(is_right) and is_right(digits)
    for seed in range(20):
        result = Numbers(random.Random(seed)).number(digits)
        assert result != digits
        assert is_right(result)


def test_a_register_number_with_a_wrong_check_digit_stays_wrong() -> None:
    for seed in range(20):
        assert not nip.is_valid(Numbers(random.Random(seed)).number("6189917006"))


def test_one_number_is_one_whatever_its_writing() -> None:
    result = made("601 234 567, +48601234567, 0601-234-567; KRS 0000123456, KRS 123456")

    assert len(set(re.findall(r"\d{9}$", re.sub(r"\D", "", result.split(";")[0])))) == 1
    phones, registers = result.split(";")
    assert len({re.sub(r"\D", "", each)[-9:] for each in phones.split(",")}) == 1
    assert len({re.sub(r"\D", "", each).lstrip("0") for each in registers.split(",")}) == 1


@given(st.text(alphabet="0123456789 -./()+,ulKrs\n", max_size=60), st.integers())
def test_any_text_of_digits_is_taken(text: str, seed: int) -> None:
    assert made(text, seed=seed) == made(text, seed=seed)
