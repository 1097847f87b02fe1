"""A copy of each letter in the mailbox's folder of sent mail, where people look who still use webmail.

Each copy is made once: before a letter is appended the folder is asked for its Message-ID, so that neither a crash
between the two steps nor a server that keeps what it sends (as Gmail does) makes a second one.
"""

import logging
import ssl
from collections.abc import Callable

from imapclient import IMAPClient, imapclient

from copapp.audit import WORKER
from copapp.config import Settings
from copapp.correspondence import outbox
from copapp.db import Database
from mail_ingest.sources.imap_connection import ask, connect

NO_COPY = "nie"
USUAL_NAMES = ("Sent", "Wysłane", "Elementy wysłane", "Sent Items", "INBOX.Sent")

log = logging.getLogger(__name__)


class SentFolder:
    """The folder of sent mail, by the settings, else by what the server calls so (RFC 6154), else by its usual
    names; where there is none, it is made."""

    def __init__(self, settings: Settings, tls: ssl.SSLContext | None = None) -> None:
        """`tls` replaces the system's trust, for a server with a certificate of its own."""
        self.settings, self._tls = settings, tls

    def put(self, letters: list[tuple[str, bytes]], done: Callable[[str], None]) -> None:
        """See to it that the folder has these letters (Message-ID, bytes), and say so of each.

        Raises:
            SourceProblem: the mailbox can't be reached or changed.
        """
        client = connect(self.settings, self._tls)
        try:
            ask(self.settings, self._put, client, letters, done)
        finally:
            ask(self.settings, client.logout)

    def _put(self, client: IMAPClient, letters: list[tuple[str, bytes]], done: Callable[[str], None]) -> None:
        folder = self._folder(client)
        client.select_folder(folder)
        for message_id, raw in letters:
            if not client.search(["HEADER", "Message-ID", message_id]):
                client.append(folder, raw, flags=[imapclient.SEEN])
            done(message_id)

    def _folder(self, client: IMAPClient) -> str:
        name = self.settings.sent_folder or client.find_special_folder(imapclient.SENT)
        name = name or next((usual for usual in USUAL_NAMES if client.folder_exists(usual)), USUAL_NAMES[0])
        if not client.folder_exists(name):
            client.create_folder(name)
        return str(name)


def sent_folder_of(settings: Settings) -> SentFolder | None:
    """Where copies of letters go by these settings; None for nowhere: the embedded mailbox keeps them itself."""
    is_wanted = settings.imap_host and settings.sent_folder.lower() != NO_COPY
    return SentFolder(settings) if is_wanted else None


def copy_sent(database: Database, folder: SentFolder, stop: Callable[[], bool] = bool) -> int:
    """Copy sent letters until all have their copy or `stop` says so; gives how many were dealt with.

    Raises:
        SourceProblem: as of `SentFolder.put`.
    """
    copied = 0
    while not stop():
        with database.reading() as session:
            letters = {letter.message_id: (letter.id or 0, letter.raw) for letter in outbox.to_copy(session)}
        if not letters:
            break

        def note(message_id: str, known: dict[str, tuple[int, bytes]] = letters) -> None:
            with database.unit_of_work(WORKER) as session:
                outbox.note_copied(session, known[message_id][0])
            log.info("letter=%s step=copied", known[message_id][0])

        folder.put([(message_id, raw) for message_id, (_, raw) in letters.items()], note)
        copied += len(letters)
    return copied
