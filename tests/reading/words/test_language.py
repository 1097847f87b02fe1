"""Which language a letter is in."""

import pytest

from mail_ingest.reading.words.language import language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Dzień dobry, proszę o salę na 5 maja."),
        ("pl", "dzien dobry prosze o sale na jutro"),
        ("pl", "Hej, jest sala?"),
        ("pl", "Workshop i meeting w open space? Ok, pasuje nam to, dzięki"),
        ("pl", "5.05, 10-12"),
        ("pl", ""),
        ("pl", "Pozdrawiam\nOksana Шевченко"),
        ("en", "Hello, could we book the lecture hall on 5 May?"),
        ("en", "Thanks!"),
        ("en", "We represent Stowarzyszenie Przyjaciół Żeglarstwa and would like to ask for a room in ul. Łódzka."),
        ("en", "Room booking, 5 May"),
        ("en", "Hello, could we book Sala Wykładowa?\n\nŁukasz Żółtek\nStowarzyszenie Łąka\nul. Łódzka 5"),
        ("pl", "DZIEŃ DOBRY, PROSZĘ O SALĘ NA ZEBRANIE"),
        ("pl", "Łukasz Żółtek, Łódź"),
        ("uk", "Добрий день! Чи можна забронювати зал на 5 травня?"),
        ("uk", "Здравствуйте, можно заказать зал?"),
        ("uk", "Доброго дня, пишу з приводу Sala Warsztatowa nr 2 w Centrum Organizacji Pozarządowych"),
        ("uk", "Так, підтверджую"),
        ("pl", "Доброго дня! Piszę po polsku, bo moja organizacja potrzebuje sali. Oksana"),
        ("pl", "meeting 5.05 18:00 open space, 12 os."),
        ("en", "Lecture hall tomorrow 17-19?"),
        ("en", "Dzień dobry, I would like to book a room for our group on Friday."),
        ("en", "Hey, two questions: 1) price 2) parking"),
        ("uk", "Дякую, ГО «Промінь», Sala Wykładowa"),
    ],
)
def test_languages(language: str, text: str) -> None:
    assert language_of(text) == language


def test_addresses_say_nothing_about_the_language() -> None:
    assert language_of("Добрий день! https://www.example.com/the/and/of/you/for anna.the.best@example.com") == "uk"


def test_a_long_text_is_read_in_bounds() -> None:
    assert language_of("и" * 1_000_000) == "uk"
