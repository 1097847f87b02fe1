"""What equipment a passage asks for.

    read_equipment(passage)       # → [Found("projector", first, last, …)], in the order of the text

Things that stand in one enumeration share what is said of it: "nie potrzebujemy rzutnika ani mikrofonu", "laptop i
rzutnik mamy swoje"; in "rzutnik i ekran, mikrofonu nie trzeba" only the microphone is refused.
"""

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.passage import Found, Passage, tells_past
from mail_ingest.reading.requests.equipment_denied import denied_before, ends_denied
from mail_ingest.reading.requests.equipment_names import EQUIPMENT
from mail_ingest.reading.requests.own_things import is_subject, provided, provided_behind
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import number_at
from mail_ingest.reading.words.vocabulary import ASKING, LENDING, NEGATION, OWN, Vocabulary, phrases

_CONNECTORS = frozenset(
    words(
        """i oraz a ani lub albo czy tez takze rowniez plus and or та і й або ze z / + & nie jak dwa dwie ewentualnie do
    with an the some kilka pare jeden jedna"""
    )
)
_JOINING = frozenset(words("i oraz ani and or та і й lub albo a z ze / czy + &"))


def read_equipment(passage: Passage) -> list[Found[str]]:
    """What is asked for, each thing once, in the order of the text."""
    matches = [match for match in passage.find(EQUIPMENT) if match.concept != "nothing"]
    kept: dict[str, Found[str]] = {}
    refused: Match | None = None
    for group in _enumerations(passage, matches):
        if refused is not None and _likewise(passage, refused, group):
            continue
        asked = _asked_plainly(passage, group[0])
        for match in _wanted(passage, group):
            confidence = _confidence(passage, match) if asked else Confidence.LIKELY
            kept.setdefault(match.concept, Found(match.concept, match.first, match.last, confidence))
        refused = None if group[0].concept in kept else group[-1]
    return list(kept.values())


def _likewise(passage: Passage, refused: Match, group: list[Match]) -> bool:
    """ "Ekran mamy swój, rzutnik też": no more is said of a thing than of the one before it, which is not asked for."""
    tokens = passage.letter.tokens
    after, end = group[-1].last + 1, passage.sentence(refused.last).last
    if not refused.last < group[0].first <= end or after > end or tokens[after].folded not in _TOO:
        return False
    rest = Passage(passage.letter, after + 1, passage.clause(after).last)
    return not any(token.is_word for token in rest.tokens)


_TOO = frozenset(words("tez takze rowniez podobnie too также також"))


def _enumerations(passage: Passage, matches: list[Match]) -> list[list[Match]]:
    """Neighbours with nothing but joints, counts and adjectives between them."""
    groups: list[list[Match]] = []
    for match in matches:
        if groups and _joined(passage, groups[-1][-1].last, match.first):
            groups[-1].append(match)
        else:
            groups.append([match])
    return groups


def _joined(passage: Passage, last: int, first: int) -> bool:
    tokens = passage.letter.tokens
    between = tokens[last + 1 : first]
    if len(between) > 5 or (between and tokens[first].sentence != tokens[last].sentence):
        return False
    return all(_joint(passage, index) for index in range(last + 1, first))


def _joint(passage: Passage, index: int) -> bool:
    token = passage.letter.tokens[index]
    if token.folded == "a" and passage.letter.tokens[index - 1].raw == ",":
        return False  # "potrzebny laptop, a rzutnik mamy"
    return (
        token.raw in ",()"
        or (token.folded in _CONNECTORS and token.folded != "nie")
        or (token.newlines > 0 and token.raw in "-–•*")
        or number_at(passage.letter.text, index) is not None
        or any(lemma.endswith(("ny", "owy", "ski", "aly", "ly")) for lemma in token.lemmas)
    )


def _wanted(passage: Passage, group: list[Match]) -> list[Match]:
    """The things of one enumeration that are asked for."""
    if denied_before(passage, group[0]) or provided(passage, group[0], group[-1]):
        return []
    kept = list(group)
    if ends_denied(passage, group[-1], enclosed=_enclosed(passage, group)) or provided_behind(passage, group[-1]):
        last = len(kept) - 1
        while last > 0 and _shares_end(passage, group, last):
            last -= 1
        kept = kept[:last]
    kept = [match for match in kept if not _own_here(passage, match, within=match is not group[0])]
    return [match for match in kept if not _replaced(passage, match) and not is_subject(passage, match.first)]


def _own_here(passage: Passage, match: Match, *, within: bool) -> bool:
    """ "rzutnik i nasz laptop": the one thing (of a list, where it is `within` one) that is the writers' own."""
    if passage.clause(match.first).has(_BROKEN):
        return False
    owner = OWN.concepts(passage.letter.tokens[match.first - 1].raw) if match.first > passage.first else ()
    return "ours" in owner or (within and "own" in owner)


_BROKEN = Vocabulary({"broken": phrases("zepsuć, popsuć, =nie działa, =broken, зламав*")}, typos=False)


def _shares_end(passage: Passage, group: list[Match], index: int) -> bool:
    """Whether what follows thing `index` is said of the one before it, too: joined by "i", or by a comma within a list
    that ends in "i"."""
    between = passage.letter.tokens[group[index - 1].last + 1 : group[index].first]
    if any(token.folded in _JOINING for token in between) or _enclosed(passage, group):
        return True
    return index + 1 < len(group) and _shares_end(passage, group, index + 1)


def _enclosed(passage: Passage, group: list[Match]) -> bool:
    """Whether brackets hold the list together: "(rzutnik, laptop) przywozimy"."""
    tokens = passage.letter.tokens
    first, last = group[0].first - 1, group[-1].last + 1
    return passage.first <= first and last <= passage.last and tokens[first].raw == "(" and tokens[last].raw == ")"


def _replaced(passage: Passage, match: Match) -> bool:
    before = passage.letter.tokens[max(passage.first, match.first - 3) : match.first]
    return any(token.folded in ("zamiast", "instead", "замість") for token in before)


def _asked_plainly(passage: Passage, match: Match) -> bool:
    """Whether a verb of asking governs the enumeration that begins here, or a heading ("Sprzęt: …") opens it."""
    if passage.clause(match.first).has(ASKING) or passage.clause(match.first).has(LENDING, "lend"):
        return True
    sentence = passage.sentence(match.first)
    opened = Passage(passage.letter, sentence.first, match.first - 1)
    if opened.first <= opened.last and opened.tokens[-1].raw == ":" and len(opened.tokens) <= _HEADING:
        return True
    return sentence.has(ASKING) and not sentence.has(OWN, "own", "bring") and not sentence.has(NEGATION)


_HEADING = 4
"""Tokens of a heading at most: "Potrzebny sprzęt dodatkowy:"."""


def _confidence(passage: Passage, match: Match) -> Confidence:
    clause = passage.clause(match.first)
    if clause.has(NEGATION) or clause.has(OWN, "own", "bring") or tells_past(clause):
        return Confidence.LIKELY
    return Confidence.CERTAIN
