"""Whether a message may get an automatic answer at all (RFC 3834): when in doubt, it gets none.

Pure; forged Authentication-Results are those that our own server did not write (RFC 8601, 5).
"""

import re
from datetime import datetime, timedelta

from copapp.config import Settings
from mail_ingest.mail_systems import is_mail_system
from mail_ingest.message import Message

MACHINE_HEADERS = (
    "list-id", "list-post", "list-unsubscribe", "list-help", "mailing-list", "x-loop", "x-failed-recipients",
    "feedback-id",
)  # fmt: skip
PRECEDENCE = ("bulk", "list", "junk", "auto_reply", "auto-reply")
NOBODY = re.compile(
    r"(?:no|do-?not|nie)[._-]?(?:reply|respond|odpowiadaj|odpisuj)|(?:mail|news)(?:ing)?[._-]?(?:list|letter)|listserv"
    r"|majordomo|owner-|autorespon|automat|robot|cron|root|www-data|nobody|notification|powiadomieni",
    re.IGNORECASE,
)
LIST_MANAGER = re.compile(r"-(?:request|owner|bounces?)@", re.IGNORECASE)
WHOLE_DMARC = ("pass", "none", "bestguesspass")
_COMMENT = re.compile(r"\([^()]{0,1000}\)")
_DMARC = re.compile(r";\s*dmarc\s*=\s*([a-z]+)", re.IGNORECASE)


def may_be_acknowledged(message: Message, settings: Settings, stored_at: datetime, now: datetime) -> bool:
    """Whether nothing speaks against telling the sender that the message arrived; `stored_at` is its arrival, all
    instants are aware."""
    age = timedelta(hours=settings.acknowledge_age_hours)
    at = min(message.date or stored_at, stored_at)
    return (
        now - at <= age
        and not message.forwarded
        and not _is_machine(message)
        and _is_somebody(message.from_address or "", settings.mail_address)
        and all(same_mailbox(address, message.from_address or "") for _, address in message.reply_to)
        and dmarc(message, settings.authserv_id) in WHOLE_DMARC
    )


def dmarc(message: Message, authserv_id: str) -> str:
    """What our own mail server found of DMARC: "pass", "fail"… in lower case; "none" where it said nothing. Only the
    topmost of its headers counts: it wrote that last, after whatever the sender put there."""
    for name, value in message.headers:
        if authserv_id and name.lower() == "authentication-results":
            plain = _COMMENT.sub(" ", value)
            server = plain.partition(";")[0].split()
            if server and server[0].lower() == authserv_id.lower():
                found = _DMARC.search(plain)
                return found[1].lower() if found else "none"
    return "none"


def same_mailbox(one: str, other: str) -> bool:
    """Whether two addresses name one mailbox; capitals and what follows "+" don't count."""
    return _mailbox(one) == _mailbox(other)


def _is_machine(message: Message) -> bool:
    submitted = message.header("auto-submitted")
    path = message.header("return-path")
    suppressed = (message.header("x-auto-response-suppress") or "none").strip().lower()
    return (
        (submitted is not None and submitted.split(";")[0].strip().lower() != "no")
        or (message.header("precedence") or "").strip().lower() in PRECEDENCE
        or suppressed != "none"
        or any(message.header(name) is not None for name in MACHINE_HEADERS)
        or (path is not None and ("@" not in path or is_mail_system(path.strip("<> "))))
    )


def _is_somebody(address: str, own: str) -> bool:
    local, _, domain = address.rpartition("@")
    return (
        bool(local and domain)
        and not is_mail_system(address)
        and not NOBODY.search(local)
        and not LIST_MANAGER.search(address)
        and not same_mailbox(address, own)
    )


def _mailbox(address: str) -> tuple[str, str]:
    local, _, domain = address.strip().lower().rpartition("@")
    return local.partition("+")[0], domain
