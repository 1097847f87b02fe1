"""The slots of a request, its earlier slots, and the words that give them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mail_ingest.reading.confidence import Confidence, weakest
from mail_ingest.reading.passage import Passage
from mail_ingest.reading.requests.cancelling import calling_off, calls_off
from mail_ingest.reading.requests.enrolling import enrolling
from mail_ingest.reading.requests.kind_words import TRAINING
from mail_ingest.reading.requests.moves import part_mentions
from mail_ingest.reading.requests.request import Request
from mail_ingest.reading.requests.shifts import shifted
from mail_ingest.reading.source import DAY_KINDS, Source
from mail_ingest.reading.when import Mention, Slot, combine
from mail_ingest.reading.when.values import Bound, Days, Span
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.text import Text


def read_times(request: Request, source: Source, passage: Passage, mentions: Sequence[Mention]) -> None:
    """Slots and earlier slots."""
    if request.kind in ("registered_address", "promotion", "other") or not mentions:
        return
    if request.kind == "training" and (request.intent in ("cancel", "question") or not _proposes(passage)):
        return
    if request.intent == "question":
        return
    if request.intent == "cancel":
        _put(request, "previous", _called_off(source, passage, mentions), source, passage)
    elif request.intent == "change":
        old, new = part_mentions(passage, _with_day(mentions))
        _put(request, "previous", old, source, passage)
        _put(request, "slots", shifted(passage, old, _with_day(new)), source, passage)
        if request.slots == request.previous:
            _doubt(request, "slots", "previous")
    else:
        _put(request, "slots", mentions, source, passage)


def _any_day(rule: str) -> bool:
    """Whether an RRULE names every day, or every working day, without an end."""
    return rule.startswith("FREQ=DAILY") or rule == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def _doubt(request: Request, *names: str) -> None:
    """Nothing new is said of the time, so that its days may be the old ones, or only told of."""
    for key, told in request.confidence.items():
        if key.startswith(names):
            request.confidence[key] = weakest((Confidence.LIKELY, told))


def _with_day(mentions: Sequence[Mention]) -> list[Mention]:
    """ "uwaga do 9 czerwca: zamiast 16-18 poprosimy 17-19": where no other day stands, that one's booking."""
    if any(mention.kind in DAY_KINDS for mention in mentions):
        return list(mentions)
    return [
        replace(mention, value=Days((mention.value.until,)))
        if isinstance(mention.value, Bound) and mention.value.until and not mention.value.period
        else mention
        for mention in mentions
    ]


def enrols(passage: Passage) -> bool:
    """Whether a training is enrolled in, not proposed."""
    return (bool(enrolling(passage)) or passage.has(TRAINING, "attend")) and not _proposes(passage)


def _proposes(passage: Passage) -> bool:
    """Whether a training is offered or asked for, so that its day is one to keep."""
    return passage.has(TRAINING, "propose", "lead")


def _called_off(source: Source, passage: Passage, mentions: Sequence[Mention]) -> list[Mention]:
    """What is called off: the times of the sentences that say so, where they have any."""
    for sentence in source.letter.text.sentences:
        part = passage.part(sentence)
        if part.first <= part.last and calls_off(part):
            inside = [mention for mention in source.agreed(part) if mention in mentions]
            if any(mention.kind in DAY_KINDS for mention in inside):
                return [_included(mention) for mention in _without_kept(part, inside)]
    return [_included(mention) for mention in mentions]


def _without_kept(sentence: Passage, mentions: list[Mention]) -> list[Mention]:
    """Without the days that a clause of their own keeps ("…, 2 kwietnia zostaje", "następne, 9 maja, aktualne")."""
    text = sentence.letter.text
    called = calling_off(sentence)
    kept = [
        mention
        for mention in mentions
        if called is not None
        and text.token_at(mention.start) > called.last
        and not sentence.clause(text.token_at(mention.start)).first <= called.first
        and _keeps(sentence, text.token_at(mention.start))
    ]
    first = min((mention.start for mention in kept), default=None)
    return mentions if first is None else [mention for mention in mentions if mention.start < first]


def _keeps(sentence: Passage, index: int) -> bool:
    """Whether the clause of the day, or the one behind it, says that it stays."""
    clause = sentence.clause(index)
    behind = sentence.clause(clause.last + 2) if clause.last + 2 <= sentence.last else clause
    return any(token.folded in _KEPT for token in (*clause.tokens, *behind.tokens))


_KEPT = frozenset(
    words(
        "zostaje zostaja zostawiamy zostawiam pozostaje aktualne aktualny aktualna podtrzymujemy podtrzymuje jestesmy"
        " przyjdziemy bedziemy stays keep"
    )
)


def _included(mention: Mention) -> Mention:
    """A day that is called off counts among the earlier ones."""
    return replace(mention, excluded=False)


def _put(request: Request, name: str, mentions: Sequence[Mention], source: Source, passage: Passage) -> None:
    """Put mentions together as slots or as earlier slots."""
    schedule = combine(mentions, source.at)
    if request.kind in ("advice", "training") and _any_day(schedule.recurrence or ""):
        # "odpowiada nam każdy dzień", "dni powszednie po 17": once, on any day
        return
    if name == "previous":
        request.previous = list(schedule.slots)
    else:
        request.slots, request.choice, request.recurrence = list(schedule.slots), schedule.choice, schedule.recurrence
        if not request.slots:
            request.choice = "all"
    plain = _plain(mentions) and _complete(schedule.slots, source, passage)
    confidence = Confidence.LIKELY if schedule.problems or not plain else Confidence.CERTAIN
    for number, slot in enumerate(schedule.slots):
        request.evidence[f"{name}/{number}"] = _words_of(slot, mentions, source.letter.text)
        request.confidence[f"{name}/{number}"] = confidence
    rule = next((mention for mention in mentions if mention.kind == "rule"), None)
    if name == "slots" and schedule.recurrence and rule is not None and rule.text in source.letter.text.source:
        request.evidence["recurrence"], request.confidence["recurrence"] = rule.text, confidence
    if schedule.exclusions:
        days = ", ".join(f"{day:%d.%m.%Y}" for day in schedule.exclusions)
        request.problems.append(f"Z powtarzania wyłączono: {days}.")
    request.problems += [problem for problem in schedule.problems if problem not in request.problems]


def _plain(mentions: Sequence[Mention]) -> bool:
    """Whether one day with one pair of hours is told, or all of it in one sentence."""
    told = [mention for mention in mentions if mention.kind in DAY_KINDS or mention.kind == "hours"]
    days = sum(mention.kind in DAY_KINDS for mention in told)
    if any(mention.weak or mention.excluded for mention in told):
        return False
    return (days == 1 and len(told) <= 2) or len({mention.sentence for mention in told}) == 1


def _complete(slots: Sequence[Slot], source: Source, passage: Passage) -> bool:
    """Whether no slot lacks what the letter tells: hours or a length that belong to none of the days read."""
    tokens = passage.tokens
    inside = [m for m in source.mentions if tokens and tokens[0].start <= m.start < tokens[-1].end]
    hours = any(mention.kind == "hours" for mention in inside)
    lengths = any(mention.kind == "length" for mention in inside) or not _LENGTHS.isdisjoint(
        [token.folded for token in tokens]
    )
    vague = any(isinstance(mention.value, Bound) and mention.value.period for mention in inside)
    timed = all(isinstance(slot.start, datetime) for slot in slots)
    ended = all(slot.end is not None for slot in slots)
    listed = timed or len(slots) < 2
    return listed and not vague and (timed or not hours) and (ended or not timed or not lengths)


_LENGTHS = frozenset(words("godzine godzin godzinke godzinki minut hour hours годину годин"))


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
    beside.sort(key=lambda one: (one.start < day.start, abs(one.start - day.start)))
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
