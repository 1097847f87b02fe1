"""Errors in plain Polish: forms of a session that ended, our own faults, addresses that are none."""

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from copapp.accounts.actions import sign_out_everywhere
from copapp.accounts.models import Staff
from copapp.audit import SYSTEM
from copapp.correspondence.models import Message
from copapp.db import Database
from copapp.tickets.actions import open_ticket

TYPED = "Oddzwonić po dwunastej,\nklucz ma portier."
NOTE = {"version": "1", "text": TYPED}


@pytest.fixture
def ticket(database: Database) -> int:
    with database.unit_of_work(SYSTEM) as session:
        message = Message(sha256="0" * 64, size=1, from_address="anna@bursztyn.example", new_text="Dzień dobry")
        session.add(message)
        session.flush()
        reading = {"sender": {}, "requests": [{"kind": "other", "intent": "new"}], "evidence": {}, "confidence": {}}
        return open_ticket(session, message, reading).id or 0


def end_sessions(app: Flask, staff: Staff) -> None:
    database: Database = app.extensions["database"]
    with database.unit_of_work(SYSTEM) as session:
        sign_out_everywhere(session, staff.id or 0)


@pytest.mark.parametrize("csrf", [True, False], ids=["token gone too", "token still good"])
def test_a_form_sent_after_the_session_ended_gives_back_what_was_typed(
    app: Flask, client: FlaskClient, staff: Staff, csrf: bool
) -> None:
    app.config["WTF_CSRF_ENABLED"] = csrf
    end_sessions(app, staff)
    answer = client.post("/tickets/1/sender/note", data=NOTE)
    assert answer.status_code == 401
    assert TYPED in answer.text
    assert "Zaloguj się w nowej karcie" in answer.text


def test_a_stale_form_of_somebody_signed_in_gives_back_what_was_typed(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/tickets/1/sender/note", data={**NOTE, "password": "tajne haslo tu"})
    assert answer.status_code == 400
    assert TYPED in answer.text
    assert "tajne haslo" not in answer.text


def test_an_address_of_a_form_opened_like_a_page_is_explained(client: FlaskClient) -> None:
    answer = client.get("/tickets/1/answer")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert "Nie ma takiej strony" in answer.text


def test_our_own_fault_is_told_in_words_with_the_number_that_the_log_has(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    database: Database = app.extensions["database"]
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE worker_state RENAME TO gone")  # what every page asks
        connection.exec_driver_sql("ALTER TABLE ticket RENAME TO ticket_gone")
    with caplog.at_level(logging.ERROR):
        answer = client.post("/tickets/1/sender/note", data=NOTE)
    number = answer.headers["X-Error-Id"]
    assert answer.status_code == 500
    assert "Coś się zepsuło po naszej stronie" in answer.text
    assert TYPED in answer.text
    assert number in answer.text
    assert number in caplog.text


def sign_in(page: Page) -> None:
    page.get_by_label("Login").fill("anna")
    page.get_by_label("Hasło").fill("tajne-haslo-1")
    page.get_by_role("button", name="Zaloguj").click()
    page.wait_for_url(re.compile("/tickets/"))


def test_a_session_that_ended_while_typing_costs_no_text(
    app: Flask, staff: Staff, ticket: int, page: Page, serve: Callable[[Any], str]
) -> None:
    address = serve(app)
    page.goto(f"{address}/sign-in")
    sign_in(page)
    page.goto(f"{address}/tickets/{ticket}")
    page.locator("#sender-note").get_by_role("link").click()
    text = page.locator("#sender-note [name=text]")
    text.fill(TYPED)
    end_sessions(app, staff)
    save = page.locator("#sender-note").get_by_role("button", name="Zapisz")
    save.click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Zaloguj się w nowej karcie").click()
    sign_in(opened.value)
    expect(text).to_have_value(TYPED)
    save.click()
    expect(page.locator("#notices")).to_contain_text("Wyślij go jeszcze raz")
    save.click()
    expect(page.locator("#sender-note")).to_contain_text("klucz ma portier")
