"""A worker in a process of its own, for the tests that let two of them loose on one mailbox.

python -m tests.mail.rival DATABASE_URL MAILDIR, or with COP_IMAP_… in the environment: DATABASE_URL alone.
"""

import sys
from pathlib import Path

from copapp import config
from copapp.db import Database
from mail_ingest.sources.imap import ImapSource
from mail_ingest.sources.maildir import MaildirSource
from tests.mail.make import check

if __name__ == "__main__":
    url, *maildir = sys.argv[1:]
    for _ in range(3):
        source = MaildirSource(Path(maildir[0]), 40_000_000) if maildir else ImapSource(config.load(dotenv=None))
        check(Database(url), source)
