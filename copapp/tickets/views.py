"""HTTP and HTMX of tickets."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

blueprint = Blueprint("tickets", __name__, url_prefix="/tickets")


@blueprint.get("/")
def inbox() -> ResponseReturnValue:
    return ""
