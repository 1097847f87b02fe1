"""When something is to be done next, and how rarely what fails is tried again."""

import random
import time

FIRST_BACKOFF = 5.0
LAST_BACKOFF = 900.0
PASSWORD_BACKOFF = 300.0
"""A refused password is tried this rarely: servers lock accounts that hammer."""
DATABASE_BACKOFF = 60.0
"""Our own database is asked again this often at least: nobody else is spared by longer waits."""
JITTER = 0.2
"""Part of a wait that chance takes off, so that many don't come back to a server at one moment."""


class Rhythm:
    """When something is to be tried next: every `seconds`, after failures ever more rarely. Monotonic seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.failures = 0
        self.next_at = 0.0

    def is_due(self) -> bool:
        return time.monotonic() >= self.next_at

    def succeeded(self) -> None:
        self.failures = 0
        self.next_at = time.monotonic() + self.seconds

    def hurry(self) -> None:
        """Due now, unless it is being spared after a failure."""
        if not self.failures:
            self.next_at = 0.0

    def failed(self, at_least: float = 0.0, at_most: float | None = None) -> float:
        """Back off, and say for how long: 5 s, doubled with each failure, up to 15 min, less a little by chance."""
        longest = min(FIRST_BACKOFF * 2.0 ** min(self.failures, 20), LAST_BACKOFF if at_most is None else at_most)
        wait = max(longest * random.uniform(1 - JITTER, 1), at_least)
        self.failures += 1
        self.next_at = time.monotonic() + wait
        return wait
