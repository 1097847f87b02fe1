"""A letter as it goes over the wire: written once, whole, with a Message-ID that never changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from typing import Any

from copapp import clock
from copapp.correspondence.message_ids import new_message_id
from copapp.problems import Refused

LONGEST_SUBJECT = 300
LONGEST_NAME = 150
LONGEST_ADDRESS = 254
"""RFC 5321, 4.5.3.1.3, without the angle brackets."""
MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,900}>")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]|localhost", re.I)


class WrongAddress(Refused):
    """An e-mail address that no letter can be sent to."""


class _MessageIds(UnstructuredHeader, BaseHeader):
    """In-Reply-To and References: one id a line, never cut or encoded, however long, or the thread is lost."""

    def fold(self, *, policy: "Policy[Any]") -> str:
        return f"{self.name}: " + f"{policy.linesep} ".join(str(self).split()) + policy.linesep


HEADERS = HeaderRegistry()
HEADERS.map_to_type("in-reply-to", _MessageIds)
HEADERS.map_to_type("references", _MessageIds)
POLICY = SMTP.clone(header_factory=HEADERS)


@dataclass(frozen=True)
class Composed:
    """A letter ready to leave: `raw` with CRLF line ends, as RFC 5322 has them."""

    message_id: str
    to_address: str
    subject: str
    raw: bytes


@dataclass(frozen=True)
class Calendar:
    """An iCalendar object (RFC 5545) that goes with a letter; `method` is REQUEST or CANCEL (RFC 5546)."""

    content: str
    method: str = "REQUEST"


def compose(
    sender: tuple[str, str],
    to: tuple[str, str],
    subject: str,
    body: str,
    *,
    secret: str,
    in_reply_to: str | None = None,
    references: Sequence[str] = (),
    calendar: Calendar | None = None,
    date: datetime | None = None,
    automatic: bool = False,
) -> Composed:
    """Write a letter. `sender` and `to` are (name, address); line breaks in any header become spaces. `secret` is the
    application's secret key, with which the Message-ID is signed. One that no person wrote is `automatic`: it says so
    (RFC 3834, 5), and asks for no automatic answer.

    The calendar stands twice, as RFC 6047 and the mail programs want it: as an alternative to the text, for those that
    show an invitation, and as the file `invite.ics`, for those that only open files.

    Raises:
        WrongAddress: `to` has no address that a letter can be sent to.
    """
    from_address, to_address = checked_address(sender[1]), checked_address(to[1])
    message = EmailMessage(policy=POLICY)
    message_id = new_message_id(secret, from_address.rpartition("@")[2])
    message["From"] = _mailbox(sender[0], from_address)
    message["To"] = _mailbox(to[0], to_address)
    message["Subject"] = one_line(subject, LONGEST_SUBJECT)
    message["Date"] = clock.to_local(date or clock.now())
    message["Message-ID"] = message_id
    if automatic:
        message["Auto-Submitted"] = "auto-replied" if in_reply_to else "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
    _thread(message, in_reply_to, references)
    message.set_content(storable(body), cte="quoted-printable")
    if calendar:
        _invite(message, calendar)
    return Composed(message_id, to_address, one_line(subject, LONGEST_SUBJECT), message.as_bytes())


def one_line(text: str, limit: int) -> str:
    """Text fit for a header: no line breaks or other controls, no half characters, at most `limit` characters."""
    return " ".join(CONTROLS.sub(" ", storable(text)).split())[:limit].rstrip()


def storable(text: str) -> str:
    """Text that both databases and every charset take: no NUL and no half of a surrogate pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def checked_address(text: str) -> str:
    """An address as it goes into the envelope; an international domain in its ASCII form (RFC 5890).

    Raises:
        WrongAddress: it isn't one address, or not one that every server understands.
    """
    local, at, domain = text.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii") if not domain.isascii() else domain
    except UnicodeError:
        domain = ""
    fits = LOCAL_PART.fullmatch(local) and DOMAIN.fullmatch(domain) and len(local) + len(domain) < LONGEST_ADDRESS
    if not (at and fits) or ".." in local or local[0] == "." or local[-1] == ".":
        raise WrongAddress(f"To nie jest adres e-mail: „{one_line(text, 80)}”.", "to_address")
    return f"{local}@{domain}"


def _mailbox(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    try:
        return Address(one_line(name, LONGEST_NAME), local, domain)
    except (HeaderParseError, ValueError):
        return Address("", local, domain)


def _thread(message: EmailMessage, in_reply_to: str | None, references: Sequence[str]) -> None:
    """RFC 5322, 3.6.4: the ids of the answered message, then of itself; what is no id is left out."""
    chain = [found for text in (*references, in_reply_to or "") for found in MESSAGE_ID.findall(text)]
    answered = MESSAGE_ID.findall(in_reply_to or "")[:1]
    if answered:
        message["In-Reply-To"] = answered[0]
    if chain:
        kept = list(dict.fromkeys(chain))
        message["References"] = " ".join(kept if len(kept) <= 20 else [kept[0], *kept[-19:]])


def _invite(message: EmailMessage, calendar: Calendar) -> None:
    content = "\r\n".join(storable(calendar.content).splitlines()) + "\r\n"
    message.add_alternative(content, subtype="calendar", cte="base64", params={"method": calendar.method})
    message.add_attachment(
        content.encode(), maintype="application", subtype="ics", filename="invite.ics", params={"name": "invite.ics"}
    )
