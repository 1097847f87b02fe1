"""The letters that answer a ticket, written from templates/tickets/letters. Pure: what they say comes in a `Plan`."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from copapp import polish
from copapp.bookings.schedule import BookingInfo
from copapp.config import Settings
from copapp.tickets import recurrence, rules, times, words
from copapp.tickets.planning import Plan

FOLDER = Path(__file__).parents[2] / "templates" / "tickets" / "letters"
BLANKS = re.compile(r"\n{3,}")
REPLIES = ("re:", "odp:", "odp.:", "aw:")

CONFIRM, ASK, REFUSE, PROPOSE = "confirm", "ask", "refuse", "propose"
WAIT, OFFER = "wait", "offer"
ACTIONS = (CONFIRM, ASK, REFUSE, PROPOSE, WAIT, OFFER)
ACKNOWLEDGE, REMIND = "acknowledge", "remind"
"""What no person decides: that a message arrived, that a booking's day is near."""


@dataclass(frozen=True)
class LetterText:
    """A letter as it stands in its form: whom to, about what, and the text."""

    to_address: str
    subject: str
    body: str

    @property
    def digest(self) -> str:
        """Tells whether somebody changed the text since it was written by template; line ends don't count."""
        plain = "\n".join(line.rstrip() for line in f"{self.subject}\n{self.body}".splitlines()).strip()
        return hashlib.sha256(plain.encode()).hexdigest()[:16]


def write(
    action: str, plans: Sequence[Plan], *, to_address: str, subject: str, staff: str, settings: Settings
) -> LetterText:
    """The letter that tells of an action: "confirm", "ask", "refuse", "propose", "wait" or "offer"."""
    template = _environment().get_template(f"{action}.txt")
    body = template.render(
        plans=plans, staff=staff, centre_name=settings.centre_name, centre_address=settings.centre_address
    )
    return LetterText(to_address, reply_subject(subject), BLANKS.sub("\n\n", body).strip() + "\n")


def acknowledgement(ticket_id: int, day: date, to_address: str, settings: Settings) -> LetterText:
    """The letter that a message arrived, and will be answered by a day; nothing in it is the sender's."""
    body = (
        _environment()
        .get_template(f"{ACKNOWLEDGE}.txt")
        .render(number=ticket_id, day=day, centre_name=settings.centre_name, centre_address=settings.centre_address)
    )
    return LetterText(to_address, f"Dostaliśmy Państwa wiadomość (zgłoszenie nr {ticket_id})", body.strip() + "\n")


def reminder(booking: BookingInfo, settings: Settings) -> LetterText:
    """The letter that a booking's day is near, and how to cancel by answering."""
    body = (
        _environment()
        .get_template(f"{REMIND}.txt")
        .render(booking=booking, centre_name=settings.centre_name, centre_address=settings.centre_address)
    )
    day = polish.day_without_year(booking.starts_at)
    return LetterText(booking.contact_email, f"Przypomnienie: {booking.room_names}, {day}", body.strip() + "\n")


def reply_subject(subject: str) -> str:
    """RFC 5322, 3.6.5: "Re: " once."""
    plain = " ".join(subject.split())
    if plain.lower().startswith(REPLIES):
        return plain
    return f"Re: {plain}" if plain else "Odpowiedź na Państwa wiadomość"


def has_gap(text: str) -> bool:
    """Whether a place is left that a person has to fill in."""
    return rules.GAP in text or "[...]" in text


def _environment() -> Environment:
    # No escaping: these are plain-text letters, never shown as HTML without it.
    environment = Environment(
        loader=FileSystemLoader(FOLDER), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        slot=times.slot_words,
        day_in_letter=polish.day_in_letter,
        first_upper=lambda text: text[:1].upper() + text[1:],
        rhythm=recurrence.words,
        equipment=words.equipment,
        span=lambda span: times.slot_words(times.slot_of(span)),
        booking_slot=lambda booking: times.slot_words(times.slot_of((booking.starts_at, booking.ends_at))),
    )
    environment.globals.update(_vocabulary())
    return environment


def _vocabulary() -> dict[str, Any]:
    return {"gap": rules.GAP, "advice": ADVICE, "moves": rules.moves, "cancels": rules.cancels}


ADVICE = {
    "legal": "poradę prawną",
    "accounting": "poradę księgową",
    "organisational": "poradę organizacyjną",
    "funding": "poradę o finansowaniu działań",
    "founding": "poradę o zakładaniu organizacji",
}
"""A topic of advice after „o”."""
