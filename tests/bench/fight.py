"""`./cop bench fight`: eight users ask for one room at one time, round after round, each in a process of its own.

MRBS, measured with the same race, booked twice in 18 of 40 rounds on PostgreSQL.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from copapp.audit import SYSTEM
from copapp.bookings import queries
from copapp.bookings.rules import overlaps
from copapp.db import Database
from copapp.migrate import migrate
from tests.bench.calendar import database_called
from tests.bench.figures import Figure
from tests.bookings.conftest import furnish
from tests.bookings.fighting import EVENING, Bout, Said, ask_for_one_slot, fight


def measure(users: int, rounds: int) -> list[Figure]:
    """Rounds, winners, overlaps and refusals on SQLite, then on PostgreSQL."""
    figures = []
    for name in ("SQLite", "PostgreSQL"):
        with database_called(name) as database:
            migrate(database)
            with database.unit_of_work(SYSTEM) as session:
                furnish(session)
            said = fight(ask_for_one_slot, database.url, Bout(users, rounds))
            figures += _told(name, users, rounds, said, _overlaps(database))
    return figures


def _overlaps(database: Database) -> int:
    """How many pairs of bookings hold one room at one time."""
    with database.reading() as session:
        span = (EVENING[0].replace(year=2026), EVENING[0].replace(year=2028))
        held = [(booking.id, hold) for booking in queries.holding(session, span) for hold in booking.holds]
    return sum(
        one[0] != other[0] and one[1].room_id == other[1].room_id and overlaps(one[1].span, other[1].span)
        for one, other in combinations(held, 2)
    )


def _told(name: str, users: int, rounds: int, said: list[list[Said]], overlapping: int) -> Iterator[Figure]:
    winners = [sum(each.what == "done" for each in of_round) for of_round in zip(*said, strict=True)]
    refused = [each for of_user in said for each in of_user if each.what != "done"]
    unexplained = sum(not each.words.startswith("zajęte: Zawodnik") for each in refused)
    often = ", ".join(f"{count} in {times}" for count, times in sorted(Counter(winners).items()))
    wrong = sum(count != 1 for count in winners)
    yield Figure(f"{name}: winners in {rounds} rounds of {users} users", often, wrong, "rounds without just one", 0)
    yield Figure("  overlapping bookings", str(overlapping), overlapping, "pairs", 0)
    yield Figure("  refusals", str(len(refused)), unexplained, "that do not name who has it", 0)
