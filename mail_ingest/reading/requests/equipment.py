"""What equipment a passage asks for.

    read_equipment(passage)       # → [Found("projector", first, last, …)], in the order of the text

Things that stand in one enumeration share what is said of it: "nie potrzebujemy rzutnika ani mikrofonu", "laptop i
rzutnik mamy swoje"; in "rzutnik i ekran, mikrofonu nie trzeba" only the microphone is refused.
"""

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.passage import Found, Passage, is_past, tells_past
from mail_ingest.reading.requests.equipment_names import EQUIPMENT
from mail_ingest.reading.requests.own_things import (
    is_subject,
    lacked,
    lacked_behind,
    provided,
    provided_behind,
    remembered,
)
from mail_ingest.reading.requests.refusals import answered_no, taken_back
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import number_at
from mail_ingest.reading.words.text import Token
from mail_ingest.reading.words.vocabulary import ASKING, LENDING, NEGATION, OWN, Vocabulary, phrases

_CONNECTORS = frozenset(
    words(
        """i oraz a ani lub albo czy tez takze rowniez plus and or та і й або ze z / + & nie jak dwa dwie ewentualnie do
    with an the some kilka pare jeden jedna"""
    )
)


_JOINING = frozenset(words("i oraz ani and or та і й lub albo a z ze / czy + &"))


_EXCEPTIONS = Vocabulary(
    {
        "except": phrases("""=poza, =oprócz, =prócz, =wyjątkiem, =except, =apart from, =крім, =tylko, =jedynie,
            =only, =wyłącznie""")
    },
    typos=False,
)


_REMOVING = Vocabulary(
    {
        "remove": phrases("""odsunąć, rezygnować, zrezygnować, =rezygnujemy, odsunięcie, wynieść, wyniesienie,
            usunąć, usunięcie, schować, odstawić, złożyć, poskładać, =remove, =away, прибрати""")
    },
    typos=False,
)


_PREDICATES = Vocabulary(
    {
        "need": phrases("""potrzebować, potrzebny, potrzeba, trzeba, =trzeba, konieczny, wymagać, chcieć,
            =need, =needed, =necessary, =required, używać, korzystać, =потрібен, =потрібна,
            =потрібно, =потрібні, =потребуємо, =треба, niezbędny, brać, prosić, =want,
            martwić, kłopotać, szykować"""),
    },
    typos=False,
)


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
    if _denied_before(passage, group[0]) or provided(passage, group[0], group[-1]):
        return []
    kept = list(group)
    if _ends_denied(passage, group[-1], enclosed=_enclosed(passage, group)) or provided_behind(passage, group[-1]):
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


def _denied_before(passage: Passage, match: Match) -> bool:
    """A refusal or "we have our own" in the clause before the thing, with no exception between."""
    clause = passage.clause(match.first)
    if lacked(passage, match.first):
        return False
    if remembered(clause) or _refused(passage, clause.first, match.first):
        return True
    if passage.part((match.first - 3, match.first - 1)).has(_REMOVING):
        return True
    # a list that follows "nie potrzebujemy niczego: rzutnika…" lies in the next clause
    return any(
        found.concept in ("own", "bring")
        and found.last < match.first
        and not _past_before(passage, found.first)
        and not _exception(passage, found.last, match.first)
        and not _joined_to_own(passage, found, match.first)
        and _owns(passage, found, match.first)
        for found in clause.find(OWN)
    )


def _joined_to_own(passage: Passage, found: Match, first: int) -> bool:
    """Whether the thing is the Centre's, to which the writers' own is joined: "swój laptop podłączymy do rzutnika"."""
    between = passage.letter.tokens[found.last + 1 : first]
    if any(token.folded in ("panstwa", "waszego", "wasz", "wasze", "waszej", "your") for token in between):
        return True
    own = Passage(passage.letter, found.last + 1, first - 1).find(EQUIPMENT)
    return bool(own) and any(token.folded in ("do", "to") for token in passage.letter.tokens[own[0].last + 1 : first])


def _owns(passage: Passage, found: Match, first: int) -> bool:
    """Whether "mamy …" speaks of owning the thing: not "mamy nadzieję na rzutnik", "mamy prośbę o"."""
    tokens = passage.letter.tokens
    if tokens[found.last].folded.endswith(("cie", "uja", "aja")):
        return False
    if found.first > passage.first and tokens[found.first - 1].folded in ("could", "can", "may", "should", "if"):
        return False
    between = tokens[found.last + 1 : first]
    if any(ASKING.concepts(token.raw) or LENDING.concepts(token.raw) for token in between if token.is_word):
        return False
    return not any(
        token.folded in ("o", "na", "czy", "prosbe", "nadzieje", "w", "zarezerwowana", "zarezerwowany")
        for token in between
    )


def _past_before(passage: Passage, index: int) -> bool:
    return any(is_past(token) for token in passage.letter.tokens[max(passage.first, index - 1) : index])


_FARTHEST = 40
"""Tokens before a thing among which a refusal may stand."""


def _refused(passage: Passage, start: int, end: int) -> bool:
    tokens = passage.letter.tokens
    for match in passage.part((max(start, end - _FARTHEST), end - 1)).find(NEGATION):
        if tokens[match.first].folded == "no" and not passage.letter.is_english:
            continue
        if _exception(passage, match.last, end):
            continue
        following = tokens[match.last + 1] if match.last + 1 < len(tokens) else None
        if following is not None and following.folded in ("tylko", "only", "лише"):
            continue
        if match.concept in ("without", "none", "needless"):
            return end - match.last <= 4
        if (
            _needs(tokens[match.last + 1 : match.last + 4])
            or end - match.last <= 3
            or (following and following.folded in ("trzeba", "ma"))
        ):
            return True
    return False


def _needs(tokens: tuple[Token, ...]) -> bool:
    return any(_PREDICATES.concepts(token.raw) for token in tokens)


def _exception(passage: Passage, first: int, last: int) -> bool:
    return passage.part((first, last)).has(_EXCEPTIONS)


_END_MARKS = frozenset(words(". ! ? ; : ( )"))


def _ends_denied(passage: Passage, match: Match, *, enclosed: bool = False) -> bool:
    """What follows the thing: "… nie trzeba", "… niekoniecznie", "… mamy własny", "… przywieziemy", "… swój"."""
    tokens = passage.letter.tokens
    words: list[int] = []
    begin = match.last + 1 + (enclosed and match.last < passage.last)
    aside = [token.folded for token in tokens[match.last + 1 : match.last + 3]]
    if len(aside) == 2 and aside[0] == "(" and OWN.concepts(aside[1]):
        return True
    for index in range(begin, min(passage.last, match.last + 9) + 1):
        if (
            tokens[index].raw in _END_MARKS
            or tokens[index].raw == ","
            or tokens[index].sentence != tokens[match.last].sentence
        ):
            break
        words.append(index)
    if taken_back(passage, match.last) or _there_already(passage, match.last):
        return True
    if lacked_behind(passage, match.last):
        return False
    if not words:
        return answered_no(passage, match.last)
    after = passage.part((words[0], words[-1]))
    if _exception(passage, words[0], words[-1]) or _exception(passage, match.first - 2, match.first - 1):
        return False
    if passage.part((words[0], words[0] + 2)).has(_REMOVING):
        return True
    for found in after.find(NEGATION):
        if found.concept == "without":
            continue
        rest = tokens[found.last + 1 : words[-1] + 1]
        if found.concept == "needless" or not rest or _needs(rest[:3]):
            return True
    return any(
        (found.concept != "ours" or _predicative(passage, found)) and not _asks_between(passage, words[0], found.first)
        for found in after.find(OWN)
    )


def _there_already(passage: Passage, last: int) -> bool:
    """ "krzesła wystarczą te, które stoją": what the room has is enough."""
    behind = [token.folded for token in passage.letter.tokens[last + 1 : min(passage.last, last + 2) + 1]]
    return len(behind) == 2 and behind[0].startswith("wystarcz") and behind[1] in ("te", "ten", "ta", "to", "tych")


def _predicative(passage: Passage, found: Match) -> bool:
    """Whether "nasz" is the predicate ("zegary są nasze"), not the attribute of what follows ("dla naszych gości")."""
    tokens = passage.letter.tokens
    before = tokens[found.first - 1].folded
    at_end = found.last == passage.last or not tokens[found.last + 1].is_word or tokens[found.last + 1].newlines > 0
    return before in ("sa", "jest", "beda", "bedzie") and at_end


def _asks_between(passage: Passage, first: int, last: int) -> bool:
    return any(
        token.folded in ("na", "dla", "do", "bo", "zeby", "ktory", "ktora", "gdzie")
        for token in passage.letter.tokens[first:last]
    )


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
