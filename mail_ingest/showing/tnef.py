"""winmail.dat: what Outlook packs a message's text and files into, MS-OXTNEF; its property streams as MS-OXCDATA has
them. Never raises anything but NotShown; what is cut off gives what came before."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from mail_ingest.mime.charsets import decode_text
from mail_ingest.mime.html_text import html_to_text
from mail_ingest.showing.failure import NotShown

SIGNATURE = b"\x78\x9f\x3e\x22"
MAX_FILES = 200
MAX_PROPERTIES = 5_000

SUBJECT, BODY, ATTACHMENT_STARTS = 0x00018004, 0x0002800C, 0x00069002
ATTACHMENT_TITLE, ATTACHMENT_DATA, ATTACHMENT_PROPERTIES = 0x00018010, 0x0006800F, 0x00069005
MESSAGE_PROPERTIES = 0x00069003

PR_SUBJECT, PR_SENDER_NAME, PR_SENDER_ADDRESS = 0x0037, 0x0C1A, 0x0C1F
PR_BODY, PR_RTF_COMPRESSED, PR_HTML = 0x1000, 0x1009, 0x1013
PR_ATTACH_DATA, PR_ATTACH_NAME, PR_ATTACH_LONG_NAME = 0x3701, 0x3704, 0x3707

_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_OBJECT, _ANSI, _UNICODE, _BINARY = 0x0D, 0x1E, 0x1F, 0x102
_GUID_BYTES = 16


@dataclass
class Packed:
    """What a winmail.dat holds; `files` are (name, bytes)."""

    subject: str = ""
    sender: str = ""
    text: str = ""
    files: list[tuple[str, bytes]] = field(default_factory=list)


@dataclass
class _File:
    name: str = ""
    content: bytes = b""


def read_tnef(content: bytes) -> Packed:
    """Text and files of a winmail.dat.

    Raises:
        NotShown: it is none.
    """
    if not content.startswith(SIGNATURE):
        raise NotShown("To nie jest plik winmail.dat.")
    packed, files = Packed(), list[_File]()
    for number, value in _attributes(content):
        if number == SUBJECT:
            packed.subject = packed.subject or _ansi(value)
        elif number == BODY:
            packed.text = packed.text or _ansi(value)
        elif number == MESSAGE_PROPERTIES:
            _describe(packed, dict(_properties(value)))
        elif number == ATTACHMENT_STARTS and len(files) < MAX_FILES:
            files.append(_File())
        elif number == ATTACHMENT_TITLE and files:
            files[-1].name = files[-1].name or _ansi(value)
        elif number == ATTACHMENT_DATA and files:
            files[-1].content = value
        elif number == ATTACHMENT_PROPERTIES and files:
            _complete(files[-1], dict(_properties(value)))
    packed.files += [(file.name, file.content) for file in files if file.content]
    return packed


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, bytes) of each attribute: level, number, length, bytes, checksum."""
    at = 6
    while at + 9 <= len(content):
        number, length = struct.unpack_from("<II", content, at + 1)
        value = content[at + 9 : at + 9 + length]
        yield number, value
        at += 9 + length + 2


def _properties(stream: bytes) -> Iterator[tuple[int, bytes | str]]:
    """(id, first value) of each property; strings decoded, all else as bytes."""
    try:
        (count,) = struct.unpack_from("<I", stream, 0)
        at = 4
        for _ in range(min(count, MAX_PROPERTIES)):
            kind, number = struct.unpack_from("<HH", stream, at)
            at += 4
            if number >= 0x8000:
                at = _after_name(stream, at)
            value, at = _value(stream, at, kind)
            yield number, value
    except struct.error:
        return  # cut off


def _after_name(stream: bytes, at: int) -> int:
    """Past the name of a named property, which is a number or a text."""
    (is_text,) = struct.unpack_from("<I", stream, at + _GUID_BYTES)
    (length,) = struct.unpack_from("<I", stream, at + _GUID_BYTES + 4)
    return at + _GUID_BYTES + 8 + (_padded(length) if is_text else 0)


def _value(stream: bytes, at: int, kind: int) -> tuple[bytes | str, int]:
    several, kind = bool(kind & 0x1000), kind & 0x0FFF
    count = 1
    if several or kind in (_OBJECT, _ANSI, _UNICODE, _BINARY):
        (count,) = struct.unpack_from("<I", stream, at)
        at += 4
    first: bytes | str = b""
    for number in range(min(count, MAX_PROPERTIES)):
        if kind in _FIXED:
            length = padded = _FIXED[kind]
        else:
            (length,) = struct.unpack_from("<I", stream, at)
            at, padded = at + 4, _padded(length)
        if number == 0:
            first = _decoded(stream[at : at + length], kind)
        at += padded
    return first, at


def _decoded(value: bytes, kind: int) -> bytes | str:
    if kind == _UNICODE:
        return value.decode("utf-16-le", "replace").rstrip("\0")
    return _ansi(value) if kind == _ANSI else value


def _padded(length: int) -> int:
    return (length + 3) & ~3


def _ansi(value: bytes) -> str:
    return decode_text(value.split(b"\0", 1)[0], None)[0]


def _describe(packed: Packed, said: dict[int, bytes | str]) -> None:
    packed.subject = _text(said.get(PR_SUBJECT)) or packed.subject
    packed.sender = " ".join(filter(None, (_text(said.get(PR_SENDER_NAME)), _text(said.get(PR_SENDER_ADDRESS)))))
    html = said.get(PR_HTML)
    markup = decode_text(html, None)[0] if isinstance(html, bytes) else html
    packed.text = _text(said.get(PR_BODY)) or packed.text or (html_to_text(markup) if markup else "")
    rtf = said.get(PR_RTF_COMPRESSED)
    if isinstance(rtf, bytes) and (plain := decompressed_rtf(rtf)):
        packed.files.append(("treść wiadomości.rtf", plain))


def _complete(file: _File, said: dict[int, bytes | str]) -> None:
    file.name = _text(said.get(PR_ATTACH_LONG_NAME)) or file.name or _text(said.get(PR_ATTACH_NAME))
    content = said.get(PR_ATTACH_DATA)
    if isinstance(content, bytes) and content and not file.content:
        # A message within the message stands behind the 16 bytes of its interface's id.
        is_message = content[_GUID_BYTES:].startswith(SIGNATURE)
        file.content = content[_GUID_BYTES:] if is_message else content
        file.name = "winmail.dat" if is_message else file.name


def _text(value: bytes | str | None) -> str:
    return value if isinstance(value, str) else ""


RTF_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    b"SymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0"
    b"\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What the dictionary of every compressed RTF begins with (MS-OXRTFCP, 2.2.2.1)."""
MAX_RTF = 10_000_000


def decompressed_rtf(packed: bytes) -> bytes:
    """The RTF of a PR_RTF_COMPRESSED (MS-OXRTFCP, 3.1.3); as much as can be had, at most 10 MB."""
    if packed[8:12] == b"MELA":
        return packed[16 : 16 + MAX_RTF]
    if packed[8:12] != b"LZFu":
        return b""
    window = bytearray(RTF_START.ljust(4096, b"\0"))
    write, at, out = len(RTF_START), 16, bytearray()
    while at < len(packed) and len(out) < MAX_RTF:
        control, at = packed[at], at + 1
        for bit in range(8):
            pair = packed[at : at + (2 if control >> bit & 1 else 1)]
            at += len(pair)
            if not pair:
                return bytes(out)
            if not control >> bit & 1:
                piece = pair
            else:
                reference = int.from_bytes(pair, "big")
                start, length = reference >> 4, (reference & 15) + 2
                if len(pair) < 2 or start == write:
                    return bytes(out)
                piece = b""
            for index in range(len(piece) or length):
                byte = piece[0] if piece else window[(start + index) % 4096]
                out.append(byte)
                window[write] = byte
                write = (write + 1) % 4096
    return bytes(out)
