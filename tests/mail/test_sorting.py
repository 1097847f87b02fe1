"""A person's letter, a machine's notice, or something sent to the many."""

import json
from pathlib import Path

import pytest

from mail_ingest.mail_systems import is_mail_system
from mail_ingest.message import parse_message
from mail_ingest.sorting import sort
from tests.mail.letters import multipart, plain

CASES = json.loads(Path(__file__).with_name("sorting_cases.json").read_text(encoding="utf-8"))
PEOPLE = [case for case in CASES if case["disposition"] == "request"]


def sorted_as(subject: str, text: str, headers: str) -> str:
    return sort(parse_message(plain(text, subject=subject, headers=headers))).disposition


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['disposition']}-{case['subject']}")
def test_cases(case: dict[str, str]) -> None:
    assert sorted_as(case["subject"], case["text"], case["headers"]) == case["disposition"]


@pytest.mark.parametrize("kind", ["delivery-status", "disposition-notification"])
def test_reports_are_machine_mail(kind: str) -> None:
    raw = multipart(
        f"report; report-type={kind}",
        "Content-Type: text/plain\n\nCould not.",
        f"Content-Type: message/{kind}\n\nAction: failed",
    )
    assert sort(parse_message(raw)).disposition == "automatic"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("MAILER-DAEMON@x.pl", True),
        ("postmaster@x.pl", True),
        ("bounces+12=a@x.pl", True),
        ("mailer-daemon", True),
        ("postmistrz@x.pl", False),
        ("bounty@x.pl", False),
        (None, False),
    ],
)
def test_mail_systems(address: str | None, expected: bool) -> None:
    assert is_mail_system(address) is expected


def test_the_reason_is_told() -> None:
    told = sort(parse_message(plain("x", headers="Auto-Submitted: auto-replied\n")))
    assert told.reason == "Wysłał ją program, nie człowiek (nagłówek Auto-Submitted: auto-replied)."
    assert sort(parse_message(plain("Prosimy o salę."))).reason == "Wiadomość od osoby."


def test_a_web_form_passes_on_a_persons_words() -> None:
    text = "Nowa wiadomość z formularza kontaktowego:\nImię: Ola\nTreść: czy jest wolna sala 5 maja?"
    assert sorted_as("Formularz kontaktowy", text, "Auto-Submitted: auto-generated\n") == "request"


@pytest.mark.parametrize("case", PEOPLE, ids=lambda case: case["subject"])
def test_a_quoted_machine_letter_does_not_make_a_person_a_machine(case: dict[str, str]) -> None:
    quoted = (
        f"{case['text']}\n\nDnia 3 maja 2026 09:12 BOK <bok@x.pl> napisał(a):\n"
        "> To jest automatyczna odpowiedź. Kup teraz, rabat 20%!\n"
    )
    assert sorted_as(f"Re: {case['subject']}", quoted, case["headers"]) == "request"


REQUEST = "Dzień dobry, prosimy o salę warsztatową 19 marca w godz. 17-19 dla 12 osób. Ola"
OFFER = "W tym numerze newslettera: nowe kursy i rabaty -20%. Kliknij tutaj, aby wypisać się z listy."


@pytest.mark.parametrize(
    ("header", "disposition"),
    [
        ("Auto-Submitted: no", "request"),
        ("Auto-Submitted: No (a person)", "request"),
        ("Auto-Submitted: auto-replied; owner-email=ola@x.pl", "automatic"),
        ("Auto-Submitted: auto-generated", "automatic"),
        ("Auto-Submitted: auto-notified", "automatic"),
        ("Precedence: auto_reply", "automatic"),
        ("Precedence: bulk", "request"),
        ("Precedence: list", "request"),
        ("List-Id: <osiedle.x.pl>", "request"),
        ("X-Auto-Response-Suppress: DR, OOF, AutoReply", "request"),
        ("Return-Path: <>", "automatic"),
        ("Return-Path: <MAILER-DAEMON>", "automatic"),
        ("Return-Path: <bounces+12=cop@listy.x.pl>", "request"),
        ("Return-Path: <ola@x.pl>", "request"),
        ("X-Autoreply: yes", "automatic"),
        ("X-Autoresponse: 1", "automatic"),
        ("X-Vacation: yes", "automatic"),
        ("X-Failed-Recipients: ola@x.pl", "automatic"),
    ],
)
def test_what_a_header_says_of_a_text_that_reads_like_a_persons(header: str, disposition: str) -> None:
    assert sorted_as("sala", REQUEST, f"{header}\n") == disposition


@pytest.mark.parametrize("header", ["List-Id: <listy.x.pl>", "Precedence: bulk", "Precedence: junk"])
def test_what_a_header_says_of_a_text_that_reads_like_an_offer(header: str) -> None:
    assert sorted_as("Newsletter, marzec", OFFER, f"{header}\n") == "bulk"


@pytest.mark.parametrize(
    "subject",
    [
        *("Przeczytano: Re: sala", "Odczytano: sala", "Read: room", "Nie przeczytano: sala"),
        *("Potwierdzenie odczytu: sala", "Odpowiedź automatyczna: sala", "Automatic reply: room"),
        *("Automatische Antwort: Saal", "Autoodpowiedź"),
    ],
)
def test_receipts_and_automatic_answers_are_told_by_their_subject(subject: str) -> None:
    assert sorted_as(subject, "sala", "") == "automatic"
    assert sorted_as(f"Pytanie: czy {subject.lower()}?", REQUEST, "") == "request"
