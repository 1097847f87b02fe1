"""How the machine is: what the page „Stan” tells of mailbox, outbox, disk and versions."""

import platform
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, text

from copapp import clock
from copapp.config import Settings
from copapp.correspondence import leases, mailbox, queries
from copapp.correspondence.models import WorkerLease, WorkerState
from copapp.correspondence.outbox import OUTBOX, held_back
from copapp.correspondence.queries import Counts
from copapp.polish import moment


@dataclass(frozen=True)
class Condition:
    """One thing on the page: `level` is "good", "warn" or "bad", `words` say what is the matter."""

    level: str
    words: str


@dataclass(frozen=True)
class Machine:
    """All that the page shows. `checked_at` is the last look into the mailbox, `succeeded_at` the last that went well;
    `holder` says which process of which computer leads, `waiting_since` is when the oldest unread message was stored;
    `free` and `disk` are bytes, `is_paused` says that staff stopped the letters."""

    mailbox: Condition
    mailbox_place: str
    checked_at: datetime | None
    succeeded_at: datetime | None
    worker: Condition
    holder: str
    waiting_since: datetime | None
    outbox: Condition
    outbox_place: str
    is_paused: bool
    counts: Counts
    free: int
    disk: int
    database: str
    python: str


LOW_DISK = 1_000_000_000
"""Bytes; with less, mail may soon have no room."""


def machine(session: Session, settings: Settings) -> Machine:
    """How it all is, now."""
    state = queries.mailbox_state(session, settings)
    counts = queries.counts(session)
    sending = session.get(WorkerState, OUTBOX)
    lease = leases.current(session)
    disk = shutil.disk_usage(_existing(settings.data))
    imap, smtp = settings.imap_host, settings.smtp_host
    return Machine(
        mailbox=_mailbox(state),
        mailbox_place=f"{settings.imap_user}, serwer {imap}" if imap else f"wbudowana, {settings.mailbox}",
        checked_at=state.checked_at if state else None,
        succeeded_at=state.succeeded_at if state else None,
        worker=_worker(lease),
        holder=_holder(lease),
        waiting_since=queries.waiting_since(session),
        outbox=_outbox(sending, counts, held_back(session, settings.letters_per_day)),
        is_paused=sending is not None and sending.paused_at is not None,
        outbox_place=f"serwer {smtp}" if smtp else f"wbudowana skrzynka wysłanych, {settings.sent}",
        counts=counts,
        free=disk.free,
        disk=disk.total,
        database=_database(session),
        python=platform.python_version(),
    )


def _mailbox(state: WorkerState | None) -> Condition:
    if alarm := mailbox.alarm(state, clock.now()):
        return Condition("bad", alarm)
    if state is None or state.succeeded_at is None:
        return Condition("warn", "Poczta nie była jeszcze sprawdzana.")
    if state.problem:
        return Condition("warn", f"Ostatnia próba się nie udała: {state.problem}")
    return Condition("good", "Poczta działa.")


def _worker(lease: WorkerLease | None) -> Condition:
    if lease is None or lease.since is None:
        return Condition("warn", "Program odczytu poczty nie pracuje.")
    return Condition("good", f"Program odczytu poczty pracuje od {moment(lease.since)}.")


def _holder(lease: WorkerLease | None) -> str:
    """„host, place, process, its start” of the lease, as a person would say it."""
    if lease is None or len(parts := lease.holder.rsplit(" ", 3)) < 4:
        return ""
    return f"komputer {parts[0]}, proces {parts[2]}"


def _outbox(state: WorkerState | None, counts: Counts, held_back: str) -> Condition:
    if held_back:
        return Condition("bad", held_back)
    if counts.unsettled_letters:
        return Condition("bad", "Są listy, o których musi zdecydować człowiek.")
    if state is not None and state.problem:
        return Condition("warn", state.problem)
    return Condition("good", "Listy wychodzą.")


def _database(session: Session) -> str:
    if session.get_bind().dialect.name == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    version = session.connection().execute(text("SHOW server_version")).scalar_one()
    return f"PostgreSQL {str(version).split()[0]}"


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)
