"""`./cop bench calendar`: what the calendar costs the server, beside bare views that answer as much.

Ours and the floor take turns in one process and on one database, so that what else runs on the machine slows both;
medians are compared.
"""

import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient

from copapp import config
from copapp.application import create_app
from copapp.db import Database
from copapp.migrate import migrate
from tests.bench import many_bookings
from tests.bench.calendar_floor import floor
from tests.bench.figures import Figure
from tests.bench.many_bookings import MONDAY
from tests.servers.postgres import Postgres
from tests.statements import counted

MOST_WEEK, MOST_SWAP, MOST_GROWTH = 4.5, 9.0, 1.15
"""What is reached, in floors, and a quarter; the aims are 2 for a week and 1.5 for a swap. Half of a week is reading
its bookings with all that staff may do with them; most of a swap is the edit itself, its trail and what is said of it.
Many bookings cost as much as a few."""
WEEK, DAY = f"/bookings/week/{MONDAY}", f"/bookings/day/{MONDAY}"
LAST_OF_DAY = many_bookings.ROOMS * (many_bookings.EACH_DAY - 1) + 1
"""The last booking of the Monday in the first room, with free time after it."""


@dataclass(frozen=True)
class Times:
    """Medians in seconds, and how many queries: of the week, of a swap after an edit, and of their floors."""

    week: float
    week_floor: float
    swap: float
    swap_floor: float
    queries: dict[str, int]
    bytes: int


def measure(few: int, many: int, rounds: int) -> list[Figure]:
    """All figures of the server: on SQLite, then on PostgreSQL, with few bookings and with many."""
    figures = []
    for name in ("SQLite", "PostgreSQL"):
        found = []
        for number in (few, many):
            with centre(name, number) as (database, client):
                found.append((number, times(database, client, rounds)))
        figures += _told(name, *found)
    return figures


def measure_page(number: int, drops: int) -> list[Figure]:
    """All figures of the browser, over SQLite."""
    from tests.bench.calendar_page import measure as shown

    with centre("SQLite", number) as (database, client):
        return shown(client, database, drops)


@contextmanager
def database_called(name: str) -> Iterator[Database]:
    """An empty database of that kind: a file for SQLite, a server of its own for PostgreSQL."""
    with ExitStack() as stack:
        if name == "SQLite":
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            url = f"sqlite:///{Path(folder) / 'cop.db'}"
        else:
            postgres = Postgres()
            stack.callback(postgres.close)
            postgres.start()
            url = postgres.new_database()
        database = Database(url)
        stack.callback(database.dispose)
        yield database


@contextmanager
def centre(name: str, number: int) -> Iterator[tuple[Database, FlaskClient]]:
    """A Centre with so many bookings on a database of that name, and a signed-in client of its intranet."""
    with tempfile.TemporaryDirectory() as folder, database_called(name) as database:
        migrate(database)
        many_bookings.fill(database, number)
        yield database, signed_in(database, folder)


def signed_in(database: Database, folder: str) -> FlaskClient:
    settings = config.load({"COP_DATA": folder, "COP_DATABASE_URL": database.url}, dotenv=None)
    app = create_app(settings, database)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.post("/sign-in", data={"login": "anna", "password": many_bookings.PASSWORD})
    return client


def times(database: Database, client: FlaskClient, rounds: int) -> Times:
    bare = floor(database)
    queries = {name: _queries(database, client, path) for name, path in (("week", WEEK), ("day", DAY))}
    size = len(client.get(WEEK).data)
    week = _by_turns(rounds, lambda: client.get(WEEK).data, lambda: bare.get(f"/?size={size}").data)
    stretch = Stretch(client)
    part = len(stretch())
    with counted(database) as statements:
        stretch()
    queries["swap"] = len(statements)
    other = Other(bare, part)
    swap = _by_turns(rounds, stretch, other)
    return Times(*week, *swap, queries, size)


class Stretch:
    """Stretches a booking by a quarter of an hour and shrinks it again by turns, as a hand in the week does."""

    def __init__(self, client: FlaskClient) -> None:
        self._client, self._version = client, 1
        self._known = _known(client.get(WEEK).text)

    def __call__(self) -> bytes:
        by = 15 if self._version % 2 else -15
        moved = {"version": str(self._version), "rooms": "1", "days_by": "0", "starts_by": "0", "ends_by": str(by)}
        answer = self._client.post(
            f"/bookings/{LAST_OF_DAY}/move", data={**self._known, **moved}, headers={"HX-Request": "true"}
        )
        assert answer.status_code == 200, answer.text
        self._version += 1
        self._known = _known(answer.text)
        return answer.data


class Other:
    """The floor's edit of another booking."""

    def __init__(self, bare: FlaskClient, size: int) -> None:
        self._bare, self._size, self._by = bare, size, 15

    def __call__(self) -> bytes:
        data = {"booking": str(LAST_OF_DAY + 1), "by": str(self._by), "size": str(self._size)}
        answer = self._bare.post("/edit", data=data)
        assert answer.status_code == 200, answer.text
        self._by = -self._by
        return answer.data


def _known(html: str) -> dict[str, str]:
    """What a page knows of the calendar that it shows, which goes with each change."""
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', html) for name in ("shown", "since", "drawn")}
    return {name: match[1] for name, match in found.items() if match}


def _by_turns(rounds: int, ours: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float]:
    """The median of each, after one that warms up."""
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        for work, into in zip((ours, bare), spent, strict=True):
            begun = time.perf_counter()
            work()
            into.append(time.perf_counter() - begun)
    return statistics.median(spent[0][1:]), statistics.median(spent[1][1:])


def _queries(database: Database, client: FlaskClient, path: str) -> int:
    with counted(database) as statements:
        assert client.get(path).status_code == 200
    return len(statements)


def _told(name: str, few: tuple[int, Times], many: tuple[int, Times]) -> Iterator[Figure]:
    for number, one in (few, many):
        to = f"a bare page of {one.bytes / 1000:.0f} KB ({_ms(one.week_floor)})"
        ratio = one.week / one.week_floor
        yield Figure(f"{name}, {number:,} bookings: a week of 280", _ms(one.week), ratio, to, MOST_WEEK)
        to = f"a bare edit and swap ({_ms(one.swap_floor)})"
        yield Figure("  a swap after an edit", _ms(one.swap), one.swap / one.swap_floor, to, MOST_SWAP)
    (little, first), (much, last) = few, many
    growth = (last.week / last.week_floor) / (first.week / first.week_floor)
    yield Figure(f"  a week among {much:,}", _ms(last.week), growth, f"among {little:,}, both in floors", MOST_GROWTH)
    for view, number in last.queries.items():
        yield Figure(f"  queries: {view}", str(number), number / first.queries[view], f"with {little:,}", 1.0)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
