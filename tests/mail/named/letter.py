"""A letter that can be broken in one place, and what is to become of it."""

import hashlib
from dataclasses import dataclass
from email.header import Header

SAYS = "prosimy o świetlicę na środę 18 marca"
BODY = f"Dzień dobry,\n{SAYS} 2026 w godz. 17-19 dla 12 osób.\nJadwiga Wrona\n"
SENDER = "jadwiga@lokietek.example"
_HEADERS = {
    "from": b"From: Jadwiga Wrona <jadwiga@lokietek.example>",
    "to": b"To: cop@um.kalisz.pl",
    "subject": b"Subject: Zebranie",
    "date": b"Date: Mon, 9 Mar 2026 10:00:00 +0100",
}
_TYPE = {
    "content-type": b"Content-Type: text/plain; charset=utf-8",
    "content-transfer-encoding": b"Content-Transfer-Encoding: 8bit",
}


@dataclass(frozen=True)
class Named:
    """A message and what the intake must make of it: `is_` is the disposition of one that was read ("request",
    "automatic", "bulk"), else "quarantined" or "duplicate"; `says` stands in its new text, `told` in what staff are
    told of it, `files` are the names of its attachments (None: whatever they are)."""

    raw: bytes
    is_: str = "request"
    says: str = SAYS
    told: str = ""
    subject: str = "Zebranie"
    sender: str = SENDER
    files: tuple[str, ...] | None = ()


def letter(*lines: str | bytes, body: str | bytes = BODY, without: str = "", ends: bytes = b"\r\n") -> bytes:
    """A letter with these header lines, each in place of the usual one of its name; `without` names one left out.

    Its Message-ID comes of all the rest, so that no two letters share one by chance."""
    written = [line if isinstance(line, bytes) else line.encode() for line in lines]
    given = {line.partition(b":")[0].strip().lower().decode("latin-1") for line in written}
    usual = _HEADERS if "content-type" in given else _HEADERS | _TYPE
    head = [line for name, line in usual.items() if name not in given and name != without.lower()]
    content = body if isinstance(body, bytes) else body.replace("\n", ends.decode()).encode()
    if "message-id" not in given and without.lower() != "message-id":
        digest = hashlib.sha256(b"".join([*head, *written, content])).hexdigest()[:16]
        head.append(f"Message-ID: <{digest}@lokietek.example>".encode())
    head += written
    return ends.join(head) + ends + ends + content


def parts(*contents: str | bytes, kind: str = "mixed", lines: tuple[str, ...] = (), end: bool = True) -> bytes:
    """A multipart letter; each part is its headers, an empty line and its body."""
    written = [part if isinstance(part, bytes) else part.encode() for part in contents]
    body = b"".join(
        b"--granica\r\n" + part.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") + b"\r\n" for part in written
    )
    return letter(
        f'Content-Type: multipart/{kind}; boundary="granica"', *lines, body=body + (b"--granica--\r\n" if end else b"")
    )


def file(headers: str, content: bytes | str = b"%PDF-") -> bytes:
    """A part with these headers and this content."""
    return headers.encode() + b"\n\n" + (content if isinstance(content, bytes) else content.encode())


def encoded(text: str) -> str:
    """An encoded word (RFC 2047)."""
    return Header(text, "utf-8", maxlinelen=900).encode()


TEXT = f"Content-Type: text/plain; charset=utf-8\n\n{BODY}"
"""The letter as a part of a larger message."""
