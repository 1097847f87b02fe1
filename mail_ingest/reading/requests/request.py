"""One request, as the corpus writes it."""

from dataclasses import dataclass, field

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.when import Slot


@dataclass
class Request:
    """One request in the form of the corpus; `evidence` and `confidence` by field, "slots/0" and the like."""

    kind: str
    intent: str
    rooms: list[str] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    choice: str = "all"
    recurrence: str | None = None
    previous: list[Slot] = field(default_factory=list)
    attendees: int | None = None
    equipment: list[str] = field(default_factory=list)
    topic: str | None = None
    evidence: dict[str, str] = field(default_factory=dict)
    confidence: dict[str, Confidence] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """The request as the corpus writes it."""
        return {
            "kind": self.kind,
            "intent": self.intent,
            "rooms": self.rooms,
            "slots": [slot.as_json() for slot in self.slots],
            "choice": self.choice,
            "recurrence": self.recurrence,
            "previous": [slot.as_json() for slot in self.previous],
            "attendees": self.attendees,
            "equipment": self.equipment,
            "topic": self.topic,
        }
