"""What staff should know before they save a booking, and may want all the same. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from copapp import clock
from copapp.bookings.opening import Opening, closed_at
from copapp.bookings.policy import Case, breaches
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.rules import BookingDetails
from copapp.bookings.words import LAYOUTS
from copapp.polish import counted


@dataclass(frozen=True)
class Caution:
    """Something unusual that staff may want all the same. A breach of the Centre's rules takes a note that says why."""

    field: str
    message: str
    is_breach: bool = False

    @property
    def token(self) -> str:
        """What a form sends back to say that this very warning was read; other numbers make another token."""
        return f"{self.field}-{crc32(self.message.encode()):08x}"


def cautions(
    details: BookingDetails, rooms: Sequence[RoomInfo], opening: Opening, now: datetime, case: Case | None = None
) -> list[Caution]:
    """What is unusual: too many people, a closed hour, what breaks the rules of booking, a time that has passed."""
    found = []
    chosen = [room for room in rooms if room.id in details.room_ids]
    span = details.starts_at, details.ends_at
    if message := too_many_people(details.attendees, chosen, details.layout):
        found.append(Caution("attendees", message))
    if message := closed_at(span, opening, chosen):
        found.append(Caution("hours", message))
    broken = breaches(span, clock.to_local(now).date(), case or Case())
    found += [Caution(name, text, is_breach=True) for name, text in broken]
    if details.ends_at <= now:
        found.append(Caution("day", "Ten termin już minął."))
    return found


def too_many_people(attendees: int | None, rooms: Sequence[RoomInfo], layout: str = "") -> str | None:
    """What to say when more people are expected than the rooms, set up in that layout, hold together, else None."""
    places = sum(room.layouts.get(layout, room.capacity) for room in rooms)
    if attendees is None or not rooms or attendees <= places:
        return None
    people = counted(places, "osobę", "osoby", "osób")
    if any(layout in room.layouts for room in rooms):
        people += f" ({LAYOUTS.get(layout, layout)})"
    if len(rooms) == 1:
        return f"{rooms[0].name} mieści {people}, a ma być {attendees}."
    return f"Wybrane sale mieszczą razem {people}, a ma być {attendees}."
