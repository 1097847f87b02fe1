"""The parts of a letter that ask for different things.

    split(body)         # → [Segment("booking", passage), Segment("advice", passage)], in the order of the text

A new part begins where a list says so ("1.", "po drugie", "druga sprawa") or where a sentence plainly asks for
something of another kind, for another day in another room, or asks anew after calling something off.
"""

from dataclasses import dataclass, field, replace

from mail_ingest.reading.passage import Passage
from mail_ingest.reading.requests.enrolling import enrolling
from mail_ingest.reading.requests.kind_words import ADDRESS
from mail_ingest.reading.requests.kinds import PLAIN, Clue
from mail_ingest.reading.requests.room_names import ROOMS
from mail_ingest.reading.requests.topics import ADVISERS
from mail_ingest.reading.requests.trainings import leads
from mail_ingest.reading.requests.units import Marker, Unit, units_of
from mail_ingest.reading.words.vocabulary import ASKING, LENDING, Vocabulary, phrases


@dataclass(frozen=True)
class Segment:
    """A stretch that asks for one thing. `clue` is None where no sentence of it says the kind plainly."""

    kind: str | None
    passage: Passage
    clue: Clue | None = None
    kinds: dict[str, Clue] = field(default_factory=dict)
    """The most that any sentence of it speaks for each kind."""


def split(body: Passage, day_tokens: frozenset[int] = frozenset()) -> list[Segment]:
    """The segments of a letter, at least one. `day_tokens`: where wanted days are mentioned."""
    units = units_of(body, day_tokens)
    segments: list[Segment] = []
    for item in _items(units):
        segments += _in_sequence(item)
    return _tidy(segments) or [_segment(units) if units else Segment(None, body)]


def _items(units: list[Unit]) -> list[list[Unit]]:
    """What stands before a list, and each of its items; all in one where no list of requests is found."""
    starts = [number for number, unit in enumerate(units) if unit.marker is Marker.LISTED]
    if len(starts) < 2:
        return [units]
    items = [units[a:b] for a, b in zip(starts, [*starts[1:], len(units)], strict=True)]
    kinds = [None if _mere_equipment(item) else _kind_of(item) for item in items]
    if sum(kind is not None for kind in kinds) < 2:
        return [units]
    if len(set(kinds) - {None}) == 1 and sum(any(unit.days for unit in item) for item in items) < 2:
        return [units]
    preamble = units[: starts[0]]
    if preamble and not any(unit.days for unit in preamble) and _kind_of(preamble) in (None, kinds[0]):
        preamble = []
    return [item for item in (preamble, *items) if item]


def _mere_equipment(item: list[Unit]) -> bool:
    """Whether an item only names what a booking needs ("4. Sprzęt: rzutnik"), with no day and no borrowing."""
    return _kind_of(item) == "equipment" and not any(unit.days or unit.passage.has(LENDING) for unit in item)


def _in_sequence(units: list[Unit]) -> list[Segment]:
    """Segments told apart by what their sentences ask for."""
    segments: list[Segment] = []
    held: list[Unit] = []
    for unit in units:
        kind = _asked_kind(unit)
        if held and kind is not None and _stands(held, unit) and _parts(held, unit, _kind_of(held), kind):
            segments.append(_segment(held))
            held = []
        elif held and kind == "booking" and (begun := _begun_after_off(held, unit)):
            segments.append(_segment(held[:begun]))
            held = held[begun:]
        held.append(unit)
    if held:
        segments.append(_segment(held))
    return segments


def _begun_after_off(held: list[Unit], unit: Unit) -> int:
    """Where, behind what is called off, the day was told for which this sentence asks for a room; 0 for nowhere.

    "Zajęcia 9 marca odwołujemy. 20 marca robimy wieczór tańca. Poprosimy o foyer."
    """
    last = max((number for number, other in enumerate(held) if other.off), default=-1)
    behind = held[last + 1 :]
    if last < 0 or unit.off or any(other.moving for other in [*held, unit]):
        return 0
    days = next((number for number, other in enumerate(behind) if other.days), None)
    return 0 if days is None else last + 1 + days


def _stands(held: list[Unit], unit: Unit) -> bool:
    """Whether what is held asks plainly or names a day, so that it can be a request of its own."""
    if unit.marker is Marker.LISTED or any(other.days for other in held):
        return True
    kind = _kind_of(held)
    return any(kind in other.kinds and other.kinds[kind].weight >= PLAIN for other in held)


def _segment(units: list[Unit]) -> Segment:
    passage = units[0].passage._replace(last=units[-1].passage.last)
    kind = _kind_of(units)
    kinds: dict[str, Clue] = {}
    for unit in units:
        for name, clue in unit.kinds.items():
            if name not in kinds or clue.weight > kinds[name].weight:
                kinds[name] = clue
    return Segment(kind, passage, kinds.get(kind or ""), kinds)


def _tidy(segments: list[Segment]) -> list[Segment]:
    """A preamble that asks for nothing goes; what follows without a kind belongs to what stands before it."""
    kept: list[Segment] = []
    for segment in segments:
        if segment.kind is None and kept:
            kept[-1] = replace(kept[-1], passage=kept[-1].passage._replace(last=segment.passage.last))
        elif segment.kind is not None:
            kept.append(segment)
    return kept


def _asked_kind(unit: Unit) -> str | None:
    """The kind that the sentence plainly asks for; after a mark of a list a likely one is enough."""
    least = PLAIN if unit.marker is Marker.NONE and not unit.complete else 2
    candidates = {kind: clue for kind, clue in unit.kinds.items() if clue.weight >= least}
    return preferred(unit.passage, candidates)


def preferred(passage: Passage, candidates: dict[str, Clue]) -> str | None:
    """The one kind of several that a sentence speaks of."""
    if not candidates:
        return None
    most = max(clue.weight for clue in candidates.values())
    plain = {kind: clue for kind, clue in candidates.items() if clue.weight == most}
    booking = plain.get("booking")
    if booking is not None and len(plain) > 1:
        promotion = plain.get("promotion")
        if promotion is not None and promotion.first < booking.first:
            return "promotion"
        if "training" in plain and _enrols(passage) and plain["training"].first < booking.first:
            return "training"
        if "registered_address" in plain and not passage.has(ROOMS):
            return "registered_address"
        if passage.has(ROOMS) or "advice" not in plain:
            return "booking"
    if "training" in plain and "advice" in plain and leads(passage):
        return "training"
    named = passage.has(ADDRESS, "named") or "advice" not in plain or not passage.has(ADVISERS)
    if "registered_address" in plain and named:
        return "registered_address"
    return min(plain, key=lambda kind: plain[kind].first)


def _enrols(passage: Passage) -> bool:
    return bool(enrolling(passage))


_MOST_WEIGHED = 100
"""Sentences of a request that tell its kind; people need fewer."""


def _kind_of(units: list[Unit]) -> str | None:
    """The kind of sentences taken together: what the first plain request asks for, else the likeliest."""
    units = units[:_MOST_WEIGHED]
    for unit in units:
        kind = _asked_kind(unit) if any(clue.weight >= PLAIN for clue in unit.kinds.values()) else None
        if kind is not None:
            return _corrected(units, kind)
    likely: dict[str, Clue] = {}
    for unit in units:
        for kind, clue in unit.kinds.items():
            if clue.weight >= 2 and (kind not in likely or clue.weight > likely[kind].weight):
                likely[kind] = clue
    kind = preferred(units[0].passage, likely)
    return "booking" if kind is None and any(unit.off or unit.moving for unit in units) else kind


def _corrected(units: list[Unit], kind: str) -> str:
    """Equipment, or a training that the writers hold themselves, beside a room that they ask for is a booking."""
    rooms = any(unit.kinds.get("booking", Clue(0, 0, 0)).weight >= PLAIN for unit in units)
    if kind == "equipment" and rooms:
        return "booking"
    if kind == "training" and rooms and not any(_enrols(unit.passage) or _leads(unit.passage) for unit in units):
        return "booking"
    return kind


def _leads(passage: Passage) -> bool:
    """Whether a training is offered to others ("poprowadzimy warsztat"), not held for one's own people."""
    return leads(passage) and not passage.has(_OWN_PEOPLE)


_OWN_PEOPLE = Vocabulary(
    {"own": phrases("=dla naszych, =naszych członków, =nasi, =dla swoich, =naszym, =for our, =для наших")}, typos=False
)


def _parts(held: list[Unit], unit: Unit, current: str | None, kind: str) -> bool:
    """Whether the sentence begins a request of its own."""
    if current is None:
        return unit.marker is Marker.LISTED
    if _off(held) and unit.moving and len(unit.days) == 1 and kind == current:
        return False  # "zajęcia 2 marca się nie odbędą, odrobimy je 9 marca"
    if _off(held) != _off([unit]) and unit.days and kind == current:
        return _off(held) or unit.marker is not Marker.NONE or any(other.days for other in held)
    if kind == current:
        return _another(held, unit)
    if kind == "equipment":
        own = bool(unit.days) and any(other.days for other in held)
        return current not in ("booking", "training") or (
            own and (unit.passage.has(LENDING) or unit.marker is Marker.LISTED)
        )
    if kind == "booking":
        return _own_booking(held, unit, current)
    if kind == "training":
        return _enrols(unit.passage) or unit.marker is Marker.LISTED
    if kind == "advice" and current == "training":
        return unit.marker is not Marker.NONE
    return True


def _own_booking(held: list[Unit], unit: Unit, current: str) -> bool:
    """Whether a booking beside another kind is a request of its own, not the place of what was told before."""
    if unit.kinds["booking"].weight < PLAIN and unit.marker is not Marker.LISTED:
        return False
    if current == "equipment":
        return any(other.days for other in held) and bool(unit.days)
    if current == "training":
        return any(_enrols(other.passage) for other in held) or unit.marker is Marker.LISTED
    return True


def _another(held: list[Unit], unit: Unit) -> bool:
    """Whether a sentence of the same kind asks for another thing: its own day, and set off or another room."""
    if unit.marker is not Marker.NONE and _other_adviser(held, unit):
        return True
    if unit.complete and any(other.complete for other in held) and not any(u.moving or u.off for u in [*held, unit]):
        return True
    if not unit.days or not any(other.days for other in held):
        return unit.marker is Marker.LISTED and bool(unit.rooms) and any(other.rooms for other in held)
    if any(other.moving for other in [*held, unit]):
        return unit.marker is Marker.LISTED
    if unit.marker is Marker.LISTED:
        return True
    rooms = [other.rooms for other in held if other.rooms]
    if not unit.rooms or not rooms:
        return False
    if unit.bulleted:
        return unit.rooms not in rooms
    return unit.marker is Marker.ADDED or (unit.rooms not in rooms and unit.passage.has(ASKING))


def _other_adviser(held: list[Unit], unit: Unit) -> bool:
    """Whether another adviser is asked for than before: the accountant, and then "osobno" the lawyer."""
    before = {match.concept for other in held for match in other.passage.find(ADVISERS)}
    here = {match.concept for match in unit.passage.find(ADVISERS)}
    return bool(before and here) and before.isdisjoint(here) and unit.passage.has(ASKING)


def _off(units: list[Unit]) -> bool:
    return any(unit.off for unit in units)
