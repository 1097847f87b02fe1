"""Decisions about tickets and drafts: pure, without database and web."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from copapp.tickets import recurrence, times, words
from copapp.tickets.models import Draft, DraftState, Ticket, TicketState

SENDER_FIELDS = {
    "organisation_name": "organisation",
    "contact_name": "contact_name",
    "phone": "phone",
    "nip": "nip",
    "krs": "krs",
    "regon": "regon",
}
"""A ticket's field of the sender → its key in a reading."""

OPEN_STATES = (TicketState.NEW, TicketState.IN_PROGRESS, TicketState.WAITING)
CLOSED_STATES = (TicketState.DONE, TicketState.REFUSED)

PICKED_IN, TAKEN_OVER = "picked_in", "taken_over"
"""Notes in what was read of a draft: the message that picked one of the times proposed for it; that staff took one over
for it."""
ASKED = "asked"
"""In what was read of a draft that has a proposed time now: the fields as they were read at first."""
OFFERED = ("rooms", "slots", "choice", "recurrence")
"""The fields that a proposal gives a draft."""

UNSURE = "unsure"
CERTAIN = "certain"
GAP = "[…]"
"""What a template leaves for a person to fill in; a letter with it never leaves."""

ASKED_OF = {
    "booking": ("rooms", "slots", "attendees", "equipment", "purpose"),
    "equipment": ("equipment", "slots"),
    "advice": ("topic", "slots"),
    "training": ("topic", "slots", "rooms", "attendees", "equipment"),
    "registered_address": (),
    "promotion": ("slots",),
    "other": (),
}
"""The fields that a draft of each kind always shows; others only when they hold something."""

LENT = ("booking", "equipment", "registered_address")
"""What is lent to organisations only."""

QUESTIONS = {
    "equipment": (
        ("equipment", "sprzęt", "Jaki sprzęt będzie potrzebny i ile sztuk?"),
        ("slots", "termin", "Od kiedy do kiedy sprzęt będzie potrzebny?"),
    ),
    "advice": (
        ("topic", "temat", "Czego ma dotyczyć porada?"),
        ("slots", "termin", "Które dni i godziny Państwu odpowiadają?"),
    ),
}
"""What is asked of the sender of each kind of request that makes no booking: field, its name, the question."""


@dataclass(frozen=True)
class Lack:
    """What a draft does not say, or says unsurely. `question` asks the sender for it; without what is `needed` there
    can be no booking."""

    field: str
    name: str
    question: str
    needed: bool = True


def state_after_message(state: TicketState, *, taken: bool) -> TicketState:
    """Where a ticket goes when its sender writes once more: nothing that came may lie among what waits or is closed."""
    if state in (TicketState.NEW, TicketState.IN_PROGRESS):
        return state
    return TicketState.IN_PROGRESS if taken else TicketState.NEW


def state_after_answer(drafts: Iterable[DraftState]) -> TicketState:
    """Where a ticket stands after an answer: open as long as a draft is, refused when all were, else done."""
    states = list(drafts)
    if DraftState.OPEN in states:
        return TicketState.IN_PROGRESS
    return TicketState.REFUSED if states and set(states) == {DraftState.REFUSED} else TicketState.DONE


def books(draft: Draft) -> bool:
    """Whether confirming the draft makes a booking."""
    return draft.kind == "booking" and draft.intent == "new"


def moves(draft: Draft) -> bool:
    return draft.kind == "booking" and draft.intent == "change"


def cancels(draft: Draft) -> bool:
    return draft.kind == "booking" and draft.intent == "cancel"


def shown_fields(draft: Draft) -> list[str]:
    """The fields of a draft that its card shows, in order."""
    return [name for name in words.FIELDS if _is_shown(draft, name)]


def _is_shown(draft: Draft, field: str) -> bool:
    if field == "choice":
        return len(draft.slots) > 1
    if field == "previous" and (moves(draft) or cancels(draft)):
        return True
    return bool(getattr(draft, field)) or field in _asked_of(draft)


def _asked_of(draft: Draft) -> tuple[str, ...]:
    if cancels(draft):
        return ()
    if moves(draft):
        return ("rooms", "slots", "attendees", "equipment")
    return ASKED_OF.get(draft.kind, ())


def keys_of(field: str, keys: Iterable[str]) -> set[str]:
    """Those of the keys that speak of a field: "attendees" or "slots/0"."""
    return {key for key in keys if key.partition("/")[0] == field}


def is_unsure(draft: Draft, field: str) -> bool:
    """Whether the reading was unsure of a field and nobody has looked at it since."""
    return any(draft.confidence[key] == UNSURE for key in keys_of(field, draft.confidence))


def is_mended(draft: Draft, field: str) -> bool:
    """Whether staff made something else of a field than was read."""
    return field in draft.read and draft.read[field] != getattr(draft, field)


def lacks(draft: Draft, room_names: Iterable[str] = ()) -> list[Lack]:
    """What should be asked of the sender before this draft is confirmed."""
    missing = list(_missing(draft, tuple(room_names)))
    return missing + list(_unsure(draft, {lack.field for lack in missing}))


def lacks_of_sender(ticket: Ticket, draft: Draft) -> list[Lack]:
    """What should be asked about the sender before something is lent to them: whom they write for."""
    if ticket.organisation_name or draft.intent != "new" or draft.kind not in LENT:
        return []
    question = "W imieniu jakiej organizacji Państwo piszą?"
    return [Lack("organisation_name", "organizacja", question, needed=False)]


def _missing(draft: Draft, room_names: tuple[str, ...]) -> Iterator[Lack]:
    if not (books(draft) or moves(draft)):
        yield from _missing_elsewhere(draft)
        return
    yield from _missing_times(draft)
    if draft.intent == "change":
        return
    if not draft.rooms:
        choice = f" (do wyboru: {', '.join(room_names)})" if room_names else ""
        yield Lack("rooms", "sala", f"Która sala będzie odpowiednia{choice}?")
    if draft.attendees is None:
        yield Lack("attendees", "liczba osób", "Ile osób weźmie udział w spotkaniu?", needed=False)


def _missing_elsewhere(draft: Draft) -> Iterator[Lack]:
    if draft.intent == "new":
        for field, name, question in QUESTIONS.get(draft.kind, ()):
            if not getattr(draft, field):
                yield Lack(field, name, question, needed=False)


def _missing_times(draft: Draft) -> Iterator[Lack]:
    if not draft.slots:
        yield Lack("slots", "termin", "Którego dnia i w jakich godzinach ma się odbyć spotkanie?")
    if draft.intent == "change":
        return  # what a new time lacks is carried over from the booking that moves
    whole_days = [slot for slot in draft.slots if not times.has_hour(slot["start"])]
    endless = [slot for slot in draft.slots if slot not in whole_days and not times.has_hour(slot.get("end"))]
    if whole_days:
        yield Lack("slots", "godziny", f"W jakich godzinach ma się odbyć spotkanie ({said('slots', whole_days)})?")
    if endless:
        yield Lack("slots", "godzina zakończenia", f"Do której godziny potrwa spotkanie ({said('slots', endless)})?")


def _unsure(draft: Draft, but: set[str]) -> Iterator[Lack]:
    for field, label in words.FIELDS.items():
        if field not in but and is_unsure(draft, field) and (said := value_words(draft, field)):
            question = f"Czy dobrze rozumiemy: {label.lower()} – {said}?"
            yield Lack(field, f"{label.lower()}?", question, needed=False)


def value_words(draft: Draft, field: str) -> str:
    """A field's value in Polish; "" for nothing."""
    return said(field, getattr(draft, field))


def said(field: str, value: Any) -> str:
    """A value of a draft's field in Polish; "" for nothing."""
    if value in (None, "", []):
        return ""
    if field in ("slots", "previous"):
        return "; ".join(times.slot_words(slot) for slot in value)
    if field == "rooms":
        return words.rooms(value, {})
    if field == "equipment":
        return words.equipment(value)
    if field == "recurrence":
        return recurrence.words(value)
    named = {"kind": words.KINDS, "intent": words.INTENTS, "topic": words.TOPICS, "choice": words.CHOICES}.get(field)
    return named.get(value, str(value)) if named else str(value)
