"""New text → the letter itself, the signature below it and what is appended below that."""

import itertools
import re
from dataclasses import dataclass

from mail_ingest.quotes.closings import is_closing, is_thanks, without_greeting
from mail_ingest.quotes.footers import is_boilerplate, is_program_line, is_rule
from mail_ingest.reading.folding import fold_text
from mail_ingest.reading.morphology import words
from mail_ingest.reading.names import is_first_name, is_person, same_person
from mail_ingest.reading.organisation_names import find_names
from mail_ingest.reading.organisation_words import FUNCTIONS
from mail_ingest.reading.sender_person import people

MAX_LINES = 1_000
"""Lines at the end of a letter in which signature and footers are looked for."""
MAX_SIGNATURE_LINES = 20
MAX_SIGNATURE_LINE = 110
"""A longer line is a sentence of the letter, unless it gives addresses and numbers."""
LONGEST_CONTACT_LINE = 400

_SENTENCE_END = re.compile(r"(?<=[.!?)])\s+(?=[^\W\d_])")
_POSTSCRIPT = re.compile(r"^\W*(?:p\.?\s?s\.?|post scriptum|dopisek|p\.\s?s)(?:\W|$)", re.IGNORECASE)
_CONTACT = re.compile(
    r"\b(?:tel|telefon|kom|mobile|mob|phone|fax|faks|e-?mail|nip|krs|regon|www|http|адреса|тел|ul|al|os|pl)\b|@"
    r"|\+?\d[\d ()/-]{7,}\d|\b\d{2}-\d{3}\b",
    re.IGNORECASE,
)


# A form's field ("Sala: duża") is the letter's own matter; these are a signature's.
_LABELLED = re.compile(r"\W*([a-z][a-z -]{1,30}?)\s*:\s*\S")
_CONTACT_LABELS = frozenset(
    words(
        """
        t m e f tel telefon telefony kom komorka mobile mob phone fax faks email e-mail mail nip krs regon
        www strona adres ul konto nr numer rachunek ig fb facebook instagram skype whatsapp prezes prezeska
        sekretarz skarbnik koordynator koordynatorka przewodniczacy przewodniczaca kontakt organizacja nazwa
        stanowisko funkcja biuro siedziba dyzury imie osoba sekretariat kierownik dyrektor opiekun mobilny
        web http https ps p
        """
    )
)


@dataclass(frozen=True)
class Divided:
    """The three parts of new text; each may be empty."""

    body: str
    signature: str
    footer: str


def divide(new_text: str, writer_name: str | None) -> Divided:
    """Split new text; `writer_name` is the From header's display name, if it has one."""
    if writer_name and find_names(writer_name):
        writer_name = None
    lines = new_text.split("\n")
    if len(lines) > MAX_LINES:
        end = divide("\n".join(lines[-MAX_LINES:]), writer_name)
        return Divided("\n".join([*lines[:-MAX_LINES], end.body]), end.signature, end.footer)
    footer_at = _footer_start(lines)
    footer = "\n".join(lines[footer_at:]).strip("\n")
    lines = lines[:footer_at]
    while lines and (not lines[-1].strip() or is_rule(lines[-1])):
        lines.pop()
    signature_at = _signature_start(lines, writer_name)
    body, signature = lines[:signature_at], lines[signature_at:]
    postscript = next((i for i, line in enumerate(signature) if _POSTSCRIPT.match(line)), len(signature))
    body, signature = body + signature[postscript:], signature[:postscript]
    if not signature:
        body, signature = _inline_signature(body, writer_name)
    return Divided("\n".join(body).strip("\n"), "\n".join(signature).strip("\n"), footer)


def _footer_start(lines: list[str]) -> int:
    """Where appended text begins; what follows it is not looked at, since boilerplate has no end mark."""
    seen_words = 0
    for index, line in enumerate(lines):
        if line.strip():
            paragraph = _paragraph(lines, index)
            if seen_words and is_program_line(line.strip()):
                return _after_program_line(lines, index)
            if seen_words and is_boilerplate(paragraph) and not _asks_below(lines, index):
                return index
            seen_words += len(line.split())
    return len(lines)


def _paragraph(lines: list[str], index: int) -> str:
    """The line and up to three below it, to the next empty one."""
    return "\n".join(itertools.takewhile(str.strip, lines[index : index + 4]))


def _after_program_line(lines: list[str], index: int) -> int:
    """A program's line may stand above the letter's end (a reply below a quote): then only it would be cut."""
    return index if not _asks_below(lines, index) else len(lines)


def _asks_below(lines: list[str], index: int) -> bool:
    """Whether the letter plainly goes on below (a greeting, a request), so that this is no footer."""
    below = "\n".join(lines[index + 1 :])
    return bool(re.search(r"^\W*(?:dzień dobry|szanowni|witam|prosz[ęe] o|prosimy o|dear|добр)", below, re.I | re.M))


def _signature_start(lines: list[str], writer_name: str | None) -> int:
    start = _delimiter(lines)
    if start is None:
        start = _closing(lines, len(lines))
        if start is None:
            start = _name_line(lines, writer_name, len(lines))
    else:
        above = _closing(lines, start)
        start = above if above is not None and start - above <= 8 else start
        named = _name_line(lines, writer_name, start)
        start = named if named is not None and start - named <= 8 else start
    return len(lines) if start is None else _keep_thanks(lines, _with_closings_above(lines, start))


def _keep_thanks(lines: list[str], start: int) -> int:
    """Where a letter says nothing but "thank you", that is its text and not its closing."""
    if len(re.findall(r"\w+", without_greeting(fold_text("\n".join(lines[:start])[:500])))) >= 3:
        return start
    while start < len(lines) and (not lines[start].strip() or is_thanks(lines[start])):
        start += 1
    return start


def _delimiter(lines: list[str]) -> int | None:
    for index in range(len(lines) - 1, -1, -1):
        if lines[index] in ("-- ", "--", "—", "- -") and len(_filled(lines[index + 1 :])) <= MAX_SIGNATURE_LINES:
            return index
    return None


def _filled(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()]


def _closing(lines: list[str], end: int) -> int | None:
    """The last closing phrase that only a signature follows."""
    for index in range(end - 1, -1, -1):
        following = _filled(lines[index + 1 : end])
        if len(following) > MAX_SIGNATURE_LINES:
            return None
        if is_closing(lines[index]):
            return (
                index
                if all(_may_sign(line) or _POSTSCRIPT.match(line) for line in _until_postscript(following))
                else None
            )
    return None


def _until_postscript(lines: list[str]) -> list[str]:
    return lines[: next((i for i, line in enumerate(lines) if _POSTSCRIPT.match(line)), len(lines))]


def _may_sign(line: str) -> bool:
    """Whether a line could stand in a signature: short, no sentence with a request."""
    stripped = line.strip()
    if len(stripped) > LONGEST_CONTACT_LINE or stripped.endswith("?"):
        return False
    label = _LABELLED.match(fold_text(stripped))
    if label and label[1].split()[0] not in _CONTACT_LABELS:
        return False
    if len(stripped) > MAX_SIGNATURE_LINE and not _CONTACT.search(stripped):
        return False
    found = stripped.split()
    lower = sum(1 for word in found if word[:1].islower() and len(word) > 2)
    return len(found) <= 8 or lower <= 6 or bool(_CONTACT.search(stripped) and len(found) <= 16)


def _name_line(lines: list[str], writer_name: str | None, end: int) -> int | None:
    """The last line that gives the writer's name, with only signature-like lines below it."""
    for index in range(end - 1, max(-1, end - 1 - 2 * MAX_SIGNATURE_LINES), -1):
        line = lines[index].strip()
        if not line:
            continue
        if not _may_sign(line):
            return None
        if _names_writer(line, writer_name) and not _is_listed(lines, index, writer_name):
            return _with_organisation_above(lines, _named_higher(lines, index, writer_name))
    return None


def _named_higher(lines: list[str], index: int, writer_name: str | None) -> int:
    """A line above that is the writer's name alone, where the one found only bears it ("Kancelaria Jan Nowak")."""
    for above in range(index - 1, max(-1, index - 5), -1):
        line = lines[above].strip()
        if not line or not _may_sign(line):
            break
        if same_person(line, writer_name) and is_person(line):
            return above
    return index


def _names_writer(line: str, writer_name: str | None) -> bool:
    """Whether a line begins with a person's name: the writer's, or another that nothing but functions precedes."""
    head = re.split(r"\s*[,;|/–—-]\s+|\s{3,}|\s*\(", line, maxsplit=1)[0]
    is_address = "@" in head or len(re.findall(r"\d", head)) > 4
    if len(head.split()) <= 6 and not is_address and (same_person(head, writer_name) or is_person(head)):
        return True
    if len(line.split()) <= 6 and head[:1].isupper() and " " not in head and line != head and is_first_name(head):
        return True
    if len(line) > MAX_SIGNATURE_LINE or line.endswith((".", ":")) or len(named := people(line)) != 1:
        return False
    return len(line[: line.index(named[0])].split()) <= 3


def _is_listed(lines: list[str], index: int, writer_name: str | None) -> bool:
    """Whether a name that is not the writer's stands in a list of people rather than under a letter."""
    if same_person(lines[index], writer_name) or any(same_person(name, writer_name) for name in people(lines[index])):
        return False
    above = next((line.strip() for line in reversed(lines[:index]) if line.strip()), "")
    return above.endswith((":", ",", ";")) or (
        len(above) <= MAX_SIGNATURE_LINE and is_person(above.lstrip("-*•0123456789.) "))
    )


def _with_organisation_above(lines: list[str], index: int) -> int:
    """The organisation's own line right above the name belongs to the signature ("KGW Piekart" / "Jan Nowak")."""
    start = index
    for above in range(index - 1, max(-1, index - 4), -1):
        line = lines[above].strip()
        if not line:
            return start
        if _signs_too(line):
            start = above
            continue
        if not _is_organisation_line(line):
            # Between the letter's last sentence and the name.
            return start if line.endswith((".", "?", "!")) else index
        start = above
    return index


def _is_organisation_line(line: str) -> bool:
    names = find_names(line)
    if len(line) > 90 or line.endswith((".", "?", "!", ":", ",")) or not names or names[0].start > 10:
        return False
    return names[-1].end >= len(line) - 12


def _signs_too(line: str) -> bool:
    """Another signer's line, or that of the board for which they sign."""
    found = set(re.findall(r"[a-z]+", fold_text(line)))
    return len(line) <= 80 and bool(found & FUNCTIONS) and (bool(people(line)) or len(found) <= 3)


def _with_closings_above(lines: list[str], start: int) -> int:
    index = start - 1
    while index >= 0 and (not lines[index].strip() or is_closing(lines[index])):
        if lines[index].strip():
            start = index
        index -= 1
    return start


def _inline_signature(body: list[str], writer_name: str | None) -> tuple[list[str], list[str]]:
    """A name (and number) that ends the letter's last line, behind its last sentence."""
    at = next((i for i in range(len(body) - 1, -1, -1) if body[i].strip()), None)
    if at is None:
        return body, []
    last = body[at]
    for match in reversed(list(_SENTENCE_END.finditer(last, max(0, len(last) - 3 * MAX_SIGNATURE_LINE)))[-4:]):
        tail = last[match.end() :]
        name = " ".join(re.split(r"[\s,;/|]+", tail)[:2])
        signs = same_person(name, writer_name) or (is_person(name) and _ends_letter(tail))
        if signs and len(tail) <= MAX_SIGNATURE_LINE:
            return [*body[:at], last[: match.start()]], [tail]
    return _named_at_the_end(body, at, writer_name)


def _named_at_the_end(body: list[str], at: int, writer_name: str | None) -> tuple[list[str], list[str]]:
    """The writer's full name behind the last comma ("…, z góry dziękuję, Jan Nowak 600 100 200")."""
    last = body[at]
    tail_from = max(0, len(last) - MAX_SIGNATURE_LINE)
    for name in people(last[tail_from:]):
        start = last.rindex(name)
        before = last[:start].rstrip()
        if " " in name and same_person(name, writer_name) and before.endswith((",", ".", "!", "-", "–", ";", ")")):
            return [*body[:at], before.rstrip(" ,-–;")], [last[start:]]
    return body, []


def _ends_letter(tail: str) -> bool:
    return len(tail.split()) <= 10 and not re.search(r"[.!?]\s+\S", fold_text(tail))
