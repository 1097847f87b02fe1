"""Letters of 1-3 KB to measure with: our own cases as they would arrive, no two with the same words.

Each gets the headers that servers add, another writer's name and slips of the pen, and by turns a quoted letter, a
disclaimer or an HTML alternative.
"""

import random
import re
from collections.abc import Iterator
from email.header import Header
from functools import cache
from html import escape
from pathlib import Path

from mail_ingest.message import Message, parse_message
from mail_ingest.reading.words.morphology import words

CASES = Path(__file__).parents[1] / "reading" / "cases"
SHORTEST, LONGEST = 1_000, 3_000
"""Bytes of a letter, headers included."""

_SYLLABLES = words(
    "ba be bo cha cie czu da do dzi fa go ha ja ka ki ko la li lo ma mi na ny pa po ra ro sa sze ta wa za"
)
_SLIPS_OF_HUNDRED = 2
_DISCLAIMER = (
    "Wiadomość ta jest przeznaczona wyłącznie dla adresata i może zawierać informacje poufne. Jeżeli otrzymali ją"
    " Państwo przez pomyłkę, prosimy o jej usunięcie i powiadomienie nadawcy. Administratorem danych osobowych jest"
    " nadawca; dane przetwarzamy w celu prowadzenia korespondencji."
)
_ABOUT_US = (
    "Działamy od 2011 roku i skupiamy ponad czterdzieści rodzin z Kalisza i okolicznych gmin. Spotykamy się zwykle w"
    " szkole przy ulicy Wojska Polskiego, lecz jesienią trwa tam remont i musimy szukać innego miejsca.",
    "W zeszłym roku zorganizowaliśmy trzy wystawy, festyn na dwieście osób i cykl spacerów po Śródmieściu. Pisała o nas"
    " lokalna prasa, a na naszej stronie są zdjęcia i sprawozdania z każdego z tych wydarzeń.",
    "Pomagamy osobom starszym w codziennych sprawach: robimy zakupy, czytamy na głos, uczymy obsługi telefonu. Wszystko"
    " prowadzą wolontariusze, a na materiały zbieramy w czasie kiermaszów przed świętami.",
    "Nasze sekcje prowadzą nauczyciele, którzy sami kiedyś u nas tańczyli. Najmłodsze dzieci mają sześć lat, najstarsi"
    " uczniowie zdają w tym roku maturę, a o miejsca w zespole pytają już całe klasy.",
    "Projekt dostał w lutym dofinansowanie z budżetu obywatelskiego i rozliczamy go do końca roku. Umowę podpisała pani"
    " wiceprezydent, a nadzór nad pracami sprawuje wydział, z którym jesteśmy w stałym kontakcie.",
)
"""What people tell of themselves beside what they ask for."""
_ANSWER = (
    "Dzień dobry,\n\nsala jest wolna w godzinach pracy Centrum, proszę podać dzień i liczbę osób.\n"
    "Sprzęt wydajemy po podpisaniu karty.\n\nPozdrawiam\nAnna Recepcja\nCentrum Organizacji Pozarządowych"
)


def letters(count: int, seed: int = 1) -> Iterator[bytes]:
    """So many letters, the same ones for the same seed."""
    rng = random.Random(seed)
    made = 0
    while made < count:
        letter = _letter(rng, rng.choice(_cases()), made)
        if SHORTEST <= len(letter) <= LONGEST:
            made += 1
            yield letter


@cache
def _cases() -> tuple[Message, ...]:
    return tuple(parse_message(path.read_bytes()) for path in sorted(CASES.glob("*.eml")))


def _letter(rng: random.Random, case: Message, number: int) -> bytes:
    first, last = (_made_up(rng) for _ in range(2))
    told = rng.sample(_ABOUT_US, k=rng.randint(0, 3))
    body = "\n\n".join(part for part in (_with_slips(rng, "\n\n".join([case.body, *told])), case.signature) if part)
    for own in (case.from_name or "").split():
        body = re.sub(rf"\b{re.escape(own)}\b", last, body)
    body = f"{body}\n{first} {last}\n"
    shape = rng.randrange(4)
    if shape == 1:
        quoted = "\n".join(f"> {line}" for line in _ANSWER.split("\n"))
        body += f"\nW dniu 5.03.2026 o 10:15, Centrum Organizacji Pozarządowych pisze:\n{quoted}\n"
    elif shape == 2:
        body += f"\n--\n{_DISCLAIMER}\n"
    content = _alternative(body) if shape == 3 else _part("text/plain", body)
    return (_headers(f"{first} {last}", case.subject, number) + content).encode("utf-8", "replace")


def _headers(name: str, subject: str, number: int) -> str:
    address = f"poczta{number}@example.org"
    return (
        f"Return-Path: <{address}>\n"
        "Received: from mx.example.org (mx.example.org [192.0.2.7]) by poczta.um.kalisz.pl\n"
        f"\twith ESMTPS id {number:08X} for <cop@um.kalisz.pl>; Mon, 9 Mar 2026 10:00:05 +0100 (CET)\n"
        f"Message-ID: <{number}.bench@example.org>\n"
        f"From: {Header(name, 'utf-8').encode()} <{address}>\n"
        "To: COP Kalisz <cop@um.kalisz.pl>\n"
        f"Subject: {Header(subject, 'utf-8').encode()}\n"
        "Date: Mon, 9 Mar 2026 10:00:00 +0100\n"
        "MIME-Version: 1.0\n"
    )


def _part(content_type: str, text: str) -> str:
    return f'Content-Type: {content_type}; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n{text}'


def _alternative(body: str) -> str:
    paragraphs = "".join(f"<p>{escape(line)}</p>\n" for line in body.split("\n") if line.strip())
    return (
        'Content-Type: multipart/alternative; boundary="granica"\n\n'
        f"--granica\n{_part('text/plain', body)}\n"
        f"--granica\n{_part('text/html', f'<html><body>{paragraphs}</body></html>')}\n--granica--\n"
    )


def _made_up(rng: random.Random) -> str:
    return "".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))).capitalize()


def _with_slips(rng: random.Random, text: str) -> str:
    """Two letters swapped in a few of the longer words."""

    def swapped(match: re.Match[str]) -> str:
        word = match[0]
        if rng.randrange(100) >= _SLIPS_OF_HUNDRED:
            return word
        at = rng.randrange(1, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return re.sub(r"[^\W\d_]{6,}", swapped, text)
