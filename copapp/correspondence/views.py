"""HTTP and HTMX of correspondence: how the machine is, messages and letters with their sources."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, abort, redirect, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from copapp import web
from copapp.correspondence import actions, labels, outbox, queries
from copapp.correspondence.actions import read_again as ask_to_read_again
from copapp.correspondence.machine import LOW_DISK, machine
from copapp.correspondence.models import Letter, Message
from copapp.problems import Refused

blueprint = Blueprint("correspondence", __name__, url_prefix="/machine-room")

SHOWN_SOURCE = 100_000
"""Bytes of a source that a page shows; the rest is in the download."""
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LISTS: dict[str, tuple[str, Callable[[Session], list[Message]]]] = {
    "quarantine": ("Kwarantanna", queries.quarantined),
    "machine": ("Poczta maszynowa", queries.machine_mail),
    "duplicates": ("Powtórzenia", queries.duplicates),
}


@blueprint.app_context_processor
def _for_templates() -> dict[str, Any]:
    return {
        "mailbox_alarm": lambda: queries.mailbox_alarm(web.reading(), web.settings()),
        "pause_notice": lambda: outbox.pause_notice(web.reading()),
        "message_state": labels.MESSAGE_STATES.__getitem__,
        "letter_state": labels.LETTER_STATES.__getitem__,
        "in_bytes": labels.size,
        "file_name": labels.file_name,
        "page_size": queries.PAGE,
    }


@blueprint.get("/")
def machine_room() -> ResponseReturnValue:
    return web.answer(
        "correspondence/machine_room.html",
        "correspondence/_machine.html",
        machine=machine(web.reading(), web.settings()),
        low_disk=LOW_DISK,
    )


@blueprint.get("/messages/<any(quarantine, machine, duplicates):kind>")
def messages(kind: str) -> ResponseReturnValue:
    title, query = LISTS[kind]
    found = query(web.reading())
    return web.page("correspondence/messages.html", kind=kind, title=title, messages=found, counts=_counts())


@blueprint.get("/messages/<int:message_id>")
def source(message_id: int) -> ResponseReturnValue:
    """A message as it was read, with its source beneath."""
    message = _message(message_id)
    raw = queries.raw_message(web.reading(), message_id)
    return web.page(
        "correspondence/message.html",
        message=message,
        attachments=queries.attachments(web.reading(), [message_id]),
        source_text=_readable(raw),
        source_size=len(raw),
        is_cut=len(raw) > SHOWN_SOURCE,
        counts=_counts(),
    )


@blueprint.get("/messages/<int:message_id>/raw")
def raw(message_id: int) -> ResponseReturnValue:
    """The bytes as they came."""
    _message(message_id)
    return _download(queries.raw_message(web.reading(), message_id), f"wiadomosc-{message_id}.eml")


@blueprint.get("/attachments/<int:attachment_id>")
def attachment(attachment_id: int) -> ResponseReturnValue:
    found = queries.attachment(web.reading(), attachment_id)
    if found is None:
        abort(404)
    return _download(found.content, found.filename)


@blueprint.post("/messages/<int:message_id>/read-again")
def read_again(message_id: int) -> ResponseReturnValue:
    _message(message_id)
    try:
        with web.unit_of_work() as session:
            ask_to_read_again(session, message_id)
    except actions.NothingToDecide:
        pass  # it waits already, or is settled: the page shows which
    if web.wants_fragment():
        return web.page("correspondence/_message_row.html", message=_message(message_id))
    return redirect(url_for("correspondence.source", message_id=message_id), code=303)


@blueprint.post("/outbox/<any(pause, resume):decision>")
def stop_letters(decision: str) -> ResponseReturnValue:
    """A person stops all letters, or lets them leave again."""
    with web.unit_of_work() as session:
        if decision == "pause":
            outbox.pause(session, web.current_staff().name)
        else:
            outbox.resume(session)
    return redirect(url_for("correspondence.machine_room"), code=303)


@blueprint.get("/letters")
def letters() -> ResponseReturnValue:
    return web.page("correspondence/letters.html", letters=queries.newest_letters(web.reading()), counts=_counts())


@blueprint.get("/letters/<int:letter_id>")
def letter(letter_id: int) -> ResponseReturnValue:
    return _letter_page(letter_id)


@blueprint.get("/letters/<int:letter_id>/raw")
def letter_raw(letter_id: int) -> ResponseReturnValue:
    return _download(_letter(letter_id).raw, f"list-{letter_id}.eml")


@blueprint.post("/letters/<int:letter_id>/<any(withdraw, send_again, settle_as_sent):decision>")
def decide(letter_id: int, decision: str) -> ResponseReturnValue:
    """A person takes a letter back, sends it again, or knows that it arrived."""
    act = {
        "withdraw": actions.withdraw_letter,
        "send_again": actions.send_again,
        "settle_as_sent": actions.settle_as_sent,
    }[decision]
    _letter(letter_id)
    try:
        with web.unit_of_work() as session:
            act(session, letter_id)
    except Refused as refused:
        return _letter_page(letter_id, refused.message), 409
    return redirect(url_for("correspondence.letter", letter_id=letter_id), code=303)


def _letter_page(letter_id: int, problem: str = "") -> str:
    found = _letter(letter_id)
    return web.page(
        "correspondence/letter.html",
        letter=found,
        source_text=_readable(found.raw),
        is_cut=len(found.raw) > SHOWN_SOURCE,
        counts=_counts(),
        problem=problem,
    )


def _counts() -> queries.Counts:
    return queries.counts(web.reading())


def _message(message_id: int) -> Message:
    found = queries.message(web.reading(), message_id)
    if found is None:
        abort(404)
    return found


def _letter(letter_id: int) -> Letter:
    found = queries.letter(web.reading(), letter_id)
    if found is None:
        abort(404)
    return found


def _readable(raw: bytes) -> str:
    """The beginning of a source as text; what no browser can draw is shown as a replacement character."""
    return CONTROLS.sub("\ufffd", raw[:SHOWN_SOURCE].decode("utf-8", "replace").replace("\r\n", "\n"))


def _download(content: bytes, name: str) -> Response:
    """A file to save, never to open here: its type is the sender's word, and so is told to nobody."""
    response = send_file(
        BytesIO(content),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=labels.file_name(name),
        etag=False,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
