"""NIP, KRS and REGON numbers in a text."""

import re
from dataclasses import dataclass, field

from stdnum.pl import nip as nip_number
from stdnum.pl import regon as regon_number

from mail_ingest.reading.words.sought import Sought

_DIGITS = r"(?P<digits>\d(?:[\d -]{{{low},{high}}})\d)(?!\d)"
_OTHER_WORD = r"(?!NIP\b|KRS\b|REGON\b|tel)[^\W\d_]+"
_SAID = rf"\W{{0,4}}(?:(?:(?:{_OTHER_WORD}\W+){{0,4}}?(?:nr|numer|numerem|numeru|no)|to|brzmi|mamy|jest)\b\W{{0,4}})?"
"""What may stand between a register's name and the number: "KRS mamy pod numerem 0000…", "NIP to 618…"."""
_NIP = Sought(rf"\bNIP(?:em)?\b(?:\s*/\s*VAT)?{_SAID}(?:PL\s?)?" + _DIGITS.format(low=8, high=14), re.IGNORECASE)
_REGON = Sought(rf"\bREGON(?:em)?\b{_SAID}" + _DIGITS.format(low=5, high=18), re.IGNORECASE)
_KRS = Sought(rf"\bKRS\b{_SAID}" + _DIGITS.format(low=2, high=14), re.IGNORECASE)


@dataclass(frozen=True)
class Identifiers:
    """The numbers by which registers know an organisation, digits only; None where none was given rightly."""

    nip: str | None = None
    krs: str | None = None
    regon: str | None = None
    evidence: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def read_identifiers(text: str) -> Identifiers:
    """The first NIP, KRS and REGON of a text.

    A KRS is padded to its ten digits. A NIP or REGON with a wrong checksum is left out and told among the problems
    (Polish); a later, right one of the same kind counts then.
    """
    values: dict[str, str] = {}
    evidence: dict[str, str] = {}
    problems: list[str] = []
    for kind, pattern in (("nip", _NIP), ("krs", _KRS), ("regon", _REGON)):
        for found in pattern.finditer(text):
            value = _checked(kind, re.sub(r"\D", "", found["digits"]))
            if value is not None:
                values[kind], evidence[kind] = value, found["digits"]
                break
            problems.append(
                f"{kind.upper()} „{found['digits']}” jest błędny (nie zgadza się cyfra kontrolna lub długość)."
            )
    return Identifiers(**values, evidence=evidence, problems=tuple(problems) if problems else ())


def _checked(kind: str, digits: str) -> str | None:
    if kind == "krs":
        return digits.zfill(10) if 4 <= len(digits) <= 10 and digits.strip("0") else None
    if kind == "nip":
        return digits if nip_number.is_valid(digits) else None
    return digits if regon_number.is_valid(digits) else None
