"""What a parsed message becomes in the database: its content key, and text that both databases take."""

import hashlib
import json
from typing import Any

from copapp.correspondence.compose import storable
from mail_ingest.message import Message

LONGEST_ID = 500
LONGEST_ADDRESS = 320
LONGEST_LINE = 2_000
LONGEST_TEXT = 2_000_000
MOST_REFERENCES = 100


def content_key(message: Message, missing_bytes: int = 0) -> str:
    """A digest of what the message says: Message-ID, From, Date, Subject, text and attachments as decoded.

    Trace headers and transfer encodings have no part in it, so that one message that came by two routes has one key.
    `missing_bytes` tells apart messages over the size limit, of which only the headers are known.
    """
    said = [message.message_id]
    said += [_squeezed(message.header(name)) for name in ("from", "date", "subject")]
    said += [_squeezed(message.text), str(missing_bytes)]
    for file in message.attachments:
        said += [file.filename, file.content_type, hashlib.sha256(file.content).hexdigest()]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def identifier(message_id: str | None) -> str | None:
    """A Message-ID as it is kept: of an endless one the beginning and a digest, for no index takes it whole."""
    if not message_id:
        return None
    text = storable(message_id)
    if len(text) <= LONGEST_ID:
        return text
    return f"{text[: LONGEST_ID - 70]}…{hashlib.sha256(text.encode()).hexdigest()}"


def line(text: str | None, limit: int = LONGEST_LINE) -> str:
    """One line of a header, storable, at most `limit` characters."""
    return storable(text or "")[:limit]


def body(text: str) -> str:
    """A text of a message, storable; the source keeps what lies behind the limit."""
    return storable(text[:LONGEST_TEXT])


def storable_json(value: Any) -> Any:
    """A reading in its JSON form, with every text in it storable."""
    try:
        if b"\\u0000" not in json.dumps(value, ensure_ascii=False).encode():
            return value
    except UnicodeEncodeError:
        pass  # half of a surrogate pair
    return _storable_piecewise(value)


def _storable_piecewise(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(key): _storable_piecewise(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_storable_piecewise(item) for item in value]
    return value


def _squeezed(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())
