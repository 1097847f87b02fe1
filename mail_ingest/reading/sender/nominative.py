"""An organisation's inflected name → its nominative ("Kaliskiej Rady Seniorów" → "Kaliska Rada Seniorów")."""

import re

from mail_ingest.reading.sender.names import generate
from mail_ingest.reading.sender.organisation_words import ABBREVIATIONS, PLACES, TYPES, UKRAINIAN_GENITIVES
from mail_ingest.reading.words.morphology import analyses, fold

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|„[^”]*”|\"[^\"]*\"|\S+")

_ADMINISTRATIVE = ("rejonow", "miejsk", "powiatow", "wojewodzk", "okregow", "osiedlow", "terenow", "gminn", "regionaln")
"""Stems of adjectives that describe a branch, never the body it belongs to ("Oddziału Rejonowego …")."""
_CYRILLIC = re.compile(r"[а-яіїєґ]", re.IGNORECASE)


def _ukrainian(name: str) -> str:
    found = re.match(r"((?:[^\W\d_]+(?:ої|ого|ьої)\s+){0,2})([^\W\d_]+)(?=\W|$)", name)
    kind = UKRAINIAN_GENITIVES.get(fold(found[2])) if found else None
    if found is None or kind is None:
        return name
    adjectives = re.sub(r"ьої\b", "я", found[1])
    adjectives = re.sub(r"ої\b", "а", re.sub(r"ого\b", "ий", adjectives))
    kind = kind.capitalize() if found[2][:1].isupper() else kind
    result = adjectives + kind + name[found.end() :]
    return result[:1].upper() + result[1:]


def to_nominative(name: str) -> str:
    """The name with its kind, and the adjectives that agree with it, in the nominative; the rest as written.

    A name whose kind is no known Polish noun, or stands in the nominative already, comes back unchanged.
    """
    if _CYRILLIC.match(name):
        return _ukrainian(name)
    parts = _WORD.findall(name)
    head = next((i for i, part in enumerate(parts) if _is_kind(part)), None)
    if head is None or parts[head] in ABBREVIATIONS:
        return name
    reading = _head_reading(parts[head], parts[head - 1] if head else "")
    if reading is None:
        return name
    lemma, case, gender = reading
    if case == "nom":
        return name
    changed = list(parts)
    changed[head] = _cased(lemma, parts[head])
    for index in range(head - 1, -1, -1):
        if (form := _adjective(parts[index], case, gender)) is None:
            break
        changed[index] = form
    for index in range(head + 1, len(parts)):
        form = _adjective(parts[index], case, gender)
        if form is None or _belongs_to_next(parts, index, case):
            break
        changed[index] = form
    result = _rejoin(name, parts, changed)
    return result[:1].upper() + result[1:]


def _is_kind(part: str) -> bool:
    return part in ABBREVIATIONS or any(fold(lemma) in TYPES | PLACES for lemma, _ in analyses(part))


def _head_reading(word: str, before: str) -> tuple[str, str, str] | None:
    """(lemma, case, gender) of the kind: the case that an adjective before it shares, if any; nominative first."""
    readings: list[tuple[str, str, str]] = []
    for lemma, tag in analyses(word):
        fields = tag.split(":")
        if fields[0] != "subst" or "sg" not in fields[1].split(".") or fold(lemma) not in TYPES | PLACES:
            continue
        readings += [(lemma, case, fields[3].split(".")[0]) for case in fields[2].split(".")]
    agreeing = [reading for reading in readings if before and _adjective(before, reading[1], reading[2])]
    for case in ("nom", "gen", "inst", "loc", "dat", "acc"):
        for reading in agreeing or readings:
            if reading[1] == case:
                return reading
    return None


def _adjective(word: str, case: str, gender: str) -> str | None:
    """The nominative of an adjective that stands in this case and gender; None for any other word."""
    for lemma, tag in analyses(word):
        fields = tag.split(":")
        if fields[0] not in ("adj", "pact", "ppas") or "sg" not in fields[1].split("."):
            continue
        if case in fields[2].split(".") and gender in fields[3].split("."):
            return _cased(_nominative_form(lemma, gender, word), word)
    return None if analyses(word) else _guessed(word, gender)


def _guessed(word: str, gender: str) -> str | None:
    """The nominative of an adjective that was written without its diacritics ("Mlodziezowej" → "Mlodziezowa")."""
    if gender == "f" and word.endswith(("owej", "cznej", "skiej", "nnej")):
        return word.removesuffix("iej") + "a" if word.endswith("iej") else word.removesuffix("ej") + "a"
    if gender != "f" and word.endswith(("owego", "cznego", "skiego", "nnego")):
        stem = word.removesuffix("ego")
        return stem + ("e" if gender == "n" else "" if stem.endswith("i") else "y")
    return None


def _nominative_form(lemma: str, gender: str, word: str) -> str:
    for form, tag in generate(lemma):
        fields = tag.split(":")
        if fields[0] not in ("adj", "pact", "ppas") or "sg" not in fields[1].split(".") or "neg" in fields:
            continue
        if "nom" in fields[2].split(".") and gender in fields[3].split(".") and fields[4:5] not in (["com"], ["sup"]):
            return form
    return lemma if gender.startswith("m") else word


def _belongs_to_next(parts: list[str], index: int, case: str) -> bool:
    """Whether an adjective after the kind describes the noun after it ("Uniwersytetu Trzeciego Wieku")."""
    if index + 1 >= len(parts) or case != "gen" or fold(parts[index]).startswith(_ADMINISTRATIVE):
        return False
    own = _agreements(parts[index], ("adj",))
    return bool(own & _agreements(parts[index + 1], ("subst",)))


def _agreements(word: str, classes: tuple[str, ...]) -> set[tuple[str, str]]:
    """(number, gender) pairs in which a word can be a genitive."""
    found: set[tuple[str, str]] = set()
    for _, tag in analyses(word):
        fields = tag.split(":")
        if fields[0] in classes and len(fields) > 3 and "gen" in fields[2].split("."):
            found |= {(number, gender) for number in fields[1].split(".") for gender in fields[3].split(".")}
    return found


def _cased(form: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if like[:1].isupper() else form


def _rejoin(name: str, parts: list[str], changed: list[str]) -> str:
    result, position = [], 0
    for part, form in zip(parts, changed, strict=True):
        at = name.index(part, position)
        result += [name[position:at], form]
        position = at + len(part)
    return "".join(result) + name[position:]
