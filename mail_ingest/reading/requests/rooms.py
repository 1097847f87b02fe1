"""Which rooms a passage asks for.

    read_rooms(passage, change=False)     # → [Found("workshop_1", first, last)], in the order of the text

Rooms that the writer leaves ("zamiast małej sali wykładowa"), had before ("ostatnio byliśmy w sali wykładowej") or does
not want are not among them. `ROOMS` holds the aliases as data: the rooms of the Centre are a lecture hall, two workshop
rooms and an open space (see the corpus' README for the codes).
"""

from dataclasses import replace

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.passage import Found, Passage, tells_past
from mail_ingest.reading.requests.room_names import ROOMS
from mail_ingest.reading.requests.room_numbers import number_before, numbers_after, room_number
from mail_ingest.reading.requests.room_sizes import rooms_by_size
from mail_ingest.reading.requests.rooms_left import unfit, usual
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.vocabulary import NEGATION, Vocabulary, phrases

_BOTH = Vocabulary(
    {
        "both": phrases("""oba, obie, obydwa, obydwie, =obu, =oboma, =obiema, =both, обидв*, обома, dwa,
            =two, =2, =дві""")
    },
    typos=False,
)
_LEFT = frozenset(words("zamiast miast instead замість niz anizeli than"))
_PREFIXED = Vocabulary({"room": ["jedynka", "dwójka"]}, typos=False)


def read_rooms(passage: Passage, *, change: bool = False) -> list[Found[str]]:
    """The rooms that are wanted, each once, in their order. `change`: of two rooms the one moved to counts."""
    mentions = [found for match in passage.find(ROOMS) for found in _mention(passage, match)]
    mentions += _nicknames(passage, mentions) + rooms_by_size(passage)
    mentions.sort(key=lambda found: found.first)
    wanted = [found for found in mentions if not _left(passage, found) and not _denied(passage, found)]
    wanted = [found for found in wanted if not _passage_way(passage, found, wanted)]
    wanted = [found for found in wanted if not unfit(passage, found) and not usual(passage, found)] or wanted
    if change:
        wanted = _moved_to(passage, wanted)
    sure = len(wanted) == len(mentions)
    return _distinct([found if sure and _plainly(passage, found) else _likely(found) for found in wanted])


def _passage_way(passage: Passage, found: Found[str], wanted: list[Found[str]]) -> bool:
    """Whether a corridor is where some wait or things stand ("krzesła na korytarz"), beside another room asked for."""
    corridor = passage.letter.tokens[found.first].folded.startswith("korytarz")
    return corridor and any(other.value != found.value for other in wanted)


def _plainly(passage: Passage, found: Found[str]) -> bool:
    """Whether nothing around the room makes it doubtful: a denial, the past, a number behind a room without one."""
    clause = passage.clause(found.first)
    if clause.has(NEGATION) or tells_past(clause):
        return False
    behind = passage.letter.tokens[found.last + 1 : found.last + 3]
    return found.value != "workshop" or not any(room_number(token.raw) for token in behind)


def _likely(found: Found[str]) -> Found[str]:
    return replace(found, confidence=Confidence.LIKELY) if found.confidence is Confidence.CERTAIN else found


def _mention(passage: Passage, match: Match) -> list[Found[str]]:
    """What one match stands for: two rooms for "obie sale warsztatowe", one for "sala warsztatowa nr 2"."""
    if match.concept in ("lecture_hall", "open_space"):
        return [Found(match.concept, match.first, match.last)]
    numbers = numbers_after(passage, match.last) or number_before(passage, match.first)
    if numbers:
        last = max(match.last, numbers[-1][1])
        return [Found(f"workshop_{number}", match.first, last) for number, _ in numbers]
    workshop = passage.letter.tokens[match.first].folded.startswith("маистерн")
    if match.concept == "numbered" and not workshop:
        return []
    before = passage.letter.tokens[match.first - 1] if match.first > passage.first else None
    if before is not None and (_BOTH.concepts(before.raw) or before.raw == "2"):
        return [Found(f"workshop_{number}", match.first - 1, match.last) for number in "12"]
    return [] if match.concept == "numbered" else [Found("workshop", match.first, match.last)]


def _nicknames(passage: Passage, mentions: list[Found[str]]) -> list[Found[str]]:
    """ "jedynka" and "dwójka" beside no named room, where the passage speaks of rooms."""
    taken = {index for found in mentions for index in range(found.first, found.last + 1)}
    found = []
    for match in passage.find(_PREFIXED):
        before = passage.letter.tokens[match.first - 1].folded if match.first else ""
        if match.first not in taken and before != "we":
            number = room_number(passage.letter.tokens[match.first].raw)
            found.append(Found(f"workshop_{number}", match.first, match.last, Confidence.LIKELY))
    return found


def _left(passage: Passage, found: Found[str]) -> bool:
    """Whether it is the room that is given up: "zamiast małej sali", "zamianę małej sali na wykładową"."""
    tokens = passage.letter.tokens
    before = [token.folded for token in tokens[max(passage.first, found.first - 3) : found.first]]
    if _LEFT.intersection(before):
        return True
    clause = passage.clause(found.first)
    if before[-1:] == ["od"] and clause.has(_PREFERRING):
        return True
    swaps = [match for match in clause.find(_SWAP) if match.first < found.first]
    if not swaps:
        return False
    return any(
        _enters(passage, other.first) and other.first > found.last
        for other in clause.find(ROOMS)
        if other.concept != "numbered" or numbers_after(passage, other.last)
    )


_PREFERRING = Vocabulary({"prefer": phrases("woleć, lepszy, wygodniejszy, większy, mniejszy")}, typos=False)


_SWAP = Vocabulary(
    {
        "swap": phrases("""zamiana, zamienić, zmienić, zmiana, przenieść, przeniesienie, przenosić, =swap,
            =change, =move, замінити, перенести""")
    }
)


_ENTERING = frozenset(words("na do to for у до w we"))


def _enters(passage: Passage, index: int) -> bool:
    tokens = passage.letter.tokens
    return any(token.folded in _ENTERING - {"w", "we"} for token in tokens[max(passage.first, index - 2) : index])


def _denied(passage: Passage, found: Found[str]) -> bool:
    """Whether the room is refused ("sali nie potrzebujemy") or only remembered ("byliśmy w sali wykładowej")."""
    clause = passage.clause(found.first)
    past = tells_past(clause) and not clause.has(_ACTUAL) and not _was_to_be(clause)
    return past or refused(passage, found.first, found.last)


def _was_to_be(clause: Passage) -> bool:
    """ "miały się odbyć w małej sali", "mieliśmy ćwiczyć": what was planned, and has not been."""
    tokens = clause.tokens
    return any(
        any(tag.startswith("inf") for _, tag in loose_analyses(other.raw))
        for place, token in enumerate(tokens)
        if token.folded.startswith(("mial", "miel"))
        for other in tokens[place + 1 : place + 5]
        if other.is_word
    )


def refused(passage: Passage, first: int, last: int) -> bool:
    """Whether the room from token `first` to `last` is said not to be wanted."""
    tokens = passage.letter.tokens
    for match in passage.clause(first).find(NEGATION):
        following = tokens[match.last + 1].folded if match.last + 1 < len(tokens) else ""
        if following in ("tylko", "only") or first <= match.first <= last:
            continue
        if match.concept == "needless" or _governs_need(tokens[match.last + 1 : match.last + 4]):
            return True
        if match.last == first - 1 or (match.last == first - 2 and following in ("w", "do", "o", "на")):
            return True
    return False


_ACTUAL = Vocabulary(
    {
        "actual": phrases("""rezerwacja, zarezerwować, rezerwować, chcieć, prosić, potrzebować, odwołać,
            przenieść, zmienić, zgłosić, umówić, myśleć, pomyśleć, =wanted, =booked,
            =забронювали, zamówić, dostać, zaproponować, wybrać, zdecydować, =czy, =like,
            =хотіли""")
    }
)


_NEED = Vocabulary(
    {
        "need": phrases("""potrzebować, potrzebny, chcieć, trzeba, =trzeba, wymagać, =need, =want, konieczny,
            =потрібен, =потрібно, =потребуємо""")
    }
)


def _governs_need(tokens: tuple[object, ...]) -> bool:
    return any(_NEED.concepts(getattr(token, "raw", "")) for token in tokens)


def _moved_to(passage: Passage, mentions: list[Found[str]]) -> list[Found[str]]:
    """Of the rooms of a change those moved to; all of them when none is marked as such."""
    if len({found.value for found in mentions}) < 2:
        return mentions
    entered = [found for found in mentions if _enters(passage, found.first)]
    return entered or mentions


def _distinct(mentions: list[Found[str]]) -> list[Found[str]]:
    """Each room once; a workshop room without its number only beside no numbered one."""
    kept: dict[str, Found[str]] = {}
    for found in mentions:
        kept.setdefault(found.value, found)
    if {"workshop_1", "workshop_2"} & kept.keys():
        kept.pop("workshop", None)
    return list(kept.values())
