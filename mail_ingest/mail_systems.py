"""Addresses of mail systems; known without the dictionaries, so that the worker need not load them."""

import re

_MAIL_SYSTEM = re.compile(
    r"(?:mailer-?daemon|postmaster|mail-daemon|bounces?|mail\.?delivery\w*)(?:[+._=-][^@]*)?(?:@|$)", re.IGNORECASE
)


def is_mail_system(address: str | None) -> bool:
    """Whether an address is that of a mail system, not of a person or an organisation."""
    return bool(_MAIL_SYSTEM.match(address or ""))
