"""Bytes as they arrived → a `Message`: headers, new text, quoted text, attachments.

Nothing here raises on any input: what can't be read is said in `Message.problems`, in Polish, since staff read it.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from mail_ingest.mime.bodies import Attached, Bodies, read_bodies
from mail_ingest.mime.headers import decode_value, parse_addresses, parse_date, parse_ids
from mail_ingest.mime.parts import Part, split_message

if TYPE_CHECKING:
    from mail_ingest.quotes import Letter

MAX_ATTACHED_FORWARDS = 3
"""Messages within messages that are opened for their text."""
RECEIVED_DATE_PROBLEM = "Wiadomość nie ma czytelnej daty nadania; przyjęto datę jej nadejścia."


@dataclass(frozen=True)
class Attachment:
    """A part that isn't the letter's own text, byte for byte as it was before transfer encoding."""

    filename: str | None
    content_type: str
    content: bytes
    content_id: str | None = None


@dataclass(frozen=True)
class Message:
    """One message as a person reads it.

    Texts use "\n" line ends. `text` is the whole readable body; it is made of `new_text` (what the writer wrote now)
    and `quoted_text` (history). `new_text` in turn holds `body` (the letter itself), `signature` and `footer` (what a
    program or an employer appends). Readers of the request look at `body`; evidence is verbatim in `new_text` or
    `subject`.

    Of a forward with nothing but "please handle" above it, `forwarded` is true, `new_text` is the forwarded text and
    `writer_name`/`writer_address` name its writer; else they are those of the From header.
    """

    message_id: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    from_name: str | None
    from_address: str | None
    reply_to: tuple[tuple[str | None, str], ...]
    """(display name, address) pairs, as in `to` and `cc`."""
    to: tuple[tuple[str | None, str], ...]
    cc: tuple[tuple[str | None, str], ...]
    subject: str
    date: datetime | None
    """The Date header, aware, in the offset it was written in; convert to Europe/Warsaw on use."""
    headers: tuple[tuple[str, str], ...]
    """All headers of the message itself, in order, decoded (RFC 2047) and unfolded; names as written."""
    text: str
    new_text: str
    quoted_text: str
    body: str
    signature: str
    footer: str
    html: str | None
    """The HTML body as received (decoded), never made safe: showing it is the business of who shows it."""
    attachments: tuple[Attachment, ...]
    forwarded: bool
    writer_name: str | None
    writer_address: str | None
    problems: tuple[str, ...]

    def header(self, name: str) -> str | None:
        """The first header of this name, decoded; None where there is none."""
        return self._first_headers.get(name.lower())

    @cached_property
    def _first_headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in reversed(self.headers)}


def parse_message(raw: bytes) -> Message:
    """Read any bytes as a message."""
    return _parse(raw, MAX_ATTACHED_FORWARDS)


def parse_heading(raw: bytes) -> tuple[str | None, str | None, str]:
    """The writer's name and address, and the subject, from the headers alone."""
    root, _ = split_message(raw)
    return (*_writer(root), decode_value(root.first("subject")))


def _parse(raw: bytes, attached_forwards: int) -> Message:
    # Its dictionaries belong into the reading processes only; others hold messages, too.
    from mail_ingest.quotes import split_letter

    root, problems = split_message(raw)
    bodies = read_bodies(root)
    problems += [problem for problem in bodies.problems if problem not in problems]
    subject = decode_value(root.first("subject"))
    writer = _writer(root)
    text = bodies.text
    letter = split_letter(text, subject, writer, _recipients(root))
    if attached_forwards:
        letter = _attached_letter(root, bodies, letter, subject, attached_forwards) or letter
    attachments = tuple(_attachment(attached) for attached in bodies.attached)
    return Message(
        message_id=next(iter(parse_ids(root.first("message-id"))), None),
        in_reply_to=parse_ids(root.first("in-reply-to")),
        references=parse_ids(root.first("references")),
        from_name=writer[0],
        from_address=writer[1],
        reply_to=parse_addresses(root.first("reply-to")),
        to=_all_addresses(root, "to"),
        cc=_all_addresses(root, "cc"),
        subject=subject,
        date=_date(root, problems),
        headers=tuple((name, decode_value(value)) for name, value in root.headers),
        text=text,
        new_text=letter.new_text,
        quoted_text=letter.quoted_text,
        body=letter.body,
        signature=letter.signature,
        footer=letter.footer,
        html=bodies.html,
        attachments=attachments,
        forwarded=letter.forwarded,
        writer_name=letter.writer_name,
        writer_address=letter.writer_address,
        problems=tuple(problems),
    )


def _recipients(root: Part) -> frozenset[str]:
    return frozenset(address.lower() for _, address in _all_addresses(root, "to"))


def _attached_letter(root: Part, bodies: Bodies, letter: "Letter", subject: str, left: int) -> "Letter | None":
    """The letter of another that came as an attached message, where the text above only passes it on."""
    from mail_ingest.quotes import Letter, passes_on

    messages = [attached for attached in bodies.attached if attached.part.content_type == "message/rfc822"]
    if len(messages) != 1 or letter.forwarded or root.content_type == "multipart/report":
        return None
    if not passes_on(letter.new_text, subject):
        return None
    inner = _parse(messages[0].content, left - 1)
    if not inner.new_text:
        return None
    return Letter(
        new_text=inner.new_text,
        quoted_text="\n\n".join(text for text in (letter.new_text, letter.quoted_text, inner.quoted_text) if text),
        body=inner.body,
        signature=inner.signature,
        footer=inner.footer,
        forwarded=True,
        writer_name=inner.writer_name,
        writer_address=inner.writer_address,
    )


def _writer(root: Part) -> tuple[str | None, str | None]:
    for name in ("from", "sender", "reply-to", "return-path"):
        for display, address in parse_addresses(root.first(name)):
            return display, address or None
    return None, None


def _all_addresses(root: Part, wanted: str) -> tuple[tuple[str | None, str], ...]:
    return tuple(pair for value in root.all(wanted)[:10] for pair in parse_addresses(value))


def _date(root: Part, problems: list[str]) -> datetime | None:
    written = root.first("date")
    date = parse_date(written)
    if date is None:
        for value in root.all("received"):
            if date := parse_date(value.rpartition(b";")[2]):
                break
        problems.append("Wiadomość nie ma czytelnej daty nadania." if date is None else RECEIVED_DATE_PROBLEM)
    return date


def _attachment(attached: Attached) -> Attachment:
    part = attached.part
    content_id = decode_value(part.first("content-id")).strip("<> ") or None
    return Attachment(part.filename, part.content_type, attached.content, content_id)
