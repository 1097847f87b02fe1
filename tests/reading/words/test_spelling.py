"""Words written without their diacritics."""

import pytest

from mail_ingest.reading.words.morphology import fold
from mail_ingest.reading.words.spelling import loose_analyses


@pytest.mark.parametrize(
    "word",
    [
        "środę", "ćwiczenia", "wypożyczyliśmy", "przedłużyliśmy", "żółw", "źródło", "gałąź", "dźwig",
        "statuę", "ideę", "reżim", "mężczyźni", "pięćdziesiąt", "później", "ogłoszeń", "społeczność",
    ],
)  # fmt: skip
def test_a_word_without_diacritics_is_known_again(word: str) -> None:
    lemmas = {lemma for lemma, _ in loose_analyses(word)}
    assert lemmas and lemmas <= {lemma for lemma, _ in loose_analyses(fold(word))}


@pytest.mark.parametrize("word", ["kowalczesanski", "zarezerwwoac", "xyzzy", "ґанок"])
def test_what_is_no_word_stays_unknown(word: str) -> None:
    assert loose_analyses(word) == ()
