"""Work that dies by SIGKILL at a chosen moment, as on a power cut."""

import logging
import os
import signal
from collections.abc import Callable

Arm = Callable[[Callable[[], None]], None]
"""Sees to it that the function which it is given is called at some moment; it kills."""


def killed_at(step: str, work: Callable[[], object]) -> bool:
    """Do `work` in a child process that is killed when mail_ingest logs `step`; says whether it came to that.

    `work` opens its own connections: those of the parent must not be shared.
    """
    return killed_by(lambda kill: _kill_at_step(step, kill), work)


def killed_by(arm: Arm, work: Callable[[], object]) -> bool:
    """The same, at the moment for which `arm` sees to it."""
    child = os.fork()
    if child == 0:
        try:
            arm(lambda: os.kill(os.getpid(), signal.SIGKILL))
            work()
        finally:
            os._exit(7)
    return os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def _kill_at_step(step: str, kill: Callable[[], None]) -> None:
    class Killer(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if step in record.getMessage():
                kill()

    logging.getLogger("mail_ingest").setLevel(logging.INFO)
    logging.getLogger("mail_ingest").addHandler(Killer())
