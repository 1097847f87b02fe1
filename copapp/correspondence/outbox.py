"""A letter's way out, step by step; each step is committed before the next one begins.

queued → sending (leased) → handed over (still sending) → sent, failed or unclear. A crash before the hand-over sends
the letter again; a crash after it leaves it unclear, for a person to decide.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.parser import BytesHeaderParser

from sqlmodel import Session, col, func, or_, select

from copapp import clock
from copapp.correspondence.models import Letter, LetterState, WorkerState
from copapp.db import locked_row
from copapp.polish import counted, moment

OUTBOX = "outbox"
"""The outbox' own row of `WorkerState`."""
LEASE = timedelta(minutes=2)
"""For so long a letter belongs to the sender that took it. A slower one finds at the hand-over that it lost it."""
HAND_OVER_LEASE = timedelta(minutes=10)
"""For so long the server's answer to a letter is awaited before it counts as lost."""
FIRST_RETRY = timedelta(seconds=15)
LAST_RETRY = timedelta(minutes=30)
GIVE_UP_AFTER = timedelta(days=2)
COPIED_WITHIN = timedelta(days=7)
"""Older letters are not copied: switched on late, the copies would bury what is new."""
LOST = "Program przerwał pracę, gdy list był już oddawany serwerowi; nie wiadomo, czy wyszedł."


class LeaseLost(Exception):
    """The letter is no longer this sender's: the lease ran out and another took it."""


@dataclass(frozen=True)
class Lease:
    """A letter in the hands of one sender; `attempt` is the fence that tells it from a later one's."""

    letter_id: int
    attempt: int
    message_id: str
    to_address: str
    raw: bytes

    @property
    def is_automatic(self) -> bool:
        """Whether no person wrote it, as it says of itself (RFC 3834, 5)."""
        said = BytesHeaderParser().parsebytes(self.raw).get("Auto-Submitted", "no")
        return str(said).strip().lower() != "no"


def is_due(session: Session) -> bool:
    """Whether a letter may leave now, or was left lying by a sender that died. Cheap: asked every second."""
    now = clock.now()
    due = (col(Letter.state) == LetterState.QUEUED) & (col(Letter.next_attempt_at) <= now)
    abandoned = (col(Letter.state) == LetterState.SENDING) & (col(Letter.lease_until) < now)
    return session.exec(select(Letter.id).where(or_(due, abandoned)).limit(1)).first() is not None


def pause_notice(session: Session) -> str:
    """Who stopped the letters and since when, in Polish; "" while they leave."""
    state = session.get(WorkerState, OUTBOX)
    if state is None or state.paused_at is None:
        return ""
    return f"Wysyłanie listów jest wstrzymane ({state.paused_by}, {moment(state.paused_at)})."


def held_back(session: Session, letters_per_day: int) -> str:
    """Why no letter may leave now though some wait, in Polish; "" when they may.

    Staff stopped them, or so many have left in the last 24 hours that something must have run wild.
    """
    if notice := pause_notice(session):
        return notice
    since = clock.now() - timedelta(days=1)
    left = session.exec(select(func.count()).select_from(Letter).where(col(Letter.handed_over_at) > since)).one()
    if left < letters_per_day:
        return ""
    return (
        f"W ciągu doby wyszło już {counted(left, 'list', 'listy', 'listów')}: więcej nie wyjdzie (COP_LETTERS_PER_DAY)."
    )


def pause(session: Session, by: str) -> None:
    """Let no letter leave until `resume`. Those that are on their way go on."""
    state = locked_row(session, WorkerState, folder=OUTBOX)
    state.paused_by, state.paused_at = by, state.paused_at or clock.now()
    session.flush()


def resume(session: Session) -> None:
    """Let letters leave again."""
    state = locked_row(session, WorkerState, folder=OUTBOX)
    state.paused_by, state.paused_at = "", None
    session.flush()


def to_copy(session: Session, limit: int = 20) -> list[Letter]:
    """Letters sent in the last days of which the mailbox's folder of sent mail has no copy yet, the oldest first."""
    query = select(Letter).where(Letter.state == LetterState.SENT, col(Letter.copied_at).is_(None))
    query = query.where(col(Letter.sent_at) > clock.now() - COPIED_WITHIN)
    return list(session.exec(query.order_by(col(Letter.id)).limit(limit)))


def note_copied(session: Session, letter_id: int) -> None:
    """The mailbox has a copy of the letter."""
    _locked(session, letter_id).copied_at = clock.now()
    session.flush()


def settle_abandoned(session: Session) -> list[int]:
    """Letters whose sender died: back into the queue when the server can't have them, else unclear. Gives their ids."""
    query = select(Letter).where(Letter.state == LetterState.SENDING, col(Letter.lease_until) < clock.now())
    letters = session.exec(query.with_for_update(skip_locked=True)).all()
    for letter in letters:
        if letter.handed_over_at is None:
            letter.state, letter.next_attempt_at = LetterState.QUEUED, clock.now()
        else:
            letter.state, letter.error = LetterState.UNCLEAR, LOST
    session.flush()
    return [letter.id or 0 for letter in letters]


def lease_next(session: Session) -> Lease | None:
    """Take the oldest letter that may leave now; two senders never get the same."""
    query = select(Letter).where(Letter.state == LetterState.QUEUED, col(Letter.next_attempt_at) <= clock.now())
    query = query.order_by(col(Letter.id)).limit(1).with_for_update(skip_locked=True)
    letter = session.exec(query.execution_options(populate_existing=True)).one_or_none()
    if letter is None:
        return None
    letter.state, letter.lease_until = LetterState.SENDING, clock.now() + LEASE
    letter.attempts += 1
    session.flush()
    assert letter.id is not None
    return Lease(letter.id, letter.attempts, letter.message_id, letter.to_address, letter.raw)


def note_handing_over(session: Session, lease: Lease) -> None:
    """The server is about to be given the end of the letter: from here on it is never sent again by itself.

    Raises:
        LeaseLost: another sender has it; this one must break off.
    """
    letter = _held(session, lease)
    letter.handed_over_at, letter.lease_until = clock.now(), clock.now() + HAND_OVER_LEASE
    session.flush()


def note_sent(session: Session, lease: Lease) -> None:
    """The server took it. True even if the lease ran out meanwhile."""
    letter = _locked(session, lease.letter_id)
    if letter.state in (LetterState.SENDING, LetterState.UNCLEAR):
        letter.state, letter.sent_at, letter.error, letter.lease_until = LetterState.SENT, clock.now(), "", None
    session.flush()


def note_later(session: Session, lease: Lease, reason: str) -> None:
    """The server didn't take it now: again later, each time after a longer wait, for two days."""
    letter = _held(session, lease)
    letter.error, letter.lease_until, letter.handed_over_at = reason, None, None
    if clock.now() - letter.created_at > GIVE_UP_AFTER:
        letter.state, letter.error = LetterState.FAILED, f"Nie udało się wysłać listu przez dwa dni. {reason}"
    else:
        letter.state, letter.next_attempt_at = LetterState.QUEUED, _next_attempt(letter.attempts)
    session.flush()


def note_failed(session: Session, lease: Lease, reason: str) -> None:
    """The server will never take it."""
    letter = _held(session, lease)
    letter.state, letter.error, letter.lease_until = LetterState.FAILED, reason, None
    session.flush()


def note_unclear(session: Session, lease: Lease, reason: str) -> None:
    """The server had it all, and nobody knows what it did with it."""
    letter = _held(session, lease)
    letter.state, letter.error, letter.lease_until = LetterState.UNCLEAR, reason, None
    session.flush()


def _next_attempt(attempts: int) -> datetime:
    wait: timedelta = min(FIRST_RETRY * 3 ** min(attempts - 1, 10), LAST_RETRY)
    return clock.now() + wait


def _held(session: Session, lease: Lease) -> Letter:
    letter = _locked(session, lease.letter_id)
    if letter.state is not LetterState.SENDING or letter.attempts != lease.attempt:
        raise LeaseLost(f"letter {lease.letter_id}")
    return letter


def _locked(session: Session, letter_id: int) -> Letter:
    query = select(Letter).where(Letter.id == letter_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()
