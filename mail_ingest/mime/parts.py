"""Raw bytes → a tree of MIME parts (RFC 2045, 2046), within fixed bounds.

The standard library's parser recurses per level and reads line by line, so that a hostile message can stop it or take
seconds; this one walks offsets into the raw bytes and so stays linear. It never raises.
"""

import binascii
import re
import string
from dataclasses import dataclass, field
from functools import cached_property

from mail_ingest.mime.headers import clean_name, parse_parameters

MAX_PARTS = 1_000
MAX_DEPTH = 50
MAX_MARKS = 200_000
"""Lines of a whole message that are looked at as possible boundaries."""
MAX_HEADER_BYTES = 512 * 1024
"""Of one part's header block; what goes beyond is left out."""
MAX_HEADERS = 2_000

_HEADER_LINE = re.compile(rb"([!-9;-~]{1,200})[ \t]*:(.*)", re.DOTALL)
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*+(?:[ \t]{1,100}[\r\n]++)*+(?:>?From [^\r\n]*(?:\r?\n|\r))?")
"""What stands above the headers and is none: a mark of UTF-8, empty lines, the line of an mbox (RFC 4155)."""
_BLANK_LINE = re.compile(rb"\r?\n\r*\n|\r\r")
_KNOWN_HEADER = re.compile(
    r"from|to|subject|date|received|message-id|mime-version|return-path|delivered-to|sender|cc|reply-to|content-.*",
    re.IGNORECASE,
)
_NOT_BASE64 = bytes(set(range(256)) - set(string.ascii_letters.encode() + string.digits.encode() + b"+/="))
_BASE64_LINE = re.compile(rb"^[A-Za-z0-9+/]{60,76}\r?$", re.MULTILINE)
_BASE64_THEN_TEXT = re.compile(
    rb"(\s*+(?:[A-Za-z0-9+/]{60,76}+\r?\n)*+(?:[A-Za-z0-9+/]{0,76}+={0,2}[ \t]*+\r?\n)?)"
    rb"\s*+[A-Za-z0-9+/=]*+[ \t]*+[^\r\n]"
)
"""Encoded lines, and below them a footer that a mailing list put there: a line of words or of signs that base64 has
not. Possessive all through, so that no text makes it slow."""
_PROSE = re.compile(rb"[^\s] [^\s]")
"""Base64 has no blanks within its lines; where there are many, the letter is not encoded at all."""
PROSE_BYTES = 10_000


@dataclass
class Part:
    """One MIME part: its headers (names as written, values raw and still folded) and either children or a body."""

    headers: list[tuple[str, bytes]]
    content_type: str
    parameters: dict[str, str]
    disposition: str
    filename: str | None
    raw_body: bytes = b""
    children: list["Part"] = field(default_factory=list)

    def all(self, name: str) -> list[bytes]:
        """The headers of this name (lower case), raw."""
        return self._named.get(name, [])

    def first(self, name: str) -> bytes:
        """The first header of this name (lower case), raw; empty where there is none."""
        return next(iter(self.all(name)), b"")

    @cached_property
    def _named(self) -> dict[str, list[bytes]]:
        named: dict[str, list[bytes]] = {}
        for name, value in self.headers:
            named.setdefault(name.lower(), []).append(value)
        return named

    @property
    def content(self) -> bytes:
        """The body with its transfer encoding undone."""
        return decode_transfer(self.raw_body, self.first("content-transfer-encoding"))


def split_message(raw: bytes) -> tuple[Part, list[str]]:
    """The part tree of a message and what could not be read of it (Polish)."""
    problems: list[str] = []
    splitter = _Splitter(raw, problems)
    beginning = _BEGINNING.match(raw)
    start = beginning.end() if beginning else 0
    return splitter.part(start, len(raw), depth=0, default_type="text/plain"), problems


def decode_transfer(body: bytes, encoding: bytes) -> bytes:
    """Undo a Content-Transfer-Encoding (RFC 2045, section 6); an unknown or broken one yields what can be had."""
    name = encoding.strip().strip(b'"').lower().split(b";")[0].split(b" ")[0]
    if name == b"base64":
        return _decode_base64(body)
    if name == b"quoted-printable":
        return binascii.a2b_qp(re.sub(rb"=[ \t]+(?=\r?\n)", b"=", body))
    if name in (b"x-uuencode", b"uuencode", b"x-uue", b"uue"):
        return _decode_uu(body)
    return body


def _decode_base64(body: bytes) -> bytes:
    if len(_PROSE.findall(body, 0, PROSE_BYTES)) * 25 > len(body[:PROSE_BYTES]):
        return body
    above = _BASE64_THEN_TEXT.match(body)
    if above and above[1].strip() and not _BASE64_LINE.search(body, above.end()):
        body = above[1]
    decoded = bytearray()
    # Some programs join separately encoded pieces; each ends with its own padding.
    for piece in re.findall(rb"[^=]+", body.translate(None, delete=_NOT_BASE64)):
        usable = piece[: len(piece) - 1] if len(piece) % 4 == 1 else piece
        decoded += binascii.a2b_base64(usable + b"=" * (-len(usable) % 4))
    return bytes(decoded)


def _decode_uu(body: bytes) -> bytes:
    decoded = bytearray()
    for line in body.splitlines():
        if line.startswith((b"begin ", b"end")) or not line.strip():
            continue
        try:
            decoded += binascii.a2b_uu(line)
        except binascii.Error:
            continue
    return bytes(decoded)


class _Splitter:
    def __init__(self, raw: bytes, problems: list[str]) -> None:
        self.raw = raw
        self.problems = problems
        self.count = 0
        self.marks_left = MAX_MARKS

    def part(self, start: int, end: int, depth: int, default_type: str) -> Part:
        self.count += 1
        headers, body_start = self._headers(start, end, depth)
        part = _describe(headers, default_type)
        if part.content_type.startswith("multipart/"):
            if depth >= MAX_DEPTH:
                self._note(f"Wiadomość ma ponad {MAX_DEPTH} poziomów zagnieżdżenia; głębszych nie odczytano.")
            else:
                part.children = self._children(part, body_start, end, depth)
        if not part.children:
            part.raw_body = self.raw[body_start:end]
            if part.content_type.startswith("multipart/"):
                part.content_type = "text/plain" if depth == 0 else "application/octet-stream"
        return part

    def _note(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def _headers(self, start: int, end: int, depth: int) -> tuple[list[tuple[str, bytes]], int]:
        raw = self.raw
        if raw.startswith((b"\r\n", b"\n"), start):
            return [], raw.index(b"\n", start) + 1
        block_end, body_start = _blank_line(raw, start, end)
        if block_end - start > MAX_HEADER_BYTES:
            self._note("Nagłówki wiadomości są nadmiernie długie; odczytano tylko ich początek.")
        block = raw[start : min(block_end, start + MAX_HEADER_BYTES)]
        headers, consumed = _read_headers(block)
        if depth == 0 and not any(_KNOWN_HEADER.fullmatch(name) for name, _ in headers):
            self._note("Wiadomość nie ma nagłówków.")
            return [], start
        if consumed < len(block):
            body_start = start + consumed
        return headers, body_start

    def _children(self, part: Part, start: int, end: int, depth: int) -> list[Part]:
        boundary = part.parameters.get("boundary", "").encode("utf-8", "surrogateescape").rstrip()
        marks = self._boundaries(boundary, start, end) if boundary else []
        if not marks:
            self._note("Części wiadomości są rozdzielone niezgodnie z zapowiedzią w nagłówku.")
            boundary = self._guess_boundary(start, end)
            marks = self._boundaries(boundary, start, end) if boundary else []
        default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
        children: list[Part] = []
        for index, (_, content_start, closing) in enumerate(marks):
            if closing:
                break
            if self.count >= MAX_PARTS:
                self._note(f"Wiadomość ma ponad {MAX_PARTS} części; dalszych nie odczytano.")
                break
            content_end = marks[index + 1][0] if index + 1 < len(marks) else end
            children.append(self.part(content_start, max(content_start, content_end), depth + 1, default))
        return children

    def _boundaries(self, boundary: bytes, start: int, end: int) -> list[tuple[int, int, bool]]:
        """(end of the content before, start of the content after, whether it closes) of each delimiter line."""
        raw, mark = self.raw, b"--" + boundary
        found: list[tuple[int, int, bool]] = []
        at = raw.find(mark, start, end)
        while at >= 0 and len(found) <= MAX_PARTS and self.marks_left > 0:
            self.marks_left -= 1
            after = at + len(mark)
            line_end = raw.find(b"\n", after, end)
            line_end = end if line_end < 0 else line_end
            rest = raw[after : min(line_end, after + 200)].strip()
            if (at == start or raw[at - 1] == 0x0A) and rest in (b"", b"--"):
                before = at - 1 if at > start else at
                before -= before > start and raw[before - 1] == 0x0D
                found.append((before, min(line_end + 1, end), rest == b"--"))
            at = raw.find(mark, after, end)
        return found

    def _guess_boundary(self, start: int, end: int) -> bytes:
        guess = re.compile(rb"^--([^\s-][^\r\n]{3,100}|-{2,}[^\s-][^\r\n]{2,100}?)[ \t]*\r?$", re.MULTILINE)
        for found in list(guess.finditer(self.raw, start, min(end, start + 100_000)))[:20]:
            after = self.raw[found.end() : found.end() + 120].lstrip()
            if after.lower().startswith(b"content-"):
                return found[1].rstrip()
        return b""


def _blank_line(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """Where the first blank line begins and ends; (end, end) without one."""
    if raw.find(b"\r", start, end) < 0:
        at = raw.find(b"\n\n", start, end)
        return (at, at + 2) if at >= 0 else (end, end)
    blank = _BLANK_LINE.search(raw, start, end)
    return blank.span() if blank else (end, end)


def _read_headers(block: bytes) -> tuple[list[tuple[str, bytes]], int]:
    """Header fields of a block and how many of its bytes they take; less than all where the letter begins at once."""
    headers: list[tuple[str, list[bytes]]] = []
    consumed = 0
    lines = block.splitlines(keepends=True)
    for index, line in enumerate(lines):
        if line[:1] in b" \t" and headers:
            headers[-1][1].append(line)
        elif match := _HEADER_LINE.match(line):
            if len(headers) < MAX_HEADERS:
                headers.append((match[1].decode("ascii"), [match[2]]))
        elif not headers or not any(_HEADER_LINE.match(below) for below in lines[index + 1 : index + 3]):
            break
        consumed += len(line)
    return [(name, b"".join(pieces)) for name, pieces in headers], consumed


def _describe(headers: list[tuple[str, bytes]], default_type: str) -> Part:
    named = {name.lower(): value for name, value in reversed(headers)}
    declared, parameters = parse_parameters(named.get("content-type", b""))
    disposition, disposition_parameters = parse_parameters(named.get("content-disposition", b""))
    content_type = declared.lower()
    if not re.fullmatch(r"[\w.+-]{1,100}/[\w.+-]{1,100}", content_type):
        content_type = "text/html" if "html" in content_type else "text/plain" if content_type else default_type
    filename = clean_name(disposition_parameters.get("filename") or parameters.get("name"))
    return Part(headers, content_type, parameters, disposition.lower(), filename)
