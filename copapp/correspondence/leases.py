"""One worker at a time: who takes in the mailbox, for how long, and a number that fences off whoever had it before.

The holder's every write begins with `hold`: a worker that was thought dead, and wakes up, can write nothing any more.
"""

from collections.abc import Callable
from datetime import timedelta

from sqlmodel import Session

from copapp import clock
from copapp.correspondence.models import WorkerLease
from copapp.db import locked_row

MAILBOX = "mailbox"
LEASE = timedelta(seconds=45)
"""A holder that was not heard of for so long is dead; longer than the reading of one message may take."""
RENEWAL = timedelta(seconds=15)


class Superseded(Exception):
    """Another worker has the lease now; its number is higher than ours."""


def acquire(session: Session, holder: str, is_dead: Callable[[str], bool] = lambda _holder: False) -> int | None:
    """The fencing number with which `holder` may write from now on, or None while another one lives.

    `is_dead` tells of another holder that it surely lives no more, before its lease has run out.
    """
    lease = locked_row(session, WorkerLease, name=MAILBOX)
    now = clock.now()
    is_free = not lease.holder or lease.until is None or lease.until <= now or lease.holder == holder
    if not is_free and not is_dead(lease.holder):
        return None
    if lease.holder != holder:
        lease.holder, lease.fence, lease.since = holder, lease.fence + 1, now
    lease.until = now + LEASE
    session.flush()
    return lease.fence


def hold(session: Session, fence: int) -> None:
    """See to it, until the end of this transaction, that nobody else has the lease; prolong it when it is old.

    Raises:
        Superseded: somebody else has it.
    """
    lease = locked_row(session, WorkerLease, name=MAILBOX)
    if lease.fence != fence:
        raise Superseded(f"fence {fence}, now {lease.fence} of {lease.holder}")
    now = clock.now()
    if lease.until is None or lease.until - now < LEASE - RENEWAL:
        lease.until = now + LEASE
        session.flush()


def release(session: Session, fence: int) -> None:
    """Let the next worker begin at once; nothing for one that was superseded."""
    lease = locked_row(session, WorkerLease, name=MAILBOX)
    if lease.fence == fence:
        lease.holder, lease.until, lease.since = "", None, None
        session.flush()


def current(session: Session) -> WorkerLease | None:
    """The lease while somebody has it: its `holder` and since when."""
    lease = session.get(WorkerLease, MAILBOX)
    held = lease is not None and lease.holder and lease.until is not None and lease.until > clock.now()
    return lease if held else None
