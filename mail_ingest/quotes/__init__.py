"""The text of a message → what its writer wrote now, and what is history, signature or footer."""

from dataclasses import dataclass

from mail_ingest.mime.html_text import tidy_lines
from mail_ingest.quotes.forwards import Origin, forwarded_letter, passes_on
from mail_ingest.quotes.history import separate
from mail_ingest.quotes.signature import divide

__all__ = ["Letter", "passes_on", "split_letter"]


@dataclass(frozen=True)
class Letter:
    """The parts of a message's text; see `mail_ingest.message.Message`."""

    new_text: str
    quoted_text: str
    body: str
    signature: str
    footer: str
    forwarded: bool
    writer_name: str | None
    writer_address: str | None


def split_letter(
    text: str, subject: str, writer: tuple[str | None, str | None], own_addresses: frozenset[str] = frozenset()
) -> Letter:
    """Split a message's text, lines ended by "\\n".

    `writer`: display name and address of the From header. `own_addresses`: lower-case addresses that the message was
    sent to: a letter of theirs that follows without an answer above it is our own history, not a forward.
    """
    separated = separate(text.split("\n"))
    origin = forwarded_letter(separated, subject, Origin(*writer), own_addresses)
    if origin is not None:
        new_lines, quoted_lines, origin_writer = origin
        writer = (origin_writer.name, origin_writer.address)
    else:
        new_lines, quoted_lines = separated.new, separated.quoted
    new_text = tidy_lines("\n".join(new_lines))
    parts = divide(new_text, writer[0])
    return Letter(
        new_text=new_text,
        quoted_text=tidy_lines("\n".join(quoted_lines)),
        body=parts.body,
        signature=parts.signature,
        footer=parts.footer,
        forwarded=origin is not None,
        writer_name=writer[0],
        writer_address=writer[1],
    )
