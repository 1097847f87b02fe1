"""The sample messages: files of `messages/`, filled with days around today and encoded as mail programs encode them.

A file is a message in plain UTF-8, readable as it stands; headers and text parts are put into the charset and the
transfer encoding that they name. Its first line says when it was sent: "X-Demo-Sent: 2 d 09:14" (two days ago at that
hour in Kalisz), or "45 min" or "3 h" ago. In braces stand days, with a pattern of Unicode TR 35:

    {tue1:d MMMM}     Tuesday of the next week (0 is the week in which today lies): 2 grudnia
    {tue1-en:d MMMM}  the same in English
    {sent:yyyyMMdd}   when it was sent
    {sent}            the same as a Date header (RFC 5322)
"""

import mailbox
import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from email import message_from_string, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from babel.dates import format_datetime as format_in_words

from copapp import clock

FOLDER = Path(__file__).parent / "messages"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PLACE = re.compile(
    r"\{(?P<day>sent|(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?P<week>\d))(?P<en>-en)?(?::(?P<form>[^}]+))?\}"
)
UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1)}
LIKE_MAIL_PROGRAMS = policy.default.clone(refold_source="all", cte_type="8bit")


def deliver(folder: Path) -> int:
    """Deliver all sample messages into a Maildir, made where it is missing; says how many."""
    letters = list(sample_letters())
    maildir = mailbox.Maildir(folder, create=True)
    for letter in letters:
        maildir.add(letter)
    return len(letters)


def sample_letters() -> Iterator[bytes]:
    """All sample messages as they arrive, the oldest first."""
    sent = {path: _sent_at(path) for path in FOLDER.glob("*.eml")}
    for path in sorted(sent, key=lambda path: (sent[path], path.name)):
        yield sample_letter(path, sent[path])


def sample_letter(path: Path, sent_at: datetime) -> bytes:
    """One sample message, sent at an aware Europe/Warsaw time."""
    _, text = path.read_text(encoding="utf-8").split("\n", 1)
    letter = message_from_string(PLACE.sub(lambda place: _fill(place, sent_at), text), policy=LIKE_MAIL_PROGRAMS)
    for part in letter.walk():
        if part["Content-Type"] is not None and part.get_content_maintype() == "text":
            _encode(part)
    return letter.as_bytes()


def _sent_at(path: Path) -> datetime:
    with path.open(encoding="utf-8") as file:
        name, _, value = file.readline().partition(": ")
    if name != "X-Demo-Sent":
        raise ValueError(f"{path.name}: the first line is X-Demo-Sent")
    number, unit, *hour = value.split()
    if unit == "d":
        day = clock.today() - timedelta(days=int(number))
        return clock.to_local(clock.from_local(datetime.combine(day, time.fromisoformat(hour[0]))))
    return clock.to_local(clock.now() - int(number) * UNITS[unit]).replace(microsecond=0)


def _fill(place: re.Match[str], sent_at: datetime) -> str:
    if place["day"] == "sent" and place["form"] is None:
        return format_datetime(sent_at)
    if place["day"] == "sent":
        moment = sent_at.replace(tzinfo=None)
    else:
        today = clock.today()
        days = timedelta(weeks=int(place["week"]), days=WEEKDAYS.index(place["weekday"]) - today.weekday())
        moment = datetime.combine(today + days, time())
    return format_in_words(moment, place["form"], locale="en_GB" if place["en"] else "pl_PL")


def _encode(part: EmailMessage) -> None:
    """Put a part's text into the charset and transfer encoding that its headers name."""
    text = part.get_payload()
    assert isinstance(text, str)
    parameters = dict(part["Content-Type"].params)
    charset, encoding = parameters.pop("charset"), str(part["Content-Transfer-Encoding"])
    parameters.pop("name", None)
    filename = part.get_filename()
    part.set_content(
        text,
        subtype=part.get_content_subtype(),
        charset=charset,
        cte=encoding,
        params=parameters or None,
        disposition="attachment" if filename else None,
        filename=filename,
    )
