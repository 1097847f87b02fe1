"""A whole reading: its form, its evidence, what it says of bad input, and that it comes for any message at all."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail_ingest.message import parse_message
from mail_ingest.reading.reading import LONGEST, read_message
from mail_ingest.reading.words.morphology import words
from tests.reading.letters import raw_letter, read

LETTER = (
    "Dzień dobry,\n\nprosimy o salę warsztatową nr 2 w piątek 20 marca w godz. 17:00-19:00 na zebranie,\n"
    "przyjdzie około 14 osób. Potrzebny rzutnik, mikrofonu nie trzeba.\n"
)
SIGNATURE = "\nZ poważaniem\nJan Testowy\nStowarzyszenie Przykład\ntel. 600 100 200\n"
QUOTED = (
    "\nW dniu 5.03.2026 o 10:00, COP Kalisz pisze:\n> potwierdzamy salę wykładową 30 kwietnia w godz. 9-12, 40 osób,\n"
    "> mikrofon i nagłośnienie\n"
)
WITHOUT_MARKS = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")


def requests(body: str) -> list[dict[str, object]]:
    return [request.as_json() for request in read(body).requests]


def test_the_form_of_a_reading_is_that_of_the_corpus() -> None:
    reading = json.loads(json.dumps(read(LETTER + SIGNATURE).as_json("001.eml"), ensure_ascii=False))
    assert list(reading)[:5] == ["file", "disposition", "language", "sender", "requests"]
    assert reading["file"] == "001.eml"
    assert reading["requests"] == [
        {
            "kind": "booking",
            "intent": "new",
            "rooms": ["workshop_2"],
            "slots": [{"start": "2026-03-20T17:00", "end": "2026-03-20T19:00"}],
            "choice": "all",
            "recurrence": None,
            "previous": [],
            "attendees": 14,
            "equipment": ["projector"],
            "topic": None,
        }
    ]


def test_every_value_has_its_words_verbatim_and_its_confidence() -> None:
    reading = read(LETTER + SIGNATURE)
    assert reading.evidence["requests/0/rooms/0"] == "salę warsztatową nr 2"
    assert reading.evidence["requests/0/attendees"] == "około 14 osób"
    assert reading.evidence["requests/0/equipment/0"] == "rzutnik"
    assert "20 marca" in reading.evidence["requests/0/slots/0"]
    for key, quote in reading.evidence.items():
        assert quote in LETTER + SIGNATURE, key
        assert key in reading.confidence or key.endswith("intent"), key


@pytest.mark.parametrize(
    "altered",
    [
        LETTER.translate(WITHOUT_MARKS),
        LETTER.upper(),
        LETTER.lower(),
        "Szanowni Państwo,\n\n" + LETTER.removeprefix("Dzień dobry,\n\n"),
        LETTER.replace("\n", " "),
        LETTER + SIGNATURE,
        LETTER + SIGNATURE + QUOTED,
        LETTER + "\nWysłane z iPhone'a\n",
        LETTER + "\nTa wiadomość jest poufna i przeznaczona wyłącznie dla adresata.\n",
        LETTER.replace("warsztatową", "warsztatwą").replace("rzutnik", "rzutnk"),
    ],
)
def test_what_does_not_change_the_meaning_changes_nothing(altered: str) -> None:
    assert len(requests(LETTER)) == 1
    assert requests(altered) == requests(LETTER)


def test_the_subject_helps_where_the_letter_says_nothing() -> None:
    (request,) = read("Poproszę od 17 do 19, będzie 12 osób.", "Sala wykładowa 20 marca").requests
    assert request.rooms == ["lecture_hall"]
    assert [slot.as_json()["start"] for slot in request.slots] == ["2026-03-20T17:00"]


def test_the_subject_of_an_answer_is_the_centres_own() -> None:
    (request,) = read("Przyjdzie 12 osób.", "Re: Sala wykładowa 20 marca", In_Reply_To="<1@um.kalisz.pl>").requests
    assert request.rooms == []
    assert request.slots == []


def test_a_day_that_does_not_fit_its_weekday_is_told() -> None:
    reading = read("Prosimy o salę wykładową w środę 20 marca 2026 o 17:00.")
    assert [slot.as_json()["start"] for slot in reading.requests[0].slots] == ["2026-03-20T17:00"]
    assert reading.problems


def test_an_empty_message_says_so() -> None:
    reading = read_message(parse_message(b""))
    assert reading.requests == []
    assert reading.problems


def test_machine_mail_asks_for_nothing() -> None:
    reading = read("Jestem na urlopie do 20 marca.", "Automatyczna odpowiedź: sala", Auto_Submitted="auto-replied")
    assert reading.disposition == "automatic"
    assert reading.requests == []


def test_the_same_message_is_always_read_the_same() -> None:
    first, second = read(LETTER + SIGNATURE), read(LETTER + SIGNATURE)
    assert first.as_json() == second.as_json()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=600))
def test_any_text_is_read(body: str) -> None:
    message = parse_message(raw_letter(""))
    reading = read_message(type(message)(**{**vars(message), "body": body, "new_text": body, "text": body}))
    json.dumps(reading.as_json())
    assert "Nie udało się odczytać" not in " ".join(reading.problems)


WORDS = words(
    """prosimy o salę wykładową warsztatową nr 1 2 obie i oraz ani nie bez zamiast odwołujemy przenieść na z do
    17 19 20 marca osób nas będzie rzutnik mikrofon krzesła szkolenie prawnik adres siedziba plakat stronie
    czy ? . , ; : - ( ) po pierwsze drugie 1. 2) a) księgowa tylko poza własny mamy rezerwację łącznie około
    pożyczyć zapisać dwie trzy sześciu może we czworo godz."""
)


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60), st.sampled_from([" ", "\n"]))
def test_any_heap_of_the_desks_words_is_read(pieces: list[str], between: str) -> None:
    reading = read(between.join(pieces))
    assert "Nie udało się odczytać" not in " ".join(reading.problems)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_are_read(raw: bytes) -> None:
    reading = read_message(parse_message(raw)).as_json()
    assert json.loads(json.dumps(reading))["disposition"] in ("request", "automatic", "bulk")


@pytest.mark.parametrize(
    "piece",
    [
        "sala ",
        "nie rzutnik, mikrofon i ",
        "12 osób i ",
        "1. sala wykładowa 20 marca\n",
        "zamiast 17-19 na 20 marca z 21 marca ",
        "(",
        "odwołujemy, jeśli, prosimy o przeniesienie. ",
        "on 12 at 5 ",
        "dwadzieścia pięć tysięcy ",
        "a, ",
        "-- \n",
    ],
)
def test_twice_the_text_takes_twice_the_time(piece: str) -> None:
    """Its square would take four times as long; the machine may be busy, so one good measurement of some is enough."""
    ratio = 9.0
    for _ in range(5):
        half, whole = (_seconds(piece * (size // len(piece))) for size in (LONGEST // 2, LONGEST))
        ratio = min(ratio, whole / half)
        if ratio < 3:
            break
    assert ratio < 3


def _seconds(body: str) -> float:
    began = time.process_time()
    read(body)
    return time.process_time() - began


def test_a_letter_that_is_all_in_its_subject_is_read() -> None:
    (request,) = read("", "Prosimy o salę wykładową 20 marca od 17 do 19").requests
    assert request.rooms == ["lecture_hall"]
    assert [slot.as_json()["end"] for slot in request.slots] == ["2026-03-20T19:00"]


@pytest.mark.parametrize(
    "body", ["Jak w temacie.\nZ góry dziękuję", "j.w.\n\nPozdrawiam serdecznie", "Dziękuję i pozdrawiam :)"]
)
def test_a_letter_that_only_points_to_its_subject_is_read_there(body: str) -> None:
    (request,) = read(body, "Mała sala 20 marca 16-18, 12 osób, flipchart").requests

    assert (request.kind, request.rooms, request.attendees, request.equipment) == (
        "booking",
        ["workshop"],
        12,
        ["flipchart"],
    )
    assert [slot.as_json()["end"] for slot in request.slots] == ["2026-03-20T18:00"]


def test_thanks_for_a_day_of_the_subject_ask_for_nothing() -> None:
    (request,) = read("Dziękujemy, było wspaniale!", "Mała sala 20 marca 16-18").requests

    assert request.kind == "other"
