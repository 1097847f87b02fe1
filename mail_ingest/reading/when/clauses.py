"""The clause and the sentence around a mention, and what their verbs tell: past, refusal."""

from collections.abc import Iterable
from dataclasses import dataclass

from mail_ingest.reading.when.cues import cues_of
from mail_ingest.reading.when.scan import Found, Scan
from mail_ingest.reading.when.values import Bound
from mail_ingest.reading.words.hoping import hopes
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.text import WORD

_STOPS = frozenset(",;:.!?()[]|")
_CLAUSE_WORDS = frozenset(
    words("ze bo gdyz poniewaz ktory ktora ktore ktorym ktorej gdy kiedy ale zeby aby because so but that бо що але")
)
_WIDEST = 25
_ENGLISH_PAST = frozenset(words("sent wrote met was were had spoke came went got took held made"))
_SUBJECTS = frozenset(words("i we you they he she it which that who was were been and also already just have had has"))
_UKRAINIAN_PAST = tuple(words("али или ила ала лися лася їли ули ився авcя"))
_CONDITIONAL = ("by", "bym", "byś", "byśmy", "byście", "bys", "bysmy", "byscie")
_WISHING = ("zeby", "aby", "gdyby")
"""What follows is a wish, though its verb has the form of the past ("żebyśmy się spotkali")."""
_UNABLE = frozenset(words("moc pasowac odpowiadac dac zdazyc"))
_FILLERS = frozenset(words("w we na czyli tj tzn i oraz a to juz tez takze dnia dniu wlasnie on the"))


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `left` to `right` around a mention; `cues` of its other words; `wide`: those of the clause before as well
    where this one holds no more than the mention ("klucze odbierzemy wcześniej, 19 marca")."""

    left: int
    right: int
    cues: frozenset[str]
    wide: frozenset[str]


def clause_of(scan: Scan, found: Found) -> Clause:
    """The clause that holds the mention."""
    left = _left(scan, found.first, found.first)
    right = found.last
    while right + 1 < scan.size and right - found.last < _WIDEST and not _bounds(scan, right + 1, found.first):
        right += 1
    cues = cues_among(scan, (*range(left, found.first), *range(found.last + 1, right + 1)))
    around = (*range(left, found.first), *range(found.last + 1, right + 1))
    bare = not any(scan.tokens[n].is_word and scan.word(n) not in _FILLERS for n in around)
    before = _left(scan, left - 1, found.first) if bare and left > 0 else left
    return Clause(left, right, cues, cues | cues_among(scan, range(before, left)))


def sentence_of(scan: Scan, found: Found) -> range:
    """The tokens of the sentence around the mention, some forty each way at most."""
    sentence = scan.tokens[found.first].sentence
    first, last = found.first, found.last
    while first > 0 and scan.tokens[first - 1].sentence == sentence and found.first - first < 40:
        first -= 1
    while last + 1 < scan.size and scan.tokens[last + 1].sentence == sentence and last - found.last < 40:
        last += 1
    return range(first, last + 1)


def _left(scan: Scan, index: int, mention: int) -> int:
    while index > 0 and mention - index < _WIDEST and not _bounds(scan, index - 1, mention):
        index -= 1
    return max(index, 0)


def _bounds(scan: Scan, index: int, mention: int) -> bool:
    """Whether a clause ends at this token."""
    token = scan.tokens[index]
    if token.sentence != scan.tokens[mention].sentence or token.folded in _CLAUSE_WORDS:
        return True
    return token.raw in _STOPS and not _inner_stop(scan, index)


def _inner_stop(scan: Scan, index: int) -> bool:
    """Whether a full stop or colon belongs to a number or an abbreviation."""
    if scan.tokens[index].raw != ".":
        return scan.tokens[index].raw == ":" and scan.glued(index + 1)
    return index + 1 < scan.size and scan.tokens[index + 1].sentence == scan.tokens[index].sentence


def cues_among(scan: Scan, indexes: Iterable[int]) -> frozenset[str]:
    """What the words at these tokens tell of a date beside them."""
    said = [cues_of(scan.tokens[n].raw) for n in indexes if scan.tokens[n].kind is WORD]
    return frozenset().union(*said)


def tells_the_past(scan: Scan, clause: Clause, found: Found) -> bool:
    """Whether a verb of the clause tells the past, in Polish, English or Ukrainian."""
    english = scan.text.english
    if any(scan.word(n).startswith(_WISHING) for n in range(max(clause.left - 1, 0), clause.right + 1)):
        return False
    for n in range(clause.left, clause.right + 1):
        token = scan.tokens[n]
        if found.first <= n <= found.last or not token.is_word:
            continue
        if len(token.raw) > 4 and token.raw.lower().endswith(_CONDITIONAL) and token.folded not in _WISHING:
            return False  # "zaczęlibyśmy 20 marca i skończyli 22 marca": the verbs behind it are wishes, too
        if hopes(scan.tokens, n):
            continue
        if english and n < found.first and _is_english_past(scan, n):
            return True
        if token.folded.endswith(_UKRAINIAN_PAST) and token.folded != "зала":
            return True
        if _is_past(token.raw) and not (n < found.first and _plans(token.raw)):
            return True
    return False


def _is_english_past(scan: Scan, index: int) -> bool:
    """Whether this is an English verb in the past: "sent", or "we registered", but not "we need" or "interested"."""
    word = scan.word(index)
    if word in _ENGLISH_PAST:
        return True
    return word.endswith("ed") and word not in ("need", "proceed") and scan.word(index - 1) in _SUBJECTS


def _is_past(raw: str) -> bool:
    """Whether this is a verb in the past tense, and not the conditional ("podpisaliśmy", not "chcielibyśmy")."""
    if len(raw) < 4 or raw.lower().endswith(_CONDITIONAL):
        return False
    found = loose_analyses(raw)
    past = {lemma for lemma, tag in found if tag.startswith(("praet", "imps"))}
    return bool(past & _COMMON) or (bool(found) and all(tag.startswith(("praet", "imps")) for _, tag in found))


def _plans(raw: str) -> bool:
    return any(lemma in _PLANNING for lemma, _ in loose_analyses(raw))


_COMMON = frozenset(("być", "mieć"))
"""Verbs so common that their past is none of the rare nouns that are written alike ("miała", "była")."""
_PLANNING = frozenset(
    (
        *("wymyślić", "umyślić", "pomyśleć", "myśleć", "planować", "zaplanować", "ustalić", "uzgodnić", "wybrać"),
        *("upatrzyć", "postanowić", "zdecydować", "przewidzieć", "założyć", "wpaść", "zgodzić"),
    )
)
"""What is planned lies ahead, though it was planned in the past ("wymyśliłyśmy wtorek 20 października")."""


def refuses(scan: Scan, clause: Clause) -> bool:
    """Whether the clause says that the day does not suit ("19 marca nie możemy", "nie pasuje nam piątek")."""
    for n in range(clause.left, clause.right):
        if scan.word(n) != "nie" or scan.word(clause.left) == "czy" or scan.word(clause.left - 1) == "czy":
            continue
        following = scan.tokens[n + 1]
        if following.is_word and not following.raw.lower().endswith(_CONDITIONAL) and _UNABLE & set(following.lemmas):
            return not any(scan.word(m) in ("wczesniej", "pozniej", "inny", "zrobic") for m in (n + 1, n + 2, n + 3))
    return False


def is_long_since(scan: Scan, value: Bound, clause: Clause) -> bool:
    """ "działamy od września", "od grudnia jestem skarbniczką": a month since which something is, and asks for nothing.

    What someone does "od października" without saying what for is past where that month is nearer behind than ahead.
    """
    if value.since is None or not value.period or {"asked", "change"} & clause.cues:
        return False
    verbs = [
        lemma
        for n in range(clause.left, clause.right + 1)
        if scan.tokens[n].is_word
        for lemma, tag in loose_analyses(scan.tokens[n].raw)
        if tag.startswith("fin:") and tag.endswith(":imperf")
    ]
    if _AHEAD.intersection(verbs):
        return False
    return any(lemma in _STATES for lemma in verbs) or (bool(verbs) and (value.since - scan.today).days > _HALF_A_YEAR)


_AHEAD = frozenset(("planować", "chcieć", "potrzebować", "zamierzać", "ruszać", "zaczynać", "startować", "rozpoczynać"))
_STATES = frozenset(
    ("mieć", "być", "działać", "istnieć", "należeć", "pełnić", "mieszkać", "pracować", "znać", "czekać")
)
_HALF_A_YEAR = 183
