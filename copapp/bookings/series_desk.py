"""Saving the booking form where the booking comes again: read, show its days, save; the transaction is the caller's."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session
from werkzeug.datastructures import MultiDict

from copapp import clock
from copapp.bookings import desk, forms, queries, repeating, series
from copapp.bookings.actions import NoSuchBooking, RoomTaken, wait_for_turn
from copapp.bookings.desk import NotSaved
from copapp.bookings.forms import BookingForm
from copapp.bookings.models import Booking, Series
from copapp.bookings.occurrences import ALIKE, Choice, Choices
from copapp.bookings.panel import SeriesShown
from copapp.bookings.recurrence import Recurrence
from copapp.bookings.repeating import RepeatForm
from copapp.bookings.rules import BookingDetails
from copapp.bookings.schedule import BookingInfo
from copapp.bookings.series_plan import Scope, SeriesPlan, plan_edit, plan_new
from copapp.problems import Refused, Stale

WIDER = "Powtarzanie zmienia też inne terminy. Wybierz „ten i następne” albo „cały cykl”."
ENDING = "Żeby zakończyć cykl, podaj ostatni dzień albo odwołaj następne terminy."


class NeedsALook(Refused):
    """Nothing is saved: staff should see the days first, or something stands in the way of one."""

    def __init__(self, plan: SeriesPlan, message: str = "") -> None:
        super().__init__(message)
        self.plan = plan


def repeat_typed(values: "MultiDict[str, str]") -> RepeatForm:
    """The fields of repeating as they were sent."""
    texts = {name: values.get(name, "") for name in repeating.NAMES}
    weekdays, months = (tuple(values.getlist(name)) for name in ("weekdays", "skip_months"))
    return RepeatForm(weekdays=weekdays, skip_months=months, **texts)


def choices_typed(values: "MultiDict[str, str]") -> Choices:
    """What was picked for each day: fields named "do.2027-01-26" and so on."""
    found = {}
    for name in values:
        kind, _, day = name.partition(".")
        if kind == "do":
            try:
                picked = [values.get(f"{each}.{day}", "") for each in ("do", "day", "starts", "ends")]
                found[date.fromisoformat(day)] = Choice(*picked)
            except ValueError:
                continue
    return found


def scope_typed(values: "MultiDict[str, str]") -> Scope:
    try:
        return Scope(values.get("scope", Scope.THIS.value))
    except ValueError:
        return Scope.THIS


def shown(session: Session, booking: BookingInfo) -> tuple[SeriesShown | None, RepeatForm]:
    """The series of a booking and the fields that show it; of a booking that comes once the empty fields."""
    if booking.series_id is None:
        return None, RepeatForm()
    row = session.get_one(Series, booking.series_id)
    found = Recurrence(row.rule, row.skip_feasts)
    members = queries.bookings_of_series(session, booking.series_id)
    return SeriesShown(str(found), row.version, members), repeating.written(found, row.first_day)


def save_form(
    session: Session,
    form: BookingForm,
    repeat: RepeatForm,
    scope: Scope,
    choices: Choices,
    *,
    looked: bool,
    booking_id: int | None = None,
    version: int = 0,
    series_version: int = 0,
) -> Booking:
    """Save the form, as one booking or as a series of them; `looked`: staff saw the days. Gives the booking of the
    form, of a new series its first.

    Raises:
        NotSaved: a field can't be read, or there are warnings that the form doesn't accept yet.
        NeedsALook: see there.
        Stale, NoSuchBooking: as for `actions.change_booking`; Stale, too, for a rule that somebody changed.
    """
    wait_for_turn(session)  # the plan is made of what is read from here on
    before = queries.booking(session, booking_id) if booking_id is not None else None
    if booking_id is not None and before is None:
        raise NoSuchBooking
    row = session.get_one(Series, before.series_id) if before and before.series_id else None
    known = Recurrence(row.rule, row.skip_feasts) if row else None
    scope = Scope.THIS if before and before.is_cancelled else scope  # it comes back alone
    read, first = forms.read(form), _first_day(form, row, before)
    wanted, problems = repeating.read(repeat, first) if first else (known, {})
    if not problems and row is not None and wanted != known and (scope is Scope.THIS or wanted is None):
        problems = {"rhythm": ENDING} if scope is not Scope.THIS else {"scope": WIDER}
    if problems or read.details is None:
        raise NotSaved({**read.problems, **problems})
    if wanted is None or (row is not None and scope is Scope.THIS):
        return desk.save_form(session, form, booking_id, version)
    if before and before.version != version:
        raise Stale
    if row is not None and row.version != series_version and wanted != known:
        raise Stale(f"Ktoś zmienił powtarzanie w międzyczasie. Teraz jest: {known}. Sprawdź i zapisz jeszcze raz.")
    details = _accepted(session, form, read.details, read.organisation, before)
    with desk.beside_fields():
        if row is not None and before is not None:
            plan = plan_edit(session, before, scope, details, wanted, choices)
        else:
            plan = plan_new(session, details, wanted, choices, before)
    return _saved(session, plan, looked, before)


def _saved(session: Session, plan: SeriesPlan, looked: bool, before: BookingInfo | None) -> Booking:
    if plan.needs_a_look and not looked:
        raise NeedsALook(plan)
    if any(each.details and not each.details.override_note for each in plan.breaking):
        raise NeedsALook(plan, desk.WHY)
    try:
        kept = series.save(session, plan)
    except RoomTaken as taken:
        raise NeedsALook(plan, f"Jeszcze nie zapisano. {taken.message[:1].upper()}{taken.message[1:]}.") from taken
    except Refused as refused:
        raise NeedsALook(plan, f"Jeszcze nie zapisano. {refused.message}") from refused
    if before is not None:
        return session.get_one(Booking, before.id)
    assert kept.id is not None
    first = queries.bookings_of_series(session, kept.id)[0]
    return session.get_one(Booking, first.id)


def _first_day(form: BookingForm, row: Series | None, before: BookingInfo | None) -> date | None:
    """The first day of the rule that the fields say; of a series its own, as far on as the form moves the booking."""
    try:
        day = forms.read_day(form.day)
    except Refused:
        return None
    if row is None or before is None:
        return day
    return row.first_day + (day - clock.to_local(before.starts_at).date())


def _accepted(
    session: Session, form: BookingForm, details: BookingDetails, organisation: str, before: BookingInfo | None
) -> BookingDetails:
    """The details with their organisation, once what concerns all days alike is read and set aside; what concerns a
    single day stands beside it in the preview.

    Raises:
        NotSaved: there are warnings that the form doesn't accept yet.
    """
    found = desk.new_cautions(session, details, organisation, before)
    alike = [each for each in found if each.field in ALIKE]
    unread = [each for each in alike if each.token not in form.accepted]
    if unread:
        raise NotSaved({}, unread)
    desk.check_note(form, alike)
    return replace(details, organisation_id=desk.organisation_id(session, organisation, before))
