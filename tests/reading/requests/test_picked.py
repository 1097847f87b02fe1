"""Which of our proposals an answer picks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail_ingest.message import parse_message
from mail_ingest.reading.reading import read_message


def picked(text: str) -> int | None:
    mail = f"Subject: Re: Sala\nContent-Type: text/plain; charset=utf-8\n\n{text}"
    return read_message(parse_message(mail.encode())).picked


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        ("Dzień dobry,\n\n3.\n\nPozdrawiam", 3),
        ("Nr 1, dziękuję!", 1),
        ("Pasuje nam drugi termin.", 2),
        ("Wybieramy opcję nr 3, pozdrawiam", 3),
        ("Poprosimy o pierwszą propozycję.", 1),
        ("Najbardziej odpowiada nam trzecia możliwość, sala nie gra roli", 3),
        ("Bierzemy trzeci", 3),
        ("zatem druga :)", 2),
        ("Może być 2. propozycja", 2),
        ("Decydujemy się na wariant drugi.", 2),
        ("pasuje 2-gi termin", 2),
        ("Option 2 works for us, thank you", 2),
        ("The second one, please.", 2),
        ("Нам підходить другий варіант", 2),
        ("drugi nam nie pasuje", None),
        ("Drugi nam nie pasuje, prosimy o trzeci.", 3),
        ("Pierwszy albo drugi, wszystko jedno", None),
        ("Żaden z tych terminów nam nie odpowiada.", None),
        ("Będzie nas 8 osób.", None),
        ("Dziękujemy, naradzimy się i damy znać.", None),
        ("Zgoda, przyjdziemy w 5 osób i weźmiemy 2 laptopy.", None),
        ("To już druga taka sytuacja.", None),
        ("Możemy przyjść o drugiej.", None),
        ("Przyjdziemy 2 grudnia", None),
    ],
)
def test_an_answer_picks_a_proposal(text: str, number: int | None) -> None:
    assert picked(text) == number


ORDINALS = {
    1: ("pierwszy", "pierwsza", "pierwszą"),
    2: ("drugi", "druga", "drugą"),
    3: ("trzeci", "trzecia", "trzecią"),
}
FRAMES = (
    ("Pasuje nam {m} termin.", 0),
    ("Prosimy o {a} propozycję.", 2),
    ("wybieram {a} opcję", 2),
    ("Odpowiada nam {f} możliwość", 1),
    ("Dzień dobry, {f} propozycja jest dla nas dobra.", 1),
)


@given(
    st.sampled_from([1, 2, 3]),
    st.sampled_from(FRAMES),
    st.sampled_from(["", "\n\nPozdrawiam\nAnna Nowak", "\nDziękuję!"]),
)
def test_however_it_is_said_the_same_one_is_picked(number: int, frame: tuple[str, int], end: str) -> None:
    text, form = frame
    word = ORDINALS[number][form]
    assert picked(text.format(m=word, a=word, f=word) + end) == number
