"""Whether equipment is refused, or the writers bring their own: "rzutnika nie trzeba", "mamy swój ekran"."""

from mail_ingest.reading.passage import Passage, is_past
from mail_ingest.reading.requests.equipment_names import EQUIPMENT
from mail_ingest.reading.requests.own_things import lacked, lacked_behind, remembered
from mail_ingest.reading.requests.refusals import answered_no, taken_back
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.text import Token
from mail_ingest.reading.words.vocabulary import ASKING, LENDING, NEGATION, OWN, Vocabulary, phrases

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


def denied_before(passage: Passage, match: Match) -> bool:
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


def ends_denied(passage: Passage, match: Match, *, enclosed: bool = False) -> bool:
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
