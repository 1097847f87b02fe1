"""Which known organisation writes: proven, proposed, or neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from copapp.audit import SYSTEM
from copapp.db import Database
from copapp.organisations.matching import ALIKE, SAME, Claim, begin_like, find_senders, likeness, proposals
from copapp.organisations.models import Organisation, Person

KNOWN = [
    ("Stowarzyszenie Zielona Łąka", "6189811376", None, ["biuro@laka.example", "wspolny@poczta.example"]),
    ("Fundacja Zielona Łąka", None, "0009816778", ["wspolny@poczta.example"]),
    ("Ochotnicza Straż Pożarna w Dobrzecu", None, "0009811043", ["osp@dobrzec.example"]),
    ("Klub Seniora „Pogodna Jesień”", None, None, []),
]
LETTERS = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż"


@pytest.fixture
def known(database: Database) -> Database:
    with database.unit_of_work(SYSTEM) as session:
        for name, nip, krs, addresses in KNOWN:
            organisation = Organisation(name=name, nip=nip, krs=krs)
            session.add(organisation)
            session.flush()
            session.add_all(Person(organisation_id=organisation.id, email=address) for address in addresses)
    return database


def found(session: Session, **claim: str) -> str | None:
    (organisation,) = find_senders(session, [Claim(**claim)])
    return organisation.name if organisation else None


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ({"nip": "6189811376", "email": "nowy@x.example"}, "Stowarzyszenie Zielona Łąka"),
        ({"krs": "0009811043", "name": "OSP Dobrzec"}, "Ochotnicza Straż Pożarna w Dobrzecu"),
        ({"email": "OSP@Dobrzec.example"}, "Ochotnicza Straż Pożarna w Dobrzecu"),
        ({"email": "wspolny@poczta.example", "name": "Fundacja Zielona Łąka"}, "Fundacja Zielona Łąka"),
        ({"email": "wspolny@poczta.example"}, None),
        ({"email": "wspolny@poczta.example", "name": "Zielona Łąka"}, None),
        ({"nip": "6189811376", "krs": "0009811043"}, None),
        ({"nip": "6189811376", "email": "osp@dobrzec.example"}, None),
        ({"name": "Klub Seniora Pogodna Jesień", "email": "obcy@x.example"}, None),
        ({}, None),
    ],
)
def test_only_what_proves_the_organisation_makes_it_known(known: Database, claim: dict[str, str], name: str) -> None:
    with known.reading() as session:
        assert found(session, **claim) == name


@pytest.mark.parametrize(
    ("claim", "names"),
    [
        ({"name": "klub seniora pogodna jesien"}, [("Klub Seniora „Pogodna Jesień”", "ta sama nazwa")]),
        ({"name": "Klub Seniora Pogodna Jeśień w Kaliszu"}, [("Klub Seniora „Pogodna Jesień”", "podobna nazwa")]),
        ({"name": "Klub Seniora Złota Jesień"}, []),
        (
            {"name": "Zielona Łąka"},
            [("Fundacja Zielona Łąka", "podobna nazwa"), ("Stowarzyszenie Zielona Łąka", "podobna nazwa")],
        ),
        (
            {"nip": "6189811376", "email": "osp@dobrzec.example"},
            [
                ("Stowarzyszenie Zielona Łąka", "ten sam NIP"),
                ("Ochotnicza Straż Pożarna w Dobrzecu", "ten sam adres e-mail"),
            ],
        ),
        ({"name": "Stowarzyszenie"}, []),
        ({"name": "Fundacja w Kaliszu"}, []),
    ],
)
def test_a_person_chooses_among_the_likely(
    known: Database, claim: dict[str, str], names: list[tuple[str, str]]
) -> None:
    with known.reading() as session:
        assert [(each.organisation.name, each.reason) for each in proposals(session, Claim(**claim))] == names


@given(st.lists(st.text(LETTERS, min_size=4, max_size=12), min_size=1, max_size=4), st.randoms())
def test_capitals_quotes_order_and_form_leave_a_name_alike(words: list[str], chance: "st.Random") -> None:
    mixed = words[:]
    chance.shuffle(mixed)

    assert likeness(" ".join(words), f"„{' '.join(words).upper()}”") == SAME
    assert likeness("Fundacja " + " ".join(words), " ".join(mixed)) >= ALIKE


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_names_can_be_compared_either_way(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= SAME


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("dobrzec str", ["Ochotnicza Straż Pożarna w Dobrzecu"]),
        ("łąka", ["Fundacja Zielona Łąka", "Stowarzyszenie Zielona Łąka"]),
        ("LAKA zie", ["Fundacja Zielona Łąka", "Stowarzyszenie Zielona Łąka"]),
        ("stow", ["Stowarzyszenie Zielona Łąka"]),
        ("618-981", ["Stowarzyszenie Zielona Łąka"]),
        ("0009811043", ["Ochotnicza Straż Pożarna w Dobrzecu"]),
        ("61", []),
        ("ąka", []),
        ("nie ma takiej", []),
        (" - ", []),
        ("", []),
    ],
)
def test_a_list_as_one_types_goes_by_beginnings_and_numbers(known: Database, typed: str, names: list[str]) -> None:
    with known.reading() as session:
        assert [each.name for each in begin_like(session, typed)] == names
