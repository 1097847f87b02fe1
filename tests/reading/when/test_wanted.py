"""What is told in passing is not read as wanted; what can't be is a problem, never an invented value."""

from datetime import datetime

import pytest

from mail_ingest.reading.when import combine, find_mentions, read_when
from mail_ingest.reading.words.text import Text
from tests.reading.when.table import AT, expected, read, rows

NOTHING = """
ustawa z dnia 24 kwietnia 2003 r. o działalności pożytku publicznego => -
na podstawie uchwały nr 12/2026 z dnia 5 lutego 2026 r. => -
Stowarzyszenie działa od 14 maja 2011 r. => -
Fundacja powstała 3 czerwca 1999 roku. => -
Umowa została podpisana 2 lutego. => -
W nawiązaniu do pisma z 2 marca => -
w nawiązaniu do rozmowy telefonicznej z 5 marca => -
Ostatnie zebranie było 20 lutego. => -
Spotkaliśmy się w ubiegły czwartek. => -
Rozmawialiśmy wczoraj. => -
Sprawozdanie musimy złożyć do 31 marca. => -
Zgłoszenia przyjmujemy do 20 marca. => -
Prosimy o odpowiedź do 15 marca. => -
Termin składania ofert mija 10 kwietnia. => -
Nabór wniosków trwa do 30 kwietnia 2026 r. => -
tel. 62 502 71 30 => -
tel. 602 171 819 => -
telefon: +48 602 17 18 19 => -
kom. 512-10-12-16 => -
NIP 618-20-12-345 => -
konto: 12 1020 4027 0000 1202 0304 0506 => -
ul. Babina 1, 62-800 Kalisz => -
ul. Częstochowska 12/4 => -
KRS 0000121012 => -
Będzie nas 16-18 osób. => -
dla 20-25 uczestników => -
dzieci w wieku 7-12 lat => -
Proszę dzwonić po 16-tej. => -
Kontakt telefoniczny w godz. 8-15. => -
sala nr 2 => -
sala warsztatowa 1 => -
szkolenie pt. "Budżet zadania" => -
warsztaty pt. Wtórne życie rzeczy => -
koszt 12.50 zł => -
1,5% podatku => -
Kalisz, 8 marca 2026 r. => -
Kalisz, dnia 9 marca 2026 r. => -
rezerwacja nr 12/2026 => -
art. 5 ust. 2 => -
Maja Kowalska => -
Grzegorz Maj => -
Jan Sobota => -
Anna Środa => -
W załączeniu przesyłam plakat. => -
"""

AMONG_OTHERS = """
Proszę o salę 20 marca o 17. Odpowiedź proszę przesłać do 15 marca. => 03-20 17:00
Zgodnie z umową z 5 lutego prosimy o salę 20 marca w godz. 16-18. => 03-20 16:00-18:00
Nasza fundacja działa od 12 maja 2009 r. Prosimy o salę 20 marca. => 03-20
Prosimy o salę 20 marca (zapisy trwają do 15 marca). => 03-20
Spotkaliśmy się u Państwa 3 marca, chcielibyśmy też 20 marca o 17. => 03-20 17:00
Prosimy o salę 20 marca 16-18, tel. 602 171 819. => 03-20 16:00-18:00
Jak ustaliliśmy w rozmowie z 2 marca, prosimy o salę w dniu 20 marca br. od 16.00 do 18.00. => 03-20 16:00-18:00
Po świętach, 14 kwietnia o 10, chcemy zrobić zebranie. => 04-14 10:00
Przed 20 marca potrzebujemy sali 18 marca o 17. => 03-18 17:00
Chcielibyśmy zarezerwować salę na 20 marca, na walne zebranie. => 03-20
Planowaliśmy spotkanie na 20 marca o 17. => 03-20 17:00
Prosimy o salę 16-18, 20 marca. => 03-20 16:00-18:00
Prosimy o salę warsztatową nr 1, 20 marca, 16-18, 12 osób. => 03-20 16:00-18:00
Sala 2, 20 marca, godz. 10-12, 15 osób => 03-20 10:00-12:00
W dniu 20 marca 2026 r. (piątek) w godz. 16:00-18:00 dla 25 osób => 03-20 16:00-18:00
"""


@pytest.mark.parametrize(("text", "meaning"), rows(NOTHING + AMONG_OTHERS))
def test_only_the_wanted_is_read(text: str, meaning: str) -> None:
    slots, choice, rule = expected(meaning)
    assert read(read_when(text, AT)) == (sorted(slots, key=str), choice, rule)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31 kwietnia", "Nie ma takiego dnia: 31 kwietnia."),
        ("w dniu 30 lutego o 17", "Nie ma takiego dnia: 30 lutego."),
        ("32 marca", "Nie ma takiego dnia: 32 marca."),
        ("29 lutego", "Nie ma takiego dnia: 29 lutego."),
        ("31.04.2026", "Nie ma takiego dnia: 31 kwietnia."),
    ],
)
def test_a_day_that_does_not_exist_is_a_problem(text: str, said: str) -> None:
    schedule = read_when(text, AT)
    assert schedule.slots == []
    assert schedule.problems == [said]


def test_the_day_of_the_month_wins_over_its_weekday() -> None:
    schedule = read_when("we wtorek 12 marca", AT)
    assert [slot.as_json() for slot in schedule.slots] == [{"start": "2026-03-12", "end": None}]
    assert schedule.problems == ["12 marca 2026 to czwartek, a w treści jest wtorek."]


@pytest.mark.parametrize(
    "text", ["jutro o 27", "jutro o godz. 25:00", "jutro od 17 do 31", "jutro w godz. 17:75-18:00"]
)
def test_an_hour_that_does_not_exist_is_a_problem(text: str) -> None:
    schedule = read_when(text, AT)
    assert [slot.as_json() for slot in schedule.slots] == [{"start": "2026-03-10", "end": None}]
    assert schedule.problems


@pytest.mark.parametrize("text", ["od 14 maja 2026 do 12 maja 2026", "jutro od 18 do 16"])
def test_an_end_before_its_start_is_a_problem(text: str) -> None:
    schedule = read_when(text, AT)
    assert schedule.problems
    assert all(slot.end is None for slot in schedule.slots)


def test_a_leap_day_is_read_in_its_year() -> None:
    assert read_when("29 lutego", datetime(2027, 12, 1, 9)).slots[0].as_json()["start"] == "2028-02-29"


def test_mentions_have_their_place_in_the_text() -> None:
    source = "Prosimy o salę w czwartek 26 marca,\ngodz. 17:00-19:00."
    for mention in find_mentions(Text.of(source), AT):
        assert source[mention.start : mention.end] == mention.text


def test_any_part_of_the_mentions_can_be_combined() -> None:
    mentions = find_mentions(Text.of("z 23 kwietnia na 30 kwietnia, godziny te same, czyli 16-19"), AT)
    days = [mention for mention in mentions if mention.kind == "days"]
    hours = [mention for mention in mentions if mention.kind == "hours"]
    earlier, later = (combine([day, *hours], AT).slots for day in days)
    assert [slot.as_json()["start"] for slot in (*earlier, *later)] == ["2026-04-23T16:00", "2026-04-30T16:00"]


def test_a_rule_without_end_keeps_its_exclusions_beside_it() -> None:
    schedule = read_when("w każdy wtorek oprócz 21 kwietnia", AT)
    assert [day.isoformat() for day in schedule.exclusions] == ["2026-04-21"]


@pytest.mark.parametrize(
    ("text", "meaning", "said"),
    [
        ("jutro (13 marca)", "03-13", "„jutro” to 10 marca 2026, a obok jest 13 marca 2026."),
        ("za tydzień (20 marca) o 17", "03-20 17:00", "„za tydzień” to 16 marca 2026, a obok jest 20 marca 2026."),
        ("w Wielki Piątek 4 kwietnia", "04-04", "„Wielki Piątek” to 3 kwietnia 2026, a obok jest 4 kwietnia 2026."),
        ("jutro, tj. w piątek", "03-10", "10 marca 2026 to wtorek, a w treści jest piątek."),
        ("w sobotę i niedzielę 20-21 marca", "03-20..03-21", "20 marca 2026 to piątek, a w treści jest sobota."),
    ],
)
def test_of_two_days_that_differ_the_date_wins(text: str, meaning: str, said: str) -> None:
    schedule = read_when(text, AT)
    assert read(schedule)[0] == expected(meaning)[0]
    assert schedule.problems == [said]


@pytest.mark.parametrize("text", ["12.13.2026", "32.03.2026 o 17", "od 14 maja do 12 maja", "0 marca"])
def test_what_can_be_no_day_is_a_problem_and_no_slot(text: str) -> None:
    schedule = read_when(text, AT)
    assert schedule.slots == [] and len(schedule.problems) == 1
