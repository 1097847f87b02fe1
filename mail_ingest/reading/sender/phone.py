"""The telephone number that a sender gives as their own."""

import re
from collections.abc import Iterator

import phonenumbers

from mail_ingest.reading.sender.names import labels, same_person
from mail_ingest.reading.words.folding import fold_text

LOCAL_PREFIX = "62"
"""The area code of Kalisz, for old seven-digit numbers."""

_CANDIDATE = re.compile(
    r"(?<![\w/.,-])(?:\+|\(\+|00|\(0)?\(?\d(?:[ \t()/.\-–]{0,3}\d){6,20}(?![\d%]|\s?(?:zł|zl|PLN|szt)\b)"
)
_GROUPED = re.compile(r"(?:\d{3}[ -]\d{3}[ -]\d{3}|\(?\d{2}\)?[ -]\d{3}[ -]\d{2}[ -]\d{2})(?=\s)")
_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}\b|\b(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}\b")
_IN_PAIRS = re.compile(r"\d{3}-\d{2}-\d{2}-\d{2}")
"""A mobile number, whose end looks like a date."""
# What is said right before a number, folded.
_NOT_A_PHONE = re.compile(
    r"(?:\bnip|\bkrs|\bregon|\bpesel|konto|konta|rachunk\w*|\biban|\bnumer umowy|\bumow\w+|\bfaktur\w+|\bsprawa"
    r"|\bsygn\w*|\bid"
    r"|\bzgloszeni\w+|\bisbn|\bissn|\bopp|\bkwot\w+)\W{0,4}(?:nr|numer|to|pl)?\W{0,4}$"
)
_FAX = re.compile(r"(?:\bfax|\bfaks|\bfacs\w*|\bф)\W{0,4}(?:nr)?\W{0,3}$")
_FAX_AND_PHONE = re.compile(r"\b(?:tel|telefon|phone)\w*\W{0,3}(?:i\W)?(?:fax|faks)\W*$")
_PHONE_LABEL = re.compile(
    r"(?:\btel\w*|\bkom\w*|\bmob\w*|\bphone|\bcell|\bnr|\bnumer|\bdzwo\w+|\bkontakt\w*|\bcall|\btext|\bwhatsapp"
    r"|\bsms|\bt|\bm"
    r"|\bтел\w*|\bмоб\w*|\bподзвон\w*|\bномер)\b[^\n\d]{0,40}$"
)
_OTHERS = re.compile(
    r"""\b(?:do|u)\ (?:moje(?:go|j)\ )?(?:pan[ia]|kol(?:egi|ezanki)|corki|syna|meza|zony|brata|siostry|ksiedza
        |dyrekto\w+|ksiegow\w+
        |trener\w+|prezes\w+|kierownik\w*|koordynator\w*|opiekun\w*|zastepc\w*|recepcji|sekretariatu
        |portierni)\b[^\n\d.;]{0,40}$
    |\b(?:portier\w+|recepcj\w+|ochron[aiy]\w*|dyzurk\w+|sekretariat\w*|infolini\w*|inspektor\w*|iod|centrala)\b
        [^\n\d.;]{0,30}$
    |\b(?:pan|pani|kolega|kolezanka|maz|zona|corka|syn|ksiegowa|skarbnik|zastepca)\ \w+\W{0,3}$
    |\b(?:panstwa|wasz\w*)\b[^\n\d.;]{0,30}$""",
    re.VERBOSE,
)
_LABEL_END = re.compile(
    r"[\s(,;:–-]*\b(?:tel|telefon|kom|nr|numer|mob|тел)\w*[\s.:(]*(?:tel\w*|nr|numer)?[\s.:(]*$", re.IGNORECASE
)
_CAPITALISED = r"[A-ZĄĆĘŁŃÓŚŹŻА-ЯІЇЄҐ][^\W\d_]+"
_NAME_BEFORE = re.compile(rf"({_CAPITALISED}(?:\s+{_CAPITALISED})?)\W{{0,4}}$")
_CALL_PERSON = re.compile(rf"\b(?:do|z|u|to|до)\s+{_CAPITALISED}(?:\s+{_CAPITALISED})?\W{{0,3}}$")


_WRAPPED = re.compile(r"^([^\n]{45,}\d)\n(?=\d{2,3}\b(?![.:]\d))", re.MULTILINE)
"""A line that the mail program broke within a number."""


def read_phone(text: str, signature: str, person: str | None = None) -> tuple[str, str] | None:
    """(E.164 number, its verbatim place) of the first number that is the sender's own; None where there is none.

    `text` is the new text without footers, `signature` the part of it below the closing. Numbers of faxes, of
    gatehouses and receptions, and of people other than `person` are passed over.
    """
    signature_at = text.rfind(signature) if signature else len(text)
    text = _WRAPPED.sub(r"\1 ", text)
    for found in _CANDIDATE.finditer(text):
        written = _first_number(found[0])
        number = _valid(written)
        if number is None or (_DATE.search(written) and not _IN_PAIRS.fullmatch(written.strip(" -–."))):
            continue
        line_start = text.rfind("\n", 0, found.start()) + 1
        before = text[max(line_start, found.start() - 80) : found.start()]
        wrapped = text[max(0, found.start() - 80) : found.start()]
        if _is_own(before, wrapped, number, person, in_signature=found.start() >= signature_at):
            return number, written.strip(" -–.")
    return None


def _first_number(written: str) -> str:
    """Of two numbers written in a row ("62 757 11 22 / 604 118 273", "604 118 273 605 222 333") the first."""
    first = re.split(r"\s+[/–-]\s*|\s*/\s+|(?<=\d{9})/", written)[0]
    if len(re.sub(r"\D", "", first)) >= 9:
        written = first
    if len(re.sub(r"\D", "", written)) <= 13:
        return written
    grouped = _GROUPED.match(written)
    return grouped[0] if grouped else written


def _is_own(before: str, wrapped: str, number: str, person: str | None, in_signature: bool) -> bool:
    folded = fold_text(before)
    if _NOT_A_PHONE.search(folded):
        return False
    if _FAX.search(folded) and not _FAX_AND_PHONE.search(folded):
        return False
    if in_signature:
        return not re.search(r"\b(?:recepcja|portiernia|infolinia|inspektor|iod)\b[^\n\d]{0,20}$", folded)
    said = " ".join(wrapped.split()) + " "
    unlabelled = _LABEL_END.sub("", said)
    if _OTHERS.search(fold_text(unlabelled)) or _CALL_PERSON.search(unlabelled) or _is_anothers(unlabelled, person):
        return False
    return bool(_PHONE_LABEL.search(fold_text(said))) or len(number) == 12


def _is_anothers(before: str, person: str | None) -> bool:
    """Whether another person's name, in whatever case, stands right before the number."""
    named = _NAME_BEFORE.search(before)
    if named is None or not any(mark == "imię" for mark, _ in labels(named[1].split()[0])):
        return False
    return not same_person(named[1], person)


def _valid(written: str) -> str | None:
    """The number in E.164 where it is one that exists, Polish unless it says otherwise."""
    for attempt in _attempts(written):
        try:
            number = phonenumbers.parse(attempt, "PL")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def _attempts(written: str) -> Iterator[str]:
    digits = re.sub(r"\D", "", written)
    if "+" in written[:2]:
        yield "+" + digits
        return
    if digits.startswith("00"):
        yield "+" + digits[2:]
        return
    digits = digits[1:] if digits.startswith("0") else digits
    if len(digits) == 9:
        yield digits
    elif len(digits) == 11 and digits.startswith("48"):
        yield "+" + digits
    elif len(digits) == 7 and re.fullmatch(r"\d{3}[ -]?\d{2}[ -]?\d{2}", written.strip()):
        yield LOCAL_PREFIX + digits
