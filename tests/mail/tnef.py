"""A winmail.dat for the tests, written as Outlook does (MS-OXTNEF)."""

import struct

SUBJECT, BODY, STARTS, TITLE, DATA, PROPERTIES = 0x00018004, 0x0002800C, 0x00069002, 0x00018010, 0x0006800F, 0x00069005
MESSAGE_PROPERTIES = 0x00069003
UNICODE, BINARY, OBJECT, INTEGER = 0x1F, 0x102, 0x0D, 0x03


def attribute(number: int, value: bytes, level: int = 1) -> bytes:
    checksum = sum(value) & 0xFFFF
    return struct.pack("<BII", level, number, len(value)) + value + struct.pack("<H", checksum)


def properties(*said: tuple[int, int, object]) -> bytes:
    """(type, id, value) of each; a named one (id from 0x8000) gets a name of text."""
    stream = struct.pack("<I", len(said))
    for kind, number, value in said:
        stream += struct.pack("<HH", kind, number)
        if number >= 0x8000:
            name = "Nazwa".encode("utf-16-le") + b"\0\0"
            stream += bytes(16) + struct.pack("<II", 1, len(name)) + name.ljust((len(name) + 3) & ~3, b"\0")
        if isinstance(value, int):
            stream += struct.pack("<I", value)
        else:
            content = value.encode("utf-16-le") + b"\0\0" if isinstance(value, str) else value
            assert isinstance(content, bytes)
            stream += struct.pack("<II", 1, len(content)) + content.ljust((len(content) + 3) & ~3, b"\0")
    return stream


def winmail(*attributes: bytes) -> bytes:
    return b"\x78\x9f\x3e\x22" + struct.pack("<H", 1) + b"".join(attributes)


def file(name: str, content: bytes) -> bytes:
    """The attributes of one attached file, its short name cut as Outlook does."""
    return (
        attribute(STARTS, bytes(14), 2)
        + attribute(TITLE, name[:8].encode("cp1250", "replace") + b"\0", 2)
        + attribute(DATA, content, 2)
        + attribute(PROPERTIES, properties((INTEGER, 0x3705, 1), (UNICODE, 0x8001, "x"), (UNICODE, 0x3707, name)), 2)
    )
