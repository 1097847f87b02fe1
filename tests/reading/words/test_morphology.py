"""Vocabularies that know every form of their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail_ingest.reading.words.lexicon import Lexicon
from mail_ingest.reading.words.morphology import fold, forms, known, lemmas
from mail_ingest.reading.words.text import Text

THINGS = Lexicon(
    {
        "projector": ["rzutnik", "projektor"],
        "whiteboard": ["tablica suchościeralna"],
        "board": ["tablica"],
        "hall": ["duży sala"],
        "copy": ["=ksero"],
        "зал": ["зал*"],
    }
)


def found(source: str) -> list[tuple[str, str]]:
    text = Text.of(source)
    return [(match.concept, text.quote(match.first, match.last)) for match in THINGS.find(text)]


@pytest.mark.parametrize(
    "word",
    ["rzutnik", "rzutnika", "rzutnikiem", "RZUTNIKÓW", "rzutnikow", "Projektorze", "projekotr", "rzutnk", "rzutnnik"],
)
def test_every_form_and_one_slip_is_found(word: str) -> None:
    assert found(f"Potrzebny {word}.") == [("projector", word)]


@pytest.mark.parametrize("word", ["ruchnik", "rzutka", "projekt", "protektor", "kser"])
def test_other_words_are_not(word: str) -> None:
    assert found(word) == []


def test_the_longest_phrase_wins_across_a_broken_line() -> None:
    assert found("tablicę suchościeralną") == [("whiteboard", "tablicę suchościeralną")]
    assert found("tablicy\nsuchoscieralnej i tablicy") == [
        ("whiteboard", "tablicy\nsuchoscieralnej"),
        ("board", "tablicy"),
    ]
    assert found("w dużej sali") == [("hall", "dużej sali")]


def test_exact_forms_and_stems() -> None:
    assert found("ksero, kserem") == [("copy", "ksero")]
    assert found("у залі") == [("зал", "залі")]


def test_lemmas_are_folded_and_unknown_words_stand_for_themselves() -> None:
    assert "sroda" in lemmas("środę")
    assert lemmas("Xyzzy") == ("xyzzy",)
    assert known("sala") and not known("xyzzy")


def test_forms_leave_out_abbreviations() -> None:
    assert "wielkiego" in forms("wielki")
    assert "w" not in forms("wielki")


@given(st.text())
def test_folding_again_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)
