"""Messages for the tests of reading mail: one place that knows how to write them down as bytes."""

from email.header import Header

CENTRE = "cop@um.kalisz.pl"


def plain(
    text: str,
    *,
    sender: str = "Halina Wróbel <halina@poczta.example.pl>",
    subject: str = "sala",
    headers: str = "",
    charset: str = "utf-8",
    declared: str | None = "utf-8",
) -> bytes:
    """A plain-text message; `headers` are raw lines, each with its "\\n"."""
    name, _, address = sender.rpartition("<")
    shown = f"{Header(name.strip(), 'utf-8').encode()} <{address}" if name.strip() else sender.strip()
    content_type = f"text/plain; charset={declared}" if declared else "text/plain"
    head = (
        f"From: {shown}\nTo: {CENTRE}\nSubject: {Header(subject, 'utf-8').encode()}\n"
        f"Date: Tue, 10 Mar 2026 10:15:00 +0100\nMessage-ID: <1@poczta.example.pl>\n{headers}MIME-Version: 1.0\n"
        f"Content-Type: {content_type}\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return head.encode("ascii").replace(b"\n", b"\r\n") + text.replace("\n", "\r\n").encode(charset)


def html(markup: str, *, subject: str = "sala", sender: str = "Halina Wróbel <halina@poczta.example.pl>") -> bytes:
    """A message with nothing but an HTML body."""
    return plain(markup, subject=subject, sender=sender).replace(b"text/plain", b"text/html", 1)


def multipart(kind: str, *parts: str, subject: str = "sala", boundary: str = "granica-1") -> bytes:
    """A multipart message; each part is its headers, an empty line and its body."""
    body = "".join(f"--{boundary}\n{part}\n" for part in parts) + f"--{boundary}--\n"
    head = (
        f"From: Halina <halina@poczta.example.pl>\nTo: {CENTRE}\nSubject: {Header(subject, 'utf-8').encode()}\n"
        "Date: Tue, 10 Mar 2026 10:15:00 +0100\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/{kind}; boundary="{boundary}"\n'
    )
    return (head + "\n" + body).encode()
