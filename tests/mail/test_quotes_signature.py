"""New text divided: the letter itself, the signature below it, and what programs and firms append."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail_ingest.message import Message, parse_message
from tests.mail.appended import FOOTERS
from tests.mail.letters import plain

BODY = "Dzień dobry,\nprosimy o dużą salę 5 maja od 16 do 18 dla 20 osób."


def read(text: str) -> Message:
    return parse_message(plain(text))


CLOSINGS = [
    "Z poważaniem",
    "z powazaniem,",
    "Pozdrawiam",
    "Pozdrawiam serdecznie!",
    "Serdecznie pozdrawiam",
    "pozdro",
    "Z wyrazami szacunku",
    "Łączę wyrazy szacunku",
    "Z góry dziękuję",
    "Z góry bardzo dziękuję za pomoc",
    "Dziękuję i pozdrawiam",
    "Ze sportowym pozdrowieniem",
    "Z harcerskim pozdrowieniem",
    "Czuwaj!",
    "Szczęść Boże",
    "Serdeczności",
    "Ściskam",
    "Miłego dnia!",
    "Kind regards,",
    "Best wishes",
    "Yours faithfully,",
    "Thanks in advance!",
    "З повагою,",
    "Дякую!",
    "Życzę miłego weekendu",
]


@pytest.mark.parametrize("closing", CLOSINGS)
@pytest.mark.parametrize(
    "signature", ["Halina Wróbel", "Halina Wróbel\nprezes\nKoło „Igła”\ntel. 604 118 273", "Halinka"]
)
def test_a_closing_begins_the_signature(closing: str, signature: str) -> None:
    message = read(f"{BODY}\n\n{closing}\n{signature}")
    assert message.body == BODY
    assert message.signature == f"{closing}\n{signature}"


@pytest.mark.parametrize("footer", FOOTERS)
@pytest.mark.parametrize(
    "signature", ["Pozdrawiam\nHalina Wróbel", "Halina Wróbel", "-- \nHalina Wróbel\ntel. 604 118 273"]
)
def test_what_is_appended_is_neither_letter_nor_signature(signature: str, footer: str) -> None:
    message = read(f"{BODY}\n\n{signature}\n\n{footer}")
    assert message.body == BODY
    assert message.signature == signature
    assert message.footer.split("\n")[-1] == footer.split("\n")[-1]


@pytest.mark.parametrize(
    "signature",
    [
        "Halina Wróbel",
        "Wróbel Halina, skarbnik",
        "mgr Halina Wróbel\nKoło Szydełkowe Pętelka",
        "Halina Wróbel / Pętelka / 604 118 273",
        "Koło Szydełkowe Pętelka\nHalina Wróbel\ntel. 604 118 273",
        "H. Wróbel",
        "Halina",
        "Za Zarząd\nHalina Wróbel - prezes\nEdward Sum - sekretarz",
    ],
)
def test_a_name_signs_without_a_closing(signature: str) -> None:
    message = read(f"{BODY}\n\n{signature}")
    assert (message.body, message.signature) == (BODY, signature)


@pytest.mark.parametrize(
    ("last_line", "body", "signature"),
    [
        ("Będzie 20 osób. Halina Wróbel 604 118 273", "Będzie 20 osób.", "Halina Wróbel 604 118 273"),
        ("Będzie 20 osób. Halina Wróbel, Klub Igła", "Będzie 20 osób.", "Halina Wróbel, Klub Igła"),
        ("Będzie 20 osób, z góry dziękuję, Halina Wróbel", "Będzie 20 osób, z góry dziękuję", "Halina Wróbel"),
    ],
)
def test_a_name_on_the_last_line_signs(last_line: str, body: str, signature: str) -> None:
    message = read(f"Dzień dobry,\n{last_line}")
    assert (message.body, message.signature) == (f"Dzień dobry,\n{body}", signature)


@pytest.mark.parametrize(
    "text",
    [
        "Dzień dobry,\nlista uczestników:\nAnna Nowak\nJan Kowalski",
        "Dzień dobry,\ndziękuję za odpowiedź. Wybieramy 12 maja o 10.",
        "Pozdrawiam z urlopu i pytam o salę 5 maja, będzie nas 20.",
        "Dzień dobry,\nDziękuję za odpowiedź\nProszę o termin 12 maja",
        "Witam\npozdrawiam i pytam\nczy sala wolna w piątek\n10 osób",
        "Sala: duża\nData: 5 maja\nGodziny: 10-12\nLiczba osób: 20",
        "Dzień dobry,\nproszę o poradę w sprawie klauzuli informacyjnej i administratora danych.",
    ],
)
def test_a_letter_without_signature_stays_whole(text: str) -> None:
    message = read(text)
    assert (message.body, message.signature, message.footer) == (text, "", "")


def test_what_is_added_below_a_signature_is_not_lost() -> None:
    message = read(f"{BODY}\n\nPozdrawiam\nHalina Wróbel\n\nMoże też być 13 maja.")
    assert "Może też być 13 maja." in message.body


@pytest.mark.parametrize(
    "hours", ["biuro czynne: wtorki 10-12", "tel. 604 118 273 (proszę dzwonić po 16)", "dyżury: środa 9-11"]
)
def test_office_hours_stay_in_the_signature(hours: str) -> None:
    message = read(f"{BODY}\n\nPozdrawiam\nHalina Wróbel\n{hours}")
    assert message.body == BODY


def test_a_postscript_belongs_to_the_letter() -> None:
    message = read(f"{BODY}\n\nPozdrawiam\nHalina Wróbel\n\nPS. Jednak od 17.")
    assert message.body == f"{BODY}\n\nPS. Jednak od 17."
    assert message.signature == "Pozdrawiam\nHalina Wróbel"


def test_a_letter_of_thanks_alone_is_a_letter() -> None:
    message = read("Dziękuję bardzo!\nHalina Wróbel")
    assert (message.body, message.signature) == ("Dziękuję bardzo!", "Halina Wróbel")


def test_a_form_is_no_signature() -> None:
    text = (
        "Organizacja: Koło Szydełkowe\nOsoba do kontaktu: Halina Wróbel\n"
        "Telefon: 604 118 273\nData: 5 maja\nGodziny: 16-18"
    )
    assert read(text).body == text


@given(
    closing=st.sampled_from(CLOSINGS),
    function=st.sampled_from(["", "prezes", "skarbniczka", "koordynatorka projektu"]),
    footer=st.sampled_from(["", *FOOTERS]),
    blank=st.sampled_from(["\n", "\n\n"]),
)
def test_signatures_and_footers_change_nothing_in_the_letter(
    closing: str, function: str, footer: str, blank: str
) -> None:
    lines = [line for line in (closing, "Halina Wróbel", function, "tel. 604 118 273 (po 16-tej)") if line]
    message = read(f"{BODY}\n\n{blank.join(lines)}\n\n{footer}")
    assert message.body == BODY
