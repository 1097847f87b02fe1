"""Numbers that point at somebody (telephones, register numbers, accounts) → made-up ones that are as valid."""

import random
import re
from collections.abc import Callable, Iterator

import phonenumbers
from stdnum import iban
from stdnum.pl import nip, pesel, regon

_RUN = re.compile(r"(?<![\w.,])(?:\+|\(\+)?\(?\d(?:[ \t\u00a0()/.\-–]{0,3}\d)*")
_BAR = re.compile(r"\s+[/–-]\s+|\s*/\s*")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_POSTCODE = re.compile(r"\b\d\d-\d{3}(?=\s+[^\W\d_a-z])")
_HOUSE_NUMBER = (
    r"(?P<house>\d{1,4}(?!\d)[ \t]?[a-zA-Z]?\b(?:[ \t]?/[ \t]?\d+\w?)?(?:[ \t]*(?:m|lok|mieszk\w*)\.?[ \t]*\d+)?)"
)
_HOUSE = re.compile(
    r"\b(?:[uU]l|[aA]l|[pP]l|[oO]s|[uU]lic\w+|[aA]lej\w+|[pP]lac\w*|[oO]siedl\w+|[sS]kr(?:ytk\w+)?)\.?[ \t]+"
    r"(?:poczt\w*\.?[ \t]*|[^\W\d_a-z][^\W\d_]*\.?[ \t-]+(?:[^\W\d_]+\.?[ \t-]+){0,3}?)" + _HOUSE_NUMBER
)
_HOUSE_BEFORE_POSTCODE = re.compile(_HOUSE_NUMBER + r"(?=[,\s]{1,3}\d\d-\d{3}\b)")
TRIES = 2_000

Span = tuple[int, int, str]


class NotDisguised(Exception):
    """Something can't be replaced with certainty; the text says what, in Polish."""


class Numbers:
    """One real number → one made-up number, the same all through a case, in the same writing."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.real: set[str] = set()
        self._made: dict[str, str] = {}

    def spans(self, text: str) -> Iterator[Span]:
        """(start, end, replacement) of every such number in a text; days, hours and counts are left alone.

        Raises:
            NotDisguised: no valid number of the same kind was found.
        """
        for pattern in (_HOUSE, _HOUSE_BEFORE_POSTCODE):
            for found in pattern.finditer(text):
                house = found["house"]
                yield (
                    found.start("house"),
                    found.end("house"),
                    re.sub(r"\d+", lambda digits: self.small(digits[0]), house),
                )
        for found in _POSTCODE.finditer(text):
            yield found.start(), found.end(), self._written(found[0], self.number(re.sub(r"\D", "", found[0])))
        for found in _RUN.finditer(text):
            for start, end in _telling(found[0]):
                written = found[0][start:end]
                made = self.number(re.sub(r"\D", "", written), "+" in written[:2])
                yield found.start() + start, found.start() + end, self._written(written, made)

    def number(self, digits: str, international: bool = False) -> str:
        """The made-up digits that stand for these; as many, and as valid. Polish telephones are one number with their
        code or without, KRS numbers with their leading zeros or without.

        Raises:
            NotDisguised: as for `spans`.
        """
        for beginning, length in (("0048", 13), ("48", 11), ("0", 10), ("62", 9)):
            rest = digits[len(beginning) :]
            if len(digits) == length and digits.startswith(beginning) and _goes_on(rest, self._made):
                return beginning + self.number(rest)
        if len(digits) == 10 and digits.startswith("000"):
            return self.number(digits.lstrip("0")).zfill(10) if digits.strip("0") else digits
        self.real.add(digits)
        if digits not in self._made:
            self._made[digits] = self._as_valid(digits, international)
        return self._made[digits]

    def small(self, digits: str) -> str:
        """The made-up number of a house or a school, as long as the real one."""
        key = f"{digits}."
        while key not in self._made or self._made[key] == digits:
            self._made[key] = str(self.chance.randint(10 ** (len(digits) - 1), 10 ** len(digits) - 1))
        return self._made[key]

    def _as_valid(self, digits: str, abroad: bool) -> str:
        """Random digits of which the same checks hold."""
        checks = [check for check in _CHECKS if check(digits)]
        kept = digits[:2] if abroad else ""
        for _ in range(TRIES):
            made = kept + "".join(self.chance.choice("0123456789") for _ in digits[len(kept) :])
            made = made if made[0] != "0" or digits[0] == "0" else "1" + made[1:]
            made = _with_check_digits(made, digits)
            if made != digits and made not in self._made.values() and _same_checks(made, digits, checks):
                return made
        raise NotDisguised("numer, którego nie da się zastąpić")

    @staticmethod
    def _written(written: str, digits: str) -> str:
        rest = iter(digits)
        return re.sub(r"\d", lambda _: next(rest), written)


def _goes_on(rest: str, made: dict[str, str]) -> bool:
    """Whether what stands behind the code of a country or a town is a telephone by itself, in this letter at least."""
    return rest in made or (len(rest) == 9 and not rest.startswith("00"))


def _is_phone(digits: str) -> bool:
    """A number that exists, Polish or with the code of its country; seven digits are Kalisz's (62)."""
    written = {7: f"+4862{digits}", 9: f"+48{digits}"}.get(len(digits), f"+{digits}")
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(written, None))
    except phonenumbers.NumberParseException:
        return False


def _is_mobile(digits: str) -> bool:
    written = phonenumbers.parse(f"+48{digits}", None) if len(digits) == 9 else None
    return written is not None and phonenumbers.number_type(written) == phonenumbers.PhoneNumberType.MOBILE


def _is_account(digits: str) -> bool:
    return len(digits) == 26 and iban.is_valid(f"PL{digits}")


_CHECKS: tuple[Callable[[str], bool], ...] = (
    _is_phone,
    _is_mobile,
    _is_account,
    nip.is_valid,
    regon.is_valid,
    pesel.is_valid,
)


def _same_checks(made: str, digits: str, checks: list[Callable[[str], bool]]) -> bool:
    """Valid where the real number is; where that is a wrong register number, the made-up one is wrong, too."""
    if not checks:
        return not any(check(made) for check in _CHECKS)
    return all(check(made) for check in checks)


def _with_check_digits(made: str, digits: str) -> str:
    """The check digits of an account and the beginnings of register numbers, which chance would seldom find."""
    if _is_account(digits):
        return f"{98 - int(made[2:] + '252100') % 97:02d}{made[2:]}"
    if _is_mobile(digits):
        return made[:0] + "5678"[int(made[0]) % 4] + made[1:]
    return made


def _telling(run: str) -> Iterator[tuple[int, int]]:
    """The parts of a run of digits that are no days, hours or counts."""
    start = 0
    for bar in [*_BAR.finditer(run), None]:
        end = bar.start() if bar else len(run)
        groups = re.findall(r"\d+", run[start:end])
        if not _is_when(groups, run[start:end]):
            yield start, end
        start = bar.end() if bar else end


def _is_when(groups: list[str], written: str) -> bool:
    digits = sum(map(len, groups))
    is_list = digits < 9 or bool(re.search(r"[.\-–]", written))
    return digits < 5 or (is_list and all(_is_time(group) for group in groups))


def _is_time(group: str) -> bool:
    return len(group) <= 2 or bool(_YEAR.fullmatch(group)) or (len(group) == 4 and int(group[:2]) < 25)
