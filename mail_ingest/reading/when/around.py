"""Hours around an event: who comes "od 15" to set up before what starts at 16, or leaves "do 20" after the cleaning.

The Centre keeps its room free for all of it.
"""

from dataclasses import replace
from itertools import product

from mail_ingest.reading.when.clauses import Clause
from mail_ingest.reading.when.scan import Found, Scan
from mail_ingest.reading.when.values import Bound, Days, Hours, Mark, Mention, Rule, Span, Value
from mail_ingest.reading.words.lexicon import Lexicon
from mail_ingest.reading.words.morphology import words

_LONGEST = 4 * 60
"""Minutes before and after an event that are still its setting up and its cleaning."""


def around_event(scan: Scan, found: Found, clause: Clause) -> str:
    """ "entry" or "exit" where the clause tells from when a room is set up for an event, or until when cleaned."""
    value = found.value
    assert isinstance(value, Hours)
    if value.start is not None and value.end is not None:
        return ""
    last = clause.right + 1
    if scan.word(found.last + 1) == "(":
        last = max(last, found.last + 4)
    said = [scan.tokens[n].raw for n in range(clause.left, min(last, scan.size)) if scan.tokens[n].is_word]
    if value.end is not None or scan.word(found.first) not in ("od", "juz", "o"):
        return "exit" if any(_AROUND.concepts(raw) == ("exit",) for raw in said) else ""
    room = scan.word(found.first) != "o" and any(
        scan.word(n) in _ROOM for n in range(max(clause.left, found.first - 4), found.first)
    )
    return "entry" if room or any("entry" in _AROUND.concepts(raw) for raw in said) else ""


_ROOM = frozenset(words("sala sale sali salke salka hol room"))
_AROUND = Lexicon(
    {
        "entry": words("wejście wejść wchodzić przygotować przygotowanie ustawić ustawienie rozstawić montaż rozłożyć"),
        "exit": words("sprzątanie posprzątać porządek zwolnić opuścić demontaż wyjść wyjście opróżnić"),
    },
    typos=False,
)


def with_time_around(mentions: list[Mention]) -> list[Mention]:
    """The mentions, the hours of an event widened by those told for entering before and leaving after it."""
    kept = _without_inner(_between_open_ends(mentions))
    for role in ("entry", "exit"):
        for around in [mention for mention in kept if mention.role == role]:
            event = next((m for m in kept if m is not around and _is_around(around, m)), None)
            if event is not None:
                kept = [_widened(m, around) if m is event else m for m in kept if m is not around]
    return kept


def _without_inner(mentions: list[Mention]) -> list[Mention]:
    """Without the hours of an event where others, of the same day, are told that hold it and more.

    "o 18; sala potrzebna od 17 do 20.30", "zebranie o 10, drugi termin o 10.30, ale salę prosimy od 9.30 do 14".
    """
    runs: list[list[Mention]] = [[]]
    for mention in mentions:
        if isinstance(mention.value, Hours):
            runs[-1].append(mention)
        elif isinstance(mention.value, (Days, Span, Rule, Bound)) and runs[-1]:
            runs.append([])
    inner = {
        event
        for run in runs
        if len(run) <= _MOST
        for event, whole in product(run, run)
        if _holds(whole.value, event.value) and not _either(event, whole, mentions)
    }
    return [mention for mention in mentions if mention not in inner] if inner else mentions


_MOST = 8
"""Hours told of one day; where more stand in a row, they are a timetable, and none is the whole."""


def _holds(whole: Value, event: Value) -> bool:
    assert isinstance(whole, Hours)
    assert isinstance(event, Hours)
    if whole == event or whole.start is None or whole.end is None or event.start is None:
        return False
    return whole.start <= event.start < whole.end and (event.end is None or event.end <= whole.end)


def _either(event: Mention, whole: Mention, mentions: list[Mention]) -> bool:
    """Whether only "lub" stands between the two."""
    one, other = sorted((event.start, whole.start))
    between = [m.value for m in mentions if one < m.start < other]
    return bool(between) and all(isinstance(value, Mark) and value.name == "or" for value in between)


def _between_open_ends(mentions: list[Mention]) -> list[Mention]:
    """Hours told from a lone start to a lone end, the event's own between them ("od 16, wykład 17-18, do 19")."""
    timed = [mention for mention in mentions if isinstance(mention.value, Hours)]
    for start, event, end in zip(timed, timed[1:], timed[2:], strict=False):
        one, inner, other = start.value, event.value, end.value
        assert isinstance(one, Hours)
        assert isinstance(inner, Hours)
        assert isinstance(other, Hours)
        if not start.sentence == event.sentence == end.sentence or one.end is not None or other.start is not None:
            continue
        if None in (one.start, inner.start, inner.end, other.end) or _out_of_order(one, inner, other):
            continue
        whole = replace(event, value=Hours(one.start, other.end), also=end.text)
        return [whole if m is event else m for m in mentions if m not in (start, end)]
    return list(mentions)


def _out_of_order(start: Hours, event: Hours, end: Hours) -> bool:
    moments = [start.start or 0, event.start or 0, event.end or 0, end.end or 0]
    return moments != sorted(moments)


def _is_around(around: Mention, event: Mention) -> bool:
    outer, inner = around.value, event.value
    if not isinstance(outer, Hours) or not isinstance(inner, Hours) or abs(around.sentence - event.sentence) > 1:
        return False
    if around.role == "entry":
        return outer.start is not None and inner.start is not None and 0 < inner.start - outer.start <= _LONGEST
    end = outer.end if outer.end is not None else outer.start
    return end is not None and inner.end is not None and 0 < end - inner.end <= _LONGEST


def _widened(event: Mention, around: Mention) -> Mention:
    outer, inner = around.value, event.value
    assert isinstance(outer, Hours)
    assert isinstance(inner, Hours)
    if around.role == "entry":
        value = Hours(outer.start, inner.end)
    else:
        value = Hours(inner.start, outer.end if outer.end is not None else outer.start)
    return replace(event, value=value, also=around.text)
