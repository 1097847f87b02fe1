"""A mailbox in a folder, for tests that need no server."""

from pathlib import Path

import pytest

from mail_ingest.sources.maildir import MaildirSource


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    """Where the mailbox lies; its first message makes it."""
    return tmp_path / "mailbox"


@pytest.fixture
def source(maildir: Path) -> MaildirSource:
    return MaildirSource(maildir, limit_bytes=40_000_000)
