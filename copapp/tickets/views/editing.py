"""One value at a time, mended in place: a field opens, is saved or left, and the workbench is drawn anew.

Without JavaScript the same field is a page of its own.
"""

from collections.abc import Mapping
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from htmx_flask import make_response

from copapp.bookings import queries as bookings
from copapp.bookings.forms import EQUIPMENT, day_text
from copapp.bookings.rooms import RoomInfo
from copapp.organisations.queries import all_organisations
from copapp.problems import Refused, Stale
from copapp.tickets import actions, forms, offers, recurrence, rules, times, words
from copapp.tickets.models import Draft, Ticket
from copapp.tickets.planning import plan
from copapp.tickets.times import SlotRow, WrongRows
from copapp.tickets.views.page import asked_of, choices_of, show
from copapp.tickets.views.routes import blueprint
from copapp.web import go, reading, unit_of_work, wants_fragment


@blueprint.get("/<int:ticket_id>/drafts/<int:draft_id>/<field>")
def edit(ticket_id: int, draft_id: int, field: str) -> ResponseReturnValue:
    draft = _draft(ticket_id, draft_id, field)
    return _field_page("tickets/_edit_field.html", **_draft_form(draft, field))


@blueprint.post("/<int:ticket_id>/drafts/<int:draft_id>/<field>")
def save(ticket_id: int, draft_id: int, field: str) -> ResponseReturnValue:
    draft = _draft(ticket_id, draft_id, field)
    if request.form.get("more_rows") or request.form.get("drop_row"):
        return _field_page("tickets/_edit_field.html", **_draft_form(draft, field, typed=True))
    try:
        with unit_of_work() as work:
            actions.mend(work, ticket_id, draft_id, _version(), field, request.form)
    except Refused as refused:
        now = _draft(ticket_id, draft_id, field)
        context = _draft_form(now, field, typed=True, refused=refused)
        return _field_page("tickets/_edit_field.html", _status(refused), **context)
    return _saved(ticket_id, draft_id, field)


@blueprint.post("/<int:ticket_id>/drafts/<int:draft_id>/<field>/restore")
def restore(ticket_id: int, draft_id: int, field: str) -> ResponseReturnValue:
    _draft(ticket_id, draft_id, field)
    try:
        with unit_of_work() as work:
            actions.restore(work, ticket_id, draft_id, _version(), field)
    except Refused as refused:
        return show(ticket_id, asked_of(request.form), problem=refused.message, status=_status(refused))
    return _saved(ticket_id, draft_id, field)


@blueprint.post("/<int:ticket_id>/drafts/<int:draft_id>/take")
def take_offer(ticket_id: int, draft_id: int) -> ResponseReturnValue:
    """Put one of the proposals beside the calendar into the draft."""
    draft, ticket = _draft(ticket_id, draft_id, "slots"), reading().get_one(Ticket, ticket_id)
    proposals = plan(reading(), ticket, draft, choices_of(request.form)).proposals
    found = next((each for each in proposals if offers.token_of(each) == request.form.get("proposal")), None)
    try:
        if found is None:
            raise Stale("Kalendarz się zmienił i możemy zaproponować co innego.")
        with unit_of_work() as work:
            actions.take_offer(work, ticket_id, draft_id, _version(), offers.offer_of(found))
    except Refused as refused:
        return show(ticket_id, asked_of(request.form), problem=refused.message, status=_status(refused))
    return _saved(ticket_id, draft_id, "slots")


@blueprint.get("/<int:ticket_id>/sender/<field>")
def edit_sender(ticket_id: int, field: str) -> ResponseReturnValue:
    return _field_page("tickets/_edit_sender.html", **_sender_form(_ticket(ticket_id, field), field))


@blueprint.post("/<int:ticket_id>/sender/<field>")
def save_sender(ticket_id: int, field: str) -> ResponseReturnValue:
    _ticket(ticket_id, field)
    text = request.form.get("text", "")
    try:
        with unit_of_work() as work:
            if field == "note":
                actions.write_note(work, ticket_id, _version(), text)
            else:
                actions.mend_sender(work, ticket_id, _version(), field, text)
    except Refused as refused:
        context = _sender_form(_ticket(ticket_id, field), field, typed=text, refused=refused)
        return _field_page("tickets/_edit_sender.html", _status(refused), **context)
    return _saved(ticket_id, request.form.get("draft", type=int), f"sender-{field}")


def _saved(ticket_id: int, draft_id: int | None, field: str) -> ResponseReturnValue:
    if wants_fragment():
        return show(ticket_id, asked_of(request.form), focus=field)
    return go(url_for("tickets.ticket", ticket_id=ticket_id, draft=draft_id))


def _field_page(partial: str, status: int = 200, **context: Any) -> ResponseReturnValue:
    """The open field: alone to HTMX, in its place; else a page around it."""
    if not wants_fragment():
        return render_template("tickets/edit.html", partial=partial, **context), status
    page = render_template(partial, **context)
    return make_response(page, retarget=f"#{context['place']}", reswap="outerHTML"), status


def _draft_form(draft: Draft, field: str, *, typed: bool = False, refused: Refused | None = None) -> dict[str, Any]:
    stale = isinstance(refused, Stale)
    rooms = {room.key: room for room in bookings.rooms(reading())}
    value = getattr(draft, field)
    return {
        "draft": draft,
        "ticket_id": draft.ticket_id,
        "field": field,
        "label": words.FIELDS[field],
        "place": f"draft-{draft.id}-{field}",
        "typed": request.form if typed else None,
        "value": value,
        "rows": _rows(draft, field, typed=typed),
        "row_problems": refused.problems if isinstance(refused, WrongRows) else {},
        "problem": "" if refused is None or isinstance(refused, WrongRows) else refused.message,
        "problem_field": refused.field if refused else None,
        "now": rules.said(field, value) if stale else None,
        "options": _options(field, rooms),
        "room_sizes": {key: room.capacity for key, room in rooms.items()},
        "room_names": {key: room.name for key, room in rooms.items()},
        "rhythm": recurrence.rhythm_of(draft.recurrence),
        "until": _until(draft),
    }


def _options(field: str, rooms: Mapping[str, RoomInfo]) -> dict[str, str]:
    return {
        "kind": words.KINDS,
        "intent": words.INTENTS,
        "topic": words.TOPICS,
        "choice": words.CHOICES,
        "equipment": EQUIPMENT,
        "rooms": {**words.ROOMS, **{key: room.name for key, room in rooms.items()}},
    }.get(field, {})


def _rows(draft: Draft, field: str, *, typed: bool) -> list[SlotRow]:
    """The rows of a form of times, one at least: as they are, or as typed, with one more or less where asked for."""
    if field not in ("slots", "previous"):
        return []
    if not typed:
        return [times.row_of(slot) for slot in getattr(draft, field)] or [SlotRow()]
    dropped = request.form.get("drop_row", type=int)
    rows = [row for number, row in enumerate(forms.rows_of(request.form)) if number + 1 != dropped]
    return [*rows, SlotRow()] if request.form.get("more_rows") or not rows else rows


def _until(draft: Draft) -> str:
    until = recurrence.until_of(draft.recurrence) if draft.recurrence else ""
    return day_text(times.moment(until).date()) if until else ""


def _sender_form(
    ticket: Ticket, field: str, *, typed: str | None = None, refused: Refused | None = None
) -> dict[str, Any]:
    return {
        "ticket": ticket,
        "ticket_id": ticket.id,
        "field": field,
        "label": "Notatka" if field == "note" else words.SENDER[field],
        "place": f"sender-{field}",
        "text": getattr(ticket, field) if typed is None else typed,
        "problem": refused.message if refused else "",
        "now": getattr(ticket, field) if isinstance(refused, Stale) else None,
        "draft_id": request.values.get("draft", type=int),
        "known": all_organisations(reading()) if field == "organisation_name" else [],
    }


def _draft(ticket_id: int, draft_id: int, field: str) -> Draft:
    found = reading().get(Draft, draft_id)
    if found is None or found.ticket_id != ticket_id or field not in words.FIELDS:
        abort(404)
    return found


def _ticket(ticket_id: int, field: str) -> Ticket:
    found = reading().get(Ticket, ticket_id)
    if found is None or field not in (*words.SENDER, "note"):
        abort(404)
    return found


def _version() -> int:
    return request.form.get("version", 0, type=int)


def _status(refused: Refused) -> int:
    return 409 if isinstance(refused, Stale) else 422
