"""What all views share: the session of a request, the sign-in guard, HTMX answers, refusals beside their fields."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from flask import Flask, Response, current_app, g, redirect, render_template, session, url_for
from flask import request as flask_request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from htmx_flask import make_response, request
from sqlalchemy.exc import OperationalError
from sqlmodel import Session
from werkzeug.routing import IntegerConverter, Map

from copapp.accounts.models import Role, Staff
from copapp.audit import Author
from copapp.config import Settings
from copapp.db import Database
from copapp.problems import Refused

GREATEST_ROW = 2**31 - 1
"""What PostgreSQL's integer holds."""

P = ParamSpec("P")
R = TypeVar("R")


class RowNumber(IntegerConverter):
    """A number in an address that can be a row's; a greater one is no address of ours instead of a database's error."""

    def __init__(self, map: Map, fixed_digits: int = 0, min: int | None = None, max: int | None = None) -> None:
        super().__init__(map, fixed_digits, min, GREATEST_ROW if max is None else max)


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that answers without a signed-in member of staff."""
    view.is_public = True  # type: ignore[attr-defined]  # read by the guard alone
    return view


def unprompted(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that a page asks by itself, again and again: it answers 204 without a signed-in member of staff, so
    that it never leads away from what somebody types, and it does not prolong the session."""
    view.is_unprompted = True  # type: ignore[attr-defined]  # read by the guard alone
    return view


def administrators_only(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that only administrators may use."""
    view.is_for_administrators = True  # type: ignore[attr-defined]  # read by the guard alone
    return view


def database() -> Database:
    value: Database = current_app.extensions["database"]
    return value


def settings() -> Settings:
    value: Settings = current_app.extensions["settings"]
    return value


def reading() -> Session:
    """The request's session for reading; opened at first use, closed with the request."""
    if "reading" not in g:
        g.reading_context = database().reading()
        g.reading = g.reading_context.__enter__()
    value: Session = g.reading
    return value


def _is_busy(error: OperationalError) -> bool:
    """Whether the database let somebody wait in vain: SQLite's lock, PostgreSQL's lock_timeout or a deadlock."""
    state = getattr(error.orig, "sqlstate", None)
    return str(error.orig) == "database is locked" or state in ("55P03", "40P01")


BUSY = "Program zapisuje właśnie wiele zmian naraz i tej nie zdążył. Spróbuj jeszcze raz za chwilę."


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """A unit of work in the name of the signed-in member of staff. What was read before is read anew after it.

    Raises Refused where others kept the database busy for too long (SQLite serves one writer at a time, and nobody in
    turn): nothing of it is saved then.
    """
    staff = current_staff()
    try:
        with database().unit_of_work(Author(staff.name, staff.id)) as work:
            yield work
    except OperationalError as error:
        if not _is_busy(error):
            raise
        raise Refused(BUSY) from error
    finally:
        _close_reading()


def current_staff() -> Staff:
    """The signed-in member of staff; only for views behind the guard."""
    staff: Staff = g.staff
    return staff


def page(template: str, **context: Any) -> str:
    """A whole page."""
    return render_template(template, **context)


def answer(whole: str, partial: str, **context: Any) -> str:
    """The partial to an HTMX request, the whole page (which includes it) to any other."""
    return render_template(partial if wants_fragment() else whole, **context)


def wants_fragment() -> bool:
    return bool(request.htmx) and not request.htmx.history_restore_request


def go(location: str) -> ResponseReturnValue:
    """Send the browser to another page, with or without HTMX."""
    if request.htmx:
        return _elsewhere(location)
    return redirect(location, code=303)


def _elsewhere(location: str) -> Response:
    response: Response = make_response("", redirect=location)
    return response


def typed_texts() -> list[str]:
    """The texts of the posted form that somebody took the trouble to type: those of several words."""
    fields = flask_request.form.items(multi=True) if flask_request.method == "POST" else ()
    return [text for name, text in fields if name != "password" and len(text.split()) > 1]


def lost_form() -> ResponseReturnValue:
    """The answer to a form of a session that ended, with all that was typed: 401 when nobody is signed in, else 400.
    To HTMX, whose page stays as it is, a token with which the same form can be sent once more."""
    g.staff = _signed_in()
    response: Response = make_response(render_template("errors/stale_form.html", typed=typed_texts()))
    response.status_code = 400 if g.staff else 401
    response.headers["X-CSRFToken"] = generate_csrf()
    return response


def protect_pages(app: Flask) -> None:
    """Require a signed-in member of staff for every view that is not marked `public`."""
    app.before_request(_require_staff)
    app.teardown_request(lambda _error: _close_reading())


def _require_staff() -> ResponseReturnValue | None:
    if flask_request.endpoint is None:
        return None  # no such address: 404 tells nothing
    view = current_app.view_functions[flask_request.endpoint]
    g.staff = _signed_in()
    g.unprompted = getattr(view, "is_unprompted", False)
    if getattr(view, "is_public", False):
        return None
    if g.staff is None and g.unprompted:
        return Response(status=204)
    if g.staff is None:
        return _to_sign_in()
    if getattr(view, "is_for_administrators", False) and g.staff.role is not Role.ADMINISTRATOR:
        return Response(render_template("errors/forbidden.html"), status=403)
    return None


def _signed_in() -> Staff | None:
    staff_id, epoch = session.get("staff_id"), session.get("epoch")
    if staff_id is None:
        return None
    staff = reading().get(Staff, staff_id)
    if staff is None or not staff.active or staff.session_epoch != epoch:
        session.clear()
        return None
    return staff


def _to_sign_in() -> ResponseReturnValue:
    where = url_for(
        "accounts.sign_in", next=flask_request.full_path.rstrip("?") if flask_request.method == "GET" else None
    )
    if typed_texts():
        return lost_form()
    if request.htmx:
        return _elsewhere(url_for("accounts.sign_in"))
    return redirect(where, code=303)


def _close_reading() -> None:
    context = g.pop("reading_context", None)
    g.pop("reading", None)
    if context is not None:
        context.__exit__(None, None, None)
