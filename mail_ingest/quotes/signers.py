"""The lines of a signature: who signs, and what may stand beside them."""

import re

from mail_ingest.reading.sender.names import is_first_name, is_person, same_person
from mail_ingest.reading.sender.organisation_names import find_names
from mail_ingest.reading.sender.organisation_words import FUNCTIONS
from mail_ingest.reading.sender.person import TITLES, people
from mail_ingest.reading.words.folding import fold_text
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.sought import Sought

MAX_SIGNATURE_LINES = 20
MAX_SIGNATURE_LINE = 110
"""A longer line is a sentence of the letter, unless it gives addresses and numbers."""
LONGEST_CONTACT_LINE = 400

_CONTACT = re.compile(
    r"\b(?:tel|telefon|kom|mobile|mob|phone|fax|faks|e-?mail|nip|krs|regon|www|http|адреса|тел|ul|al|os|pl)\b|@"
    r"|\+?\d[\d ()/-]{7,}\d|\b\d{2}-\d{3}\b",
    re.IGNORECASE,
)


# A form's field ("Sala: duża") is the letter's own matter; these are a signature's.
_LABELLED = re.compile(r"\W*([a-z][a-z -]{1,30}?)\s*:\s*\S")
# What a letter is about; a signature names days and hours only beside a number or as office hours.
_MATTER = Sought(
    r"""\b(?:pros(?:ze|imy)|poprosz\w+|chcial\w+|potrzeb\w+|rezerw\w+|zarezerw\w+|termin\w*|sal[aeiy]|salke
        |odwoluj\w+|przenies\w+
    |osob|godz\w*|poniedzial\w+|wtor(?:ek|ku|ki)|srod[aey]|czwart(?:ek|ku|ki)|piat(?:ek|ku|ki)|sobot[aey]
    |niedziel[aei]
    |\d{1,2}\.?\ (?:stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|wrzesnia|pazdziernika|listopada
    |grudnia)
    |please|need|book|room|monday|tuesday|wednesday|thursday|friday|saturday|sunday|прошу|просимо|зал[аиу]?)\b""",
    re.VERBOSE,
)
_REACHED = re.compile(r"\d[\d ()/-]{6,}\d|\b(?:czynn\w+|dyzur\w*|biuro|otwart\w+|dzwoni\w+|open)\b|@")
# What a plain-text alternative shows for a logo or a link.
_PICTURE = re.compile(r"^[\[<][^\[\]<>]{1,200}[\]>]$")
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


_BEFORE_SIGNER = frozenset(
    words("za zarzad zarzadu w imieniu z up osoba do kontaktu kontakt podpis podpisal podpisala")
)


def name_line(lines: list[str], writer_name: str | None, end: int) -> int | None:
    """The last line that gives the writer's name, with only signature-like lines below it."""
    for index in range(end - 1, max(-1, end - 1 - 2 * MAX_SIGNATURE_LINES), -1):
        line = lines[index].strip()
        if not line:
            continue
        if not may_sign(line):
            return None
        is_alone = (
            is_first_name(line.strip(" .,!-"))
            and line[:1].isupper()
            and not any(map(str.strip, lines[index + 1 : end]))
        )
        if (is_alone or _names_writer(line, writer_name)) and not _is_listed(lines, index, writer_name):
            return _with_organisation_above(lines, _named_higher(lines, index, writer_name))
    return None


def speaks_of_matter(text: str) -> bool:
    """Whether a text has words of what letters to the Centre are about: rooms, days, requests."""
    return bool(_MATTER.search(fold_text(text)))


def may_sign(line: str) -> bool:
    """Whether a line could stand in a signature: short, no sentence with a request."""
    stripped = line.strip()
    if len(stripped) > LONGEST_CONTACT_LINE or stripped.endswith("?"):
        return False
    if _PICTURE.match(stripped):
        return True
    folded = fold_text(stripped)
    if speaks_of_matter(stripped) and not _REACHED.search(folded) and not find_names(stripped):
        return False
    label = _LABELLED.match(folded)
    if label and label[1].split()[0] not in _CONTACT_LABELS:
        return False
    if len(stripped) > MAX_SIGNATURE_LINE and not _CONTACT.search(stripped):
        return False
    found = stripped.split()
    lower = sum(1 for word in found if word[:1].islower() and len(word) > 2)
    return len(found) <= 8 or lower <= 6 or bool(_CONTACT.search(stripped) and len(found) <= 16)


def _named_higher(lines: list[str], index: int, writer_name: str | None) -> int:
    """A line above that is the writer's name alone, where the one found only bears it ("Kancelaria Jan Nowak")."""
    for above in range(index - 1, max(-1, index - 5), -1):
        line = lines[above].strip()
        if not line or not may_sign(line):
            break
        if same_person(line, writer_name) and is_person(line):
            return above
    return index


def _names_writer(line: str, writer_name: str | None) -> bool:
    """Whether a line begins with a person's name: the writer's, or another that nothing but functions precedes."""
    head = re.split(r"\s*[,;|/–—-]\s+|\s{3,}|\s*\(", line, maxsplit=1)[0]
    is_address = "@" in head or len(re.findall(r"\d", head)) > 4
    if not is_address and (_is_writer_alone(head, writer_name) or is_person(head)):
        return True
    if len(line.split()) <= 6 and head[:1].isupper() and " " not in head and line != head and is_first_name(head):
        return True
    named = people(line)
    if len(named) == 2 and re.fullmatch(
        rf"{re.escape(named[0])} (?:i|oraz|and|та) {re.escape(named[1])}", line.strip(" ,.")
    ):
        return True
    if len(line) > MAX_SIGNATURE_LINE or line.endswith((".", ":")) or len(named) != 1:
        return False
    before = line[: line.index(named[0])].strip(" ,-–/")
    return _are_titles(before) or _is_organisation_line(before)


def _is_writer_alone(head: str, writer_name: str | None) -> bool:
    """Whether a text is the writer's name with nothing but titles and functions beside it."""
    if len(head.split()) > 7 or not same_person(head, writer_name):
        return False
    own = {fold_text(word) for word in re.findall(r"[^\W\d_]+", writer_name or "")}
    return _are_titles(" ".join(word for word in re.findall(r"\w+", head) if fold_text(word) not in own))


def _are_titles(text: str) -> bool:
    found = re.findall(r"\w+", fold_text(text))
    known = FUNCTIONS | TITLES | _BEFORE_SIGNER
    return all(word in known or len(word) == 1 or is_first_name(word) for word in found)


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
