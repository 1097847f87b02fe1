"""Signing in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, session, url_for
from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp.accounts import actions
from copapp.audit import SYSTEM
from copapp.problems import Refused
from copapp.web import current_staff, database, go, page, public

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    return page("accounts/sign_in.html", login="", problem=None, next=request.args.get("next", ""))


@blueprint.post("/sign-in")
@public
def sign_in_submit() -> ResponseReturnValue:
    login, password, wanted = (request.form.get(name, "") for name in ("login", "password", "next"))
    problem = "Nieprawidłowy login lub hasło."
    try:
        with database().unit_of_work(SYSTEM) as work:
            staff = actions.sign_in(work, login, password, request.remote_addr or "")
    except Refused as refused:
        staff, problem = None, refused.message
    if staff is None:
        return page("accounts/sign_in.html", login=login, problem=problem, next=wanted), 422
    session.clear()
    session.permanent = True
    session["staff_id"], session["epoch"] = staff.id, staff.session_epoch
    return go(_local(wanted) or url_for("home"))


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    staff = current_staff()
    session.clear()
    assert staff.id is not None
    with database().unit_of_work(SYSTEM) as work:
        actions.sign_out_everywhere(work, staff.id)
    return go(url_for("accounts.sign_in"))


def _local(location: str) -> str | None:
    """A path of this site, else None: signing in never sends anybody elsewhere."""
    parts = urlsplit(location.replace("\\", "/"))
    inside = location.startswith("/") and not location.startswith("//") and not parts.netloc and not parts.scheme
    return location if inside else None
