"""The audit trail of a ticket, told in Polish: who, when, what it was and what it is. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from copapp.audit import AuditEntry
from copapp.bookings.history import NOTHING, Change, Step
from copapp.tickets import rules, words
from copapp.tickets.models import TicketState

TICKET = {
    "state": "Stan",
    "assignee_id": "Prowadzi",
    "note": "Notatka",
    "organisation_id": "Znana organizacja",
    **words.SENDER,
}
DRAFT_STATES = {"open": "otwarty", "accepted": "potwierdzony", "refused": "odmowa"}


def tell(entries: Iterable[AuditEntry], staff: Mapping[int, str], organisations: Mapping[int, str]) -> list[Step]:
    """The steps of a ticket's life, the newest first; people and organisations are named by id."""
    steps = [_step(list(unit), staff, organisations) for _, unit in groupby(entries, key=lambda entry: entry.unit)]
    return [step for step in reversed(steps) if step.title]


def _step(entries: list[AuditEntry], staff: Mapping[int, str], organisations: Mapping[int, str]) -> Step:
    opened = any(entry.entity == "ticket" and entry.action == "created" for entry in entries)
    changes = () if opened else tuple(_changes(entries, staff, organisations))
    return Step(entries[0].at, entries[0].author, _title(entries, opened, changes), changes)


def _title(entries: list[AuditEntry], opened: bool, changes: tuple[Change, ...]) -> str:
    if any(entry.entity == "message_move" for entry in entries):
        undone = any(entry.entity == "message_move" and entry.action == "changed" for entry in entries)
        return "Cofnięcie przeniesienia wiadomości" if undone else "Przeniesienie wiadomości"
    if opened:
        return "Nowe zgłoszenie"
    if any("ticket_id" in entry.after for entry in entries if entry.entity == "draft" and entry.action == "changed"):
        return "Wiadomość z innego zgłoszenia"
    made = sum(entry.entity == "draft" and entry.action == "created" for entry in entries)
    if made:
        return "Kolejna wiadomość"
    states = {entry.after.get("state") for entry in entries if entry.entity == "draft"}
    if "accepted" in states:
        return "Potwierdzenie"
    if "refused" in states:
        return "Odmowa"
    if "open" in states:
        return "Cofnięcie odpowiedzi"
    return "Zmiana" if changes else ""


def _changes(
    entries: Iterable[AuditEntry], staff: Mapping[int, str], organisations: Mapping[int, str]
) -> Iterator[Change]:
    for entry in entries:
        if entry.entity == "message_move" and entry.action == "created":
            yield Change("Zgłoszenie", *(f"nr {entry.after[f'{end}_ticket_id']}" for end in ("from", "to")))
        if entry.action != "changed":
            continue
        labels = TICKET if entry.entity == "ticket" else words.FIELDS
        for name, label in labels.items():
            if name in entry.after:
                before, after = (
                    _words(name, side.get(name), staff, organisations) for side in (entry.before, entry.after)
                )
                yield Change(label, before, after)
        if entry.entity == "draft" and "ticket_id" in entry.after:
            yield Change("Zgłoszenie", *(f"nr {side['ticket_id']}" for side in (entry.before, entry.after)))
        if entry.entity == "draft" and "state" in entry.after:
            yield Change(
                "szkic", *(DRAFT_STATES.get(str(side.get("state")), NOTHING) for side in (entry.before, entry.after))
            )


def _words(name: str, value: Any, staff: Mapping[int, str], organisations: Mapping[int, str]) -> str:
    if value in (None, "", []):
        return NOTHING
    if name == "state":
        return words.STATES[TicketState(value)]
    if name == "assignee_id":
        return staff.get(value, f"nr {value}")
    if name == "organisation_id":
        return organisations.get(value, f"nr {value}")
    if name in words.FIELDS:
        return rules.said(name, value)
    return str(value)
