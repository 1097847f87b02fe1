"""What the fields and values of a reading are called in Polish."""

from typing import Any

from copapp.reports.rules import SENDER
from copapp.tickets import rules
from copapp.tickets.words import FIELDS as DRAFT_NAMES
from copapp.tickets.words import SENDER as SENDER_NAMES

STEPS = {"certain": "pewne", "likely": "prawdopodobne", "unsure": "niepewne"}


def name_of(field: str) -> str:
    """„Liczba osób”, „Organizacja”."""
    if field.startswith(SENDER):
        return SENDER_NAMES[field.removeprefix(SENDER)]
    return DRAFT_NAMES[field]


def said(field: str, value: Any) -> str:
    """A value of a field in Polish; „nic” for none."""
    return (str(value or "") if field.startswith(SENDER) else rules.said(field, value)) or "nic"


def colour_of(field: str) -> str:
    """The field's class of colours; see design.css."""
    return "field-sender" if field.startswith(SENDER) else f"field-{field}"
