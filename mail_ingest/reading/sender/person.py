"""The person who writes: their name from signature, body or From header."""

import itertools
import re
from functools import lru_cache

from mail_ingest.reading.sender.names import is_first_name, is_surname, labels, same_person
from mail_ingest.reading.sender.organisation_names import find_names
from mail_ingest.reading.sender.organisation_words import FUNCTIONS
from mail_ingest.reading.words.folding import fold_text
from mail_ingest.reading.words.morphology import analyses, known, words

LONGEST = 20_000
"""Characters in which people are looked for."""
TITLES = frozenset(
    words(
        """
        mgr inz dr hab prof lek lic arch ks o s br bp abp kan pralat plk pplk kmdr szer kpr plut chor mlbryg stbryg
        ogn ppor por kpt mjr ppl gen sierz asp mlasp bryg st spocz rez w hm phm pwd cwik dh dha druh druhna adw r pr
        mec pan pani panowie p mr mrs ms miss sir rev fr ksiadz ojciec siostra brat radca prawny adwokat doktor
        profesor magister inzynier med wet mba phd msc ba ma jr sr пан пані
        """
    )
)
PARTICLES = frozenset(words("de du van von der den la le di da del dos bin al el ten"))
"""Small words inside a foreign surname ("Pieter van der Wit")."""
NAME_LABELS = frozenset({"imię", "nazwisko", "nazwa_geograficzna"})
_CLOSING_WORDS = frozenset(words("best wishes kind regards regards, thanks thanks, many yours warm cheers pozdrawiam"))
_NAMED_AFTER = re.compile(r"(?:\bim\.|\bimienia|\bśw\.|\bświęt\w+)\s*$", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"\b(?:nazywam się|nazywam sie|mam na imię|tu|z tej strony|my name is|i am|i'm|this is|мене звати|це|я)\s+"
    r"|\b(?:osoba (?:do kontaktu|kontaktowa|zgłaszająca)|imię i nazwisko|zgłaszając[ya]|zamawiając[ya]|contact)\s*:\s*",
    re.IGNORECASE,
)
_COUPLE = re.compile(
    r"\b([^\W\d_a-z][^\W\d_]+) (?:i|oraz|and|та|й) [^\W\d_a-z][^\W\d_]+ ([^\W\d_]+(?:-[^\W\d_]+)?)\s*$", re.MULTILINE
)
_MAIDEN_NAME = re.compile(r" [-–] ([^\W\d_a-z][^\W\d_]{2,}(?:ska|cka|dzka|wicz|czyk|czak|ak|ek|yk|uk|owa|ik|ka))\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:[-–][^\W\d_]+)?\.?")


def read_person(signature: str, body: str, display: str | None) -> tuple[str, str | None] | None:
    """(name as "First Last", verbatim evidence or None where only the From header has it), or None."""
    shown = _display_person(display)
    signed = _signed(signature, shown) or _introduced(body) or (None if shown else _mentioned(body, display))
    if signed is None:
        return (tidy_name(shown), None) if shown else None
    couple = _COUPLE.search(signature)
    evidence = couple[0].strip() if couple and signed not in signature else signed
    if " " not in signed or _is_initial(signed.split()[0]) or _is_initial(signed.split()[-1]):
        return _completed(signed, shown)
    if shown and fold_text(shown) == fold_text(signed):
        # The header keeps diacritics that a hurried signature drops.
        return tidy_name(signed if shown.isascii() else shown), evidence
    return tidy_name(signed), evidence


def _completed(signed: str, shown: str | None) -> tuple[str, str | None] | None:
    """A signature of one word or an initial, completed from the From header where that is of the same person."""
    if shown and " " in shown and not _is_initial(shown.split()[0]):
        return tidy_name(shown), None
    if shown and " " in shown and is_first_name(signed) and fold_text(shown)[0] == fold_text(signed)[0]:
        return tidy_name(f"{signed} {shown.split()[-1]}"), signed
    if shown and " " in shown:
        return tidy_name(shown), None
    return tidy_name(signed), signed


def _is_initial(word: str) -> bool:
    return len(word.strip(".")) == 1


def _display_person(display: str | None) -> str | None:
    if not display or "@" in display:
        return None
    plain = re.split(r"\s+(?:via|przez)\s+|\s*[|/(]\s*|\s+[-–]\s+", display.strip(" \"'"))[0]
    if "," in plain:
        last, _, first = plain.partition(",")
        if is_first_name(first.strip().split(" ")[0] if first.strip() else ""):
            plain = f"{first.strip()} {last.strip()}"
    named = find_person(plain) or _initial_and_surname(plain) or _unknown_person(plain)
    # "Fundacja Mak - Halina Wróbel": the person may be the later part.
    return named or find_person(display) or named_like_a_person(plain)


def named_like_a_person(text: str) -> str | None:
    """A first name and one more word, whatever it is: who else signs or calls themselves so."""
    parts = text.split()
    if len(parts) != 2 or not all(_WORD.fullmatch(part) and part[:1].isupper() for part in parts):
        return None
    return text if is_first_name(parts[0]) and not find_names(text) else None


def _unknown_person(text: str) -> str | None:
    """Two or three capitalised words that are neither an organisation nor Polish words: a name from elsewhere."""
    parts = text.split()
    named = [part for part in parts if part not in PARTICLES]
    if not 2 <= len(named) <= 3 or not all(_WORD.fullmatch(part) and part[:1].isupper() for part in named):
        return None
    if find_names(text) or _is_common(parts[0]) or any(part.isupper() for part in parts):
        return None
    return None if all(known(part.lower()) for part in parts) else text


def _is_common(word: str) -> bool:
    """Whether Polish has the word as a noun or adjective, and not as anyone's name ("Drukarnia")."""
    named = any(mark in ("imię", "nazwisko") for mark, _ in labels(word))
    return not named and any(tag.startswith(("subst", "adj")) for _, tag in analyses(word.lower()))


def _initial_and_surname(text: str) -> str | None:
    match = re.fullmatch(r"([^\W\d_])\.?\s+([^\W\d_]{3,}(?:-[^\W\d_]+)?)", text.strip())
    if match and is_surname(match[2]):
        return f"{match[1]}. {match[2]}"
    return text if re.fullmatch(r"[^\W\d_]{3,} [^\W\d_]\.?", text) and is_first_name(text.split()[0]) else None


def _signed(signature: str, shown: str | None) -> str | None:
    lines = [line for line in signature.split("\n") if line.strip()]
    for line in lines:
        for person in people(line):
            if same_person(person, shown):
                return person
        if shown and shown in line:
            return shown
    for line in lines:
        if (couple := _COUPLE.search(line)) and is_first_name(couple[1]):
            return f"{couple[1]} {couple[2]}"
        if first := find_person(line):
            return first
    for line in lines[:4]:
        alone = re.match(
            r"[\s,.!–-]*(?P<name>[^\W\d_]+(?: [^\W\d_]\.)?)(?: (?:i|and|та) [^\W\d_]+| ?\([^()]*\))?[\s,.!:)–-]*$", line
        )
        if alone and is_first_name(alone["name"].split()[0]) and fold_text(alone["name"]) not in TITLES:
            return alone["name"]
    for line in lines[:4]:
        if named := named_like_a_person(line.strip(" ,.!-–")):
            return named
    written = next((line.strip() for line in lines if not set(fold_text(line).split()) & _CLOSING_WORDS), "")
    return _unknown_person(written) if shown is None else None


def _introduced(body: str) -> str | None:
    for match in _INTRODUCES.finditer(body):
        behind = body[match.end() : match.end() + 60]
        if not behind[:1].isupper():
            continue
        person = next(iter(people(behind)), None)
        if person and behind.startswith(person):
            return person
    return None


def _mentioned(body: str, display: str | None) -> str | None:
    """A full name in the letter that shares its first name with a From header of one word."""
    if not display or not is_first_name(display.strip()):
        return None
    return next((person for person in people(body[:5_000]) if same_person(display, person)), None)


def find_person(text: str) -> str | None:
    """The first person's name in a short text, verbatim; None where there is none."""
    return next(iter(people(text)), None)


@lru_cache(maxsize=512)
def people(text: str) -> tuple[str, ...]:
    """Names of people in a line, as written, without titles: a first name with a surname beside it."""
    found: list[str] = []
    text = text[:LONGEST]
    tokens: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        if not _is_title(match[0]) or (tokens and match[0][:1].isupper() and is_first_name(tokens[-1][0])):
            tokens.append(match)
    tokens = [token for place, token in enumerate(tokens) if not _is_office(text, tokens[place : place + 3])]
    index = 0
    while index < len(tokens) - 1:
        named_after = _NAMED_AFTER.search(text, max(0, tokens[index].start() - 20), tokens[index].start())
        size = 0 if named_after else _name_size(text, tokens, index)
        if size:
            end = tokens[index + size - 1].end()
            found.append(text[tokens[index].start() : _second_surname(text, end)].rstrip("."))
            index += size
        else:
            index += 1
    return tuple(found)


def _second_surname(text: str, end: int) -> int:
    """Where a double surname ends that was written with spaces around its hyphen ("Anna Kos - Wiśniewska")."""
    second = _MAIDEN_NAME.match(text, end)
    if second is None or fold_text(second[1]) in FUNCTIONS or not _is_known_surname(second[1]):
        return end
    return second.end()


def _is_title(word: str) -> bool:
    """A title, unless it stands behind a first name, where it is a surname ("Józef Ćwik")."""
    return len(word) > 1 and fold_text(word).strip(".") in TITLES


def _is_office(text: str, ahead: list[re.Match[str]]) -> bool:
    """Whether the first of three words is an office before a full name ("Sołtys Ryszard Błaszczyk"), no surname."""
    if len(ahead) < 3 or fold_text(ahead[0][0]) not in FUNCTIONS or not _adjacent(text, ahead):
        return False
    return is_first_name(ahead[1][0]) and not is_first_name(ahead[0][0]) and ahead[2][0][:1].isupper()


def _name_size(text: str, tokens: list[re.Match[str]], index: int) -> int:
    """How many words from here on are one name; 0 where none begins here."""
    lower_case = text == text.lower()
    for size in (5, 4, 3, 2):
        chosen = tokens[index : index + size]
        if len(chosen) < size or not _adjacent(text, chosen):
            continue
        names = [token[0].strip(".") for token in chosen]
        if names[1] in PARTICLES and size > 2:
            names = [names[0], *(name for name in names[1:] if name not in PARTICLES)]
        elif size == 5:
            continue
        if not lower_case and not all(name[:1].isupper() for name in names):
            continue
        if _is_name(names, strict=lower_case):
            return size
    return 0


def _adjacent(text: str, chosen: list[re.Match[str]]) -> bool:
    return all(text[a.end() : b.start()].strip(" ") == "" for a, b in itertools.pairwise(chosen))


def _is_name(names: list[str], strict: bool) -> bool:
    *firsts, last = names
    if len(names) == 4 or len(names) < 2:
        return False
    if is_first_name(firsts[0]):
        middle_fits = all(is_first_name(name) or len(name) == 1 or name[:1].isupper() for name in firsts[1:])
        if len(names) == 3:
            return (is_first_name(names[1]) and is_surname(last)) or (len(names[1]) == 1 and last[:1].isupper())
        return middle_fits and (is_surname(last) if strict else _may_be_surname(last))
    return len(names) == 2 and is_first_name(last) and _is_known_surname(firsts[0])


def _may_be_surname(word: str) -> bool:
    """Any word may be a surname, save one that Polish knows, but not in the nominative ("Pawła", "Kaliszu")."""
    if len(word) < 2:
        return False
    shaped = word[:1].upper() + word[1:].lower()
    known = [tag for mark, tag in labels(shaped) if mark in NAME_LABELS]
    return is_surname(word) or not known or any(":nom" in tag.replace(".", ":") for tag in known)


def _is_known_surname(word: str) -> bool:
    shaped = word[:1].upper() + word[1:].lower()
    return any(mark == "nazwisko" for mark, _ in labels(shaped)) or is_surname(word)


def tidy_name(name: str) -> str:
    """A name with capitals where it was written without or in capitals only, first name first."""
    parts = re.sub(r"\s*[-–]\s*", "-", name).split()
    if len(parts) == 2 and not is_first_name(parts[0]) and is_first_name(parts[1]):
        parts = [parts[1], parts[0]]
    return " ".join("-".join(_capital(piece) for piece in part.split("-")) for part in parts)


def _capital(word: str) -> str:
    if word in PARTICLES:
        return word
    if word.islower() or (word.isupper() and len(word) > 2):
        return word[:1].upper() + word[1:].lower()
    return word
