"""A loopback SMTP server that delivers into the embedded mailbox: any mail program here can write to the Centre."""

import logging
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from mail_ingest.sources.maildir import deliver, make_maildir

LARGEST = 100_000_000
LONGEST_LINE = 1_048_576
"""RFC 5321 allows 1000 bytes; what programs really send is kept as it is."""

log = logging.getLogger(__name__)


class _Protocol(SMTP):
    line_length_limit = LONGEST_LINE


class Door(Controller):
    """The server, in a thread of its own: `start()`, `stop()`. Any sender and recipient; nothing is added to a message.

    `start` raises OSError when the port is taken.
    """

    def __init__(self, mailbox: Path, port: int) -> None:
        self.mailbox = mailbox
        make_maildir(mailbox)
        super().__init__(self, hostname="127.0.0.1", port=port, ready_timeout=10)

    def factory(self) -> SMTP:
        return _Protocol(self, hostname="localhost", data_size_limit=LARGEST, enable_SMTPUTF8=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content
        raw = content if isinstance(content, bytes) else (content or "").encode()
        try:
            name = deliver(self.mailbox, raw)
        except OSError as error:
            log.error("step=door problem=%s", error)
            return "452 4.3.1 Insufficient system storage"
        log.info("step=delivered file=%s size=%s", name, len(raw))
        return "250 OK"
