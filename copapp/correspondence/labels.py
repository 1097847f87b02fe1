"""How states of messages, letters and the mailbox are called on the screen."""

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


def size(number: int) -> str:
    """A number of bytes as people say it: 512 B, 34 KB, 1,2 MB."""
    if number < 1_000:
        return f"{number} B"
    if number < 1_000_000:
        return f"{number / 1_000:.0f} KB"
    if number < 1_000_000_000:
        return f"{number / 1_000_000:.1f} MB".replace(".", ",")
    return f"{number / 1_000_000_000:.1f} GB".replace(".", ",")
