"""Organisations as one types in the form."""

from flask import render_template
from flask.typing import ResponseReturnValue
from htmx_flask import request

from copapp import web
from copapp.bookings.views.routes import blueprint
from copapp.organisations.matching import begin_like


@blueprint.get("/organisations")
def organisations() -> ResponseReturnValue:
    found = begin_like(web.reading(), request.args.get("organisation", ""))
    return render_template("bookings/_organisations.html", found=found)
