"""Which ticket a message belongs to. Only our own Message-IDs are proof: whoever quotes one has had our letter."""

from dataclasses import dataclass

from sqlmodel import Session

from copapp.correspondence import queries as correspondence
from copapp.tickets import queries as tickets
from mail_ingest.content import MOST_REFERENCES, identifier
from mail_ingest.message import Message


@dataclass(frozen=True)
class Thread:
    """The ticket that a message continues, or None; `hint`, in Polish, names one that it may belong to."""

    ticket_id: int | None = None
    hint: str = ""


def find_thread(session: Session, message: Message) -> Thread:
    """Follow In-Reply-To and References (RFC 5322, 3.6.4) to a letter of ours, whatever the Subject.

    A reply from somebody whom neither our letter was written to nor a message of that ticket came from stays out:
    nothing enters another's ticket unseen.
    """
    named = [*message.in_reply_to, *message.references[-MOST_REFERENCES:]]
    ids = [known for known in map(identifier, dict.fromkeys(named)) if known]
    if not ids:
        return Thread()
    ticket_id = tickets.ticket_of_letter(session, ids)
    if ticket_id is None:
        return Thread()
    ours = correspondence.letters_by_message_id(session, ids)
    written_to = {letter.to_address.lower() for letter in ours} | tickets.correspondents(session, ticket_id)
    if (message.from_address or "").lower() in written_to:
        return Thread(ticket_id)
    return Thread(
        hint=f"Odpowiedź na list ze zgłoszenia nr {ticket_id}, ale od kogoś, kto w nim nie pisał. "
        "Otwarto osobne zgłoszenie; proszę sprawdzić, czy nie należy do tamtego."
    )
