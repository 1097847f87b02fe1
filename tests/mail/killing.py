"""Work that dies by SIGKILL at a labelled step, as on a power cut."""

import logging
import os
import signal
from collections.abc import Callable


def killed_at(step: str, work: Callable[[], object]) -> bool:
    """Do `work` in a child process that is killed when mail_ingest logs `step`; says whether it came to that.

    `work` opens its own connections: those of the parent must not be shared.
    """
    child = os.fork()
    if child == 0:
        _work_until(step, work)
    return os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def _work_until(step: str, work: Callable[[], object]) -> None:
    class Killer(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if step in record.getMessage():
                os.kill(os.getpid(), signal.SIGKILL)

    logging.getLogger("mail_ingest").setLevel(logging.INFO)
    logging.getLogger("mail_ingest").addHandler(Killer())
    try:
        work()
    finally:
        os._exit(7)
