"""Whether a day or an hour is asked for, or told in passing: a statute's date, the past, a deadline, telephone hours.

Each rule looks at the sentence around the mention, mostly at its clause: the words between two commas, stops,
parentheses or a "że", "bo", "więc".
"""

from dataclasses import dataclass
from datetime import date

from mail_ingest.reading.morphology import analyses, words
from mail_ingest.reading.when.cues import cues_of
from mail_ingest.reading.when.scan import Found, Scan
from mail_ingest.reading.when.values import Bound, Days, Hours, Rule, Span

_STOPS = frozenset(",;:.!?()[]")
_CLAUSE_WORDS = frozenset(
    words("ze bo gdyz poniewaz ktory ktora ktore ktorym ktorej gdy kiedy ale zeby aby because so but that бо що але")
)
_ASIDE_WORDS = frozenset(
    words("najlepiej np czyli tj to jest od do w we godz na lub i ok albo ewentualnie tez caly dzien")
)


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
        left, right = _clause(scan, found)
        return Judgement(excluded=_taken_out(scan, found, left, right, floor), role=found.role)
    return Judgement(role=found.role)


def _over(value: Days | Span | Bound, today: date) -> bool:
    if isinstance(value, Days):
        return all(day < today for day in value.days)
    if isinstance(value, Span):
        return value.last < today
    return (
        (value.until or value.since or today) < today
        and (value.until is not None or value.since is not None)
        and (value.until is not None or (value.since or today).year < today.year)
    )


def _judge_day(scan: Scan, found: Found, excluded_before: bool, floor: int) -> Judgement:
    if _letterhead(scan, found):
        return Judgement(False, "letterhead")
    left, right = _clause(scan, found)
    cues = _cues(scan, left, found.first, found.last, right)
    lead = scan.word(found.first - 1)
    if _taken_out(scan, found, left, right, floor) or excluded_before:
        return Judgement(excluded=True)
    if lead in ("z", "ze", "of", "from", "dated", "від", "dnia") and _of_document(scan, found, cues):
        return Judgement(False, "document")
    if lead in ("przed", "po", "before", "after", "до", "після") and not isinstance(found.value, Bound):
        return Judgement(False, "reference")
    if "deadline" in cues and (isinstance(found.value, Bound) and found.value.until or _deadline_noun(scan, found)):
        return Judgement(False, "deadline")
    if lead not in ("na", "for") and not {"booked", "change"} & cues and _past_verb(scan, left, right, found):
        return Judgement(False, "past event")
    if "elsewhere" in cues:
        return Judgement(weak=True, why="elsewhere")
    role = _role(scan, found, left, right, cues)
    if role == "last" and "document" in cues:
        return Judgement(False, "deadline")
    return Judgement(weak=_aside(scan, found) or role in ("pickup", "return"), role=role)


def _deadline_noun(scan: Scan, found: Found) -> bool:
    """ "termin 10 grudnia", "zapisy od 1 do 28 lutego"."""
    before = {
        lemma
        for n in range(max(0, found.first - 4), found.first)
        if scan.tokens[n].is_word
        for lemma in scan.tokens[n].lemmas
    }
    return bool(
        before
        & {
            "zapis",
            "zapisy",
            "nabor",
            "rekrutacja",
            "uplywac",
            "mijac",
            "deadline",
            "najpozniej",
            "zglaszac",
            "rejestracja",
            "skladac",
        }
    )


def _clause(scan: Scan, found: Found) -> tuple[int, int]:
    """First and last token of the clause that holds the mention."""
    sentence = scan.tokens[found.first].sentence
    left = found.first
    while left > 0 and found.first - left < 25:
        token = scan.tokens[left - 1]
        if (
            token.sentence != sentence
            or (token.raw in _STOPS and not _inner_stop(scan, left - 1))
            or token.folded in _CLAUSE_WORDS
        ):
            break
        left -= 1
    right = found.last
    while right + 1 < scan.size and right - found.last < 25:
        token = scan.tokens[right + 1]
        if (
            token.sentence != sentence
            or (token.raw in _STOPS and not _inner_stop(scan, right + 1))
            or token.folded in _CLAUSE_WORDS
        ):
            break
        right += 1
    return left, right


def _inner_stop(scan: Scan, index: int) -> bool:
    """Whether a full stop belongs to a number or an abbreviation."""
    if scan.tokens[index].raw != ".":
        return scan.tokens[index].raw == ":" and scan.glued(index + 1)
    return index + 1 < scan.size and scan.tokens[index + 1].sentence == scan.tokens[index].sentence


def _cues(scan: Scan, left: int, first: int, last: int, right: int) -> set[str]:
    return {
        concept
        for n in (*range(left, first), *range(last + 1, right + 1))
        if scan.tokens[n].is_word
        for concept in cues_of(scan.tokens[n].raw)
    }


def _of_document(scan: Scan, found: Found, cues: set[str]) -> bool:
    """Whether "z 15 czerwca" tells when something was signed, said or sent, not what is to be moved."""
    start = found.first - 1
    if scan.word(start) == "dnia" and scan.word(start - 1) not in ("z", "ze"):
        return False
    near = {c for n in range(max(0, start - 7), start) if scan.tokens[n].is_word for c in cues_of(scan.tokens[n].raw)}
    if "document" in near:
        return True
    if scan.word(start) in ("of", "from", "від"):
        return False
    sentence = scan.tokens[found.first].sentence
    if scan.word(found.last + 1) in ("na", "to"):
        return False
    for n in range(max(0, found.first - 30), min(scan.size, found.last + 30)):
        if scan.tokens[n].sentence == sentence and scan.tokens[n].is_word and "change" in cues_of(scan.tokens[n].raw):
            return False
    return "booked" not in near


def _past_verb(scan: Scan, left: int, right: int, found: Found) -> bool:
    """Whether a verb of the clause tells the past, in Polish, English or Ukrainian."""
    english = scan.text.english
    for n in range(left, right + 1):
        token = scan.tokens[n]
        if found.first <= n <= found.last or not token.is_word:
            continue
        if english and n < found.first and (token.folded in _ENGLISH_PAST or token.folded.endswith("ed")):
            return True
        if token.folded.endswith(_UKRAINIAN_PAST) or _is_past(token.raw):
            return True
    return False


_ENGLISH_PAST = frozenset(words("sent wrote met was were had spoke came went got took held made"))
_UKRAINIAN_PAST = tuple(words("али или ила ала лися лася їли ули ився авcя"))


def _is_past(raw: str) -> bool:
    """Whether this is a verb in the past tense, and not the conditional ("podpisaliśmy", not "chcielibyśmy")."""
    if len(raw) < 4 or raw.lower().endswith(("by", "bym", "byś", "byśmy", "byście", "bys", "bysmy", "byscie")):
        return False
    found = analyses(raw)
    return bool(found) and all(tag.startswith(("praet", "imps")) for _, tag in found)


def _taken_out(scan: Scan, found: Found, left: int, right: int, floor: int) -> bool:
    for n in range(max(left - 1, found.first - 5, floor + 1), found.first):
        if scan.has(n, "except") and not scan.parted(n):
            return scan.word(n) not in ("poza",) or True
    lead = found.first - 1
    lead -= scan.word(lead) in ("w", "we", "dnia", "na")
    if (
        scan.word(lead) in ("bez", "without", "без")
        or scan.word(lead) == "nie"
        and scan.word(lead - 1) in (",", "ale", "a", "(")
    ):
        return True
    after = [n for n in range(found.last + 1, min(right + 1, found.last + 6))]
    if any(scan.has(n, "pause") for n in after):
        return True
    return any(
        scan.word(n) == "nie"
        and scan.word(n + 1) in ("ma", "bedzie", "odbeda", "odbedzie", "spotykamy", "przychodzimy")
        for n in after
    )


def _role(scan: Scan, found: Found, left: int, right: int, cues: set[str]) -> str:
    before = range(max(left - 3, found.first - 6, 0), found.first)
    for n in reversed(before):
        if scan.tokens[n].sentence != scan.tokens[found.first].sentence:
            continue
        if scan.has(n, "first") or scan.has(n, "begin"):
            return "first"
        if scan.has(n, "final") or scan.has(n, "finish"):
            return "last"
    if "pickup" in cues:
        return "pickup"
    if "return" in cues:
        return "return"
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
            return any(word not in _ASIDE_WORDS for word in inside)
        start -= 1
    return False


def _letterhead(scan: Scan, found: Found) -> bool:
    """Whether the mention is the date of a letter: "Kalisz, dnia 12 marca 2026 r." alone on its line."""
    first = found.first
    first -= scan.word(first - 1) in ("dnia", "dn")
    first -= scan.word(first - 1) == "." and scan.word(first - 2) == "dn" and 2
    line = scan.tokens[found.first].line
    if scan.word(first - 1) != "," or first < 2 or not scan.tokens[first - 2].raw[:1].isupper():
        return False
    alone = first - 2 == 0 or scan.tokens[first - 2].newlines > 0
    last = found.last + 1
    last += scan.word(last) == "r"
    last = scan.dot(last)
    ends = last >= scan.size or scan.tokens[last].newlines > 0
    return alone and ends and scan.tokens[first - 2].line == line and scan.numbered(first - 2, "day:") < 0


def _judge_hours(scan: Scan, found: Found) -> Judgement:
    left, right = _clause(scan, found)
    cues = _cues(scan, max(0, left - 6), found.first, found.last, right)
    sentence = scan.tokens[found.first].sentence
    start = found.first
    while start > 0 and scan.tokens[start - 1].sentence == sentence and found.first - start < 30:
        start -= 1
    if "contact" in cues and not any(
        scan.numbered(n, "day:") >= 0 or scan.numbered(n, "month:") > 0 for n in range(start, found.first)
    ):
        return Judgement(False, "contact")
    if "contact" in cues and _contact_verb(scan, left, found.first):
        return Judgement(False, "contact")
    finish = any(scan.has(n, "finish") for n in range(max(left - 2, found.first - 6, 0), found.first))
    return Judgement(role="finish" if finish else found.role)


def _contact_verb(scan: Scan, left: int, first: int) -> bool:
    return any(
        set(scan.tokens[n].lemmas) & {"dzwonic", "zadzwonic", "oddzwonic", "autobus", "pociag"}
        for n in range(left, first)
        if scan.tokens[n].is_word
    )
