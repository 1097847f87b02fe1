"""Who writes: organisation, person, telephone and register numbers, as the message itself gives them."""

from dataclasses import dataclass, field

from mail_ingest.mail_systems import is_mail_system
from mail_ingest.message import Message
from mail_ingest.quotes.footers import is_firm
from mail_ingest.reading.sender.identifiers import read_identifiers
from mail_ingest.reading.sender.organisation import read_organisation
from mail_ingest.reading.sender.person import read_person
from mail_ingest.reading.sender.phone import read_phone
from mail_ingest.reading.sender.signature_lines import signature_pieces
from mail_ingest.reading.words.folding import fold_text

LONGEST = 20_000
"""Characters of new text that are read for the sender."""


@dataclass(frozen=True)
class Sender:
    """The sender as read; each value None where the message does not give it.

    `phone` is in E.164, the identifiers are digits only (KRS ten of them). `evidence` holds for each value the verbatim
    piece of the new text or the subject; values that only the From header gives have none.
    """

    organisation: str | None = None
    contact_name: str | None = None
    phone: str | None = None
    nip: str | None = None
    krs: str | None = None
    regon: str | None = None
    evidence: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def read_sender(message: Message) -> Sender:
    """Read the sender of a message from its new text, its signature and, as a last resort, its From header."""
    body, signature = message.body[:LONGEST], message.signature[:LONGEST]
    display = None if is_mail_system(message.writer_address) else message.writer_name
    person = read_person(signature, body, display)
    pieces = signature_pieces(signature, person[0] if person else display)
    organisation = read_organisation(pieces, body, message.subject, display, person[0] if person else None)
    own_signature = _without_employer(signature, organisation.name if organisation else None)
    text = f"{body}\n\n{own_signature}"
    phone = read_phone(text, own_signature, person[0] if person else None)
    identifiers = read_identifiers(text)
    evidence = {"organisation": organisation.evidence} if organisation and organisation.evidence else {}
    if person and person[1]:
        evidence["contact_name"] = person[1]
    if phone:
        evidence["phone"] = phone[1]
    return Sender(
        organisation=organisation.name if organisation else None,
        contact_name=person[0] if person else None,
        phone=phone[0] if phone else None,
        nip=identifiers.nip,
        krs=identifiers.krs,
        regon=identifiers.regon,
        evidence={**evidence, **identifiers.evidence},
        problems=identifiers.problems,
    )


def _without_employer(signature: str, organisation: str | None) -> str:
    """The signature up to the firm that merely employs its writer: the firm's numbers are not the sender's."""
    lines = signature.split("\n")
    for index, line in enumerate(lines):
        if is_firm(line) and organisation and fold_text(organisation) not in fold_text(line):
            return "\n".join(lines[:index])
    return signature
