"""Tickets that staff have worked on, for the tests of reports."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import col, select

from copapp.config import Settings
from copapp.db import Database
from copapp.tickets import actions
from copapp.tickets.letters import LetterText
from copapp.tickets.models import Draft, Ticket
from tests.tickets.conftest import ANNA, Arrive, arrive, centre, reading, request, settings, stopped_clock

__all__ = ["arrive", "centre", "settings", "stopped_clock"]

Came = Callable[..., Ticket]
Settle = Callable[..., None]


@pytest.fixture
def came(arrive: Arrive) -> Came:
    """A letter with its ticket: came(request(rooms=[]), confidence={"requests/0/slots/0": "unsure"}, stored_at=…)."""

    def open_one(*requests: dict[str, Any], **values: Any) -> Ticket:
        of_message = {key: values.pop(key) for key in ("stored_at", "subject") if key in values}
        requests = requests or (request(),)
        return arrive(*requests, reading=reading(*requests, **values), **values, **of_message)

    return open_one


@pytest.fixture
def settle(centre: Database, settings: Settings) -> Settle:
    """Answers a ticket's drafts as they stand, or with values that staff gave them: settle(ticket, attendees=30)."""

    def answer(ticket: Ticket, number: int = 0, **mended: Any) -> None:
        with centre.unit_of_work(ANNA) as session:
            query = select(Draft).where(Draft.ticket_id == ticket.id).order_by(col(Draft.position))
            drafts = list(session.exec(query))
            for name, value in mended.items():
                setattr(drafts[number], name, value)
            session.flush()
            letter = LetterText("anna@bursztyn.example", "Re: Sala", "Dzień dobry, niestety nie.")
            versions = {draft.id: draft.version for draft in drafts if draft.id is not None}
            assert ticket.id is not None
            actions.refuse(session, settings, ticket.id, versions, letter)

    return answer
