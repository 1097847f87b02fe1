"""Evidence marked in a message: the words stay as they were, and nothing of the message becomes HTML."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from copapp.tickets.marks import Evidence, mark

TAG = re.compile(r"</?mark[^>]*>")
LETTER = "prosimy o salę <b>wykładową</b>\nw czwartek 19 marca, 25 osób & rzutnik"


def evidence(words: str, field: str = "slots", key: str = "draft-1-slots/0") -> Evidence:
    return Evidence(key, field, words, "Termin")


def test_words_are_marked_in_the_colour_of_their_field() -> None:
    assert mark("jutro 25 osób", [evidence("25 osób", "attendees", "draft-1-attendees")]) == (
        'jutro <mark class="evidence field-attendees" data-evidence="draft-1-attendees" title="Termin">25 osób</mark>'
    )


def test_white_space_between_words_does_not_matter() -> None:
    assert "<mark" in mark("sala\n  wykładowa", [evidence("sala wykładowa")])


def test_whole_words_are_found_before_parts_of_words() -> None:
    assert mark("150 zł, 15 osób", [evidence("15")]).startswith("150 zł, <mark")


def test_what_does_not_stand_there_marks_nothing() -> None:
    assert mark("sala", [evidence("hala"), evidence("   ")]) == "sala"


def test_overlapping_evidence_is_in_both_marks() -> None:
    shown = mark("środa 17-19", [evidence("środa 17", key="a"), evidence("17-19", key="b")])

    assert re.sub(r' class="[^"]*"| title="[^"]*"', "", shown) == (
        '<mark data-evidence="a">środa </mark>'
        '<mark data-evidence="b"><mark data-evidence="a">17</mark></mark>'
        '<mark data-evidence="b">-19</mark>'
    )


def pieces(text: str) -> st.SearchStrategy[str]:
    bounds = st.integers(0, len(text))
    return st.tuples(bounds, bounds).map(lambda ends: text[min(ends) : max(ends)])


@given(st.text().flatmap(lambda text: st.tuples(st.just(text), st.lists(pieces(text) | st.text(), max_size=6))))
def test_stripping_the_tags_gives_the_text_back(drawn: tuple[str, list[str]]) -> None:
    text, words = drawn
    shown = mark(text, [evidence(each, key=f'"><script>{number}') for number, each in enumerate(words)])

    assert html.unescape(TAG.sub("", shown)) == html.unescape(html.escape(text))
    assert "<" not in TAG.sub("", shown)


@given(st.lists(pieces(LETTER), max_size=8))
def test_html_of_a_letter_is_never_html(words: list[str]) -> None:
    assert "<b>" not in mark(LETTER, [evidence(each) for each in words])
