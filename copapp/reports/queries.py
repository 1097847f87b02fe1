"""What the reports read of the other features: settled drafts beside the readings that they were made from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlmodel import Session, col

from copapp.correspondence.models import Message
from copapp.reports.rules import (
    DRAFT_FIELDS,
    SENDER,
    Judgement,
    Verdict,
    is_settled,
    judge_draft,
    judge_sender,
    steps_under,
)
from copapp.tickets.models import Draft, Ticket, TicketMessage
from copapp.tickets.rules import CLOSED_STATES, SENDER_FIELDS

ROWS_AT_ONCE = 500
"""Rows that wait in memory while they are judged."""


@dataclass(frozen=True)
class Judged:
    """A message whose reading a person has settled. `drafts` holds, by number of the request, a draft's id and how its
    fields were read; `sender` how its sender was, when the message opened its ticket."""

    message_id: int
    ticket_id: int
    came_at: datetime
    drafts: dict[int, tuple[int, list[Judgement]]]
    sender: list[Judgement]
    waiting: int = 0

    @property
    def judgements(self) -> list[Judgement]:
        return [each for _, found in self.drafts.values() for each in found] + self.sender


@dataclass(frozen=True)
class Misreading:
    """A field that staff changed or filled in. `explain` adds the ticket's subject and the words that say the field."""

    message_id: int
    ticket_id: int
    draft_id: int | None
    came_at: datetime
    judgement: Judgement
    subject: str = ""
    evidence: str = ""


def judged(session: Session, since: datetime) -> Iterator[Judged]:
    """Every message that came since then and was settled, at least in part, the newest first.

    One query; of the rows only so many are in memory at a time as are being judged.
    """
    result = session.connection().execute(_query(since).execution_options(yield_per=ROWS_AT_ONCE))
    for _, rows in groupby(result, key=lambda row: row.message_id):
        if found := _judge(list(rows)):
            yield found


def misreadings(found: Judged) -> Iterator[Misreading]:
    """The fields of a message that staff changed or filled in, in the order of their requests, the sender's last."""
    each_draft: list[tuple[int | None, list[Judgement]]] = [*found.drafts.values(), (None, found.sender)]
    for draft_id, judgements in each_draft:
        for each in judgements:
            if each.verdict is not Verdict.RIGHT:
                yield Misreading(found.message_id, found.ticket_id, draft_id, found.came_at, each)


def explain(session: Session, listed: Sequence[Misreading]) -> list[Misreading]:
    """The same with subjects and evidence; two queries for a page of them."""
    tickets = _rows(session, [Ticket.id, Ticket.subject, Ticket.evidence], {each.ticket_id for each in listed})
    drafts = _rows(session, [Draft.id, Draft.evidence], {each.draft_id for each in listed})
    return [
        replace(
            each,
            subject=tickets[each.ticket_id].subject,
            evidence=_words(each, (drafts[each.draft_id] if each.draft_id else tickets[each.ticket_id]).evidence),
        )
        for each in listed
    ]


def _rows(session: Session, columns: list[Any], ids: set[Any]) -> dict[int, Row[Any]]:
    """Some columns of a table by its first one, the id."""
    return {row.id: row for row in session.connection().execute(select(*columns).where(columns[0].in_(ids)))}


def _words(each: Misreading, evidence: dict[str, str]) -> str:
    name = each.judgement.field.removeprefix(SENDER)
    return " … ".join(dict.fromkeys(words for key, words in evidence.items() if key.partition("/")[0] == name))


def _query(since: datetime) -> Select[Any]:
    first = select(func.min(TicketMessage.message_id)).where(col(TicketMessage.ticket_id) == col(Ticket.id))
    columns: list[Any] = [
        col(Draft.id).label("draft_id"),
        Draft.ticket_id,
        Draft.message_id,
        Draft.read,
        Draft.state,
        col(Ticket.state).label("ticket_state"),
        Message.stored_at,
        Message.reading,
        (first.scalar_subquery() == Draft.message_id).label("opened"),
        *(getattr(Draft, name) for name in DRAFT_FIELDS),
        *(getattr(Ticket, name) for name in SENDER_FIELDS),
    ]
    return (
        select(*columns)
        .join(Message, col(Message.id) == col(Draft.message_id))
        .join(Ticket, col(Ticket.id) == col(Draft.ticket_id))
        .where(col(Message.stored_at) >= since)
        .order_by(col(Message.id).desc(), col(Draft.position))
    )


def _judge(rows: list[Row[Any]]) -> Judged | None:
    top = rows[0]
    confidence = top.reading.get("confidence")
    drafts = {}
    for number, row in enumerate(rows):
        settled = {name: getattr(row, name) for name in DRAFT_FIELDS}
        found = judge_draft(row.read, settled, steps_under(f"requests/{number}/", confidence))
        if is_settled(row.state, row.ticket_state in CLOSED_STATES, found):
            drafts[number] = (row.draft_id, found)
    if not drafts:
        return None
    sender = []
    if top.opened:
        said = {name: getattr(top, name) for name in SENDER_FIELDS}
        sender = judge_sender(top.reading.get("sender") or {}, said, steps_under(SENDER, confidence))
    return Judged(top.message_id, top.ticket_id, top.stored_at, drafts, sender, len(rows) - len(drafts))
