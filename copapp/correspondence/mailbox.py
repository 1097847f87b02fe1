"""Which mailbox is the Centre's, and when its silence is an alarm."""

from datetime import datetime, timedelta

from copapp.config import Settings
from copapp.correspondence.models import WorkerState

SILENCE = timedelta(minutes=15)
EMBEDDED = "embedded"
FILES = "files"


def mailbox_name(settings: Settings) -> str:
    """Under what `WorkerState.folder` and `MessageSource.folder` the mailbox of these settings keeps its place."""
    if not settings.imap_host:
        return EMBEDDED
    return f"imap:{settings.imap_user}@{settings.imap_host}/{settings.imap_folder}"


def alarm(state: WorkerState | None, now: datetime) -> str:
    """What to say on every page when the mailbox is dead, in Polish; "" as long as all is well.

    A mailbox that was never checked is no alarm: the worker has not been started yet.
    """
    if state is None:
        return ""
    if state.succeeded_at is None:
        return f"Poczta nie działa: {state.problem}" if state.problem else ""
    if now - state.succeeded_at <= SILENCE:
        return ""
    return f"Poczta nie działa: {state.problem or 'program odczytu poczty nie pracuje.'}"
