"""Message-IDs of our letters: random, with a short HMAC, so that one that somebody made up can be told from ours."""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from enum import StrEnum

RANDOM_BYTES = 12
MAC_BYTES = 12
"""RFC 2104, 5, asks for at least 80 bits of a shortened HMAC; these are 96."""
FORM = re.compile(r"<cop\.(?P<random>[\w-]{16})\.(?P<mac>[\w-]{16})@(?P<domain>[^<>@\s]{1,255})>", re.ASCII)


class Origin(StrEnum):
    """Whose a Message-ID is. `forged`: it has the form and the domain of ours, but not our HMAC."""

    OURS = "ours"
    FORGED = "forged"
    FOREIGN = "foreign"


def new_message_id(secret: str, domain: str) -> str:
    """An id for a new letter, with angle brackets; `secret` is the application's secret key."""
    random = _text(secrets.token_bytes(RANDOM_BYTES))
    return f"<cop.{random}.{_mac(secret, random, domain)}@{domain}>"


def origin(message_id: str, secret: str, domain: str) -> Origin:
    """Whose an id is; `domain` is that of the Centre's address now. Ids of an earlier domain keep their right HMAC."""
    found = FORM.fullmatch(message_id)
    if found is None:
        return Origin.FOREIGN
    if hmac.compare_digest(_mac(secret, found["random"], found["domain"]), found["mac"]):
        return Origin.OURS
    return Origin.FORGED if found["domain"].lower() == domain.lower() else Origin.FOREIGN


def beginning(message_id: str) -> str:
    """The part of an id in our form that tells letters apart, HMAC left out: „<cop.RANDOM.”; "" for no such form."""
    found = FORM.fullmatch(message_id)
    return f"<cop.{found['random']}." if found else ""


def _mac(secret: str, random: str, domain: str) -> str:
    said = f"Message-ID\0{random}\0{domain.lower()}".encode()
    return _text(hmac.digest(secret.encode(), said, hashlib.sha256)[:MAC_BYTES])


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).decode("ascii")
