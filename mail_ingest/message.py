"""Bytes as they arrived → a `Message`: headers, new text, quoted text, attachments.

Nothing here raises on any input: what can't be read is said in `Message.problems`, in Polish, since staff read it.
"""

import email
import email.policy
import email.utils
from dataclasses import dataclass
from datetime import datetime


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
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


def parse_message(raw: bytes) -> Message:
    """Read any bytes as a message."""
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    part = parsed.get_body(("plain", "html"))
    text = part.get_content() if part is not None else ""
    name, address = email.utils.parseaddr(str(parsed["from"] or ""))
    date = parsed["date"]
    return Message(
        message_id=parsed["message-id"],
        in_reply_to=tuple(str(parsed["in-reply-to"] or "").split()),
        references=tuple(str(parsed["references"] or "").split()),
        from_name=name or None,
        from_address=address or None,
        reply_to=(),
        to=(),
        cc=(),
        subject=str(parsed["subject"] or ""),
        date=date.datetime if date else None,
        headers=tuple((key, str(value)) for key, value in parsed.items()),
        text=text,
        new_text=text,
        quoted_text="",
        body=text,
        signature="",
        footer="",
        html=None,
        attachments=(),
        forwarded=False,
        writer_name=name or None,
        writer_address=address or None,
        problems=(),
    )
