"""Letters passed on by someone else: whose they are, and what of them is the new text."""

import pytest

from mail_ingest.message import parse_message
from tests.mail.letters import html, multipart, plain

LETTER = (
    "Dzień dobry,\nprosimy o małą salę 14 maja od 17 do 19.\n\nJulian Mazur\nKlub Modelarski Śmigło\ntel. 604 111 222"
)
HEADS = {
    "outlook": (
        "Od: Julian Mazur <julian@smiglo.example.pl>\nWysłano: środa, 4 marca 2026 08:01\nDo: Biuro Rady\nTemat: sala\n"
    ),
    "outlook_english": (
        "From: Julian Mazur <julian@smiglo.example.pl>\n"
        "Sent: Wednesday, March 4, 2026 8:01 AM\nTo: Biuro\n"
        "Subject: sala\n"
    ),
    "outlook_original": (
        "-----Oryginalna wiadomość-----\nOd: Julian Mazur <julian@smiglo.example.pl>\n"
        "Wysłano: 4 marca 2026\nDo: B\nTemat: s\n"
    ),
    "gmail": (
        "---------- Forwarded message ---------\nOd: Julian Mazur <julian@smiglo.example.pl>\n"
        "Date: śr., 4 mar 2026 o 08:01\n"
        "Subject: sala\nTo: <biuro@rada.example.pl>\n\n"
    ),
    "thunderbird": (
        "-------- Przekazana wiadomość --------\nTemat: \tsala\n"
        "Data: \tWed, 4 Mar 2026 08:01:00 +0100\nNadawca: \tJulian Mazur\n"
        "<julian@smiglo.example.pl>\nAdresat: \tbiuro@rada.example.pl\n\n"
    ),
    "thunderbird_english": (
        "-------- Forwarded Message --------\nSubject: \tsala\nDate: \tWed, 4 Mar 2026 08:01:00 +0100\n"
        "From: \tJulian Mazur <julian@smiglo.example.pl>\nTo: \tbiuro@rada.example.pl\n\n"
    ),
    "apple": (
        "Początek przekazywanej wiadomości:\n\nOd: Julian Mazur <julian@smiglo.example.pl>\nTemat: sala\n"
        "Data: 4 marca 2026 08:01:00 CET\nDo: biuro@rada.example.pl\n\n"
    ),
    "apple_english": (
        "Begin forwarded message:\n\nFrom: Julian Mazur <julian@smiglo.example.pl>\n"
        "Subject: sala\nDate: 4 March 2026\nTo: biuro@r.pl\n"
        "\n"
    ),
    "ukrainian": (
        "---------- Переслане повідомлення ---------\nВід: Julian Mazur <julian@smiglo.example.pl>"
        "\nДата: ср, 4 бер. 2026\n"
        "Тема: sala\nКому: <biuro@rada.example.pl>\n\n"
    ),
}
COVERS = [
    "",
    "Do załatwienia.",
    "Dzień dobry,\n\nprzekazuję zgodnie z właściwością.\n\nPozdrawiam\nIwona Sroka\nBiuro Rady\ntel. 62 765 00 11",
    "Proszę o zajęcie się sprawą.\n\nIwona Sroka",
    "FYI",
    "Witam, to chyba do Państwa.",
    "W załączeniu przesyłam pismo, które wpłynęło do tutejszego urzędu dnia 4.03.2026 r., "
    "celem załatwienia według właściwości.",
]


@pytest.mark.parametrize("cover", COVERS)
@pytest.mark.parametrize("style", HEADS)
def test_a_letter_that_was_only_passed_on_is_its_writers(style: str, cover: str) -> None:
    text = f"{cover}\n\n{HEADS[style]}\n{LETTER}\n"
    message = parse_message(plain(text, subject="Fwd: sala", sender="Iwona Sroka <iwona@rada.example.pl>"))
    assert message.forwarded
    assert message.new_text == LETTER
    assert message.writer_name == "Julian Mazur"
    assert message.writer_address == "julian@smiglo.example.pl"
    assert message.from_address == "iwona@rada.example.pl"


@pytest.mark.parametrize("style", HEADS)
def test_a_forward_with_a_request_of_its_own_is_the_forwarders(style: str) -> None:
    text = f"Proszę zarezerwować dla nas salę 20 maja, reszta jak niżej.\n\n{HEADS[style]}\n{LETTER}\n"
    message = parse_message(plain(text, subject="PD: sala", sender="Iwona Sroka <iwona@rada.example.pl>"))
    assert not message.forwarded
    assert message.new_text == "Proszę zarezerwować dla nas salę 20 maja, reszta jak niżej."
    assert message.writer_name == "Iwona Sroka"


@pytest.mark.parametrize("style", ["outlook", "outlook_english"])
def test_a_note_that_passes_on_needs_no_mark_in_the_subject(style: str) -> None:
    text = f"Przekazuję do Państwa, bo to Wasza sprawa.\n\n{HEADS[style]}\n{LETTER}\n"
    assert parse_message(plain(text, subject="sala")).new_text == LETTER
    assert parse_message(plain(text, subject="Re: sala")).new_text == "Przekazuję do Państwa, bo to Wasza sprawa."


def test_who_calls_off_what_stands_below_writes_for_themselves() -> None:
    text = f"Proszę odwołać poniższą rezerwację.\n\n{HEADS['outlook']}\n{LETTER}\n"
    assert parse_message(plain(text, subject="Fwd: sala")).new_text == "Proszę odwołać poniższą rezerwację."


def test_a_forward_of_a_forward_is_the_first_writers() -> None:
    inner = f"Proszę o załatwienie.\n\n{HEADS['outlook']}\n{LETTER}"
    outer = (
        "Do wiadomości i realizacji.\n\nOd: Biuro Rady <biuro@rada.example.pl>\n"
        "Wysłano: 5 marca 2026\nDo: Sekretariat\n"
        f"Temat: PD: sala\n\n{inner}\n"
    )
    message = parse_message(plain(outer, subject="PD: PD: sala"))
    assert message.new_text == LETTER
    assert message.writer_name == "Julian Mazur"


def test_a_forwarded_answer_is_read_without_its_own_history() -> None:
    history = "W dniu 1.03.2026 o 10:00, Biuro pisze:\n> Kiedy potrzebna jest sala? Może 30 maja?\n"
    message = parse_message(plain(f"{HEADS['gmail']}{LETTER}\n\n{history}", subject="Fwd: sala"))
    assert message.new_text == LETTER
    assert "30 maja" in message.quoted_text


def test_a_forwarded_letter_with_quote_marks_loses_them() -> None:
    marked = "\n".join("> " + line for line in (HEADS["apple_english"].split("\n", 2)[2] + LETTER).split("\n"))
    message = parse_message(plain(f"Begin forwarded message:\n\n{marked}\n", subject="Fwd: sala"))
    assert message.new_text == LETTER
    assert message.writer_name == "Julian Mazur"


def test_our_own_letter_with_nothing_above_it_is_history() -> None:
    text = (
        "\n\nOd: COP <cop@um.kalisz.pl>\nWysłano: 4 marca 2026\nDo: Halina\nTemat: sala\n\nPotwierdzamy salę 12 maja.\n"
    )
    message = parse_message(plain(text, subject="RE: sala"))
    assert message.new_text == ""
    assert not message.forwarded


def test_our_own_letter_sent_back_as_a_forward_is_answered_above_it() -> None:
    text = (
        "Czy to jeszcze aktualne?\n\n---------- Forwarded message ---------\nOd: COP <cop@um.kalisz.pl>\n"
        "Date: śr., 4 mar 2026\nSubject: sala\nTo: <h@x.pl>\n\nPotwierdzamy salę 12 maja.\n"
    )
    message = parse_message(plain(text, subject="Fwd: sala"))
    assert message.new_text == "Czy to jeszcze aktualne?"
    assert not message.forwarded


def test_a_forward_attached_as_a_message() -> None:
    inner = LETTER.replace("\n", "\n")
    attached = (
        "Content-Type: message/rfc822\n\nFrom: Julian Mazur <julian@smiglo.example.pl>\nTo: biuro@rada.example.pl\n"
        f"Subject: sala\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{inner}"
    )
    message = parse_message(
        multipart("mixed", "Content-Type: text/plain\n\nDo zalatwienia.", attached, subject="Fwd: sala")
    )
    assert message.forwarded
    assert message.new_text == LETTER
    assert message.writer_address == "julian@smiglo.example.pl"
    assert [attachment.content_type for attachment in message.attachments] == ["message/rfc822"]


def test_a_gmail_forward_in_html() -> None:
    markup = (
        'Do załatwienia<div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded '
        "message ---------<br>"
        'Od: <b class="gmail_sendername">Julian Mazur</b> <span>&lt;<a href="#">julian@smiglo.example.pl</a>'
        "&gt;</span><br>"
        "Date: śr., 4 mar 2026 o 08:01<br>Subject: sala<br>To: &lt;biuro@rada.example.pl&gt;<br></div><br><br>"
        "<div>Prosimy o małą salę 14 maja.</div><div>Julian Mazur</div></div>"
    )
    message = parse_message(html(markup, subject="Fwd: sala"))
    assert message.new_text == "Prosimy o małą salę 14 maja.\nJulian Mazur"
    assert message.writer_name == "Julian Mazur"
