"""What the reading calls certain is right 99 times of 100, field by field, on letters with a known right reading."""

import json
from collections import Counter
from pathlib import Path

import pytest

from mail_ingest.message import parse_message
from mail_ingest.reading.reading import read_message

FOLDERS = (Path(__file__).parent / "cases", Path(__file__).parents[3] / "shared" / "corpus" / "dev")
FIELDS = ("kind", "intent", "rooms", "slots", "previous", "attendees", "equipment", "topic", "recurrence")
RIGHT = 0.99
USEFUL = 0.5
"""Of all values so many at least are called certain: a reading that doubts everything tells staff nothing."""

Json = dict[str, object]


@pytest.fixture(scope="module")
def counts() -> Counter[tuple[str, str]]:
    """How many values of a field ("rooms", …) are "certain", "right" among these, and "told" at all."""
    found: Counter[tuple[str, str]] = Counter()
    for path in (path for folder in FOLDERS for path in sorted(folder.glob("*.eml"))):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        reading = json.loads(json.dumps(read_message(parse_message(path.read_bytes())).as_json()))
        partners = matched(gold["requests"], reading["requests"])
        for key, confidence in reading["confidence"].items():
            if not key.startswith("requests/"):
                continue
            _, number, field, *place = key.split("/")
            found[field, "told"] += 1
            if confidence == "certain":
                found[field, "certain"] += 1
                found[field, "right"] += agrees(reading["requests"][int(number)], partners[int(number)], field, place)
    return found


def matched(gold: list[Json], read: list[Json]) -> list[Json | None]:
    """For each request that was read the gold's next one of its kind."""
    left = list(gold)
    partners: list[Json | None] = []
    for request in read:
        partner = next((wanted for wanted in left if wanted["kind"] == request["kind"]), None)
        if partner is not None:
            left.remove(partner)
        partners.append(partner)
    return partners


def agrees(read: Json, gold: Json | None, field: str, place: list[str]) -> bool:
    """Whether the value, or the one at its place in a list, is the gold's."""
    if gold is None:
        return False
    ours, theirs = read[field], gold[field]
    if not isinstance(ours, list):
        return ours == theirs
    assert isinstance(theirs, list)
    return ours[int(place[0])] in theirs if place else all(value in theirs for value in ours)


def test_what_is_called_certain_is_right(counts: Counter[tuple[str, str]]) -> None:
    shares = {field: counts[field, "right"] / counts[field, "certain"] for field in FIELDS}
    assert {field: share for field, share in shares.items() if share < RIGHT} == {}


def test_most_of_what_is_read_is_called_certain(counts: Counter[tuple[str, str]]) -> None:
    total = {name: sum(counts[field, name] for field in FIELDS) for name in ("told", "certain")}
    assert total["certain"] >= USEFUL * total["told"] > 0
