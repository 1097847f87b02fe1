"""A tree of MIME parts → the letter's text, its HTML and its attachments."""

import re
from dataclasses import dataclass, field

from mail_ingest.mime.charsets import decode_text
from mail_ingest.mime.html_text import has_data_rows, html_to_text, tidy_lines
from mail_ingest.mime.parts import Part, decode_transfer

MAX_TEXT = 1_000_000
"""Characters of one text part that are read; what follows stays in the raw message only."""
MAX_HTML_BYTES = 8_000_000

_HTML_START = re.compile(rb"\s*(?:<!doctype html|<html\b|<body\b|<div\b[^>]*>|<head\b)", re.IGNORECASE)
_ENCRYPTED = re.compile(r"application/(?:x-)?pkcs7-mime|application/pgp-encrypted")
_SEALED = "-----BEGIN PGP MESSAGE-----"
_NO_LETTERS = frozenset(
    ("text/calendar", "text/csv", "text/css", "text/vcard", "text/x-vcard", "text/directory", "text/rfc822-headers")
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_LIKELY_QUOTED_PRINTABLE = re.compile(rb"=(?:C[34]=[89AB][0-9A-F]|C5=[89AB][0-9A-F]|D[01]=[89AB][0-9A-F]|E2=80=)")
_LIKELY_BASE64 = re.compile(rb"\s*(?:[A-Za-z0-9+/]{60,76}\r?\n){2,}[A-Za-z0-9+/=]+\s*")


@dataclass(frozen=True)
class Attached:
    """A part kept as a file, and its MIME type as declared."""

    part: Part
    content: bytes


@dataclass
class Bodies:
    """What a part tree holds for reading."""

    texts: list[str] = field(default_factory=list)
    htmls: list[str] = field(default_factory=list)
    attached: list[Attached] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Characters of text found so far."""
        return sum(len(text) for text in self.texts)

    @property
    def text(self) -> str:
        return tidy_lines("\n\n".join(text.strip("\n") for text in self.texts if text.strip())[:MAX_TEXT])

    @property
    def html(self) -> str | None:
        return "\n".join(self.htmls) or None


def read_bodies(root: Part) -> Bodies:
    """All of a message's readable text, in order, and everything else as attachments."""
    found = Bodies()
    _collect(root, found)
    if not found.texts:
        _promote_text_file(found)
    sealed = any(_ENCRYPTED.fullmatch(attached.part.content_type) for attached in found.attached) and not found.text
    if sealed or found.text.startswith(_SEALED):
        _note(found, "Treść wiadomości jest zaszyfrowana i nie da się jej odczytać.")
    return found


def _collect(part: Part, found: Bodies) -> None:
    if part.children and part.content_type == "multipart/alternative":
        _collect_alternative(part, found)
    elif part.children:
        for index, child in enumerate(part.children):
            if index and part.content_type == "multipart/report":
                _attach(child, found)
            else:
                _collect(child, found)
    elif _is_letter(part) and found.length < MAX_TEXT:
        text, html = _read_text(part, found)
        found.texts.append(text)
        if html is not None:
            found.htmls.append(html)
    elif part.raw_body or part.filename:
        _attach(part, found)


def _collect_alternative(part: Part, found: Bodies) -> None:
    plain, rendered = Bodies(), Bodies()
    for child in part.children:
        if child.content_type == "text/plain" and _is_letter(child):
            _collect(child, plain)
        else:
            _collect(child, rendered)
    found.htmls += rendered.htmls
    found.attached += plain.attached + rendered.attached
    use_rendered = bool(rendered.texts) and (not plain.texts or _prefers_html(plain.text, rendered))
    chosen = rendered if use_rendered else plain
    found.texts += chosen.texts
    found.problems += chosen.problems


def _prefers_html(plain: str, rendered: Bodies) -> bool:
    text, letters = rendered.text, _letters(plain)
    if letters < 200 and _letters(text) > max(5 * letters, letters + 40):
        return True
    # The plain alternative of a table is a heap of cells: a row's day and hours would be torn apart.
    return any("<td" in html.lower() for html in rendered.htmls) and has_data_rows(text)


def _letters(text: str) -> int:
    return sum(map(len, re.findall(r"\w+", text)))


def _is_letter(part: Part) -> bool:
    if part.content_type not in ("text/plain", "text/html"):
        return False
    return part.disposition != "attachment" and not (part.filename and part.disposition != "")


def _read_text(part: Part, found: Bodies) -> tuple[str, str | None]:
    content = part.content
    if part.content_type == "text/html" or _HTML_START.match(content[:500]):
        return _read_html(part, content[:MAX_HTML_BYTES], found)
    content = _undo_hidden_encoding(part, content[: 4 * MAX_TEXT])
    text, problem = decode_text(content, part.parameters.get("charset"))
    _note(found, problem)
    if len(text) > MAX_TEXT:
        _note(found, "Treść wiadomości jest nadmiernie długa; odczytano tylko jej początek.")
        text = text[:MAX_TEXT]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if part.parameters.get("format", "").lower() == "flowed":
        text = unflow(text, part.parameters.get("delsp", "").lower() == "yes")
    return text, None


def _read_html(part: Part, content: bytes, found: Bodies) -> tuple[str, str]:
    meta = _META_CHARSET.search(content[:5_000])
    html, problem = decode_text(content, part.parameters.get("charset"), meta[1].decode("ascii") if meta else None)
    _note(found, problem)
    text = html_to_text(html)
    if len(text) > MAX_TEXT:
        _note(found, "Treść wiadomości jest nadmiernie długa; odczytano tylko jej początek.")
    return text[:MAX_TEXT], html


def unflow(text: str, delete_space: bool) -> str:
    """Paragraphs of format=flowed text put together again (RFC 3676)."""
    lines: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        stripped = line.lstrip(">")
        depth = len(line) - len(stripped)
        stripped = stripped[1:] if stripped.startswith(" ") else stripped
        flows = stripped.endswith(" ") and stripped != "-- "
        piece = stripped[:-1] if flows and delete_space else stripped
        if open_depth == depth and stripped != "-- ":
            lines[-1] += piece
        else:
            lines.append(("> " * depth + piece) if depth else piece)
        open_depth = depth if flows else -1
    return "\n".join(line if line == "-- " else line.rstrip() for line in lines)


def _undo_hidden_encoding(part: Part, content: bytes) -> bytes:
    """A transfer encoding that the headers do not name, where the text shows it plainly."""
    if part.first("content-transfer-encoding").strip().lower() in (b"base64", b"quoted-printable"):
        return content
    if len(_LIKELY_QUOTED_PRINTABLE.findall(content[:100_000])) >= 2 and content[:100_000].isascii():
        return decode_transfer(content, b"quoted-printable")
    if _LIKELY_BASE64.fullmatch(content[:200_000]):
        decoded = decode_transfer(content, b"base64")
        if b"\x00" not in decoded[:2_000]:
            return decoded
    return content


def _attach(part: Part, found: Bodies) -> None:
    if part.children:
        for child in part.children:
            _attach(child, found)
        return
    found.attached.append(Attached(part, part.content))


def _promote_text_file(found: Bodies) -> None:
    """A letter that was sent as a text file only is still the letter (and stays attached), as is text of a kind that
    few programs write (text/enriched, RFC 1896)."""
    for attached in found.attached:
        kind = attached.part.content_type
        if kind.startswith("text/") and kind not in _NO_LETTERS and attached.part.disposition != "attachment":
            text, html = _read_text(attached.part, found)
            found.texts.append(text)
            found.htmls += [html] if html is not None else []
            return


def _note(found: Bodies, problem: str | None) -> None:
    if problem and problem not in found.problems:
        found.problems.append(problem)
