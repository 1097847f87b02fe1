"""Reports of mail systems that a letter did not arrive, as the common servers write them, in our own words."""

from email.message import EmailMessage
from email.policy import SMTP

TO = "jadwiga@lokietek.example"
HEAD = "From: cop@um.kalisz.pl\nTo: {to}\nSubject: Re: Sala\nMessage-ID: {id}\nDate: Mon, 9 Mar 2026 12:00:00 +0100\n"


def status_report(
    message_id: str,
    *,
    status: str = "5.1.1",
    action: str = "failed",
    diagnosis: str = "smtp; 550 5.1.1 user unknown",
    to: str = TO,
    headers_only: bool = False,
) -> bytes:
    """RFC 3464: what happened in words, for programs, and the letter (or its headers) itself."""
    report = f"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; {to}\nAction: {action}\nStatus: {status}\n"
    report += f"Diagnostic-Code: {diagnosis}\n"
    returned = HEAD.format(to=to, id=message_id)
    parts = [
        "Content-Type: text/plain; charset=utf-8\n\nYour letter could not be delivered.\n",
        f"Content-Type: message/delivery-status\n\n{report}",
        f"Content-Type: text/rfc822-headers\n\n{returned}"
        if headers_only
        else f"Content-Type: message/rfc822\n\n{returned}\nDzień dobry.\n",
    ]
    body = "".join(f"--granica\n{part}\n" for part in parts) + "--granica--\n"
    head = (
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: cop@um.kalisz.pl\nSubject: Undelivered Mail\n"
        "Date: Mon, 9 Mar 2026 12:01:00 +0100\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="granica"\n\n'
    )
    return (head + body).replace("\n", "\r\n").encode()


def plain_report(text: str, message_id: str, *, subject: str = "Undelivered Mail", **headers: str) -> bytes:
    """A report with no structure: words, then the returned headers."""
    message = EmailMessage(policy=SMTP)
    message["Return-Path"] = "<>"
    message["From"], message["To"], message["Subject"] = "Mailer-Daemon@mx.example", "cop@um.kalisz.pl", subject
    message["Date"] = "Mon, 9 Mar 2026 12:01:00 +0100"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text + HEAD.format(to=TO, id=message_id))
    return message.as_bytes()


POSTFIX = f"""This is the mail system at host mx.example.

I could not deliver your message to one or more recipients. It is attached below.

<{TO}>: host mail.lokietek.example[192.0.2.7] said: 550 5.1.1 <{TO}>:
    Recipient address rejected: User unknown in virtual mailbox table (in reply to RCPT TO command)

--- Below this line is a copy of the message.

"""
EXIM = f"""This message was created by mail delivery software.

A message that you sent could not be delivered to all of its recipients:

  {TO}
    host mail.lokietek.example [192.0.2.7]
    SMTP error from remote mail server after end of data:
    552 Mailbox quota exceeded / over quota

------ This is a copy of the message, including all the headers. ------

"""
EXIM_WAITS = f"""This message was created by mail delivery software.
A message that you sent has not yet been delivered after more than 24 hours on the queue.

  {TO}
    Delay reason: connection timed out

Attempts to deliver will continue, you need do nothing.

------ This is a copy of the message headers ------
"""
EXCHANGE = f"""Nie można dostarczyć wiadomości do następujących adresatów lub grup:

{TO}
Wpisany adres nie został znaleziony. Sprawdź go i wyślij wiadomość jeszcze raz.

Informacje diagnostyczne dla administratorów:
Serwer generujący: SRV1.example
Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'

Oryginalne nagłówki wiadomości:

"""
GMAIL = f"""** Nie znaleziono adresu **

Wiadomość nie została dostarczona do adresata {TO}, ponieważ domena lokietek.example nie istnieje.

Odpowiedź serwera:
DNS Error: 190.0.2.1 type: MX: lookup returned NXDOMAIN 5.4.4

----- Original message -----

"""
GMAIL_WAITS = f"""Delivery incomplete

There was a temporary problem while delivering your message to {TO}. Gmail will retry for 45 more hours.

----- Original message -----

"""
