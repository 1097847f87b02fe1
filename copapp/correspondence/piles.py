"""Messages that opened no ticket, in three piles: unreadable, from machines, come twice. A person decides on each."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from copapp.audit import AuditEntry, history
from copapp.correspondence.models import Disposition, Message, MessageState

PAGE = 50


class Pile(StrEnum):
    """A list of messages that opened no ticket."""

    QUARANTINE = "quarantine"
    MACHINE = "machine"
    DUPLICATES = "duplicates"


def messages(session: Session, which: Pile, dismissed: bool = False, limit: int = PAGE) -> list[Message]:
    """Messages of a pile, the newest first: those that wait for a decision, or those that a person dismissed."""
    when = col(Message.dismissed_at)
    query = select(Message).where(*_in_pile(which), when.is_not(None) if dismissed else when.is_(None))
    return list(session.exec(query.order_by(col(Message.id).desc()).limit(limit)))


@dataclass(frozen=True)
class Counts:
    """How many messages of each pile nobody has dismissed."""

    quarantine: int
    machine: int
    duplicates: int

    @property
    def beside(self) -> int:
        """Those that are no alarm."""
        return self.machine + self.duplicates


def counts(session: Session) -> Counts:
    """For every page: one query, answered from one index."""
    numbers = [
        select(func.count()).select_from(Message).where(*_in_pile(which), col(Message.dismissed_at).is_(None))
        for which in (Pile.QUARANTINE, Pile.MACHINE, Pile.DUPLICATES)
    ]
    return Counts(*session.exec(select(*(number.scalar_subquery() for number in numbers))).one())


def dismissal(session: Session, message_id: int) -> AuditEntry | None:
    """Who dismissed a message, and when; None unless the last such decision dismissed it."""
    decisions = [entry for entry in history(session, "message", message_id) if "dismissed_at" in entry.after]
    return decisions[-1] if decisions and decisions[-1].after["dismissed_at"] else None


def _in_pile(which: Pile) -> tuple[ColumnElement[bool], ...]:
    if which is Pile.MACHINE:
        machines = (Disposition.AUTOMATIC, Disposition.BULK)
        return col(Message.state) == MessageState.READ, col(Message.disposition).in_(machines)
    state = MessageState.QUARANTINED if which is Pile.QUARANTINE else MessageState.DUPLICATE
    return (col(Message.state) == state,)
