"""How soon a delivered message is a draft on the screen: a real worker that IDLE wakes, and the page of tickets."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from flask.testing import FlaskClient

from copapp import config
from copapp.accounts.actions import add_staff
from copapp.application import create_app
from copapp.audit import SYSTEM
from copapp.config import Settings
from copapp.db import Database
from copapp.migrate import migrate
from tests.bench.figures import Figure
from tests.servers.dovecot import Mailbox

MOST_SECONDS = 2.0
PATIENCE_SECONDS = 60
LOOKS_SECONDS = 0.01
ROOT = Path(__file__).parents[2]


def measure_arrival(environ: dict[str, str], mailbox: Mailbox, raws: Iterable[bytes]) -> Figure:
    """Deliver messages one by one, each once the one before is on the page; polling is too rare to help."""
    settings = config.load(environ, dotenv=None)
    database = Database(settings.database_url)
    migrate(database)
    page = _signed_in(settings, database)
    command = [sys.executable, "-m", "mail_ingest", "run"]
    worker = subprocess.Popen(
        command, env={**_without_settings(), **environ, "COP_POLL_SECONDS": "3600"}, cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        seconds = [_arrives(page, mailbox, raw, number) for number, raw in enumerate(raws, start=1)]
    finally:
        worker.terminate()
        worker.wait()
        database.dispose()
    median = statistics.median(seconds[1:] or seconds)  # the first finds the worker still starting
    told = f"{median:.2f} s, at the most {max(seconds[1:] or seconds):.2f} s"
    return Figure("from delivery to the draft on the screen, by IDLE: median", told, median / MOST_SECONDS, "2 s", 1.0)


def _arrives(page: FlaskClient, mailbox: Mailbox, raw: bytes, number: int) -> float:
    mailbox.deliver(raw)
    begun = time.perf_counter()
    while f'id="row-{number}"' not in page.get("/tickets/").text:
        if time.perf_counter() - begun > PATIENCE_SECONDS:
            raise TimeoutError(f"message {number} is no ticket after {PATIENCE_SECONDS} s")
        time.sleep(LOOKS_SECONDS)
    return time.perf_counter() - begun


def _signed_in(settings: Settings, database: Database) -> FlaskClient:
    with database.unit_of_work(SYSTEM) as session:
        add_staff(session, "anna", "Anna Nowak", "tajne-haslo-1")
    app = create_app(settings, database)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.post("/sign-in", data={"login": "anna", "password": "tajne-haslo-1"})
    return client


def _without_settings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("COP_")}
