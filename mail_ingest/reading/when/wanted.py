"""Whether a day or an hour is asked for, or told in passing: a statute's date, the past, a deadline, telephone hours.

Each rule looks at the sentence around the mention, mostly at its clause: the words between two commas, stops,
parentheses or a "że", "bo".
"""

from dataclasses import dataclass
from datetime import date

from mail_ingest.reading.when.around import around_event
from mail_ingest.reading.when.clauses import Clause, clause_of, cues_among, sentence_of, tells_the_past
from mail_ingest.reading.when.hour_ranges import FORMERLY
from mail_ingest.reading.when.in_passing import QUOTES, long_ahead, open_event, opening_hours, told_in_passing
from mail_ingest.reading.when.left_out import taken_out
from mail_ingest.reading.when.scan import ORS, Found, Scan
from mail_ingest.reading.when.values import Bound, Days, Hours, Rule, Span
from mail_ingest.reading.words.morphology import words

_ASIDE_WORDS = frozenset(
    words(
        "najlepiej np czyli tj to jest od do w we godz na lub i ok albo ewentualnie tez caly dzien plan b"
        " opcja zapasowo rezerwowo oraz odpowiednio kolejno"
    )
)
_CALLS = frozenset(words("dzwonic zadzwonic oddzwonic autobus pociag"))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What `judge` says of a mention; the fields are those of `Mention`."""

    wanted: bool = True
    why: str = ""
    weak: bool = False
    excluded: bool = False
    role: str = ""


def judge(scan: Scan, found: Found, excluded_before: bool, floor: int) -> Judgement:
    """Reads the surroundings of a mention.

    `excluded_before`: the mention before it, joined by "i", was taken out; `floor`: the last token of that mention.
    """
    value = found.value
    if isinstance(value, (Days, Span, Bound)):
        if found.role == "past" or _over(value, scan.today):
            return Judgement(False, "past")
        return _judge_day(scan, found, excluded_before, floor)
    if isinstance(value, Hours):
        return _judge_hours(scan, found)
    if isinstance(value, Rule):
        clause = clause_of(scan, found)
        if scan.word(found.first - 1) in QUOTES:
            return Judgement(False, "name")
        if opening_hours(scan, found):
            return Judgement(False, "contact")
        return Judgement(excluded=taken_out(scan, found, clause, floor), role=found.role)
    return Judgement(role=found.role)


def _over(value: Days | Span | Bound, today: date) -> bool:
    if isinstance(value, Days):
        return all(day < today for day in value.days)
    if isinstance(value, Span):
        return value.last < today
    if value.until == today:
        return True  # "do dziś"
    return (value.until or value.since or today) < today


def _judge_day(scan: Scan, found: Found, excluded_before: bool, floor: int) -> Judgement:
    clause = clause_of(scan, found)
    if excluded_before or taken_out(scan, found, clause, floor):
        return Judgement(excluded=True)
    why = told_in_passing(scan, found, clause)
    if why:
        return Judgement(False, why)
    if {"elsewhere", "aside"} & clause.wide:
        return Judgement(weak=True, why="elsewhere")
    role = _role(scan, found, clause)
    if role == "last" and "document" in clause.cues:
        return Judgement(False, "deadline")
    weak = (
        (_aside(scan, found) and role not in ("first", "last"))
        or role in ("pickup", "return")
        or long_ahead(scan, found)
    )
    return Judgement(weak=weak, role=role)


def _role(scan: Scan, found: Found, clause: Clause) -> str:
    sentence = scan.tokens[found.first].sentence
    for n in range(found.first - 1, max(clause.left - 3, found.first - 6, 0) - 1, -1):
        if scan.tokens[n].sentence != sentence:
            break
        if (scan.has(n, "first") or scan.has(n, "begin")) and not isinstance(found.value, Span):
            return "first"  # of "począwszy od 7 do 16 grudnia" the end counts as well
        if scan.has(n, "final") or scan.has(n, "finish"):
            return "last"
    for cues in (clause.cues, clause.wide):
        for role in ("pickup", "return"):
            if role in cues:
                return role
    return "pickup" if _comes_for(scan, clause) else found.role


def _comes_for(scan: Scan, clause: Clause) -> bool:
    """ "przyjedziemy po nie w piątek", "podjechałby po krzesła 5 czerwca": things are fetched on that day."""
    return any(
        scan.word(n) == "po"
        and any(scan.word(before).startswith(_COMING) for before in range(max(clause.left, n - 3), n))
        and not scan.number(n + 1)
        for n in range(clause.left, clause.right)
    )


_COMING = ("przyjed", "przyjech", "podjed", "podjech", "wpadn", "zajed", "zajech")


def _aside(scan: Scan, found: Found) -> bool:
    """Whether the day stands in parentheses beside words of its own ("(biwak jest 27-29 marca)")."""
    start = found.first - 1
    while start >= 0 and found.first - start < 20 and scan.tokens[start].sentence == scan.tokens[found.first].sentence:
        if scan.tokens[start].raw == ")":
            return False
        if scan.tokens[start].raw == "(":
            inside = [
                scan.tokens[n].folded
                for n in range(start + 1, found.first)
                if scan.tokens[n].is_word and not scan.tags[n] - {"meeting", "people", "same"}
            ]
            return any(word not in _ASIDE_WORDS and word not in ORS for word in inside)
        start -= 1
    return False


def _judge_hours(scan: Scan, found: Found) -> Judgement:
    clause = clause_of(scan, found)
    before = range(max(0, clause.left - 6), found.first)
    cues = clause.cues | cues_among(scan, before)
    sentence = sentence_of(scan, found)
    if "contact" in cues and not open_event(scan, before) and not open_event(scan, sentence):
        ahead = [n for n in sentence if n < found.first]
        month = any(scan.numbered(n, "month:") > 0 for n in ahead)
        dated = month or any(scan.numbered(n, "day:") >= 0 for n in ahead)
        called = any(
            set(scan.tokens[n].lemmas) & _CALLS for n in range(clause.left, found.first) if scan.tokens[n].is_word
        )
        if not dated or called or (not month and opening_hours(scan, found)):
            return Judgement(False, "contact")
    if _formerly(scan, found, clause):
        return Judgement(False, "past hours")
    if around := around_event(scan, found, clause):
        return Judgement(role=around)
    finish = any(scan.has(n, "finish") for n in range(max(clause.left - 2, found.first - 6, 0), found.first))
    return Judgement(weak=_aside(scan, found), role="finish" if finish else found.role)


def _formerly(scan: Scan, found: Found, clause: Clause) -> bool:
    """Whether the hours are those of another time ("poprzednio było 18-20", "ostatnio mieliśmy od 17")."""
    said = any(scan.word(n) in FORMERLY for n in range(clause.left, clause.right + 1))
    return said and tells_the_past(scan, clause, found)
