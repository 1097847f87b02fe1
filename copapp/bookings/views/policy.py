"""The rules of booking: read by all staff, changed by administrators. Whoever takes a signed paper notes it here."""

from collections.abc import Mapping

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from copapp import web
from copapp.accounts.models import Role
from copapp.bookings import forms, policies
from copapp.bookings.policy_forms import read_policy, written_policy
from copapp.bookings.premises_forms import WrongFields
from copapp.bookings.views.routes import blueprint
from copapp.bookings.words import KINDS, day_numeric
from copapp.organisations.matching import begin_like
from copapp.organisations.models import Organisation, OrganisationKind
from copapp.organisations.queries import by_id
from copapp.problems import Refused

MOST_FOUND = 12


@blueprint.get("/premises/rules")
def show_policy() -> ResponseReturnValue:
    return _page(saved=request.args.get("saved", ""))


@blueprint.post("/premises/rules")
@web.administrators_only
def save_policy() -> ResponseReturnValue:
    try:
        wanted = read_policy(request.form)
        with web.unit_of_work() as work:
            policies.save_policy(work, wanted)
    except WrongFields as wrong:
        return _page(problems=wrong.problems, status=422)
    return web.go(url_for("bookings.show_policy", saved="rules"))


@blueprint.post("/premises/rules/organisations/<int:organisation_id>")
def save_organisation(organisation_id: int) -> ResponseReturnValue:
    """What the organisation is, and when it signed; any member of staff may take the paper."""
    said, typed = request.form.get("accepted_on", "").strip(), request.form.get("kind", "")
    try:
        accepted_on = forms.read_day(said) if said else None
        kind = OrganisationKind(typed) if typed in set(OrganisationKind) else OrganisationKind.UNKNOWN
        with web.unit_of_work() as work:
            policies.save_organisation(work, organisation_id, kind, accepted_on)
    except Refused as refused:
        field = f"accepted-{organisation_id}" if by_id(web.reading(), organisation_id) else "organisation"
        return _page(problems={field: refused.message}, status=422)
    saved = f"organisation-{organisation_id}"
    return web.go(url_for("bookings.show_policy", q=request.form.get("q", ""), saved=saved, _anchor="organisations"))


def _page(*, saved: str = "", problems: Mapping[str, str] | None = None, status: int = 200) -> ResponseReturnValue:
    session, rules = web.reading(), policies.policy(web.reading())
    is_typed = request.method == "POST" and "kind" not in request.form
    asked = request.values.get("q", "")
    return render_template(
        "bookings/policy.html",
        values=request.form if is_typed else written_policy(rules),
        admitted=request.form.getlist("admitted") if is_typed else [k for k in KINDS if k not in rules.not_admitted],
        accept=request.form.getlist("accept") if is_typed else list(rules.must_accept),
        kinds=KINDS,
        found=_found(asked),
        asked=asked,
        day_numeric=day_numeric,
        saved=saved,
        saved_organisation=by_id(session, int(saved[13:])) if saved[13:].isdecimal() and len(saved) < 23 else None,
        problems=problems or {},
        is_refused=is_typed,
        may_change=web.current_staff().role is Role.ADMINISTRATOR,
    ), status


def _found(asked: str) -> list[tuple[Organisation, str, str]]:
    """Organisations that were asked for, each with its kind and the day of its signature, as saved or as just typed."""
    refused = (request.view_args or {}).get("organisation_id")
    session = web.reading()
    found = begin_like(session, asked, MOST_FOUND)
    wrong = by_id(session, refused) if refused is not None else None
    if wrong is not None and wrong not in found:
        found.insert(0, wrong)
    return [
        (each, request.form.get("kind", ""), request.form.get("accepted_on", ""))
        if each.id == refused
        else (each, each.kind.value, day_numeric(each.rules_accepted_on) if each.rules_accepted_on else "")
        for each in found
    ]
