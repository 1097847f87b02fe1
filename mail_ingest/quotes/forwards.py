"""A forward with nothing but "please handle" above it: whose letter it is, and its text."""

import re
from dataclasses import dataclass

from mail_ingest.quotes.closings import without_greeting
from mail_ingest.quotes.headers import Introduction
from mail_ingest.quotes.history import Separated, quote_depth, separate, strip_marks
from mail_ingest.quotes.signature import divide
from mail_ingest.reading.sender.organisation_names import is_own_centre
from mail_ingest.reading.words.folding import fold_text

MAX_FORWARDS = 6
"""Forwards within forwards that are opened."""
COVER_WORDS = 45
"""A note that passes a letter on is shorter than this."""

_TAGS = r"\s*(?:\[[^\]]{1,40}\]\s*)?"
_FORWARD_SUBJECT = re.compile(
    _TAGS + r"(?:fwd?|pd|fw|przek|przekazane|wg|tr|пересл|перенапр|fyi)\.?\s*:", re.IGNORECASE
)
_REPLY_SUBJECT = re.compile(_TAGS + r"(?:re|odp|ad|aw|sv|відп|на)\.?(?:\[\d+\])?\s*:", re.IGNORECASE)
# The patterns below are of text as `fold` leaves it.
_PASSES_ON = re.compile(
    r"przekazuj|przesylam|przesylamy|podsylam|zalatwieni|wlasciwosci|kompetencj|przejeci|zajeci\w+ (?:sie|stanowisk)"
    r"|rozpatrzeni|rozpoznani|realizacj|obslug|do wiadomosci|ponizej|w zalaczeni|prosze o odpowiedz|do was|do panstwa"
    r"|forward|passing|handle|please see|see below|fyi|below|пересилаю|передаю|надсилаю|нижче|до виконання"
)
_OWN_MATTER = re.compile(
    r"\d|\b(?:poniedzial|wtor|srod[aye]|czwart|piatek|piatk|sobot|niedziel|jutro|pojutrze|dzisiaj|stycz|luteg|marca|kwie"
    r"|maja|czerw|lipc|sierp|wrzes|pazdz|listop|grud|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow"
    r"|завтра)"
)
_CALLS_OFF = re.compile(r"\b(?:odwola[cm]|odwoluj\w+|anulowac|anuluj\w+|rezygnuj\w+|zrezygnowac|cancel)\b")
"""What one does oneself with the letter below."""
_ASKS = re.compile(r"\b(?:(?:za)?rezerw|udostepn|uzycz|wypozycz|zapis|zmian|odwol|przenie|book|cancel)")


@dataclass(frozen=True)
class Origin:
    """Who wrote a letter."""

    name: str | None
    address: str | None


def forwarded_letter(
    separated: Separated, subject: str, sender: Origin, own_addresses: frozenset[str]
) -> tuple[list[str], list[str], Origin] | None:
    """(new lines, quoted lines, writer) of a letter that was merely passed on; None where the message is no such."""
    opened: tuple[list[str], list[str], Origin] | None = None
    passed: list[str] = []
    for _ in range(MAX_FORWARDS):
        if not _is_passed_on(separated, subject, own_addresses):
            break
        introduction = separated.introduction
        assert introduction is not None
        tail = _unmarked(separated)
        passed += separated.new + separated.quoted[: len(separated.quoted) - len(separated.tail or [])]
        sender = Origin(introduction.writer_name, introduction.writer_address)
        subject = introduction.subject
        separated = separate(tail)
        opened = (separated.new, passed + separated.quoted, sender)
    return opened


def _unmarked(separated: Separated) -> list[str]:
    lines = separated.tail if separated.tail is not None else [line for line in separated.quoted if quote_depth(line)]
    filled = [line for line in lines if line.strip()]
    return strip_marks(lines) if filled and all(quote_depth(line) for line in filled) else lines


def _is_passed_on(separated: Separated, subject: str, own_addresses: frozenset[str]) -> bool:
    introduction = separated.introduction
    if introduction is None or not any(line.strip("> \t") for line in _unmarked(separated)):
        return False
    if _is_ours(introduction, own_addresses):
        return False
    above = "\n".join(separated.new)
    if introduction.is_forward or _FORWARD_SUBJECT.match(subject):
        return is_cover(above)
    says_so = not above.strip() or (is_cover(above) and bool(_PASSES_ON.search(fold_text(above))))
    return introduction.is_header_block and says_so and not _REPLY_SUBJECT.match(subject)


def _is_ours(introduction: Introduction, own_addresses: frozenset[str]) -> bool:
    """Whether the letter below is the Centre's own: then what stands above it is the answer, however it was sent."""
    address = (introduction.writer_address or "").lower()
    return address in own_addresses if address else is_own_centre(introduction.writer_name or "")


def passes_on(above: str, subject: str) -> bool:
    """Whether a note beside an attached letter, or none at all, only passes it on."""
    said = bool(_FORWARD_SUBJECT.match(subject)) or not above.strip()
    return is_cover(above) and (said or bool(_PASSES_ON.search(fold_text(above))))


def is_cover(above: str) -> bool:
    """Whether a note above a forwarded letter only passes it on, and asks for nothing of its own."""
    body = without_greeting(fold_text(divide(above, None).body))
    words = re.findall(r"\w+", body)
    if len(words) > COVER_WORDS or _CALLS_OFF.search(body):
        return False
    if _PASSES_ON.search(body):
        return not (_ASKS.search(body) and _OWN_MATTER.search(body))
    return not _OWN_MATTER.search(body)
