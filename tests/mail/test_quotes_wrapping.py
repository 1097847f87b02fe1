"""Lines that a mail program broke at its margin are the writer's one line; those that a person ended stay."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail_ingest.message import parse_message
from mail_ingest.quotes.wrapping import unwrap
from tests.mail.letters import plain

SENTENCES = (
    "W imieniu Koła Szydełkowego Pętelka prosimy o udostępnienie małej sali we wtorek 5 maja 2026 r. w godz. 16-18"
    " albo, jeśli to niemożliwe, w środę 6 maja od 17 do 19, dla około dwunastu osób, z rzutnikiem i flipchartem."
)


@given(margin=st.integers(45, 100))
def test_a_line_of_a_wrapped_paragraph_goes_on(margin: int) -> None:
    lines = textwrap.wrap(SENTENCES, margin, break_on_hyphens=False)
    joined = unwrap(lines)
    assert " ".join(joined) == SENTENCES
    broken = [line for line in joined[1:] if line[0].islower()]
    assert broken == [], joined


@pytest.mark.parametrize(
    "text",
    [
        "Sala: duża\nTermin: 5 maja\nGodziny: 16-18\nLiczba osób: 20",
        "Prosimy o salę w terminach, które podaję niżej po kolei:\n"
        "5 maja w godz. 16-18, sala duża, 20 osób z rzutnikiem\n"
        "6 maja w godz. 17-19, sala mała, 12 osób bez rzutnika",
        "prosze o sale na zebranie zarzadu w nastepny czwartek o 17\nbedzie 20 osob\npotrzebny rzutnik",
        "Potrzebujemy sali wykładowej na zebranie naszego zarządu 5 maja\n\nbędzie nas dwanaście osób",
        "Pierwsza sprawa to sala na spotkanie w piątek, druga zaś rzutnik:\n- sala duża\n- rzutnik",
        "Szanowni Państwo,\nprosimy o salę",
    ],
)
def test_lines_that_a_person_ended_stay(text: str) -> None:
    assert unwrap(text.split("\n")) == text.split("\n")


def test_the_letter_is_joined_and_its_signature_is_not() -> None:
    wrapped = textwrap.fill(SENTENCES, 72, break_on_hyphens=False)
    message = parse_message(plain(f"Dzień dobry,\n\n{wrapped}\n\nHalina Wróbel\nKoło Szydełkowe Pętelka"))
    assert message.body == f"Dzień dobry,\n\n{SENTENCES}"
    assert message.signature == "Halina Wróbel\nKoło Szydełkowe Pętelka"
    assert wrapped in message.new_text
