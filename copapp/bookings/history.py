"""The audit trail of a booking, told in Polish: who, when, what it was and what it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from copapp.audit import AuditEntry
from copapp.bookings.facts import fact_told
from copapp.bookings.forms import EQUIPMENT
from copapp.bookings.words import LAYOUTS
from copapp.polish import day_short, hour, hours, moment

STATES = {"tentative": "wstępna", "confirmed": "potwierdzona", "cancelled": "odwołana"}
LABELS = {
    "state": "stan",
    "purpose": "cel",
    "organisation_id": "organizacja",
    "contact_name": "osoba kontaktowa",
    "contact_email": "e-mail",
    "contact_phone": "telefon",
    "attendees": "liczba osób",
    "equipment": "sprzęt",
    "layout": "ustawienie",
    "cancel_reason": "powód odwołania",
    "note": "uwagi",
    "public_title": "tytuł na stronie Centrum",
    "override_note": "dlaczego mimo zasad",
    "keys_given_at": "klucze wydane",
    "keys_given_to": "klucze odebrał(a)",
    "keys_returned_at": "klucze oddane",
    "keys_returned_by": "klucze przyniósł (przyniosła)",
    "began_at": "rzeczywisty początek",
    "over_at": "rzeczywisty koniec",
    "no_show": "nikt nie przyszedł",
}
INSTANTS = ("keys_given_at", "keys_returned_at", "began_at", "over_at")
NOTHING = "—"


@dataclass(frozen=True)
class Change:
    """One value before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """All that one person changed in one go: a unit of work. `undoable` bookings would be taken back with it; 0: none
    can be."""

    at: datetime
    author: str
    title: str
    changes: tuple[Change, ...]
    unit: str = ""
    undoable: int = 0


def tell(entries: Iterable[AuditEntry], rooms: Mapping[int, str], organisations: Mapping[int, str]) -> list[Step]:
    """The steps of a booking's life, the newest first; rooms and organisations are named by id."""
    steps = [
        _step(list(of_unit), rooms, organisations) for _, of_unit in groupby(entries, key=lambda entry: entry.unit)
    ]
    return [step for step in reversed(steps) if step.changes or step.title]


def _step(entries: list[AuditEntry], rooms: Mapping[int, str], organisations: Mapping[int, str]) -> Step:
    own = [entry for entry in entries if entry.entity == "booking"]
    created = any(entry.action == "created" for entry in own)
    changes = [] if created else list(_changes(own, entries, rooms, organisations))
    first = entries[0]
    title = "Nowa rezerwacja" if created else _title(own, entries)
    return Step(first.at, first.author, title, tuple(changes), first.unit)


def _title(own: list[AuditEntry], entries: list[AuditEntry]) -> str:
    states = [(entry.before.get("state"), entry.after.get("state")) for entry in own if "state" in entry.after]
    if not states:
        return _change(own, entries)
    before, after = states[-1]
    if after == "cancelled":
        return "Odwołanie"
    if before == "cancelled":
        return "Przywrócenie"
    return "Potwierdzenie" if after == "confirmed" else "Zmiana"


def _change(own: list[AuditEntry], entries: list[AuditEntry]) -> str:
    """What a change that keeps the state is called."""
    changed = {name for entry in own for name in entry.after} - {"sequence"}
    if changed == {"public_title"}:
        return "Na stronie Centrum"
    if told := fact_told(changed):
        return told
    roomed = any(entry.entity == "booking_room" and entry.action != "changed" for entry in entries)
    if changed == {"ends_at"} and not roomed:
        return "Zmiana długości"
    return "Przeniesienie" if changed <= {"starts_at", "ends_at"} and (changed or roomed) else "Zmiana"


def _changes(
    own: list[AuditEntry], entries: list[AuditEntry], rooms: Mapping[int, str], organisations: Mapping[int, str]
) -> Iterator[Change]:
    for entry in own:
        if {"starts_at", "ends_at"} & set(entry.after):
            yield Change("termin", _span(entry.before), _span(entry.after))
        for name, label in LABELS.items():
            if name in entry.after:
                values = (_words(name, side.get(name), organisations) for side in (entry.before, entry.after))
                yield Change(label, *values)
    gone = _rooms(entries, "deleted", rooms)
    come = _rooms(entries, "created", rooms)
    if gone or come:
        yield Change("sale", ", ".join(gone) or NOTHING, ", ".join(come) or NOTHING)


def _span(side: Mapping[str, Any]) -> str:
    starts, ends = (datetime.fromisoformat(side[name]) if side.get(name) else None for name in ("starts_at", "ends_at"))
    if starts and ends:
        return f"{day_short(starts)}, {hours(starts, ends)}"
    return f"od {hour(starts)}" if starts else f"do {hour(ends)}" if ends else NOTHING


def _words(name: str, value: Any, organisations: Mapping[int, str]) -> str:
    if value in (None, "", []):
        return NOTHING
    if name == "state":
        return STATES.get(value, str(value))
    if name == "organisation_id":
        return organisations.get(value, f"nr {value}")
    if name in INSTANTS:
        return moment(datetime.fromisoformat(value))
    if name == "no_show":
        return "tak" if value else "nie"
    if name == "equipment":
        return ", ".join(EQUIPMENT.get(key, key) for key in value)
    return LAYOUTS.get(value, value) if name == "layout" else str(value)


def _rooms(entries: Iterable[AuditEntry], action: str, rooms: Mapping[int, str]) -> list[str]:
    ids = (
        (entry.before or entry.after)["room_id"]
        for entry in entries
        if entry.entity == "booking_room" and entry.action == action
    )
    return [rooms.get(room_id, f"sala nr {room_id}") for room_id in ids]
