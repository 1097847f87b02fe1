"""No reader of time is asked where nothing may begin: it would find nothing there."""

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from mail_ingest.reading.when.find import READERS
from mail_ingest.reading.when.opening import opening
from mail_ingest.reading.when.scan import Scan
from mail_ingest.reading.words.text import WORD, Text

TODAY = date(2026, 3, 11)
TOLD = Text.of((Path(__file__).parent / "expressions.txt").read_text("utf-8")[:40_000])
WORDS = sorted({token.raw for token in TOLD.tokens if token.kind is WORD and opening(token.raw)})
FIGURES = [str(number) for number in (*range(1, 32), 900, 1730, 2026)]
MARKS = [".", ",", "-", ":", "/", "(", ")"]


def test_there_are_words_of_time_to_try() -> None:
    assert len(WORDS) > 200


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.sampled_from(FIGURES) | st.sampled_from(MARKS), min_size=1, max_size=12))
def test_a_reader_finds_nothing_at_a_word_with_which_it_may_not_begin(said: list[str]) -> None:
    text = Text.of(" ".join(said))
    for index, token in enumerate(text.tokens):
        for reader, may_begin in READERS:
            if token.kind is WORD and not may_begin(token.raw):
                assert reader(Scan(text, TODAY), index) is None, (reader.__name__, token.raw)
