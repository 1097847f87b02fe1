"""The addresses under /tickets; each module of this folder adds its own."""

from typing import Any

from flask import Blueprint

from copapp.tickets import cards, offers, times, words

blueprint = Blueprint("tickets", __name__, url_prefix="/tickets")


@blueprint.context_processor
def vocabulary() -> dict[str, Any]:
    """What the templates of tickets say things with."""
    return {"words": words, "times": times, "offers": offers, "wanted_when": cards.short}
