"""A worker in a process of its own, for the tests that let two of them loose on one mailbox."""

import sys
from pathlib import Path

from copapp.db import Database
from mail_ingest.sources.maildir import MaildirSource
from tests.mail.make import check

if __name__ == "__main__":
    url, mailbox = sys.argv[1:]
    for _ in range(3):
        check(Database(url), MaildirSource(Path(mailbox), limit_bytes=40_000_000))
