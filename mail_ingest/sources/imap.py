"""A folder on an IMAP server (RFC 9051), by UIDs only, and changed by flags only."""

import logging
import ssl
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from copapp.config import Settings
from copapp.correspondence.incoming import Arrival, Place
from copapp.correspondence.mailbox import mailbox_name
from copapp.correspondence.models import MessageSource
from mail_ingest.sources import (
    BATCH_BYTES,
    BATCH_MESSAGES,
    HEADER_LIMIT,
    Batch,
    KnownKeys,
)
from mail_ingest.sources.imap_connection import P, T, ask, connect

SEEN = rb"\Seen"
TAKEN = b"$COP"
"""Our keyword, where the server keeps keywords: a person in webmail sees that the intranet has the message."""
SIZES_AT_ONCE = 500

log = logging.getLogger(__name__)


class ImapSource:
    """The messages of one folder. Connects when asked for messages, holds the connection until `close`."""

    def __init__(self, settings: Settings, tls: ssl.SSLContext | None = None) -> None:
        """`tls` replaces the system's trust, for a server with a certificate of its own."""
        self.settings = settings
        self.folder = mailbox_name(settings)
        self.limit_bytes = settings.message_limit_mb * 1_000_000
        self._tls = tls
        self._client: IMAPClient | None = None
        self._uidvalidity = 0
        self._flags: tuple[bytes, ...] = (SEEN,)

    def batches(self, place: Place, known: KnownKeys) -> Iterator[Batch]:
        client = self._selected()
        last = place.last_uid if place.uidvalidity == self._uidvalidity else 0
        if last != place.last_uid:
            log.warning("step=uidvalidity folder=%s from=%s to=%s", self.folder, place.uidvalidity, self._uidvalidity)
        # "N:*" gives the last message even when its UID is lower than N (RFC 9051, 9, seq-range).
        uids = sorted(uid for uid in self._ask(client.search, ["UID", f"{last + 1}:*"]) if uid > last)
        if not uids and place.uidvalidity != self._uidvalidity:
            yield Batch([], Place(self._uidvalidity, 0))
        yield from self._batches(uids)

    def present(self, place: Place) -> set[int] | None:
        client = self._selected()
        if place.uidvalidity != self._uidvalidity:
            return None
        return {
            uid for uid in self._ask(client.search, ["UID", f"1:{max(place.last_uid, 1)}"]) if uid <= place.last_uid
        }

    def fetch(self, uids: Sequence[int]) -> Iterator[Batch]:
        return self._batches(sorted(uids))

    def _batches(self, uids: Sequence[int]) -> Iterator[Batch]:
        for start in range(0, len(uids), SIZES_AT_ONCE):
            some = uids[start : start + SIZES_AT_ONCE]
            sizes = {uid: int(data[b"RFC822.SIZE"]) for uid, data in self._fetch(some, "RFC822.SIZE").items()}
            for batch in _in_batches(some, sizes, self.limit_bytes):
                yield self._batch(batch, sizes)

    def tell(self, taken: Sequence[MessageSource]) -> list[int]:
        client = self._client or self._selected()
        here = [source for source in taken if source.uidvalidity == self._uidvalidity]
        if here:
            self._ask(client.add_flags, [source.uid for source in here], list(self._flags), silent=True)
        # What has a place under another UIDVALIDITY has no name any more by which to tell of it.
        return [source.id or 0 for source in taken]

    def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            try:
                client.logout()
            except (IMAPClientError, OSError) as error:
                log.debug("step=logout folder=%s problem=%s", self.folder, error)

    def _batch(self, uids: list[int], sizes: dict[int, int]) -> Batch:
        over = [uid for uid in uids if sizes.get(uid, 0) > self.limit_bytes]
        whole = [uid for uid in uids if uid in sizes and uid not in over]
        bodies = self._bodies(whole, sizes)
        heads = {
            uid: (data[b"BODY[HEADER]"] or b"")[:HEADER_LIMIT]
            for uid, data in self._fetch(over, "BODY.PEEK[HEADER]").items()
        }
        arrivals = [
            Arrival(raw, len(raw) if raw and uid in bodies else sizes[uid], uid=uid)
            for uid, raw in sorted({**bodies, **heads}.items())
        ]
        gone = len(uids) - len(arrivals)
        if gone:
            log.info("step=gone folder=%s messages=%s between=%s-%s", self.folder, gone, uids[0], uids[-1])
        return Batch(arrivals, Place(self._uidvalidity, uids[-1]), gone)

    def _bodies(self, uids: list[int], sizes: dict[int, int]) -> dict[int, bytes]:
        """Whole messages. Of one that another client expunged a moment ago some servers give nothing, as if it were
        empty (Dovecot); so what comes without its bytes is asked for once more, after the server had its say."""
        bodies = {uid: data[b"BODY[]"] or b"" for uid, data in self._fetch(uids, "BODY.PEEK[]").items()}
        doubtful = [uid for uid, raw in bodies.items() if not raw and sizes[uid]]
        if doubtful and self._client is not None:
            self._ask(self._client.noop)
            again = self._fetch(doubtful, "BODY.PEEK[]")
            bodies = {uid: raw for uid, raw in bodies.items() if uid not in doubtful}
            bodies |= {uid: data[b"BODY[]"] or b"" for uid, data in again.items()}
        return bodies

    def _fetch(self, uids: Sequence[int], item: str) -> dict[int, dict[bytes, Any]]:
        """What the server still has of these; of a message expunged meanwhile it says nothing."""
        if not uids or self._client is None:
            return {}
        name = item.replace(".PEEK", "").encode()
        answer: dict[int, dict[bytes, Any]] = self._ask(self._client.fetch, uids, [item])
        return {uid: data for uid, data in answer.items() if name in data}

    def _selected(self) -> IMAPClient:
        """A signed-in client with the folder selected, anew for each check: the folder may have changed."""
        self.close()
        client = self._client = connect(self.settings, self._tls)
        answer = self._ask(client.select_folder, self.settings.imap_folder)
        self._uidvalidity = int(answer[b"UIDVALIDITY"])
        allowed = answer.get(b"PERMANENTFLAGS", ())
        self._flags = (SEEN, TAKEN) if rb"\*" in allowed or TAKEN in allowed else (SEEN,)
        return client

    def _ask(self, call: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
        return ask(self.settings, call, *arguments, **options)


def _in_batches(uids: Sequence[int], sizes: dict[int, int], limit_bytes: int) -> Iterator[list[int]]:
    """UIDs in their order, cut so that a batch is small enough to hold and to commit at once."""
    batch: list[int] = []
    total = 0
    for uid in uids:
        size = min(sizes.get(uid, 0), limit_bytes)
        if batch and (len(batch) >= BATCH_MESSAGES or total + size > BATCH_BYTES):
            yield batch
            batch, total = [], 0
        batch.append(uid)
        total += size
    if batch:
        yield batch
