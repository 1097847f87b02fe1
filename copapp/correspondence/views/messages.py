"""Messages: their piles, each with its source, headers and original, and what a person decides about them."""

from collections.abc import Callable

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from copapp import security, web
from copapp.correspondence import actions, files, piles, queries, showing, source
from copapp.correspondence.models import Message
from copapp.correspondence.piles import Pile
from copapp.correspondence.views.files import download, framed, not_shown
from copapp.correspondence.views.routes import blueprint

TITLES = {Pile.QUARANTINE: "Kwarantanna", Pile.MACHINE: "Poczta maszynowa", Pile.DUPLICATES: "Powtórzenia"}


@blueprint.get("/messages/<any(quarantine, machine, duplicates):kind>")
def messages(kind: str) -> ResponseReturnValue:
    pile, dismissed = Pile(kind), request.args.get("dismissed") == "1"
    return web.page(
        "correspondence/messages.html",
        kind=kind,
        title=TITLES[pile],
        dismissed=dismissed,
        messages=piles.messages(web.reading(), pile, dismissed),
        counts=queries.counts(web.reading()),
    )


@blueprint.post("/messages/<any(machine, duplicates):kind>/dismiss")
def dismiss_all(kind: str) -> ResponseReturnValue:
    """All that the list showed; not what came in meanwhile, which nobody has seen."""
    newest = request.form.get("newest", 0, type=int)
    with web.unit_of_work() as session:
        for message in piles.messages(session, Pile(kind)):
            if message.id is not None and message.id <= newest:
                actions.dismiss(session, message.id)
    return redirect(url_for("correspondence.messages", kind=kind), code=303)


@blueprint.get("/messages/<int:message_id>", endpoint="source")
def message(message_id: int) -> ResponseReturnValue:
    """A message as it was read, its original, its headers and its source."""
    session = web.reading()
    found, raw = _message(message_id), queries.raw_message(session, message_id)
    places = queries.sources(session, message_id)
    return web.page(
        "correspondence/message.html",
        message=found,
        files=files.shown(session, queries.attachments(session, [message_id])),
        places=places,
        gone_at=queries.gone_at(places),
        dismissal=piles.dismissal(session, message_id),
        headers=source.headers(raw),
        source_text=source.readable(raw),
        source_size=len(raw),
        is_cut=source.is_cut(raw),
    )


@blueprint.get("/messages/<int:message_id>/raw")
def raw(message_id: int) -> ResponseReturnValue:
    """The bytes as they came."""
    _message(message_id)
    return download(queries.raw_message(web.reading(), message_id), f"wiadomosc-{message_id}.eml")


@blueprint.get("/messages/<int:message_id>/original")
def original(message_id: int) -> Response:
    """The message's own HTML, for the frame on its page. One that was never read is not opened here either."""
    if not _message(message_id).has_html:
        abort(404)
    try:
        page = showing.original(queries.raw_message(web.reading(), message_id))
    except showing.NotShown as reason:
        return not_shown(reason)
    return framed(page, "text/html", security.ORIGINAL_POLICY)


@blueprint.post("/messages/<int:message_id>/<any(dismiss, reinstate, 'read-again'):decision>")
def decide_on_message(message_id: int, decision: str) -> ResponseReturnValue:
    """Read it once more; it is not for us; it is after all."""
    act: Callable[[Session, int], Message] = {
        "read-again": actions.read_again,
        "dismiss": actions.dismiss,
        "reinstate": actions.reinstate,
    }[decision]
    _message(message_id)
    try:
        with web.unit_of_work() as session:
            act(session, message_id)
    except actions.NothingToDecide:
        pass  # it waits already, or is settled: the page shows which
    if web.wants_fragment():
        return web.page("correspondence/_message_row.html", message=_message(message_id))
    return redirect(url_for("correspondence.source", message_id=message_id), code=303)


def _message(message_id: int) -> Message:
    found = queries.message(web.reading(), message_id)
    if found is None:
        abort(404)
    return found
