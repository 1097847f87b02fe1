"""What the values of a draft are called in Polish, on the screen and in letters."""

from collections.abc import Iterable, Mapping

from copapp.bookings.forms import EQUIPMENT
from copapp.tickets.models import TicketState

STATES = {
    TicketState.NEW: "nowe",
    TicketState.IN_PROGRESS: "w toku",
    TicketState.WAITING: "czeka na nadawcę",
    TicketState.DONE: "załatwione",
    TicketState.REFUSED: "odmowa",
}

KINDS = {
    "booking": "rezerwacja sali",
    "equipment": "wypożyczenie sprzętu",
    "advice": "porada",
    "registered_address": "adres rejestrowy",
    "training": "szkolenie",
    "promotion": "promocja",
    "other": "inna sprawa",
}

INTENTS = {"new": "nowa prośba", "change": "zmiana", "cancel": "odwołanie", "question": "pytanie"}

TOPICS = {
    "legal": "prawna",
    "accounting": "księgowa",
    "organisational": "organizacyjna",
    "funding": "o finansowaniu",
    "founding": "o zakładaniu organizacji",
}

CHOICES = {"all": "wszystkie terminy", "any": "jeden z terminów"}

EITHER_WORKSHOP = "workshop"
WORKSHOPS = ("workshop_1", "workshop_2")
ROOMS = {
    "lecture_hall": "sala wykładowa",
    "workshop_1": "sala warsztatowa nr 1",
    "workshop_2": "sala warsztatowa nr 2",
    EITHER_WORKSHOP: "dowolna sala warsztatowa",
    "open_space": "przestrzeń wspólna",
}

FIELDS = {
    "rooms": "Sala",
    "slots": "Termin",
    "choice": "Które terminy",
    "recurrence": "Powtarzanie",
    "previous": "Dotychczasowy termin",
    "attendees": "Liczba osób",
    "equipment": "Sprzęt",
    "topic": "Temat porady",
    "purpose": "Cel spotkania",
    "kind": "Sprawa",
    "intent": "Zamiar",
}
"""The fields of a draft in the order of its card."""

SENDER = {
    "organisation_name": "Organizacja",
    "contact_name": "Osoba",
    "sender_address": "Adres e-mail",
    "phone": "Telefon",
    "nip": "NIP",
    "krs": "KRS",
    "regon": "REGON",
}


BOOKING = {
    "new": "rezerwacja sali",
    "change": "zmiana rezerwacji",
    "cancel": "odwołanie rezerwacji",
    "question": "pytanie o salę",
}


def what(kind: str, intent: str, topic: str | None = None) -> str:
    """A draft in a few words: „rezerwacja sali”, „porada prawna”, „odwołanie: porada prawna”."""
    if kind == "booking":
        return BOOKING.get(intent, KINDS[kind])
    name = KINDS.get(kind, kind)
    if kind == "advice" and topic in TOPICS:
        name = f"{name} {TOPICS[topic]}"
    return name if intent == "new" or kind == "other" else f"{INTENTS.get(intent, intent)}: {name}"


def rooms(keys: Iterable[str], names: Mapping[str, str]) -> str:
    """Rooms by their keys; `names` are those that the Centre gives them."""
    return ", ".join(names.get(key) or ROOMS.get(key, key) for key in keys)


def equipment(keys: Iterable[str]) -> str:
    return ", ".join(EQUIPMENT.get(key, key) for key in keys)
