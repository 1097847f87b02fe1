"""Reports that a letter did not arrive, as the common servers and mailboxes in Poland write them, in our own words."""

from tests.mail.named.letter import BODY, Named, encoded, letter, parts

TO = "skarbnik@lokietek.example"
RETURNED = (
    "From: cop@um.kalisz.pl\nTo: skarbnik@lokietek.example\nSubject: Re: Zebranie\nMessage-ID: <list@um.kalisz.pl>\n"
)
DAEMON = "From: Mail Delivery System <MAILER-DAEMON@lokietek.example>"
_DAEMON_ADDRESS = "MAILER-DAEMON@lokietek.example"


def report(
    words: str,
    status: str,
    *lines: str,
    returned: str = "message/rfc822",
    kind: str = "delivery-status",
    sender: str = DAEMON,
) -> bytes:
    """RFC 3464 and 8098."""
    return parts(
        f"Content-Type: text/plain; charset=utf-8\n\n{words}",
        f"Content-Type: message/{kind}\n\n{status}",
        f"Content-Type: {returned}\n\n{RETURNED}\n",
        kind=f"report; report-type={kind}",
        lines=(sender, *lines),
    )


def told(subject: str, text: str, *lines: str, sender: str = DAEMON) -> bytes:
    """A report that is nothing but text."""
    return letter(sender, f"Subject: {encoded(subject)}", *lines, body=text)


def status(action: str, code: str, said: str, reporter: str = "mx.lokietek.example") -> str:
    return (
        f"Reporting-MTA: dns; {reporter}\n\nFinal-Recipient: rfc822; {TO}\nAction: {action}\nStatus: {code}\n"
        f"Diagnostic-Code: smtp; {said}\n"
    )


def machine(raw: bytes, subject: str, sender: str = _DAEMON_ADDRESS, **more: object) -> Named:
    return Named(raw, "automatic", says="", subject=subject, sender=sender, **more)  # type: ignore[arg-type]  # the rest of Named


_TWO = ("", "")
RETURNS = {
    "Postfix returns a letter": machine(
        report(
            "This is the mail system at host mx.lokietek.example.\n\nYour letter could not be delivered.",
            status("failed", "5.1.1", "550 5.1.1 no such user"),
            "Subject: Undelivered Mail Returned to Sender",
            "Auto-Submitted: auto-replied",
        ),
        "Undelivered Mail Returned to Sender",
        files=_TWO,
    ),
    "Postfix is still trying": machine(
        report(
            "Your letter waits.",
            status("delayed", "4.4.1", "connect timed out"),
            "Subject: Delayed Mail (still being retried)",
        ),
        "Delayed Mail (still being retried)",
        files=_TWO,
    ),
    "a report that a letter arrived": machine(
        report("Dostarczono.", status("delivered", "2.0.0", "250 ok"), f"Subject: {encoded('Pomyślne dostarczenie')}"),
        "Pomyślne dostarczenie",
        files=_TWO,
    ),
    "Exchange returns a letter in Polish": machine(
        report(
            f"Nie udało się dostarczyć wiadomości do tych odbiorców:\n\n{TO}\nWpisanego adresu nie znaleziono.",
            status("failed", "5.1.10", "550 5.1.10 RecipientNotFound", "AB1PR01.prod.example"),
            f"Subject: {encoded('Niedostarczalne: Zebranie')}",
        ),
        "Niedostarczalne: Zebranie",
        files=_TWO,
    ),
    "Exchange returns headers only": machine(
        report(
            "Nie można dostarczyć wiadomości.",
            status("failed", "5.2.2", "552 mailbox full"),
            returned="text/rfc822-headers",
        ),
        "Zebranie",
        files=_TWO,
    ),
    "Gmail returns a letter in Polish": machine(
        report(
            f"** Nie znaleziono adresu **\n\nTwoja wiadomość nie dotarła do {TO}, bo nie ma takiego adresu.",
            status("failed", "5.1.1", "550-5.1.1 The email account does not exist", "googlemail.example"),
            "Subject: Delivery Status Notification (Failure)",
            f"X-Failed-Recipients: {TO}",
        ),
        "Delivery Status Notification (Failure)",
        files=_TWO,
    ),
    "a report cut in half": machine(
        letter(
            DAEMON,
            "Subject: Undelivered Mail",
            'Content-Type: multipart/report; report-type=delivery-status; boundary="granica"',
            body="--granica\nContent-Type: text/plain\n\nCould not be deliv",
        ),
        "Undelivered Mail",
    ),
    "a report without its parts": machine(
        letter(
            DAEMON,
            "Subject: Undelivered Mail",
            "Content-Type: multipart/report; report-type=delivery-status",
            body="Could not be delivered.",
        ),
        "Undelivered Mail",
    ),
    "a report of dirt": machine(report("x", "\0\xff: :\n\n:::\n" * 50, "Subject: x"), "x", files=_TWO),
    "WP returns a letter": machine(
        told(
            "Niedostarczona wiadomość",
            f"Twoja wiadomość do {TO} nie mogła zostać dostarczona: skrzynka odbiorcy jest przepełniona.\n\n{RETURNED}",
        ),
        "Niedostarczona wiadomość",
    ),
    "Onet returns a letter": machine(
        told(
            "Zwrot wiadomości: Zebranie",
            f"Nie dostarczono wiadomości na adres {TO}.\nPowód: 550 nie ma takiego konta.\n\n{RETURNED}",
            sender="From: System Poczty <postmaster@lokietek.example>",
        ),
        "Zwrot wiadomości: Zebranie",
        "postmaster@lokietek.example",
    ),
    "o2 returns a letter": machine(
        told(
            "Nie udało się dostarczyć wiadomości",
            f"Nie udało się dostarczyć Twojej wiadomości do:\n{TO}\n\n{RETURNED}",
            "Return-Path: <>",
            sender="From: Poczta <automat@lokietek.example>",
        ),
        "Nie udało się dostarczyć wiadomości",
        "automat@lokietek.example",
    ),
    "qmail returns a letter": machine(
        told(
            "failure notice",
            f"Hi. This is the program that delivers mail.\n\n<{TO}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
            f"--- Below this line is a copy of the message.\n\n{RETURNED}",
        ),
        "failure notice",
    ),
    "Exim returns a letter": machine(
        told(
            "Mail delivery failed: returning message to sender",
            f"A message that you sent could not be delivered:\n\n  {TO}\n    550 unrouteable address\n\n{RETURNED}",
            "Auto-Submitted: auto-replied",
            f"X-Failed-Recipients: {TO}",
        ),
        "Mail delivery failed: returning message to sender",
    ),
    "a mailing list could not pass it on": machine(
        told(
            "Your message awaits moderator approval",
            "Your mail is being held until a moderator looks at it.",
            "Precedence: bulk",
            "X-Mailman-Approved-At: never",
            "Auto-Submitted: auto-generated",
            sender="From: osiedle-bounces@lokietek.example",
        ),
        "Your message awaits moderator approval",
        "osiedle-bounces@lokietek.example",
    ),
    "a person passes on what came back": Named(
        letter("Subject: Fwd: Undelivered Mail", body=f"{BODY}\nProszę sprawdzić adres: Państwa list do nas wrócił.\n"),
        subject="Fwd: Undelivered Mail",
    ),
}
