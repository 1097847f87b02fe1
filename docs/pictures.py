"""Draw the pictures of README.md anew: `.venv/bin/python docs/pictures.py` (after `./cop test` has set up Chromium).

Starts the demo centre in a throw-away folder, waits until its mail is read, photographs the ticket and the calendar.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent
SIZE = {"width": 1440, "height": 900}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE_SECONDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sign_in(page: Page, address: str, login: str, password: str) -> None:
    page.goto(address)
    page.get_by_label("Login").fill(login)
    page.get_by_label("Hasło").fill(password)
    page.get_by_role("button", name="Zaloguj się").click()


def picture(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / name)


def photograph(address: str, login: str, password: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = browser.new_page(viewport=SIZE, locale="pl-PL", timezone_id="Europe/Warsaw", color_scheme="light")
        sign_in(page, address, login, password)
        page.goto(f"{address}tickets/1")
        picture(page, "ticket.png")
        page.goto(f"{address}bookings/")
        picture(page, "calendar.png")
        browser.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "COP_DATA": data, "COP_PORT": str(free_port()), "COP_DOOR_PORT": str(free_port())}
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "copapp", "up"],
            env={**environment, "PYTHONPATH": str(FOLDER.parent)},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            address, login, password = read_lines(process)
            wait_for_mail(environment)
            photograph(address, login, password)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def read_lines(process: "subprocess.Popen[str]") -> tuple[str, str, str]:
    """The address and the first login, as `up` prints them."""
    assert process.stdout
    address = ""
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            address = found[0]
        if found := re.match(r"\s+(\w+)\s+(\S+-\d{4})\s", line):
            return address, found[1], found[2]
    raise RuntimeError("`up` ended without printing its logins")


def wait_for_mail(environment: dict[str, str]) -> None:
    """Until every sample message is a ticket, or was found to need none."""
    command = [sys.executable, "-P", "-m", "copapp", "messages", "--json"]
    limit = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < limit:
        out = subprocess.run(
            command, env={**os.environ, **environment, "PYTHONPATH": str(FOLDER.parent)}, capture_output=True, text=True
        ).stdout
        if out and '"state": "stored"' not in out:
            return
        time.sleep(1)
    raise RuntimeError("the sample messages were not read in time")


if __name__ == "__main__":
    main()
