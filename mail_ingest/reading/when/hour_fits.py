"""Whether a number is an hour, a day of the month or a count: "o 17", but "do 14 zawodników", "o 12 marca"."""

from mail_ingest.reading.when.clock import Clock
from mail_ingest.reading.when.scan import DASHES, Scan
from mail_ingest.reading.words.morphology import analyses, words


def lone_hour_fits(scan: Scan, index: int, clock: Clock) -> bool:
    """Whether "o 17", "do 20", "po 15" means an hour: in "do 14 zawodników", "po 2 osoby", "o 12 marca" it does not."""
    after = clock.last + 1
    if clock.minutes > 24 * 60:
        return scan.word(index) in ("o", "at", "об", "о") and clock.minutes < 100 * 60 and not noun_follows(scan, after)
    if scan.numbered(after, "month:") > 0 or noun_follows(scan, after):
        return False
    if scan.word(index) == "po" and scan.word(after) in ("na", "w") and scan.has(after + 1, "every"):
        return False  # "po 12 na każdych zajęciach" shares people out
    if scan.tags_at(after) & {"hour", "minute", "day", "week", "month"} and not clock.sure:
        return False
    if (
        scan.word(after) in ("i", "oraz", ",", "lub")
        and scan.number(after + 1)
        and scan.word(index) in ("od", "do", "z")
    ):
        return scan.dated == index - 1 or scan.numbered(after + 2, "month:") < 0
    if scan.word(after) in (".", "/") and scan.glued(after + 1) and scan.digits(after + 1):
        return False
    return scan.word(index) not in ("to", "by", "since", "z", "від", "із", "з") or clock.sure


def is_moved_hour(scan: Scan, index: int) -> bool:
    """Whether an hour is moved to another ("przesunąć próbę z 17 na 18"): no people, and no day of a month."""
    after = index + 1
    if scan.word(index - 1) not in ("z", "ze") or scan.word(after) != "na":
        return False
    if not _is_waking(scan, index) or not _is_waking(scan, after + 1):
        return False
    if scan.numbered(after + 2, "month:") > 0 or scan.glued(after + 3) or noun_follows(scan, after + 2):
        return False
    sentence = scan.tokens[index].sentence
    near = (n for n in range(max(0, index - _FAR), index) if scan.tokens[n].sentence == sentence)
    return any(scan.word(n).startswith(_MOVED) for n in near)


def _is_waking(scan: Scan, index: int) -> bool:
    digits = scan.digits(index)
    return bool(digits) and len(digits) <= 2 and 7 <= int(digits) <= 22


_FAR = 12
_MOVED = ("przesu", "przelo", "przenie", "przeno", "zmieni", "zmian", "opozni", "godzin")


def noun_follows(scan: Scan, index: int) -> bool:
    """Whether a counted noun stands here ("uczestników")."""
    if _begins_line(scan, index):
        return False
    if scan.has(index, "people"):
        return True
    if (
        not (0 <= index < scan.size)
        or not scan.tokens[index].is_word
        or len(scan.word(index)) < 4
        or scan.tags[index]
        or scan.tokens[index].newlines > 1
    ):
        return False
    return any(tag.startswith("subst:pl:gen") for _, tag in analyses(scan.tokens[index].raw)[:3])


def counts(scan: Scan, index: int, clock: Clock) -> bool:
    """Whether what follows shows that the number counts things rather than hours."""
    if scan.word(index) in ("%", "zl", "pln", "x", "€", "$"):
        return True
    if _begins_line(scan, index):
        return False
    if scan.has(index, "people") and not clock.part:
        return not _stands_beside(scan, index, clock.minutes // 60)
    return not clock.sure and not clock.part and noun_follows(scan, index)


def _stands_beside(scan: Scan, index: int, number: int) -> bool:
    """Whether the noun is no genitive, which a number from five on has its noun in ("15-17 rodzice": their hours)."""
    if number % 10 in (2, 3, 4) and number // 10 != 1:
        return False
    nouns = [tag for _, tag in analyses(scan.tokens[index].raw) if tag.startswith("subst:")]
    return bool(nouns) and not any("gen" in tag.split(":")[2] for tag in nouns)


def _begins_line(scan: Scan, index: int) -> bool:
    """Whether a new line with a capital, or a noun with its number behind it ("osób: 12"), begins here."""
    if not 0 <= index < scan.size:
        return False
    token = scan.tokens[index]
    return token.newlines > 0 and (token.raw[:1].isupper() or scan.word(index + 1) in COUNTED_BEHIND)


COUNTED_BEHIND = frozenset(words("bedzie jest byloby : - – okolo ok"))
"""Words and marks between a noun and its number behind it ("uczestników będzie dziesięcioro", "osób: 18")."""


def begins_date(scan: Scan, at: int, clock: Clock) -> bool:
    """Whether the number is a day ("18:00 - 15 marca")."""
    if clock.last == at:
        return scan.numbered(at + 1, "month:") > 0
    dotted = scan.word(at + 1) == "." and clock.last in (at + 2, at + 3) and 0 < int(scan.digits(at + 2) or 0) <= 12
    after = at + 3
    if heads_hours(scan, at):
        return True
    if dotted and scan.word(after + 1) == ":" and scan.glued(after + 1) and scan.digits(after):
        return True
    return (
        dotted
        and (scan.word(after) in ("do", "o", "od") or scan.has(after, "hour"))
        and bool(scan.digits(scan.dot(after + 1)))
    )


def heads_hours(scan: Scan, at: int) -> bool:
    """Whether "14.04" is the day of the hours behind it ("14.04 – 9:00-17:00")."""
    dotted = scan.word(at + 1) == "." and 0 < int(scan.digits(at + 2) or 0) <= 12
    first = at + 4
    if not dotted or scan.word(at + 3) not in DASHES:
        return False
    colon = scan.word(first + 1) == ":" and scan.glued(first + 2) and bool(scan.digits(first + 2))
    return colon and scan.word(first + 3) in DASHES and bool(scan.digits(first + 4))
