"""How states of messages and letters, sizes and files are called on the screen."""

import re

from copapp.correspondence.models import LetterState, MessageState

MESSAGE_STATES = {
    MessageState.STORED: ("czeka na odczyt", "badge-accent", "hourglass-split"),
    MessageState.READ: ("odczytana", "badge-good", "check2"),
    MessageState.DUPLICATE: ("powtórzenie", "", "files"),
    MessageState.QUARANTINED: ("w kwarantannie", "badge-bad", "exclamation-triangle"),
}
LETTER_STATES = {
    LetterState.QUEUED: ("czeka na wysłanie", "badge-accent", "hourglass-split"),
    LetterState.SENDING: ("wychodzi", "badge-accent", "send"),
    LetterState.SENT: ("wysłany", "badge-good", "check2"),
    LetterState.FAILED: ("nie wyszedł", "badge-bad", "exclamation-triangle"),
    LetterState.UNCLEAR: ("nie wiadomo, czy wyszedł", "badge-warn", "question-circle"),
    LetterState.WITHDRAWN: ("cofnięty", "", "arrow-counterclockwise"),
}
"""Words, the class of the badge (see design.css), the icon."""

LONGEST_FILE_NAME = 200
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
EXTENSION = re.compile(r"\.\w{1,10}")


def size(number: int) -> str:
    """A number of bytes as people say it: 512 B, 34 KB, 1,2 MB."""
    if number < 1_000:
        return f"{number} B"
    if number < 1_000_000:
        return f"{number / 1_000:.0f} KB"
    if number < 1_000_000_000:
        return f"{number / 1_000_000:.1f} MB".replace(".", ",")
    return f"{number / 1_000_000_000:.1f} GB".replace(".", ",")


def file_name(name: str) -> str:
    """What an attachment is shown and saved as: the last part of its name, without anything that moves the cursor or
    the eye (RFC 6266; Unicode TR 36). Of too long a name the extension stays."""
    last = UNSEEN.sub("", re.split(r"[/\\]", name)[-1]).strip(". ")
    stem, dot, extension = last.rpartition(".")
    kept = dot + extension if stem and EXTENSION.fullmatch(dot + extension) else ""
    return last.removesuffix(kept)[: LONGEST_FILE_NAME - len(kept)].rstrip() + kept or "plik"
