"""Whether a day or an hour is asked for, or told in passing: a statute's date, the past, a deadline, telephone hours.

Each rule looks at the sentence around the mention, mostly at its clause: the words between two commas, stops,
parentheses or a "że", "bo".
"""

from dataclasses import dataclass
from datetime import date

from mail_ingest.reading.when.around import around_event
from mail_ingest.reading.when.clauses import Clause, clause_of, is_long_since, refuses, sentence_of, tells_the_past
from mail_ingest.reading.when.cues import cues_of
from mail_ingest.reading.when.hour_ranges import FORMERLY
from mail_ingest.reading.when.left_out import taken_out
from mail_ingest.reading.when.scan import ORS, Found, Scan
from mail_ingest.reading.when.values import Bound, Days, Hours, Rule, Span
from mail_ingest.reading.words.lexicon import Lexicon
from mail_ingest.reading.words.morphology import words

_ASIDE_WORDS = frozenset(
    words(
        "najlepiej np czyli tj to jest od do w we godz na lub i ok albo ewentualnie tez caly dzien plan b"
        " opcja zapasowo rezerwowo oraz odpowiednio kolejno"
    )
)
_ORIGINS = frozenset(words("z ze of from dated від dnia"))
_DEADLINE_NOUNS = Lexicon(
    {
        "deadline": words(
            "zapis zapisy nabór rekrutacja upływać mijać =deadline =najpóźniej zgłaszać rejestracja składać"
        )
    },
    typos=False,
)
_LETTER_AHEAD = 3
"""Days by which a letter may be dated ahead of its sending."""
_REFERRING = frozenset(words("przed po before after до після niz"))
_NEARLY_A_YEAR = 320
_QUOTES = frozenset(("„", '"', "«", "“", "‘", "'"))
_STREETS = frozenset(words("ul ulica ulicy ulice al aleja alei pl plac placu rondo rondzie"))
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
        if scan.word(found.first - 1) in _QUOTES:
            return Judgement(False, "name")
        if _opening_hours(scan, found):
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
    why = _passing(scan, found, clause)
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
        or _long_ahead(scan, found)
    )
    return Judgement(weak=weak, role=role)


def _passing(scan: Scan, found: Found, clause: Clause) -> str:
    """Why the day is told only in passing, or "" when it may be wanted."""
    lead, value = "" if scan.is_that(found.first - 1) else scan.word(found.first - 1), found.value
    until = isinstance(value, Bound) and value.until is not None
    if _letterhead(scan, found):
        return "letterhead"
    if _in_name(scan, found):
        return "name"
    edge = isinstance(value, Span) and value.period and bool(scan.tags[found.first] & {"start", "end"})
    if lead in _ORIGINS and not edge and _of_document(scan, found):
        return "document"
    written_apart = scan.word(found.first) == "jutrze"
    if lead in _REFERRING and not written_apart and not isinstance(value, Bound):
        return "" if scan.word(found.first - 2) in ("wczesniej", "pozniej") else "reference"
    if "deadline" in clause.wide and ((until and "deadline" in clause.cues) or _deadline_noun(scan, found)):
        return "deadline"
    named = "to" in (scan.word(found.first), lead) and not scan.word(found.last).endswith("day")
    if found.loose and named and scan.word(found.first - 1) not in ("w", "na"):
        return "named"  # "8 marca, mimo że to niedziela"
    if isinstance(value, Bound) and is_long_since(scan, value, clause):
        return "past"
    if _last_year(scan, found) or _previous(scan, found):
        return "past"
    if "thanks" in clause.cues and _long_ahead(scan, found):
        return "past event"
    if lead not in ("na", "for") and not {"booked", "change"} & clause.cues and tells_the_past(scan, clause, found):
        return "past event"
    if refuses(scan, clause) and not isinstance(value, Bound) and "change" not in clause.cues:
        return "declined"
    return "contact" if found.loose and _opening_hours(scan, found) else ""


def _previous(scan: Scan, found: Found) -> bool:
    """Whether "poprzednie spotkanie" or the like stands right before."""
    sentence = scan.tokens[found.first].sentence
    near = range(max(0, found.first - 4), found.first)
    return any(scan.has(n, "past") and scan.tokens[n].sentence == sentence and not _for_a_year(scan, n) for n in near)


def _for_a_year(scan: Scan, past: int) -> bool:
    """Whether it belongs to "za zeszły rok", which tells of what a report is, and not when something was."""
    return scan.has(past + 1, "year") and scan.word(past - 1) == "za"


def _long_ahead(scan: Scan, found: Found) -> bool:
    """Whether the day has no year and lies nearly a year ahead: it was some days ago, and is told of."""
    value = found.value
    if not isinstance(value, Days) or (value.days[0] - scan.today).days < _NEARLY_A_YEAR:
        return False
    return not any(len(scan.digits(n)) == 4 or scan.has(n, "year") for n in range(found.first, found.last + 1))


def _in_name(scan: Scan, found: Found) -> bool:
    """Whether it names a street ("ul. 3 Maja 12") or opens a name in quotation marks."""
    before = found.first - 1
    if found.loose and scan.word(before) in _QUOTES:
        return True
    if isinstance(found.value, Bound):
        return False
    street = scan.word(before - (scan.word(before) == ".")) in _STREETS
    return street or (scan.word(before) == "przy" and scan.tokens[found.last].raw[:1].isupper())


def _last_year(scan: Scan, found: Found) -> bool:
    """Whether "w zeszłym roku" or "rok temu" stands shortly before in the sentence."""
    sentence = scan.tokens[found.first].sentence
    for n in range(max(0, found.first - 7), found.first):
        if scan.tokens[n].sentence != sentence or not scan.has(n, "year"):
            continue
        if (scan.has(n - 1, "past") and not _for_a_year(scan, n - 1)) or scan.word(n + 1) == "temu":
            return True
    return False


def _deadline_noun(scan: Scan, found: Found) -> bool:
    """ "zapisy od 1 do 28 lutego", "termin mija 10 kwietnia"."""
    before = [scan.tokens[n] for n in range(max(0, found.first - 4), found.first) if scan.tokens[n].is_word]
    if any(_DEADLINE_NOUNS.concepts(token.raw) for token in before):
        return True
    behind = (scan.word(n) for n in range(found.last + 1, found.last + 3))
    return any(word in _EXPIRES for word in behind)


_EXPIRES = frozenset(words("mija minie uplywa uplynie"))


def _of_document(scan: Scan, found: Found) -> bool:
    """Whether "z 15 czerwca" tells when something was signed, said or sent, not what is to be moved."""
    start = found.first - 1
    if scan.word(start) == "dnia" and scan.word(start - 1) not in ("z", "ze"):
        return False
    near = {c for n in range(max(0, start - 7), start) if scan.tokens[n].is_word for c in cues_of(scan.tokens[n].raw)}
    if "document" in near:
        return True
    if any(scan.word(n) == "na" for n in range(found.first, found.last)):
        return False
    if scan.word(start) in ("of", "from", "від") or scan.word(found.last + 1) in ("na", "to"):
        return False
    sentence = sentence_of(scan, found)
    if any("change" in cues_of(scan.tokens[n].raw) for n in sentence if scan.tokens[n].is_word):
        return False
    return "booked" not in near


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
    return found.role


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


def _letterhead(scan: Scan, found: Found) -> bool:
    """Whether the mention is the date of a letter: "Kalisz, dnia 12 marca 2026 r." alone on its line."""
    value = found.value
    if not isinstance(value, Days) or len(value.days) > 1 or (value.days[0] - scan.today).days > _LETTER_AHEAD:
        return False
    first = found.first
    first -= scan.word(first - 1) in ("dnia", "dn")
    first -= 2 * (scan.word(first - 1) == "." and scan.word(first - 2) == "dn")
    if scan.word(first - 1) != "," or first < 2 or not scan.tokens[first - 2].raw[:1].isupper():
        return False
    alone = first - 2 == 0 or scan.tokens[first - 2].newlines > 0
    last = found.last + 1
    last += scan.word(last) == "r"
    last = scan.dot(last)
    ends = last >= scan.size or scan.tokens[last].newlines > 0
    same_line = scan.tokens[first - 2].line == scan.tokens[found.first].line
    return alone and ends and same_line and scan.numbered(first - 2, "day:") < 0


def _judge_hours(scan: Scan, found: Found) -> Judgement:
    clause = clause_of(scan, found)
    before = range(max(0, clause.left - 6), found.first)
    cues = clause.cues | {c for n in before if scan.tokens[n].is_word for c in cues_of(scan.tokens[n].raw)}
    if "contact" in cues and not _open_space(scan, before) and not _open_space(scan, sentence_of(scan, found)):
        dated = any(
            scan.numbered(n, "day:") >= 0 or scan.numbered(n, "month:") > 0
            for n in sentence_of(scan, found)
            if n < found.first
        )
        called = any(
            set(scan.tokens[n].lemmas) & _CALLS for n in range(clause.left, found.first) if scan.tokens[n].is_word
        )
        month = any(scan.numbered(n, "month:") > 0 for n in sentence_of(scan, found) if n < found.first)
        if not dated or called or (not month and _opening_hours(scan, found)):
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


def _opening_hours(scan: Scan, found: Found) -> bool:
    """Whether the sentence tells when someone can be reached, and asks for nothing."""
    cues = {c for n in sentence_of(scan, found) if scan.tokens[n].is_word for c in cues_of(scan.tokens[n].raw)}
    return "contact" in cues and not {"asked", "change"} & cues and not _open_space(scan, sentence_of(scan, found))


def _open_space(scan: Scan, tokens: range) -> bool:
    """Whether the open space ("przestrzeń otwarta") is named, a room, and not what is open at that hour."""
    return any(
        scan.word(n).startswith("otwart") and ("przestrzen" in scan.word(n - 1) or "przestrzen" in scan.word(n + 1))
        for n in tokens
    )
