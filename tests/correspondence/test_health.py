"""What a monitor is told."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from copapp import clock
from copapp.audit import SYSTEM
from copapp.correspondence import incoming
from copapp.correspondence.mailbox import EMBEDDED
from copapp.db import Database


def test_all_is_well_for_whoever_asks(app: Flask, database: Database) -> None:
    with database.unit_of_work(SYSTEM) as session:
        incoming.note_check(session, EMBEDDED)

    answer = app.test_client().get("/healthz")

    assert answer.status_code == 200
    assert answer.json is not None
    assert (answer.json["ok"], answer.json["mailbox"], answer.json["letters_paused"]) == (True, True, False)
    assert 0 <= answer.json["mailbox_silent_seconds"] < 60


def test_a_mailbox_that_was_silent_for_too_long_is_not_well(app: Flask, database: Database) -> None:
    with database.unit_of_work(SYSTEM) as session:
        incoming.note_check(session, EMBEDDED)

    with clock.stopped_at(clock.now() + timedelta(minutes=16)):
        answer = app.test_client().get("/healthz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["ok"] is False


def test_a_database_that_is_gone_is_told_without_a_crash(app: Flask, database: Database) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE worker_lease")

    answer = app.test_client().get("/healthz")

    assert (answer.status_code, answer.json) == (503, {"database": False, "ok": False})


def test_stopping_letters_is_said_on_every_page_until_they_leave_again(client: FlaskClient) -> None:
    client.post("/machine-room/outbox/pause")
    while_stopped = client.get("/bookings/", follow_redirects=True).text
    client.post("/machine-room/outbox/resume")
    after = client.get("/bookings/", follow_redirects=True).text

    assert "Wysyłanie listów jest wstrzymane (" in while_stopped
    assert "Wysyłanie listów jest wstrzymane" not in after
