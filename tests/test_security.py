"""The policy that holds on every page: who may see it, which headers it carries, which forms it takes."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from copapp.accounts.models import Staff
from copapp.web import public

PUBLIC = {
    "accounts.sign_in", "accounts.sign_in_submit", "assets.serve", "health.health",
    "bookings.feed", "bookings.door",  # under addresses that nobody guesses
    "bookings.public_page", "bookings.public_feed",  # what staff show to everybody
}  # fmt: skip
UNPROMPTED = {"bookings.stream", "bookings.changes", "tickets.freed"}


VARIABLE = re.compile(r"<(?:(\w+)(?:\((\w*)[^)]*\))?:)?\w+>")


def filled(variable: re.Match[str]) -> str:
    """A value that a variable of a rule takes: a number, the first of a choice, else a day."""
    converter, first_choice = variable.groups()
    return {"int": "1", "any": first_choice}.get(converter, "2026-11-24")


def addresses(app: Flask) -> list[tuple[str, str, str]]:
    """Every endpoint with each of its methods and an address that reaches it."""
    return [
        (rule.endpoint, method, VARIABLE.sub(filled, rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]


def test_the_map_is_walked_whole(app: Flask) -> None:
    assert len(addresses(app)) > 35


def test_every_page_and_fragment_but_sign_in_wants_a_signed_in_member_of_staff(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    visitor = app.test_client()
    for endpoint, method, address in addresses(app):
        for headers in ({}, {"HX-Request": "true"}):
            answer = visitor.open(address, method=method, headers=headers)
            led_away = answer.location or answer.headers.get("HX-Redirect", "")
            if endpoint in UNPROMPTED:
                assert (answer.status_code, answer.text) == (204, ""), (endpoint, method)
            elif endpoint in PUBLIC:
                assert answer.status_code in (200, 404, 422), (endpoint, method)
            else:
                assert led_away.startswith("/sign-in"), (endpoint, method, answer.status)


def test_only_these_views_are_marked_public(app: Flask) -> None:
    marked = {name for name, view in app.view_functions.items() if getattr(view, "is_public", False)}
    assert marked == PUBLIC


def test_what_a_page_asks_by_itself_prolongs_no_session(client: FlaskClient) -> None:
    assert "Set-Cookie" in client.get("/bookings/new").headers
    assert "Set-Cookie" not in client.get("/bookings/changes?since=0").headers


def test_the_guard_notices_a_view_made_public(app: Flask) -> None:
    app.add_url_rule("/open", "open", public(lambda: "open"))
    assert app.test_client().get("/open").text == "open"


def test_every_change_without_a_csrf_token_is_refused(app: Flask, staff: Staff) -> None:
    client = app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)
    assert token
    client.post("/sign-in", data={"login": "anna", "password": "tajne-haslo-1", "csrf_token": token[1]})
    assert client.get("/tickets/").status_code == 200
    for endpoint, method, address in addresses(app):
        if method != "GET":
            answer = client.open(address, method=method)
            assert answer.status_code == 400, (endpoint, method, answer.status)
            assert "Formularz stracił ważność" in answer.text


@pytest.mark.parametrize("address", ["/sign-in", "/tickets/", "/no-such-page", "/static/design.css"])
def test_every_answer_carries_the_policy(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Referrer-Policy" in headers


def test_pages_are_not_kept_by_browsers(client: FlaskClient) -> None:
    assert client.get("/tickets/").headers["Cache-Control"] == "no-store"


def test_assets_under_their_digest_are_kept_for_good_and_compressed(client: FlaskClient) -> None:
    address = re.search(r'href="(/static/design.css\?v=\w+)"', client.get("/tickets/").text)
    assert address
    answer = client.get(address[1], headers={"Accept-Encoding": "gzip"})
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("name", ["../config.py", "%2e%2e/config.py", "no.css", "", "..%2fdb.py"])
def test_nothing_but_assets_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_an_enormous_form_is_refused_in_words(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"login": "a" * 2_000_000})
    assert answer.status_code == 413
    assert "Za dużo danych" in answer.text
