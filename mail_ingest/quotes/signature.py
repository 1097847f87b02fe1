"""New text → the letter itself, the signature below it and what is appended below that."""

import itertools
import re
from dataclasses import dataclass

from mail_ingest.quotes.closings import is_closing, is_thanks, without_greeting
from mail_ingest.quotes.footers import is_boilerplate, is_program_line, is_rule
from mail_ingest.quotes.signers import MAX_SIGNATURE_LINE, MAX_SIGNATURE_LINES, may_sign, name_line, speaks_of_matter
from mail_ingest.quotes.wrapping import unwrap
from mail_ingest.reading.sender.names import is_first_name, is_person, same_person
from mail_ingest.reading.sender.organisation_names import find_names
from mail_ingest.reading.sender.person import people
from mail_ingest.reading.words.folding import fold_text

MAX_LINES = 1_000
"""Lines at the end of a letter in which signature and footers are looked for."""
HIGHEST_OWN_SIGNATURE = 8
"""Lines above a program's signature within which the writer's own begins."""
UNKNOWN_FOOTER_WORDS = 8
"""A shorter paragraph below a signature is an afterthought."""
_SENTENCE_END = re.compile(r"(?<=[.!?)])\s+(?=[^\W\d_])")
# What only a letter says, not a disclaimer ("prosimy o jej usunięcie").
_REQUEST = re.compile(
    r"^[^\w\n]*(?:dzien dobry|szanowni|witam|dear|добр"
    r"|pros(?:ze|imy) o (?!jej|jego|ich|niezwloczn|natychmiast|usuni|zniszcz|poinform|powiadom|zwrotn|skasow))",
    re.MULTILINE,
)
_POSTSCRIPT = re.compile(r"^\W*(?:p\.?\s?s\.?|post scriptum|dopisek|p\.\s?s)(?:\W|$)", re.IGNORECASE)


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
    lines = _without_program_line_on_top(new_text.split("\n"))
    if len(lines) > MAX_LINES:
        end = divide("\n".join(lines[-MAX_LINES:]), writer_name)
        return Divided("\n".join([*lines[:-MAX_LINES], end.body]), end.signature, end.footer)
    footer_at = _unknown_footer(lines[: _footer_start(lines)])
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
    return Divided("\n".join(unwrap(body)).strip("\n"), "\n".join(signature).strip("\n"), footer)


def _without_program_line_on_top(lines: list[str]) -> list[str]:
    """A telephone writes its line above the quote; where the answer stands below that, the line is left on top."""
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    if first < len(lines) and is_program_line(lines[first]) and any(map(str.strip, lines[first + 1 :])):
        return lines[first + 1 :]
    return lines


def _footer_start(lines: list[str]) -> int:
    """Where appended text begins; what follows it is not looked at, since boilerplate has no end mark."""
    seen_words = 0
    for index, line in enumerate(lines):
        if line.strip():
            if seen_words and is_program_line(line.strip()):
                return _after_program_line(lines, index)
            if seen_words and is_boilerplate(_paragraph(lines, index)) and not _asks_below(lines, index):
                return index
            seen_words += len(line.split())
    return len(lines)


def _unknown_footer(lines: list[str]) -> int:
    """Where a paragraph of no known wording follows a signature: it is appended, unless it asks for something."""
    for index in range(len(lines) - 1, -1, -1):
        if not is_closing(lines[index]) or is_thanks(lines[index]):
            continue
        end = next((i for i in range(index + 1, len(lines)) if not _signs(lines[i])), None)
        if (
            end is None
            or lines[end - 1].strip()
            or not 1 <= len(_filled(lines[index + 1 : end])) <= MAX_SIGNATURE_LINES
        ):
            break
        rest = "\n".join(lines[end:])
        if "?" in rest or speaks_of_matter(rest) or len(rest.split()) < UNKNOWN_FOOTER_WORDS:
            break
        if _REQUEST.search(fold_text(rest)) or any(map(_POSTSCRIPT.match, lines[end:])):
            break
        return end
    return len(lines)


def _signs(line: str) -> bool:
    return not line.strip() or may_sign(line)


def _paragraph(lines: list[str], index: int) -> str:
    """The line and up to three below it, to the next empty one."""
    return "\n".join(itertools.takewhile(str.strip, lines[index : index + 4]))


def _after_program_line(lines: list[str], index: int) -> int:
    """A program's line may stand above the letter's end (a reply below a quote): then only it would be cut."""
    return index if not _asks_below(lines, index) else len(lines)


def _asks_below(lines: list[str], index: int) -> bool:
    """Whether the letter plainly goes on below (a greeting, a request), so that this is no footer."""
    return bool(_REQUEST.search(fold_text("\n".join(lines[index + 1 :]))))


def _signature_start(lines: list[str], writer_name: str | None) -> int:
    start = _delimiter(lines)
    if start is None:
        start = _closing(lines, len(lines))
    if start is None:
        start = name_line(lines, writer_name, len(lines))
    else:
        start = _own_signature_above(lines, writer_name, start)
    return len(lines) if start is None else _keep_thanks(lines, _with_closings_above(lines, start))


def _own_signature_above(lines: list[str], writer_name: str | None, start: int) -> int:
    """The writer's own name or closing right above the signature that a program adds."""
    signers = {writer_name, *(name for line in lines[start:] for name in people(line))}
    closing, named = _closing(lines, start), name_line(lines, writer_name, start)
    if closing is not None and start - closing <= HIGHEST_OWN_SIGNATURE:
        start = closing
    if named is not None and 0 < start - named <= HIGHEST_OWN_SIGNATURE:
        above = " ".join(lines[named:start])
        if any(signer and same_person(name, signer) for name in people(above) for signer in signers):
            start = named
    return start


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
    below = 0
    for index in range(end - 1, -1, -1):
        if below > MAX_SIGNATURE_LINES:
            return None
        if is_closing(lines[index]):
            following = itertools.takewhile(_is_no_postscript, _filled(lines[index + 1 : end]))
            return index if all(map(may_sign, following)) else None
        below += bool(lines[index].strip())
    return None


def _is_no_postscript(line: str) -> bool:
    return not _POSTSCRIPT.match(line)


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
        first_name_alone = tail[:1].isupper() and " " not in tail.strip() and is_first_name(tail.strip(" .!,"))
        signs = same_person(name, writer_name) or (is_person(name) and _ends_letter(tail)) or first_name_alone
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
