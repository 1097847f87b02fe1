"""The sample messages: real mail in many voices, with days around today."""

import mailbox
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from copapp import clock
from copapp.demo.letters import FOLDER, deliver, sample_letter, sample_letters
from mail_ingest.message import Message, parse_message

FILES = sorted(FOLDER.glob("*.eml"))
NOON = clock.from_local(datetime(2026, 11, 24, 12, 0))


def letter(name: str) -> bytes:
    return sample_letter(FOLDER / name, clock.to_local(NOON))


def parsed(name: str) -> Message:
    with clock.stopped_at(NOON):
        return parse_message(letter(name))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_message_is_mail_that_arrived(path: Path) -> None:
    with clock.stopped_at(NOON):
        raw = letter(path.name)
        message = parse_message(raw)

    assert message.problems == ()
    assert message.date == clock.to_local(NOON)
    assert message.message_id and message.from_address and message.subject
    assert len(message.body) > 50
    assert "{" not in message.subject + message.new_text
    assert b"X-Demo-Sent" not in raw
    head, _, _ = raw.partition(b"\n\n")
    assert head.isascii(), "headers are encoded as RFC 2047 has it"
    addresses = [message.from_address, message.writer_address or ""]
    assert all(not address or address.endswith((".example", "@poczta.um.kalisz.pl")) for address in addresses)


def test_messages_come_oldest_first_and_from_the_past() -> None:
    with clock.stopped_at(NOON):
        dates = [message.date for message in map(parse_message, sample_letters()) if message.date]

    assert len(dates) == len(FILES) > 20
    assert dates == sorted(dates)
    assert NOON - timedelta(days=4) < dates[0] and dates[-1] < NOON


def test_days_stand_around_today() -> None:
    assert "we wtorek 1 grudnia 2026 r. w godzinach 17:00-19:00" in parsed("01-pismo-zebranie.eml").body
    assert "sobotę 12.12, od 11" in parsed("03-mlodzi-wymiana.eml").body
    assert "Friday, 11 December" in parsed("17-english.eml").body


def test_charsets_are_the_declared_ones() -> None:
    assert "Towarzystwo Miłośników".encode("windows-1250") in letter("06-wieczor-poezji.eml")
    assert b"=B3" in letter("02-senior-wyklad.eml"), "ł of ISO-8859-2"
    assert "kaliskich zegarmistrzach" in parsed("02-senior-wyklad.eml").body


def test_attachments_come_whole() -> None:
    listed, programme = parsed("07-lista-w-zalaczniku.eml").attachments

    assert (listed.filename, listed.content_type) == ("lista_uczestnikow.csv", "text/csv")
    assert "Łucja,2009" in listed.content.decode()
    assert "Ćwiczenia na nagraniach" in programme.content.decode()


def test_forward_reply_and_html_are_what_they_seem() -> None:
    forwarded = parsed("08-przekazana-z-urzedu.eml")
    answered = parsed("09-odpowiedz-z-cytatem.eml")

    assert forwarded.forwarded and forwarded.writer_name == "Kazimierz Woźny"
    assert "potwierdzamy rezerwację" in answered.quoted_text and "potwierdzamy" not in answered.new_text
    assert parsed("05-html-proby.eml").html is not None


def test_delivery_makes_a_maildir(tmp_path: Path) -> None:
    assert deliver(tmp_path / "mailbox") == len(FILES)

    delivered = mailbox.Maildir(tmp_path / "mailbox", create=False)
    assert len(delivered) == len(FILES)
    assert all(message.get_subdir() == "new" for message in delivered)
