"""The small readers behind the sender: telephone, register numbers, people, names of organisations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.pl import nip as nip_number

from mail_ingest.reading.sender.identifiers import read_identifiers
from mail_ingest.reading.sender.names import is_person, same_person
from mail_ingest.reading.sender.nominative import to_nominative
from mail_ingest.reading.sender.organisation_names import find_names
from mail_ingest.reading.sender.person import people, tidy_name
from mail_ingest.reading.sender.phone import read_phone

PHONES = [
    ("tel. 604 118 273", "+48604118273"),
    ("tel. kom.: 604-118-273", "+48604118273"),
    ("(62) 502 71 30", "+48625027130"),
    ("62/757-40-02", "+48627574002"),
    ("tel./fax 62 761 90 12", "+48627619012"),
    ("0 601 552 908", "+48601552908"),
    ("0048 884 203 571", "+48884203571"),
    ("+48 (62) 757 40 02 wew. 12", "+48627574002"),
    ("tel. 757 40 02", "+48627574002"),
    ("+380 67 123 45 67", "+380671234567"),
    ("+48.605.040.302", "+48605040302"),
]
NO_PHONES = [
    "fax 62 764 55 19",
    "NIP 618-204-71-33",
    "REGON 384172657",
    "KRS 0000198087",
    "konto: 12 1240 6580 1111 0011 0933 7215",
    "PL61 1090 1014 0000 0712 1981 2874",
    "12.03.2026, 17.00-19.00",
    "2026-03-12 17:00",
    "wniosek 123456789012",
    "120 000 000 zł",
]
OTHERS_PHONES = [
    "Telefon na portierni (62 504 11 90) nie odpowiada.",
    "Dzwoniłam na recepcję 62 504 11 90.",
    "Proszę dzwonić do Ilony: 694 118 207.",
    "Proszę dzwonić do pana Henryka, tel. 694 118 207.",
    "Proszę o kontakt z moją koleżanką Ewą Sową, tel. 694 118 207.",
    "Państwa numer 62 504 97 00 jest zajęty.",
    "W pilnych sprawach telefon do księgowej 694 118 207.",
]


@pytest.mark.parametrize(("written", "number"), PHONES)
def test_phones_of_a_signature(written: str, number: str) -> None:
    signature = f"Halina Wróbel\n{written}"
    found = read_phone(f"Prosimy o salę.\n\n{signature}", signature)
    assert found is not None and found[0] == number
    assert found[1] in written


@pytest.mark.parametrize("written", NO_PHONES)
def test_numbers_that_are_no_phones(written: str) -> None:
    assert read_phone(f"Halina Wróbel\n{written}", f"Halina Wróbel\n{written}") is None
    assert read_phone(written, "") is None


@pytest.mark.parametrize("written", OTHERS_PHONES)
def test_phones_of_others(written: str) -> None:
    assert read_phone(written, "", "Halina Wróbel") is None
    own = read_phone(f"{written}\n\ntel. 604 118 273", "tel. 604 118 273", "Halina Wróbel")
    assert own is not None and own[0] == "+48604118273"


def test_a_phone_that_a_wrapped_line_breaks() -> None:
    found = read_phone("Gdyby ktoś z Państwa miał ochotę, to proszę zapisać numer: 604\n118 273.", "")
    assert found == ("+48604118273", "604 118 273")


@pytest.mark.parametrize(
    "said", ["Proszę dzwonić: {}", "Mój telefon to {}", "Jestem pod numerem {} po 16.", "Call me: {}"]
)
def test_own_phone_in_the_letter(said: str) -> None:
    assert read_phone(said.format("604 118 273"), "", "Halina Wróbel") == ("+48604118273", "604 118 273")


def test_the_first_phone_counts() -> None:
    text = "tel. 62 502 71 30, kom. 604 118 273"
    assert read_phone(text, text) == ("+48625027130", "62 502 71 30")


def right_nip(number: int) -> str:
    return next((f"{number}{digit}" for digit in range(10) if nip_number.is_valid(f"{number}{digit}")), "")


_NIPS = st.integers(100_000_000, 999_999_999).map(right_nip).filter(bool)


@given(nip=_NIPS, label=st.sampled_from(["NIP ", "NIP: ", "nip:", "NIP nr ", "NIP PL"]), dashed=st.booleans())
def test_every_right_nip_is_read(nip: str, label: str, dashed: bool) -> None:
    written = f"{nip[:3]}-{nip[3:6]}-{nip[6:8]}-{nip[8:]}" if dashed else nip
    found = read_identifiers(f"Koło\n{label}{written}\ntel. 604 118 273")
    assert (found.nip, found.problems) == (nip, ())
    assert found.evidence == {"nip": written}


@given(nip=_NIPS, change=st.integers(1, 9))
def test_no_wrong_nip_is_read(nip: str, change: int) -> None:
    wrong = nip[:-1] + str((int(nip[-1]) + change) % 10)
    found = read_identifiers(f"NIP {wrong}")
    assert found.nip is None
    assert len(found.problems) == 1


def test_krs_is_padded_and_regon_checked() -> None:
    found = read_identifiers("KRS: 398214, REGON 384172657; KRS 0000111222")
    assert (found.krs, found.regon) == ("0000398214", "384172657")
    assert read_identifiers("wpis do KRS pod numerem 0000 123 456").krs == "0000123456"
    assert read_identifiers("KRS mamy od maja pod numerem 0000 123 456").krs == "0000123456"
    assert read_identifiers("Nasz NIP to 525-000-72-85, KRS brzmi 123456").krs == "0000123456"
    assert read_identifiers("wpis do KRS z 11 marca 2026 r.").krs is None
    assert read_identifiers("REGON 384172658").regon is None


@pytest.mark.parametrize(
    ("inflected", "nominative"),
    [
        ("Kaliskiej Rady Seniorów", "Kaliska Rada Seniorów"),
        ("Fundację Dobry Wiatr", "Fundacja Dobry Wiatr"),
        ("Uniwersytetu Trzeciego Wieku", "Uniwersytet Trzeciego Wieku"),
        ("Orkiestry Dętej Trąbka", "Orkiestra Dęta Trąbka"),
        ("Ochotniczej Straży Pożarnej w Piwonicach", "Ochotnicza Straż Pożarna w Piwonicach"),
        ("Klubem Sportowym „Wiosło”", "Klub Sportowy „Wiosło”"),
        ("Kole Gospodyń Wiejskich", "Koło Gospodyń Wiejskich"),
        ("Miejskim Ośrodku Kultury", "Miejski Ośrodek Kultury"),
        ("Spółdzielni Socjalnej Razem", "Spółdzielnia Socjalna Razem"),
        ("Mlodziezowej Rady Miasta", "Mlodziezowa Rada Miasta"),
        ("Stowarzyszenie Nasz Dom", "Stowarzyszenie Nasz Dom"),
        ("KGW Tłokinia", "KGW Tłokinia"),
        ("Kalisz Book Club", "Kalisz Book Club"),
    ],
)
def test_nominatives(inflected: str, nominative: str) -> None:
    assert to_nominative(inflected) == nominative


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rada Osiedla Majków organizuje piknik", ["Rada Osiedla Majków"]),
        (
            "w imieniu Koła Gospodyń Wiejskich „Kalina” w Opatówku proszę",
            ["Koła Gospodyń Wiejskich „Kalina” w Opatówku"],
        ),
        ("Stowarzyszenie im. Jana Pawła II. Prosimy", ["Stowarzyszenie im. Jana Pawła II"]),
        ("Kaliskie Towarzystwo Muzyczne i Chór Echo", ["Kaliskie Towarzystwo Muzyczne", "Chór Echo"]),
        ("w Centrum Organizacji Pozarządowych jest sala", []),
        ("I run the Kalisz Book Club here", ["Kalisz Book Club"]),
        ("Ми, об'єднання українок «Калина», просимо", ["об'єднання українок «Калина»"]),
        ("Nasze Stowarzyszenie prosi o salę", ["Stowarzyszenie"]),
        ("tu 12 Drużyna Wędrownicza „Szlak”", ["12 Drużyna Wędrownicza „Szlak”"]),
        ("przyszło 12 drużyn piłkarskich", []),
    ],
)
def test_names_in_running_text(text: str, names: list[str]) -> None:
    assert [named.written for named in find_names(text)] == names


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("płk w st. spocz. Stanisław Sum", ("Stanisław Sum",)),
        ("dr hab. Anna Maria Sowa, prof. AK", ("Anna Maria Sowa",)),
        ("Fundacja im. Anny Sowy", ()),
        ("Orkiestra Dęta Trąbka", ()),
        ("Sean O'Brien", ("Sean O'Brien",)),
        ("Сергій Бондаренко", ("Сергій Бондаренко",)),
        ("jan kowalski", ("jan kowalski",)),
    ],
)
def test_people_in_a_line(line: str, found: tuple[str, ...]) -> None:
    assert people(line) == found


def test_names_are_put_in_order() -> None:
    assert tidy_name("Wróbel Halina") == "Halina Wróbel"
    assert tidy_name("HALINA MAJ-WRÓBEL") == "Halina Maj-Wróbel"
    assert same_person("Wróbel H.", "Halina Wróbel")
    assert not same_person("Edward Sum", "Halina Wróbel")
    assert is_person("Halina Wróbel")
    assert not is_person("Halina śpiewa")
