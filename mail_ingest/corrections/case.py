"""One misread message as a case of the corpus: NNN-slug.eml and NNN-slug.json, with nobody real in them."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from mail_ingest import content
from mail_ingest.corrections.disguise import Disguise
from mail_ingest.corrections.numbers import NotDisguised
from mail_ingest.message import Message, parse_message
from mail_ingest.reading.reading import read_message
from mail_ingest.reading.words.morphology import fold

LONGEST = 50_000
"""Characters of a text that is disguised."""

Gold = dict[str, Any]
"""A reading as people settled it, in the corpus' form."""


@dataclass(frozen=True)
class Case:
    message: bytes
    gold: Gold


@dataclass(frozen=True)
class Known:
    """What the Centre knows of a message's sender, beside what the message says: names to be looked for in it; `ours`
    are the Centre's own addresses, the first of which the case is written to."""

    people: tuple[str, ...]
    organisations: tuple[str, ...]
    ours: tuple[str, ...]


def make_case(raw: bytes, received_at: datetime, gold: Gold, known: Known, chance: random.Random) -> Case:
    """The message and its gold with everybody replaced; attachments are left out, the text is plain and in UTF-8.

    `received_at` is the reference where the message has no date. `chance` chooses what is made up: with another one
    the same message becomes another case, and none leads back.

    Raises:
        NotDisguised: something can't be replaced with certainty, or the message would be read otherwise than before.
    """
    message = parse_message(raw)
    if message.date is None:
        message = replace(message, date=received_at)
    if gold["language"] != "pl":
        raise NotDisguised("list nie jest po polsku")
    if len(message.text) > LONGEST:
        raise NotDisguised("list jest za długi")
    names = [gold["sender"].get("contact_name"), message.from_name, message.writer_name, *known.people]
    disguise = Disguise(
        chance,
        [message.subject, message.text, *filter(None, names), *known.organisations],
        filter(None, [gold["sender"].get("contact_name"), *known.people]),
        filter(None, [gold["sender"].get("organisation"), *known.organisations]),
        known.ours,
    )
    # The sender first: there, names stand in the nominative, which tells what they are forms of.
    made = {**gold, "sender": _sender(gold["sender"], disguise)}
    written = _written(message, disguise, known.ours[0])
    _check(message, gold, parse_message(written.as_bytes()), made, disguise)
    return Case(written.as_bytes(), made)


def _written(message: Message, disguise: Disguise, ours: str) -> EmailMessage:
    written = EmailMessage(policy=SMTP)
    address = disguise.address(message.from_address or "ktos@nadawca.example")
    local, _, domain = address.partition("@")
    written["From"] = Address(_line(disguise.name(message.from_name or "")), local, domain)
    written["To"] = ours
    written["Subject"] = _line(disguise.text(message.subject))
    assert message.date is not None
    written["Date"] = format_datetime(message.date)
    written["Message-ID"] = f"<{disguise.made_up.chance.getrandbits(64):x}@poczta.example>"
    if message.in_reply_to:
        written["In-Reply-To"] = "<poprzednia@poczta.example>"
    written.set_content(content.body(disguise.text(message.text)), charset="utf-8", cte="quoted-printable")
    return written


def _line(text: str) -> str:
    return " ".join(content.line(text).split())


def _sender(sender: Mapping[str, str | None], disguise: Disguise) -> dict[str, str | None]:
    made = dict(sender)
    for key, value in sender.items():
        if not value:
            continue
        if key == "organisation":
            made[key] = disguise.name(value)
        elif key == "contact_name":
            made[key] = disguise.person(value)
        else:
            digits = disguise.numbers.number(value.removeprefix("+"), international=value.startswith("+"))
            made[key] = ("+" if value.startswith("+") else "") + digits
    return made


def _check(message: Message, gold: Gold, made: Message, made_gold: Gold, disguise: Disguise) -> None:
    """Nothing leaks, the names of the gold stand where they stood, and what is asked for is read as it was before."""
    senders = [value or "" for value in made_gold["sender"].values()]
    if disguise.leaks("\n".join([made.from_name or "", made.from_address or "", made.subject, made.text, *senders])):
        raise NotDisguised("nie wszystkie dane udało się zastąpić")
    for key in ("organisation", "contact_name"):
        was, is_now = gold["sender"].get(key) or "", made_gold["sender"].get(key) or ""
        if _stands_in(message, was) != _stands_in(made, is_now):
            raise NotDisguised("nazwa ma w liście kilka postaci")
    before, after = read_message(message), read_message(made)
    if [each.as_json() for each in before.requests] != [each.as_json() for each in after.requests]:
        raise NotDisguised("po zastąpieniu danych list czyta się inaczej")
    if (before.disposition, before.language) != (after.disposition, after.language):
        raise NotDisguised("po zastąpieniu danych list czyta się inaczej")


def _stands_in(message: Message, name: str) -> bool:
    return " ".join(fold(name).split()) in " ".join(fold(f"{message.subject} {message.text}").split())


def known_of(people: Iterable[str | None], organisations: Iterable[str | None], ours: Iterable[str]) -> Known:
    """`Known` without blanks."""
    return Known(tuple(filter(None, people)), tuple(filter(None, organisations)), tuple(ours))
