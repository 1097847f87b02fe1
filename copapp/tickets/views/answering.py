"""The answers, and taking one back."""

from dataclasses import replace

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from copapp.bookings.actions import RoomTaken
from copapp.problems import Refused, Stale
from copapp.tickets import actions
from copapp.tickets.conversation import Went, went
from copapp.tickets.letters import ASK, CONFIRM, OFFER, PROPOSE, REFUSE, WAIT
from copapp.tickets.models import Ticket
from copapp.tickets.screen import Asked
from copapp.tickets.views.page import asked_of, choices_of, letter_of, show
from copapp.tickets.views.routes import blueprint
from copapp.web import go, reading, settings, unit_of_work


@blueprint.post("/<int:ticket_id>/answer")
def answer(ticket_id: int) -> ResponseReturnValue:
    """Confirm, ask, refuse, propose, let wait or offer, as `answer` says, and send the letter. Refused:
    the page, letter as typed."""
    asked = asked_of(request.form)
    if request.form.get("redraw"):
        return show(ticket_id, asked)
    try:
        _carry_out(ticket_id, asked.answer)
    except Refused as refused:
        status = 409 if isinstance(refused, Stale | RoomTaken) else 422
        return show(
            ticket_id, _keeping_all(asked), problem=refused.message, problem_field=refused.field or "", status=status
        )
    return go(url_for("tickets.ticket", ticket_id=ticket_id))


def _carry_out(ticket_id: int, action: str) -> None:
    letter, drafts = letter_of(request.form), _versions()
    with unit_of_work() as work:
        if action == CONFIRM:
            actions.confirm_and_send(work, settings(), ticket_id, drafts, letter, choices_of(request.form))
        elif action == ASK:
            actions.ask_for_details(work, settings(), ticket_id, drafts, letter)
        elif action == REFUSE:
            actions.refuse(work, settings(), ticket_id, drafts, letter)
        elif action == PROPOSE:
            tokens, choices = request.form.getlist("offered"), choices_of(request.form)
            actions.propose(work, settings(), ticket_id, drafts, letter, tokens, choices)
        elif action == WAIT:
            actions.wait_for_time(work, settings(), ticket_id, drafts, letter, choices_of(request.form))
        elif action == OFFER:
            actions.offer_freed(work, settings(), ticket_id, drafts, letter, choices_of(request.form))
        else:
            raise Refused("Wybierz, jak odpowiedzieć.")


def _versions() -> dict[int, int]:
    """The drafts that the form answers, each as "id:version"."""
    pairs = (text.partition(":") for text in request.form.getlist("draft_version"))
    return {int(number): int(version) for number, _, version in pairs if _is_number(number) and _is_number(version)}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _keeping_all(asked: Asked) -> Asked:
    """After a refusal the letter stays word for word, even one that nobody changed: it was refused as it stands."""
    typed = replace(asked.typed, drawn="") if asked.typed else None
    return replace(asked, typed=typed)


@blueprint.post("/<int:ticket_id>/letters/<int:letter_id>/withdraw")
def withdraw(ticket_id: int, letter_id: int) -> ResponseReturnValue:
    try:
        with unit_of_work() as work:
            actions.withdraw(work, ticket_id, letter_id)
    except Refused as refused:
        return show(ticket_id, Asked(), problem=refused.message, status=409)
    return go(url_for("tickets.ticket", ticket_id=ticket_id))


@blueprint.get("/<int:ticket_id>/letters/<int:letter_id>/leaving")
def leaving(ticket_id: int, letter_id: int) -> ResponseReturnValue:
    """Whether a letter can still be taken back; asked again and again while it waits."""
    found = reading().get(Ticket, ticket_id)
    sent = [each for each in went(reading(), found) if isinstance(each, Went)] if found else []
    letter = next((each for each in sent if each.letter.id == letter_id), None)
    return render_template("tickets/_leaving.html", ticket_id=ticket_id, letter=letter)
