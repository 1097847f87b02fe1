"""What does not change the meaning of a letter changes nothing in its reading: metamorphic tests over our own letters.

Every letter is written anew in many ways and read again; its requests and its disposition must stay. Of a fixed sample
all must stay, of all letters nearly all: some lean on a capital or a diacritic that the new writing takes from them.
"""

import textwrap
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail_ingest.message import parse_message
from mail_ingest.reading.reading import Reading, read_message
from tests.mail.appended import FOOTERS, INTRODUCTIONS

LETTERS = sorted((Path(__file__).parent / "cases").glob("*.eml"))
CASES = LETTERS[::3]
SAMPLE = LETTERS[::25]
"""Held strictly: a request changes in none of them, however they are written."""
MARGIN = 72

_WITHOUT_MARKS = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")
_HISTORY = [
    "Dzień dobry,",
    "sala wykładowa jest wolna 11 i 12 czerwca w godz. 9-12, dla 40 osób, z rzutnikiem.",
    "",
    "Lidia Sroka, tel. 62 504 97 00",
]
_SIGNATURE = "Halina Wróbel\nprezes zarządu\nKoło Szydełkowe Pętelka\nul. Długa 5, 62-800 Kalisz\ntel. 604 118 273"


def _wrapped(text: str) -> str:
    """Long lines broken as a mail program does; quoted lines stay."""
    return "\n".join(
        line if line.startswith(">") else textwrap.fill(line, MARGIN, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


def _as_lines(text: str) -> str:
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.split("\n"))


def _as_paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(paragraph).replace(chr(10), '<br>')}</p>" for paragraph in text.split("\n\n"))


def _quoting(text: str, marked: bool) -> str:
    """The text above a letter of the Centre, introduced in each of the known ways in turn."""
    introduction = list(INTRODUCTIONS.values())[len(text) % len(INTRODUCTIONS)]
    quoted = "\n".join(f"> {line}".rstrip() if marked else line for line in _HISTORY)
    return f"{text.rstrip()}\n\n{introduction}{quoted if marked else chr(10) + quoted}\n"


Write = Callable[[str], str]
WRITINGS: dict[str, tuple[float, Write]] = {
    "no diacritics": (0.97, lambda text: text.translate(_WITHOUT_MARKS)),
    "capitals": (0.98, str.upper),
    "small letters": (0.97, str.lower),
    "a greeting": (1.0, lambda text: f"Szanowni Państwo,\n\n{text}"),
    "a greeting by name": (1.0, lambda text: f"Dzień dobry Pani Lidio,\n{text}"),
    "a quoted letter": (1.0, lambda text: _quoting(text, marked=True)),
    "an unmarked quoted letter": (1.0, lambda text: _quoting(text, marked=False)),
    "a signature": (0.99, lambda text: f"{text.rstrip()}\n\nZ poważaniem\n{_SIGNATURE}\n"),
    "a program's signature": (1.0, lambda text: f"{text.rstrip()}\n\n-- \n{_SIGNATURE}\n"),
    "a footer": (1.0, lambda text: f"{text.rstrip()}\n\n{FOOTERS[len(text) % len(FOOTERS)]}\n"),
    "wrapped lines": (0.995, _wrapped),
    "empty lines": (0.985, lambda text: text.replace("\n", "\n\n")),
    "hard spaces": (1.0, lambda text: text.replace(" ", "\xa0")),
}
"""By name: the share of letters that stay the same, at least, and what writes a text anew."""
FORMS: dict[str, tuple[Write, str, str]] = {
    "HTML lines": (_as_lines, "html", "utf-8"),
    "HTML paragraphs": (_as_paragraphs, "html", "utf-8"),
    "ISO 8859-2": (str, "plain", "iso-8859-2"),
    "Windows 1250": (str, "plain", "windows-1250"),
}
"""By name: what turns the text into that form, its MIME subtype and its charset."""
_WITH_SUBJECT = ("no diacritics", "capitals", "small letters")


def _letter(path: Path, text: str, subject: str, subtype: str = "plain", charset: str = "utf-8") -> bytes:
    """The letter of a case with another text: its own sender, date and thread."""
    old = message_from_bytes(path.read_bytes(), policy=policy.default)
    new = EmailMessage(policy=SMTP)
    for name, value in old.items():
        if not name.lower().startswith(("content-", "mime-", "subject")):
            new[name] = str(value)
    new["Subject"] = subject
    new.set_content(text, subtype=subtype, charset=charset, cte="8bit" if charset == "utf-8" else "quoted-printable")
    return new.as_bytes()


def _said(reading: Reading) -> tuple[str, list[dict[str, object]]]:
    return reading.disposition, [request.as_json() for request in reading.requests]


@cache
def _written(path: Path) -> tuple[str, str]:
    """(text, subject) of a case."""
    message = parse_message(path.read_bytes())
    return message.text, message.subject


@cache
def _alone(path: Path) -> tuple[str, list[dict[str, object]]]:
    return _said(read_message(parse_message(_letter(path, *_written(path)))))


def _stays(path: Path, writing: str) -> bool:
    text, subject = _written(path)
    write = WRITINGS[writing][1]
    raw = _letter(path, write(text), write(subject) if writing in _WITH_SUBJECT else subject)
    return _said(read_message(parse_message(raw))) == _alone(path)


@pytest.mark.parametrize("writing", WRITINGS)
def test_how_a_letter_is_written_does_not_change_what_it_asks(writing: str) -> None:
    changed = [path.stem for path in CASES if not _stays(path, writing)]
    assert len(changed) <= (1 - WRITINGS[writing][0]) * len(CASES), changed


@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.stem)
def test_the_sample_stays_the_same_in_every_writing(path: Path) -> None:
    assert [writing for writing in WRITINGS if not _stays(path, writing)] == []


@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_a_message_changes_nothing(form: str) -> None:
    as_form, subtype, charset = FORMS[form]
    changed = []
    for path in CASES:
        text, subject = _written(path)
        if charset != "utf-8" and not _can_write(text, charset):
            continue
        raw = _letter(path, as_form(text), subject, subtype, charset)
        if _said(read_message(parse_message(raw))) != _alone(path):
            changed.append(path.stem)
    assert changed == []


def _can_write(text: str, charset: str) -> bool:
    try:
        return bool(text.encode(charset))
    except UnicodeEncodeError:
        return False


SENDER = ("organisation", "contact_name", "phone", "nip", "krs", "regon")


@settings(max_examples=80, deadline=None)
@given(
    path=st.sampled_from(LETTERS),
    introduction=st.sampled_from(sorted(INTRODUCTIONS)),
    footer=st.sampled_from(["", *FOOTERS]),
    marked=st.booleans(),
)
def test_a_footer_and_a_quote_change_neither_requests_nor_sender(
    path: Path, introduction: str, footer: str, marked: bool
) -> None:
    text, subject = _written(path)
    quoted = "\n".join(f"> {line}".rstrip() if marked else line for line in _HISTORY)
    below = f"{INTRODUCTIONS[introduction]}{quoted if marked else chr(10) + quoted}\n"
    alone = read_message(parse_message(_letter(path, text, subject)))
    together = read_message(parse_message(_letter(path, f"{text.rstrip()}\n\n{footer}\n\n{below}", subject)))
    assert _said(together) == _said(alone)
    assert [together.sender[name] for name in SENDER] == [alone.sender[name] for name in SENDER]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*FOOTERS, *INTRODUCTIONS.values(), _SIGNATURE, "> ", "\n", "sala 5 maja o 17"])))
def test_any_heap_of_quotes_and_footers_is_read(pieces: list[str]) -> None:
    reading = read_message(parse_message(b"Subject: sala\n\n" + "\n".join(pieces).encode()))
    assert not any("Nie udało się odczytać" in problem for problem in reading.problems)


@settings(max_examples=150, deadline=None)
@given(subject=st.text(max_size=80), body=st.text(max_size=500), name=st.text(max_size=40))
def test_any_text_is_read_without_an_error(subject: str, body: str, name: str) -> None:
    head = "".join(f"{key}: {value}\n" for key, value in (("From", f"{name} <a@b.pl>"), ("Subject", subject)))
    reading = read_message(parse_message(f"{head}\n{body}".encode("utf-8", "surrogatepass")))
    assert not any("Nie udało się odczytać" in problem for problem in reading.problems)
