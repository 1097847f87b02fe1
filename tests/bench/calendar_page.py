"""The calendar in a browser: bytes of first and repeated loads, frames of a drag, how soon a drop is settled."""

import statistics
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from copapp import clock
from copapp.audit import SYSTEM
from copapp.bookings import actions
from copapp.db import Database
from tests.bench.figures import Figure
from tests.bench.many_bookings import MONDAY
from tests.browser.signing_in import sign_in
from tests.servers.chromium import chromium
from tests.servers.web import served

WEEK = f"/bookings/week/{MONDAY}"
MOST_KB, MOST_SETTLED_MS, FRAMES = 150, 100, 60
LEAST_FRAMES = 0.95
"""Of sixty a second: one in twenty may come late."""
DRAG_STEPS = 90
PATIENCE = 100
"""Looks of 50 ms each until a drop should be settled."""

WATCH = """() => {
  window.seen = { frames: [], settled: [] };
  let down = 0;
  const frame = (at) => { seen.frames.push(at); requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  addEventListener("pointerup", () => { down = performance.now(); }, true);
  const settled = () => seen.settled.push(performance.now() - down);
  document.addEventListener("bookings:moved", () => requestAnimationFrame(settled));
}"""


def measure(client: FlaskClient, database: Database, drops: int) -> list[Figure]:
    """All figures of the browser, on loopback."""
    _into_free_time(database)
    paths = pages_of(client)
    client.application.config["WTF_CSRF_ENABLED"] = True
    with served(client.application) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        sign_in(page, address, WEEK)
        page.wait_for_load_state()
        return [*_weights(browser, page.context, address, paths), *_hand(page, drops)]


def _into_free_time(database: Database) -> None:
    """The first booking moves behind the others of its day, so that it can go to any day and room."""
    with database.unit_of_work(SYSTEM) as session:
        now = actions.details_of(session, 1)
        by = clock.day_bounds(MONDAY)[0].replace(hour=18) - clock.day_bounds(MONDAY)[0].replace(hour=7)
        actions.move_booking(session, 1, 1, now.room_ids, now.starts_at + by, now.ends_at + by)


def pages_of(client: FlaskClient) -> list[str]:
    """The addresses of all pages that need nothing but an address, and the views of the calendar."""
    rules = client.application.url_map.iter_rules()
    plain = {rule.rule for rule in rules if "GET" in (rule.methods or ()) and not rule.arguments}
    views = {f"/bookings/{view}/{MONDAY}" for view in ("day", "week", "room", "month", "list")}
    return sorted(path for path in views | plain if _is_page(client, path))


def _is_page(client: FlaskClient, path: str) -> bool:
    with client.get(path) as answer:
        return answer.status_code == 200 and answer.mimetype == "text/html"


def _weights(browser: Browser, signed_in: BrowserContext, address: str, paths: list[str]) -> Iterator[Figure]:
    first, again = {}, {}
    for path in paths:
        context = browser.new_context()
        context.add_cookies(signed_in.cookies())  # type: ignore[arg-type]  # what one gives the other takes
        page = context.new_page()
        first[path], again[path] = _loaded(page, address + path), _loaded(page, address + path)
        context.close()
    heaviest = max(first, key=lambda path: sum(first[path].values()))
    kilobytes = sum(first[heaviest].values()) / 1000
    told = f"{kilobytes:.0f} KB in {len(first[heaviest])} files"
    name = f"first load, the heaviest of {len(first)} pages: {heaviest}"
    yield Figure(name, told, kilobytes / MOST_KB, f"{MOST_KB} KB compressed", 1.0)
    fetched = {
        path: [url for url in files if "/static/" in url and "/icon.svg" not in url]  # the tab's, not the page's
        for path, files in again.items()
    }
    worst = max(fetched, key=lambda path: len(fetched[path]))
    yield Figure(f"files fetched again: {worst}", str(len(fetched[worst])), len(fetched[worst]), "none", 0)


def _loaded(page: Page, url: str) -> dict[str, int]:
    """The bytes that came over the line for each file of a page."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    urls: dict[str, str] = {}
    found: dict[str, int] = {}

    def note(event: dict[str, Any]) -> None:
        if not event["response"].get("fromDiskCache"):
            urls[event["requestId"]] = event["response"]["url"]

    line.on("Network.responseReceived", note)
    line.on("Network.requestServedFromCache", lambda event: urls.pop(event["requestId"], None))
    line.on("Network.loadingFinished", lambda event: _count(event, urls, found))
    page.goto(url)
    page.wait_for_timeout(150)  # what scripts ask for
    line.detach()
    return found


def _count(event: dict[str, Any], urls: dict[str, str], found: dict[str, int]) -> None:
    url = urls.get(event["requestId"])
    if url and event["encodedDataLength"]:
        found[url] = found.get(url, 0) + int(event["encodedDataLength"])


def _hand(page: Page, drops: int) -> Iterator[Figure]:
    page.evaluate(WATCH)
    rate = _frames_while_dragging(page)
    yield Figure("frames a second while dragging in the week", f"{rate:.0f}", rate / FRAMES, "60", LEAST_FRAMES, True)
    for room in islice(cycle([1, 2, 3, 0]), drops):
        _drop(page, room)
    settled = page.evaluate("seen.settled")[1:]  # the first is the drag that Escape took back
    median = statistics.median(settled)
    told = f"{median:.0f} ms, at the most {max(settled):.0f} ms"
    yield Figure("from a drop to the week settled: median", told, median / MOST_SETTLED_MS, "100 ms on loopback", 1.0)


def _booking(page: Page) -> Locator:
    return page.locator("#board a[data-booking='1']").first


def _take(page: Page) -> float:
    """The mouse button down on the booking, in the middle of the window; gives the height of that."""
    _booking(page).evaluate("link => link.scrollIntoView({ block: 'center', behavior: 'instant' })")
    box = _booking(page).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    return box["y"] + box["height"] / 2


def _frames_while_dragging(page: Page) -> float:
    _take(page)
    page.evaluate("seen.frames = []")
    for step in range(DRAG_STEPS):
        page.mouse.move(300 + 6 * step, 250 + (step * 37) % 500)
    frames: list[float] = page.evaluate("seen.frames")
    page.keyboard.press("Escape")
    page.mouse.up()
    return 1000 * (len(frames) - 1) / (frames[-1] - frames[0])


def _drop(page: Page, room: int) -> None:
    """Into another room of the same day, and wait until the board is as it will be."""
    done = len(page.evaluate("seen.settled"))
    y = _take(page)
    box = page.locator("#board td[data-day]").nth(room).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, y, steps=6)
    page.mouse.up()
    for _ in range(PATIENCE):
        page.wait_for_timeout(50)  # what waits in the page itself is evaluated text, which the policy forbids
        if len(page.evaluate("seen.settled")) > done:
            return
    raise TimeoutError("a drop was never settled")
