"""HTTP of the reports."""

from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from copapp import clock, web
from copapp.correspondence.queries import counts
from copapp.reports import words
from copapp.reports.page import PAGE, SPANS, read_report
from copapp.reports.rules import FIELDS
from copapp.reports.use import Period, as_csv, hours, read_use

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


@blueprint.get("/use")
def use() -> ResponseReturnValue:
    """For how many hours rooms were in use in a month or a year."""
    return web.page("reports/use.html", report=read_use(web.reading(), _period()), hours_of=hours, section="bookings")


@blueprint.get("/use.csv")
def use_table() -> ResponseReturnValue:
    """The same as a table for a spreadsheet."""
    period = _period()
    text = as_csv(read_use(web.reading(), period))
    named = {"Content-Disposition": f'attachment; filename="wykorzystanie-sal-{period.text}.csv"'}
    return Response(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=named)


def _period() -> Period:
    return Period.read(request.args.get("period", ""), clock.today())
