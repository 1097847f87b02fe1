"""Noting what really happened of a booking: by one click, or by fields. One that is over early frees the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlmodel import Session

from copapp import clock
from copapp.bookings import actions, facts, forms
from copapp.bookings.facts import Fact, Facts
from copapp.bookings.models import Booking
from copapp.problems import Refused, Stale

INSTANTS = ("keys_given_at", "keys_returned_at", "began_at", "over_at")
LONGEST_NAME = 200


class WrongFacts(Refused):
    """What was typed can't be; `problems` by field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("Nie zapisano. Popraw zaznaczone pola.")
        self.problems = dict(problems)


@dataclass(frozen=True)
class FactsForm:
    """What happened as text. An hour is of the booking's day, unless a day stands before it: 25.11.2026 9:10."""

    keys_given_at: str = ""
    keys_given_to: str = ""
    keys_returned_at: str = ""
    keys_returned_by: str = ""
    began_at: str = ""
    over_at: str = ""
    no_show: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)


def note(session: Session, booking_id: int, version: int, fact: Fact) -> Booking:
    """Note one thing that happens just now. Keys go to, and come from, the booking's contact person.

    Raises:
        Stale: somebody changed the booking since that version, or noted it already.
        NoSuchBooking: unknown id.
    """
    now, booking = clock.now(), actions.turn(session, booking_id, version)
    if fact not in facts.offered(booking, now):
        raise Stale("Ktoś już to zanotował albo rezerwacja jest inna, niż była.")
    at = facts.instant_of(fact, facts.planned(booking), now)
    changes: dict[str, object] = {fact.value: at}
    if fact is Fact.KEYS_GIVEN:
        changes["keys_given_to"] = booking.contact_name
    elif fact is Fact.KEYS_RETURNED:
        changes["keys_returned_by"] = booking.keys_given_to
    elif fact is Fact.NO_SHOW:
        changes = {"no_show": True, "over_at": at}
    return _save(session, booking, replace(facts.facts_of(booking), **changes))  # type: ignore[arg-type]  # by name


def correct(session: Session, booking_id: int, version: int, form: FactsForm) -> Booking:
    """Note all as typed.

    Raises:
        WrongFacts: a field can't be read, or they contradict each other.
        RoomTaken: it lasted longer than noted before, but another booking has the room by now.
        Stale, NoSuchBooking: as for `note`.
    """
    booking = actions.turn(session, booking_id, version)
    return _save(session, booking, read(form, booking))


def written(booking: Booking) -> FactsForm:
    """The form that shows what was noted."""
    known, day = facts.facts_of(booking), clock.to_local(booking.starts_at).date()
    return FactsForm(
        _written(known.keys_given_at, day),
        known.keys_given_to,
        _written(known.keys_returned_at, day),
        known.keys_returned_by,
        _written(known.began_at, day),
        _written(known.over_at, day),
        "1" if known.no_show else "",
    )


def read(form: FactsForm, booking: Booking) -> Facts:
    """What the form says of a booking.

    Raises:
        WrongFacts: as for `correct`.
    """
    day, problems = clock.to_local(booking.starts_at).date(), {}
    read: dict[str, datetime | None] = {}
    for name in INSTANTS:
        try:
            read[name] = _read(getattr(form, name), day, name)
        except Refused as refused:
            problems[name] = refused.message
    who = {name: " ".join(getattr(form, name).split()) for name in ("keys_given_to", "keys_returned_by")}
    problems |= {name: f"Najwyżej {LONGEST_NAME} znaków." for name, text in who.items() if len(text) > LONGEST_NAME}
    if problems:
        raise WrongFacts(problems)
    found = Facts(**read, **who, no_show=bool(form.no_show))  # type: ignore[arg-type]  # by name
    if wrong := _contradictions(found):
        raise WrongFacts(wrong)
    return found


def _contradictions(found: Facts) -> dict[str, str]:
    wrong = {}
    if found.began_at and found.over_at and found.over_at <= found.began_at and not found.no_show:
        wrong["over_at"] = "Koniec ma być później niż początek."
    if found.keys_returned_at and not found.keys_given_at:
        wrong["keys_given_at"] = "Podaj też, kiedy klucze wydano."
    elif found.keys_returned_at and found.keys_given_at and found.keys_returned_at < found.keys_given_at:
        wrong["keys_returned_at"] = "Klucze oddano później, niż je wydano."
    if found.no_show and found.began_at:
        wrong["no_show"] = "Jest podany początek, więc ktoś przyszedł."
    now = clock.now()
    for name in INSTANTS:
        if (at := getattr(found, name)) and at > now:
            wrong[name] = "To jeszcze nie nastąpiło."
    return wrong


def _save(session: Session, booking: Booking, found: Facts) -> Booking:
    assert booking.id is not None
    if found == facts.facts_of(booking):
        return booking
    plan, version = facts.planned(booking), booking.version
    until = facts.held_until(plan, found.over_at)
    details = replace(actions.details_of(session, booking.id), ends_at=until)
    booking = actions.change_booking(session, booking.id, details, version)
    for name, value in vars(found).items():
        setattr(booking, name, value)
    booking.planned_ends_at = plan[1] if until != plan[1] else None
    booking.version = version + 1
    session.flush()
    return booking


def _written(at: datetime | None, day: date) -> str:
    if at is None:
        return ""
    local = clock.to_local(at)
    return f"{local:%H:%M}" if local.date() == day else f"{local:%d.%m.%Y %H:%M}"


def _read(text: str, day: date, field: str) -> datetime | None:
    text = text.strip()
    if not text:
        return None
    first, _, hour = text.rpartition(" ")
    on = forms.read_day(first, field) if first else day
    return forms.instant(on, forms.read_hour(hour, field), field)
