"""The whole path, nothing made up: a mail program, Dovecot, the worker, a person, the sender's server.

A message is delivered over SMTP into Dovecot; the worker takes it in; a member of staff opens the draft, mends the hour
in place and confirms; the booking stands in the calendar and the letter with its invitation arrives.
"""

import os
import signal
import smtplib
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from playwright.sync_api import Page, expect

from copapp import clock, polish
from copapp.accounts.models import Staff
from copapp.audit import SYSTEM
from copapp.bookings.models import Room
from copapp.db import Database
from tests.browser.signing_in import sign_in
from tests.servers.chromium import axe_violations
from tests.servers.dovecot import Mailbox
from tests.servers.process import wait_until
from tests.servers.smtp import SmtpServer

SENDER = "jagoda.lis@ogrodymarzen.example"
MESSAGE_ID = "<prosba-o-sale-1@ogrodymarzen.example>"


@pytest.fixture
def hall(database: Database) -> Room:
    with database.unit_of_work(SYSTEM) as session:
        room = Room(key="lecture_hall", name="Sala wykładowa", capacity=30, position=1)
        session.add(room)
    return room


@pytest.fixture
def day() -> datetime:
    """A weekday in two weeks, midnight in Kalisz."""
    wanted = clock.local_now().replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None) + timedelta(days=14)
    return wanted + timedelta(days=2) if wanted.weekday() >= 5 else wanted


@pytest.fixture
def worker(database: Database, mailbox: Mailbox, smtp: SmtpServer, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The mail worker in a process of its own, on Dovecot and a real SMTP server."""
    environment = {
        **os.environ,
        "COP_DATA": str(tmp_path),
        "COP_DATABASE_URL": database.url,
        "COP_IMAP_HOST": mailbox.server.host,
        "COP_IMAP_PORT": str(mailbox.server.port),
        "COP_IMAP_USER": mailbox.user,
        "COP_IMAP_PASSWORD": mailbox.password,
        "COP_IMAP_TLS": "off",
        "COP_POLL_SECONDS": "1",
        "COP_SEND_DELAY_SECONDS": "1",
        "COP_SMTP_HOST": smtp.host,
        "COP_SMTP_PORT": str(smtp.port),
        "COP_SMTP_TLS": "off",
    }
    log = (tmp_path / "worker.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "mail_ingest", "run"], env=environment, stdout=log, stderr=subprocess.STDOUT
    )
    yield process
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0, (tmp_path / "worker.log").read_text()
    log.close()


@pytest.fixture
def address(app: Flask, serve: Callable[[Any], str]) -> str:
    return serve(app)


def ask_for_the_hall(day: datetime) -> EmailMessage:
    message = EmailMessage()
    message["From"] = f"Jagoda Lis <{SENDER}>"
    message["To"] = "cop@um.kalisz.pl"
    message["Subject"] = "Sala na spotkanie ogrodników"
    message["Date"] = format_datetime(clock.local_now())
    message["Message-ID"] = MESSAGE_ID
    message.set_content(
        "Dzień dobry,\n\n"
        f"czy dostaniemy salę wykładową {day.day}.{day.month:02}.{day.year} od 17 do 19? Przyjdzie 18 osób, "
        "potrzebujemy rzutnika.\n\nPozdrawiam\nJagoda Lis\nStowarzyszenie Ogrody Marzeń\ntel. 505 606 707\n"
    )
    return message


def deliver_over_smtp(message: EmailMessage, smtp: SmtpServer, mailbox: Mailbox) -> None:
    """As a mail program does: over SMTP, the server puts it into the mailbox."""
    smtp.behaviour.forward = lambda raw: mailbox.deliver(raw)
    with smtplib.SMTP(smtp.host, smtp.port) as client:
        client.send_message(message, to_addrs=["cop@um.kalisz.pl"])
    smtp.behaviour.forward = None
    smtp.received.clear()


def open_when_it_comes(page: Page, address: str, subject: str) -> None:
    for _ in range(60):
        page.goto(f"{address}/tickets/")
        if page.get_by_text(subject).count():
            break
        page.wait_for_timeout(500)
    page.get_by_role("link", name=subject).first.click()


def test_from_a_message_in_the_mailbox_to_a_confirmed_booking(
    page: Page,
    address: str,
    staff: Staff,
    hall: Room,
    day: datetime,
    mailbox: Mailbox,
    smtp: SmtpServer,
    worker: subprocess.Popen[bytes],
    tmp_path: Path,
) -> None:
    deliver_over_smtp(ask_for_the_hall(day), smtp, mailbox)
    sign_in(page, address)
    open_when_it_comes(page, address, "Sala na spotkanie ogrodników")

    expect(page.locator("mark.field-rooms", has_text="salę wykładową")).to_be_visible()
    expect(page.locator("mark", has_text="18 osób")).to_be_visible()
    expect(page.get_by_text("wolne: Sala wykładowa")).to_be_visible()
    assert axe_violations(page) == []

    page.get_by_role("link", name="Zmień: Termin").click()
    page.get_by_label("Od", exact=True).fill("16.30")
    page.get_by_role("button", name="Zapisz").click()
    expect(page.get_by_role("link", name="Zmień: Termin")).to_contain_text("16:30–19:00")
    assert axe_violations(page) == []

    page.get_by_role("button", name="Potwierdź i wyślij").click()
    expect(page.get_by_role("button", name="Potwierdź i wyślij")).to_have_count(0)

    page.goto(f"{address}/bookings/day/{day:%Y-%m-%d}")
    booked = page.get_by_text("Stowarzyszenie Ogrody Marzeń").first
    expect(booked).to_be_visible()
    expect(page.get_by_text("16:30–19:00").first).to_be_visible()
    assert axe_violations(page) == []

    wait_until(lambda: bool(smtp.received), worker, tmp_path / "worker.log", seconds=60)
    check_letter(smtp.received, day)


def check_letter(received: list[Any], day: datetime) -> None:
    assert len(received) == 1
    assert received[0].recipients == [SENDER]
    letter = received[0].message
    assert letter["In-Reply-To"] == MESSAGE_ID
    assert MESSAGE_ID in letter["References"]
    body = letter.get_body(("plain",)).get_content()
    assert "Sala wykładowa" in body
    assert "16:30–19:00" in body
    assert polish.day(day) in body
    invitation = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    assert invitation.get_param("method") == "REQUEST"
    event = next(iter(Calendar.from_ical(invitation.get_content()).walk("VEVENT")))
    start = clock.to_local(event["DTSTART"].dt)
    assert (start.date(), start.hour, start.minute) == (day.date(), 16, 30)
