"""The organisation that a letter is written for."""

import re

from mail_ingest.reading.sender.names import is_first_name, same_person
from mail_ingest.reading.sender.nominative import to_nominative
from mail_ingest.reading.sender.organisation_names import find_names, is_own_centre
from mail_ingest.reading.sender.organisation_spoken import (
    Organisation,
    nominative_of,
    read_labelled,
    read_spoken,
    read_unknown_kind,
)
from mail_ingest.reading.sender.organisation_words import FUNCTIONS, OFFICES
from mail_ingest.reading.sender.person import find_person
from mail_ingest.reading.sender.signature_lines import Piece, Role
from mail_ingest.reading.words.folding import fold_text
from mail_ingest.reading.words.morphology import analyses

_SUBJECT_OF = re.compile(r"\b(?:dla|od|wniosek|prosba|zapytanie|rezerwacj[ai]|zgloszenie|pismo|sprawa|w imieniu)\W*$")
"""What in a subject an organisation in the genitive stands behind."""


def read_organisation(
    pieces: list[Piece], body: str, subject: str, display: str | None, writer: str | None
) -> Organisation | None:
    """The organisation from signature, body or, where it plainly is one, the From header's display name.

    None where the letter names none. A firm below the signature counts only if nothing else is named.
    """
    signed = _signed(pieces)
    spoken = read_labelled(body) or read_spoken(body, writer)
    if signed and spoken:
        return _choose(signed, spoken)
    chosen = signed or spoken or _displayed(display, writer) or read_unknown_kind(body) or _firm(pieces)
    return chosen or _titled(subject)


def _choose(signed: Organisation, spoken: Organisation) -> Organisation:
    """The signature names it best, unless it gives but the kind, or the bare name, of what the letter spells out."""
    if (
        signed.name.isupper()
        and " " not in signed.name
        and _initials(spoken.name).startswith(fold_text(signed.name)[:3])
    ):
        return spoken
    signed_words, spoken_words = _significant(signed.name), _significant(spoken.name)
    spelt_out = (spoken.evidence or "")[:1].isupper() or len(signed_words) == 1
    if signed_words < spoken_words and spelt_out:
        return spoken
    return signed


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", fold_text(name)) if len(word) > 1)


def _significant(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold_text(name)) if len(word) > 2}


def _signed(pieces: list[Piece]) -> Organisation | None:
    named = [piece for piece in pieces if piece.role is Role.ORGANISATION and piece.named and piece.named.is_named]
    upright = next((piece for piece in named if piece.named and piece.named.is_nominative), None)
    strong = next((piece for piece in named if piece.named and piece.named.is_strong), None)
    chosen = upright or strong or next(iter(named), None)
    if chosen is not None:
        return _with_branch(_from_piece(chosen), chosen, pieces)
    for piece in pieces:
        if piece.role is Role.FUNCTION and piece.named is not None:
            return Organisation(to_nominative(piece.named.written), piece.named.written)
    person_line = min((piece.line for piece in pieces if piece.role is Role.PERSON), default=-1)
    for piece in pieces:
        if piece.role is Role.ORGANISATION and piece.line >= person_line:
            return _from_piece(piece)
    return None


def _with_branch(organisation: Organisation, piece: Piece, pieces: list[Piece]) -> Organisation:
    """With the branch that its line names behind a comma ("Związek Pszczelarzy, koło Opatówek")."""
    behind = pieces[pieces.index(piece) + 1 :][:1]
    if not behind or behind[0].line != piece.line or organisation.name != organisation.evidence:
        return organisation
    if not _BRANCH.match(behind[0].text):
        return organisation
    name = f"{organisation.name}, {behind[0].text}"
    return Organisation(name, name)


_BRANCH = re.compile(r"(?:koło|oddział|filia|okręg|region|sekcja)\s[A-ZĄĆĘŁŃÓŚŹŻ0-9]")


def _from_piece(piece: Piece) -> Organisation:
    written = _whole(piece)
    if piece.named is None:
        return Organisation(written, written)
    if re.match(r"(?:z|ze|od|w|we)\s", piece.text):
        return Organisation(to_nominative(piece.named.written), piece.named.written)
    if not piece.named.is_nominative:
        return Organisation(to_nominative(written), written)
    return Organisation(written, written)


def _whole(piece: Piece) -> str:
    """A signature's line is a name as a whole, also where running text would end it earlier."""
    text = " ".join(piece.text.split()).strip(" ,;.-–")
    if piece.named is not None and piece.named.start > 2 and _begins_name(text[: piece.named.start]):
        return text
    if piece.named is None or piece.named.start > 2:
        return piece.named.written if piece.named else text
    if re.search(r"\d{3,}|@|:", text[len(piece.named.written) :]):
        return piece.named.written
    return text


def _begins_name(before: str) -> bool:
    """Whether the words before the kind belong to the name ("Rugby Klub Kalisz"): no person, no office."""
    parts = before.split()
    return len(parts) <= 2 and all(
        part.isalpha()
        and part[0].isupper()
        and not is_first_name(part)
        and fold_text(part) not in OFFICES | FUNCTIONS
        and not any(tag.startswith("prep") for _, tag in analyses(part.lower()))
        for part in parts
    )


def _displayed(display: str | None, writer: str | None) -> Organisation | None:
    if not display or "@" in display:
        return None
    pieces = [
        piece.strip() for piece in re.split(r"\s+[-–|/]\s+|\s*[|()]\s*|,\s+", display.strip(" \"'")) if piece.strip()
    ]
    for piece in pieces:
        names = find_names(piece)
        if names and names[0].is_named and names[0].start <= 1 and not is_own_centre(piece):
            return Organisation(piece if names[0].end >= len(piece) - 1 or len(pieces) == 1 else names[0].written, None)
    whole = pieces[0] if pieces else ""
    parts = whole.split()
    if len(parts) < 2 or find_person(whole) or same_person(whole, writer) or is_own_centre(whole):
        return None
    if fold_text(parts[0]) in OFFICES | FUNCTIONS or not all(part[:1].isupper() or len(part) <= 3 for part in parts):
        return None
    return Organisation(whole, None) if not _could_be_person(parts) else None


def _could_be_person(parts: list[str]) -> bool:
    return any(is_first_name(part) for part in parts[:2]) or (
        len(parts) <= 3
        and not any(tag.startswith(("subst", "adj")) for part in parts for _, tag in analyses(part.lower()))
    )


def _firm(pieces: list[Piece]) -> Organisation | None:
    """A firm that signs and writes for itself; one that is only an employer stands in the footer."""
    firm = next((piece for piece in pieces if piece.role is Role.FIRM), None)
    if firm is None:
        return None
    name = " ".join(firm.text.split())
    return Organisation(name, name)


def _titled(subject: str) -> Organisation | None:
    """The subject, as a last resort: a full name in the nominative ("Rezerwacja - KGW Piekart"), or whose it is."""
    for named in find_names(subject):
        told = named.is_nominative or _SUBJECT_OF.search(fold_text(subject[: named.start]))
        if named.is_named and named.is_strong and told:
            return Organisation(nominative_of(named), named.written)
    return None
