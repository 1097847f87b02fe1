"""The form of the rules of booking, understood. Pure; every refusal names its field."""

from collections.abc import Iterable

from copapp.bookings.forms import Fields
from copapp.bookings.policy import LIMITS, Policy
from copapp.bookings.premises_forms import Given, WrongFields, read_number
from copapp.organisations.models import OrganisationKind

MOST = {
    "ask_latest": 60,
    "ask_earliest": 500,
    "change_latest": 60,
    "shortest_minutes": 24 * 60,
    "longest_hours": 24 * 7,
    "hours_a_year": 9000,
}
"""The highest number that a field takes."""


def read_policy(given: Given) -> Policy:
    """The rules that the form describes; an empty number is no limit.

    Raises:
        WrongFields: a number can't be read, or the limits leave nothing that can be booked.
    """
    fields = Fields()
    limits = {name: fields.attempt(read_number, given.get(name, ""), name, MOST[name]) or 0 for name in LIMITS}
    if 0 < limits["ask_earliest"] < limits["ask_latest"]:
        fields.problems.setdefault("ask_earliest", "Ma być nie mniej niż w polu „Najpóźniej”.")
    if 0 < limits["longest_hours"] * 60 < limits["shortest_minutes"]:
        fields.problems.setdefault("longest_hours", "Ma być nie mniej niż najkrótsza rezerwacja.")
    admitted, must_accept = (_kinds(given.getlist(name)) for name in ("admitted", "accept"))
    if not admitted:
        fields.problems["admitted"] = "Zaznacz choć jeden rodzaj."
    if fields.problems:
        raise WrongFields(fields.problems)
    return Policy(**limits, not_admitted=frozenset(OrganisationKind) - admitted, must_accept=must_accept)


def written_policy(rules: Policy) -> dict[str, str]:
    """The texts of the numbers, as the form shows the rules."""
    return {name: str(getattr(rules, name) or "") for name in LIMITS}


def _kinds(texts: Iterable[str]) -> frozenset[OrganisationKind]:
    chosen = set(texts)
    return frozenset(kind for kind in OrganisationKind if kind.value in chosen)
