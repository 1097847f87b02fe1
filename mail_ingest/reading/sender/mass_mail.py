"""Who sends newsletters, advertisements and notices: the name that the From header shows, where it is no person's."""

import re
from dataclasses import replace

from mail_ingest.reading.sender.names import is_first_name
from mail_ingest.reading.sender.nominative import to_nominative
from mail_ingest.reading.sender.person import PARTICLES
from mail_ingest.reading.sender.sender import Sender
from mail_ingest.reading.words.folding import fold_text
from mail_ingest.reading.words.morphology import analyses, words

_UNITS = frozenset(
    words("redakcja kancelaria zespół dział biuro sekretariat newsletter promocje powiadomienia obsługa serwis team")
)
"""What of an organisation writes: "Redakcja Głosu Sołectw" is "Głos Sołectw"."""
_NOBODY = frozenset(
    words("administrator webmaster postmaster system poczta mailer support helpdesk powiadomienie e-doreczenia")
)


def shown_organisation(display: str | None, *, bulk: bool) -> str | None:
    """The organisation that a display name stands for, None where it may be a person's name.

    `bulk`: advertisements and newsletters, in which also two unknown words are a firm; of a machine's notice, which a
    person's absence may have sent, only one word is, or one with a figure in it.
    """
    shown = " ".join((display or "").strip(" \"'").split())
    parts = shown.split()
    if not parts or "@" in shown or re.search(r"[|/()]|\s[-–]\s|,", shown):
        return None
    if any(is_first_name(part) or part.lower() in PARTICLES for part in parts):
        return None
    if not bulk and len(parts) > 1 and not re.search(r"\d", shown):
        return None
    if fold_text(parts[0]) in _NOBODY:
        return None
    if fold_text(parts[-1]) in _UNITS and len(parts) > 1:
        return " ".join(parts[:-1])
    if fold_text(parts[0]) in _UNITS and len(parts) > 1:
        named = " ".join(parts[1:])
        return to_nominative(named) if _in_genitive(parts[1]) else named
    return shown


def of_mass_mail(sender: Sender, display: str | None, *, bulk: bool) -> Sender:
    """What was read of a message that nobody wrote to the Centre alone, mended by the name that it shows."""
    shown = shown_organisation(display, bulk=bulk)
    if shown is None:
        return sender
    if sender.contact_name == display and "organisation" in sender.evidence and "contact_name" in sender.evidence:
        return sender
    contact = None if sender.contact_name and sender.contact_name in (display or "") else sender.contact_name
    named = sender.organisation or ""
    if shown in named and fold_text(named).split()[0] not in _UNITS:
        return replace(sender, contact_name=contact)
    evidence = {key: quote for key, quote in sender.evidence.items() if key != "organisation"}
    return replace(sender, organisation=shown, contact_name=contact, evidence=evidence)


def _in_genitive(word: str) -> bool:
    tags = [tag for _, tag in analyses(word.lower()) if tag.startswith(("subst", "adj"))]
    return bool(tags) and all("gen" in tag for tag in tags)
