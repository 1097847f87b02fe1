"""What staff type into a draft's or a sender's field, understood. Pure; every refusal is in Polish."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

import phonenumbers
from stdnum.pl import nip, regon

from copapp.bookings.forms import EQUIPMENT, MOST_PEOPLE, read_day
from copapp.correspondence.compose import checked_address
from copapp.problems import Refused
from copapp.tickets import recurrence, times, words
from copapp.tickets.models import Draft
from copapp.tickets.times import SlotRow

LONGEST = {"purpose": 300, "organisation_name": 300, "contact_name": 200, "note": 10_000}


class Form(Protocol):
    """A posted form, as Werkzeug's MultiDict is."""

    def getlist(self, key: str) -> list[str]: ...


def one(form: Form, name: str) -> str:
    values = form.getlist(name)
    return values[0] if values else ""


def rows_of(form: Form) -> list[SlotRow]:
    """The rows of times as typed."""
    columns = [form.getlist(name) for name in ("day", "starts", "ends", "last")]
    height = max(map(len, columns), default=0)
    padded = [[*column, *[""] * (height - len(column))] for column in columns]
    return [SlotRow(*cells) for cells in zip(*padded, strict=True)]


def read_draft_field(
    draft: Draft, field: str, form: Form, rooms: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """The attributes of a draft that its form sets: usually one; new times also move their repetition. `rooms`: names
    of the Centre's rooms by key, beside those that every centre has.

    Raises:
        Refused: what was typed can't be that field's value (`WrongRows` for times).
    """
    if field == "rooms":
        return _several(field, {**words.ROOMS, **rooms})(draft, form)
    return _READERS[field](draft, form)


def _choice(field: str, values: Mapping[str, str]) -> Callable[[Draft, Form], dict[str, Any]]:
    def read(_draft: Draft, form: Form) -> dict[str, Any]:
        value = one(form, field)
        if value not in values:
            raise Refused("Wybierz jedną z możliwości.", field)
        return {field: value}

    return read


def _several(field: str, known: Mapping[str, str]) -> Callable[[Draft, Form], dict[str, Any]]:
    def read(_draft: Draft, form: Form) -> dict[str, Any]:
        picked = set(form.getlist(field))
        return {field: [key for key in known if key in picked]}

    return read


def _topic(_draft: Draft, form: Form) -> dict[str, Any]:
    value = one(form, "topic")
    if value and value not in words.TOPICS:
        raise Refused("Wybierz jedną z możliwości.", "topic")
    return {"topic": value or None}


def _attendees(_draft: Draft, form: Form) -> dict[str, Any]:
    text = one(form, "attendees").strip()
    if not text:
        return {"attendees": None}
    if not (text.isascii() and text.isdecimal()):
        raise Refused("Podaj liczbę osób cyframi, np. 25.", "attendees")
    if len(text) > 9 or int(text) > MOST_PEOPLE:
        raise Refused(f"Najwyżej {MOST_PEOPLE} osób.", "attendees")
    return {"attendees": int(text)}


def _purpose(_draft: Draft, form: Form) -> dict[str, Any]:
    return {"purpose": text_of(one(form, "purpose"), "purpose")}


def _slots(draft: Draft, form: Form) -> dict[str, Any]:
    slots = times.read_rows(rows_of(form))
    changes: dict[str, Any] = {"slots": slots}
    rhythm = recurrence.rhythm_of(draft.recurrence)
    if slots and draft.recurrence and rhythm != "other":
        until = recurrence.until_of(draft.recurrence)
        changes["recurrence"] = recurrence.written(slots[0], rhythm, until)
    return changes


def _previous(_draft: Draft, form: Form) -> dict[str, Any]:
    return {"previous": times.read_rows(rows_of(form))}


def _recurrence(draft: Draft, form: Form) -> dict[str, Any]:
    rhythm = one(form, "rhythm")
    if rhythm == "other":
        return {"recurrence": draft.recurrence}
    if rhythm not in ("", "weekly", "fortnightly", "monthly"):
        raise Refused("Wybierz jedną z możliwości.", "rhythm")
    if rhythm and not draft.slots:
        raise Refused("Najpierw podaj pierwszy termin.", "rhythm")
    until = read_day(one(form, "until"), "until").isoformat() if one(form, "until").strip() else ""
    if until and rhythm and until < draft.slots[0]["start"][:10]:
        raise Refused("Ostatni dzień ma być nie wcześniej niż pierwszy termin.", "until")
    return {"recurrence": recurrence.written(draft.slots[0], rhythm, until) if rhythm else None}


_READERS: dict[str, Callable[[Draft, Form], dict[str, Any]]] = {
    "kind": _choice("kind", words.KINDS),
    "intent": _choice("intent", words.INTENTS),
    "choice": _choice("choice", words.CHOICES),
    "equipment": _several("equipment", EQUIPMENT),
    "topic": _topic,
    "attendees": _attendees,
    "purpose": _purpose,
    "slots": _slots,
    "previous": _previous,
    "recurrence": _recurrence,
}


def read_sender_field(field: str, text: str) -> str:
    """A value of the sender's field as the ticket keeps it.

    Raises:
        Refused: it can't be that field's value.
    """
    text = text.strip()
    if field in ("organisation_name", "contact_name"):
        return text_of(text, field)
    if field == "sender_address":
        try:
            return checked_address(text)
        except Refused as refused:
            raise Refused(refused.message, field) from refused
    if not text:
        return ""
    return _phone(text) if field == "phone" else _identifier(field, text)


def text_of(text: str, field: str) -> str:
    """One line without control characters.

    Raises:
        Refused: longer than the field may be.
    """
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if len(line) > LONGEST[field]:
        raise Refused(f"Najwyżej {LONGEST[field]} znaków, a jest {len(line)}.", field)
    return line


def _phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "PL")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise Refused("To nie jest numer telefonu. Napisz np. 601 234 567.", "phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _identifier(field: str, text: str) -> str:
    digits = "".join(sign for sign in text if sign not in " -\u00a0")
    if field == "krs":
        if not (digits.isascii() and digits.isdecimal()) or len(digits) > 10:
            raise Refused("Numer KRS ma 10 cyfr.", field)
        return digits.zfill(10)
    checker = nip if field == "nip" else regon
    if not (digits.isascii() and checker.is_valid(digits)):
        raise Refused(f"To nie jest poprawny {field.upper()}: nie zgadza się cyfra kontrolna albo długość.", field)
    return digits
