"""Figures in the form of a date that are none: "12.13.2026", and the number of a case ("AB.12.3.2026")."""

from mail_ingest.reading.when.month_after import NOT_BEFORE
from mail_ingest.reading.when.scan import Scan


def impossible_at(scan: Scan, index: int) -> tuple[int, str] | None:
    """The last token of figures that are written as a date but can be none ("12.13.2026"), and what to tell of them."""
    mark, month, year = scan.word(index + 1), scan.digits(index + 2), scan.digits(index + 4)
    if not 0 < len(scan.digits(index)) < 3 or mark not in (".", "-") or not 0 < len(month) < 3:
        return None
    if scan.word(index + 3) != mark or len(year) != 4 or not 2000 < int(year) < 2100:
        return None
    if not all(scan.glued(index + step) for step in (1, 2, 3, 4)) or in_reference(scan, index):
        return None
    if scan.word(index - 1) in NOT_BEFORE or (scan.glued(index) and scan.word(index - 1) in (".", "/", "-")):
        return None
    return index + 4, f"Nie ma takiego dnia: {scan.text.quote(index, index + 4)}."


def in_reference(scan: Scan, index: int) -> bool:
    """Whether letters of a case number stand right before ("AB.12.3.2026")."""
    if scan.word(index - 1) not in (".", "/", "-") or not scan.glued(index) or not scan.glued(index - 1) or index < 2:
        return False
    before = scan.tokens[index - 2]
    return before.is_word and before.raw.isupper() and not scan.tags[index - 2]
