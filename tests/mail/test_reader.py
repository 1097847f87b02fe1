"""Reading in a process of its own, within bounds."""

import os
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from mail_ingest.reader import BoundedReader, ReaderUnavailable, ReadingDied, ReadingFailed, ReadingTooLong
from tests.mail.make import mail

NOW = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


@pytest.fixture
def reader() -> Iterator[BoundedReader]:
    bounded = BoundedReader("tests.mail.stubborn:read", seconds=4, processes=1)
    yield bounded
    bounded.close()


def readers() -> set[str]:
    """The processes, of this test's process, that read or are to be forked from."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines() if "mail_ingest.nursery" in line]
    nurseries = {number for number, parent, _ in rows if parent == str(os.getpid())}
    return nurseries | {number for number, parent, _ in rows if parent in nurseries}


def test_a_message_is_read_in_one_process_that_stays(reader: BoundedReader) -> None:
    first = reader(mail(subject="Sala"), NOW)
    processes = readers()
    second = reader(mail(subject="Druga"), NOW)

    assert (first.message.subject, second.message.subject) == ("Sala", "Druga")
    assert first.reading["disposition"] == "request"
    assert readers() == processes
    assert len(processes) == 2


@pytest.mark.parametrize(
    ("word", "problem"),
    [("petla", ReadingTooLong), ("sen", ReadingTooLong), ("pamiec", ReadingDied), ("smierc", ReadingDied)],
)
def test_what_never_ends_or_eats_all_is_ended_and_the_next_is_read(
    reader: BoundedReader, word: str, problem: type[ReadingFailed]
) -> None:
    reader(mail(), NOW)
    started = time.monotonic()

    with pytest.raises(problem):
        reader(mail(word), NOW)

    assert time.monotonic() - started < 30
    assert reader(mail(subject="Następna"), NOW).message.subject == "Następna"


def test_an_error_comes_back_in_words_and_costs_no_process(reader: BoundedReader) -> None:
    with pytest.raises(ReadingFailed, match="nie rozumiem"):
        reader(mail("blad"), NOW)
    assert len(readers()) == 2


def test_a_message_without_a_date_is_read_as_of_its_arrival(reader: BoundedReader) -> None:
    without = b"\r\n".join(line for line in mail().split(b"\r\n") if not line.startswith(b"Date"))

    assert reader(without, NOW).message.date == NOW


def test_closing_ends_the_process() -> None:
    reader = BoundedReader()
    reader(mail(), NOW)
    assert readers()

    reader.close()

    assert not readers()


def test_one_that_ends_while_idle_is_blamed_on_no_message(reader: BoundedReader) -> None:
    reader(mail(), NOW)
    before = readers()
    subprocess.run(["kill", "-9", *before], check=True)
    while readers() & before:
        time.sleep(0.05)

    assert reader(mail(subject="Następna"), NOW).message.subject == "Następna"
    assert not readers() & before


def test_as_many_are_read_at_a_time_as_there_are_processes() -> None:
    pair = BoundedReader("tests.mail.stubborn:read", seconds=3, processes=2)
    try:
        with ThreadPoolExecutor(2) as threads:
            endless = threads.submit(pair, mail("petla"), NOW)
            assert threads.submit(pair, mail(subject="Druga"), NOW).result().message.subject == "Druga"
            assert not endless.done()
            assert isinstance(endless.exception(), ReadingTooLong)
    finally:
        pair.close()


def test_a_reader_that_cannot_start_blames_no_message() -> None:
    with pytest.raises(ReaderUnavailable):
        BoundedReader("mail_ingest.no_such_module:read")(mail(), NOW)
