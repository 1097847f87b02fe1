"""HTTP and HTMX of bookings."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

blueprint = Blueprint("bookings", __name__, url_prefix="/bookings")


@blueprint.get("/")
def today() -> ResponseReturnValue:
    return ""
