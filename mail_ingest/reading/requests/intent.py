"""What a request wants done: something new, a change, a cancellation, or only an answer.

read_intent(passage, kind, days=True, reply=False)      # → Found("change", first, last, …)
"""

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.passage import Found, Passage
from mail_ingest.reading.requests.agreed import RESERVED
from mail_ingest.reading.requests.cancelling import CALLING_OFF, calling_off
from mail_ingest.reading.requests.changing import MOVING, moving
from mail_ingest.reading.requests.kind_words import ADDRESS, EVENTS
from mail_ingest.reading.requests.questions import PLEASE, asks_in_general, only_asks
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.vocabulary import QUESTION, THANKS, Vocabulary, phrases


def read_intent(
    passage: Passage,
    kind: str,
    *,
    days: bool,
    hours: bool = False,
    period: bool = False,
    vague: bool = False,
    reply: bool = False,
) -> Found[str]:
    """The intent. `days`: a wanted day is named, `period`: a week or month, `vague`: nothing but weekdays ("w soboty");
    `reply`: it answers the Centre's letter."""
    first, last = passage.first, passage.last
    if kind == "other":
        return _of_other(passage)
    earlier = _of_earlier(passage, kind, reply)
    if earlier is not None:
        return earlier
    general = asks_in_general(passage) if vague and kind == "booking" else None
    if general is not None:
        return Found("question", general.first, general.last, Confidence.LIKELY)
    days = days or (period and not passage.has(QUESTION) and not passage.has(_VACANT))
    asked = only_asks(passage, kind, days, hours)
    if asked is not None:
        return Found("question", asked.first, asked.last, Confidence.LIKELY)
    asking = next((match for match in passage.find(PLEASE)), None)
    if asking is not None:
        first, last = asking.first, asking.last
    elif first <= last:
        wished = passage.sentence(_first_wish(passage))
        first, last = wished.first, wished.last
    sure = days and asking is not None and not reply and not _speaks_of_earlier(passage)
    return Found("new", first, last, Confidence.CERTAIN if sure else Confidence.LIKELY)


def _of_earlier(passage: Passage, kind: str, reply: bool) -> Found[str] | None:
    """A change or a cancellation of something earlier."""
    moved = None if kind in ("registered_address", "promotion") else moving(passage, reply=reply)
    if kind == "registered_address" and (altered := _alters_address(passage)) is not None:
        return Found("change", altered.first, altered.last, Confidence.LIKELY)
    off = calling_off(passage) if kind != "promotion" else None
    if kind == "registered_address" and off is not None and not passage.clause(off.first).has(ADDRESS):
        off = None
    if moved is not None and (off is None or moved.concept != "rest"):
        return Found(
            "change", moved.first, moved.last, Confidence.CERTAIN if moved.concept == "move" else Confidence.LIKELY
        )
    if off is not None and kind == "training" and passage.part((off.last + 1, passage.last)).has(_IN_PLACE):
        return Found("change", off.first, off.last, Confidence.LIKELY)
    if off is None:
        return None
    return Found("cancel", off.first, off.last, Confidence.CERTAIN if off.concept == "off" else Confidence.LIKELY)


_IN_PLACE = Vocabulary(
    {"in place": phrases("wpisać, dopisać, =w jej miejsce, =w jego miejsce, =zamiast, zastąpić, =instead, =замість")},
    typos=False,
)


def _alters_address(passage: Passage) -> Match | None:
    """ "zmiana adresu korespondencyjnego w umowie": of an address that is lent already, not one to be had here."""
    altered = [
        match
        for match in passage.find(MOVING)
        if match.concept == "alter" and passage.part((match.last + 1, match.last + 3)).has(ADDRESS)
    ]
    if not altered or passage.has(ADDRESS, "yours"):
        return None
    return None if any(token.folded in ("centrum", "cop", "babina") for token in passage.tokens) else altered[0]


def _speaks_of_earlier(passage: Passage) -> bool:
    """Whether words of booked things, of changing or calling off stand in it, even if they are not taken as such."""
    return passage.has(RESERVED) or passage.has(CALLING_OFF) or passage.has(MOVING)


def _first_wish(passage: Passage) -> int:
    """Where a letter without a word of asking begins to say what it wants: its first question or its first event."""
    marks = [index for index, raw in enumerate(passage.raws, passage.first) if raw == "?"]
    return min([*marks, *(match.first for match in passage.find(EVENTS))], default=passage.first)


def _of_other(passage: Passage) -> Found[str]:
    mark = next((index for index, raw in enumerate(passage.raws, passage.first) if raw == "?"), None)
    if mark is not None and not offers(passage):
        sentence = passage.sentence(mark)
        return Found("question", sentence.first, sentence.last, Confidence.LIKELY)
    asking = [match for match in passage.find(QUESTION) if match.concept == "asking"]
    if asking and not passage.has(THANKS, "thanks") and not offers(passage):
        return Found("question", asking[0].first, asking[0].last, Confidence.LIKELY)
    return Found("new", passage.first, passage.last, Confidence.LIKELY)


_OFFERS = Vocabulary(
    {
        "offer": phrases("""oddać, oddanie, oferować, przekazać, podarować, ofiarować, =za darmo, darowizna,
            rozdzielić, rozdać, =trafiły do, =trafił do,
            sprzedać, =give away, =donate, віддати, подарувати, віддамо""")
    }
)


def offers(passage: Passage) -> bool:
    """Whether something is given away."""
    return passage.has(_OFFERS)


def asks_plainly(passage: Passage) -> bool:
    """Whether the writer asks for something for themselves."""
    return passage.has(PLEASE) or "?" in passage.raws


_VACANT = Vocabulary({"vacant": phrases("wolny, dostępny, =available, =free, вільн*")}, typos=False)
