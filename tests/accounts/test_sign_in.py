"""Signing in and out through the pages."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher, Type
from flask import Flask
from flask.testing import FlaskClient

from copapp import clock
from copapp.accounts.actions import FAILURES_PER_LOGIN, add_staff, set_password
from copapp.accounts.models import Role, Staff
from copapp.audit import SYSTEM, history
from copapp.db import Database
from copapp.problems import Refused

RIGHT = {"login": "anna", "password": "tajne-haslo-1"}
WRONG = {"login": "anna", "password": "nie-to-haslo"}


@pytest.fixture
def visitor(app: Flask, staff: Staff) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


def test_right_password_opens_the_intranet(visitor: FlaskClient) -> None:
    answer = visitor.post("/sign-in", data=RIGHT)
    assert (answer.status_code, answer.location) == (303, "/")
    assert visitor.get("/tickets/").status_code == 200


def test_login_counts_without_case_and_spaces(visitor: FlaskClient) -> None:
    assert visitor.post("/sign-in", data={**RIGHT, "login": " ANNA "}).status_code == 303


@pytest.mark.parametrize("odd", ["a\0b", "\0", "x" * 10_000, "🎉", "'; --"])
def test_an_odd_login_is_a_wrong_one(visitor: FlaskClient, odd: str) -> None:
    assert visitor.post("/sign-in", data={"login": odd, "password": odd}).status_code == 422


def test_wrong_password_says_so_and_keeps_the_login(visitor: FlaskClient) -> None:
    answer = visitor.post("/sign-in", data=WRONG)
    assert answer.status_code == 422
    assert "Nieprawidłowy login lub hasło." in answer.text
    assert 'value="anna"' in answer.text
    assert visitor.get("/tickets/").status_code == 303


def test_wrong_login_is_told_in_the_same_words(visitor: FlaskClient) -> None:
    known, unknown = (visitor.post("/sign-in", data={**WRONG, "login": login}).text for login in ("anna", "adam"))
    assert "Nieprawidłowy login lub hasło." in unknown
    assert len(known) == len(unknown)


def test_cookie_cannot_be_read_by_scripts_or_sent_by_other_sites(visitor: FlaskClient) -> None:
    cookie = visitor.post("/sign-in", data=RIGHT).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_after_five_failures_even_the_right_password_waits_fifteen_minutes(visitor: FlaskClient) -> None:
    now = clock.now()
    with clock.stopped_at(now):
        for _ in range(FAILURES_PER_LOGIN):
            visitor.post("/sign-in", data=WRONG)
        assert "Zbyt wiele nieudanych prób" in visitor.post("/sign-in", data=RIGHT).text
    with clock.stopped_at(now + timedelta(minutes=15, seconds=1)):
        assert visitor.post("/sign-in", data=RIGHT).status_code == 303


def test_sign_out_ends_the_session_everywhere(app: Flask, visitor: FlaskClient) -> None:
    other = app.test_client()
    for client in (visitor, other):
        client.post("/sign-in", data=RIGHT)
    assert visitor.post("/sign-out").location == "/sign-in"
    assert visitor.get("/tickets/").status_code == 303
    assert other.get("/tickets/").status_code == 303


def test_a_new_password_ends_open_sessions(visitor: FlaskClient, database: Database, staff: Staff) -> None:
    visitor.post("/sign-in", data=RIGHT)
    with database.unit_of_work(SYSTEM) as session:
        set_password(session, session.get_one(Staff, staff.id), "zupelnie-nowe-1")
    assert visitor.get("/tickets/").status_code == 303
    assert visitor.post("/sign-in", data={**RIGHT, "password": "zupelnie-nowe-1"}).status_code == 303


def test_somebody_who_left_is_out_at_once(visitor: FlaskClient, database: Database, staff: Staff) -> None:
    visitor.post("/sign-in", data=RIGHT)
    with database.unit_of_work(SYSTEM) as session:
        session.get_one(Staff, staff.id).active = False
    assert visitor.get("/tickets/").status_code == 303
    assert visitor.post("/sign-in", data=RIGHT).status_code == 422


def test_signing_in_returns_to_the_page_that_asked(visitor: FlaskClient) -> None:
    assert visitor.get("/bookings/?a=b").location == "/sign-in?next=/bookings/?a%3Db"
    assert visitor.post("/sign-in", data={**RIGHT, "next": "/bookings/?a=b"}).location == "/bookings/?a=b"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "\\\\evil"]
)
def test_signing_in_never_leads_off_the_site(visitor: FlaskClient, elsewhere: str) -> None:
    assert visitor.post("/sign-in", data={**RIGHT, "next": elsewhere}).location == "/"


@pytest.mark.parametrize(
    ("field", "login", "name", "password"),
    [
        ("login", "", "Jan", "dlugie-haslo-1"),
        ("login", "anna", "Inna Anna", "dlugie-haslo-1"),
        ("name", "jan", " ", "dlugie-haslo-1"),
        ("name", "jan", "J" * 10_000, "dlugie-haslo-1"),
        ("password", "jan", "Jan", "krotkie"),
    ],
)
def test_bad_account_is_refused_beside_its_field(
    database: Database, staff: Staff, field: str, login: str, name: str, password: str
) -> None:
    with pytest.raises(Refused) as refusal, database.unit_of_work(SYSTEM) as session:
        add_staff(session, login, name, password, Role.STAFF)
    assert refusal.value.field == field


def test_the_trail_never_holds_a_password(database: Database, staff: Staff) -> None:
    assert staff.id is not None
    with database.reading() as session:
        entries = history(session, "staff", staff.id)
    assert [entry.action for entry in entries] == ["created"]
    assert "password_hash" not in entries[0].after
    assert "argon2" not in str(entries[0].after)


def test_a_stolen_hash_is_dear_to_guess(real_hasher: PasswordHasher) -> None:
    assert real_hasher.type is Type.ID
    assert real_hasher.time_cost * real_hasher.memory_cost >= 2 * 19_456  # KiB; OWASP's least for Argon2id
