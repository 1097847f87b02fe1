"""What a text's vocabularies find by the common index is what each finds alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.text import Text
from mail_ingest.reading.words.vocabulary import (
    ASKING,
    LENDING,
    NEGATION,
    QUESTION,
    THANKS,
    Vocabulary,
    openings_of,
    places_of,
)

ROOMS = Vocabulary({"hall": ["sala wykładowa", "aula"], "any": ["зал*"], "fixed": ["=salka"]})
ALL = (ROOMS, ASKING, LENDING, NEGATION, QUESTION, THANKS)

_WORDS = st.sampled_from(
    words(
        """
        prosilibyśmy prosze PROSIMY prsoimy dziękuję dziekuje wypożyczyłam wypozyczyc nie bez zali зала sali wykladowej
        wykładowa wykladwoej aulą salka salki ile kosztuje na jakich zasadach z góry potrzebujmy potrzebowalibyście
        """
    )
)
_SLIPS = st.builds(
    lambda word, at, letter: word[:at] + letter + word[at + 1 :], _WORDS, st.integers(0, 12), st.sampled_from("aełx")
)


@settings(deadline=None)
@given(st.lists(_WORDS | _SLIPS | st.sampled_from(["-", ",", "12", ".\n\n"]), max_size=12).map(" ".join))
def test_the_common_index_leaves_out_no_place(source: str) -> None:
    text = Text.of(source)
    places = places_of(openings_of(text))
    for vocabulary in ALL:
        assert list(vocabulary.find(text, places.get(vocabulary, ()))) == list(vocabulary.find(text))


def test_a_vocabulary_made_later_is_found_too() -> None:
    text = Text.of("Przyniesiemy klawikord.")
    openings_of(text)
    later = Vocabulary({"klawikord": ["klawikord"]})
    assert places_of(openings_of(text))[later] == [1]
