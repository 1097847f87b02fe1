"""HTTP and HTMX of correspondence."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

blueprint = Blueprint("correspondence", __name__, url_prefix="/machine-room")


@blueprint.get("/")
def machine_room() -> ResponseReturnValue:
    return ""
