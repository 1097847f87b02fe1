"""Tokens, their places and the sentences they stand in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail_ingest.reading.words.text import LONGEST, Kind, Text


def sentences(source: str) -> list[str]:
    text = Text.of(source)
    return [text.quote(first, last) for first, last in text.sentences]


def test_words_numbers_and_marks_have_their_places() -> None:
    text = Text.of("Salę nr 2, 17:00")
    assert [(token.kind, token.raw, token.start, token.end) for token in text.tokens] == [
        (Kind.WORD, "Salę", 0, 4),
        (Kind.WORD, "nr", 5, 7),
        (Kind.NUMBER, "2", 8, 9),
        (Kind.MARK, ",", 9, 10),
        (Kind.NUMBER, "17", 11, 13),
        (Kind.MARK, ":", 13, 14),
        (Kind.NUMBER, "00", 14, 16),
    ]


def test_a_word_is_folded_and_has_its_lemmas() -> None:
    token = Text.of("ŚRODĘ").tokens[0]
    assert token.folded == "srode"
    assert Text.of("środę").tokens[0].lemmas == ("sroda",)
    assert Text.of("зустріч").tokens[0].lemmas == ("зустріч",)


def test_glued_tells_what_stands_together() -> None:
    assert [token.glued for token in Text.of("17-tej 2 ego").tokens] == [False, True, True, False, False]


@pytest.mark.parametrize(
    "address", ["jan.12maja@firma.example.pl", "https://example.org/12.03/17:00", "www.example.org/x"]
)
def test_an_address_is_one_token(address: str) -> None:
    text = Text.of(f"Piszemy z {address} od dawna")
    assert [token.raw for token in text.tokens if token.kind is Kind.OTHER] == [address]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Prosimy o salę. Będzie 20 osób.", ["Prosimy o salę.", "Będzie 20 osób."]),
        ("Spotkanie 12.03 o godz. 17.00 w sali.", ["Spotkanie 12.03 o godz. 17.00 w sali."]),
        ("Mieszkamy przy ul. Babina. Pozdrawiam!", ["Mieszkamy przy ul. Babina.", "Pozdrawiam!"]),
        ("Przyjdzie 20 osób. 12 maja o 17 zaczynamy.", ["Przyjdzie 20 osób.", "12 maja o 17 zaczynamy."]),
        ("w dniu 12 marca 2026 r. Prosimy o klucz", ["w dniu 12 marca 2026 r.", "Prosimy o klucz"]),
        ("Pierwszy akapit\n\ndrugi akapit", ["Pierwszy akapit", "drugi akapit"]),
        ("Czy można? Tak", ["Czy można?", "Tak"]),
    ],
)
def test_sentences(source: str, expected: list[str]) -> None:
    assert sentences(source) == expected


def test_lines_and_paragraphs_are_counted() -> None:
    text = Text.of("jeden\ndwa\n\ntrzy\r\ncztery")
    assert [(token.line, token.paragraph, token.newlines) for token in text.tokens] == [
        (0, 0, 0),
        (1, 0, 1),
        (3, 1, 2),
        (4, 1, 1),
    ]


def test_the_token_at_an_offset() -> None:
    text = Text.of("jutro o 17")
    assert [text.token_at(offset) for offset in (0, 5, 6, 9, 99)] == [0, 1, 1, 2, 3]


@given(st.text())
def test_every_token_is_what_the_source_says(source: str) -> None:
    text = Text.of(source)
    assert all(source[token.start : token.end] == token.raw for token in text.tokens)
    assert all(before.end <= after.start for before, after in zip(text.tokens, text.tokens[1:], strict=False))
    covered = {offset for token in text.tokens for offset in range(token.start, token.end)}
    assert all(source[n].isspace() or n in covered for n in range(len(source)) if source[n].isalnum())


def test_no_tokens_beyond_the_longest_letter() -> None:
    assert Text.of("słowo " * LONGEST).tokens[-1].end <= LONGEST


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("prosimy o salę 5 maja, godz. 17-19. będzie 20 osób.", 2),
        ("sala duża (rzutnik). chcemy też porady", 2),
        ("spotkanie 5 maja o 10. po drugie pytamy o adres", 2),
        ("w dniach 5. i 6. maja prosimy o salę", 1),
        ("prosimy o salę 19. marca o 17", 1),
        ("Prosimy o salę 5 maja, godz. 17. jest nas 20.", 1),
    ],
)
def test_sentences_of_a_text_in_small_letters(text: str, sentences: int) -> None:
    assert len(Text.of(text).sentences) == sentences


@pytest.mark.parametrize("text", ["walne i na nie sala", "przyjedziemy po nie 4 maja", "dziękuję za nie."])
def test_nie_behind_a_preposition_is_them(text: str) -> None:
    assert "nie" not in [token.folded for token in Text.of(text).tokens]


@pytest.mark.parametrize(
    "text", ["na nie więcej niż 20 osób", "o nie 18, a 19 marca", "sali nie chcemy", "po nie tej stronie"]
)
def test_nie_denies(text: str) -> None:
    assert "nie" in [token.folded for token in Text.of(text).tokens]
