"""Letters: the newest, each as it went, and what a person decides about one that did not get through."""

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from copapp import web
from copapp.correspondence import actions, queries, source
from copapp.correspondence.models import Letter
from copapp.correspondence.views.files import download
from copapp.correspondence.views.routes import blueprint
from copapp.problems import Refused


@blueprint.get("/letters")
def letters() -> ResponseReturnValue:
    return web.page(
        "correspondence/letters.html",
        letters=queries.newest_letters(web.reading()),
        counts=queries.counts(web.reading()),
    )


@blueprint.get("/letters/<int:letter_id>")
def letter(letter_id: int) -> ResponseReturnValue:
    return _letter_page(letter_id)


@blueprint.get("/letters/<int:letter_id>/raw")
def letter_raw(letter_id: int) -> ResponseReturnValue:
    return download(_letter(letter_id).raw, f"list-{letter_id}.eml")


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
        source_text=source.readable(found.raw),
        is_cut=source.is_cut(found.raw),
        problem=problem,
    )


def _letter(letter_id: int) -> Letter:
    found = queries.letter(web.reading(), letter_id)
    if found is None:
        abort(404)
    return found
