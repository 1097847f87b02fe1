"""Where messages come from: an IMAP folder, a Maildir, files; one interface."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from copapp.correspondence.incoming import Arrival, Place
from copapp.correspondence.models import MessageSource

KnownKeys = Callable[[Sequence[str]], set[str]]
"""Which of these source keys have been taken in."""

BATCH_MESSAGES = 50
BATCH_BYTES = 8_000_000
HEADER_LIMIT = 1_000_000
"""Bytes of headers that are kept of a message over the size limit."""


class SourceProblem(Exception):
    """The mailbox can't be read now. Its text is for staff, in Polish."""


class WrongPassword(SourceProblem):
    """The mailbox refuses the user, the password or the token: trying again quickly would only lock the account."""


class Unreachable(SourceProblem):
    """The server doesn't answer, broke off, or answered what no mail server answers."""


@dataclass(frozen=True)
class Batch:
    """Some arrivals, the place in the folder that is reached with them, and how many messages had gone meanwhile."""

    arrivals: list[Arrival]
    place: Place
    gone: int = 0


class Source(Protocol):
    """A mailbox. It is only ever read by `batches`, and changed by `tell` alone, after what it gave was committed."""

    folder: str
    """The name under which its place and its messages are kept."""

    def batches(self, place: Place, known: KnownKeys) -> Iterator[Batch]:
        """What lies behind `place`, the oldest first, in batches small enough to be held and committed at once.

        Raises:
            SourceProblem: the mailbox can't be read.
        """
        ...

    def present(self, place: Place) -> set[int] | None:
        """The UIDs up to `place` that the folder still has; None where nothing is known by UIDs of that UIDVALIDITY.

        Raises:
            SourceProblem: the mailbox can't be read.
        """
        ...

    def fetch(self, uids: Sequence[int]) -> Iterator[Batch]:
        """Messages by UIDs that `present` gave a moment ago, in batches as of `batches`.

        Raises:
            SourceProblem: the mailbox can't be read.
        """
        ...

    def tell(self, taken: Sequence[MessageSource]) -> list[int]:
        """Mark messages as taken in; gives the ids of the rows that need no telling any more.

        Raises:
            SourceProblem: the mailbox can't be changed now; to be tried again.
        """
        ...

    def close(self) -> None:
        """End the connection, if there is one."""
        ...
