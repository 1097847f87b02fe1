"""Patterns that are asked only where their words stand find what they find everywhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail_ingest import offers, sorting
from mail_ingest.quotes import footers, signers
from mail_ingest.reading.sender import identifiers
from mail_ingest.reading.words.sought import Sought

ALL = [
    pattern
    for module in (offers, sorting, footers, signers, identifiers)
    for pattern in vars(module).values()
    if isinstance(pattern, Sought)
]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\brabat|\bprzedstawi\w+ ofert|\bgratis\b", ("gratis", "przedstawi", "rabat")),
        (r"nie (?:chc|zycz)\w* wiecej", (" wiecej",)),
        (r"(?:abc)?def+", ("de",)),
        (r"(?:abc){2}d", ("abc",)),
        (r"kolo|kolorowe", ("kolo",)),
        (r"\d+|abc", ()),
        (r"[ab]cd?", ("c",)),
        (r"(?i:abc)|d", ()),
        (r"", ()),
    ],
)
def test_the_words_of_a_pattern_are_those_it_cannot_do_without(pattern: str, words: tuple[str, ...]) -> None:
    assert Sought(pattern).words == words


def test_capitals_do_not_count_where_the_pattern_ignores_them() -> None:
    assert Sought(r"\bNIP\b", re.IGNORECASE).search("nip 123")
    assert Sought(r"\bnip\b", re.IGNORECASE).search("NIP 123")
    assert not Sought(r"\bnip\b").search("NIP 123")


def test_there_are_patterns_to_hold_to_this() -> None:
    assert len(ALL) > 15


@given(st.data())
def test_what_the_pattern_finds_is_found(data: st.DataObject) -> None:
    sought = data.draw(st.sampled_from(ALL))
    pieces = st.from_regex(sought.pattern) | st.sampled_from(sought.words) | st.text("ab 1.\n", max_size=5)
    text = "".join(data.draw(st.lists(pieces, max_size=3)))
    assert bool(sought.search(text)) == bool(sought.pattern.search(text))
    assert bool(sought.match(text)) == bool(sought.pattern.match(text))
    assert sought.findall(text) == sought.pattern.findall(text)
    assert len(list(sought.finditer(text))) == len(list(sought.pattern.finditer(text)))
