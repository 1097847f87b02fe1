"""Figures that are no time: telephone, account, NIP, REGON and KRS numbers, postcodes, sums of money."""

from mail_ingest.reading.when.scan import DASHES, Scan
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.text import NUMBER

_LABELS = frozenset(
    words(
        "tel telefon telefonu kom fax faks nip krs regon konto konta nr numer numerem iban rachunek mob mobile"
        " phone тел pesel"
    )
)
_LONG = 9


def masked(scan: Scan) -> frozenset[int]:
    """Indexes of the tokens of such figures."""
    hidden: set[int] = set()
    after = 0
    for index in [n for n, token in enumerate(scan.tokens) if token.kind is NUMBER]:
        if index < after or _ends_date(scan, index):
            continue
        last = _run(scan, index)
        if _is_number_of_something(scan, index, last):
            hidden.update(range(index, last + 1))
        after = last + 1
    return frozenset(hidden)


def _ends_date(scan: Scan, index: int) -> bool:
    """Whether it is the year of a date, so that no longer number begins with it ("12.05.2026 1800-2000")."""
    if not _year(scan.digits(index)):
        return False
    return scan.numbered(index - 1, "month:") > 0 or (
        scan.glued(index) and scan.word(index - 1) in (".", "/") and bool(scan.digits(index - 2))
    )


def _run(scan: Scan, index: int) -> int:
    """The last token of figures that are parted by single spaces, dashes or parentheses only."""
    last = index
    while last + 1 < scan.size and scan.tokens[last + 1].newlines == 0:
        following = scan.tokens[last + 1]
        if following.is_number:
            last += 1
        elif (
            (following.raw in DASHES or following.raw in ")/")
            and last + 2 < scan.size
            and scan.tokens[last + 2].is_number
        ):
            last += 2
        else:
            break
    return last


def _is_number_of_something(scan: Scan, first: int, last: int) -> bool:
    groups = [scan.tokens[n].raw for n in range(first, last + 1) if scan.tokens[n].is_number]
    figures = sum(len(group) for group in groups)
    if scan.word(first - 1) == "+" and scan.glued(first) and figures >= _LONG:
        return True
    if len(groups) == 2 and len(groups[0]) == 2 and len(groups[1]) == 3 and scan.word(first + 1) in DASHES:
        return True
    long_group = any(len(group) >= 3 and not _year(group) for group in groups)
    if figures >= _LONG and long_group:
        return True
    before = first - 1
    while scan.word(before) in (".", ":", "(", "+"):
        before -= 1
    labelled = scan.word(before) in _LABELS
    return labelled and (
        figures >= 7
        or (
            (scan.word(before) in ("nr", "numer", "numerem") and len(groups) == 1 and figures <= 4)
            or (last > first and scan.word(first + 1) == "/")
        )
    )


def _year(group: str) -> bool:
    return len(group) == 4 and group.startswith(("19", "20"))
