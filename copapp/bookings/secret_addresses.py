"""Secret addresses under which calendars and doors are read without signing in. Pure.

What an address shows is named in it ("all", "room-3", "organisation-7"), with an HMAC that only we can make: whoever
has the address may read, nobody can guess another's.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode

MAC_BYTES = 15
"""RFC 2104, 5, asks for at least 80 bits of a shortened HMAC; these are 120."""


def token(secret: str, use: str, what: str) -> str:
    """What proves an address. `secret`: the application's key; `use`: "feed" or "door", each with its own proof."""
    said = f"secret address\0{use}\0{what}".encode()
    return urlsafe_b64encode(hmac.digest(secret.encode(), said, hashlib.sha256)[:MAC_BYTES]).decode("ascii")


def proves(secret: str, use: str, what: str, given: str) -> bool:
    """Whether a token proves that address."""
    return hmac.compare_digest(token(secret, use, what).encode(), given.encode())
