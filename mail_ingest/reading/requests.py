"""From the parts of a letter to requests: what each asks for, when, where, for how many, with what.

read_requests(letter, at, reply=False)      # → list[Request] and problems
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from mail_ingest.reading.attendees import read_attendees
from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.equipment import read_equipment
from mail_ingest.reading.intent import RESERVED, asks_plainly, calls_off, moves, offers, read_intent
from mail_ingest.reading.kinds import TRAINING, score_kinds
from mail_ingest.reading.moves import DAY_KINDS, part_mentions
from mail_ingest.reading.passage import Found, Letter, Passage
from mail_ingest.reading.rooms import read_rooms
from mail_ingest.reading.segments import Segment, preferred, split
from mail_ingest.reading.text import Text
from mail_ingest.reading.topics import MATTERS, read_topic, speaks_of_founding
from mail_ingest.reading.vocabulary import LENDING, THANKS
from mail_ingest.reading.when import Mention, Slot, combine
from mail_ingest.reading.when.values import Days, Hours, Span


@dataclass
class Request:
    """One request in the form of the corpus; `evidence` and `confidence` by field, "slots/0" and the like."""

    kind: str
    intent: str
    rooms: list[str] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    choice: str = "all"
    recurrence: str | None = None
    previous: list[Slot] = field(default_factory=list)
    attendees: int | None = None
    equipment: list[str] = field(default_factory=list)
    topic: str | None = None
    evidence: dict[str, str] = field(default_factory=dict)
    confidence: dict[str, Confidence] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """The request as the corpus writes it."""
        return {
            "kind": self.kind,
            "intent": self.intent,
            "rooms": self.rooms,
            "slots": [slot.as_json() for slot in self.slots],
            "choice": self.choice,
            "recurrence": self.recurrence,
            "previous": [slot.as_json() for slot in self.previous],
            "attendees": self.attendees,
            "equipment": self.equipment,
            "topic": self.topic,
        }


@dataclass(frozen=True)
class Source:
    """What the readers of one message share."""

    letter: Letter
    subject: Passage
    body: Passage
    mentions: Sequence[Mention]
    at: datetime
    reply: bool

    def within(self, passage: Passage) -> list[Mention]:
        """The wanted mentions of time in a passage."""
        if passage.first > passage.last:
            return []
        start, end = self.letter.tokens[passage.first].start, self.letter.tokens[passage.last].end
        return [
            mention for mention in self.mentions if mention.wanted and start <= mention.start and mention.end <= end
        ]

    @cached_property
    def timed(self) -> frozenset[int]:
        """The tokens that speak of time: no number among them counts people."""
        text = self.letter.text
        return frozenset(
            index
            for mention in self.mentions
            if not _open_start(mention)
            for index in range(text.token_at(mention.start), text.token_at(mention.end - 1) + 1)
        )

    def agreed(self, passage: Passage) -> list[Mention]:
        """The mentions of a change or cancellation: what was agreed in the past counts among them."""
        told = [
            replace(mention, wanted=True, weak=False)
            for mention in self.mentions
            if mention.why == "past event" and self._of_agreement(passage, mention)
        ]
        return sorted([*self.within(passage), *told], key=lambda mention: mention.start)

    def _of_agreement(self, passage: Passage, mention: Mention) -> bool:
        index = self.letter.text.token_at(mention.start)
        if not passage.first <= index <= passage.last:
            return False
        sentence = passage.sentence(index)
        return sentence.has(RESERVED) or calls_off(sentence) or moves(sentence)

    def days(self, passage: Passage) -> frozenset[int]:
        """The tokens at which wanted days begin."""
        return frozenset(
            self.letter.text.token_at(mention.start)
            for mention in self.within(passage)
            if mention.kind in DAY_KINDS and not _period(mention)
        )


def read_requests(source: Source) -> list[Request]:
    """The requests of a message, in the order of the text. A letter that asks for nothing is one `other`."""
    segments = split(source.body, source.days(source.body))
    if len(segments) == 1 and (segments[0].kind is None or segments[0].clue is None or segments[0].clue.weight < 3):
        segments = [_likeliest(source, segments[0])]
    requests = []
    for number, segment in enumerate(segments):
        requests.append(_request(source, segment, helped=number == 0))
    return requests


def _likeliest(source: Source, segment: Segment) -> Segment:
    """The kind of a letter that asks for nothing plainly: told by its subject, or by what it answers."""
    passage = segment.passage
    if _only_courtesy(segment):
        return Segment("other", passage)
    scores = dict(segment.kinds)
    for named, clue in score_kinds(source.subject).items():
        if not source.reply and (named not in scores or scores[named].weight < clue.weight):
            scores[named] = clue
    likely = {named: clue for named, clue in scores.items() if clue.weight >= 2}
    kind = segment.kind or preferred(passage, likely)
    days = source.days(passage)
    if kind is None and "advice" in scores and (passage.has(MATTERS) or speaks_of_founding(passage)):
        kind = "advice"
    if kind is None and speaks_of_founding(passage) and asks_plainly(passage):
        kind = "advice"
    if kind is None and days and (read_attendees(passage, source.timed) or _has_hours(source, passage)):
        kind = "booking"
    if kind is None and (moves(passage) or calls_off(passage)):
        kind = "booking"
    if kind is None and (moves(passage) or calls_off(passage)):
        kind = "booking"
    if kind == "equipment" and _beside_room(source, passage):
        kind = "booking"
    return Segment(kind or "other", passage, scores.get(kind or "other"))


def _beside_room(source: Source, passage: Passage) -> bool:
    """Whether equipment that nobody borrows belongs to a booking: one told of before, or one with people or hours."""
    if passage.has(LENDING):
        return False
    return source.reply or moves(passage) or passage.has(RESERVED) or read_attendees(passage, source.timed) is not None


def _only_courtesy(segment: Segment) -> bool:
    """Whether a letter only thanks, wishes or gives away."""
    passage = segment.passage
    if offers(passage) and not passage.has(LENDING):
        return True
    if not passage.has(THANKS) or asks_plainly(passage):
        return False
    thanking = [passage.sentence(match.first) for match in passage.find(THANKS)]
    clue = segment.clue
    return clue is None or any(part.first <= clue.first <= part.last for part in thanking)


def _has_hours(source: Source, passage: Passage) -> bool:
    return any(mention.kind == "hours" for mention in source.within(passage))


def _request(source: Source, segment: Segment, *, helped: bool) -> Request:
    """One request; `helped`: what its own text leaves out may stand in the subject."""
    passage, kind = segment.passage, segment.kind or "other"
    mentions = source.within(passage)
    subject = source.subject if helped and not source.reply else None
    if subject is not None and not any(mention.kind in DAY_KINDS for mention in mentions):
        mentions = [m for m in source.within(subject) if not _repeats(m, mentions)] + mentions
    named = any(mention.kind in DAY_KINDS and not _period(mention) for mention in mentions)
    period = any(_period(mention) for mention in mentions)
    intent = read_intent(
        passage, kind, days=named, hours=_has_hours(source, passage), period=period, reply=source.reply
    )
    request = Request(kind, intent.value)
    if segment.clue is not None:
        _note(
            request,
            passage,
            "kind",
            [Found(kind, segment.clue.first, segment.clue.last, _of_weight(segment.clue.weight))],
        )
    _note(request, passage, "intent", [intent])
    if intent.value in ("change", "cancel"):
        mentions = source.agreed(passage)
    _read_things(request, source, passage, subject)
    _read_times(request, source, passage, mentions)
    return request


def _open_start(mention: Mention) -> bool:
    """ "do 12" may be an hour or a number of people."""
    return isinstance(mention.value, Hours) and mention.value.start is None


def _repeats(mention: Mention, others: Sequence[Mention]) -> bool:
    return mention.kind not in DAY_KINDS and any(other.kind == mention.kind for other in others)


def _period(mention: Mention) -> bool:
    return mention.kind == "span" and bool(getattr(mention.value, "period", False))


def _of_weight(weight: int) -> Confidence:
    return Confidence.CERTAIN if weight >= 3 else Confidence.LIKELY if weight == 2 else Confidence.UNSURE


def _note(request: Request, passage: Passage, name: str, found: Sequence[Found[object]]) -> None:
    """Write down the words and the confidence of a value."""
    text = passage.letter.text
    found = [value for value in found if value.first <= value.last]
    if not found:
        return
    if len(found) == 1 and name not in ("rooms", "equipment"):
        request.evidence[name] = text.quote(found[0].first, found[0].last)
        request.confidence[name] = found[0].confidence
        return
    for number, value in enumerate(found):
        request.evidence[f"{name}/{number}"] = text.quote(value.first, value.last)
        request.confidence[f"{name}/{number}"] = value.confidence


def _read_things(request: Request, source: Source, passage: Passage, subject: Passage | None) -> None:
    """Rooms, head count, equipment and topic, as far as the kind has them."""
    if request.kind == "booking":
        change = request.intent == "change"
        rooms = read_rooms(passage, change=change) or (read_rooms(subject) if subject else [])
        request.rooms = [found.value for found in rooms]
        _note(request, passage, "rooms", rooms)
    if request.kind in ("booking", "advice", "training") and request.intent != "cancel":
        count = read_attendees(passage, source.timed) or (read_attendees(subject, source.timed) if subject else None)
        if count is not None:
            request.attendees = count.value
            _note(request, passage, "attendees", [count])
    if request.kind in ("booking", "equipment", "training") and request.intent != "cancel":
        things = read_equipment(passage) or (read_equipment(subject) if subject else [])
        if not things and request.kind == "equipment":
            copying = [match for match in passage.find(LENDING) if match.concept == "copy"]
            things = [Found("printer", match.first, match.last, Confidence.LIKELY) for match in copying[:1]]
        request.equipment = [found.value for found in things]
        _note(request, passage, "equipment", things)
    if request.kind in ("advice", "training"):
        training = request.kind == "training"
        topic = read_topic(passage, training=training) or (read_topic(subject, training=training) if subject else None)
        if topic is not None:
            request.topic = topic.value
            _note(request, passage, "topic", [topic])


def _read_times(request: Request, source: Source, passage: Passage, mentions: Sequence[Mention]) -> None:
    """Slots and earlier slots."""
    if request.kind in ("registered_address", "promotion", "other") or not mentions:
        return
    if request.kind == "training" and (request.intent in ("cancel", "question") or _enrols(passage)):
        return
    if request.intent == "question":
        return
    if request.intent == "cancel":
        _put(request, "previous", _called_off(source, passage, mentions), source)
    elif request.intent == "change":
        old, new = part_mentions(passage, mentions)
        _put(request, "previous", old, source)
        _put(request, "slots", new, source)
    else:
        _put(request, "slots", mentions, source)


def _enrols(passage: Passage) -> bool:
    """Whether a training is enrolled in, not proposed."""
    found = {match.concept for match in passage.find(TRAINING)}
    return "enrol" in found and not {"propose", "lead"} & found


def _called_off(source: Source, passage: Passage, mentions: Sequence[Mention]) -> list[Mention]:
    """What is called off: the times of the sentences that say so, where they have any."""
    for sentence in source.letter.text.sentences:
        part = passage.part(sentence)
        if part.first <= part.last and calls_off(part):
            inside = [mention for mention in source.agreed(part) if mention in mentions]
            if any(mention.kind in DAY_KINDS for mention in inside):
                return [_included(mention) for mention in inside]
    return [_included(mention) for mention in mentions]


def _included(mention: Mention) -> Mention:
    """A day that is called off counts among the earlier ones."""
    return replace(mention, excluded=False)


def _put(request: Request, name: str, mentions: Sequence[Mention], source: Source) -> None:
    """Put mentions together as slots or as earlier slots."""
    schedule = combine(mentions, source.at)
    if name == "previous":
        request.previous = list(schedule.slots)
    else:
        request.slots, request.choice, request.recurrence = list(schedule.slots), schedule.choice, schedule.recurrence
        if not request.slots:
            request.choice = "all"
    for number, slot in enumerate(schedule.slots):
        request.evidence[f"{name}/{number}"] = _words_of(slot, mentions, source.letter.text)
        request.confidence[f"{name}/{number}"] = Confidence.LIKELY if schedule.problems else Confidence.CERTAIN
    request.problems += [problem for problem in schedule.problems if problem not in request.problems]


def _words_of(slot: Slot, mentions: Sequence[Mention], text: Text) -> str:
    """The words that give a slot: its day, with the hours where they stand beside it."""
    day = next((mention for mention in mentions if _holds(mention, slot)), None)
    hours = [mention for mention in mentions if mention.kind == "hours"]
    if day is None:
        day = next((mention for mention in mentions if mention.kind in (*DAY_KINDS, "bound")), mentions[0])
    beside = [
        one
        for one in hours
        if one.sentence == day.sentence
        and abs(one.start - day.end) < _BESIDE
        and text.source[one.start : one.end] == one.text
    ]
    start, end = min([day.start, *(one.start for one in beside[:1])]), max([day.end, *(one.end for one in beside[:1])])
    return text.source[start:end]


_BESIDE = 40
"""Characters between a day and its hours within which they are quoted together."""


def _holds(mention: Mention, slot: Slot) -> bool:
    wanted = slot.start.date() if isinstance(slot.start, datetime) else slot.start
    value = mention.value
    if isinstance(value, Days):
        return wanted in value.days
    return isinstance(value, Span) and value.first <= wanted <= value.last
