"""Bytes of text → the text, whatever charset was declared.

Polish mail arrives as UTF-8, ISO-8859-2 or windows-1250, and the declaration is often missing or wrong; Ukrainian mail
as UTF-8, windows-1251 or KOI8-U. The candidates are judged by how plausible their letters are side by side.
"""

import codecs
import itertools
import re
import unicodedata
from functools import lru_cache

SINGLE_BYTE = ("cp1250", "iso8859-2", "cp1251", "koi8-u", "cp1252", "cp852")
"""What undeclared or wrongly declared 8-bit text may be, likeliest first."""

SAMPLE_WORDS = 400
"""Words with letters beyond ASCII that are looked at to judge a charset."""
SAMPLE_WORD = 200
"""Bytes of one such word."""

_NO_CHARSETS = frozenset(("punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"))
"""Codecs of Python that no mail is written in; to decode a megabyte of digits as Punycode takes minutes."""
_SINGLE_BYTE_FAMILIES = re.compile(r"^(iso8859-\d+|latin_?\d*|cp125\d|cp852|koi8[-_]\w+|mac[-_]\w+|hp[-_]roman8)$")
_POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_TYPOGRAPHY = frozenset("„”“‚’‘–—…«»§°•·½\xa0\xad€©®№×²³™")
_UKRAINIAN = frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")
_DOUBLE_ENCODED = re.compile(
    "[ÂÃÄÅĂĹâРСÐÑ][\x80-\xff‚„…†‡‰Š‹ŚŤŽŹ‘’“”•–—™š›śťžźˇ˘Ł¤Ą¦§¨Ş«¬®Ż°±˛ł´µ¶·¸ąş»ĽľżŒœŸ€ƒˆ˜ѓђѕіїј]"
)


def decode_text(content: bytes, *declared: str | None) -> tuple[str, str | None]:
    """The text of `content` and, where letters were lost or guessed at, what to tell staff (Polish), else None.

    `declared`: charset names as the message gives them, most trustworthy first; None and unknown ones are skipped.
    """
    codec_names = [name for name in (_codec(label) for label in declared) if name]
    text, problem = _decode(content, codec_names)
    if not text.isascii():
        text = repair_double_encoding(text)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
    unknown = [label for label in declared if label and not _codec(label)]
    if unknown and not content.isascii():
        problem = problem or f"Nieznane kodowanie znaków „{unknown[0][:40]}”, przyjęto najbardziej prawdopodobne."
    return text, problem


def repair_double_encoding(text: str) -> str:
    """UTF-8 that was taken for an 8-bit charset on its way ("zaĹ‚Ä…cznik", "Å¼aba") turned back into its letters."""
    if len(_DOUBLE_ENCODED.findall(text[:200_000])) == 0:
        return text
    best, best_score = text, plausibility(text[:20_000])
    for codec in ("cp1250", "cp1252", "iso8859-2", "cp1251"):
        repaired = _undo(text, codec)
        if repaired is not None and (score := plausibility(repaired[:20_000])) > best_score:
            best, best_score = repaired, score
    return best


def plausibility(text: str) -> float:
    """How much the letters beyond ASCII look like Polish or Ukrainian writing; higher is better, 0 for plain ASCII."""
    score = 0.0
    before = " "
    for char in text:
        if char >= "\x80":
            score += _letter_score(before, char)
        elif before >= "\x80" and char.isalpha() and not before.isalpha():
            score -= 1.0
        before = char
    return score


def _letter_score(before: str, char: str) -> float:
    if char in _POLISH:
        return 1.0 if char.islower() or not before.islower() else -2.0
    if char <= "\x9f" or char == "\ufffd" or "\ue000" <= char <= "\uf8ff":
        return -3.0
    if char in _TYPOGRAPHY:
        return 0.4 if not before.isalpha() or char in "”“’‘–—…«»\xa0" else -1.0
    if "Ѐ" <= char <= "ӿ":
        return _cyrillic_score(before, char)
    if char.isalpha():
        return 0.2 if char.islower() or not before.islower() else -2.0
    return -0.2 if unicodedata.category(char) in ("So", "Mn", "Cf", "Sk") and char > "℀" else -1.5


def _cyrillic_score(before: str, char: str) -> float:
    if before.isascii() and before.isalpha():
        return -2.0
    if char.isupper() and before.islower():
        return -2.0
    return 1.0 if char.lower() in _UKRAINIAN else 0.5 if char.lower() in "ёъыэ" else -1.0


@lru_cache(maxsize=256)
def _codec(label: str | None) -> str | None:
    if not label:
        return None
    cleaned = label.strip().strip("\"'").lower()[:60]
    cleaned = {"iso-8859-8-i": "iso-8859-8", "cp-1250": "cp1250", "utf8mb4": "utf-8", "unicode-1-1-utf-8": "utf-8"}.get(
        cleaned, cleaned
    )
    try:
        info = codecs.lookup(cleaned)
        if not info._is_text_encoding:
            return None
    except (LookupError, ValueError, UnicodeError):
        return None
    return None if info.name in _NO_CHARSETS else info.name


def _decode(content: bytes, declared: list[str]) -> tuple[str, str | None]:
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            text = content.decode(name, "replace").removeprefix("\ufeff")
            return text, _lost(text)
    stateful = next((name for name in declared if not _SINGLE_BYTE_FAMILIES.match(name)), None)
    if content.isascii():
        if stateful in (None, "ascii", "utf-8"):
            return content.decode("ascii"), None
    else:
        try:
            return content.decode("utf-8"), None
        except UnicodeDecodeError:
            mended = _with_surrogates(content) if b"\xed" in content else None
            if mended is not None:
                return mended, _lost(mended)
    if stateful not in (None, "ascii", "utf-8", "utf-7"):
        try:
            return content.decode(stateful), None
        except (UnicodeError, ValueError):
            pass
    return _judge(content, declared)


def _with_surrogates(content: bytes) -> str | None:
    """UTF-8 whose letters beyond the 16 bits were written as two (CESU-8, Unicode TR 26); of a half one U+FFFD."""
    try:
        return content.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    except UnicodeDecodeError:
        return None


def _judge(content: bytes, declared: list[str]) -> tuple[str, str | None]:
    whole, broken = _letters(content)
    # A few broken bytes in UTF-8 (a cut line, a converted dash) are no reason to take it for another charset.
    if whole > 3 * broken:
        return _wounded(content)
    # Letters that are UTF-8 by chance are few: with so many, it is a letter and a footer that a list put below it.
    return _judge_lines(content, declared) if 2 * whole >= broken else _single_byte(content, declared)


def _judge_lines(content: bytes, declared: list[str]) -> tuple[str, str | None]:
    """A text put together of lines in UTF-8 and lines in an 8-bit charset."""
    lines: list[str | None] = []
    others: list[bytes] = []
    for line in content.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(None)
            others.append(line)
    rest = b"\n".join(others)
    whole, broken = _letters(rest)
    text, problem = _wounded(rest) if whole > broken else _single_byte(rest, declared)
    decoded = iter(text.split("\n"))
    return "\n".join(next(decoded) if line is None else line for line in lines), problem


def _single_byte(content: bytes, declared: list[str]) -> tuple[str, str | None]:
    sample = _sample(content)
    singles = [name for name in declared if _SINGLE_BYTE_FAMILIES.match(name)]
    best, best_score = "", float("-inf")
    for name in dict.fromkeys((*singles, *SINGLE_BYTE)):
        score = plausibility(sample.decode(name, "replace")) + (0.5 if name in singles else 0.0)
        if score > best_score:
            best, best_score = name, score
    text = content.decode(best or "cp1250", "replace")
    return text, _lost(text)


def _wounded(content: bytes) -> tuple[str, str | None]:
    text = content.decode("utf-8", "replace")
    return text, _lost(text)


def _letters(content: bytes) -> tuple[int, int]:
    """How many letters beyond ASCII a text has as UTF-8, and how many it would lose."""
    as_utf8 = _sample(content).decode("utf-8", "replace")
    broken = as_utf8.count("\ufffd")
    return sum(1 for char in as_utf8 if char >= "\x80") - broken, broken


def _sample(content: bytes) -> bytes:
    beyond_ascii = (word[:SAMPLE_WORD] for word in content[:500_000].split() if not word.isascii())
    return b" ".join(itertools.islice(beyond_ascii, SAMPLE_WORDS))


def _lost(text: str) -> str | None:
    count = text.count("\ufffd")
    return f"Nie udało się odczytać {count} znaków treści." if count else None


def _undo(text: str, codec: str) -> str | None:
    pieces = []
    repaired = False
    for piece in re.split(r"([\x80-\U0010ffff]+)", text):
        if piece.isascii():
            pieces.append(piece)
            continue
        undone = _undo_run(piece, codec)
        repaired |= undone is not None
        pieces.append(piece if undone is None else undone)
    return "".join(pieces) if repaired else None


def _undo_run(run: str, codec: str) -> str | None:
    raw = bytearray()
    for char in run:
        try:
            raw += char.encode(codec)
        except UnicodeEncodeError:
            # Bytes that the 8-bit charset leaves undefined came through as control characters.
            if char > "\x9f":
                return None
            raw.append(ord(char))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
