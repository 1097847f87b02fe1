"""Header fields → their meaning: encoded words (RFC 2047), parameters (RFC 2231), addresses, dates, ids (RFC 5322)."""

import binascii
import email.utils
import re
from datetime import UTC, datetime
from urllib.parse import unquote_to_bytes

from mail_ingest.mime.charsets import decode_text

MAX_VALUE = 100_000
"""Bytes of one header value that are looked at."""
MAX_ADDRESSES = 500
MAX_NAME = 320
"""Characters of a display name, and of an address (RFC 3696)."""
MAX_IDS = 200

_FOLD = re.compile(rb"\r?\n[ \t]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*?)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(=\?[^?\s]{1,60}\?[bBqQ]\?)")
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,100})\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)', re.DOTALL)
_ESCAPED = re.compile(r"\\([\\\"])")
_SECTION = re.compile(r"^([^*]+)(?:\*(\d{1,4}))?(\*)?$")
_ADDRESS_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.){0,2000}"|<[^<>]{0,1000}>|=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,2000}\?=|[,;:]|[^",;:<=]+|.'
)
_ANGLE = re.compile(r"<([^<>]*)>")
_ADDRESS = re.compile(r"[^\s<>\"',;:()]{1,100}@[^\s<>\"',;:()]{1,200}")
_ROUTE = re.compile(r"^@[^:]{1,900}:")
"""Of RFC 822: the servers that a letter to this address was to pass."""
_QUOTED_LOCAL = re.compile(r'"[^"]{1,70}"@')
_ID = re.compile(r"<([^<>\s]{1,900})>")


def decode_value(raw: bytes) -> str:
    """A header value as people read it: unfolded, decoded, without control characters."""
    return _clean(decode_words(_unfold(raw)))


def decode_words(value: str) -> str:
    """Encoded words (RFC 2047) in a string turned into text; neighbours of one charset are decoded as one, since
    programs cut them within a letter."""
    if "=?" not in value:
        return value
    pieces: list[str | tuple[str, bytes]] = []
    position = 0
    joined = _BETWEEN_WORDS.sub(r"\1\2", value) if value.count("=?") > 1 else value
    for match in _ENCODED_WORD.finditer(joined):
        if match.start() > position:
            pieces.append(joined[position : match.start()])
        charset, content = match[1].split("*")[0].lower(), _word_bytes(match[2], match[3])
        last = pieces[-1] if pieces else None
        if isinstance(last, tuple) and last[0] == charset:
            pieces[-1] = (charset, last[1] + content)
        else:
            pieces.append((charset, content))
        position = match.end()
    pieces.append(joined[position:])
    return "".join(piece if isinstance(piece, str) else decode_text(piece[1], piece[0])[0] for piece in pieces)


def parse_parameters(raw: bytes) -> tuple[str, dict[str, str]]:
    """A structured value ("text/plain; charset=utf-8") as its first token and its parameters, names in lower case.

    RFC 2231 continuations and charsets are put together; encoded words and raw 8-bit letters in values, which the
    standard does not allow and programs write, are decoded too.
    """
    value = _unfold(raw[:MAX_VALUE])
    first = value.split(";", 1)[0].strip()
    sections: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAMETER.finditer(value[:20_000]):
        name = _SECTION.match(match[1].lower())
        text = match[2].strip()
        if text.startswith('"') and text.endswith('"') and len(text) > 1:
            text = _ESCAPED.sub(r"\1", text[1:-1]) if "\\" in text else text[1:-1]
        if name:
            sections.setdefault(name[1], []).append((int(name[2] or 0), bool(name[3]), text.strip('"')))
    return first, {name: _clean(_join_sections(parts)) for name, parts in sections.items()}


def parse_addresses(raw: bytes) -> tuple[tuple[str | None, str], ...]:
    """The mailboxes of an address header (RFC 5322, 3.4) as (display name or None, address); broken ones as far as
    they can be had. The library's parser takes seconds for long or nested values."""
    found: list[tuple[str | None, str]] = []
    for written in _mailboxes(_unfold(raw[:MAX_VALUE])):
        angle = _ANGLE.search(written)
        name = written[: angle.start()] if angle else ""
        address = angle[1] if angle else written
        comment = written.find("(", written.find("@")) if not angle and written.rstrip().endswith(")") else -1
        if comment > 0:
            name, address = written[comment:].strip()[1:-1], written[:comment]
        address = re.sub(r"^\([^()]*\)", "", address.strip())
        address = _ROUTE.sub("", re.sub(r"\s", "", _clean(decode_words(address)))).strip("<>',;:")
        address = address if _QUOTED_LOCAL.match(address) else address.strip("<>'\",;:")
        name = _clean(decode_words(_unquote(name))).strip(" \"'")
        if "@" not in address:
            guess = _ADDRESS.search(written)
            name, address = (name, guess[0]) if guess else (name or _clean(decode_words(_unquote(written))), "")
        if address or name:
            found.append((name[:MAX_NAME] or None, address[:MAX_NAME]))
    return tuple(dict.fromkeys(found))


def _mailboxes(value: str) -> list[str]:
    """The value cut at its commas, those within quotes and brackets left alone; "Nowak, Jan <a@b>" stays one."""
    pieces: list[str] = []
    current: list[str] = []
    has_address = False
    for token in _ADDRESS_TOKEN.findall(value):
        if token == ":" and not has_address:
            # The name of a group: only its members are addresses.
            current = []
        elif token == ";" or (token == "," and has_address):
            pieces.append("".join(current))
            current, has_address = [], False
            if len(pieces) >= MAX_ADDRESSES:
                break
        else:
            current.append(token)
            has_address = has_address or ("@" in token and token[0] != '"')
    pieces.append("".join(current))
    return [piece for piece in pieces if piece.strip()]


def _unquote(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name).replace('"', " ").strip() if '"' in name or "\\" in name else name


def parse_date(raw: bytes) -> datetime | None:
    """A Date header as an aware datetime; None where it says no usable moment."""
    value = decode_value(raw[:500])
    try:
        moment = email.utils.parsedate_to_datetime(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment if 1990 <= moment.astimezone(UTC).year <= 2100 else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def parse_ids(raw: bytes) -> tuple[str, ...]:
    """Message ids of In-Reply-To or References, with their angle brackets, in order, each once."""
    value = _clean(_unfold(raw[:MAX_VALUE]))
    found = [f"<{name}>" for name in _ID.findall(value)]
    if not found and (bare := value.strip().strip("<>")) and " " not in bare and len(bare) < 900:
        found = [f"<{bare}>"]
    return tuple(dict.fromkeys(found))[-MAX_IDS:]


def clean_name(name: str | None) -> str | None:
    """A file name without path and control characters; None where nothing is left."""
    if not name:
        return None
    return re.split(r"[/\\]", _clean(name).strip())[-1].strip()[:255] or None


def _unfold(raw: bytes) -> str:
    value = raw[:MAX_VALUE].strip()
    if b"\n" in value:
        value = _FOLD.sub(b" ", value)
    return value.decode("ascii") if value.isascii() else decode_text(value)[0]


def _clean(value: str) -> str:
    return (value if value.isprintable() else _CONTROL.sub(" ", value)).strip()


def _word_bytes(encoding: str, content: str) -> bytes:
    raw = content.encode("utf-8")
    if encoding in "bB":
        usable = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
        usable = usable[:-1] if len(usable) % 4 == 1 else usable
        return binascii.a2b_base64(usable + b"=" * (-len(usable) % 4))
    return binascii.a2b_qp(raw.replace(b"_", b" "), header=False)


def _join_sections(parts: list[tuple[int, bool, str]]) -> str:
    if len(parts) == 1 and not parts[0][1]:
        return decode_words(parts[0][2])
    extended = [part for part in parts if part[1]] or parts
    if len({number for number, _, _ in parts}) == 1 and len(parts) > 1:
        parts = extended[:1]
    charset, content = None, bytearray()
    for index, (_, encoded, text) in enumerate(sorted(parts)):
        if encoded and index == 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        content += unquote_to_bytes(text) if encoded else text.encode("utf-8")
    return decode_text(bytes(content), charset)[0]
