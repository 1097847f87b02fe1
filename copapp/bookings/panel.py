"""What the panel beside the calendar shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import Session
from werkzeug.datastructures import MultiDict

from copapp import audit, clock
from copapp.bookings import forms, queries, repeating
from copapp.bookings.cautions import Caution
from copapp.bookings.forms import BookingForm
from copapp.bookings.history import NOTHING, STATES, Change, Step, tell
from copapp.bookings.repeating import RepeatForm
from copapp.bookings.rooms import RoomInfo
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.series_plan import Scope
from copapp.bookings.undo import undoable
from copapp.bookings.words import LAYOUTS
from copapp.organisations.queries import names_by_ids

DIFFERING = {
    "rooms": "Sale",
    "day": "Dzień",
    "starts": "Od",
    "ends": "Do",
    "ends_day": "Dzień zakończenia",
    "state": "Stan",
    "organisation": "Organizacja",
    "purpose": "Cel",
    "attendees": "Liczba osób",
    "contact_name": "Osoba kontaktowa",
    "contact_email": "E-mail",
    "contact_phone": "Telefon",
    "equipment": "Sprzęt",
    "layout": "Ustawienie",
    "note": "Uwagi",
    "override_note": "Uzasadnienie",
}


@dataclass(frozen=True)
class SeriesShown:
    """The series of the booking in the panel: its rule in words, the version that the form was drawn from, and all its
    bookings."""

    words: str
    version: int
    bookings: Sequence[BookingInfo]


@dataclass(frozen=True)
class FormPanel:
    """The form with all that is said about it. `booking` is what is in the database, None for a new one; `version`
    is the one that the form will be saved over; `differences` are what a stale form would overwrite; `body` is the
    partial that shows it."""

    form: BookingForm
    booking: BookingInfo | None = None
    problems: dict[str, str] = field(default_factory=dict)
    warnings: Sequence[Caution] = ()
    differences: Sequence[Change] = ()
    problem: str = ""
    notice: str = ""
    steps: Sequence[Step] = ()
    body: str = "_form"
    repeat: RepeatForm = field(default_factory=RepeatForm)
    series: SeriesShown | None = None
    scope: str = Scope.THIS.value

    @property
    def version(self) -> int:
        return self.booking.version if self.booking else 0

    @property
    def may_go_on(self) -> bool:
        """Whether what it warns of can be set aside: nothing is refused, but for the note that a breach takes."""
        return bool(self.warnings) and self.problems.keys() <= {"override_note"}

    @property
    def needs_note(self) -> bool:
        """Whether something that it warns of, or that the booking was allowed before, takes a note that says why."""
        return bool(self.form.override_note or self.problems.get("override_note")) or any(
            warning.is_breach for warning in self.warnings
        )

    @property
    def is_unsaved(self) -> bool:
        """Whether the form holds something typed that was not saved."""
        return bool(self.problems or self.warnings or self.differences)

    @property
    def focused(self) -> str:
        """The field to begin with: the first that was refused or warned of, else the first that a new booking needs."""
        named = [*self.problems, *(warning.field for warning in self.warnings)]
        return named[0] if named else "" if self.booking else "organisation"

    def warned(self, name: str) -> list[Caution]:
        """The warnings that stand beside a field."""
        return [warning for warning in self.warnings if warning.field == name]


def typed(values: "MultiDict[str, str]") -> BookingForm:
    """The form as it was sent."""
    lists = {name: tuple(values.getlist(name)) for name in ("rooms", "equipment")}
    texts = {name: values.get(name, "") for name in DIFFERING if name not in lists}
    accepted = frozenset(" ".join(values.getlist("accepted")).split())
    return BookingForm(rooms=lists["rooms"], equipment=lists["equipment"], accepted=accepted, **texts)


def form_of(session: Session, booking: BookingInfo) -> BookingForm:
    """The form that shows a booking; of a cancelled one, ready to bring it back as it was before."""
    form = forms.written(booking)
    if not booking.is_cancelled:
        return form
    entries = audit.history(session, "booking", booking.id)
    before = [entry.before["state"] for entry in entries if entry.after.get("state") == booking.state.value]
    return replace(form, state=before[-1]) if before and before[-1] else form


def steps(session: Session, booking_id: int) -> list[Step]:
    """The history of a booking, told, each step with what taking it back would take back."""
    entries = audit.history(session, "booking", booking_id)
    sides = [side for entry in entries for side in (entry.before, entry.after)]
    named = names_by_ids(session, [side["organisation_id"] for side in sides if side.get("organisation_id")])
    told = tell(entries, {room.id: room.name for room in queries.rooms(session)}, named)
    takes_back = undoable(session, {entry.unit for entry in entries})
    return [replace(step, undoable=takes_back.get(step.unit, 0)) for step in told]


def differences(form: BookingForm, now: BookingInfo, rooms: Sequence[RoomInfo]) -> list[Change]:
    """Where the form and the booking differ: what stands now, and what was typed."""
    return list(_differences(form, forms.written(now), {str(room.id): room.name for room in rooms}))


def repeat_differences(mine: RepeatForm, now: RepeatForm) -> list[Change]:
    """Where the fields of repeating and the rule differ, each told as a whole."""
    if replace(mine, rule=now.rule) == now:
        return []
    return [Change("Powtarzanie", *(_rule_words(each) for each in (now, mine)))]


def _rule_words(form: RepeatForm) -> str:
    found, _ = repeating.read(form, clock.today())
    return str(found) if found else NOTHING


def _differences(mine: BookingForm, now: BookingForm, rooms: dict[str, str]) -> Iterator[Change]:
    for name, label in DIFFERING.items():
        theirs, ours = getattr(now, name), getattr(mine, name)
        if theirs != ours:
            yield Change(label, _words(name, theirs, rooms), _words(name, ours, rooms))


def _words(name: str, value: str | tuple[str, ...], rooms: dict[str, str]) -> str:
    if isinstance(value, tuple):
        named = rooms if name == "rooms" else forms.EQUIPMENT
        return ", ".join(named.get(each, each) for each in value) or NOTHING
    if name == "state":
        return STATES.get(value, value)
    return LAYOUTS.get(value, value) if name == "layout" and value else value or NOTHING
