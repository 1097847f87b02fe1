"""Bytes to a message: what is right is read rightly, what is broken as far as it can be had."""

import base64
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail_ingest.message import parse_message
from mail_ingest.reading.sender.sender import read_sender
from mail_ingest.sorting import sort
from tests.mail.letters import html, multipart, plain

POLISH = "Zażółć gęślą jaźń. Prośba o świetlicę: Łódź, ćma, ŻÓŁĆ, dziękuję za życzliwość."
UKRAINIAN = "Добрий день! Просимо забронювати зал для зустрічі, прийде п'ятнадцять осіб. Дякуємо, Їжакевич"
DECLARATIONS = ["utf-8", "iso-8859-2", "windows-1250", "iso-8859-1", "us-ascii", "windows-1252", None, "x-nieznane", ""]


@pytest.mark.parametrize("declared", DECLARATIONS)
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-2", "windows-1250"])
def test_polish_letters_survive_any_declaration(charset: str, declared: str | None) -> None:
    message = parse_message(plain(POLISH, charset=charset, declared=declared))
    assert message.text == POLISH


@pytest.mark.parametrize("declared", [*DECLARATIONS, "windows-1251", "koi8-u"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-u"])
def test_ukrainian_letters_survive_any_declaration(charset: str, declared: str | None) -> None:
    assert parse_message(plain(UKRAINIAN, charset=charset, declared=declared)).text == UKRAINIAN


@pytest.mark.parametrize("taken_for", ["cp1250", "cp1252", "iso8859-2", "latin-1"])
def test_utf8_taken_for_another_charset_on_its_way_is_mended(taken_for: str) -> None:
    broken = "".join(bytes([byte]).decode(taken_for, "ignore") or chr(byte) for byte in POLISH.encode())
    assert parse_message(plain(broken)).text == POLISH


def test_bytes_of_no_charset_are_replaced_and_told() -> None:
    raw = plain("Prosimy o salę ćwiczeń na środę, najlepiej świetlicę, dziękuję.").replace(b"\xc4\x87w", b"\xff\xfew")
    message = parse_message(raw)
    assert "\ufffd\ufffdwiczeń" in message.text
    assert message.problems == ("Nie udało się odczytać 2 znaków treści.",)


def test_html_says_its_charset_itself() -> None:
    raw = html(f'<html><head><meta charset="iso-8859-2"></head><body>{POLISH}</body></html>')
    raw = raw.replace(b"; charset=utf-8", b"").replace(POLISH.encode(), POLISH.encode("iso-8859-2"))
    assert parse_message(raw).text == POLISH


@pytest.mark.parametrize(
    ("written", "subject"),
    [
        (b"=?UTF-8?B?UHJvxZtiYSBvIHNhbMSZ?=", "Prośba o salę"),
        (b"=?iso-8859-2?Q?Pro=B6ba_o_sal=EA?=", "Prośba o salę"),
        (b"=?windows-1250?q?Pro=9Cba?= o =?utf-8?q?sal=C4=99?=", "Prośba o salę"),
        (b"=?utf-8?B?UHJvxQ==?=\r\n =?utf-8?B?m2Jh?=", "Prośba"),
        (b"=?utf-8?Q?Pro=C5?= =?utf-8?Q?=9Bba?=", "Prośba"),
        ("Prośba o salę".encode(), "Prośba o salę"),
        ("Prośba o salę".encode("cp1250"), "Prośba o salę"),
        (b"=?utf-8?Q?Pro=C5=9Bba=0D=0ABcc:_x@y.pl?=", "Prośba Bcc: x@y.pl"),
        (b"=?nieznane?Q?abc?=", "abc"),
        (b"=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        (b"=?utf-8*pl?Q?=C5=BBuraw?=", "Żuraw"),
        (b"zwyczajny\r\n\tzawiniety", "zwyczajny zawiniety"),
    ],
)
def test_subjects(written: bytes, subject: str) -> None:
    assert parse_message(b"From: a@b.pl\r\nSubject: " + written + b"\r\n\r\nx").subject == subject


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"Nowak, Jan" <jan@x.pl>', ("Nowak, Jan", "jan@x.pl")),
        ("Nowak, Jan <jan@x.pl>", ("Nowak, Jan", "jan@x.pl")),
        ("jan@x.pl (Jan Nowak)", ("Jan Nowak", "jan@x.pl")),
        ("<jan@x.pl>", (None, "jan@x.pl")),
        ("=?utf-8?Q?=C5=BBuk=2C_Jan?= <jan@x.pl>", ("Żuk, Jan", "jan@x.pl")),
        ('"=?utf-8?Q?=C5=BBuk?=" <jan@x.pl>', ("Żuk", "jan@x.pl")),
        ("Jan Nowak", ("Jan Nowak", None)),
        ('"niezamkniety <jan@x.pl>', ("niezamkniety", "jan@x.pl")),
    ],
)
def test_writers(written: str, expected: tuple[str | None, str | None]) -> None:
    message = parse_message(f"From: {written}\r\nSubject: x\r\n\r\nx".encode())
    assert (message.from_name, message.from_address) == expected
    assert (message.writer_name, message.writer_address) == expected


def test_recipients_and_ids() -> None:
    message = parse_message(
        b"From: a@b.pl\nTo: Grupa: x@y.pl, Zo <z@y.pl>;\nCc: k@l.pl\nReply-To: odp@b.pl\nMessage-ID: <1@b>\n"
        b"In-Reply-To: <0@b> (z dnia)\nReferences: <r1@b>\n <r2@b> <r1@b>\n\nx"
    )
    assert message.to == ((None, "x@y.pl"), ("Zo", "z@y.pl"))
    assert message.cc == ((None, "k@l.pl"),)
    assert message.reply_to == ((None, "odp@b.pl"),)
    assert message.message_id == "<1@b>"
    assert message.in_reply_to == ("<0@b>",)
    assert message.references == ("<r1@b>", "<r2@b>")


def test_dates() -> None:
    written = parse_message(b"From: a@b.pl\nDate: Tue, 10 Mar 2026 10:15:00 +0100\n\nx")
    assert written.date == datetime(2026, 3, 10, 9, 15, tzinfo=UTC)
    route = b"Received: from a by b; Tue, 10 Mar 2026 10:15:00 +0100\n"
    received = parse_message(route + b"From: a@b.pl\nDate: wczoraj\n\nx")
    assert received.date == written.date
    assert received.problems == ("Wiadomość nie ma czytelnej daty nadania; przyjęto datę jej nadejścia.",)
    assert parse_message(b"From: a@b.pl\nDate: Tue, 10 Mar 99999 10:15:00 +9999\n\nx").date is None


def test_flowed_lines_are_put_together() -> None:
    raw = plain("Prosimy o salę \nna środę.\n\n> Kiedy \n> dokładnie?\n-- \nHalina").replace(
        b"charset=utf-8", b"charset=utf-8; format=flowed"
    )
    message = parse_message(raw)
    assert message.text == "Prosimy o salę na środę.\n\n> Kiedy dokładnie?\n-- \nHalina"
    assert message.body == "Prosimy o salę na środę."


@pytest.mark.parametrize(
    ("encoding", "body", "text"),
    [
        ("quoted-printable", "Prosz=C4=99 o sal=C4=\r\n=99", "Proszę o salę"),
        ("quoted-printable", "Prosz=C4=99 o sal=C4=99= \r\n na dzis =XY", "Proszę o salę na dzis =XY"),
        ("Quoted-Printable; x", "sal=c4=99", "salę"),
        ("base64", base64.b64encode("Proszę o salę.".encode()).decode().rstrip("="), "Proszę o salę."),
        ("base64", "UHJvc3rEmQ==\r\nIG8gc2FsxJk=", "Proszę o salę"),
        ("7bit", "Prosz=C4=99 o sal=C4=99, dzi=C4=99kuj=C4=99", "Proszę o salę, dziękuję"),
        ("nieznane", "zwykly tekst", "zwykly tekst"),
    ],
)
def test_transfer_encodings(encoding: str, body: str, text: str) -> None:
    raw = (
        "From: a@b.pl\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n{body}"
    )
    assert parse_message(raw.encode()).text == text


def test_plain_text_is_read_before_html() -> None:
    message = parse_message(
        multipart("alternative", "Content-Type: text/plain\n\nZwykly tekst.", "Content-Type: text/html\n\n<p>HTML</p>")
    )
    assert message.text == "Zwykly tekst."
    assert message.html == "<p>HTML</p>"
    assert message.attachments == ()


@pytest.mark.parametrize("stub", ["", "\n \n", "Twoj program nie pokazuje HTML."])
def test_an_empty_or_stub_alternative_is_passed_over(stub: str) -> None:
    letter = (
        "<p>Prosimy o duza sale na zebranie czlonkow kola w czwartek, przyjdzie dwadziescia osob, rzutnik mamy. "
    ) * 3
    message = parse_message(
        multipart("alternative", f"Content-Type: text/plain\n\n{stub}", f"Content-Type: text/html\n\n{letter}")
    )
    assert message.text.startswith("Prosimy o duza sale")


def test_a_table_keeps_its_rows_even_where_the_plain_alternative_lost_them() -> None:
    table = (
        "<table><tr><th>Dzien</th><th>Godziny</th></tr><tr><td>5.05</td><td>9-11</td></tr><tr>"
        "<td>6.05</td><td>12-14</td></tr></table>"
    )
    message = parse_message(
        multipart(
            "alternative",
            "Content-Type: text/plain\n\nDzien\n\nGodziny\n\n5.05\n\n9-11",
            f"Content-Type: text/html\n\n{table}",
        )
    )
    assert message.text.split("\n") == ["Dzien | Godziny", "5.05 | 9-11", "6.05 | 12-14"]


def test_attachments_are_kept_byte_for_byte() -> None:
    content = bytes(range(256)) * 3
    message = parse_message(
        multipart(
            "mixed",
            "Content-Type: text/plain\n\nW zalaczniku plan.",
            'Content-Type: application/pdf; name="x"\nContent-Disposition: attachment;\n'
            " filename*0*=utf-8''plan%20zaj%C4%99;\n"
            f" filename*1*=%C4%87.pdf\nContent-Transfer-Encoding: base64\n\n{base64.encodebytes(content).decode()}",
            "Content-Type: image/png\nContent-ID: <logo@1>\nContent-Transfer-Encoding: base64\n\niVBORw==",
            "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+Ig==",
            'Content-Type: text/plain\nContent-Disposition: attachment; filename="=?utf-8?Q?=C5=BCyczenia.txt?="\n'
            "\nabc",
            "Content-Type: text/csv\nContent-Disposition: attachment; filename=../../etc/passwd\n\na,b",
        )
    )
    assert message.text == "W zalaczniku plan."
    named = [(attachment.filename, attachment.content_type) for attachment in message.attachments]
    assert named == [
        ("plan zajęć.pdf", "application/pdf"),
        (None, "image/png"),
        ("winmail.dat", "application/ms-tnef"),
        ("życzenia.txt", "text/plain"),
        ("passwd", "text/csv"),
    ]
    assert message.attachments[0].content == content
    assert message.attachments[1].content_id == "logo@1"
    assert message.attachments[4].content == b"a,b"


def test_a_boundary_that_does_not_fit_its_declaration_is_guessed() -> None:
    raw = multipart("mixed", "Content-Type: text/plain\n\nPierwsza.", "Content-Type: text/plain\n\nDruga.")
    message = parse_message(raw.replace(b'boundary="granica-1"', b'boundary="inna"'))
    assert message.text == "Pierwsza.\n\nDruga."
    assert message.problems == ("Części wiadomości są rozdzielone niezgodnie z zapowiedzią w nagłówku.",)


def test_a_part_that_is_never_closed_is_read() -> None:
    raw = multipart("mixed", "Content-Type: text/plain\n\nPierwsza.")
    assert parse_message(raw[: raw.rindex(b"\n--granica-1--")]).text == "Pierwsza."


def test_no_bytes_no_headers_only_newlines() -> None:
    for raw in (b"", b"\n" * 100_000, b"\r\n"):
        assert parse_message(raw).text == ""
    letter = parse_message("Dzień dobry,\nproszę o salę.\n".encode("cp1250"))
    assert letter.text == "Dzień dobry,\nproszę o salę."
    assert "Wiadomość nie ma nagłówków." in letter.problems
    assert parse_message(b"\n\n\n" + plain("Treść")).subject == "sala"
    assert parse_message(b"From kto@x Tue Mar 10 10:15:00 2026\n" + plain("Treść")).text == "Treść"


def test_html_becomes_lines() -> None:
    markup = (
        "<html><head><title>t</title><style>p {color: red}</style></head><body>"
        '<div style="display:none">podgląd listu</div><script>zle()</script>'
        "<p>Dzień&nbsp;dobry,</p><div>linia <b>pierwsza</b></div><div>linia<br>druga</div>"
        '<ul><li>raz</li><li>dwa</li></ul><ol><li>jeden</li><li>drugi</li></ol><a href="https://x.pl">strona</a>'
        "<pre>a\n  b</pre><p>koniec &lt;3</p></body></html>"
    )
    assert parse_message(html(markup)).text == (
        "Dzień dobry,\n\nlinia pierwsza\nlinia\ndruga\n- raz\n- dwa\n\n1. jeden\n2. drugi\n\nstrona\na\n  b\nkoniec <3"
    )


HOSTILE = {
    "nested": b"From: a@b.pl\n"
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1_000)),
    "siblings": b"From: a@b.pl\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000,
    "false boundaries": b"From: a@b.pl\n"
    + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 60
    + b"--ab\n" * 500_000,
    "long header": b"From: a@b.pl\nSubject: " + b"x" * 10_000_000 + b"\n\nhej",
    "many headers": b"From: a@b.pl\n" + b"X: y\n" * 200_000 + b"\nhej",
    "recipients": b"From: " + b"a," * 50_000 + b"\n\nhej",
    "comments": b"From: " + b"(" * 50_000 + b"\n\nhej",
    "encoded words": b"From: a@b.pl\nSubject: " + b"=?utf-8?q?a?= " * 30_000 + b"\n\nhej",
    "long line": plain("a@" * 500_000),
    "digits": plain("1 " * 500_000),
    "quote marks": plain("> " * 500_000),
    "introductions": plain("W dniu 1 maja Jan <a@b.pl> napisał:\n" * 25_000),
    "deep html": html("<div>" * 200_000),
    "deep quotes": html("<blockquote>a" * 60_000),
    "tables": html("<table><tr><td>a" * 50_000),
    "attributes": html("<p " + "a=b " * 250_000 + ">x"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_read_within_bounds(name: str) -> None:
    started = time.process_time()
    message = parse_message(HOSTILE[name])
    sort(message)
    read_sender(message)
    assert time.process_time() - started < 3


def test_thirty_megabytes() -> None:
    content = bytes(range(256)) * 80_000
    encoded = base64.encodebytes(content).decode()
    raw = multipart(
        "mixed",
        "Content-Type: text/plain\n\nPlan.",
        f"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n{encoded}",
    )
    message = parse_message(raw)
    assert message.text == "Plan."
    assert message.attachments[0].content == content


_USUAL = rb"""From: a@b.pl
From: \xff <a>
Subject: =?utf-8?B?xb?=
Content-Type: multipart/mixed; boundary=x
Content-Type: text/html; charset=koi8-u
Content-Type: ;;
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename*0*=utf-8''%C5
--x
--x--

> tekst
Od: Jan <a@b>
Temat: x
W dniu 1 maja Jan pisze:
--
Pozdrawiam
Jan Nowak, prezes
Fundacja "Dom"
tel. 600 100 200
NIP 618-21-53-473
<p>a<blockquote>
=C5=81=
begin 644 x
Date: Tue, 99 Mar"""
_LINES = st.sampled_from([*_USUAL.split(b"\n"), "Z poważaniem".encode("cp1250"), b"Fundacja \x84Dom\x94", b"\xc5"])
_MESSAGES = st.lists(st.one_of(_LINES, st.binary(max_size=30)), max_size=40).map(b"\n".join)


@settings(max_examples=300, deadline=2_000)
@given(
    st.one_of(
        st.binary(max_size=2_000), st.lists(st.one_of(_LINES, st.binary(max_size=30)), max_size=40).map(b"\n".join)
    )
)
def test_no_bytes_whatever_stop_the_reading(raw: bytes) -> None:
    message = parse_message(raw)
    sort(message)
    sender = read_sender(message)
    readable = " ".join(f"{message.subject}\n{message.new_text}".split())
    for quote in sender.evidence.values():
        assert " ".join(quote.split()) in readable


def test_a_header_without_an_empty_line_below_it() -> None:
    raw = multipart("mixed", "Content-Type: text/plain\nOd razu tresc.\n\nDalej.")
    assert parse_message(raw).text == "Od razu tresc.\n\nDalej."
    broken = b"From: a@b.pl\nTo: cop@um.kalisz.pl\nzawiniety bez wciecia\nSubject: sala\n\nhej"
    assert parse_message(broken).subject == "sala"
    assert parse_message(broken).text == "hej"


def test_an_encrypted_message_is_told() -> None:
    raw = plain("x").replace(b"text/plain", b"application/pkcs7-mime; smime-type=enveloped-data")
    message = parse_message(raw)
    assert message.text == ""
    assert message.problems == ("Treść wiadomości jest zaszyfrowana i nie da się jej odczytać.",)
