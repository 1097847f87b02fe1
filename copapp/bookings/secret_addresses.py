"""Secret addresses under which calendars and doors are read without signing in.

What an address shows is named in it ("all", "room-3", "organisation-7"), with an HMAC that only we can make: whoever
has the address may read, nobody can guess another's. Issued anew, an address has another proof, and the old one stops.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode

from sqlmodel import Session, select

from copapp.bookings.actions import wait_for_turn
from copapp.bookings.models import SecretAddress

MAC_BYTES = 15
"""RFC 2104, 5, asks for at least 80 bits of a shortened HMAC; these are 120."""


def token(secret: str, use: str, what: str, generation: int = 0) -> str:
    """What proves an address. `secret`: the application's key; `use`: "feed" or "door", each with its own proof;
    `generation`: how often it was issued anew."""
    issued = f"\0{generation}" if generation else ""
    said = f"secret address\0{use}\0{what}{issued}".encode()
    return urlsafe_b64encode(hmac.digest(secret.encode(), said, hashlib.sha256)[:MAC_BYTES]).decode("ascii")


def proves(secret: str, use: str, what: str, given: str, generation: int = 0) -> bool:
    """Whether a token proves that address."""
    return hmac.compare_digest(token(secret, use, what, generation).encode(), given.encode())


def generations(session: Session) -> dict[tuple[str, str], int]:
    """How often each address was issued anew, by its use and what it shows; those that never were are left out."""
    return {(row.use, row.what): row.generation for row in session.exec(select(SecretAddress))}


def generation(session: Session, use: str, what: str) -> int:
    """How often an address was issued anew."""
    query = select(SecretAddress.generation).where(SecretAddress.use == use, SecretAddress.what == what)
    return session.exec(query).first() or 0


def issue_anew(session: Session, use: str, what: str) -> None:
    """From now on the address has another proof, and the one that it had proves nothing."""
    wait_for_turn(session)
    row = session.exec(select(SecretAddress).where(SecretAddress.use == use, SecretAddress.what == what)).first()
    if row is None:
        row = SecretAddress(use=use, what=what)
        session.add(row)
    row.generation += 1
    session.flush()
