"""What the bar below the calendar says of a change, so that it can be taken back."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from copapp import audit
from copapp.bookings import history, queries
from copapp.bookings.undo import letters_told
from copapp.correspondence.models import Letter
from copapp.polish import counted, day_short, hours, moment


@dataclass(frozen=True)
class Done:
    """A change in words. `unit` is the unit of work that the bar's button takes back, "" where there is nothing to;
    `button` says what it does; `note` is what staff should do themselves; `problem` says why it did not go."""

    text: str
    unit: str = ""
    button: str = "Cofnij"
    note: str = ""
    problem: str = ""


def told(session: Session, unit: str) -> Done | None:
    """What the unit of work did to bookings; None: nothing."""
    entries = [entry for entry in audit.of_unit(session, unit) if entry.subject == "booking"]
    if not entries:
        return None
    touched = queries.bookings_by_ids(session, {entry.subject_id for entry in entries})
    first = touched[entries[0].subject_id]
    step = history.tell([entry for entry in entries if entry.subject_id == first.id], {}, {})[0]
    if len(touched) > 1:
        return Done(
            f"{step.title}: {counted(len(touched), 'rezerwacja', 'rezerwacje', 'rezerwacji')}, {first.who}", unit
        )
    when = f"{day_short(first.starts_at)}, {hours(*first.span)}"
    return Done(f"{step.title}: {first.who}, {when}, {first.room_names}", unit)


def told_undone(session: Session, unit: str, undone: str) -> Done | None:
    """The same of the unit of work that took `undone` back: letters that it makes untrue are named."""
    before, after = told(session, undone), told(session, unit)
    if before is None or after is None:
        return after
    title = before.text.partition(":")[0].lower()
    note = " ".join(map(_about, letters_told(session, undone)))
    return replace(after, text=f"Cofnięto ({title}):{after.text.partition(':')[2]}", button="Ponów", note=note)


def _about(letter: Letter) -> str:
    if letter.sent_at is None:
        return f"List o tym do {letter.to_address} czeka na wysłanie. Napisz o zmianie."
    return f"List o tym wyszedł do {letter.to_address} ({moment(letter.sent_at)}). Napisz o zmianie."
