"""Head counts in the ways that people write them, and the numbers that are none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail_ingest.reading.requests.attendees import read_attendees
from tests.reading.letters import passage

COUNTS = [
    ("Spodziewamy się około 40 osób.", 40),
    ("będzie nas 12", 12),
    ("jest nas siedmioro", 7),
    ("przyjdziemy we czworo", 4),
    ("będziemy we trójkę", 3),
    ("przyjdziemy we dwie", 2),
    ("w piętnaście osób", 15),
    ("20-25 osób", 25),
    ("od 20 do 25 uczestników", 25),
    ("sześciu, może siedmiu panów", 7),
    ("10 osób, góra 12", 12),
    ("10 albo 12 słuchaczek", 12),
    ("Osób będzie około trzydziestu, nie więcej niż 35.", 35),
    ("grupa trzydziestopięcioosobowa", 35),
    ("dla 15-osobowej grupy", 15),
    ("Liczba osób: 30", 30),
    ("- liczba uczestników: do 12", 12),
    ("Dzieci będzie 28.", 28),
    ("harcerek jest szesnaście", 16),
    ("dla 24 strażaków", 24),
    ("dwudziestu pięciorga dzieci", 25),
    ("8 dzieci i 3 opiekunki", 11),
    ("20 uczestników, do tego 3 trenerów, łącznie 23 osoby", 23),
    ("ośmiu szachistów plus sędzia, razem dziewięć osób", 9),
    ("zamiast 12 osób będzie nas 21", 21),
    ("będzie nas 32 zamiast 20", 32),
    ("nas 40, a nie 25", 40),
    ("Będzie 28 osób, w tym dwie na wózkach.", 28),
    ("zgłaszam trzy osoby na szkolenie", 3),
    ("zapisało się trzydzieścioro chętnych", 30),
    ("w zeszłym roku przyszło 100 osób, teraz spodziewamy się 50", 50),
    ("mamy 30 zgłoszeń", 30),
    ("There will be eight of us.", 8),
    ("We expect 20 to 25 people.", 25),
    ("more people than last year, about 35", 35),
    ("буде близько 25 осіб", 25),
    ("у групі 10 дітей", 10),
]
NONE = [
    "dzieci w wieku 8-12 lat",
    "bilet po 20 zł od osoby",
    "prosimy o 7 stolików i 20 krzeseł",
    "w ubiegłym roku pobiegło 240 osób",
    "klub liczy 61 członków",
    "art. 6 ust. 1 ustawy",
    "tel. 600 100 200",
    "łącznie 5 spotkań",
    "drużyny po 5 osób",
    "od 17 do 19",
    "ul. Babina 1",
    "konto 12 1240 6580 1111 0011 0933 7215",
    "na 3 godziny",
    "kilkanaście osób",
    "100000 osób",
]


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_head_counts(text: str, count: int) -> None:
    found = read_attendees(passage(text))
    assert found is not None
    assert found.value == count


@pytest.mark.parametrize("text", NONE)
def test_numbers_that_count_no_visitors(text: str) -> None:
    assert read_attendees(passage(text)) is None


def test_numbers_of_a_date_are_none() -> None:
    text = passage("przyjdziemy 12 maja, uczniów będzie 20")
    hours = frozenset({1, 2})
    found = read_attendees(text, hours)
    assert found is not None
    assert found.value == 20


SAYINGS = [
    "będzie nas {}",
    "Spodziewamy się {} osób.",
    "przyjdzie około {} osób",
    "dla {} uczestników",
    "Liczba uczestników: {}",
    "grupa {}-osobowa",
    "osób będzie {}",
    "do {} wolontariuszek",
    "łącznie {}",
    "prosimy o salę na {} osób, rzutnik i 15 krzeseł",
]


@settings(deadline=None)
@given(st.integers(2, 300), st.sampled_from(SAYINGS), st.sampled_from(["", "Dzień dobry! ", "W sobotę "]))
def test_a_number_is_read_back_however_it_is_said(count: int, saying: str, before: str) -> None:
    found = read_attendees(passage(before + saying.format(count)))
    assert found is not None
    assert found.value == count


@settings(deadline=None)
@given(st.integers(2, 100), st.integers(1, 60), st.sampled_from(["{}-{}", "{} – {}", "od {} do {}", "{} do {}"]))
def test_of_a_range_the_upper_bound(low: int, more: int, form: str) -> None:
    found = read_attendees(passage(f"Przyjdzie {form.format(low, low + more)} osób."))
    assert found is not None
    assert found.value == low + more
