"""`./cop bench intake`: what taking in mail costs, beside a bare program that only fetches, parses and commits.

Both take in the same messages from a real Dovecot into SQLite files with durable commits, in the same run.
"""

import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from copapp import clock, config
from copapp.config import Settings
from copapp.db import Database
from copapp.migrate import migrate
from mail_ingest.intake import Tally, take_in
from mail_ingest.reader import BoundedReader
from mail_ingest.sources.imap import ImapSource
from tests.bench.already import fill
from tests.bench.figures import Figure
from tests.bench.processes import megabytes, processor_seconds
from tests.servers.dovecot import Dovecot, Mailbox

MOST_TIMES_FLOOR = 5.0
"""What is reached on two processors that do little else (3.7), and a quarter and a bit. The aim is 3; two thirds of the
time goes into reading."""
MOST_MEGABYTES, MOST_MEMORY = 200, 2.1
"""The aim, and how many times that 10,000 messages take, and a quarter: dictionaries of reading alone are 150 MB."""
LONG_RUN = 5_000
"""From so many messages on the first tenth tells something of the rest."""
OF_FIRST = "one of the first tenth"
ARRIVING = 20
ROOMS = ("salę wykładową", "salę warsztatową", "małą salę", "przestrzeń wspólną")
WHAT = ("zebranie zarządu", "warsztaty ceramiki", "próbę chóru", "szkolenie wolontariuszy", "spotkanie seniorów")


def letters(number: int, seed: int = 7) -> Iterator[bytes]:
    """Messages of one's own making: a fifth multipart with HTML, a tenth with an attachment of 100 KB."""
    chance = random.Random(seed)
    for index in range(number):
        message = EmailMessage(policy=SMTP)
        message["From"] = f"Osoba {index} <osoba{index}@organizacja{index % 97}.example>"
        message["To"], message["Subject"] = "cop@um.kalisz.pl", f"Prośba o salę nr {index}"
        message["Message-ID"] = f"<bench-{seed}-{index}@organizacja.example>"
        message["Date"] = "Mon, 9 Mar 2026 10:00:00 +0100"
        text = (
            f"Dzień dobry,\n\nprosimy o {chance.choice(ROOMS)} na {chance.choice(WHAT)} {chance.randint(10, 30)} marca"
            f" w godz. {chance.randint(9, 14)}-{chance.randint(15, 20)} dla {chance.randint(5, 40)} osób."
            f" Przydałby się rzutnik.\n\nZ poważaniem\nOsoba {index}\nStowarzyszenie Próba {index % 97}\n"
        )
        message.set_content(text)
        if index % 5 == 0:
            paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines())
            message.add_alternative(f"<html><body>{paragraphs}</body></html>", subtype="html")
        if index % 10 == 1:
            noise = chance.randbytes(100_000)
            message.add_attachment(noise, maintype="application", subtype="pdf", filename=f"statut-{index}.pdf")
        yield message.as_bytes()


def deliver(mailbox: Mailbox, raws: Iterator[bytes]) -> None:
    with mailbox.client("INBOX") as client:
        for raw in raws:
            client.append("INBOX", raw)


def floor(mailbox: Mailbox, file: Path) -> float:
    """Fetch, parse with the standard library, one durable commit per message: less no program can do."""
    database = sqlite3.connect(file, isolation_level=None)
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE m (uid, subject, text, raw)")
    begun = time.perf_counter()
    with mailbox.client("INBOX") as client:
        uids = client.search(["UID", "1:*"])
        for start in range(0, len(uids), 50):
            for uid, data in client.fetch(uids[start : start + 50], ["BODY.PEEK[]"]).items():
                raw = data[b"BODY[]"]
                message = message_from_bytes(raw)
                part = next((each for each in message.walk() if each.get_content_type() == "text/plain"), message)
                text = str(part.get_payload(decode=True), "utf-8", "replace")
                database.execute("BEGIN IMMEDIATE")
                database.execute("INSERT INTO m VALUES (?, ?, ?, ?)", (uid, message["Subject"], text, raw))
                database.execute("COMMIT")
    return time.perf_counter() - begun


@dataclass(frozen=True)
class Point:
    """How far a taking-in has come: messages, seconds of the processor, and memory in MB, of all processes."""

    done: int
    processor_seconds: float
    megabytes: float


@dataclass(frozen=True)
class Course:
    """How a taking-in went: seconds in all, and where it stood after a tenth of the messages, and in the end."""

    seconds: float
    tenth: Point
    end: Point


def product(settings: Settings, number: int, already: int) -> Course:
    """Take in so many messages, with tickets already there."""
    database = Database(settings.database_url)
    migrate(database)
    fill(database, already)
    read, source, tally = BoundedReader(), ImapSource(settings), Tally()
    read(next(letters(1)), clock.now())  # as in a worker that has run for a while
    points: list[Point] = []
    begun, worked = time.perf_counter(), processor_seconds()

    def point() -> Point:
        return Point(tally.tickets, processor_seconds() - worked, megabytes())

    def note() -> bool:
        if tally.tickets >= number / 10 and not points:
            points.append(point())
        return False

    take_in(database, source, read, tally, note)
    seconds, end = time.perf_counter() - begun, point()
    source.close()
    read.close()
    assert tally.tickets == tally.fetched == number, tally
    return Course(seconds, (points or [end])[0], end)


def measure(number: int, already: int = 0) -> list[Figure]:
    """Take in so many messages twice: by the bare program, and by the product, which has tickets `already`; then let
    some arrive one by one."""
    from tests.bench.arrival import measure_arrival  # with the intranet, which a worker doesn't load

    server = Dovecot()
    server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            mailbox = server.new_mailbox()
            deliver(mailbox, letters(number))
            bare = floor(mailbox, Path(folder) / "floor.db")
            ours = product(config.load(_environ(mailbox, folder), dotenv=None), number, already)
        with tempfile.TemporaryDirectory() as folder:
            mailbox = server.new_mailbox()
            arrival = measure_arrival(_environ(mailbox, folder), mailbox, letters(min(number, ARRIVING)))
    finally:
        server.close()
    to = f"fetch, parse, commit ({1000 * bare / number:.2f} ms)"
    each = f"{1000 * ours.seconds / number:.1f} ms"
    used, limit = ours.end.megabytes, f"{MOST_MEGABYTES} MB"
    figures = [
        Figure("a message taken in, its reading included", each, ours.seconds / bare, to, MOST_TIMES_FLOOR),
        Figure("memory of the worker and its readers", f"{used:.0f} MB", used / MOST_MEGABYTES, limit, MOST_MEMORY),
        arrival,
    ]
    return figures + (_steadiness(ours) if number >= LONG_RUN else [])


def _steadiness(ours: Course) -> list[Figure]:
    """Whether the last messages cost as much as the first."""
    first, all_of_them = (1000 * point.processor_seconds / point.done for point in (ours.tenth, ours.end))
    used, before = ours.end.megabytes, ours.tenth.megabytes
    return [
        Figure("time of the processor for one of all", f"{all_of_them:.2f} ms", all_of_them / first, OF_FIRST, 1.15),
        Figure("memory in the end", f"{used:.0f} MB", used / before, "after the first tenth", 1.15),
    ]


def _environ(mailbox: Mailbox, folder: str) -> dict[str, str]:
    return {
        "COP_DATA": folder,
        "COP_IMAP_HOST": mailbox.server.host,
        "COP_IMAP_PORT": str(mailbox.server.port),
        "COP_IMAP_USER": mailbox.user,
        "COP_IMAP_PASSWORD": mailbox.password,
        "COP_IMAP_TLS": "off",
    }
