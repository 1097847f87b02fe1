"""`./cop bench intake`: what taking in mail costs, beside a bare program that only fetches, parses and commits.

Both take in the same messages from a real Dovecot into SQLite files with durable commits, in the same run.
"""

import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from copapp import config
from copapp.config import Settings
from copapp.db import Database
from copapp.migrate import migrate
from mail_ingest.intake import Tally, take_in
from mail_ingest.reader import BoundedReader
from mail_ingest.sources.imap import ImapSource
from tests.bench.figures import Figure
from tests.servers.dovecot import Dovecot, Mailbox

MOST_TIMES_FLOOR = 20.0
"""What is reached and a quarter. The aim is 3; reading alone costs some five floors where a disk commits in no time."""
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


def product(settings: Settings) -> float:
    database = Database(settings.database_url)
    migrate(database)
    read = BoundedReader()
    source = ImapSource(settings)
    begun = time.perf_counter()
    tally = Tally()
    take_in(database, source, read, tally)
    seconds = time.perf_counter() - begun
    source.close()
    read.close()
    assert tally.tickets == tally.fetched, tally
    return seconds


def measure(number: int) -> list[Figure]:
    """Take in so many messages twice: by the bare program, and by the product."""
    server = Dovecot()
    server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            mailbox = server.new_mailbox()
            deliver(mailbox, letters(number))
            bare = floor(mailbox, Path(folder) / "floor.db")
            ours = product(_settings(mailbox, folder))
    finally:
        server.close()
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    each = f"{1000 * ours / number:.1f} ms"
    to = f"fetch, parse, commit ({1000 * bare / number:.2f} ms)"
    return [
        Figure("a message taken in, its reading included", each, ours / bare, to, MOST_TIMES_FLOOR),
        Figure("memory of the process that takes in", f"{used:.0f} MB", used / MOST_MEGABYTES, "200 MB", 1.0),
    ]


MOST_MEGABYTES = 200


def _settings(mailbox: Mailbox, folder: str) -> Settings:
    environ = {
        "COP_DATA": folder,
        "COP_IMAP_HOST": mailbox.server.host,
        "COP_IMAP_PORT": str(mailbox.server.port),
        "COP_IMAP_USER": mailbox.user,
        "COP_IMAP_PASSWORD": mailbox.password,
        "COP_IMAP_TLS": "off",
    }
    return config.load(environ, dotenv=None)
