"""Which ticket a message belongs to. Only our own Message-IDs are proof: whoever quotes one has had our letter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from copapp.correspondence import queries as correspondence
from copapp.correspondence.message_ids import Origin, beginning, origin
from copapp.db import settings_of
from copapp.tickets import queries as tickets
from copapp.tickets.models import Why
from mail_ingest.bounces import returned_ids
from mail_ingest.content import MOST_REFERENCES, identifier
from mail_ingest.message import Message

LONGEST_SUBJECT = 500
NUMBER = re.compile(
    r"\bzg[łl]oszeni\w{1,3}\s{1,3}(?:nr|numer)\.?\s{0,3}(\d{1,9})(?!\d)|\[COP-(\d{1,9})\]", re.IGNORECASE
)
"""A ticket's number as our own letters write it in their subjects, and as people shorten it."""
FORGED = (
    "Wiadomość powołuje się na list, którego Centrum nie wysłało: jego identyfikator jest podrobiony albo uszkodzony."
)


@dataclass(frozen=True)
class Thread:
    """The ticket that a message surely continues; else one that it may belong to, and why; `hint`, in Polish, is for
    staff."""

    ticket_id: int | None = None
    may_be: int | None = None
    why: Why | None = None
    hint: str = ""


def find_thread(session: Session, message: Message) -> Thread:
    """Follow In-Reply-To and References (RFC 5322, 3.6.4) to a letter of ours, whatever the Subject.

    A reply from somebody whom neither our letter was written to nor a message of that ticket came from stays out, and
    so does one with a made-up id, or with nothing but our number: nothing enters another's ticket unseen. Letters are
    known by their stored ids, those of earlier keys and forms included; the HMAC tells which of the others are forged.
    """
    named = _named(message)
    ticket_id = tickets.ticket_of_letter(session, named)
    if ticket_id is not None:
        ours = correspondence.letters_by_message_id(session, named)
        known = {letter.to_address.lower() for letter in ours} | tickets.correspondents(session, ticket_id)
        if (message.from_address or "").lower() in known:
            return Thread(ticket_id)
        return Thread(may_be=ticket_id, why=Why.STRANGER)
    forged = _forged(session, named)
    for why, may_be in (
        (Why.FORGED, tickets.ticket_of_letter(session, forged)),
        (Why.NUMBER, tickets.existing(session, ticket_number(message.subject))),
        (Why.FOLLOWS, tickets.ticket_of_message_id(session, named)),
    ):
        if may_be is not None:
            return Thread(may_be=may_be, why=why)
    return Thread(hint=FORGED if forged else "")


def names_others(message: Message) -> bool:
    """Whether a message names any other one, or a ticket: what names none begins a new one."""
    return bool(_named(message)) or ticket_number(message.subject) is not None


def returned_letter(session: Session, message: Message) -> int | None:
    """The number of the letter that a report speaks of: ours, and known by its id among what was returned. Of reports
    on letters that we never sent there is none."""
    ids = [known for known in map(identifier, returned_ids(message)[:MOST_REFERENCES]) if known]
    ours = correspondence.letters_by_message_id(session, ids) if ids else []
    return ours[0].id if ours else None


def ticket_number(subject: str) -> int | None:
    """The number of a ticket that a subject names; None for none."""
    found = NUMBER.search(subject[:LONGEST_SUBJECT])
    return int(found[1] or found[2]) if found else None


def _named(message: Message) -> list[str]:
    named = [*message.in_reply_to, *message.references[-MOST_REFERENCES:]]
    return [known for known in map(identifier, dict.fromkeys(named)) if known]


def _forged(session: Session, ids: Sequence[str]) -> list[str]:
    """The ids of our letters that made-up ids were made from; the made-up ones themselves where there are none."""
    settings = settings_of(session)
    if settings is None:
        return []
    domain = settings.mail_address.rpartition("@")[2]
    forged = [each for each in ids if origin(each, settings.secret_key, domain) is Origin.FORGED]
    return [real for each in forged[:3] for real in correspondence.ids_beginning(session, beginning(each)) or [each]]
