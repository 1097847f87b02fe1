"""A signature's lines → what each piece of them is: a person, a function, an address, a number, or a name."""

import re
from dataclasses import dataclass
from enum import Enum

from mail_ingest.quotes.closings import is_closing
from mail_ingest.quotes.footers import is_boilerplate, is_firm, is_program_line, is_rule
from mail_ingest.reading.sender.names import is_first_name, labels, same_person
from mail_ingest.reading.sender.organisation_names import PLACE_LABELS, Named, find_names, is_own_centre
from mail_ingest.reading.sender.organisation_words import ABBREVIATIONS, FUNCTIONS, OFFICES
from mail_ingest.reading.sender.person import TITLES, named_like_a_person, people
from mail_ingest.reading.words.folding import fold_text
from mail_ingest.reading.words.morphology import analyses, lemmas, words

LONGEST_NAME = 140
LONGEST_LINE = 1_000


class Role(Enum):
    """What a piece of a signature is."""

    PERSON = "person"
    FUNCTION = "function"
    CONTACT = "contact"
    ADDRESS = "address"
    OFFICE = "office"
    ORGANISATION = "organisation"
    FIRM = "firm"
    OTHER = "other"


@dataclass(frozen=True)
class Piece:
    """A piece of a signature, verbatim, what it is, and the organisation named in it."""

    text: str
    role: Role
    line: int
    named: Named | None = None


_SPLIT = re.compile(r"\s*[|/•·;]\s+|\s+[|/•·]\s*|,\s+|\s+[-–—]\s+|\t+|\s{3,}")
_CONTACT = re.compile(
    r"^\W*(?:tel|telefon|kom|mob|mobile|phone|fax|faks|t|m|f|e|e-?mail|mail|www|http|https|ig|fb|facebook|instagram|nip|krs"
    r"|regon|konto|nr|rachunek|adres|skype|whatsapp|signal|messenger|тел|моб)\b\W*[.:]?|\S+@\S+|\bwww\.|https?://"
    r"|^\W*[\d +()/.-]{7,}\W*$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:\+|\(|\b)\d[\d ()/.-]{6,}\d")
_ADDRESS = re.compile(
    r"^\W*(?:ul|al|os|pl|plac|ulica|aleja|aleje|osiedle|вул|siedziba|adres)\b\.?|\b\d{2}-\d{3}\b",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\([^()\n]*\)")
_LABEL = re.compile(
    r"^\W*(?:organizacja|nazwa|podmiot|stanowisko|funkcja|imię i nazwisko|kontakt|osoba do kontaktu)\s*:\s*",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset(words("na i oraz w z ze dla do im pod przy nad of the and for ds rzecz"))


def signature_pieces(signature: str, writer: str | None) -> list[Piece]:
    """All pieces of a signature, top to bottom; closing phrases and rules are left out."""
    pieces: list[Piece] = []
    for number, line in enumerate(_joined_lines(signature)):
        if is_rule(line) or line.strip() in ("--", "-- ") or is_program_line(line) or is_boilerplate(line):
            continue
        line = _without_closing(line)
        for text in _split(line):
            pieces.append(_piece(text, number, writer))
    return pieces if signature != signature.lower() else list(map(_in_lower_case, pieces))


def _in_lower_case(piece: Piece) -> Piece:
    """A piece of a signature without capitals: any few words that are nothing else may be a name."""
    found = piece.text.split()
    if piece.role is not Role.OTHER or not 2 <= len(found) <= 6 or re.search(r"[\d!?:]", piece.text):
        return piece
    if _is_plain_word(found[0]) and found[0].upper() not in ABBREVIATIONS:
        return piece
    return Piece(piece.text, Role.ORGANISATION, piece.line)


def _joined_lines(signature: str) -> list[str]:
    """Lines, one that plainly runs on ("Stowarzyszenie na Rzecz" / "Osób …") joined with the next."""
    lines: list[str] = []
    for line in signature.split("\n"):
        stripped = line.strip()
        if not stripped or len(stripped) > LONGEST_LINE:
            continue
        if lines and _runs_on(lines[-1], stripped):
            lines[-1] = f"{lines[-1]} {stripped}"
        else:
            lines.append(stripped)
    return lines


def _runs_on(line: str, following: str) -> bool:
    if not find_names(line) or _PHONE.search(line) or _PHONE.search(following):
        return False
    last = fold_text(re.split(r"\W+", line.rstrip())[-1])
    if last in _SMALL_WORDS or following[0] in '„"«':
        return True
    return line != line.lower() and fold_text(following.split()[0].rstrip(".")) in _SMALL_WORDS


def _without_closing(line: str) -> str:
    if not is_closing(line):
        return line
    match = re.search(r"[,!.]?\s+(?=[A-ZĄĆĘŁŃÓŚŹŻА-ЯІЇЄҐ][^\W\d_]+\s)", line)
    rest = line[match.end() :] if match else ""
    return rest if people(rest) else ""


def _split(line: str) -> list[str]:
    label = _LABEL.match(line)
    line = line[label.end() :] if label else line
    without = _PARENTHESES.sub(" ", line) if not line.startswith("(") else ""
    bracketed = [inner for inner in _PARENTHESES.findall(line) if _names_organisation(inner)]
    texts = [text.strip(" ,;|•*_") for text in (*_SPLIT.split(without), *(inner.strip("()") for inner in bracketed))]
    return [piece for text in texts if text for piece in _apart(text)]


def _names_organisation(bracket: str) -> bool:
    inner = bracket.strip("() ")
    return any(name.is_named for name in find_names(inner)) or (" " in inner and _looks_like_name(inner))


def _apart(text: str) -> list[str]:
    """A person and what follows on the same line without a mark ("Jan Nowak prezes", "Ola Kot 600 100 200")."""
    phone = _PHONE.search(text)
    if phone and phone.start() > 3 and not _CONTACT.match(text):
        label = re.compile(r"\W*\b(?:tel|kom|telefon|mob|nr|тел)\w*\W*$", re.IGNORECASE)
        before = label.sub("", text[: phone.start()]).strip(" ,:/-–")
        return [*(_apart(before) if before else []), text[phone.start() :]]
    for person in people(text):
        at = text.index(person)
        before, after = text[:at].strip(" ,:/"), text[at + len(person) :].strip(" ,:/-–")
        if after and find_names(after) and not find_names(text[: at + len(person)]):
            return [piece for piece in (before, person, after) if piece]
        whole = any(name.is_named for name in find_names(before))
        if before and after == "" and whole and fold_text(before.split()[0]) not in FUNCTIONS:
            return [before, person]
        break
    return [text]


def _piece(text: str, line: int, writer: str | None) -> Piece:
    role, named = _role(text, writer)
    return Piece(text, role, line, named)


def _role(text: str, writer: str | None) -> tuple[Role, Named | None]:
    names = [name for name in find_names(text) if name.is_named or name.start == 0]
    if is_own_centre(text):
        return Role.OTHER, None
    if _CONTACT.search(text) and not (names and names[0].start == 0):
        return Role.CONTACT, None
    if is_firm(text):
        return Role.FIRM, None
    if _is_person(text, writer):
        return Role.PERSON, None
    first = _first_word(text)
    if first in FUNCTIONS or _first_lemma(text) & FUNCTIONS or (not names and _last_word(text) in FUNCTIONS):
        return Role.FUNCTION, next((name for name in names if name.is_named), None)
    if names and names[0].start <= 2:
        if first in OFFICES and not names[0].is_named:
            return Role.OFFICE, None
        return Role.ORGANISATION, names[0]
    if _ADDRESS.search(text):
        return Role.ADDRESS, None
    if first in OFFICES:
        return Role.OFFICE, names[0] if names and names[0].is_named else None
    if names and names[0].is_named:
        return Role.ORGANISATION, names[0]
    return (Role.ORGANISATION if _looks_like_name(text) else Role.OTHER), None


def _is_person(text: str, writer: str | None) -> bool:
    named = people(text)
    if named:
        rest = text.replace(named[0], " ")
        others = [fold_text(word).strip(".") for word in re.findall(r"[^\W\d_]+\.?", rest)]
        return all(word in TITLES or word in FUNCTIONS for word in others)
    if find_names(text):
        return False
    if named_like_a_person(text):
        return True
    return same_person(text, writer) or (len(text.split()) == 1 and is_first_name(text.strip(".,!")))


def _first_word(text: str) -> str:
    match = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)?", text)
    return fold_text(match[0]) if match else ""


def _last_word(text: str) -> str:
    return fold_text(re.split(r"\W+", text.strip(" .,"))[-1])


def _first_lemma(text: str) -> set[str]:
    match = re.search(r"[^\W\d_]+", text)
    return set(lemmas(match[0])) if match and match[0].islower() else set()


def _looks_like_name(text: str) -> bool:
    """Capitals throughout, save small words, and neither a place nor a sentence ("Seniorzy na Fali")."""
    found = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    if not found or len(text) > LONGEST_NAME or re.search(r"\d{3,}|[!?:]", text):
        return False
    if people(text) or (is_first_name(found[0]) and len(found) > 2 and found[1] in ("i", "and", "та")):
        return False
    if not found[0][:1].isupper() or not all(word != word.lower() or len(word) <= 3 for word in found):
        return False
    if len(found) == 1:
        word = found[0]
        return len(word) > 3 and not _is_place(word) and not is_first_name(word) and not _is_plain_word(word)
    return any(fold_text(word).startswith("kalisk") or not _is_place(word) for word in found)


def _is_place(word: str) -> bool:
    return any(mark in PLACE_LABELS for mark, _ in labels(word))


def _is_plain_word(word: str) -> bool:
    return any(
        tag.startswith(("fin", "impt", "adv", "qub", "part", "inf", "praet", "interj")) for _, tag in analyses(word)
    )
