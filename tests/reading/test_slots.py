"""Slots of whole letters: what the readers of time and the parting into requests give together."""

import pytest

from tests.reading.letters import read

SLOTS = [
    (
        "Prosimy o salę w dniach 20-22 marca w godz. 9-12.",
        ["03-20T09:00/12:00", "03-21T09:00/12:00", "03-22T09:00/12:00"],
    ),
    ("Prosimy o salę 20 marca między 17 a 19.", ["03-20T17:00/19:00"]),
    ("Prosimy o salę jutro na 3 godziny od 10.", ["03-10T10:00/13:00"]),
    ("Data: 20.03.2026\nGodzina: 17.00-19.00\nSala: wykładowa", ["03-20T17:00/19:00"]),
    ("Prosimy o salę w środy 18 i 25 marca od 17 do 19.", ["03-18T17:00/19:00", "03-25T17:00/19:00"]),
    ("Działamy od 5 maja 2015 r. Prosimy o salę 20 marca o 17.", ["03-20T17:00/"]),
    ("Zgłoszenia przyjmujemy do 15 marca. Prosimy o salę 20 marca o 17.", ["03-20T17:00/"]),
    ("Ostatnio, 12 lutego, byliśmy w małej sali. Teraz prosimy o dużą 20 marca o 17.", ["03-20T17:00/"]),
    ("Prosimy o przestrzeń otwartą 20 marca od 19:00 do 21:30.", ["03-20T19:00/21:30"]),
    (
        "Prezeska miała zabieg 2 marca. Wybrałyśmy czwartek 26 marca, od 15 do 17. Prosimy o salę wykładową.",
        ["03-26T15:00/17:00"],
    ),
    ("Prosimy o salę wykładową na cały marzec.", ["03-01/03-31"]),
    (
        "Sala w kwietniu, zawsze w środy o 18: 8, 15 i 22.",
        ["04-08T18:00/", "04-15T18:00/", "04-22T18:00/"],
    ),
    ("Prosimy o 2 spotkania w maju (7. lub 14.) o 10.", ["05-07T10:00/", "05-14T10:00/"]),
    ("Prosimy o salę w drugim tygodniu kwietnia, najlepiej w środę o 9.", ["04-08T09:00/"]),
    ("Prosimy o salę 20 marca, początek 16, koniec 18.", ["03-20T16:00/18:00"]),
    ("Potrzebna sala od 16 w ten piątek. Wyjdziemy przed 19.", ["03-13T16:00/19:00"]),
    ("Prosimy o salę 20 marca, godz. 17, ok. 2-3 godzin.", ["03-20T17:00/20:00"]),
    (
        "W sobotę 21 marca: 9-10 maluchy, potem 10:30-12 starszaki, na koniec 15-17 rodzice. Prosimy o salę.",
        ["03-21T09:00/10:00", "03-21T10:30/12:00", "03-21T15:00/17:00"],
    ),
    (
        "Prosimy o salę 20, 21 i 22 marca, pierwszego dnia 16-19, kolejne 9-14.",
        ["03-20T16:00/19:00", "03-21T09:00/14:00", "03-22T09:00/14:00"],
    ),
    ("Salę prosimy 20 marca na próbę 17-19. Wejście od 16.", ["03-20T16:00/19:00"]),
    ("Pokaz jest 20 marca 17-19, wyjdziemy z sali do 20.", ["03-20T17:00/20:00"]),
    ("Prosimy o salę 20 marca 9-11. Przepraszam, pomyłka: miało być 21 marca.", ["03-21T09:00/11:00"]),
    ("Prosimy o salę 20 marca 9-11. Errata: od 10 do 12.", ["03-20T10:00/12:00"]),
    ("We wtorek niestety nie, prosimy o salę 20 marca 9-11.", ["03-20T09:00/11:00"]),
    ("Prosimy o salę 20 marca 9-11, ostatnio mieliśmy 16-18.", ["03-20T09:00/11:00"]),
    ("Prosimy o salę 20 marca w tych samych godzinach, poprzednio było 16-18.", ["03-20T16:00/18:00"]),
    ("Czy 22 marca, mimo że to niedziela, dostaniemy salę od 14 do 17?", ["03-22T14:00/17:00"]),
    ("Jak co miesiąc prosimy o salę na zebranie, ostatni wtorek marca, godz. 16.", ["03-31T16:00/"]),
    ("Prosimy o salę 20 marca o 9, 31 marca mija nabór wniosków.", ["03-20T09:00/"]),
    (
        "Prosimy o salę 19-23 marca (bez weekendu), 9-12.",
        ["03-19T09:00/12:00", "03-20T09:00/12:00", "03-23T09:00/12:00"],
    ),
    ("Prosimy o salę: 19.03 - 9:00-12:00, 20.03 - 9:00-11:00.", ["03-19T09:00/12:00", "03-20T09:00/11:00"]),
    ("Prosimy o salę 20 marca. Goście schodzą się od 16, wykład 17-18, potem herbata do 19.", ["03-20T16:00/19:00"]),
    (
        "Potrzebujemy sali na dwa dni: 20 i 21 marca od 9 do 15.",
        ["03-20T09:00/15:00", "03-21T09:00/15:00"],
    ),
    ("Chcemy sali na trzy dni: 19, 24 i 31 marca.", ["03-19/", "03-24/", "03-31/"]),
    ("Prosimy o salę we wtorek 24 marca o 17; to będzie nasze walne.", ["03-24T17:00/"]),
    (
        "Walne odbędzie się w sobotę 28 marca o 10; sala będzie nam potrzebna od 9 do 14.",
        ["03-28T09:00/14:00"],
    ),
    ("27 marca o 18 mamy wieczór poezji. Salę prosimy na 17-21.", ["03-27T17:00/21:00"]),
    ("Zebranie 27 marca o 17, drugi termin 17.30, sala od 16.30 do 20.", ["03-27T16:30/20:00"]),
    ("Próba w piątek 27 marca od 17 do 19, salę prosimy od 16 do 20.", ["03-27T16:00/20:00"]),
    ("Prosimy o salę 27 marca o 17 lub od 16 do 20.", ["03-27T17:00/", "03-27T16:00/20:00"]),
    ("Spotykamy się w czwartek dwudziestego szóstego, od 17 do 19, prosimy o salę.", ["03-26T17:00/19:00"]),
    ("We wtorek, dwudziestego czwartego, prosimy o salę od 17 do 19.", ["03-24T17:00/19:00"]),
    ("22 marca świętujemy Dzień Wody, więc prosimy o salę na 20 marca, 10-13.", ["03-20T10:00/13:00"]),
    ("29 marca to Niedziela Palmowa. Prosimy o salę 28 marca od 16 do 21.", ["03-28T16:00/21:00"]),
    ("22 marca to niedziela, więc prosimy o salę 23 marca o 17.", ["03-23T17:00/"]),
    (
        "22 marca to niedziela, wiemy, więc może być też 23 marca. Prosimy o salę o 17.",
        ["03-22T17:00/", "03-23T17:00/"],
    ),
    ("28 marca to sobota, 29 marca niedziela, prosimy o salę w oba dni.", ["03-28/", "03-29/"]),
    (
        "Zebranie zawsze robimy 1 maja, ale że to dzień wolny, przenosimy na czwartek siódmego. Prosimy o salę 17-19.",
        ["05-07T17:00/19:00"],
    ),
    (
        "27 marca świętujemy jubileusz, prosimy o salę od 16 do 20, a na próbę 26 marca od 17.",
        ["03-27T16:00/20:00", "03-26T17:00/"],
    ),
    ("Do dziś nie mamy własnego lokalu. Prosimy o salę we wtorki o 17.", ["03-10T17:00/"]),
    (
        "Od 19 do 20 marca, w godzinach pracy urzędu, tj. 8-16, zbieramy dary. Prosimy o hol.",
        [
            "03-19T08:00/16:00",
            "03-20T08:00/16:00",
        ],
    ),
]


@pytest.mark.parametrize(("body", "expected"), SLOTS)
def test_the_slots_of_a_booking(body: str, expected: list[str]) -> None:
    (request,) = read(body).requests
    found = [(slot["start"] or "", slot["end"] or "") for slot in (slot.as_json() for slot in request.slots)]
    assert [f"{start[5:]}/{end[11:] or end[5:]}" for start, end in found] == expected


@pytest.mark.parametrize(
    "body",
    [
        "Zapisujemy dwie osoby na szkolenie 20 marca.",
        "Rezygnuję ze szkolenia 20 marca.",
        "Prosimy o wywieszenie plakatu, koncert jest 20 marca o 17.",
        "Prosimy o użyczenie adresu, lokal oddajemy 31 marca.",
        "Ile kosztuje sala wykładowa?",
    ],
)
def test_nothing_is_to_be_kept_free(body: str) -> None:
    (request,) = read(body).requests
    assert request.slots == []
    assert request.previous == []


def test_the_day_of_the_subject_goes_with_the_hours_of_the_letter() -> None:
    (request,) = read("Prosimy od 17:00 do 19:00, 12 osób.", "Mała sala 20 marca").requests
    assert [slot.as_json() for slot in request.slots] == [{"start": "2026-03-20T17:00", "end": "2026-03-20T19:00"}]


def test_a_head_count_is_no_hour() -> None:
    (request,) = read("Prosimy o salę 20 marca o 17:00. Dzieci będzie 8-10.").requests
    assert request.attendees == 10
    assert [slot.as_json()["start"] for slot in request.slots] == ["2026-03-20T17:00"]


def test_a_weekday_in_a_cell_below_its_date_is_no_other_day() -> None:
    (request,) = read(
        "Prosimy o salę:\n\n21.03.2026\n\nsobota\n\n10:00-13:00\n\n28.03.2026\n\nsobota\n\n9:00-12:00"
    ).requests
    assert [slot.as_json()["start"] for slot in request.slots] == ["2026-03-21T10:00", "2026-03-28T09:00"]


def test_repetitions_with_hours_of_their_own_are_bookings_of_their_own() -> None:
    tuesday, friday = read("Prosimy o małą salę we wtorki 16-18 i w piątki 17-20, do końca maja.").requests
    assert (tuesday.recurrence, friday.recurrence) == (
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260531",
        "FREQ=WEEKLY;BYDAY=FR;UNTIL=20260531",
    )
    assert [slot.as_json()["start"] for slot in (*tuesday.slots, *friday.slots)] == [
        "2026-03-10T16:00",
        "2026-03-13T17:00",
    ]
    assert tuesday.rooms == friday.rooms == ["workshop"]


@pytest.mark.parametrize(
    "body",
    [
        "Prosimy o salę we wtorki i w piątki 16-18.",
        "Prosimy o salę we wtorki 16-18 lub w piątki 17-20.",
        "Prosimy o salę we wtorki 16-18, w piątki 16-18.",
    ],
)
def test_repetitions_that_share_hours_or_stand_for_one_another_are_one_booking(body: str) -> None:
    assert len(read(body).requests) == 1


def test_things_are_lent_from_their_collection_to_their_return() -> None:
    (request,) = read("Prosimy o wypożyczenie rzutnika od 20 marca, zwrot 24 marca.").requests
    assert [slot.as_json() for slot in request.slots] == [{"start": "2026-03-20", "end": "2026-03-24"}]


def test_a_last_meeting_in_brackets_ends_the_repetition() -> None:
    (request,) = read("Prosimy o salę co tydzień od 18 marca (ostatnie spotkanie 24 czerwca), 17-18.30.").requests
    assert request.recurrence == "FREQ=WEEKLY;BYDAY=WE;UNTIL=20260624"
    assert [slot.as_json()["end"] for slot in request.slots] == ["2026-03-18T18:30"]
