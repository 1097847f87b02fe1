"""A message → its reading: what the words say, with the words that say it.

    reading = read_message(message)         # mail_ingest.message.Message
    reading.as_json("001-sala.eml")         # the form of the corpus, "file" first

Pure: no database, no network, no clock (the reference is the message's Date). Never raises; what can't be read is
said in `problems`, in Polish.
"""

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from mail_ingest.message import Message
from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.passage import Letter, Passage
from mail_ingest.reading.requests.picked import read_picked
from mail_ingest.reading.requests.request import Request
from mail_ingest.reading.requests.requests import read_requests
from mail_ingest.reading.sender.mass_mail import of_mass_mail
from mail_ingest.reading.sender.sender import read_sender
from mail_ingest.reading.source import Source
from mail_ingest.reading.when import find_mentions
from mail_ingest.reading.words.language import language_of
from mail_ingest.reading.words.text import Text
from mail_ingest.sorting import Disposition, sort

WARSAW = ZoneInfo("Europe/Warsaw")


@dataclass
class Reading:
    """What a message says, in the corpus' form, with evidence and confidence by key ("requests/0/attendees")."""

    disposition: Disposition
    language: str
    sender: dict[str, str | None]
    requests: list[Request] = field(default_factory=list)
    evidence: dict[str, str] = field(default_factory=dict)
    confidence: dict[str, Confidence] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    picked: int | None = None
    """Which of our numbered proposals an answer picks; no part of the corpus' form."""

    def as_json(self, file: str | None = None) -> dict[str, object]:
        """The reading as one JSON object; with `file`, that key comes first."""
        head: dict[str, object] = {} if file is None else {"file": file}
        tail: dict[str, object] = {} if self.picked is None else {"picked": self.picked}
        return (
            head
            | tail
            | {
                "disposition": self.disposition,
                "language": self.language,
                "sender": self.sender,
                "requests": [request.as_json() for request in self.requests],
                "evidence": self.evidence,
                "confidence": {key: value.value for key, value in self.confidence.items()},
                "problems": self.problems,
            }
        )


LONGEST = 24_000
"""Characters of a letter that are read for requests: some eight pages."""
LONGEST_SUBJECT = 500

NO_SENDER: dict[str, str | None] = dict.fromkeys(("organisation", "contact_name", "phone", "nip", "krs", "regon"))
_log = logging.getLogger(__name__)


def read_message(message: Message) -> Reading:
    """Read any message; one that breaks a reader comes back without requests and says so."""
    try:
        return _read(message)
    except Exception:
        # Whatever a hostile message does to a reader, the next one must be read, and a person must see this one.
        _log.exception("A message could not be read")
        return Reading(
            "request",
            "pl",
            dict(NO_SENDER),
            problems=["Nie udało się odczytać tej wiadomości, proszę przeczytać ją samodzielnie."],
        )


def _read(message: Message) -> Reading:
    reading = Reading(sort(message).disposition, language_of(message.new_text or message.text), dict(NO_SENDER))
    reading.problems += message.problems
    _read_sender(reading, message)
    if reading.disposition != "request":
        return reading
    if not message.body.strip() and not message.subject.strip():
        reading.problems.append("Wiadomość nie zawiera tekstu do odczytania.")
        return reading
    if len(message.body) > LONGEST:
        reading.problems.append("Wiadomość jest bardzo długa, odczytano tylko jej początek.")
    if message.date is None:
        reading.problems.append(
            "Wiadomość nie ma daty, więc dni względne („jutro”, „w piątek”) mogą być odczytane źle."
        )
    source = _source(message)
    whole = " ".join(f"{message.subject}\n{message.text}".split())
    for number, request in enumerate(read_requests(source)):
        _add(reading, number, request, whole)
    if source.reply and (picked := read_picked(source.body, source.timed)):
        reading.picked = picked.value
        reading.evidence["picked"] = source.letter.text.quote(picked.first, picked.last)
    return reading


def _read_sender(reading: Reading, message: Message) -> None:
    try:
        sender = read_sender(message)
        if reading.disposition != "request":
            sender = of_mass_mail(sender, message.writer_name, bulk=reading.disposition == "bulk")
    except Exception:
        # What is asked for counts more than who asks: a reader that fails on a signature must not hide the request.
        _log.exception("The sender of a message could not be read")
        reading.problems.append("Nie udało się odczytać danych nadawcy.")
        return
    reading.sender = {name: getattr(sender, name) for name in NO_SENDER}
    for name, quote in sender.evidence.items():
        reading.evidence[f"sender/{name}"] = quote
    for name, value in reading.sender.items():
        if value is not None:
            stated = name in sender.evidence
            reading.confidence[f"sender/{name}"] = Confidence.CERTAIN if stated else Confidence.LIKELY
    reading.problems += [problem for problem in sender.problems if problem not in reading.problems]


def _source(message: Message) -> Source:
    """Subject and letter as one text, the subject as a paragraph of its own."""
    subject = " ".join(message.subject.split())[:LONGEST_SUBJECT]
    # A letter of one line that looks like a signature is a letter all the same.
    body = message.body if message.body.strip() else message.new_text
    text = Text.of(f"{subject}\n\n{body[:LONGEST]}")
    letter = Letter(text)
    split = text.token_at(len(subject))
    at = (message.date or EPOCH).astimezone(WARSAW)
    reply = _is_reply(message)
    return Source(
        letter,
        Passage(letter, 0, split - 1),
        Passage(letter, split, len(text.tokens) - 1),
        find_mentions(text, at),
        at,
        reply,
    )


EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""The reference of a message without a date."""

_REPLY_MARKS = ("re:", "odp:", "odp.:", "re[", "aw:", "odpowiedź:")


def _is_reply(message: Message) -> bool:
    """Whether the message answers one of the Centre's, told by its subject or its headers."""
    if message.forwarded:
        return False
    return message.subject.strip().lower().startswith(_REPLY_MARKS) or bool(message.in_reply_to)


def _add(reading: Reading, number: int, request: Request, whole: str) -> None:
    """Take over a request. `whole`: the text as it arrived; words from both sides of a quotation are no evidence."""
    reading.requests.append(request)
    for name, quote in request.evidence.items():
        if " ".join(quote.split()) in whole:
            reading.evidence[f"requests/{number}/{name}"] = quote
    for name, confidence in request.confidence.items():
        reading.confidence[f"requests/{number}/{name}"] = confidence
    reading.problems += [problem for problem in request.problems if problem not in reading.problems]
