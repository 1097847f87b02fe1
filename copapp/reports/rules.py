"""How right the reading of mail was: what was read, beside what staff made of it. Pure.

A value is right when staff left it as it was read, or only made it more precise: an hour added to a day, one of the
workshop rooms chosen where the letter names none. What staff filled in where nothing was read is told apart: the letter
may not have said it, so it counts neither as right nor as wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from copapp.tickets import times
from copapp.tickets.models import DraftState
from copapp.tickets.rules import ASKED, OFFERED, PICKED_IN, SENDER_FIELDS, TAKEN_OVER
from copapp.tickets.times import Slot
from copapp.tickets.words import EITHER_WORKSHOP, WORKSHOPS

_TIMES = ("slots", "choice", "recurrence", "previous")
DRAFT_FIELDS = ("kind", "intent", "rooms", *_TIMES, "attendees", "equipment", "topic")
SENDER = "sender/"
FIELDS = (*DRAFT_FIELDS, *(SENDER + name for name in SENDER_FIELDS))
"""All fields that are judged; those of the sender as "sender/phone"."""
STEPS = ("certain", "likely", "unsure")
"""How sure the reading was, the surest first."""


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    ADDED = "added"


@dataclass(frozen=True)
class Judgement:
    """One field: what was read, what staff made of it, and how sure the reading was ("" where that was not kept)."""

    field: str
    verdict: Verdict
    read: Any
    settled: Any
    confidence: str = ""


@dataclass
class Tally:
    """Of values that were read, how many were right; and how many were added where nothing was read."""

    right: int = 0
    read: int = 0
    added: int = 0

    @property
    def percent(self) -> int | None:
        """The share of right values, rounded down so that 100 means all of them; None where nothing was read."""
        return 100 * self.right // self.read if self.read else None

    def add(self, verdict: Verdict) -> None:
        self.added += verdict is Verdict.ADDED
        self.read += verdict is not Verdict.ADDED
        self.right += verdict is Verdict.RIGHT


@dataclass
class Figures:
    """Tallies of a stretch of time, by field and by how sure the reading was; `drafts` is how many were judged."""

    drafts: int = 0
    fields: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    steps: dict[str, Tally] = field(default_factory=lambda: {step: Tally() for step in STEPS})

    def add(self, judgements: Iterable[Judgement]) -> None:
        for each in judgements:
            self.fields[each.field].add(each.verdict)
            if each.confidence and each.verdict is not Verdict.ADDED:
                self.steps[each.confidence].add(each.verdict)

    @property
    def whole(self) -> Tally:
        """All fields together."""
        tallies = self.fields.values()
        return Tally(*(sum(getattr(each, name) for each in tallies) for name in ("right", "read", "added")))


def is_settled(state: DraftState, ticket_is_closed: bool, judgements: Iterable[Judgement]) -> bool:
    """Whether a person has surely looked at a draft: answered it, or mended it before the ticket was closed unanswered.
    What nobody looked at proves nothing of the reading."""
    if state is not DraftState.OPEN:
        return True
    return ticket_is_closed and any(each.verdict is not Verdict.RIGHT for each in judgements)


def judge_draft(read: Mapping[str, Any], settled: Mapping[str, Any], steps: Mapping[str, str]) -> list[Judgement]:
    """Every field of a draft that was read or filled in; `steps` says of each field how sure the reading was. A time
    that we proposed says nothing against how the one asked for was read."""
    found = []
    if PICKED_IN in read or TAKEN_OVER in read:
        read = {**read, **read.get(ASKED, {})}
        settled = {**settled, **{name: read.get(name) for name in OFFERED if name in settled}}
    for name in DRAFT_FIELDS:
        was, is_now = read.get(name), settled[name]
        if name == "choice" and (len(read.get("slots") or ()) < 2 or len(settled["slots"]) < 2):
            continue
        if was in (None, "", []):
            if is_now not in (None, "", [], "all"):
                found.append(Judgement(name, Verdict.ADDED, was, is_now))
            continue
        right = was == is_now or _agree(name, was, is_now, read)
        found.append(Judgement(name, Verdict.RIGHT if right else Verdict.WRONG, was, is_now, steps.get(name, "")))
    return found


def judge_sender(read: Mapping[str, Any], settled: Mapping[str, str], steps: Mapping[str, str]) -> list[Judgement]:
    """Every field of the sender that was read. `settled` has a ticket's names of the fields, `read` and `steps` have a
    reading's. What was not read is left out: the From header and known organisations fill it in, too."""
    found = []
    for name, key in SENDER_FIELDS.items():
        if was := read.get(key):
            right = was == settled[name] or _plain(str(was)) == _plain(settled[name])
            verdict = Verdict.RIGHT if right else Verdict.WRONG
            found.append(Judgement(SENDER + name, verdict, was, settled[name], steps.get(key, "")))
    return found


def steps_under(prefix: str, confidence: Mapping[str, str] | None) -> dict[str, str]:
    """How sure a reading was of each field under "requests/0/" or "sender/": the least of the field's values."""
    steps: dict[str, str] = {}
    for key, step in (confidence or {}).items():
        if key.startswith(prefix) and step in STEPS:
            name = key[len(prefix) :].partition("/")[0]
            steps[name] = max(step, steps.get(name, step), key=STEPS.index)
    return steps


def _agree(name: str, was: Any, is_now: Any, read: Mapping[str, Any]) -> bool:
    if name in ("slots", "previous"):
        return _same_times(was, is_now, any_serves=name == "slots" and read.get("choice") == "any")
    if name == "rooms":
        return _same_rooms(set(was), set(is_now))
    if name == "equipment":
        return set(was) == set(is_now)
    if name == "recurrence":
        return _rule(was) == _rule(is_now or "")
    return False


def _same_rooms(was: set[str], is_now: set[str]) -> bool:
    if EITHER_WORKSHOP in was and is_now & set(WORKSHOPS):
        return was - {EITHER_WORKSHOP, *WORKSHOPS} == is_now - set(WORKSHOPS)
    return was == is_now


def _same_times(was: Sequence[Slot], is_now: Sequence[Slot], any_serves: bool) -> bool:
    """Each time as it was read or more precise, none lacking; of alternatives staff may have kept only some."""
    if not is_now or (len(was) != len(is_now) and not any_serves):
        return False
    return all(any(_completes(slot, old) for old in was) for slot in is_now) and (
        any_serves or all(any(_completes(slot, old) for slot in is_now) for old in was)
    )


def _completes(slot: Slot, old: Slot) -> bool:
    start, end, old_start, old_end = slot["start"], slot.get("end"), old["start"], old.get("end")
    if not times.has_hour(old_start):
        return bool(old_start <= start[:10] and (end or start)[:10] <= (old_end or old_start))
    return bool(start == old_start and old_end in (None, end))


def _rule(text: str) -> frozenset[str]:
    """The parts of an RRULE, whatever their order; a date-only UNTIL is that whole day."""
    parts = text.upper().removeprefix("RRULE:").split(";")
    return frozenset(part.partition("T")[0] if part.startswith("UNTIL") else part for part in parts) - {"INTERVAL=1"}


def _plain(text: str) -> str:
    """A name without capitals and punctuation; of a number its digits."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())
