"""Days that are left out: "oprócz 21 kwietnia", "ale nie w piątek", "z przerwą 6 maja", "15 kwietnia nie ma zajęć"."""

from mail_ingest.reading.when.clauses import Clause
from mail_ingest.reading.when.scan import Found, Scan
from mail_ingest.reading.words.morphology import words

_FREE = frozenset(words("swieto wolne ferie przerwa"))
_NOT_HELD = frozenset(words("ma bedzie odbeda odbedzie spotykamy przychodzimy mamy prowadzimy"))
_NO_REFUSAL = frozenset(words("czy jesli jezeli jak gdyby jakby ile"))
"""Before "nie w piątek" they make no refusal of it ("jeśli nie w piątek, to w sobotę")."""
_ADVERBS = frozenset(words("jednak niestety akurat juz raczej tez"))
_STOPS = frozenset(").,;")


def taken_out(scan: Scan, found: Found, clause: Clause, floor: int) -> bool:
    """Whether the day is left out: "oprócz", "bez", "ale nie 21 kwietnia", "z przerwą", "nie ma zajęć"."""
    for n in range(max(clause.left - 1, found.first - 5, floor + 1), found.first):
        paused = scan.has(n, "pause") and found.first - n < 4 and not _falls_on(scan, n)
        if (scan.has(n, "except") and not scan.parted(n)) or paused:
            return True
    lead = found.first - 1
    lead -= scan.word(lead) in ("w", "we", "dnia", "na")
    if scan.word(lead) in ("bez", "without", "без") or (scan.word(lead) == "liczac" and scan.word(lead - 1) == "nie"):
        return True
    if scan.word(lead) == "nie" and scan.word(lead - 1) not in _NO_REFUSAL:
        return True
    behind = found.last + 1
    behind += scan.word(behind) in _ADVERBS
    if scan.word(behind) == "nie" and (behind + 1 >= scan.size or scan.word(behind + 1) in _STOPS):
        return True
    after = range(found.last + 1, min(clause.right + 1, found.last + 6))
    if scan.word(found.first - 1) == "(" and any(scan.word(n) in _FREE for n in after):
        return True
    if any(scan.has(n, "pause") for n in after):
        return True
    return any(scan.word(n) == "nie" and scan.word(n + 1) in _NOT_HELD for n in after)


def _falls_on(scan: Scan, index: int) -> bool:
    """ "zebranie wypada w piątek": it is held then; "15 maja wypada" tells of a pause."""
    return scan.word(index).startswith("wypad") and scan.word(index + 1) in ("w", "we", "na", "dopiero", "akurat")
