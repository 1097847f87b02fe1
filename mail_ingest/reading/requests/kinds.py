"""What kind of service a stretch of a letter speaks of.

    score_kinds(passage)      # → {"booking": Clue(3, first, last), …}: every kind spoken of, with its weight and place

A weight of 3 is a plain request; 2 a mention that makes the kind likely; 1 a hint. Nothing else decides what a message
is about: `segments` compares these from sentence to sentence.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from mail_ingest.reading.passage import Passage, is_past, tells_past
from mail_ingest.reading.requests.cancelling import calls_off, leaves
from mail_ingest.reading.requests.enrolling import enrolling
from mail_ingest.reading.requests.equipment_names import EQUIPMENT
from mail_ingest.reading.requests.kind_words import (
    ADDRESS,
    ADVICE,
    EVENTS,
    LOST,
    MEDIA,
    PLACES,
    PUBLISHED,
    PUBLISHING,
    TRAINING,
    TRAININGS,
)
from mail_ingest.reading.requests.room_names import ROOMS
from mail_ingest.reading.requests.rooms import refused
from mail_ingest.reading.requests.topics import ADVISERS, MATTERS, in_reason, is_ours, speaks_of_founding
from mail_ingest.reading.requests.trainings import asks_what_is_planned, is_place_for_own, is_seat, leads, turns_to
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.vocabulary import ASKING, LENDING, THANKS, Vocabulary, phrases

PLAIN = 3
"""The weight of a plain request."""


class Clue(NamedTuple):
    """How much speaks for a kind, and the tokens that do."""

    weight: int
    first: int
    last: int


def score_kinds(passage: Passage, *, asked: bool = False) -> dict[str, Clue]:
    """The kinds that the passage speaks of. `asked`: an asking verb before it governs it ("… oraz o plakat")."""
    likely = passage.may_find()
    scorers = [(kind, scorer) for kind, scorer, told_by in _SCORERS if not told_by.isdisjoint(likely)]
    asks = bool(scorers) and (asked or _asks(passage))
    found = [(kind, scorer(passage, asks)) for kind, scorer in scorers]
    return {kind: clue for kind, clue in found if clue is not None}


def _asks(passage: Passage) -> bool:
    if "?" in passage.raws:
        return True
    tokens = passage.letter.tokens
    asking = [match for match in passage.find(ASKING) if not is_past(tokens[match.first]) and _is_open(passage, match)]
    if passage.has(THANKS, "thanks"):
        # "dziękujemy za udostępnienie sali" asks for none
        return any(match.concept in ("ask", "need", "want", "may") for match in asking)
    return bool(asking)


def _is_open(passage: Passage, match: Match) -> bool:
    """Whether it asks at all: not "może" for perhaps ("było może 14 stopni"), nor a chance that there was not."""
    word = passage.letter.tokens[match.first].folded
    if word == "moze":
        return not tells_past(passage.clause(match.first))
    before = passage.letter.tokens[max(passage.first, match.first - 3) : match.first]
    return not (word.startswith("szans") and any(token.folded == "nie" for token in before))


def _clue(weight: int, matches: Iterable[Match]) -> Clue:
    places = list(matches)
    return Clue(weight, min(match.first for match in places), max(match.last for match in places))


def _booking(passage: Passage, asks: bool) -> Clue | None:
    rooms = passage.find(ROOMS)
    places = passage.find(PLACES)
    plain = rooms or [match for match in places if match.concept == "place"]
    plain = [match for match in plain if not refused(passage, match.first, match.last)]
    if plain and all(_of_paper(passage, match) for match in plain):
        return _clue(1, plain[:1])
    if plain and passage.has(LOST) and not passage.has(ASKING, "book"):
        return _clue(1, plain[:1])
    if plain:
        return _clue(PLAIN if asks else 2, plain[:1])
    booking = [match for match in places if match.concept == "booking"]
    if booking:
        return _clue(2, booking[:1])
    vague = [match for match in places if match.concept == "vague"]
    vague = [match for match in vague if not is_seat(passage, match) and not _is_for_cars(passage, match)]
    if vague and asks:
        return _clue(2, vague[:1])
    events = passage.find(EVENTS)
    return _clue(1, events[:1]) if events else None


def _of_paper(passage: Passage, match: Match) -> bool:
    """ "skan umowy na salę", "faktura za salę": a paper is spoken of, and the room only says which."""
    before = passage.part((match.first - 3, match.first - 1))
    return before.has(_PAPERS) and not passage.has(ASKING, "book")


_PAPERS = Vocabulary({"paper": phrases("umowa, faktura, rachunek, protokół, upoważnienie, =invoice")}, typos=False)


def _is_for_cars(passage: Passage, match: Match) -> bool:
    """ "miejsca parkingowe", "miejsce postojowe"."""
    beside = passage.part((match.first - 1, match.last + 2)).tokens
    return any(token.folded.startswith(("parking", "postoj", "parkow")) for token in beside)


def _equipment(passage: Passage, asks: bool) -> Clue | None:
    things = [match for match in passage.find(EQUIPMENT) if match.concept != "nothing"]
    verbs = passage.find(LENDING)
    lend = [match for match in verbs if match.concept == "lend"]
    copying = [match for match in verbs if match.concept == "copy"]
    printers = [match for match in things if match.concept == "printer"]
    if lend and things:
        return _clue(PLAIN, [lend[0], things[0]])
    if printers and (copying or any(match.concept == "use" for match in verbs)):
        return _clue(PLAIN, [next(match for match in verbs if match.concept in ("use", "copy")), printers[0]])
    if copying and asks:
        return _clue(2, copying[:1])
    if things:
        return _clue(2 if asks else 1, things[:1])
    return _clue(1, lend[:1]) if lend else None


def _advice(passage: Passage, asks: bool) -> Clue | None:
    civic = {
        index
        for match in passage.find(ADVICE)
        if match.concept == "civic"
        for index in range(match.first, match.last + 1)
    }
    words = [m for m in passage.find(ADVICE) if m.first not in civic and not _is_excuse(passage, m)]
    advisers = [match for match in passage.find(ADVISERS) if not is_ours(passage, match)]
    named = advisers + [match for match in words if match.concept == "advice"]
    if named:
        return _clue(PLAIN if asks else 2, named[:1])
    consult = [match for match in words if match.concept == "consult"]
    if consult:
        return _clue(PLAIN if asks else 2, consult[:1])
    meeting = [match for match in passage.find(ASKING) if match.concept == "meet"]
    if meeting and asks and passage.has(_SOMEONE) and passage.has(MATTERS) and not passage.has(ROOMS):
        return _clue(PLAIN, meeting[:1])
    helping = [match for match in words if match.concept == "help"]
    if helping and (passage.has(MATTERS) or speaks_of_founding(passage)):
        return _clue(PLAIN if asks else 2, helping[:1])
    return _clue(1, helping[:1]) if helping and asks else None


def _is_excuse(passage: Passage, match: Match) -> bool:
    """ "…, bo doradca zachorował": a person of the writers', who is no reason to ask for advice."""
    person = passage.letter.tokens[match.first].folded.startswith(("doradc", "ekspert", "specjalist"))
    return person and in_reason(passage, match)


_SOMEONE = Vocabulary(
    {
        "someone": phrases("""=kimś, =kogoś, =ktoś, =kimkolwiek, =państwem, =wami, =kompetentnym, =someone,
            =somebody, =хтось, =кимось, umówić""")
    },
    typos=False,
)


def _address(passage: Passage, asks: bool) -> Clue | None:
    found = passage.find(ADDRESS)
    mail = {index for match in found if match.concept == "mail" for index in range(match.first, match.last + 1)}
    by = {
        concept: [m for m in found if m.concept == concept and m.first not in mail]
        for concept in ("named", "address", "seat", "use", "yours")
    }
    if by["named"]:
        return _clue(PLAIN if asks else 2, by["named"][:1])
    if by["seat"] and by["address"]:
        return _clue(PLAIN if asks else 2, [by["seat"][0], by["address"][0]])
    lends = any(passage.letter.tokens[match.first].folded.endswith("cie") for match in by["use"])
    for concept in ("address", "seat"):
        if by[concept] and by["use"] and (by["yours"] or lends):
            return _clue(PLAIN if asks else 2, by[concept][:1])
    return _clue(1, (by["seat"] or by["address"])[:1]) if by["seat"] or by["address"] else None


def _training(passage: Passage, asks: bool) -> Clue | None:
    found = passage.find(TRAINING)
    led = leads(passage)
    nouns = [match for match in passage.find(TRAININGS) if match.concept == "noun" or led]
    if not nouns:
        return None
    if is_place_for_own(passage):
        return _clue(1, nouns[:1])
    if passage.has(ROOMS) and calls_off(passage) and not leaves(passage):
        return _clue(1, nouns[:1])
    joining = [*enrolling(passage), *(match for match in found if match.concept == "attend")]
    if any(not turns_to(passage, match) for match in joining) or leaves(passage):
        return _clue(PLAIN, nouns[:1])
    if led or any(m.concept == "propose" and not tells_past(passage.clause(m.first)) for m in found):
        return _clue(PLAIN, nouns[:1])
    if asks and any(match.concept == "plan" for match in found) and asks_what_is_planned(passage):
        return _clue(PLAIN, nouns[:1])
    return _clue(2 if asks else 1, nouns[:1])


def _told(passage: Passage, match: Match) -> bool:
    """Whether a verb tells the past, and is not the second of a wish ("czy byłaby Pani tak miła i wrzuciła to …?")."""
    tokens = passage.letter.tokens
    wished = tokens[passage.sentence(match.first).first : match.first]
    hoped = any(token.folded.startswith(("aby", "zeby")) for token in passage.clause(match.first).tokens)
    return is_past(tokens[match.first]) and not hoped and not any(token.folded.endswith(_WISHED) for token in wished)


_WISHED = ("laby", "lby", "liby", "loby")


def _own_deed(passage: Passage, match: Match) -> bool:
    """ "muszę rozesłać zaproszenia": what the writers do themselves."""
    before = passage.letter.tokens[max(passage.first, match.first - 2) : match.first]
    return any(token.folded in _MUST for token in before)


_MUST = frozenset(words("musze musimy zdaze zdazymy zdazyc zaczynamy zamierzamy must"))


def _promotion(passage: Passage, asks: bool) -> Clue | None:
    published, media = passage.find(PUBLISHED), passage.find(MEDIA)
    verbs = [match for match in passage.find(PUBLISHING) if not _told(passage, match) and not _own_deed(passage, match)]
    promote = [match for match in verbs if match.concept == "promote"]
    if promote:
        return _clue(PLAIN if asks else 2, promote[:1])
    for match in verbs:
        things = [thing for thing in published + media if abs(thing.first - match.first) <= 12]
        narrow = passage.letter.tokens[match.first].folded.startswith("udostep")
        clause = passage.clause(match.first) if narrow else passage.sentence(match.first)
        things = [thing for thing in things if thing.first > match.last or clause.first <= thing.last < match.first]
        if any(place.concept == "place" for place in clause.find(PLACES)) and not media:
            continue
        if things and (media if match.concept == "tell" else asks or media):
            return _clue(PLAIN, [match, things[0]])
    shown = [(thing, place) for thing in published for place in media if 0 < place.first - thing.last <= 6]
    if shown and asks:
        return _clue(PLAIN, shown[0])
    return _clue(1, published[:1]) if published else None


_SCORERS: tuple[tuple[str, Callable[[Passage, bool], Clue | None], frozenset[Vocabulary]], ...] = (
    ("booking", _booking, frozenset({ROOMS, PLACES, EVENTS})),
    ("equipment", _equipment, frozenset({EQUIPMENT, LENDING})),
    ("advice", _advice, frozenset({ADVICE, ADVISERS, _SOMEONE})),
    ("registered_address", _address, frozenset({ADDRESS})),
    ("training", _training, frozenset({TRAININGS})),
    ("promotion", _promotion, frozenset({PUBLISHED, PUBLISHING})),
)
"""What scores each kind, and the vocabularies without which it finds nothing."""
