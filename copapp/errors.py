"""Pages for requests that can't be answered as asked, each in plain Polish."""

import uuid

from flask import Flask, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, NotFound, RequestEntityTooLarge

from copapp import web


def explain(app: Flask) -> None:
    """Give every error of the application its page."""
    app.register_error_handler(NotFound, lambda _error: (web.page("errors/not_found.html"), 404))
    app.register_error_handler(MethodNotAllowed, _not_opened_so)
    app.register_error_handler(CSRFError, lambda _error: web.lost_form())
    app.register_error_handler(RequestEntityTooLarge, lambda _error: (web.page("errors/too_large.html"), 413))
    app.register_error_handler(InternalServerError, _broken)


def _not_opened_so(error: HTTPException) -> ResponseReturnValue:
    """The address of a form, opened like a page; keeps the header Allow."""
    response = error.get_response()
    response.set_data(web.page("errors/not_found.html"))
    return response


def _broken(_error: InternalServerError) -> ResponseReturnValue:
    """Our own fault, or the database's. The page asks the database nothing; the log has its id, too."""
    number = uuid.uuid4().hex[:8]
    current_app.logger.error("error=%s method=%s path=%s", number, request.method, request.path)
    g.staff = None  # the masthead would ask the database
    response = make_response(render_template("errors/broken.html", number=number, typed=web.typed_texts()), 500)
    response.headers["X-Error-Id"] = number
    return response
