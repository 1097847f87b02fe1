"""HTTP of the reports."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from copapp import web
from copapp.correspondence.queries import counts
from copapp.reports import words
from copapp.reports.page import PAGE, SPANS, read_report
from copapp.reports.rules import FIELDS

blueprint = Blueprint("reports", __name__, url_prefix="/reports")

LAST_PAGE = 1_000


@blueprint.context_processor
def vocabulary() -> dict[str, Any]:
    return {"words": words}


@blueprint.get("/reading")
def reading() -> ResponseReturnValue:
    """How right the reading of mail was, and what staff made of the rest."""
    field = request.args.get("field", "")
    field = field if field in FIELDS else ""
    number = min(max(0, request.args.get("page", 0, type=int)), LAST_PAGE)
    session = web.reading()
    return web.page(
        "reports/reading.html",
        report=read_report(session, field, number),
        spans=SPANS,
        field=field,
        page=number,
        size=PAGE,
        counts=counts(session),
        section="correspondence",
    )
