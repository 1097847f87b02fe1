"""The list of tickets."""

from flask import request
from flask.typing import ResponseReturnValue

from copapp.correspondence import queries as correspondence
from copapp.tickets import inbox as inbox_queries
from copapp.tickets import waiting
from copapp.tickets.views.routes import blueprint
from copapp.web import answer, current_staff, reading

LAST_PAGE = 10_000


@blueprint.get("/")
def inbox() -> ResponseReturnValue:
    tab = request.args.get("tab", "new")
    tab = tab if tab in inbox_queries.TABS else "new"
    number = min(max(0, request.args.get("page", 0, type=int)), LAST_PAGE)
    staff_id, session = current_staff().id, reading()
    rows, more = inbox_queries.rows(session, tab, staff_id, number)
    return answer(
        "tickets/inbox.html",
        "tickets/_inbox.html",
        tab=tab,
        tabs=inbox_queries.TABS,
        counts=inbox_queries.tab_counts(session, staff_id),
        freed=waiting.freed(session),
        mail=correspondence.counts(session),
        rows=rows,
        page=number,
        more=more,
    )
