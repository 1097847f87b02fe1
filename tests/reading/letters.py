"""Letters for the tests of the reading: a passage of text, and a whole message."""

from email.message import EmailMessage
from email.policy import SMTP

from mail_ingest.message import parse_message
from mail_ingest.reading.passage import Letter, Passage
from mail_ingest.reading.reading import Reading, read_message
from mail_ingest.reading.words.text import Text

WRITTEN = "Mon, 09 Mar 2026 10:00:00 +0100"
"""A Monday: tomorrow is 10 March, next week begins on 16 March."""


def passage(text: str) -> Passage:
    """All of a text as the readers see it."""
    return Letter(Text.of(text)).whole


def raw_letter(body: str, subject: str = "zapytanie", **headers: str) -> bytes:
    """A message as it arrives, from a person."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Jan Testowy <jan.testowy@example.org>"
    message["To"] = "cop@um.kalisz.pl"
    message["Date"] = WRITTEN
    message["Subject"] = subject
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message.as_bytes()


def read(body: str, subject: str = "zapytanie", **headers: str) -> Reading:
    """The reading of a letter with this body."""
    return read_message(parse_message(raw_letter(body, subject, **headers)))
