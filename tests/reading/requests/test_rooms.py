"""Rooms by their aliases, numbered, together, left and refused."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail_ingest.reading.requests.rooms import read_rooms
from tests.reading.letters import passage

WANTED = [
    ("prosimy o salę wykładową", ["lecture_hall"]),
    ("w sali konferencyjnej", ["lecture_hall"]),
    ("czy duża sala jest wolna", ["lecture_hall"]),
    ("największą salę, jaką macie", ["lecture_hall"]),
    ("najchętniej wykładową", ["lecture_hall"]),
    ("potrzebna nam sala na próbę, mała wystarczy", ["workshop"]),
    ("szukamy sali, najlepiej pasowałaby duża", ["lecture_hall"]),
    ("szukamy sali wykładowej, bo mała nam nie wystarczy", ["lecture_hall"]),
    ("sale wykladowa poprosze", ["lecture_hall"]),
    ("SALĘ WYKŁADOWĄ", ["lecture_hall"]),
    ("sala wyładowa", ["lecture_hall"]),
    ("salę warsztatową nr 1", ["workshop_1"]),
    ("sali warsztatowej numer dwa", ["workshop_2"]),
    ("warsztatowa II", ["workshop_2"]),
    ("małą salkę 1, 8 i 15 kwietnia", ["workshop"]),
    ("SALI WARSZTATOWEJ NR 1 I NR 2", ["workshop_1", "workshop_2"]),
    ("w warsztatowej jedynce", ["workshop_1"]),
    ("pierwszą salę warsztatową", ["workshop_1"]),
    ("salę nr 2", ["workshop_2"]),
    ("salę warsztatową 2 kwietnia", ["workshop"]),
    ("salę warsztatową 2.04", ["workshop"]),
    ("salę warsztatową 2-4 maja", ["workshop"]),
    ("salę warsztatową (obojętnie którą)", ["workshop"]),
    ("małą salkę", ["workshop"]),
    ("najmniejsza sala wystarczy", ["workshop"]),
    ("obie sale warsztatowe", ["workshop_1", "workshop_2"]),
    ("obydwu sal warsztatowych", ["workshop_1", "workshop_2"]),
    ("sale warsztatowe nr 1 i 2", ["workshop_1", "workshop_2"]),
    ("dwie sale warsztatowe i hol", ["workshop_1", "workshop_2", "open_space"]),
    ("w holu na parterze", ["open_space"]),
    ("we foyer", ["open_space"]),
    ("przestrzeni otwartej", ["open_space"]),
    ("wspólna przestrzeń", ["open_space"]),
    ("jakąś salę", []),
    ("Sala? Najlepiej ta większa.", ["lecture_hall"]),
    ("najlepiej warsztatowa 2.", ["workshop_2"]),
    ("salkę na godzinę", []),
    ("sala gimnastyczna w szkole", []),
    ("both workshop rooms", ["workshop_1", "workshop_2"]),
    ("the large hall and the foyer", ["lecture_hall", "open_space"]),
    ("workshop room 2 on Friday", ["workshop_2"]),
    ("конференц-зал", ["lecture_hall"]),
    ("маленьку залу", ["workshop"]),
    ("у залі № 2", ["workshop_2"]),
    ("у відкритому просторі", ["open_space"]),
]


@pytest.mark.parametrize(("text", "rooms"), WANTED)
def test_rooms_by_their_names(text: str, rooms: list[str]) -> None:
    assert [found.value for found in read_rooms(passage(text))] == rooms


@pytest.mark.parametrize(
    ("text", "rooms"),
    [
        ("zamiast małej sali wolimy wykładową", ["lecture_hall"]),
        ("prosimy o zamianę sali wykładowej na warsztatową nr 1", ["workshop_1"]),
        ("sali wykładowej nie potrzebujemy, wystarczy mała sala", ["workshop"]),
        ("rok temu byliśmy w sali wykładowej, teraz prosimy o hol", ["open_space"]),
        ("nie tylko sala wykładowa, ale i hol", ["lecture_hall", "open_space"]),
        ("Hol jest dla nas za głośny. Czy wykładowa byłaby wolna?", ["lecture_hall"]),
        ("prosimy o dużą salę, bo w warsztatowej zbyt ciasno", ["lecture_hall"]),
        ("w małej sali się nie zmieścimy, prosimy o wykładową", ["lecture_hall"]),
        ("sala wykładowa, a jeśli będzie za duża, to warsztatowa", ["lecture_hall", "workshop"]),
        ("zwykle jesteśmy w warsztatowej, ale tym razem chcemy hol", ["open_space"]),
        ("wolimy hol od sali wykładowej", ["open_space"]),
        ("raczej warsztatowa niż wykładowa", ["workshop"]),
        ("wykładowa nie jest nam potrzebna, wystarczy mała sala", ["workshop"]),
        ("poprzednia sala była za duża, prosimy o mniejszą", ["workshop"]),
        ("prosimy o salę i o większą liczbę krzeseł", []),
        ("sala warsztatowa nr 1 albo nr 2", ["workshop_1", "workshop_2"]),
        ("потрібні обидві майстерні", ["workshop_1", "workshop_2"]),
    ],
)
def test_rooms_that_are_left_or_remembered_are_not_wanted(text: str, rooms: list[str]) -> None:
    assert [found.value for found in read_rooms(passage(text))] == rooms


def test_of_two_rooms_of_a_change_the_one_moved_to_counts() -> None:
    text = passage("Mamy rezerwację w sali warsztatowej nr 2, prosimy o przeniesienie do sali wykładowej.")
    assert [found.value for found in read_rooms(text, change=True)] == ["lecture_hall"]


def test_the_words_of_a_room_hold_its_number() -> None:
    text = passage("Poprosimy salę warsztatową nr 2 na jutro.")
    (found,) = read_rooms(text)
    assert text.letter.text.quote(found.first, found.last) == "salę warsztatową nr 2"


ASKS = ["prosimy o {}", "chcielibyśmy zarezerwować {}", "czy wolna byłaby {}", "potrzebujemy: {}"]
NAMES = {
    "lecture_hall": ["salę wykładową", "dużą salę", "sali konferencyjnej", "konferencyjną salę"],
    "workshop_1": [
        "salę warsztatową nr 1",
        "sala warsztatowa 1",
        "warsztatową jedynkę",
        "sali warsztatowej numer jeden",
    ],
    "workshop": ["salę warsztatową", "małą salę", "mniejsza salka"],
    "open_space": ["hol", "przestrzeń wspólną", "foyer", "otwartą przestrzeń"],
}


@settings(deadline=None)
@given(
    st.sampled_from([(room, name) for room, names in NAMES.items() for name in names]),
    st.sampled_from(ASKS),
    st.sampled_from([str, str.upper, str.lower]),
    st.sampled_from(["", " na jutro", " w piątek od 17 do 19", ", 12 osób", " dla 20 osób"]),
)
def test_a_room_is_read_back_however_it_is_asked_for(pair: tuple[str, str], ask: str, case: object, tail: str) -> None:
    room, name = pair
    assert callable(case)
    text = case(ask.format(name) + tail)
    assert [found.value for found in read_rooms(passage(text))] == [room], text


NAMES = {
    "salę wykładową": ["lecture_hall"],
    "dużą salę": ["lecture_hall"],
    "salę konferencyjną": ["lecture_hall"],
    "salę warsztatową nr 2": ["workshop_2"],
    "warsztatową numer jeden": ["workshop_1"],
    "małą salkę": ["workshop"],
    "obie sale warsztatowe": ["workshop_1", "workshop_2"],
    "przestrzeń wspólną": ["open_space"],
}
WITHOUT_MARKS = str.maketrans("ąćęłńóśźż", "acelnoszz")
WRITINGS = [str, str.upper, str.title, lambda text: text.translate(WITHOUT_MARKS), lambda text: text.replace(" ", "  ")]
FRAMES = [
    "Prosimy o {} na jutro.",
    "{} poprosimy!",
    "Czy można dostać {} w piątek?",
    "- {}, 20 osób",
    "chcemy {} i rzutnik",
]


@settings(deadline=None)
@given(st.sampled_from(sorted(NAMES)), st.sampled_from(WRITINGS), st.sampled_from(FRAMES))
def test_a_room_is_read_however_it_is_written(name: str, writing: Callable[[str], str], frame: str) -> None:
    assert [found.value for found in read_rooms(passage(frame.format(writing(name))))] == NAMES[name]
