"""Which known organisation a sender writes for: by register number, else by e-mail address; a name only proposes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlmodel import Session

from copapp.organisations import queries
from copapp.organisations.models import Organisation
from copapp.polish import without_diacritics

SAME = 100.0
ALIKE = 86.0
"""Of 100, how alike two names must be: one letter in a short name, another form or order of words in a long one."""
SHORTEST_PART = 6
"""Letters that a name must have to be proposed where it is only a part of another."""
MOST = 3
FEWEST_DIGITS = 3
"""Of a number before it is looked up."""
FORMS = re.compile(
    r"(stowarzyszeni|fundacj|towarzystw|klub|zwiaz|spoldzielni|grup|oddzial|kalisk|kalisz)\w*"
    r"|kol[oae]|(u|m|l)?ks|osp|im(ienia)?|na|dla|\w"
)
"""Words that many names share: alone they make no two names alike."""


@dataclass(frozen=True)
class Claim:
    """What a sender says of who writes. Identifiers are digits only; all may be empty."""

    name: str = ""
    nip: str = ""
    krs: str = ""
    regon: str = ""
    email: str = ""


@dataclass(frozen=True)
class Match:
    """A known organisation that may be the sender's. `reason` says why, in Polish: „ten sam NIP”."""

    organisation: Organisation
    reason: str


def find_senders(session: Session, claims: Sequence[Claim]) -> list[Organisation | None]:
    """For each claim the known organisation that the sender surely writes for, else None.

    Identifiers that point at two organisations, or at another one than the address does, prove nothing. An address that
    writes for several organisations proves the one whose name stands in the letter.
    """
    writing = queries.by_emails(session, [claim.email for claim in claims])
    return [_proven(session, claim, writing.get(claim.email.lower(), ())) for claim in claims]


def _proven(session: Session, claim: Claim, of_address: Iterable[Organisation]) -> Organisation | None:
    numbered = {each.id: each for each in queries.by_identifiers(session, claim.nip, claim.krs, claim.regon)}
    writing = {each.id: each for each in of_address}
    if numbered:
        agreed = numbered if not writing else {key: numbered[key] for key in numbered.keys() & writing.keys()}
        return _only(numbered) if len(numbered) == 1 and agreed else None
    return _only(writing) or _only(
        {key: each for key, each in writing.items() if likeness(claim.name, each.name) == SAME}
    )


def proposals(session: Session, claim: Claim) -> list[Match]:
    """Known organisations that a sender may write for, the likeliest first, at the most three: a person chooses."""
    found = queries.by_identifiers(session, claim.nip, claim.krs, claim.regon)
    found += queries.by_emails(session, [claim.email]).get(claim.email.lower(), ())
    found += most_alike(claim.name, queries.all_organisations(session)) if claim.name else []
    first = {each.id: each for each in found}
    return [Match(each, proof(session, each, claim) or "podobna nazwa") for each in list(first.values())[:MOST]]


def begin_like(session: Session, typed: str, most: int = 8) -> list[Organisation]:
    """Organisations that somebody who is typing may mean: each word begins a word of the name, in any order, or all of
    it the NIP or KRS number. Names that begin with what was typed come first."""
    words, digits = _plain(typed).split(), "".join(filter(str.isdigit, typed))
    if not words:
        return []
    is_number = len(digits) == len("".join(words)) and len(digits) >= FEWEST_DIGITS
    found = []
    for known in queries.all_organisations(session):
        name = f" {_plain(known.name)}"
        numbered = is_number and any(number.startswith(digits) for number in (known.nip, known.krs) if number)
        if numbered or all(f" {word}" in name for word in words):
            found.append((not name.startswith(f" {words[0]}"), known))
    return [known for _, known in sorted(found, key=lambda each: each[0])][:most]


def proof(session: Session, organisation: Organisation, claim: Claim) -> str:
    """What of a claim is just that of the organisation, in Polish, the strongest first; "" for nothing."""
    writes = organisation.id is not None and queries.writes_for(session, organisation.id, claim.email)
    same = [
        ("ten sam NIP", bool(claim.nip) and organisation.nip == claim.nip),
        ("ten sam numer KRS", bool(claim.krs) and organisation.krs == claim.krs),
        ("ten sam REGON", bool(claim.regon) and organisation.regon == claim.regon),
        ("ten sam adres e-mail", bool(claim.email) and writes),
        ("ta sama nazwa", bool(claim.name) and _plain(organisation.name) == _plain(claim.name)),
    ]
    return next((words for words, holds in same if holds), "")


def most_alike(name: str, known: Iterable[Organisation]) -> list[Organisation]:
    """Organisations of a like name, the most alike first; capitals, diacritics, quotes and word order don't count."""
    scored = [(likeness(name, each.name), each) for each in known]
    return [each for score, each in sorted(scored, key=lambda pair: -pair[0]) if score >= ALIKE]


def likeness(one: str, other: str) -> float:
    """How alike two names of organisations are: 100 for the same, else that of the words that tell them apart."""
    if _plain(one) == _plain(other):
        return SAME
    first, second = (" ".join(_telling(name)) for name in (one, other))
    if not first or not second:
        return 0.0
    part = fuzz.token_set_ratio(first, second) if min(len(first), len(second)) >= SHORTEST_PART else 0.0
    return min(SAME - 1, max(fuzz.token_sort_ratio(first, second), 0.95 * part))


def _plain(name: str) -> str:
    return " ".join("".join(each if each.isalnum() else " " for each in without_diacritics(name)).split())


def _telling(name: str) -> list[str]:
    return [word for word in _plain(name).split() if not FORMS.fullmatch(word)]


def _only(found: dict[int | None, Organisation]) -> Organisation | None:
    return next(iter(found.values())) if len(found) == 1 else None
