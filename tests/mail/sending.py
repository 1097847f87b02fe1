"""Letters to send, and time that has passed, for tests of the outbox and its transports."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from copapp import clock, config
from copapp.audit import SYSTEM
from copapp.config import Settings
from copapp.correspondence import actions, queries
from copapp.correspondence.models import Letter
from copapp.db import Database


def settings_of(port: int, **more: str) -> Settings:
    environ = {
        "COP_DATA": "/nonexistent",
        "COP_SECRET_KEY": "x",
        "COP_SMTP_HOST": "127.0.0.1",
        "COP_SMTP_PORT": str(port),
        "COP_SMTP_TLS": "off",
        "COP_MAIL_TIMEOUT_SECONDS": "1",
        "COP_SEND_DELAY_SECONDS": "0",
        **more,
    }
    return config.load(environ, dotenv=None)


def queue(database: Database, settings: Settings, to: str = "jadwiga@lokietek.example", subject: str = "Sala") -> int:
    with database.unit_of_work(SYSTEM) as session:
        letter = actions.queue_letter(
            session,
            settings,
            to_address=to,
            subject=subject,
            body="Dzień dobry,\n.kropka\n",
            in_reply_to="<a@b.example>",
        )
    assert letter.id is not None
    return letter.id


def letter(database: Database, letter_id: int) -> Letter:
    with database.reading() as session:
        found = queries.letter(session, letter_id)
    assert found is not None
    return found


@contextmanager
def later(delay: timedelta) -> Iterator[None]:
    with clock.stopped_at(clock.now() + delay):
        yield
