"""The bytes of a message or letter as a person reads them: its source, and its headers one by one."""

import re
from email.errors import MessageError
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser

from copapp.correspondence.compose import storable

SHOWN_BYTES = 100_000
"""Of a source; the rest is in the download."""
HEADER_BYTES = 65_536
MOST_HEADERS = 300
LONGEST_VALUE = 4_000
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


def readable(raw: bytes) -> str:
    """The beginning of a source as text; what no browser can draw is shown as a replacement character."""
    return CONTROLS.sub("\ufffd", raw[:SHOWN_BYTES].decode("utf-8", "replace").replace("\r\n", "\n"))


def is_cut(raw: bytes) -> bool:
    return len(raw) > SHOWN_BYTES


def headers(raw: bytes) -> list[tuple[str, str]]:
    """Name and value of each header in its order, unfolded and decoded (RFC 2047); of too many or too long ones the
    beginning."""
    start = len(raw) - len(raw[:HEADER_BYTES].lstrip(b"\r\n")) - len(raw[HEADER_BYTES:])
    head = _BLANK_LINE.split(raw[start : start + HEADER_BYTES], maxsplit=1)[0]
    said = BytesHeaderParser().parsebytes(head + b"\n\n")
    return [(_shown(name), _shown(_decoded(str(value)))) for name, value in said.items()[:MOST_HEADERS]]


def _decoded(value: str) -> str:
    value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return str(make_header(decode_header(value[:LONGEST_VALUE])))
    except (MessageError, LookupError, ValueError):
        return value


def _shown(text: str) -> str:
    return CONTROLS.sub("\ufffd", " ".join(storable(text).split()))[:LONGEST_VALUE]
