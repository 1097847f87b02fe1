"""A draft and a sender as their cards show them: each value with its words, its doubts, and what was read. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from copapp.tickets import rules, times, words
from copapp.tickets.marks import Evidence
from copapp.tickets.models import Draft, DraftState, Ticket

LISTS = ("rooms", "slots", "previous", "equipment")
QUIET = ("kind", "intent")
"""Their words often say something else, too: the other mark goes inside, where it is seen."""
IMPLIED = ("kind", "intent", "choice")
"""What follows from the whole of a letter rather than from words of it."""
COLOURED = ("rooms", "slots", "previous", "recurrence", "attendees", "equipment", "topic", "kind", "intent")


@dataclass(frozen=True)
class Part:
    """A piece of a value; `key` pairs it with its words in the letter, "" where no words say it."""

    text: str
    key: str = ""


@dataclass(frozen=True)
class Shown:
    """One field of a card. `unsure`: the reading doubts it; `read`: what was read, where staff made something else of
    it (None: nothing else); `unquoted`: no words of the letter say it."""

    field: str
    label: str
    parts: tuple[Part, ...]
    unsure: bool = False
    read: tuple[Part, ...] | None = None
    unquoted: bool = False

    @property
    def colour(self) -> str:
        return f"field-{self.field}" if self.field in COLOURED else "field-sender"


@dataclass(frozen=True)
class Card:
    """A draft's card."""

    draft: Draft
    what: str
    fields: tuple[Shown, ...]
    more: tuple[tuple[str, str], ...]
    """Fields that hold nothing and are not asked of this kind, by name and label: they can be added."""

    @property
    def is_open(self) -> bool:
        return self.draft.state is DraftState.OPEN


def card(draft: Draft, room_names: Mapping[str, str]) -> Card:
    """The card of a draft; rooms are called what the Centre calls them."""
    shown = rules.shown_fields(draft)
    hidden = [name for name in words.FIELDS if name not in shown and _can_be_added(draft, name)]
    return Card(
        draft,
        words.what(draft.kind, draft.intent, draft.topic),
        tuple(_shown(draft, name, room_names) for name in shown),
        tuple((name, words.FIELDS[name]) for name in hidden),
    )


def _can_be_added(draft: Draft, field: str) -> bool:
    if field == "recurrence":
        return rules.books(draft) and len(draft.slots) == 1
    return field not in ("choice", "previous", "topic", "kind", "intent") and not rules.cancels(draft)


def _shown(draft: Draft, field: str, room_names: Mapping[str, str]) -> Shown:
    value = getattr(draft, field)
    mended = rules.is_mended(draft, field)
    keys = rules.keys_of(field, draft.evidence)
    parts = _parts(draft, field, value, room_names, keyed=not mended)
    return Shown(
        field,
        words.FIELDS[field],
        parts,
        unsure=rules.is_unsure(draft, field),
        read=_parts(draft, field, draft.read[field], room_names, keyed=True) if mended else None,
        unquoted=bool(value) and not mended and not keys and field in draft.read and field not in IMPLIED,
    )


def _parts(draft: Draft, field: str, value: Any, room_names: Mapping[str, str], *, keyed: bool) -> tuple[Part, ...]:
    values = [[one] for one in value] if field in LISTS else [value]
    return tuple(
        Part(_text(field, one, room_names), _key(draft, field, number) if keyed else "")
        for number, one in enumerate(values)
        if one not in (None, "", [])
    )


def _text(field: str, value: Any, room_names: Mapping[str, str]) -> str:
    return words.rooms(value, room_names) if field == "rooms" else rules.said(field, value)


def _key(draft: Draft, field: str, number: int) -> str:
    for key in (f"{field}/{number}", field):
        if key in draft.evidence:
            return f"draft-{draft.id}-{key}"
    return ""


def short(draft: Draft) -> str:
    """When, in a few characters: „czw., 19.03, 17:00–19:00 i 2 inne”."""
    slots = draft.slots or draft.previous
    if not slots:
        return ""
    first = times.slot_short(slots[0])
    rest = len(slots) - 1
    return first if not rest else f"{first} i jeszcze {rest}"


def sender(ticket: Ticket) -> list[Shown]:
    """The sender's fields; numbers that nobody gave are left out."""
    fields = []
    for name, label in words.SENDER.items():
        value = getattr(ticket, name)
        if value or name not in ("nip", "krs", "regon", "phone"):
            key = f"ticket-{name}" if name in ticket.evidence else ""
            fields.append(Shown(name, label, (Part(value, key),) if value else ()))
    return fields


def evidence(ticket: Ticket, drafts: list[Draft], message_id: int | None) -> list[Evidence]:
    """All words to mark in one message: those of the drafts that it made or gave a time, and those that say who
    writes."""
    found = [
        Evidence(f"draft-{draft.id}-{key}", key.partition("/")[0], text, words.FIELDS.get(key.partition("/")[0], ""))
        for draft in drafts
        if message_id in (draft.message_id, draft.read.get(rules.PICKED_IN))
        for key, text in draft.evidence.items()
    ]
    mine = [
        Evidence(f"ticket-{name}", "sender", text, words.SENDER.get(name, "")) for name, text in ticket.evidence.items()
    ]
    return sorted(found + mine, key=lambda each: each.field in QUIET)
