"""Calendar files of others, told as dates."""

import pytest

from copapp.correspondence import calendar_files

CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:1\r\n{times}\r\n"
    "SUMMARY:Zebranie <b>zarządu</b>\r\nLOCATION:ul. Babina 1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def calendar(times: str, method: str = "REQUEST") -> bytes:
    return CALENDAR.format(times=times, method=method).encode()


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ("DTSTART:20260319T160000Z\r\nDTEND:20260319T180000Z", "czwartek, 19 marca 2026, 17:00–19:00"),
        ("DTSTART;TZID=Europe/Warsaw:20260319T170000\r\nDURATION:PT90M", "czwartek, 19 marca 2026, 17:00–18:30"),
        ("DTSTART:20260319T170000", "czwartek, 19 marca 2026, 17:00"),
        ("DTSTART;VALUE=DATE:20260319\r\nDTEND;VALUE=DATE:20260320", "czwartek, 19 marca 2026, cały dzień"),
        (
            "DTSTART;VALUE=DATE:20260319\r\nDTEND;VALUE=DATE:20260322",
            "czwartek, 19 marca 2026 – sobota, 21 marca 2026",
        ),
        (
            "DTSTART:20260319T160000Z\r\nDTEND:20260320T180000Z\r\nRRULE:FREQ=WEEKLY",
            "czwartek, 19 marca 2026, 17:00 – piątek, 20 marca 2026, 19:00",
        ),
    ],
)
def test_an_event_is_told_as_people_say_it(times: str, said: str) -> None:
    (event,) = calendar_files.appointments(calendar(times))

    assert (event.when, event.place, event.title) == (said, "ul. Babina 1", "Zebranie <b>zarządu</b>")
    assert event.repeats is ("RRULE" in times)


def test_a_cancelled_date_says_so() -> None:
    (event,) = calendar_files.appointments(calendar("DTSTART:20260319T170000", "CANCEL"))

    assert event.cancelled


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"BEGIN:VCALENDAR",
        b"\xff" * 500,
        calendar("DTSTART:20260319T170000\r\nDTEND:x"),
        calendar("X:1"),
        b"BEGIN:VEVENT\r\n" * 5_000,
        calendar("DTSTART:20260319T170000") * 2_000,
    ],
)
def test_a_broken_calendar_file_is_a_file_like_any_other(sent: bytes) -> None:
    assert calendar_files.appointments(sent) == [] or len(sent) < 1_000
