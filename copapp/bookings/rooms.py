"""A room as the calendar knows it, and rooms that join others into one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from copapp.bookings.rules import Span
from copapp.problems import Refused


@dataclass(frozen=True)
class RoomInfo:
    id: int
    key: str
    name: str
    capacity: int
    position: int = 0
    setup: timedelta = timedelta()
    clearing: timedelta = timedelta()
    parts: tuple[int, ...] = ()
    """The rooms (ids) that it joins into one."""
    layouts: Mapping[str, int] = field(default_factory=dict, hash=False)
    """How many it seats when set up so, where that is told."""

    @cached_property
    def ids(self) -> frozenset[int]:
        """What is held with it: itself and its parts."""
        return frozenset((self.id, *self.parts))

    @cached_property
    def numbers(self) -> str:
        """`ids` as a page carries them."""
        return " ".join(map(str, self.ids))

    def held(self, span: Span) -> Span:
        """How long it is held for a booking: from its set-up to the end of its clearing."""
        return span[0] - self.setup, span[1] + self.clearing


def without_parts(rooms: Sequence[RoomInfo]) -> list[RoomInfo]:
    """The rooms without those that a joined room among them holds anyway.

    Raises:
        Refused: two joined rooms share a part.
    """
    wholes = [room for room in rooms if room.parts]
    for number, one in enumerate(wholes):
        for other in wholes[:number]:
            if set(one.parts) & set(other.parts):
                raise Refused(f"{other.name} i {one.name} mają wspólną część. Wybierz jedną z nich.", "rooms")
    held = {part for room in wholes for part in room.parts}
    return [room for room in rooms if room.id not in held]
