"""Organisations' names in texts whose capitals mark none: all in capitals, or all in small letters."""

import pytest

from mail_ingest.message import parse_message
from mail_ingest.reading.sender.sender import Sender, read_sender
from mail_ingest.reading.sender.unmarked import is_caseless, mark_names
from tests.mail.letters import plain


def read(text: str) -> Sender:
    return read_sender(parse_message(plain(text)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("piszę w imieniu stowarzyszenia dobra wiosna, prosimy o salę", "stowarzyszenie dobra wiosna"),
        ("fundacja zielony most prosi o salę na piątek", "fundacja zielony most"),
        ("jestem z koła gospodyń wiejskich w opatówku i szukam sali", "koło gospodyń wiejskich w opatówku"),
        ("polski związek głuchych prosi o salę na szkolenie", "polski związek głuchych"),
        ("jestem z osp zadowice i prosimy o salę na zebranie", "osp zadowice"),
        ("związek emerytów i rencistów prosi o salę w maju", "związek emerytów i rencistów"),
    ],
)
@pytest.mark.parametrize("write", [str.lower, str.upper])
def test_names_that_grammar_tells(text: str, name: str, write: type[str]) -> None:
    sender = read(write(text))
    assert sender.organisation == write(name)
    assert sender.evidence["organisation"] in write(text)


@pytest.mark.parametrize(
    "text",
    [
        "chcemy założyć stowarzyszenie ogrodowe i pytamy o poradę",
        "nasz klub filatelistów od lat spotyka się w czwartki",
        "jesteśmy grupą rodziców dzieci z osiedla, szukamy sali",
        "nasze stowarzyszenie działa od roku i szuka sali",
        "czy zebranie założycielskie stowarzyszenia może być u państwa",
        "jest klub, jest koło i jest zespół, ale nie ma sali dla nas",
    ],
)
@pytest.mark.parametrize("write", [str.lower, str.upper])
def test_descriptions_are_no_names(text: str, write: type[str]) -> None:
    assert read(write(text)).organisation is None


def test_a_name_beside_its_kind_is_told_in_any_text() -> None:
    sender = read("Dzień dobry, piszę ze stowarzyszenia nasza ulica w Kaliszu.")
    assert sender.organisation == "Stowarzyszenie Nasza Ulica w Kaliszu"
    assert sender.evidence["organisation"] == "stowarzyszenia nasza ulica w Kaliszu"


def test_marking_keeps_places() -> None:
    text = "Piszę ze stowarzyszenia nasza ulica, prosimy o salę"
    assert mark_names(text) == "Piszę ze Stowarzyszenia Nasza Ulica, prosimy o salę"
    assert not is_caseless(text)
    assert is_caseless(text.upper()) and is_caseless(text.lower())
