# ruff: noqa: E501 - a row of a table is one line
"""Whatever stands in a text, it is read without failing and in bounded time."""

import time
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail_ingest.reading.when import find_mentions, read_when
from mail_ingest.reading.words.text import Text

AT = datetime(2026, 10, 25, 2, 30)
PIECES = (
    "12", "31", "0", "99", "2026", "1700", "marca", "maja", "kwietnia", "w", "we", "na", "od", "do", "i", "lub", "-", "–", ".", ",", ":",
    "/", "(", ")", "\n", "\n\n", "godz", "godz.", "wtorek", "środę", "wtorki", "każdy", "co", "drugi", "dwa", "tygodnie", "za", "tydzień",
    "miesiąca", "pierwszy", "ostatni", "piątek", "wpół", "kwadrans", "po", "przed", "piątej", "rano", "południu", "jutro", "koniec",
    "oprócz", "spotkań", "osób", "weekend", "długi", "Wielki", "roku", "r.", "br.", "III", "X", "17-tej", "2ego", "minut", "godziny",
    "every", "Monday", "pm", "at", "half", "past", "з", "щовівторка", "травня", "о", "між",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_characters(text: str) -> None:
    assert all(quote in text for quote in read_when(text, AT).evidence)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from((" ", "", "  ")))
def test_any_heap_of_time_words(pieces: list[str], between: str) -> None:
    source = between.join(pieces)
    mentions = find_mentions(Text.of(source), AT)
    assert all(before.end <= after.start for before, after in pairwise(mentions))
    schedule = read_when(source, AT)
    for slot in schedule.slots:
        assert slot.end is None or slot.as_json()["start"] < (slot.as_json()["end"] or ""), source
    for quote in schedule.evidence:
        assert quote in source


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        "1 ",
        "12 i ",
        "on 12 at 3 ",
        "wtorek, ",
        "od 12 do 13 i 14, ",
        "(",
        "lub ",
        "12 marca o 17, ",
        "a.b.",
        "ab@",
        "godz. ",
    ],
)
def test_a_million_characters_take_bounded_time(piece: str) -> None:
    source = piece * (1_000_000 // len(piece))
    begun = time.process_time()
    read_when(source, AT)
    assert time.process_time() - begun < 2.0
