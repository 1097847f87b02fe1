"""Reports that a letter did not arrive: RFC 3464, and the plain ones of Postfix, Exim, Exchange and Gmail.

Pure. Whether the letter is ours at all is judged elsewhere, by the Message-ID among what was returned.
"""

import re
from collections.abc import Iterator

from copapp.correspondence.bounces import Failure
from copapp.correspondence.models import Fault
from mail_ingest.mail_systems import is_mail_system
from mail_ingest.message import Message

LONGEST = 200_000
"""Characters of a report's part that are looked at."""
MOST_ADDRESSES = 10
RETURNED = (
    "message/rfc822",
    "text/rfc822-headers",
    "message/rfc822-headers",
    "message/global",
    "message/global-headers",
)
STATUS_REPORTS = ("message/delivery-status", "message/global-delivery-status")

_ID = re.compile(r"^[> \t]{0,8}(?:X-Original-)?Message-ID:\s{0,3}(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(r"^([A-Za-z-]{1,40}):[ \t]*(.*(?:\n[ \t].*){0,20})", re.MULTILINE)
_ENHANCED = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.@-])([45]\d\d)(?=[ #-])")
_ADDRESS = re.compile(r"[^\s<>\"'„”,;:()\[\]@]{1,64}+@[^\s<>\"'„”,;:()\[\]@]{1,200}\.[a-z0-9-]{2,60}", re.IGNORECASE)
_COPY = re.compile(
    r"^.{0,12}(?:this is a copy of|below this line is a copy|original message (?:headers|follows)|oryginalne nagłówki"
    r"|-+ ?(?:original|undelivered) message|diagnostic information for administrators|informacje diagnostyczne)",
    re.IGNORECASE | re.MULTILINE,
)
_FAILED = re.compile(
    r"could ?n[o']t be (?:delivered|found)|(?:was|were|has|have) ?n[o']t (?:be |been )?delivered|undeliver"
    r"|delivery (?:has |to the following \w+ )?failed|delivery status notification|mail delivery (?:failed|system)"
    r"|returned (?:mail|to sender)|failure notice|permanent(?:ly)? (?:error|fail)|unable to deliver"
    r"|nie (?:można|udało się|została?|zostało) dostarcz|niedostarcz|nie dostarczono|zwrot niedoręczon"
    r"|nie została dostarczona|problem z dostarcz",
    re.IGNORECASE,
)
_DELAYED = re.compile(
    r"\bdelay(?:ed)?\b|not yet been delivered|has ?n[o']t been delivered yet|will (?:be retried|retry|keep trying)"
    r"|will continue|warning message only|not need to resend|still being (?:tried|retried)|delivery incomplete|opóźni"
    r"|ponawia|spróbuje(?:my)? ponownie|nie została jeszcze|nie zostało ukończone|kolejn\w+ prób",
    re.IGNORECASE,
)
_FAULT_CODES: tuple[tuple[Fault, str], ...] = (
    (Fault.NO_ADDRESS, r"1\.(?:0|1|3|6|10)"),
    (Fault.NO_DOMAIN, r"1\.2|4\.[34]"),
    (Fault.DISABLED, r"2\.1"),
    (Fault.FULL, r"2\.2|3\.1"),
    (Fault.TOO_LARGE, r"2\.3|3\.4"),
    (Fault.LOOP, r"4\.(?:6|14)"),
    (Fault.NO_ANSWER, r"4\.(?:2|5|7)"),
    (Fault.REJECTED, r"7\.\d+"),
)
_FAULT_WORDS: tuple[tuple[Fault, re.Pattern[str]], ...] = tuple(
    (fault, re.compile(pattern, re.IGNORECASE | re.VERBOSE))
    for fault, pattern in (
        (
            Fault.NO_ADDRESS,
            r"""(?:user|recipient|mailbox|address|account)\b.{0,40}\b(?:unknown|not\ (?:be\ )?found|does\ ?n[o']t\ exist
                |not\ exist|couldn't\ be\ found|unavailable)
            |unknown\ (?:user|recipient|address)|no\ such\ (?:user|recipient|mailbox|address|account)
            |recip(?:ient)?notfound|invalid\ recipient|recipient\ address\ rejected
            |nie\ znaleziono\ (?:adresu|adresata|odbiorcy|użytkownika)|nieznany\ (?:adres|użytkownik|odbiorca)
            |(?:adres|użytkownik|odbiorca|skrzynka)\b.{0,40}nie\ (?:istnieje|został\w*\ znalezion)""",
        ),
        (
            Fault.NO_DOMAIN,
            r"""(?:host|domain|name)\b.{0,40}not\ found|no\ such\ domain|nxdomain|unrouteable
            |(?:domena|serwer)\b.{0,40}nie\ (?:istnieje|znaleziono)|nie\ znaleziono\ domeny""",
        ),
        (
            Fault.FULL,
            r"quota|mailbox\ (?:is\ )?full|insufficient\ storage|skrzynka\b.{0,30}(?:pełna|przepełn)",
        ),
        (
            Fault.DISABLED,
            r"(?:account|mailbox)\b.{0,40}(?:disabled|inactive|suspended)|(?:konto|skrzynka)\b.{0,30}wyłącz",
        ),
        (
            Fault.TOO_LARGE,
            r"too\ (?:large|big)|size\ (?:limit|exceeds)|exceeds.{0,40}size|za\ duż|przekracza.{0,40}rozmiar",
        ),
        (Fault.LOOP, r"mail\ loop|hop\ count|too\ many\ hops|loops?\ back|pętl"),
        (
            Fault.NO_ANSWER,
            r"timed?\ ?out|connection\ (?:refused|lost|reset)|no\ route|retry\ time|nie\ odpowiada|czas\ oczekiw",
        ),
        (Fault.REJECTED, r"spam|block(?:ed|list)|blacklist|polic(?:y|ies)|rejected|denied|refused|odrzuc|zablokow"),
    )
)


def returned_ids(message: Message) -> list[str]:
    """The Message-IDs of the letter that a report returns, or answers by its In-Reply-To."""
    parts = [_text(file.content) for file in message.attachments if file.content_type in (*RETURNED, *STATUS_REPORTS)]
    found = [each for part in (*parts, message.text[:LONGEST]) for each in _ID.findall(part)]
    return list(dict.fromkeys([*found, *message.in_reply_to]))


def failures(message: Message, own_address: str) -> list[Failure]:
    """What a message reports of addresses that a letter did not reach; nothing where it is no such report, or reports
    that the letter arrived. `own_address` is the Centre's."""
    reports = [_text(file.content) for file in message.attachments if file.content_type in STATUS_REPORTS]
    if reports:
        told = message.text[:LONGEST]
        return [failure for report in reports for failure in _of_status_report(report, told)][:MOST_ADDRESSES]
    if not _comes_from_a_mail_system(message):
        return []
    return _of_plain_report(message, own_address.lower())


def fault_of(status: str, words: str) -> Fault:
    """What is wrong, by the code where that says it (RFC 3463), else by the words."""
    detail = status.partition(".")[2]
    for fault, pattern in _FAULT_CODES:
        if re.fullmatch(pattern, detail) and not (fault is Fault.REJECTED and _no_address(words)):
            return fault
    return next((fault for fault, pattern in _FAULT_WORDS if pattern.search(words)), Fault.OTHER)


def _no_address(words: str) -> bool:
    """Many servers say 5.7.1 of an address that does not exist."""
    return bool(_FAULT_WORDS[0][1].search(words))


def _of_status_report(report: str, told: str) -> Iterator[Failure]:
    """RFC 3464, 2: fields of the message, then those of each recipient, in groups between empty lines."""
    for group in re.split(r"\n[ \t]*\n", report):
        fields = {name.lower(): " ".join(value.split()) for name, value in _FIELD.findall(group)}
        address = _recipient(fields.get("original-recipient", "")) or _recipient(fields.get("final-recipient", ""))
        action = fields.get("action", "").lower().split(" ")[0]
        if not address or action in ("delivered", "relayed", "expanded"):
            continue
        diagnosis = fields.get("diagnostic-code", "")
        status = _code(fields.get("status", "")) or _code(diagnosis) or _code(told)
        given_up = action == "failed" or (action != "delayed" and not status.startswith("4"))
        words = diagnosis or told
        hard = given_up and not status.startswith("4")
        yield Failure(address, status, fault_of(status, words), hard, given_up)


def _recipient(field: str) -> str:
    """ "rfc822; anna@ngo.example" → the address."""
    found = _ADDRESS.search(field.partition(";")[2] or field)
    return found[0] if found else ""


def _comes_from_a_mail_system(message: Message) -> bool:
    path = (message.header("return-path") or "").replace(" ", "")
    return (
        is_mail_system(message.from_address) or path == "<>" or message.header("x-failed-recipients") is not None
    ) and bool(_FAILED.search(f"{message.subject}\n{message.text[:LONGEST]}") or _DELAYED.search(message.subject))


def _of_plain_report(message: Message, own_address: str) -> list[Failure]:
    text = message.text[:LONGEST]
    copy = _COPY.search(text)
    told = text[: copy.start()] if copy else text
    named = _ADDRESS.findall(message.header("x-failed-recipients") or "") or _ADDRESS.findall(told)
    addresses = [each for each in named if each.lower() != own_address and not is_mail_system(each)]
    if not addresses:
        return []
    status = _code(told) or _code(text)
    waits = bool(_DELAYED.search(f"{message.subject}\n{told}")) and not status.startswith("5")
    hard = not waits and not status.startswith("4")
    fault = fault_of(status, f"{message.subject}\n{told}")
    first = list(dict.fromkeys(addresses)) if message.header("x-failed-recipients") else addresses[:1]
    return [Failure(address, status, fault, hard, not waits) for address in first[:MOST_ADDRESSES]]


def _code(text: str) -> str:
    found = _ENHANCED.search(text) or _REPLY.search(text)
    return found[1] if found else ""


def _text(content: bytes) -> str:
    return content[:LONGEST].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
