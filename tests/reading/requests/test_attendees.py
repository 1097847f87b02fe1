"""Head counts in the ways that people write them, and the numbers that are none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.requests.attendees import read_attendees
from mail_ingest.reading.requests.names_told import named_people
from tests.reading.letters import passage

COUNTS = [
    ("Spodziewamy się około 40 osób.", 40),
    ("Zgłosiło się 12 dzieci i może jeszcze około 3 opiekunów.", 15),
    ("będzie nas 12", 12),
    ("Zwykle przychodzi nas około 20.", 20),
    ("zbiera się nas koło dwunastu", 12),
    ("Będzie nas szóstka.", 6),
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
    ("Ilu uczestników się wybiera? Około 14.", 14),
    ("Ile was będzie? Chyba 9, do tego kot.", 9),
    ("Prosimy o salę.\n\n16, plus kanarek.\n\nRzutnik też.", 16),
    ("9 pań, panów będzie czterech", 13),
    ("seniorek 12, opiekunek 3", 15),
    ("piątka prowadzących i jakieś piętnaście uczestniczek", 20),
    ("będzie po 8 na każdych zajęciach", 8),
    ("na każde spotkanie przyjdzie po 11 dzieci", 11),
    ("ja i dwie koleżanki", 3),
    ("przyjdzie 14 z 18 członków", 14),
    ("15.04, 17-19\nuczniów będzie ośmioro", 8),
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
    ("14 skautów, 3 drużynowych oraz 2 sanitariuszy", 19),
    ("11 przedszkolaków, 2 opiekunki i 1 kierowca", 14),
    ("25 osób, 20 dorosłych i 5 dzieci", 25),
    ("Będzie 18 seniorów, do tego zaprosimy z sąsiedniej gminy 4 gości.", 22),
    ("19 maluchów, a z opiekunami 23", 23),
    ("26 uczennic klasy 6b z dwiema nauczycielkami", 28),
    ("9 dzieci w wieku 6-8 lat i 2 opiekunów", 11),
    ("17 harcerzy z drużynowym", 18),
    ("dla 7 wychowawczyń", 7),
    ("przyjdzie 13 uczennic", 13),
    ("6 psycholożek", 6),
    ("Zwykle bywa nas od 9 do 14.", 14),
    ("tuzin gości", 12),
    ("trzy tuziny słuchaczy", 36),
    ("sześćdziesiątka widzów", 60),
    ("3x8 zawodników", 24),
    ("trzy drużyny po 6 zawodników", 18),
    ("dla 9 par tanecznych", 18),
    ("prosimy o salę, max 35.", 35),
    ("do 50 miejsc", 50),
    ("15-tu delegatów", 15),
    ("20tka dzieciaków", 20),
    ("30+ osób", 30),
    ("przyjdzie 7 osób (może 9)", 9),
    ("W zeszłym roku było 30 osób, teraz liczymy na 45.", 45),
    ("dla 18 uczestnków", 18),
    ("8 zuchów i ja, czyli 9", 9),
    ("7 skautek i ja", 8),
    ("Maluchów będzie 17, a z rodzicami 40.", 40),
    ("Na zebranie przyjdzie zapewne około 35.", 35),
    ("Tym razem liczymy na jakieś 45.", 45),
    ("We will be 31 in all, from two towns.", 31),
    ("Gości bywa do siedemdziesięciu.", 70),
    ("прийдемо втрьох", 3),
    ("нас буде дванадцятеро", 12),
    ("Zgłaszam jedną osobę na kurs.", 1),
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
    "w sprawie obu naszych terminów",
    "dwóch innych sal",
    "będzie nas kilkanaścioro",
    "dzieci 6-9-letnie",
    "zajęcia dla klasy 5 c",
    "W naszym kole jest 70 członków.",
    "Pomagamy 90 osobom w mieście.",
    "12 drukarek",
    "max 2 godziny",
    "w 2018 pierwsze miejsce w powiecie",
]


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_head_counts(text: str, count: int) -> None:
    found = read_attendees(passage(text))
    assert found is not None
    assert found.value == count


@pytest.mark.parametrize("text", NONE)
def test_numbers_that_count_no_visitors(text: str) -> None:
    assert read_attendees(passage(text)) is None


def test_a_range_before_people_is_no_hour() -> None:
    found = read_attendees(passage("o 17 dla 15-20os."), frozenset({1, 3, 4, 5}))
    assert found is not None
    assert found.value == 20


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


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("proszę zapisać mnie i sąsiadkę Zofię Bies na kurs", 2),
        ("zapisuję siebie, skarbnika i panią Helenę na szkolenie", 3),
        ("proszę wpisać mnie i dwie wolontariuszki na listę", 3),
        ("zgłaszam Adama Piecha i Olgę Cis", 2),
    ],
)
def test_people_who_are_enrolled_by_name_or_with_the_writer(text: str, count: int) -> None:
    found = named_people(passage(text))
    assert found is not None
    assert found.value == count


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("Przyjdzie 25 osób.", True),
        ("Przyjdzie 25 osób, prosimy o 25 krzeseł.", True),
        ("Przyjdzie 25 osób, choć kiedyś 40.", False),
        ("Będzie 25 osób. Zaprosiliśmy też 30 seniorów.", False),
    ],
)
def test_a_head_count_is_certain_where_no_other_number_could_be_it(text: str, certain: bool) -> None:
    found = read_attendees(passage(text))
    assert found is not None
    assert (found.confidence is Confidence.CERTAIN) is certain


PEOPLE = {"uczniów": "uczniow", "seniorek": "seniorek", "trenerów": "trenerow", "gości": "gosci", "babć": "babc"}
groups = st.lists(st.tuples(st.integers(2, 60), st.sampled_from(sorted(PEOPLE))), min_size=2, max_size=4).filter(
    lambda told: len({noun for _, noun in told}) == len(told)
)


@settings(deadline=None)
@given(groups, st.sampled_from(["i", "oraz", "plus"]), st.sampled_from(["Przyjdzie {}.", "sala dla {}", "{}"]))
def test_kinds_of_people_in_a_row_are_summed(told: list[tuple[int, str]], joint: str, frame: str) -> None:
    written = [f"{count} {noun}" for count, noun in told]
    row = ", ".join(written[:-1]) + f" {joint} {written[-1]}"
    for text in (row, row.upper(), " ".join(PEOPLE.get(word, word) for word in row.split(" "))):
        found = read_attendees(passage(frame.format(text)))
        assert found is not None
        assert found.value == sum(count for count, _ in told)


SLIPS = ["uczestnków", "uczestinków", "uczesników", "uczestnikóww"]


@settings(deadline=None)
@given(st.integers(2, 300), st.sampled_from(SLIPS), st.sampled_from(["dla {} {}", "Przyjdzie {} {}.", "{} {}"]))
def test_people_with_a_slip_of_the_pen_are_counted(count: int, noun: str, saying: str) -> None:
    found = read_attendees(passage(saying.format(count, noun)))
    assert found is not None
    assert found.value == count
