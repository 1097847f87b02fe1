"""What is asked for, and where one request ends and the next begins."""

import pytest

from tests.reading.letters import read


def kinds(body: str, subject: str = "zapytanie", **headers: str) -> list[str]:
    return [request.kind for request in read(body, subject, **headers).requests]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Prosimy o salę wykładową 20 marca od 17 do 19.", "booking"),
        ("Szukamy miejsca na próbę chóru, 20 marca o 18.", "booking"),
        ("Sala warsztatowa, 24.03, 17-19, 11 osób.", "booking"),
        ("Organizujemy szkolenie dla opiekunów i szukamy sali na 15 osób, 28 marca.", "booking"),
        ("Prosimy o salę z rzutnikiem i nagłośnieniem.", "booking"),
        ("Pożyczylibyście nam nagłośnienie na festyn 24 maja?", "equipment"),
        ("Czy możemy skorzystać z ksero? Mamy 200 kartek.", "equipment"),
        ("Prosimy o wypożyczenie stołów na 5 kwietnia.", "equipment"),
        ("Chciałabym umówić się z prawnikiem na 18 marca.", "advice"),
        ("Nie wiemy, jak rozliczyć grant. Czy ktoś mógłby nam pomóc?", "advice"),
        ("Chcemy założyć fundację, prosimy o pomoc.", "advice"),
        ("Czy możemy podać Państwa adres jako siedzibę?", "registered_address"),
        ("Prosimy o użyczenie adresu do korespondencji.", "registered_address"),
        ("Zgłaszam dwie osoby na szkolenie z RODO.", "training"),
        ("Proponujemy warsztaty z emisji głosu.", "training"),
        ("Czy planują Państwo kurs księgowości?", "training"),
        ("Prosimy o zamieszczenie plakatu na Facebooku.", "promotion"),
        ("Podzielicie się naszym wydarzeniem na fejsie?", "promotion"),
        ("Dziękujemy za gościnę i życzymy dobrego dnia!", "other"),
        ("Gdzie można zaparkować autokar?", "other"),
        ("Mamy do oddania dwie szafy.", "other"),
        ("Please put our poster on your website.", "promotion"),
        ("Czy w biuletynie mogłaby się pojawić notka o naszym festynie?", "promotion"),
        ("Czy nagłośnicie naszą kampanię?", "promotion"),
        ("Czy możemy odbierać listy pod Waszym adresem?", "registered_address"),
        ("Czy ktoś nie znalazł parasola w sali wykładowej? Zostawiłam go w piątek.", "other"),
        ("Prosimy o wzmiankę na stronie Centrum.", "promotion"),
        ("Nie zdążyłam na kurs księgowości. Czy przewidują Państwo powtórkę?", "training"),
        ("Could one of your advisers see us? We want to turn our club into an association.", "advice"),
        ("Запишіть нас на тренінг з бухгалтерії.", "training"),
        ("Gdzie na stronie można znaleźć informację o godzinach?", "other"),
        ("We would like to borrow a projector.", "equipment"),
        ("Просимо надати лекційну залу 20 березня.", "booking"),
    ],
)
def test_the_kind_of_one_request(body: str, kind: str) -> None:
    assert kinds(body) == [kind]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Dwie sprawy.\n1. Prosimy o salę wykładową 9 kwietnia 17-19.\n2. Chcemy umówić się z księgową 14 kwietnia.",
            ["booking", "advice"],
        ),
        (
            "Po pierwsze prosimy o użyczenie adresu. Po drugie zapisuję dwie osoby na kurs.",
            ["registered_address", "training"],
        ),
        ("Prosimy o salę 14 kwietnia 18-20 oraz o zamieszczenie informacji na stronie.", ["booking", "promotion"]),
        ("Odwołujemy salę 18 marca o 16. Za to prosimy o małą salę 25 marca o 17.", ["booking", "booking"]),
        (
            "Prosimy o salę wykładową 9 kwietnia 17-19. Na rajd 25 kwietnia chcemy wypożyczyć nagłośnienie.",
            ["booking", "equipment"],
        ),
        (
            "a) sala wykładowa, 9 kwietnia 17-19, 35 osób;\nb) sala warsztatowa nr 2, 16 kwietnia 17-19, 12 osób.",
            ["booking", "booking"],
        ),
    ],
)
def test_several_requests_are_told_apart(body: str, expected: list[str]) -> None:
    assert kinds(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Prosimy o salę w terminach:\n1. 7 kwietnia 16-18\n2. 14 kwietnia 16-18",
        "Rezerwacja:\n1. Sala: wykładowa\n2. Data: 7 kwietnia\n3. Godziny: 16-18\n4. Sprzęt: rzutnik",
        "Prosimy o salę 7 kwietnia. Chcielibyśmy też pożyczyć rzutnik.",
        "Prosimy o salę 7 kwietnia na spotkanie z prawnikiem, który opowie o spadkach.",
        "Prosimy o salę 7 kwietnia 16-18. Przyjdzie 20 osób. Potrzebny rzutnik. Prosimy o potwierdzenie.",
    ],
)
def test_one_request_stays_one(body: str) -> None:
    assert kinds(body) == ["booking"]


def test_each_request_has_its_own_values() -> None:
    first, second = read(
        "Prosimy o salę wykładową 9 kwietnia 17:00-19:00 dla 35 osób, z rzutnikiem.\n\n"
        "Poza tym potrzebujemy sali warsztatowej nr 2 dnia 16 kwietnia, 10:00-12:00, 12 osób, flipchart."
    ).requests
    assert (first.rooms, first.attendees, first.equipment) == (["lecture_hall"], 35, ["projector"])
    assert [slot.as_json()["start"] for slot in first.slots] == ["2026-04-09T17:00"]
    assert (second.rooms, second.attendees, second.equipment) == (["workshop_2"], 12, ["flipchart"])
    assert [slot.as_json()["start"] for slot in second.slots] == ["2026-04-16T10:00"]


def values(body: str) -> list[tuple[list[str], int | None, list[str]]]:
    return [(request.rooms, request.attendees, request.equipment) for request in read(body).requests]


TWO_EVENTS = [
    "Sala wykładowa 9 kwietnia 17-19, 35 osób, rzutnik.\nSala warsztatowa nr 2 16 kwietnia 10-12, 12 osób, flipchart.",
    "- 9 kwietnia, 17-19, wykładowa, 35 osób, rzutnik\n- 16 kwietnia, 10-12, warsztatowa nr 2, 12 osób, flipchart",
    "1) 9.04 17-19 sala wykładowa, 35 os., rzutnik\n2) 16.04 10-12 sala warsztatowa 2, 12 os., flipchart",
    "Prosimy o: salę wykładową 9 kwietnia 17-19, 35 osób, z rzutnikiem; salę warsztatową nr 2 16 kwietnia 10-12,"
    " 12 osób, z flipchartem.",
    "Zamawiamy sale:\n\nDzień | Godziny | Sala | Liczba uczestników | Sprzęt\n"
    "9.04.2026 | 17:00-19:00 | wykładowa | 35 | rzutnik\n16.04.2026 | 10:00-12:00 | warsztatowa nr 2 | 12 | flipchart",
    "9 kwietnia 17-19 | sala wykładowa | 35 osób | rzutnik\n16 kwietnia 10-12 | warsztatowa nr 2 | 12 osób | flipchart",
]


@pytest.mark.parametrize("body", TWO_EVENTS)
def test_two_events_have_their_own_rooms_people_and_things(body: str) -> None:
    assert values(body) == [(["lecture_hall"], 35, ["projector"]), (["workshop_2"], 12, ["flipchart"])]


def test_a_day_told_after_what_is_called_off_begins_the_new_request() -> None:
    off, new = read(
        "Zajęcia 17 marca w godz. 16-18 musimy odwołać.\n\nW sobotę 28 marca robimy wieczór tańca."
        " Poprosimy o foyer od 19:00 do 22:00."
    ).requests

    assert (off.intent, [slot.as_json()["start"] for slot in off.previous]) == ("cancel", ["2026-03-17T16:00"])
    assert (new.intent, new.rooms, [slot.as_json()["end"] for slot in new.slots]) == (
        "new",
        ["open_space"],
        ["2026-03-28T22:00"],
    )


def test_a_table_of_one_booking_stays_one() -> None:
    body = "Prosimy o salę wykładową:\n\nTermin | 9.04.2026, 17-19\nLiczba osób | 35\nSprzęt | rzutnik"
    assert values(body) == [(["lecture_hall"], 35, ["projector"])]


def test_the_rows_of_one_room_are_its_days() -> None:
    body = "Prosimy o salę wykładową:\n\n9.04.2026 | 17-19\n16.04.2026 | 17-19\n\nBędzie 35 osób."
    assert values(body) == [(["lecture_hall"], 35, [])]


def test_two_advisers_are_two_requests() -> None:
    body = "Chcemy umówić się z księgową. Osobno prosimy o spotkanie z prawnikiem."
    assert [request.topic for request in read(body).requests] == ["accounting", "legal"]


def test_parts_behind_semicolons_are_requests_of_their_own() -> None:
    body = "Mamy trzy prośby: mała sala 9 kwietnia 17-19; plakat na Państwa Facebooku; porada księgowa."
    assert kinds(body) == ["booking", "promotion", "advice"]
