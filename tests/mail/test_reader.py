"""Reading in a process of its own, within bounds."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from mail_ingest.reader import BoundedReader, ReaderUnavailable, ReadingDied, ReadingFailed, ReadingTooLong
from tests.mail.make import mail

NOW = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


@pytest.fixture
def reader() -> Iterator[BoundedReader]:
    bounded = BoundedReader("tests.mail.stubborn:read", seconds=4)
    yield bounded
    bounded.close()


def test_a_message_is_read_in_one_process_that_stays(reader: BoundedReader) -> None:
    first = reader(mail(subject="Sala"), NOW)
    process = reader._process
    second = reader(mail(subject="Druga"), NOW)

    assert (first.message.subject, second.message.subject) == ("Sala", "Druga")
    assert first.reading["disposition"] == "request"
    assert reader._process is process


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
    assert reader._process is not None
    assert reader._process.poll() is None


def test_a_message_without_a_date_is_read_as_of_its_arrival(reader: BoundedReader) -> None:
    without = b"\r\n".join(line for line in mail().split(b"\r\n") if not line.startswith(b"Date"))

    assert reader(without, NOW).message.date == NOW


def test_closing_ends_the_process() -> None:
    reader = BoundedReader()
    reader(mail(), NOW)
    process = reader._process
    assert process is not None

    reader.close()

    assert process.poll() is not None


def test_a_reader_that_cannot_start_blames_no_message() -> None:
    with pytest.raises(ReaderUnavailable):
        BoundedReader("mail_ingest.no_such_module:read")(mail(), NOW)
