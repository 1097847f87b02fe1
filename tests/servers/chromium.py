"""Debian's Chromium, driven by Playwright, with no way out to any network."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, sync_playwright

from tests.servers.process import need

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
OWN_SCHEMES = {"about", "blob", "data", "chrome", "chrome-extension"}
"""The last two are the browser's own viewer of PDFs."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser for the whole test run."""
    program = shutil.which("chromium") or shutil.which("google-chrome") or need("chromium", "/snap/bin")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def watched_context(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A fresh Polish browser profile that fails, at its end, on what no page of ours may do.

    That is: a request to any host but loopback (which is also blocked), an uncaught script error,
    and anything that the Content-Security-Policy refused.
    """
    context = browser.new_context(locale="pl-PL", timezone_id="Europe/Warsaw", **options)
    context.set_default_timeout(10_000)
    problems: list[str] = []
    context.on("request", lambda request: _note_outside(request, problems))
    context.on("weberror", lambda error: problems.append(f"script error: {error.error}"))
    context.on("console", lambda message: _note_refused(message, problems))
    context.route(_is_outside, _abort)
    try:
        yield context
    finally:
        context.close()
    assert not problems, "\n".join(problems)


def axe_violations(page: Page) -> list[str]:
    """What axe-core finds wrong on the page as it is now, a line each: rule, impact, elements; empty if all is well."""
    found = Axe().run(page).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: "
        + "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"])
        for violation in found
    ]


def _is_outside(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme not in OWN_SCHEMES and parts.hostname not in LOOPBACK


def _abort(route: Route) -> None:
    route.abort()


def _note_outside(request: Request, problems: list[str]) -> None:
    if _is_outside(request.url):
        problems.append(f"request left the machine: {request.method} {request.url}")


def _note_refused(message: ConsoleMessage, problems: list[str]) -> None:
    if message.type == "error" and "Content Security Policy" in message.text:
        problems.append(f"refused by CSP: {message.text}")
