"""From the parts of a letter to requests: what each asks for, when, where, for how many, with what.

read_requests(source)      # → list[Request], in the order of the text
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from mail_ingest.reading.confidence import Confidence, weakest
from mail_ingest.reading.passage import Found, Passage, tells_past
from mail_ingest.reading.requests.attendees import read_attendees
from mail_ingest.reading.requests.circumstances import visits
from mail_ingest.reading.requests.equipment import read_equipment
from mail_ingest.reading.requests.equipment_names import EQUIPMENT
from mail_ingest.reading.requests.intent import asks_plainly, read_intent
from mail_ingest.reading.requests.kinds import PLAIN, score_kinds
from mail_ingest.reading.requests.likely_kind import likeliest, of_own_event
from mail_ingest.reading.requests.moves import keeps_hours, replaces
from mail_ingest.reading.requests.names_told import named_people
from mail_ingest.reading.requests.request import Request
from mail_ingest.reading.requests.rooms import read_rooms
from mail_ingest.reading.requests.schedules import enrols, read_times
from mail_ingest.reading.requests.segments import Segment, split
from mail_ingest.reading.requests.topics import read_topic
from mail_ingest.reading.source import DAY_KINDS, Source
from mail_ingest.reading.when import Mention
from mail_ingest.reading.when.rules_apart import rules_apart
from mail_ingest.reading.when.values import Mark, is_period
from mail_ingest.reading.words.text import Kind, Text
from mail_ingest.reading.words.vocabulary import ASKING, LENDING, THANKS, Vocabulary, phrases


def read_requests(source: Source) -> list[Request]:
    """The requests of a message, in the order of the text. A letter that asks for nothing is one `other`."""
    if _is_in_subject(source):
        source = replace(source, body=source.subject)
    segments = _without_told_events(split(source.body, source.days(source.body)))
    if len(segments) == 1 and (segments[0].kind is None or segments[0].clue is None or segments[0].clue.weight < 3):
        segments = [likeliest(source, segments[0])]
    segments = [of_own_event(segment) for segment in segments]
    requests = []
    earlier: list[Mention] = []
    for number, segment in enumerate(segments):
        requests += _requests(source, segment, earlier, helped=number == 0, alone=len(segments) == 1)
        earlier = [mention for mention in source.within(segment.passage) if mention.kind in DAY_KINDS] or earlier
    return requests


def _is_in_subject(source: Source) -> bool:
    """Whether all that is asked for stands in the subject, and the letter says "jak w temacie" or thanks."""
    body = source.body
    said = [token.kind for token in body.tokens]
    if source.reply or said.count(Kind.WORD) > _FEW_WORDS or source.days(body):
        return False
    if tells_past(body) or "?" in body.raws or Kind.NUMBER in said or source.within(body):
        return False
    if asks_plainly(body) and not body.has(_POINTING):
        return False
    if any(clue.weight >= 2 for clue in score_kinds(body).values()):
        return False
    asked = any(clue.weight >= 2 for clue in score_kinds(source.subject).values())
    return (
        asked and not source.subject.has(THANKS) and (bool(source.days(source.subject)) or asks_plainly(source.subject))
    )


_POINTING = Vocabulary(
    {"above": phrases("=jak w temacie, =jak w tytule, =jak wyżej, =j w, =jw, =temacie, =as above, =see subject")},
    typos=False,
)
_FEW_WORDS = 20
"""Words of a letter that says no more than greetings, thanks and who writes."""


def _without_told_events(segments: list[Segment]) -> list[Segment]:
    """Beside publicity that is asked for, an event that is only told of, somewhere in a room, asks for no room."""
    if all(segment.kind != "promotion" for segment in segments):
        return segments
    return [segment for segment in segments if segment.kind != "booking" or _asks_for_room(segment)]


def _asks_for_room(segment: Segment) -> bool:
    plain = segment.clue is not None and segment.clue.weight >= PLAIN
    return plain or asks_plainly(segment.passage)


def _requests(
    source: Source, segment: Segment, earlier: Sequence[Mention], *, helped: bool, alone: bool
) -> list[Request]:
    """A segment's request, one for each repetition that has hours of its own.

    `earlier`: the days of the one before ("tego samego dnia"); `helped`: what its own text leaves out may stand in the
    subject; `alone`: the letter's only one, so that equipment of the subject can't be another's.
    """
    passage, kind = segment.passage, segment.kind or "other"
    subject = source.subject if helped and not source.reply else None
    mentions = _mentions(source, passage, subject, earlier)
    intent = _intent(source, passage, kind, mentions)
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
    counted = _read_things(request, source, passage, subject, alone=alone)
    mentions = [m for m in mentions if not _overlaps(source.letter.text, m, counted)]
    parts = rules_apart(mentions) if request.intent == "new" else [mentions]
    requests = [request, *(deepcopy(request) for _ in parts[1:])]
    for one, part in zip(requests, parts, strict=True):
        read_times(one, source, passage, part)
        if one.confidence.get("kind") is not Confidence.CERTAIN:
            one.confidence = {name: weakest((Confidence.LIKELY, told)) for name, told in one.confidence.items()}
    return requests


def _mentions(
    source: Source, passage: Passage, subject: Passage | None, earlier: Sequence[Mention]
) -> Sequence[Mention]:
    """The times that the passage asks for, with those that it leaves to what stands before it or to the subject."""
    mentions = source.within(passage)
    if earlier and _same_day(mentions):
        mentions = [*earlier, *mentions]
    if subject is not None and not any(mention.kind in DAY_KINDS for mention in mentions):
        mentions = [m for m in source.within(subject) if not _repeats(m, mentions)] + mentions
    if not any(mention.kind == "hours" for mention in mentions) and keeps_hours(passage):
        mentions = [*mentions, *source.former_hours(passage)]
    return mentions


def _intent(source: Source, passage: Passage, kind: str, mentions: Sequence[Mention]) -> Found[str]:
    hours = source.tells_hours(passage)
    named = any((m.kind in ("days", "span") and not is_period(m)) or (m.kind == "rule" and hours) for m in mentions)
    period = any(is_period(m) or m.kind == "rule" for m in mentions)
    vague = not hours and all(_is_weekday(mention) for mention in mentions if mention.kind in DAY_KINDS)
    intent = read_intent(passage, kind, days=named, hours=hours, period=period, vague=vague, reply=source.reply)
    if intent.value == "new" and kind in ("booking", "advice") and replaces(passage, source.agreed(passage)):
        return replace(intent, value="change", confidence=Confidence.LIKELY)
    return intent


def _is_weekday(mention: Mention) -> bool:
    """Whether only a weekday is told ("niedzielę", "w soboty"), which may be any: no date, "przyszły" or "każdy"."""
    plain = mention.text.isalpha() or mention.text.startswith("dni ")
    return plain and (mention.kind in ("days", "rule") or mention.text.lower().startswith("weekend"))


def _same_day(mentions: Sequence[Mention]) -> bool:
    """Whether "tego samego dnia" stands where no day does."""
    marked = any(isinstance(mention.value, Mark) and mention.value.name == "same day" for mention in mentions)
    return marked and not any(mention.kind in DAY_KINDS for mention in mentions)


def _repeats(mention: Mention, others: Sequence[Mention]) -> bool:
    return mention.kind not in DAY_KINDS and any(other.kind == mention.kind for other in others)


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


def _overlaps(text: Text, mention: Mention, counted: Found[int] | None) -> bool:
    """Whether a mention of time is in truth the head count."""
    return counted is not None and counted.first <= text.token_at(mention.start) <= counted.last


def _read_things(
    request: Request, source: Source, passage: Passage, subject: Passage | None, *, alone: bool
) -> Found[int] | None:
    """Rooms, head count, equipment and topic, as far as the kind has them; the head count is given back."""
    count: Found[int] | None = None
    if request.kind == "booking":
        change = request.intent == "change"
        rooms = read_rooms(passage, change=change) or (read_rooms(subject) if subject else [])
        request.rooms = [found.value for found in rooms]
        _note(request, passage, "rooms", rooms)
    if request.kind in ("booking", "advice", "training") and request.intent != "cancel":
        count = read_attendees(passage, source.timed) or (read_attendees(subject, source.timed) if subject else None)
        if count is not None and request.kind == "advice" and not visits(passage, count.first):
            count = None
        if count is None and enrols(passage):
            count = named_people(passage)
        if count is not None:
            request.attendees = count.value
            _note(request, passage, "attendees", [count])
    if request.kind == "equipment" and request.intent == "cancel":
        things = [
            Found(match.concept, match.first, match.last, Confidence.CERTAIN) for match in passage.find(EQUIPMENT)
        ]
        request.equipment = list(dict.fromkeys(found.value for found in things))
        _note(request, passage, "equipment", things)
    if request.kind in ("booking", "equipment", "training") and request.intent != "cancel":
        things = read_equipment(passage) or (_untold(passage, subject) if alone else [])
        if not things or request.kind == "booking":
            things = [*things, *_copying(passage, request.kind, things)]
        request.equipment = [found.value for found in things]
        _note(request, passage, "equipment", things)
    if request.kind in ("advice", "training"):
        training = request.kind == "training"
        topic = read_topic(passage, training=training) or (read_topic(subject, training=training) if subject else None)
        if topic is not None:
            request.topic = topic.value
            _note(request, passage, "topic", [topic])
    return count


def _copying(passage: Passage, kind: str, things: Sequence[Found[str]]) -> list[Found[str]]:
    """The printer that someone who wants to copy needs; beside a room only where copying is asked for."""
    copying = [match for match in passage.find(LENDING) if match.concept == "copy"]
    if kind == "booking":
        copying = [match for match in copying if passage.clause(match.first).has(ASKING, "ask", "want", "may")]
    if kind == "training" or any(found.value == "printer" for found in things):
        return []
    return [Found("printer", match.first, match.last, Confidence.LIKELY) for match in copying[:1]]


def _untold(passage: Passage, subject: Passage | None) -> list[Found[str]]:
    """The equipment of the subject that the letter does not speak of, not even to refuse it."""
    told = {match.concept for match in passage.find(EQUIPMENT)}
    return [found for found in read_equipment(subject) if found.value not in told] if subject else []
