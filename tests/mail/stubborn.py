"""Readings that misbehave, for the child process of the tests."""

import os
import time
from datetime import datetime

from mail_ingest.reader import Outcome, read_raw


def read(raw: bytes, received_at: datetime) -> Outcome:
    """Do what the message asks for."""
    if b"petla" in raw:
        while True:
            pass
    if b"sen" in raw:
        time.sleep(60)
    if b"pamiec" in raw:
        bytes(10_000_000_000)
    if b"smierc" in raw:
        os.abort()
    if b"blad" in raw:
        raise ValueError("nie rozumiem")
    return read_raw(raw, received_at)
