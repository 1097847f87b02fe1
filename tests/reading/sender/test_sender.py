"""Who writes: organisation, person, telephone and numbers, from letters of many kinds of people."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail_ingest.message import parse_message
from mail_ingest.reading.sender.sender import Sender, read_sender
from tests.mail.letters import html, plain

CASES = json.loads(Path(__file__).with_name("sender_cases.json").read_text(encoding="utf-8"))
FIELDS = ("organisation", "contact_name", "phone", "nip", "krs", "regon")


def read(text: str, **kwargs: str) -> Sender:
    return read_sender(parse_message(plain(text, **kwargs)))


def unquoted(name: str | None) -> str | None:
    return name and name.replace("„", '"').replace("”", '"').casefold()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][-40:])
def test_cases(case: dict[str, Any]) -> None:
    sender = read(case["text"], sender=case["sender"], subject=case["subject"])
    assert {field: unquoted(getattr(sender, field)) for field in FIELDS} == {
        field: unquoted(case.get(field)) for field in FIELDS
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][-40:])
def test_evidence_is_verbatim(case: dict[str, Any]) -> None:
    sender = read(case["text"], sender=case["sender"], subject=case["subject"])
    readable = " ".join((case["subject"] + "\n" + case["text"]).split())
    for field, quote in sender.evidence.items():
        assert " ".join(quote.split()) in readable, field


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][-40:])
def test_a_quoted_letter_and_a_programs_line_change_nothing(case: dict[str, Any]) -> None:
    history = "Wysłane z iPhone'a\n\nW dniu 3.03.2026 o 09:12, COP pisze:\n> Fundacja Inna\n> tel. 62 504 97 00\n"
    alone = read(case["text"], sender=case["sender"])
    assert read(f"{case['text']}\n\n{history}", sender=case["sender"]) == alone


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][-40:])
def test_html_reads_as_plain_text_does(case: dict[str, Any]) -> None:
    lines = "".join(f"<div>{line or '<br>'}</div>" for line in case["text"].split("\n"))
    sender = read_sender(parse_message(html(f"<html><body>{lines}</body></html>", sender=case["sender"])))
    alone = read(case["text"], sender=case["sender"])
    assert [getattr(sender, field) for field in FIELDS] == [getattr(alone, field) for field in FIELDS]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["sender"].count(" <")], ids=lambda case: case["text"][-40:]
)
def test_a_letter_that_was_passed_on_reads_as_it_did(case: dict[str, Any]) -> None:
    passed_on = (
        "Proszę o zajęcie się sprawą.\n\nIwona Sroka\nUrząd Gminy, tel. 62 761 00 00\n\n"
        f"Od: {case['sender']}\nWysłano: środa, 4 marca 2026 08:01\nDo: Biuro\nTemat: sala\n\n{case['text']}\n"
    )
    sender = read(passed_on, sender="Iwona Sroka <iwona@gmina.example.pl>", subject="PD: sala")
    assert sender == read(case["text"], sender=case["sender"])


def without_diacritics(text: str) -> str:
    plain_letters = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(letter for letter in plain_letters if not unicodedata.combining(letter))


@pytest.mark.parametrize(
    "case", [case for case in CASES if "Za Zarząd" not in case["text"]], ids=lambda case: case["text"][-40:]
)
def test_empty_lines_between_all_lines_change_nothing(case: dict[str, Any]) -> None:
    spaced = read(case["text"].replace("\n", "\n\n"), sender=case["sender"])
    alone = read(case["text"], sender=case["sender"])
    for field in ("contact_name", "phone", "nip", "krs", "regon"):
        assert getattr(spaced, field) == getattr(alone, field), field


@pytest.mark.parametrize(
    "signature",
    [
        "Małgorzata Żądło\nKoło Śpiewacze „Łąka”\ntel. 604 118 273",
        "Łukasz Śliwa, Stowarzyszenie Źródło Życia, 604 118 273",
        "Józef Ćwik\nprezes\nTowarzystwo Przyjaciół Śródmieścia\nkom. 604 118 273",
    ],
)
def test_dropped_diacritics_change_nothing(signature: str) -> None:
    name = re.split(r"[,\n]", signature)[0]
    text = f"Dzień dobry,\nproszę o salę 5 maja.\n\nZ poważaniem\n{signature}"
    right, bare = read(text, sender=f"{name} <x@y.pl>"), read(without_diacritics(text), sender=f"{name} <x@y.pl>")
    assert bare.organisation == without_diacritics(right.organisation or "")
    assert (bare.contact_name, bare.phone) == (right.contact_name, right.phone) == (name, "+48604118273")


def test_the_centre_is_never_the_senders_organisation() -> None:
    text = "Dzień dobry,\nchcemy skorzystać z sali w Centrum Organizacji Pozarządowych w Kaliszu.\n\nHalina Wróbel"
    assert read(text).organisation is None
    assert read("Prosimy o salę.\n\nLidia\nCOP Kalisz", sender="COP Kalisz <cop@x.pl>").organisation is None


def test_the_from_header_names_an_organisation_only_where_it_plainly_is_one() -> None:
    text = "Prosimy o salę 5 maja."
    assert read(text, sender="Stowarzyszenie Iskra <biuro@x.pl>").organisation == "Stowarzyszenie Iskra"
    assert read(text, sender="Sekretariat <biuro@x.pl>").organisation is None
    assert read(text, sender="Halina Wróbel <h@x.pl>").organisation is None
    assert read(text, sender="biuro@x.pl <biuro@x.pl>").organisation is None


def test_an_employers_footer_names_nobody() -> None:
    text = (
        "Dzień dobry,\nw imieniu Fundacji Żagiel prosimy o salę 5 maja.\n\nHalina Wróbel\ntel. 600 100 200\n\n"
        "Iks Sp. z o.o. z siedzibą w Kaliszu, Sąd Rejonowy w Poznaniu, KRS 0000241873, NIP 7751930401, "
        "kapitał zakładowy"
        " 50 000 zł, tel. 62 599 70 00"
    )
    sender = read(text)
    assert sender.organisation == "Fundacja Żagiel"
    assert sender.phone == "+48600100200"
    assert (sender.nip, sender.krs) == (None, None)


def test_a_branch_behind_a_comma_belongs_to_the_name() -> None:
    sender = read("Prosimy o salę.\n\nHalina Wróbel\nZwiązek Pszczelarzy, koło Opatówek\ntel. 604 118 273")
    assert sender.organisation == "Związek Pszczelarzy, koło Opatówek"


def test_an_advertisement_is_signed_above_its_unsubscribing_line() -> None:
    footer = "Wiadomość ma charakter informacji handlowej. Aby zrezygnować, kliknij tutaj."
    sender = read(f"Polecamy promocję.\n\nHalina Wróbel\nEkoDachy Sp. z o.o.\ntel. 604 118 273\n\n{footer}")
    assert sender.organisation == "EkoDachy Sp. z o.o."


def test_a_wrong_checksum_is_told_and_not_taken() -> None:
    sender = read("Prosimy o salę.\n\nHalina Wróbel\nNIP 618-21-00-000, REGON 123456789")
    assert (sender.nip, sender.regon) == (None, None)
    assert len(sender.problems) == 2
    assert sender.problems[0].startswith("NIP „618-21-00-000” jest błędny")


_SIGNERS = st.sampled_from(
    ["Halina Wróbel", "HALINA WRÓBEL", "mgr Halina Wróbel", "Wróbel Halina", "dr inż. Halina Wróbel"]
)
_ORGANISATIONS = st.sampled_from(
    ["Fundacja Żagiel", "Stowarzyszenie „Nasz Dom”", "KGW Tłokinia", "Klub Seniora Pogodna Jesień", "OSP Piwonice",
     "Towarzystwo Śpiewacze Echo", "Rada Osiedla Majków", "Hufiec ZHP Kalisz", "Parafialny Zespół Caritas"]
)  # fmt: skip
_CLOSINGS = st.sampled_from(["Z poważaniem", "Pozdrawiam serdecznie,", "z wyrazami szacunku", "Dziękuję!", ""])
_PHONES = st.sampled_from(
    ["tel. 604 118 273", "kom.: 604-118-273", "604118273", "+48 604 118 273", "T: (+48) 604 118 273"]
)


@given(signer=_SIGNERS, organisation=_ORGANISATIONS, closing=_CLOSINGS, phone=_PHONES, order=st.permutations([0, 1]))
def test_signatures_of_many_shapes(signer: str, organisation: str, closing: str, phone: str, order: list[int]) -> None:
    lines = [[organisation, phone][index] for index in order]
    text = "\n".join(["Dzień dobry,", "prosimy o salę 5 maja o 17.", "", closing, signer, "prezes zarządu", *lines])
    sender = read(text)
    assert sender.organisation == organisation
    assert sender.contact_name == "Halina Wróbel"
    assert sender.phone == "+48604118273"


@pytest.mark.parametrize("name", ["Biblioteczka Podwórkowa", "Seniorzy na Rowerach", "Prosna Folk"])
def test_a_name_of_no_known_kind_that_asks(name: str) -> None:
    assert read(f"Dzień dobry, {name} chciałaby zarezerwować salę 5 maja.\n\nHalina Wróbel").organisation == name


@pytest.mark.parametrize("subject", ["Halina Wróbel", "Pani Halina", "Nasza Halina"])
def test_a_person_who_asks_is_no_organisation(subject: str) -> None:
    assert read(f"Dzień dobry, {subject} chciałaby zarezerwować salę 5 maja.").organisation is None
